"""Changes: what people did to the record, one row an action, of everything or of one object; undone and done again."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from onrecord.errors import UsageError
from onrecord.export.words import clipped
from onrecord.model.changes import Change
from onrecord.model.judgements import Judgement
from onrecord.web import addresses, rendering
from onrecord.web.asking import asked
from onrecord.web.changing import back, taking_changes, turned
from onrecord.web.coder import coder_of
from onrecord.web.desk import desk_of
from onrecord.web.posted import Posted

SHOWN = 100
"""Changes of one page."""
KINDS = {"cl": "claims", "ev": "events", "lo": "actors", "kb": "actors"}
"""What an object that has a page of its own is, by the letters that lead its id."""


@dataclass(frozen=True, slots=True)
class Row:
    """One thing that a change put down or took back: of which object, which field, before and after."""

    object: str
    href: str | None
    field: str
    before: str
    after: str
    is_withdrawn: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """A change with its rows in words."""

    change: Change
    rows: tuple[Row, ...]


def changes(request: Request) -> Response:
    """The history of the record, newest first; of one object or one person where the address names one."""
    record, given = desk_of(request).record, request.query_params
    object_id, by = given.get("object", ""), given.get("by", "")
    if object_id:
        found = list(record.history(object_id))
    else:
        found = list(record.changes(by=by or None, limit=SHOWN + 1, before=_number(given.get("before", ""))))
    wanted = asked(request.url.path, given)
    return rendering.page(
        request,
        "changes.html",
        "Changes",
        changes=[shown(change) for change in found[:SHOWN]],
        object_id=object_id,
        object_href=href_of(object_id) if object_id else None,
        by=by,
        me=coder_of(request),
        after=wanted.href(before=found[SHOWN - 1].number) if len(found) > SHOWN and not object_id else None,
        orphans=[] if object_id else list(record.orphans()),
    )


def _number(text: str) -> int | None:
    if not text:
        return None
    if not text.isascii() or not text.isdigit() or len(text) > 18:
        raise UsageError(f"before: {text!r} is no number of a change")
    return int(text)


def shown(change: Change) -> Shown:
    """A change for its template."""
    put_down = [_row(row, is_withdrawn=False) for row in change.rows]
    return Shown(change, (*put_down, *(_row(row, is_withdrawn=True) for row in change.withdrawn)))


def _row(row: object, *, is_withdrawn: bool) -> Row:
    if isinstance(row, Judgement):
        what = f"{row.kind.value}: {clipped(row.left_value, 60)} / {clipped(row.right_value, 60)}"
        return Row(what, href_of(row.left), "together?", "", row.verdict.value, is_withdrawn)
    about, field = str(getattr(row, "object_id", "")), str(getattr(row, "field", ""))
    before, after = (getattr(row, name, None) or "" for name in ("before", "after"))
    return Row(about, href_of(about), field.replace("_", " "), clipped(before, 200), clipped(after, 200), is_withdrawn)


def href_of(object_id: str) -> str | None:
    """Where an object stands on the desk; None where it has no page of its own."""
    kind = KINDS.get(object_id[:2])
    return addresses.of(kind, object_id) if kind else None


def undo(request: Request, given: Posted, by: str) -> Response:
    """Undoes the last change of the person who asks."""
    turned(desk_of(request), by, again=False)
    return back(given, "/changes")


def redo(request: Request, given: Posted, by: str) -> Response:
    """Does the change again that the person who asks undid last."""
    turned(desk_of(request), by, again=True)
    return back(given, "/changes")


ROUTES = [
    Route("/changes", changes),
    Route("/undo", taking_changes(undo), methods=["POST"]),
    Route("/redo", taking_changes(redo), methods=["POST"]),
]
