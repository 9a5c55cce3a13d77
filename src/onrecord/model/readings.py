"""What one pass over a window of sentences gives: labelled spans, and arcs between them.

A lexicon fills it, a trained model can; every stage decodes from it and none reads the words again. Indices
point into the tuples of the same Reading.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any, Protocol

from onrecord.model.articles import Article
from onrecord.model.claims import EventType, Factuality, RelationKind, RelationStatus, Stance
from onrecord.model.ids import ArticleId
from onrecord.model.mentions import AttributionForm, MentionKind, QuantityKind
from onrecord.model.spans import Span

TOLD_ON = "told on"
"""Begins the basis of a happening that only says who was hit by a deed told before: "four of the dead were drivers"."""


class Role(StrEnum):
    ACTOR = "actor"
    RECIPIENT = "recipient"
    PLACE = "place"
    TIME = "time"
    QUANTITY = "quantity"
    INSTRUMENT = "instrument"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadMention:
    """A span that names something. `basis` says what showed it ("actor list", "model", "capitalised run")."""

    span: Span
    kind: MentionKind
    score: float
    basis: str
    head: Span | None = None
    quantity_kind: QuantityKind | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadTrigger:
    """A word or words that name a happening of one of the sixteen types, with how the text puts it.

    `rivals` are the types that a model held likeliest, with the probability of each, the likeliest first.
    """

    span: Span
    event_type: EventType
    mode: tuple[str, ...] = ()
    contexts: tuple[str, ...] = ()
    factuality: Factuality = Factuality.UNKNOWN
    stance: Stance = Stance.REPORTS
    background: bool = False
    score: float
    basis: str
    rivals: tuple[tuple[EventType, float], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleArc:
    """Trigger `trigger` takes mention `mention` in this role."""

    trigger: int
    mention: int
    role: Role
    score: float
    basis: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadAttribution:
    """A source, a cue and the words that are the source's.

    `source` is an index of a mention, None where none is named; `cue` None for bare quotation; `content` is empty
    only for a cue with nothing carried. `triggers` are the triggers whose happening this voice tells. `parent` is
    the index of the attribution inside whose content this one stands.
    """

    source: int | None
    cue: Span | None
    content: tuple[Span, ...]
    form: AttributionForm
    parent: int | None
    score: float
    basis: str
    triggers: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationArc:
    """A state of affairs between two mentions. `cue` is the words that state it, `status` what they make of it."""

    kind: RelationKind
    subject: int
    object: int
    cue: Span | None
    post: int | None
    time: int | None
    score: float
    basis: str
    status: RelationStatus = RelationStatus.HOLDS


@dataclass(frozen=True, slots=True, kw_only=True)
class SameArc:
    """Two mentions, of one window, that mean the same. `basis` names the evidence ("alias in brackets")."""

    left: int
    right: int
    score: float
    basis: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """Everything one pass told of one window of an article.

    `sentences` are the sentences that this reading labels; the window may reach further for context. Spans count
    in the article's text.
    """

    article_id: ArticleId
    window: Span
    sentences: tuple[Span, ...]
    mentions: tuple[ReadMention, ...] = ()
    triggers: tuple[ReadTrigger, ...] = ()
    roles: tuple[RoleArc, ...] = ()
    attributions: tuple[ReadAttribution, ...] = ()
    relations: tuple[RelationArc, ...] = ()
    same: tuple[SameArc, ...] = ()
    notes: tuple[tuple[Span, str], ...] = field(default=())  # words looked at and left uncoded, and why


class Reader(Protocol):
    """Anything that turns an article into readings: the lexicon, the shipped model, a user's own."""

    @property
    def digest(self) -> str:
        """What identifies the reader and its data, for the run."""
        ...

    def read(self, article: Article) -> tuple[Reading, ...]:
        """The readings of the article, every sentence of its body in exactly one."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelAccount:
    """What can be told of the reader that a setting names. `folder` and `card` are None where it has none; `made` is
    how the model says it was made."""

    name: str
    digest: str
    folder: Path | None = None
    made: Mapping[str, Any] | None = None
    card: str | None = None
