"""Texts and edges kept in memory, as a record keeps them."""

from __future__ import annotations

from bisect import insort
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from onrecord.model.articles import Article, CopyGroup
from onrecord.model.copying import CopyChange, CopyEdge, CopyText, Pair
from onrecord.model.ids import ArticleId


class MemoryShelf:
    """The texts of some articles with their edges and groups."""

    def __init__(self) -> None:
        self._articles: dict[ArticleId, Article] = {}
        self._texts: dict[ArticleId, CopyText] = {}
        self._holders: dict[int, list[ArticleId]] = defaultdict(list)
        self._edges: dict[ArticleId, dict[Pair, CopyEdge]] = defaultdict(dict)
        self._groups: dict[str, CopyGroup] = {}

    @property
    def groups(self) -> tuple[CopyGroup, ...]:
        """The groups, by their first members."""
        return tuple(sorted(self._groups.values(), key=lambda g: g.members))

    def put(self, articles: Iterable[Article]) -> Mapping[ArticleId, Article]:
        """The articles by their ids, taken in as they are now."""
        given = {article.id: article for article in articles}
        self._articles |= given
        return given

    def take(self, change: CopyChange, gone: Collection[ArticleId] = ()) -> None:
        """Keeps what a change gives, and lets go of articles."""
        for one in [*gone, *(text.article_id for text in change.texts)]:
            for shingle in self._texts.pop(one).kept if one in self._texts else ():
                self._holders[shingle].remove(one)
        for text in change.texts:
            self._texts[text.article_id] = text
            for shingle in text.kept:
                insort(self._holders[shingle], text.article_id)
        for one in gone:
            del self._articles[one]
        for ends in change.removed:
            for end in ends:
                del self._edges[end][ends]
        for edge in change.edges:
            for end in edge.ends:
                self._edges[end][edge.ends] = edge
        old = [key for key, found in self._groups.items() if not change.touched.isdisjoint(found.members)]
        for key in old:
            del self._groups[key]
        self._groups.update((found.id, found) for found in change.groups)

    def texts(self, articles: Collection[ArticleId] | None = None) -> Mapping[ArticleId, CopyText]:
        """The texts of these articles, those of them that are kept; without any the texts of all."""
        return self._texts if articles is None else {one: self._texts[one] for one in articles if one in self._texts}

    def stretches(
        self, asked: Mapping[int, Collection[ArticleId]], reach: int
    ) -> Iterable[tuple[int, Sequence[ArticleId]]]:
        """For each shingle all that hold it, by their ids."""
        return ((shingle, self._holders.get(shingle, ())) for shingle in asked)

    def joined(self, pairs: Collection[Pair]) -> Collection[Pair]:
        """Those of these pairs between which there is an edge."""
        return [pair for pair in pairs if pair in self._edges.get(pair[0], ())]

    def edges(self, articles: Collection[ArticleId]) -> Sequence[CopyEdge]:
        """The edges that end in one of these articles."""
        return [edge for one in articles if one in self._edges for edge in self._edges[one].values()]

    def articles(self, articles: Collection[ArticleId]) -> Mapping[ArticleId, Article]:
        """The articles of these ids as they are now."""
        return {one: self._articles[one] for one in articles}
