"""Overview: what the record holds, where accounts disagree, who acts, what was refused."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from onrecord.export.sheet import ShownField, shown
from onrecord.export.words import (
    counted,
    days,
    event_deed,
    event_numbers,
    field_words,
    file_name,
    one_line,
    place_words,
)
from onrecord.model.events import Event
from onrecord.model.filters import Filter
from onrecord.store import PublisherRow
from onrecord.web import addresses, cells, rendering, seen
from onrecord.web.asking import narrowed_to
from onrecord.web.cells import Cell
from onrecord.web.desk import Desk, desk_of
from onrecord.web.figures import timeline_figure
from onrecord.web.pages import actors, reading_in

DISPUTED, ACTORS, PUBLISHERS, REFUSED = 6, 10, 8, 5
FIELDS, RIVALS = 3, 4
"""Fields in dispute that the overview shows of an event, and accounts of each; the others are counted."""
LATEST, FRESH = 60, 10
"""New pages whose events are looked at, and events shown of them."""
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
    fields: tuple[tuple[str, tuple[tuple[str, str], ...], int], ...]


@dataclass(frozen=True, slots=True)
class News:
    """What came since the visit before: the day, how many pages, and the events that the last of them tell of."""

    day: str
    pages: int
    events: tuple[Fresh, ...]


@dataclass(frozen=True, slots=True)
class Fresh:
    """An event that new pages tell of: whether it was told of before, and on what its accounts disagree."""

    href: str
    type: Cell
    deed: str
    day: str
    is_new: bool
    disputed: tuple[str, ...]


def overview(request: Request) -> Response:
    """The first page of the desk."""
    desk, now = desk_of(request), datetime.now(UTC)
    since = seen.since(request, now)
    shown = rendering.page(
        request,
        "overview.html",
        "Overview",
        news=desk.kept(("news", since), lambda: _news(desk, since)) if since else None,
        since=since.date().isoformat() if since else "",
        running=[one for one in reading_in.cards(request) if one.is_open],
        is_stale=not desk.record.events_current,
        issues=[
            (file_name(issue.item), one_line(issue.message))
            for issue in islice((issue for issue in desk.record.issues(Filter(limit=200)) if issue.refused), REFUSED)
        ],
        **computed(desk),
    )
    return seen.remember(shown, request, now)


def _news(desk: Desk, since: datetime) -> News:
    """What the pages that came in since then tell of: disputes first, then what most voices tell."""
    pages, articles = desk.record.added_since(since, limit=LATEST)
    return News(
        day=since.date().isoformat(),
        pages=pages,
        events=tuple(
            Fresh(
                href=addresses.event(event.id),
                type=cells.coded(event.event_type, event.mode),
                deed=event_deed(event, 3),
                day=days(event.occurred) or "day unknown",
                is_new=is_new,
                disputed=tuple(field_words(c.field) for c in event.contradictions),
            )
            for event, is_new in desk.record.told_in(articles, limit=FRESH)
        ),
    )


def computed(desk: Desk) -> dict[str, Any]:
    """What the overview shows that takes long to compute; a server that starts asks for it, so that it is at hand."""
    return {
        "counts": desk.late("counts", desk.record.counts),
        "disputes": desk.late("disputes", lambda: _disputes(desk)),
        "disputed": desk.kept("disputed", lambda: desk.record.how_many("events", Filter(contradicted=True))),
        "figure": timeline_figure(desk, narrowed_to()),
        "actors": [
            (row.actor.name, addresses.actor(row.actor.id), row.claims)
            for row in actors.LISTING.found(desk, Filter(limit=ACTORS))
        ],
        "publishers": [
            (r.publisher.name, addresses.listing("claims", publisher=r.publisher.name), r.articles, r.claims)
            for r in desk.late("publishers", lambda: _publishers(desk))
        ],
    }


def _publishers(desk: Desk) -> list[PublisherRow]:
    return list(islice(desk.record.publishers(), PUBLISHERS))


def _disputes(desk: Desk) -> list[Dispute]:
    """The events on which most fields are in dispute and most independent voices speak."""
    events = desk.record.bare_events(Filter(contradicted=True, limit=LOOKED_AT))
    heaviest = sorted(events, key=lambda e: (-len(e.contradictions), -e.independent_voices, e.id))
    whole = (desk.record.event(event.id) for event in heaviest[:DISPUTED])
    return [_dispute(event) for event in whole if event is not None]


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
        fields=tuple((field.title, rivals[:RIVALS], len(rivals[RIVALS:])) for field, rivals in _rivals(event)),
    )


def _rivals(event: Event) -> Iterator[tuple[ShownField, tuple[tuple[str, str], ...]]]:
    """The first fields in dispute, each with its accounts and who gives them."""
    for field in [field for field in shown(event) if field.reason][:FIELDS]:
        yield field, tuple((row.value, row.said_by) for row in field.rows if row.is_disputed)


ROUTES = [Route("/", overview)]
