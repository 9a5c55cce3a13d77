"""What people do to a record: corrections, the changes that put them down, what waits to be looked at, what was lost.

A *change* is one action of a person: reviews and judgements that it put down, others that it withdrew. Undoing it
withdraws the first and puts the second back; both stay in the history.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from onrecord.model.claims import Voice, VoiceKind
from onrecord.model.dates import TimeValue
from onrecord.model.judgements import Judgement
from onrecord.model.mentions import Quantity
from onrecord.model.resolved import ActorRef, PlaceRef, ResolvedClaim, VoiceRef
from onrecord.model.runs import Review


@dataclass(frozen=True, slots=True)
class Correction:
    """A person's new value for one field of one object, not yet written. `after` is a value that JSON can hold."""

    object_id: str
    field: str
    after: Any
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One action of a person. `rows` are what it put down, `withdrawn` what it took back; both may no longer stand.

    `number` rises with time. `undone_at` is None while the change holds; `undone_by` is who undid it.
    """

    number: int
    by: str
    at: datetime
    words: str
    undone_at: datetime | None = None
    undone_by: str | None = None
    rows: tuple[Review | Judgement, ...] = ()
    withdrawn: tuple[Review | Judgement, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What people's decisions leave of one object. `token` changes with every decision on it that comes or goes.

    `values` are the corrected fields with the values that hold, `status` "accepted", "rejected" or None, `reviews`
    and `judgements` all decisions on it that stand, oldest first.
    """

    object_id: str
    token: str
    status: str | None = None
    values: Mapping[str, Any] = field(default_factory=dict)
    reviews: tuple[Review, ...] = ()
    judgements: tuple[Judgement, ...] = ()


class Worth(StrEnum):
    """Why a claim is worth a person's look, the most pressing first."""

    CONTRADICTORY = "contradictory"
    INFLUENTIAL = "influential"
    UNCERTAIN = "uncertain"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Queued:
    """A claim that waits for a person's decision, and why it comes where it does: `reason` in words to show."""

    claim: ResolvedClaim
    worth: Worth
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """How many claims a person decided: in the last sixty minutes, since midnight UTC, and in all."""

    last_hour: int
    today: int
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Orphan:
    """A standing review that no claim or article of the newest readings takes up, and why, in words.

    `words` are the page's words that the review was about, None where the record no longer has them.
    """

    review: Review
    reason: str
    words: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Coded:
    """One claim as one person left it: the value of each field, the machine's where that person changed none."""

    claim_id: str
    by: str
    values: Mapping[str, str]


def values_of(claim: ResolvedClaim) -> dict[str, Any]:
    """The fields of a claim as corrections give them: what `Correction.after` would be for the claim as it stands."""
    own = claim.claim
    refs = [ref for ref in claim.chain if ref.basis is None]  # a wire known by shared words is no link of the claim's
    return {
        "event_type": own.event_type.value,
        "mode": list(own.mode),
        "contexts": list(own.contexts),
        "factuality": own.factuality.value,
        "stance": own.stance.value,
        "background": own.background,
        "actors": [_who(ref) for ref in claim.actors],
        "recipients": [_who(ref) for ref in claim.recipients],
        "place": None if claim.place is None else _where(claim.place),
        "occurred": None if own.occurred is None else _when(own.occurred),
        "quantities": [_how_many(quantity) for quantity in own.quantities],
        "chain": [
            _whose(voice, ref)
            for voice, ref in zip(own.chain, refs, strict=True)
            if voice.kind is not VoiceKind.PUBLISHER
        ],
    }


def _who(ref: ActorRef) -> dict[str, Any]:
    return {"start": ref.span.start, "end": ref.span.end, "actor_id": ref.actor_id}


def _where(ref: PlaceRef) -> dict[str, Any]:
    return {"start": ref.span.start, "end": ref.span.end, "place_id": ref.place_id}


def _when(value: TimeValue) -> dict[str, Any]:
    days = value.interval
    return {
        "start": days.start.isoformat() if days and days.start else None,
        "end": days.end.isoformat() if days and days.end else None,
        "precision": value.precision.value if value.precision else None,
        "span": [value.span.start, value.span.end],
    }


def _how_many(quantity: Quantity) -> dict[str, Any]:
    plain = {name: getattr(quantity, name) for name in ("who", "low", "best", "high", "unit")}
    return {"kind": quantity.kind.value, **plain, "start": quantity.span.start, "end": quantity.span.end}


def _whose(voice: Voice, ref: VoiceRef) -> dict[str, Any]:
    return {
        "kind": voice.kind.value,
        "start": voice.span.start if voice.span else None,
        "end": voice.span.end if voice.span else None,
        "text": voice.text,
        "cue": [voice.cue_span.start, voice.cue_span.end] if voice.cue_span else None,
        "actor_id": ref.actor_id,
    }
