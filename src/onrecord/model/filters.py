"""What a listing is asked for: one set of filters for the command line, Python and the desk."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from onrecord.model.claims import EventType, Factuality, Quad


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """Which rows are wanted; None and False ask for everything.

    `actor` matches a name, alias or id of an actor or recipient, folded; `voice` of a voice; `place` a name of the
    place or of one that contains it; `country` an ISO alpha-3 code of an actor, recipient or place; `since` and
    `until` are days, both included, on when it happened, else on when it was published; `text` a full-text query;
    `contradicted` keeps events whose accounts exclude one another; `as_read` the machine's own reading.
    """

    actor: str | None = None
    recipient: str | None = None
    voice: str | None = None
    place: str | None = None
    country: str | None = None
    event_type: EventType | None = None
    quad: Quad | None = None
    factuality: Factuality | None = None
    since: date | None = None
    until: date | None = None
    publisher: str | None = None
    text: str | None = None
    article: str | None = None
    capture: str | None = None
    contradicted: bool = False
    include_background: bool = True
    as_read: bool = False
    limit: int | None = None
    offset: int = 0
