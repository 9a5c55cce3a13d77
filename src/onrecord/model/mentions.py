"""Spans that name something, and the quantities among them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from onrecord.model.ids import ArticleId, AttributionId, MentionId
from onrecord.model.spans import Span


class MentionKind(StrEnum):
    """What a mention names; the types of the marked text."""

    PERSON = "person"
    POST = "post"
    STATE = "state"
    ORGANISATION = "organisation"
    ARMED_GROUP = "armed_group"
    MEDIA = "media"
    COMPANY = "company"
    GROUP = "group"
    ANONYMOUS = "anonymous"
    NATIONALITY = "nationality"
    PLACE = "place"
    FACILITY = "facility"
    WEAPON = "weapon"
    TIME = "time"
    QUANTITY = "quantity"
    MONEY = "money"
    EVENT = "event"
    LAW = "law"
    OTHER = "other"


class QuantityKind(StrEnum):
    KILLED = "killed"
    INJURED = "injured"
    DETAINED = "detained"
    MISSING = "missing"
    DISPLACED = "displaced"
    MONEY = "money"
    TROOPS = "troops"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A span of an article that names something. `head` is the name or noun inside it that carries it."""

    id: MentionId
    article_id: ArticleId
    span: Span
    kind: MentionKind
    text: str
    score: float
    basis: str
    head: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A number that a text gives. "at least 11": low 11, best None, high None; "12": all three 12.

    `who` is the words for whom or what is counted; `unit` an ISO 4217 code for money, in whole units; `basis` is
    "word" where "dozens" and its like were read by convention.
    """

    kind: QuantityKind
    who: str | None
    low: float | None
    best: float | None
    high: float | None
    unit: str | None
    text: str
    span: Span
    basis: str | None = None


class AttributionForm(StrEnum):
    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """Whose words a stretch is: source, cue, content. `parent` is the attribution it is told inside of."""

    id: AttributionId
    article_id: ArticleId
    source: MentionId | None
    cue: Span | None
    content: tuple[Span, ...]
    form: AttributionForm
    parent: AttributionId | None
    score: float
    basis: str
