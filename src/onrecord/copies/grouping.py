"""Articles that are one text, found through an index of shingles that grows with the text alone.

About one in four shingles of five words is kept, the same ones of every text ("mod p" sampling, Broder 1997). Articles
that share some are aligned; those that share enough words outside quotation marks are copies. Two reports of one event
share names, figures and what people said, not sentences.

What an article changes is found from those near it among the holders of its shingles and from the edges that end where
edges came or went; the rest is not looked at. Whatever comes in which order and batch, the groups are the same.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from heapq import heappop, heappush

from onrecord.copies.alignment import Words, align
from onrecord.copies.neighbours import Neighbours
from onrecord.copies.originals import original_of
from onrecord.copies.shelf import MemoryShelf
from onrecord.model.articles import Article, ArticleKind, CopyGroup, SharedPassage
from onrecord.model.copying import CopyChange, CopyEdge, CopyShelf, CopyText, Pair
from onrecord.model.ids import ArticleId, make_key, text_digest
from onrecord.model.spans import Span
from onrecord.text.similarity import sketch

_RATE = 4
# Copies share at least so many words that nobody is quoted with, and this part of the shorter one.
_LEAST_OWN = 30
_LEAST_PART = 0.2
# Two articles each of which holds this part of the other are one text.
_ONE_TEXT = 0.5
_LEAST_WORDS = 25
# What is kept of texts and edges is this version's; another one starts from nothing.
VERSION = "1"


def digest_of(article: Article) -> str:
    """What two articles with the same kind, text and body have in common."""
    return make_key("ct", article.kind.value, text_digest(article.text), [[s.start, s.end] for s in article.body])


def group(articles: Iterable[Article]) -> tuple[CopyGroup, ...]:
    """The groups of articles that are one text, whole or in part; articles alone are in none. Teasers are left out."""
    return grouped(articles).groups


def grouped(articles: Iterable[Article]) -> MemoryShelf:
    """The articles as copies are found by them, with their groups, all at once and from nothing."""
    shelf = MemoryShelf()
    shelf.take(update(shelf, shelf.put(articles)))
    return shelf


def update(shelf: CopyShelf, articles: Mapping[ArticleId, Article | None]) -> CopyChange:
    """What articles that are new, have changed or are gone (None) change of texts, edges and groups."""
    return _Change(shelf, articles).made()


class _Change:
    """One change while it is worked out."""

    def __init__(self, shelf: CopyShelf, articles: Mapping[ArticleId, Article | None]) -> None:
        self._shelf = shelf
        self._given = articles
        self._words: dict[ArticleId, Words] = {}
        self._edges = _Edges(shelf)

    def made(self) -> CopyChange:
        """The change."""
        texts = self._compare()
        touched = self._edges.settle() | self._given.keys()
        groups = self._grouped(touched)
        edges, removed = self._edges.changed()
        members = {member for found in groups for member in found.members}
        return CopyChange(
            texts=texts, edges=edges, removed=removed, touched=frozenset(touched | members), groups=groups
        )

    def _compare(self) -> tuple[CopyText, ...]:
        """The texts that are new or changed; what articles share is found where it may be otherwise than before."""
        before = self._shelf.texts(self._given)
        given = [article for article in self._given.values() if article is not None]
        digests = {article.id: digest_of(article) for article in given}
        # Those of which only date or publisher changed keep their edges.
        moved = [one for one in given if one.id not in before or before[one.id].digest != digests[one.id]]
        texts = [CopyText(article_id=x.id, digest=digests[x.id], kept=self._sketched(x)) for x in moved]
        now = {text.article_id: text.kept for text in texts}
        gone = {one for one, article in self._given.items() if article is None}
        was = {one: text.kept for one, text in before.items() if one in gone or one in now}
        for edge in self._edges.of(was):
            self._edges.drop(edge.ends)
        neighbours = Neighbours(self._shelf, was, now)
        closer, further = neighbours.shifted()
        for ends in further:
            self._edges.drop(ends)
        self._align({*neighbours.new(), *closer})
        return tuple(texts)

    def _sketched(self, article: Article) -> frozenset[int]:
        """The shingles by which the article is found, none for one that is left out."""
        if article.kind is not ArticleKind.ARTICLE:
            return frozenset()
        own = Words.of(article)
        if len(own.words) < _LEAST_WORDS:
            return frozenset()
        self._words[article.id] = own
        return frozenset(shingle - 2**63 for shingle in sketch(own.shingles, _RATE))

    def _align(self, pairs: set[Pair]) -> None:
        """Makes edges of the pairs that share enough."""
        missing = {one for pair in pairs for one in pair} - self._words.keys()
        self._words.update((one, Words.of(article)) for one, article in self._shelf.articles(missing).items())
        for left, right in pairs:
            edge = _edge(self._words[left], self._words[right])
            if edge is not None:
                self._edges.add(edge)

    def _grouped(self, touched: set[ArticleId]) -> tuple[CopyGroup, ...]:
        """The groups that touched articles are in now."""
        parts = list(self._edges.parts(touched))
        articles = self._shelf.articles({one for part in parts for one in part})
        return tuple(self._group(sorted(part), articles) for part in sorted(parts, key=min))

    def _group(self, ids: list[ArticleId], articles: Mapping[ArticleId, Article]) -> CopyGroup:
        edges = {edge.ends: edge for edge in self._edges.of(ids)}
        original, reason = original_of([articles[one] for one in ids])
        return CopyGroup(
            id=make_key("cg", ids[0]),
            members=tuple(ids),
            original=original.id if original else None,
            reason=reason,
            shares=tuple(share for ends in sorted(edges) for share in edges[ends].shares),
        )


def _edge(left: Words, right: Words) -> CopyEdge | None:
    """What the two share, where it is enough to be copied."""
    found = align(left, right)
    if found.own < _LEAST_OWN or max(found.left_in_right, found.right_in_left) < _LEAST_PART:
        return None
    shares = []
    for start, stop, at, other_stop in (piece for run in found.runs for piece in run.passages()):
        own = Span(left.spans[start].start, left.spans[stop - 1].end)
        other = Span(right.spans[at].start, right.spans[other_stop - 1].end)
        share = SharedPassage(article_id=left.article.id, span=own, other_id=right.article.id, other_span=other)
        shares.append(share)
    return CopyEdge(
        left=left.article.id,
        right=right.article.id,
        left_in_right=found.left_in_right,
        right_in_left=found.right_in_left,
        shares=tuple(shares),
    )


class _Edges:
    """The edges around what changes, fetched as they are asked for, and which of them join articles to a group.

    Those between one text and itself join always. The others are looked at by how close they are: one joins an article
    that is in no group yet, unless an end of it holds more than the shared text and was joined by that before.
    """

    def __init__(self, shelf: CopyShelf) -> None:
        self._shelf = shelf
        self._of: dict[ArticleId, dict[Pair, CopyEdge]] = {}
        self._before: dict[Pair, CopyEdge] = {}

    def load(self, articles: Collection[ArticleId]) -> None:
        """Fetches the edges of these articles."""
        missing = {one for one in articles if one not in self._of}
        if not missing:
            return
        now = {}
        for edge in self._shelf.edges(missing):
            self._before.setdefault(edge.ends, edge)
            # What another end already shows of it may be decided since.
            now[edge.ends] = next((self._of[end][edge.ends] for end in edge.ends if end in self._of), edge)
        self._of.update({one: {} for one in missing})
        for edge in now.values():
            self._put(edge)

    def _put(self, edge: CopyEdge) -> None:
        for end in edge.ends:
            if end in self._of:
                self._of[end][edge.ends] = edge

    def of(self, articles: Collection[ArticleId]) -> list[CopyEdge]:
        """The edges of these articles, each as often as it ends in one."""
        self.load(articles)
        return [edge for one in articles for edge in self._of[one].values()]

    def add(self, edge: CopyEdge) -> None:
        """Takes in an edge."""
        self.load(edge.ends)
        self._put(replace(edge, joins=edge.mutual >= _ONE_TEXT))

    def drop(self, ends: Pair) -> None:
        """Takes out the edge of these ends, if there is one."""
        self.load(ends)
        for end in ends:
            self._of[end].pop(ends, None)

    def changed(self) -> tuple[tuple[CopyEdge, ...], frozenset[Pair]]:
        """The edges that are new or otherwise, and the ends of those that are gone."""
        now = {edge.ends: edge for edges in self._of.values() for edge in edges.values()}
        new = tuple(edge for ends, edge in sorted(now.items()) if self._before.get(ends) != edge)
        return new, frozenset(self._before.keys() - now.keys())

    def settle(self) -> set[ArticleId]:
        """The articles whose edges are others now, after it was decided which of them join."""
        new, removed = self.changed()
        moved = [*new, *(self._before[edge.ends] for edge in new if edge.ends in self._before)]
        moved += [self._before[ends] for ends in removed]
        touched = {end for edge in moved for end in edge.ends}
        self.load(touched)
        asked = {edge.rank for edge in new}.union(*(self._weaker(edge) for edge in moved))
        waiting = sorted(asked)
        while waiting:
            rank = heappop(waiting)
            asked.remove(rank)
            edge = self._of[rank[2]][rank[2:]] if rank[2] in self._of else self._of[rank[3]][rank[2:]]
            joins = edge.mutual >= _ONE_TEXT or self._is_joining(edge)
            if joins != edge.joins:
                self._put(replace(edge, joins=joins))
                touched.update(edge.ends)
                for other in self._weaker(edge) - asked:
                    asked.add(other)
                    heappush(waiting, other)
        return touched

    def _weaker(self, edge: CopyEdge) -> set[tuple[float, float, ArticleId, ArticleId]]:
        return {rank for other in self.of(edge.ends) if (rank := other.rank) > edge.rank}

    def _is_joining(self, edge: CopyEdge) -> bool:
        grouped = []
        for end in edge.ends:
            closer = [other for other in self.of([end]) if other.joins and other.rank < edge.rank]
            if any(other.mutual < _ONE_TEXT and other.longer == end for other in closer):
                return False
            grouped.append(bool(closer))
        return not all(grouped)

    def parts(self, articles: Iterable[ArticleId]) -> Iterator[set[ArticleId]]:
        """The articles that are joined with these, those of one group together."""
        seen: set[ArticleId] = set()
        for one in sorted(articles):
            part, reached = {one}, [one]
            while reached and one not in seen:
                near = {end for edge in self.of(reached) if edge.joins for end in edge.ends} - part
                part |= near
                reached = sorted(near)
            seen |= part
            if len(part) > 1:
                yield part
