"""Ties: states of affairs that single relations of articles add up to. Computed from them, thrown away and rebuilt."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from onrecord.model.claims import RelationKind, RelationStatus
from onrecord.model.dates import DateInterval
from onrecord.model.events import AccountVoice
from onrecord.model.ids import RelationId, TieId
from onrecord.model.resolved import ActorRef, ResolvedRelation


class DaysBasis(StrEnum):
    """What the days of an account rest on."""

    TEXT = "text"  # the words name them
    PUBLICATION = "publication"  # told as so when it was published: at least then
    NONE = "none"  # neither tells any


@dataclass(frozen=True, slots=True, kw_only=True)
class TieAccount:
    """What is told of a tie in one way: its status, the days it is told for, and who says so.

    `days` are open where what is told leaves them open: behind a beginning, before an end.
    """

    status: RelationStatus
    days: DateInterval | None
    basis: DaysBasis
    relations: tuple[RelationId, ...]
    voices: tuple[AccountVoice, ...]
    independent_voices: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TieSide:
    """One of several things told that exclude one another: what, of which tie, and who says so."""

    value: str
    tie: TieId
    relations: tuple[RelationId, ...]
    voices: tuple[AccountVoice, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TieDispute:
    """What is told of a tie and excluded by something else that is told, with the reason."""

    reason: str
    sides: tuple[TieSide, ...]


class BaseVerdict(StrEnum):
    """How what pages tell stands to the knowledge base, which is never changed by it."""

    KNOWN = "known"  # the base has it for that time
    NEWS = "news"  # the base does not have it
    CONTRADICTS = "contradicts"  # the base has something that excludes it
    UNCHECKED = "unchecked"  # nothing to compare: planned, or one side is not named


@dataclass(frozen=True, slots=True, kw_only=True)
class BaseCheck:
    """How a tie stands to the knowledge base; `words` say what the base has."""

    verdict: BaseVerdict
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """One state of affairs between two, over all articles that tell it.

    `status` is what is left of all accounts, `held` the days for which it is told as so, apart where nothing is told of
    the days between. `told` are the relations themselves, the earliest first, each with its words.
    """

    id: TieId
    kind: RelationKind
    subject: ActorRef
    object: ActorRef
    post: str | None
    status: RelationStatus
    held: tuple[DateInterval, ...]
    accounts: tuple[TieAccount, ...]
    disputes: tuple[TieDispute, ...]
    base: BaseCheck
    told: tuple[ResolvedRelation, ...]
    articles: int
    publishers: int
    independent_voices: int
    independence: tuple[str, ...]
