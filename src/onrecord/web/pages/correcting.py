"""Correcting a claim: the form beside its words, what comes of it, and claims that a reading missed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from onrecord.errors import ChangedSinceError, RecordError, UsageError
from onrecord.export.words import claim_headline, clipped, one_line
from onrecord.model.changes import Change, Correction, values_of
from onrecord.model.filters import Filter
from onrecord.model.ids import ArticleId, ClaimId
from onrecord.model.resolved import ResolvedClaim
from onrecord.model.spans import Span
from onrecord.store import ArticleRow, Record
from onrecord.web import addresses, rendering
from onrecord.web.changing import Wanted, back, local, put_down, taking_changes
from onrecord.web.claim_fields import (
    PLAIN,
    ROWS,
    TITLES,
    Reading,
    changed,
    described,
    filled,
    sentence_about,
    span_of,
    told,
    touched,
)
from onrecord.web.claim_form import ClaimForm, anew, claim_of, form_for
from onrecord.web.desk import desk_of
from onrecord.web.naming import Names
from onrecord.web.posted import Posted
from onrecord.web.sheet import in_order_of_words, sheet_of_article

DECIDED = {"accepted": "accepted", "rejected": "rejected", "open": None}
"""What the buttons of the form say of a claim, and what is put down."""


def correct(request: Request, given: Posted, by: str) -> Response:
    """Puts down what a form says of a claim, and goes back to where it stood."""
    desk = desk_of(request)
    held, row = _found(desk.record, request.path_params["claim_id"])
    reading = Reading(row.article.text, held.trigger.span.start, Names(desk))
    try:
        wanted = _wanted(held, given, reading)
        if wanted is not None:
            put_down(desk, by, wanted)
    except ChangedSinceError as error:
        return _kept(request, held, row, given, 409, _since(error), desk.record.history(held.claim.id))
    except UsageError as error:
        return _kept(request, held, row, given, 422, str(error), choices=getattr(error, "choices", ()))
    except RecordError as error:
        return _kept(request, held, row, given, 503, str(error))
    if given.one("status") and given.one("onward"):
        return RedirectResponse(local(given.one("onward")), 303)
    return back(given, addresses.claim(held.claim.id))


def _found(record: Record, claim_id: str) -> tuple[ResolvedClaim, ArticleRow]:
    held = claim_of(record, ClaimId(claim_id))
    row = record.article(held.claim.article_id) if held is not None else None
    if held is None or row is None:
        raise HTTPException(404, f"There is no claim {claim_id}.")
    return held, row


def _wanted(held: ResolvedClaim, given: Posted, reading: Reading) -> Wanted | None:
    """What the form asks to be changed, None for nothing."""
    key, was = held.claim.id, _was(given)
    values: dict[str, Any] = changed(given, was, reading) if was else {}
    words = [described(was, values, reading)] if values else []
    if given.one("status") in DECIDED:
        values["status"] = DECIDED[given.one("status")]
        words.insert(0, given.one("status"))
    if given.one("note"):
        values["note"] = given.one("note")
        words.append(f"note: {clipped(given.one('note'), 60)}")
    if not values:
        return None
    seen = given.one("seen")
    return Wanted(
        words=f"{'; '.join(words)} ({clipped(claim_headline(held), 80)})",
        corrections=[Correction(key, field, value) for field, value in values.items()],
        actors=reading.names.actors.values(),
        places=reading.names.places.values(),
        seen={key: seen} if seen else {},
    )


def _was(given: Posted) -> Mapping[str, Any]:
    """The values that the form showed, {} for the small forms that show none."""
    if not given.one("was"):
        return {}
    try:
        found = json.loads(given.one("was"))
    except ValueError as error:
        raise UsageError("the form came in pieces; load the page again") from error
    if not isinstance(found, dict) or not {*PLAIN, *ROWS} <= found.keys():
        raise UsageError("the form came in pieces; load the page again")
    return found


def _since(error: ChangedSinceError) -> str:
    return f"{error.by} changed this claim after you opened it. What you typed is kept below, and not saved yet."


def _kept(
    request: Request,
    held: ResolvedClaim,
    row: ArticleRow,
    given: Posted,
    status: int,
    problem: str,
    history: tuple[Change, ...] = (),
    choices: tuple[str, ...] = (),
) -> Response:
    """The form again, with what was typed over what stands now, and what is in the way."""
    desk = desk_of(request)
    reading = Reading(row.article.text, held.trigger.span.start, Names(desk))
    mine = over(given, values_of(held), reading)
    form = form_for(
        desk.record, held, reading, back=local(given.one("back")), given=mine, problem=problem, choices=choices
    )
    return beside(request, row, form, held, status, history, compared(given, held, reading) if status == 409 else ())


def over(given: Posted, now: Mapping[str, Any], reading: Reading) -> Posted:
    """What somebody typed, over the values that stand now: a field that they left alone shows what stands."""
    was = _was(given)
    mine = {*touched(given, was, reading), "note"} if was else {"note"}
    stands = filled(now, reading)
    kept = (pair for pair in stands.pairs if pair[0].partition(".")[0] not in mine)
    return Posted((*kept, *(pair for pair in given.pairs if pair[0].partition(".")[0] in mine)))


def compared(given: Posted, held: ResolvedClaim, reading: Reading) -> tuple[tuple[str, str, str], ...]:
    """Each field in which what stands now or what was typed differs from what the form showed: field, now, typed.

    What was typed is "" for a field that was left alone.
    """
    was, now = _was(given), values_of(held)
    try:
        typed = changed(given, was, reading) if was else {}
    except UsageError:
        typed = {}
    fields = [name for name in TITLES if name in typed or now.get(name) != was.get(name)] if was else []
    return tuple(
        (TITLES[name], told(name, now.get(name), reading), told(name, typed[name], reading) if name in typed else "")
        for name in fields
    )


def beside(
    request: Request,
    row: ArticleRow,
    form: ClaimForm,
    held: ResolvedClaim | None,
    status: int = 200,
    history: tuple[Change, ...] = (),
    both: tuple[tuple[str, str, str], ...] = (),
) -> Response:
    """A page with the article's text on one side and a form on the other."""
    record = desk_of(request).record
    claims = in_order_of_words(list(record.claims(Filter(article=row.article.id))))
    return rendering.page(
        request,
        "correcting.html",
        claim_headline(held) if held else f"Add a claim to “{one_line(row.article.title or 'untitled')}”",
        status=status,
        sheet=sheet_of_article(record, row, claims, held.claim.id if held else ""),
        form=form,
        history=history,
        both=both,
    )


def fragment(request: Request) -> Response:
    """The form of one claim alone, for the reader to put in its card."""
    desk = desk_of(request)
    held, row = _found(desk.record, request.path_params["claim_id"])
    reading = Reading(row.article.text, held.trigger.span.start, Names(desk))
    form = form_for(desk.record, held, reading, back=f"{addresses.words(held)}")
    return rendering.page(request, "claim_form.html", "", form=form)


def new_claim(request: Request) -> Response:
    """The form for a claim that was missed; the address may give the characters of its trigger as start and end."""
    desk = desk_of(request)
    row = _article(desk.record, request.path_params["article_id"])
    start, end = (request.query_params.get(name, "") for name in ("start", "end"))
    reading = Reading(row.article.text, 0, Names(desk))
    form = anew(row, reading, _begun(row, reading, start, end), back=_page_of(row))
    return beside(request, row, form, None)


def _begun(row: ArticleRow, reading: Reading, start: str, end: str) -> Posted:
    """The form of a new claim with the words that were selected for its trigger, if they are words of the article."""
    first = [("factuality", "happened"), ("stance", "reports")]
    try:
        span = span_of({"start": start, "end": end}, reading) if start else None
    except UsageError:
        span = None
    if span is not None:
        first += _stretch_of("trigger", span, row.article.text)
        first += _stretch_of("evidence", sentence_about(row.article.text, span), row.article.text)
    return Posted(tuple(first))


def _stretch_of(name: str, span: Span, text: str) -> list[tuple[str, str]]:
    fields = {"words": one_line(span.of(text)), "start": span.start, "end": span.end, "was": f"{span.start}-{span.end}"}
    return [(f"{name}.0.{field}", str(value)) for field, value in fields.items()]


def add_claim(request: Request, given: Posted, by: str) -> Response:
    """Puts down a claim that a reading missed."""
    desk = desk_of(request)
    row = _article(desk.record, given.one("article"))
    reading = Reading(row.article.text, 0, Names(desk))
    had = {one.claim.id for one in desk.record.claims(Filter(article=row.article.id))}
    try:
        put_down(desk, by, _added(row, given, reading))
    except (UsageError, RecordError) as error:
        form = anew(row, reading, given, back=local(given.one("back")), problem=str(error))
        return beside(request, row, form, None, 422 if isinstance(error, UsageError) else 503)
    made = (one for one in desk.record.claims(Filter(article=row.article.id)) if one.claim.id not in had)
    return RedirectResponse(next((addresses.words(one) or "/" for one in made), _page_of(row)), 303)


def _added(row: ArticleRow, given: Posted, reading: Reading) -> Wanted:
    """The change that adds a claim to an article."""
    hangs_on = next(iter(given.rows("trigger")), {})
    if not hangs_on.get("words") and not hangs_on.get("start"):
        raise UsageError("say which words name what happened")
    if not given.one("event_type"):
        raise UsageError("say of which type it is")
    trigger = span_of(hangs_on, reading)
    near = Reading(reading.text, trigger.start, reading.names)
    values: dict[str, Any] = {"actors": [], "recipients": [], **changed(given, {}, near)}
    values["trigger"] = [trigger.start, trigger.end]
    evidence = [span_of(one, near) for one in given.rows("evidence") if one.get("words") or one.get("start")]
    spans = evidence or [sentence_about(reading.text, trigger)]
    values["evidence"] = [[span.start, span.end] for span in spans]
    words, title = clipped(trigger.of(reading.text), 40), clipped(row.article.title or "untitled", 60)
    return Wanted(
        words=f"added a claim: {values['event_type']} “{words}” in “{title}”",
        corrections=[Correction(row.article.id, "claim", values, given.one("note") or None)],
        actors=reading.names.actors.values(),
        places=reading.names.places.values(),
    )


def _article(record: Record, article_id: str) -> ArticleRow:
    row = record.article(ArticleId(article_id))
    if row is None:
        raise HTTPException(404, f"There is no article {article_id}.")
    return row


def _page_of(row: ArticleRow) -> str:
    return f"{addresses.page(row.article.capture_id)}#{row.article.id}"


ROUTES = [
    Route("/claims/{claim_id}", taking_changes(correct), methods=["POST"]),
    Route("/claims/{claim_id}/form", fragment),
    Route("/articles/{article_id}/claims/new", new_claim),
    Route("/claims", taking_changes(add_claim), methods=["POST"]),
]
