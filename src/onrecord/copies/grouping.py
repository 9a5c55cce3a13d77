"""Articles that are one text, found through an index of shingles that grows with the text alone.

About one in four shingles of five words is kept, the same ones of every text ("mod p" sampling, Broder 1997). Articles
that share some are aligned; those that share enough words outside quotation marks are copies. Two reports of one event
share names, figures and what people said, not sentences.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from onrecord.copies.alignment import Alignment, Words, align
from onrecord.copies.originals import original_of
from onrecord.model.articles import Article, ArticleKind, CopyGroup, SharedPassage
from onrecord.model.ids import ArticleId, make_key
from onrecord.model.spans import Span
from onrecord.text.similarity import sketch

_RATE = 4
# So many kept shingles in common make two articles worth aligning: about a dozen words in a row.
_LEAST_SHARED = 2
# An article is aligned with at most so many others, those that share the most; of a shingle's holders with the first.
_MOST_ALIGNED = 20
# Copies share at least so many words that nobody is quoted with, and this part of the shorter one.
_LEAST_OWN = 30
_LEAST_PART = 0.2
# Two articles each of which holds this part of the other are one text.
_ONE_TEXT = 0.5
_LEAST_WORDS = 25


@dataclass(frozen=True, slots=True)
class _Edge:
    left: int
    right: int
    alignment: Alignment

    @property
    def strength(self) -> float:
        """How much of the one that is held the more stands in the other."""
        return max(self.alignment.left_in_right, self.alignment.right_in_left)

    @property
    def mutual(self) -> float:
        """How much each holds of the other at least."""
        return min(self.alignment.left_in_right, self.alignment.right_in_left)


class Index:
    """Articles with the shingles they hold: add one at a time, ask for the groups at any time."""

    def __init__(self) -> None:
        self._words: list[Words] = []
        self._seen: dict[ArticleId, int] = {}
        self._holders: dict[int, list[int]] = defaultdict(list)
        self._edges: list[_Edge] = []

    def add(self, article: Article) -> None:
        """Takes an article in and compares it with those that share shingles with it. Adding one twice does nothing."""
        if article.id in self._seen or article.kind is not ArticleKind.ARTICLE:
            return
        own = Words.of(article)
        self._seen[article.id] = len(self._words)
        number = len(self._words)
        self._words.append(own)
        if len(own.words) < _LEAST_WORDS:
            return
        kept = sketch(own.shingles, _RATE)
        for other in self._candidates(kept):
            edge = _Edge(other, number, align(self._words[other], own))
            if edge.alignment.own >= _LEAST_OWN and edge.strength >= _LEAST_PART:
                self._edges.append(edge)
        for shingle in kept:
            self._holders[shingle].append(number)

    def _candidates(self, kept: set[int]) -> Iterator[int]:
        counts: Counter[int] = Counter()
        for shingle in kept:
            counts.update(self._holders.get(shingle, ())[:_MOST_ALIGNED])
        best = sorted(counts.items(), key=lambda c: (-c[1], c[0]))[:_MOST_ALIGNED]
        yield from sorted(n for n, shared in best if shared >= _LEAST_SHARED)

    def groups(self) -> tuple[CopyGroup, ...]:
        """The groups of two and more articles that are one text, whole or in part, by their first members."""
        members = self._members()
        of_ends: dict[int, list[_Edge]] = defaultdict(list)
        for edge in self._edges:
            for end in (edge.left, edge.right):
                of_ends[end].append(edge)
        return tuple(self._group(sorted(found), of_ends) for found in sorted(members.values(), key=min))

    def _members(self) -> dict[int, set[int]]:
        """Groups by a number. An article that holds more than the shared text does not join two groups to one."""
        of: dict[int, int] = {}
        partial: set[int] = set()
        groups: dict[int, set[int]] = {}
        for edge in sorted(self._edges, key=lambda e: (-e.mutual, -e.strength, e.left, e.right)):
            one_text = edge.mutual >= _ONE_TEXT
            ends = (edge.left, edge.right)
            if not one_text and any(n in partial for n in ends):
                continue
            if not one_text and all(n in of for n in ends):
                continue
            merged = set(ends).union(*(groups.pop(of[n], set()) for n in ends if n in of))
            number = min(merged)
            groups[number] = merged
            of.update(dict.fromkeys(merged, number))
            if not one_text:
                longer = edge.left if edge.alignment.left_in_right < edge.alignment.right_in_left else edge.right
                partial.add(longer)
        return groups

    def _group(self, found: list[int], of_ends: dict[int, list[_Edge]]) -> CopyGroup:
        articles = [self._words[n].article for n in found]
        mine = {(e.right, e.left): e for n in found for e in of_ends[n]}
        edges = [mine[ends] for ends in sorted(mine)]
        original, reason = original_of(articles)
        ids = tuple(a.id for a in articles)
        return CopyGroup(
            id=make_key("cg", min(ids)),
            members=ids,
            original=original.id if original else None,
            reason=reason,
            shares=tuple(share for e in edges for share in self._shares(e)),
        )

    def _shares(self, edge: _Edge) -> Iterator[SharedPassage]:
        """Each shared passage, seen from the article that came in first."""
        left, right = self._words[edge.left], self._words[edge.right]
        for start, stop, at, other_stop in (piece for run in edge.alignment.runs for piece in run.passages()):
            own = Span(left.spans[start].start, left.spans[stop - 1].end)
            other = Span(right.spans[at].start, right.spans[other_stop - 1].end)
            yield SharedPassage(article_id=left.article.id, span=own, other_id=right.article.id, other_span=other)


def group(articles: Iterable[Article]) -> tuple[CopyGroup, ...]:
    """The groups of articles that are one text, whole or in part; articles alone are in none. Teasers are left out."""
    index = Index()
    for article in articles:
        index.add(article)
    return index.groups()
