"""The listings as JSON under /api/v1: the shapes of the JSON lines, a page at a time."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from itertools import islice

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from onrecord.errors import UsageError
from onrecord.export.jsonl import dumps
from onrecord.export.lines import SCHEMA_VERSION, Line, claim_line, event_line
from onrecord.export.listings import LISTINGS, walk
from onrecord.model.ids import EventId
from onrecord.web.asking import MOST, PAGE, asked
from onrecord.web.desk import desk_of


def answer(request: Request, line: Line, status: int = 200) -> Response:
    """A JSON object with an ETag of the record's state and the address; 304 where the asker has it."""
    record = desk_of(request).record
    tag = hashlib.sha256(f"{record.stamp()} {request.url.path}?{request.url.query}".encode()).hexdigest()[:24]
    headers = {"etag": f'"{tag}"', "cache-control": "no-cache"}
    if status == 200 and f'"{tag}"' in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    return Response(dumps(line) + "\n", status, headers if status == 200 else None, "application/json")


def fault(request: Request, status: int, message: str) -> Response:
    """An error as JSON."""
    return answer(request, {"error": message}, status)


def listing(request: Request) -> Response:
    """One page of a listing: `rows`, and `next`, the address of the page after it or null."""
    name = request.path_params["name"]
    if name not in LISTINGS:
        return fault(request, 404, f"no listing {name!r}; there are {', '.join(LISTINGS)}")
    try:
        wanted = asked(request.url.path, request.query_params)
        limit = min(wanted.filter.limit or PAGE, MOST)
        rows = list(islice(walk(desk_of(request).record, name, replace(wanted.filter, limit=limit + 1)), limit + 1))
    except UsageError as error:
        return fault(request, 400, str(error))
    after = wanted.href(offset=wanted.filter.offset + limit) if len(rows) > limit else None
    return answer(request, {"schema_version": SCHEMA_VERSION, "rows": rows[:limit], "next": after})


def event(request: Request) -> Response:
    """One event with the claims that tell it, as `onrecord event --format jsonl` prints it."""
    record, event_id = desk_of(request).record, EventId(request.path_params["event_id"])
    found = record.event(event_id)
    if found is None:
        return fault(request, 404, f"there is no event {event_id}")
    told = [claim_line(claim) for claim in record.claims_with(found.claims)]
    return answer(request, {**event_line(found), "told": told})


def index(request: Request) -> Response:
    """What there is: the listings with their addresses, and how many rows each has."""
    counts = desk_of(request).record.counts()
    rows = {name: {"href": f"/api/v1/{name}", "rows": counts.get(name)} for name in LISTINGS}
    return answer(request, {"schema_version": SCHEMA_VERSION, "listings": rows})


ROUTES = [
    Route("/api/v1", index),
    Route("/api/v1/events/{event_id}", event),
    Route("/api/v1/{name}", listing),
]
