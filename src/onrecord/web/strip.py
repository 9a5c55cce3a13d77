"""The strip at the foot of every page: what the person who asks changed last, with undo and redo."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.requests import Request

from onrecord.export.words import clipped
from onrecord.model.changes import Change
from onrecord.web.coder import coder_of
from onrecord.web.desk import desk_of

LOOKED_AT = 50
"""Changes of one person among which the last that holds is looked for."""


@dataclass(frozen=True, slots=True)
class Strip:
    """In words what can be undone and what can be done again, "" for nothing, and the page to come back to."""

    undo: str
    redo: str
    here: str


def strip_of(request: Request) -> Strip | None:
    """The strip for the person who asks; None for one who has changed nothing."""
    by = coder_of(request)
    if not by:
        return None
    desk = desk_of(request)
    found = desk.kept(("changes", by), lambda: desk.record.changes(by=by, limit=LOOKED_AT))
    undo = next((change for change in found if change.undone_at is None), None)
    # What was undone before the last change that holds cannot be done again.
    undone = [change for change in found if change.undone_at and (undo is None or change.number > undo.number)]
    if undo is None and not undone:
        return None
    here = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    return Strip(_words(undo), _words(undone[-1]) if undone else "", here if request.method == "GET" else "/changes")


def _words(change: Change | None) -> str:
    return clipped(change.words, 160) if change else ""
