"""What the endpoints of the API that read give: the lines of listings and analyses, a page or a whole at a time."""

from __future__ import annotations

import base64
import binascii
import json
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request

from onrecord.analysis import comparison, lines, news, reliability
from onrecord.analysis import dyads as pairs
from onrecord.analysis import network as networks
from onrecord.analysis import timeline as timelines
from onrecord.analysis.dyads import Level
from onrecord.analysis.naming import Policy
from onrecord.analysis.news import News
from onrecord.analysis.periods import Step
from onrecord.errors import UsageError
from onrecord.export.lines import (
    SCHEMA_VERSION,
    Line,
    account_line,
    actor_line,
    actor_ref_line,
    article_line,
    capture_line,
    change_line,
    claim_line,
    contradiction_line,
    event_line,
    relation_line,
    standing_line,
)
from onrecord.export.listings import LINES, LISTINGS
from onrecord.export.ties import tie_line
from onrecord.export.words import event_headline
from onrecord.model import typed
from onrecord.model.filters import Filter
from onrecord.model.ids import ArticleId, CaptureId, ClaimId, EventId
from onrecord.model.ties import Tie
from onrecord.store import PublisherRow, Record
from onrecord.store.turning import Key, Turned, turn_over
from onrecord.web import addresses
from onrecord.web.asking import MOST, PAGE, Asked, asked
from onrecord.web.choosing import chosen
from onrecord.web.desk import Desk, desk_of

SEARCHED = 200
"""Articles that a search gives at most."""
_LONGEST_CURSOR = 20_000

Answer = Callable[[Request], Line]


def _record(request: Request) -> Record:
    return desk_of(request).record


def _asked(request: Request) -> Asked:
    return asked(request.url.path, request.query_params)


def _unpaged(request: Request) -> Filter:
    return replace(_asked(request).filter, limit=None, offset=0)


def _rows(rows: list[Line]) -> Line:
    return {"schema_version": SCHEMA_VERSION, "rows": rows}


def cursor_of(key: Key) -> str:
    """A key as it stands in an address: words for nobody to read."""
    return base64.urlsafe_b64encode(json.dumps(key, separators=(",", ":")).encode()).decode().rstrip("=")


def key_of(cursor: str) -> Key:
    """The key of a cursor. Raises UsageError for one that this program did not make."""
    try:
        if len(cursor) > _LONGEST_CURSOR:
            raise ValueError
        key = json.loads(base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True))
        if not isinstance(key, list) or not all(type(part) in (str, int) for part in key):
            raise ValueError
    except (ValueError, binascii.Error, RecursionError) as error:
        raise UsageError("cursor: that is none; take it from the `next` of a page") from error
    return tuple(key)


def turned(request: Request, turn: Callable[[Asked, int, Key | None], Turned]) -> tuple[tuple[Any, ...], str | None]:
    """The rows of the page that is asked for, and the address of the page after it."""
    wanted = _asked(request)
    limit = PAGE if wanted.filter.limit is None else min(wanted.filter.limit, MOST)
    cursor = wanted.given.get("cursor")
    page = turn(wanted, limit, key_of(cursor) if cursor else None)
    after = wanted.href(cursor=cursor_of(page.after), offset=None) if page.after is not None else None
    return page.rows, after


def _page(rows: list[Line], after: str | None) -> Line:
    return {**_rows(rows), "next": after}


def listing(name: str) -> Answer:
    """What gives one page of a listing."""

    def answer(request: Request) -> Line:
        rows, after = turned(
            request, lambda wanted, limit, key: _record(request).turn(name, wanted.filter, limit=limit, after=key)
        )
        return _page([LINES[name](row) for row in rows], after)

    return answer


def publishers(request: Request) -> Line:
    """One page of the publishers, with the letters that people gave them."""
    record = _record(request)
    rows, after = turned(
        request, lambda wanted, limit, key: record.turn("publishers", wanted.filter, limit=limit, after=key)
    )
    letters = reliability.letters(record)
    return _page(
        [_publisher_line(row, letters.get(reliability.folded(row.publisher.name), "F")) for row in rows], after
    )


def _publisher_line(row: PublisherRow, letter: str) -> Line:
    return {
        "name": row.publisher.name,
        "domain": row.publisher.domain,
        "reliability": letter,
        "articles": row.articles,
        "claims": row.claims,
        "copies": row.copies,
        "copied": row.originals,
        "credits": [{"name": name, "articles": count} for name, count in row.credits],
    }


def ties(request: Request) -> Line:
    """One page of what relations add up to over all articles."""
    from onrecord import pipeline  # takes long to load, and most of what is asked never needs it

    desk, wanted = desk_of(request), _unpaged(request)
    found = desk.kept(("ties", wanted), lambda: pipeline.ties(desk.record, wanted, desk.settings))
    rows, after = turned(
        request, lambda asked, limit, key: turn_over(found, _tie_key, limit, key, offset=asked.filter.offset)
    )
    return _page([tie_line(row) for row in rows], after)


def _tie_key(tie: Tie) -> Key:
    return (tie.kind.value, tie.subject.label, tie.object.label, tie.post or "", tie.id)


def contradictions(request: Request) -> Line:
    """The contradictions of one page of events."""
    rows, after = turned(
        request,
        lambda wanted, limit, key: _record(request).turn(
            "events", replace(wanted.filter, contradicted=True), limit=limit, after=key
        ),
    )
    told = [
        {"event_id": event.id, "headline": event_headline(event), **contradiction_line(contradiction)}
        for event in rows
        for contradiction in event.contradictions
    ]
    return _page(told, after)


def index(request: Request) -> Line:
    """What there is."""
    counts = desk_of(request).kept("counts", _record(request).counts)
    names = (*LISTINGS, "publishers")
    return {
        "schema_version": SCHEMA_VERSION,
        "listings": {name: {"href": f"/api/v1/{name}", "rows": counts.get(name)} for name in names},
        "description": "/api",
        "document": "/api/v1/openapi.json",
    }


def _missing(kind: str, key: str) -> HTTPException:
    return HTTPException(404, f"There is no {kind} {key}.")


def capture(request: Request) -> Line:
    """One capture with its text."""
    record, key = _record(request), CaptureId(request.path_params["capture_id"])
    row = next((row for row in record.captures(Filter(capture=key)) if row.id == key), None)
    if row is None:
        raise _missing("capture", key)
    return {**capture_line(row), "text": record.capture(key).text}


def article(request: Request) -> Line:
    """One article with its text."""
    key = ArticleId(request.path_params["article_id"])
    row = _record(request).article(key)
    if row is None:
        raise _missing("article", key)
    return {**article_line(row), "text": row.article.text}


def claim(request: Request) -> Line:
    """One claim."""
    key = ClaimId(request.path_params["claim_id"])
    found = next(_record(request).claims_with([key]), None)
    if found is None:
        raise _missing("claim", key)
    return claim_line(found)


def event(request: Request) -> Line:
    """One event as `onrecord event --format jsonl` prints it."""
    desk, key = desk_of(request), EventId(request.path_params["event_id"])
    found = desk.record.event(key)
    if found is None:
        raise _missing("event", key)
    claims = list(desk.record.claims_with(found.claims))
    policy = _member(Policy, request, "policy", Policy.RANGE)
    return {
        **event_line(found),
        "told": [claim_line(told) for told in claims],
        "credibility": [lines.grade_line(g) for g in reliability.grades(found, reliability.letters(desk.record))],
        "policy": policy.value,
        "chosen": [lines.chosen_line(one) for one in chosen(desk, found, claims, policy)],
    }


def dossier(request: Request) -> Line:
    """One actor with its relations and how its events spread over the years."""
    record, key = _record(request), request.path_params["actor_id"]
    row = next((row for row in record.actors(Filter(actor=key)) if row.actor.id == key), None)
    if row is None:
        raise _missing("actor", key)
    years: dict[int | None, Counter[str]] = defaultdict(Counter)
    for one in record.bare_events(Filter(actor=key)):
        start = one.occurred.start if one.occurred else None
        years[start.year if start else None][one.event_type.value] += 1
    return {
        "schema_version": SCHEMA_VERSION,
        "actor": actor_line(row),
        "relations": [relation_line(told) for told in record.relations(Filter(actor=key))],
        "years": [
            {"year": year, "types": dict(sorted(years[year].items()))}
            for year in sorted(years, key=lambda year: (year is None, year or 0))
        ],
        "see": {
            "claims": addresses.listing("api/v1/claims", actor=key),
            "said": addresses.listing("api/v1/claims", voice=key),
            "events": addresses.listing("api/v1/events", actor=key),
        },
    }


def changes(request: Request) -> Line:
    """One page of what people changed."""
    record, by = _record(request), request.query_params.get("by", "").strip() or None

    def turn(_: Asked, limit: int, key: Key | None) -> Turned:
        before = key[0] if key else None
        if key and (len(key) != 1 or not isinstance(before, int)):
            raise UsageError("cursor: that is of another listing")
        found = record.changes(by, limit=limit + 1, before=before if isinstance(before, int) else None)
        more = len(found) > limit > 0
        return Turned(found[:limit], (found[limit - 1].number,) if more else None)

    rows, after = turned(request, turn)
    return _page([change_line(row) for row in rows], after)


def standing(request: Request) -> Line:
    """What people's decisions leave of an object, and its token."""
    return standing_line(_record(request).standing(request.path_params["object_id"]))


def _member(kind: Any, request: Request, name: str, default: Any) -> Any:
    """The member of an enumeration that a parameter names. Raises UsageError for what names none."""
    text = request.query_params.get(name, "").strip()
    try:
        return typed.member(kind, text) if text else default
    except ValueError as error:
        raise UsageError(f"{name}: {error}") from error


def timeline(request: Request) -> Line:
    """Events by period."""
    step = _member(Step, request, "by", Step.MONTH)
    found = timelines.timeline(_record(request).bare_events(_unpaged(request)), step)
    return _rows(list(lines.timeline_lines(found)))


def dyads(request: Request) -> Line:
    """Who did what to whom."""
    found = pairs.dyads(_record(request).bare_events(_unpaged(request)), _member(Level, request, "level", Level.ACTOR))
    return _rows([lines.dyad_line(dyad) for dyad in found])


def network(request: Request) -> Line:
    """Actors and the acts between them."""
    level = _member(Level, request, "level", Level.ACTOR)
    found = networks.network(_record(request).bare_events(_unpaged(request)), level)
    return {"schema_version": SCHEMA_VERSION, **lines.network_line(found)}


def compare(request: Request) -> Line:
    """What those named tell of the same events."""
    names = [name.strip() for name in request.query_params.getlist("name") if name.strip()]
    if len(set(names)) < 2:
        raise UsageError("name: name two or more publishers or voices to compare")
    found = comparison.compare(_record(request).events(_unpaged(request)), list(dict.fromkeys(names)))
    return _rows(list(lines.comparison_lines(found)))


def new(request: Request) -> Line:
    """What is new since a moment."""
    record = _record(request)
    since = news.moment(record, request.query_params.get("since", "").strip() or "last")
    found = desk_of(request).kept(("news", since), lambda: _news(desk_of(request), since))
    return {
        "schema_version": SCHEMA_VERSION,
        "since": found.since.isoformat(),
        "captures": found.captures,
        "events": [event_line(one) for one in found.events],
        "accounts": [
            {
                "event_id": changed.event.id,
                "accounts": {name: [account_line(a) for a in accounts] for name, accounts in changed.accounts.items()},
                "contradicted": list(changed.contradicted),
            }
            for changed in found.changed
        ],
        "actors": [actor_ref_line(ref) for ref in found.actors],
        "relations": [relation_line(told) for told in found.relations],
        "ties": [tie_line(tie) for tie in found.ties],
        "tied": [tie_line(tie) for tie in found.tied],
    }


def _news(desk: Desk, since: datetime) -> News:
    from onrecord import pipeline  # as for ties

    return news.news(desk.record, since, pipeline.ties(desk.record, Filter(), desk.settings))


def search(request: Request) -> Line:
    """Articles that hold the words."""
    wanted = _asked(request).filter.limit
    limit = min(PAGE if wanted is None else wanted, SEARCHED)
    hits = _record(request).search(request.query_params.get("q", ""), limit=limit)
    return _rows([{"article_id": hit.article_id, "title": hit.title, "score": hit.score} for hit in hits])
