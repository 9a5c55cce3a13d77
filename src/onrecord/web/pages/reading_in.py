"""Reading in: files dropped, a text pasted, addresses given; how far readings have come, and what came of each."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import Route

from onrecord.errors import UsageError
from onrecord.export.words import clipped, counted, days, event_deed, field_words, file_name, grouped, one_line
from onrecord.model import typed
from onrecord.model.articles import Given
from onrecord.model.events import Event
from onrecord.model.filters import Filter
from onrecord.model.ids import ArticleId, CaptureId
from onrecord.store import Record
from onrecord.web import addresses, cells, rendering, uploads
from onrecord.web.cells import Cell
from onrecord.web.desk import Desk, desk_of
from onrecord.web.intake import RUNNING, Intake, Reading, State

if TYPE_CHECKING:
    from onrecord.pipeline import ReadOptions

LOOK = 0.25
"""Seconds between two looks at whether a reading has come further."""
QUIET = 15.0
"""Seconds after which a line that says nothing keeps the connection open."""
SHOWN = 40
"""New pages of a reading that are shown one by one."""

STATES: Mapping[State, str] = {
    State.WAITING: "waits for its turn",
    State.READING: "is being read",
    State.JOINING: "events are made from it",
    State.DONE: "done",
    State.STOPPED: "stopped",
    State.FAILED: "failed",
}


@dataclass(frozen=True, slots=True)
class Card:
    """A reading as it is shown: how far it is, what came of it, and what can be done with it (form actions)."""

    id: str
    title: str
    state: str
    status: str
    is_open: bool
    share: float | None
    told: tuple[str, ...]
    item: str
    message: str
    refused: tuple[tuple[str, str], ...]
    actions: tuple[tuple[str, str], ...]
    href: str


def intake_of(request: Request) -> Intake:
    """The readings of the desk that answers a request."""
    intake = request.app.state.intake
    assert isinstance(intake, Intake)
    return intake


def card(one: Reading) -> Card:
    """A reading as it is shown."""
    return Card(
        id=one.id,
        title=one_line(one.title),
        state=one.state.value,
        status="stops after this page" if one.is_stopping else STATES[one.state],
        is_open=one.is_open,
        share=one.done / one.total if one.total and one.state in RUNNING else None,
        told=_told(one),
        item=one_line(clipped(file_name(one.item), 80)) if one.state is State.READING else "",
        message=one_line(one.message),
        refused=tuple((one_line(file_name(issue.item)), one_line(issue.message)) for issue in one.refused),
        actions=tuple((name, f"/read/{one.id}/{action}") for name, action in _actions(one)),
        href=f"/read/{one.id}",
    )


def _told(one: Reading) -> tuple[str, ...]:
    of = f" of {grouped(one.total)}" if one.total and one.total > one.done else ""
    parts = (
        f"{grouped(one.done)}{of} read" if one.done and one.is_open else "",
        counted(len(one.new), "new page") if one.new or not one.is_open else "",
        counted(one.claims, "claim") if one.claims else "",
        f"{grouped(one.known)} on record already" if one.known else "",
    )
    return tuple(part for part in parts if part)


def _actions(one: Reading) -> tuple[tuple[str, str], ...]:
    if one.is_open:
        return () if one.is_stopping or one.state is State.JOINING else (("Stop", "stop"),)
    go_on = (("Go on", "go-on"),) if one.state in (State.STOPPED, State.FAILED) else ()
    retry = (("Try the refused again", "retry"),) if one.again and one.state is not State.FAILED else ()
    return (*go_on, *retry)


def cards(request: Request) -> list[Card]:
    """The readings as they are shown, the newest first."""
    return [card(one) for one in intake_of(request).readings()]


def read(request: Request) -> Response:
    """The forms by which pages come in, and the readings."""
    return _shown(request, dict(request.query_params))


def _shown(request: Request, given: Mapping[str, str], fault: str = "") -> Response:
    shown = cards(request)
    return rendering.page(
        request,
        "read.html",
        "Read in",
        status=400 if fault else 200,
        given={name: given.get(name, "") for name in ("text", "title", "url", "publisher", "published", "addresses")},
        fault=fault,
        cards=shown,
        is_running=any(one.is_open for one in shown),
        limits={"files": uploads.FILES, "megabytes": uploads.ALL_BYTES // uploads.MEGABYTE},
    )


def _options(desk: Desk, form: FormData, **load: Any) -> ReadOptions:
    """How what a form brings is read: what the user says of it, and the limits of the settings."""
    from onrecord.pipeline import ReadOptions  # takes long to load, and most desks never read anything in

    published, publisher = uploads.words(form, "published"), uploads.words(form, "publisher")
    try:
        interval = typed.interval(published) if published else None
    except ValueError as error:
        raise UsageError(f"published: {error}") from error
    settings, base = desk.settings, ReadOptions().load
    given = Given(
        publisher=one_line(publisher)[:200] or None,
        published=interval,
        title=one_line(uploads.words(form, "title"))[:400] or None,
    )
    limited = replace(base, given=given, max_bytes=settings.max_bytes, timeout=settings.timeout)
    return ReadOptions(settings=settings, load=replace(limited, **load))


def _address_of_page(form: FormData) -> str | None:
    return uploads.addresses_in(uploads.words(form, "url"))[0] if uploads.words(form, "url") else None


def _bring_files(desk: Desk, intake: Intake, form: FormData) -> str:
    """The id of the reading of what was dropped; nothing in it can have anything fetched."""
    options = _options(desk, form, fetch=False)
    folder = intake.folder()
    deposits = uploads.kept_files(form, "files", folder)
    return intake.add(uploads.title_of(deposits), deposits, options, folder)


def _bring_text(desk: Desk, intake: Intake, form: FormData) -> str:
    """The id of the reading of a pasted text."""
    options = _options(desk, form, fetch=False, url=_address_of_page(form))
    text = form.get("text", "")
    folder = intake.folder()
    deposit = uploads.kept_text(text if isinstance(text, str) else "", folder)
    first = options.load.given.title or one_line(text if isinstance(text, str) else "")
    return intake.add(f"pasted: “{clipped(first.strip(), 70)}”", (deposit,), options, folder)


def _bring_addresses(desk: Desk, intake: Intake, form: FormData) -> str:
    """The id of the reading of addresses; a feed leads to other pages only where the user says that it is one."""
    given = uploads.addresses_in(uploads.words(form, "addresses"))
    options = _options(desk, form, follow=uploads.words(form, "kind") == "feed")
    return intake.add(given[0] if len(given) == 1 else f"{given[0]} and {len(given) - 1} more", given, options)


def _taking(bring: Callable[[Desk, Intake, FormData], str]) -> Callable[[Request], Any]:
    """A page that takes a form and leads to its reading, or says beside the form what is wrong with it."""

    async def take(request: Request) -> Response:
        form = await uploads.form_of(request)
        wants_json = "application/json" in request.headers.get("accept", "")
        try:
            reading_id = await run_in_threadpool(bring, desk_of(request), intake_of(request), form)
        except UsageError as error:
            if wants_json:
                return JSONResponse({"error": str(error)}, 400)
            given = {name: value for name, value in form.items() if isinstance(value, str)}
            return await run_in_threadpool(_shown, request, given, str(error))
        finally:
            await form.close()
        if wants_json:
            return JSONResponse({"id": reading_id, "href": f"/read/{reading_id}"}, 201)
        return RedirectResponse(f"/read#r-{reading_id}", 303)

    return take


def act(request: Request) -> Response:
    """Stops a reading, takes it up again, or tries again what was refused."""
    intake, reading_id = intake_of(request), request.path_params["reading_id"]
    actions = {"stop": intake.stop, "go-on": intake.go_on, "retry": intake.retry}
    action = actions.get(request.path_params["action"])
    if action is None or intake.reading(reading_id) is None:
        raise HTTPException(404, "There is no such reading; the desk may have been started again since.")
    action(reading_id)
    return RedirectResponse(f"/read#r-{reading_id}", 303)


async def progress(request: Request) -> Response:
    """Readings as they go on: a server-sent event with the card of each that changed."""
    headers = {"cache-control": "no-store", "x-accel-buffering": "no"}
    return StreamingResponse(_events(request), media_type="text/event-stream", headers=headers)


async def _events(request: Request) -> AsyncIterator[str]:
    intake = intake_of(request)
    sent: dict[str, str] = {}
    version, silent = -1, 0.0
    while not intake.is_ending:
        if intake.version != version:
            version = intake.version
            for one in reversed(intake.readings()):
                shown = rendering.fragment(request, "card.html", card=card(one))
                if sent.get(one.id) != shown:
                    sent[one.id], silent = shown, 0.0
                    data = "".join(f"data: {line}\n" for line in shown.splitlines())
                    yield f"event: reading\nid: {version}\n{data}\n"
        await asyncio.sleep(LOOK)
        silent += LOOK
        if silent >= QUIET:
            silent = 0.0
            yield ": still here\n\n"


@dataclass(frozen=True, slots=True)
class NewPage:
    """A page that a reading brought: its name, where it is read, and its articles."""

    name: str
    href: str
    articles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NewEvent:
    """An event that a reading's pages tell of: what it is, when, on what its accounts disagree."""

    href: str
    type: Cell
    deed: str
    day: str
    disputed: tuple[str, ...]
    told: str


def reading_page(request: Request) -> Response:
    """What came of one reading: its new pages, the events they tell of, what was refused."""
    one = intake_of(request).reading(request.path_params["reading_id"])
    if one is None:
        raise HTTPException(404, "There is no such reading; the desk may have been started again since.")
    record = desk_of(request).record
    pages, articles = _new_pages(record, one.new[:SHOWN])
    events = [] if one.is_open else _events_of(record, articles)
    return rendering.page(
        request,
        "reading.html",
        one.title,
        card=card(one),
        pages=pages,
        more=len(one.new) - len(pages),
        events=events,
        is_running=one.is_open,
    )


def _new_pages(record: Record, captures: tuple[CaptureId, ...]) -> tuple[list[NewPage], list[ArticleId]]:
    pages, ids = [], []
    for capture in captures:
        rows = list(record.articles(Filter(capture=capture)))
        ids += [row.article.id for row in rows]
        name = next((row.capture_path or row.capture_url or "" for row in rows), "a page without an article")
        titles = tuple(one_line(row.article.title or "untitled") for row in rows)
        pages.append(NewPage(one_line(file_name(name)), addresses.page(capture), titles))
    return pages, ids


def _events_of(record: Record, articles: list[ArticleId]) -> list[NewEvent]:
    """The events that the articles tell of: those whose accounts disagree first, then those with most voices."""
    return [_event(event) for event, _ in record.told_in(articles, limit=2 * SHOWN)]


def _event(event: Event) -> NewEvent:
    return NewEvent(
        href=addresses.event(event.id),
        type=cells.coded(event.event_type, event.mode),
        deed=event_deed(event, 3),
        day=days(event.occurred) or "day unknown",
        disputed=tuple(field_words(c.field) for c in event.contradictions),
        told=counted(event.independent_voices, "independent voice"),
    )


ROUTES = [
    Route("/read", read),
    Route("/read/files", _taking(_bring_files), methods=["POST"]),
    Route("/read/text", _taking(_bring_text), methods=["POST"]),
    Route("/read/address", _taking(_bring_addresses), methods=["POST"]),
    Route("/read/progress", progress),
    Route("/read/{reading_id}", reading_page),
    Route("/read/{reading_id}/{action}", act, methods=["POST"]),
]
