"""Decisions: rows that say which names and which claims belong together, who decided and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from onrecord.model.ids import JudgementId


class Verdict(StrEnum):
    SAME = "same"
    DIFFERENT = "different"
    UNSURE = "unsure"


class JudgementKind(StrEnum):
    ACTOR = "actor"  # left a mention, right an actor
    PLACE = "place"  # left a mention, right a place
    CLAIMS = "claims"  # left and right claims of one happening
    ACTORS = "actors"  # left and right actors that are one
    PLACES = "places"  # left and right places that are one


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """One decision about two things. Never deleted: withdrawn.

    `score` lies in 0..1 and never travels without `reason` and the two values that were compared. A person's judgement
    outranks and outlives a program's; `decided_by` is "onrecord" or a user's name. `decided_at` is None until stored.
    """

    id: JudgementId
    kind: JudgementKind
    left: str
    right: str
    verdict: Verdict
    score: float
    reason: str
    left_value: str
    right_value: str
    decided_by: str = "onrecord"
    decided_at: datetime | None = None
    withdrawn_at: datetime | None = None
