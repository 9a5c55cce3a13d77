"""What is kept of the texts of articles, so that a new one is held against those that share words with it alone."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from onrecord.model.articles import Article, CopyGroup, SharedPassage
from onrecord.model.ids import ArticleId

Pair = tuple[ArticleId, ArticleId]


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyText:
    """An article as copies are found by it: `kept` are the numbers of its kept shingles, signed, of 64 bits.

    `digest` is that of its kind, text and body.
    """

    article_id: ArticleId
    digest: str
    kept: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyEdge:
    """Two articles that share enough to be copies, that of the lower id at the left; `joins` them to one group."""

    left: ArticleId
    right: ArticleId
    left_in_right: float
    right_in_left: float
    shares: tuple[SharedPassage, ...] = ()
    joins: bool = False

    @property
    def ends(self) -> Pair:
        """Its two articles."""
        return self.left, self.right

    @property
    def longer(self) -> ArticleId:
        """The one of which the smaller part is shared."""
        return self.left if self.left_in_right < self.right_in_left else self.right

    @property
    def mutual(self) -> float:
        """How much each holds of the other at least."""
        return min(self.left_in_right, self.right_in_left)

    @property
    def rank(self) -> tuple[float, float, ArticleId, ArticleId]:
        """What edges are looked at by, the closest first."""
        return -self.mutual, -max(self.left_in_right, self.right_in_left), self.left, self.right


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyChange:
    """What changed articles change: texts and edges that are new or otherwise, edges that are gone, groups anew.

    The groups that hold one of `touched` now are to give way to `groups`.
    """

    texts: tuple[CopyText, ...]
    edges: tuple[CopyEdge, ...]
    removed: frozenset[Pair]
    touched: frozenset[ArticleId]
    groups: tuple[CopyGroup, ...]


class CopyShelf(Protocol):
    """What is kept of texts and their edges, from before the change."""

    def texts(self, articles: Collection[ArticleId]) -> Mapping[ArticleId, CopyText]:
        """The texts of these articles, those of them that are kept."""
        ...

    def stretches(
        self, asked: Mapping[int, Collection[ArticleId]], reach: int
    ) -> Iterable[tuple[int, Sequence[ArticleId]]]:
        """For each shingle those that hold it, by their ids; of many the parts around the ids asked for at least.

        A part has so many on either side of an id; parts that meet are one.
        """
        ...

    def joined(self, pairs: Collection[Pair]) -> Collection[Pair]:
        """Those of these pairs between which there is an edge."""
        ...

    def edges(self, articles: Collection[ArticleId]) -> Sequence[CopyEdge]:
        """The edges that end in one of these articles."""
        ...

    def articles(self, articles: Collection[ArticleId]) -> Mapping[ArticleId, Article]:
        """The articles of these ids as they are now."""
        ...
