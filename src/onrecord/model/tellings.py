"""What the merger of claims keeps between two reads, so that a new page is compared with its neighbourhood alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from onrecord.model.events import Event
from onrecord.model.ids import ArticleId, ClaimId, EventId
from onrecord.model.judgements import Judgement

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """One claim as exact copies of its article all make it.

    `rank` orders tellings by their content; `keys` are the blocks it stands in, `at` where in them, `facets` what
    comparisons need, as JSON of the merger's own.
    """

    id: str
    rank: str
    keys: tuple[int, ...]
    at: int
    facets: str


@dataclass(frozen=True, slots=True)
class Told:
    """Which claim, of which article, makes a telling; "" for what an earlier merger made of it."""

    claim_id: ClaimId
    article_id: ArticleId
    telling: str


@dataclass(frozen=True, slots=True)
class Likeness:
    """What speaks for it that two tellings are of one happening: enough to join them."""

    points: float
    reason: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One telling in a block, which is ordered by `at`, then by telling."""

    at: int
    telling: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A part of a block without a hole in it, and the entries that come and go there."""

    entries: tuple[Entry, ...]
    added: tuple[Entry, ...]
    removed: tuple[Entry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Update:
    """What some articles change: rows that come and go, and the events of their neighbourhood.

    `told` are the rows of all claims of `articles` as they now are. `judged` are the claims whose judgements by the
    program are now `judgements` and no others; `gone` events of which no claim is told as it was.
    """

    articles: frozenset[ArticleId]
    added: tuple[Telling, ...]
    removed: frozenset[str]
    told: tuple[Told, ...]
    likely: Mapping[Pair, Likeness]
    unlikely: frozenset[Pair]
    events: tuple[Event, ...]
    gone: frozenset[EventId]
    judged: frozenset[ClaimId]
    judgements: tuple[Judgement, ...]
