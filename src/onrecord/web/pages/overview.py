"""Overview: what the record holds, where accounts disagree, who acts, what was refused."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from onrecord.export.words import (
    counted,
    days,
    event_deed,
    event_numbers,
    field_words,
    file_name,
    one_line,
    place_words,
    voices_words,
)
from onrecord.model.events import Event
from onrecord.model.filters import Filter
from onrecord.store import ActorRow, PublisherRow
from onrecord.web import addresses, cells, rendering
from onrecord.web.asking import narrowed_to
from onrecord.web.cells import Cell
from onrecord.web.desk import Desk, desk_of
from onrecord.web.figures import timeline_figure

DISPUTED, ACTORS, PUBLISHERS, REFUSED = 6, 10, 8, 5
LOOKED_AT = 400
"""Disputed events among which the heaviest are looked for."""


@dataclass(frozen=True, slots=True)
class Dispute:
    """An event on whose accounts the overview opens: what it is, and the values that exclude one another."""

    href: str
    type: Cell
    deed: str
    where: str
    numbers: str
    told: str
    fields: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]


def overview(request: Request) -> Response:
    """The first page of the desk."""
    desk = desk_of(request)
    return rendering.page(
        request,
        "overview.html",
        "Overview",
        is_stale=not desk.record.events_current,
        issues=[
            (file_name(issue.item), one_line(issue.message))
            for issue in islice((issue for issue in desk.record.issues(Filter(limit=200)) if issue.refused), REFUSED)
        ],
        **computed(desk),
    )


def computed(desk: Desk) -> dict[str, Any]:
    """What the overview shows that takes long to compute; a server that starts asks for it, so that it is at hand."""
    return {
        "counts": desk.kept("counts", desk.record.counts),
        "disputes": desk.kept("disputes", lambda: _disputes(desk)),
        "disputed": desk.kept("disputed", lambda: desk.record.how_many("events", Filter(contradicted=True))),
        "figure": timeline_figure(desk, narrowed_to()),
        "actors": [
            (row.actor.name, addresses.actor(row.actor.id), row.claims)
            for row in desk.kept("top", lambda: _actors(desk))
        ],
        "publishers": [
            (r.publisher.name, addresses.listing("claims", publisher=r.publisher.name), r.articles, r.claims)
            for r in desk.kept("publishers", lambda: _publishers(desk))
        ],
    }


def _actors(desk: Desk) -> list[ActorRow]:
    return list(desk.record.actors(Filter(limit=ACTORS)))


def _publishers(desk: Desk) -> list[PublisherRow]:
    return list(islice(desk.record.publishers(), PUBLISHERS))


def _disputes(desk: Desk) -> list[Dispute]:
    """The events on which most fields are in dispute and most independent voices speak."""
    events = desk.record.events(replace(Filter(), contradicted=True, limit=LOOKED_AT))
    heaviest = sorted(events, key=lambda e: (-len(e.contradictions), -e.independent_voices, e.id))
    return [_dispute(event) for event in heaviest[:DISPUTED]]


def _dispute(event: Event) -> Dispute:
    place = place_words(event.place)
    day = days(event.occurred) or "day unknown"
    return Dispute(
        href=addresses.event(event.id),
        type=cells.coded(event.event_type, event.mode),
        deed=event_deed(event, 3),
        where=f"{place}, {day}" if place else day,
        numbers="; ".join(event_numbers(event)),
        told=counted(event.independent_voices, "independent voice"),
        fields=tuple(
            (field_words(c.field), tuple((one_line(a.value), voices_words(a.voices[:4])) for a in c.accounts[:4]))
            for c in event.contradictions[:3]
        ),
    )


ROUTES = [Route("/", overview)]
