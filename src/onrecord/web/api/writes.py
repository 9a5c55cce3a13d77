"""Changes through the API: what a program asks for, put down as one change; changes undone and done again."""

from __future__ import annotations

import json
import math
from collections.abc import Awaitable, Callable, Iterable, Mapping
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from onrecord.errors import ChangedSinceError, UsageError
from onrecord.export.jsonl import dumps
from onrecord.export.lines import SCHEMA_VERSION, Line, change_line
from onrecord.model import ids, typed
from onrecord.model.changes import Correction
from onrecord.model.filters import Filter
from onrecord.model.ids import ClaimId
from onrecord.model.judgements import Judgement, JudgementKind, Verdict
from onrecord.store import Record
from onrecord.web.changing import Wanted, put_down, turned
from onrecord.web.coder import LONGEST, coder_of, spelled
from onrecord.web.desk import desk_of
from onrecord.web.problems import problem
from onrecord.web.roles import for_change
from onrecord.web.visits import visit_of

LARGEST = 1_000_000
"""Bytes of a change at most."""
MOST = 500
"""Corrections, judgements or withdrawn rows of one change at most."""
WORDS = 2000
_GREATEST = 10**15
"""No number that a page tells is greater; databases and floats hold all below it exactly."""

Body = Mapping[str, Any]
Write = Callable[[Request, Body], Line]


def taking(write: Write) -> Callable[[Request], Awaitable[Response]]:
    """An endpoint that takes a JSON object and answers with one."""

    async def endpoint(request: Request) -> Response:
        return await run_in_threadpool(_answer, write, request, await _body(request))

    return endpoint


def _answer(write: Write, request: Request, body: Body) -> Response:
    try:
        return Response(dumps(write(request, body)) + "\n", 200, {"cache-control": "no-store"}, "application/json")
    except ChangedSinceError as error:
        fresh = desk_of(request).record.token(error.object_id)
        return problem(409, str(error), object_id=error.object_id, by=error.by, at=error.at.isoformat(), token=fresh)


async def _body(request: Request) -> Body:
    """The JSON object that a request brings. Raises HTTPException for one that is too large or none."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
        raise HTTPException(415, "A change comes as application/json.")
    content = bytearray()
    async for piece in request.stream():
        content += piece
        if len(content) > LARGEST:
            raise HTTPException(413, f"A change has {LARGEST} bytes at most.")
    try:
        found = json.loads(content, parse_int=_whole, parse_float=_decimal, parse_constant=_decimal)
    except (ValueError, RecursionError) as error:
        raise HTTPException(400, f"That is no JSON to take: {error}") from error
    if not isinstance(found, dict):
        raise HTTPException(400, "A change is a JSON object.")
    return found


def _whole(text: str) -> int:
    if len(text) > len(str(_GREATEST)):
        raise ValueError("a number of that size is none of a page")
    return int(text)


def _decimal(text: str) -> float:
    number = float(text)
    if not math.isfinite(number) or abs(number) > _GREATEST:
        raise ValueError("a number of that size is none of a page")
    return number


def make(request: Request, body: Body) -> Line:
    """The change, put down; events follow."""
    _only(body, "by", "words", "corrections", "judgements", "withdrawn", "seen")
    by, words = _who(request, body), _words(body, "words", WORDS)
    corrections = [_correction(one) for one in _objects(body, "corrections")]
    asked = _objects(body, "judgements")
    withdrawn = [_text(one, "withdrawn") for one in _list(body, "withdrawn")]
    needed = for_change(((one.object_id, one.field) for one in corrections), more=bool(asked or withdrawn))
    if not visit_of(request).may(needed):
        raise HTTPException(403, f"This change needs the role of {needed}.")
    seen = {key: _text(token, "seen") for key, token in _object(body.get("seen") or {}, "seen").items()}
    judgements = [_judgement(desk_of(request).record, one, by, words) for one in asked]
    wanted = Wanted(words=words, corrections=corrections, judgements=judgements, withdrawn=withdrawn, seen=seen)
    return change_line(put_down(desk_of(request), by, wanted))


def undo(request: Request, body: Body) -> Line:
    """The last change of whoever asks that held, undone."""
    return _turned(request, body, again=False)


def redo(request: Request, body: Body) -> Line:
    """The change that whoever asks undid last, done again."""
    return _turned(request, body, again=True)


def _turned(request: Request, body: Body, *, again: bool) -> Line:
    _only(body, "by")
    found = turned(desk_of(request), _who(request, body), again=again)
    return {"schema_version": SCHEMA_VERSION, "change": change_line(found) if found else None}


def _who(request: Request, body: Body) -> str:
    """In whose name it is put down: who signed in, else whom the body names."""
    person, given = visit_of(request).person, body.get("by")
    named = spelled(_text(given, "by")) if given is not None else ""
    if person is not None and named not in ("", person.name):
        raise UsageError(f"by: you are {person.name}; a change is put down in your own name")
    by = coder_of(request) if person is not None else named or coder_of(request)
    if not by:
        raise UsageError(f"by: say in whose name, in {LONGEST} characters at most")
    return by


def _correction(given: Body) -> Correction:
    _only(given, "object_id", "field", "after", "note")
    if "after" not in given:
        raise UsageError("corrections: `after` is missing; null takes a value back")
    note = None if given.get("note") is None else _words(given, "note", WORDS)
    return Correction(_words(given, "object_id"), _words(given, "field"), given["after"], note)


def _judgement(record: Record, given: Body, by: str, words: str) -> Judgement:
    """A decision that two claims, actors or places are one, or are not. Raises UsageError where one is not there."""
    _only(given, "kind", "left", "right", "verdict", "reason")
    try:
        kind = typed.member(JudgementKind, _words(given, "kind"))
        verdict = typed.member(Verdict, _words(given, "verdict"))
    except ValueError as error:
        raise UsageError(f"judgements: {error}") from error
    left, right = sorted((_words(given, "left"), _words(given, "right")))
    names = _known(record, kind, {left, right})
    if len(names) != 2:
        missing = sorted({left, right} - set(names)) or ["two of them"]
        raise UsageError(f"judgements: there is no {kind.value} {missing[0]} to decide on")
    return Judgement(
        id=ids.judgement_id(kind.value, left, right, by),
        kind=kind,
        left=left,
        right=right,
        verdict=verdict,
        score=1.0,
        reason=_words(given, "reason", WORDS) if given.get("reason") is not None else words,
        left_value=names[left],
        right_value=names[right],
        decided_by=by,
    )


def _known(record: Record, kind: JudgementKind, wanted: Iterable[str]) -> dict[str, str]:
    """Those of the ids that the record has, with their names."""
    if kind is JudgementKind.CLAIMS:
        told = record.claims_with([ClaimId(one) for one in wanted])
        return {claim.claim.id: claim.trigger.text for claim in told}
    if kind is JudgementKind.ACTORS:
        actors = (row.actor for one in wanted for row in record.actors(Filter(actor=one)) if row.actor.id == one)
        return {actor.id: actor.name for actor in actors}
    if kind is JudgementKind.PLACES:
        places = (row.place for one in wanted for row in record.places(Filter(place=one)) if row.place.id == one)
        return {place.id: place.name for place in places}
    raise UsageError("judgements: a program decides on claims, actors or places; on words of a page, the desk")


def _only(given: Body, *names: str) -> None:
    """Nothing; raises UsageError for a key that would be passed over."""
    for name in given:
        if name not in names:
            raise UsageError(f"{name[:60]!r} is none of {', '.join(names)}")


def _words(given: Body, name: str, most: int = 200) -> str:
    text = _text(given.get(name), name).strip()
    if not text or len(text) > most:
        raise UsageError(f"{name}: that takes 1 to {most} characters")
    return text


def _text(value: Any, name: str) -> str:
    if not isinstance(value, str):
        raise UsageError(f"{name}: that is words")
    return value


def _list(given: Body, name: str) -> list[Any]:
    value = given.get(name)
    found = [] if value is None else value
    if not isinstance(found, list) or len(found) > MOST:
        raise UsageError(f"{name}: that is a list of {MOST} at most")
    return found


def _objects(given: Body, name: str) -> list[dict[str, Any]]:
    return [_object(one, name) for one in _list(given, name)]


def _object(value: Any, name: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise UsageError(f"{name}: that is an object")
    return value
