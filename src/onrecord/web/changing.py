"""Putting a change down: who asks is known, one writer at a time, and nothing that was typed is lost on the way."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from onrecord.errors import ChangedSinceError, RecordDamagedError, RecordLockedError, UsageError
from onrecord.model.actors import Actor, Place
from onrecord.model.changes import Change, Correction
from onrecord.model.judgements import Judgement
from onrecord.web import rendering
from onrecord.web.coder import coder_of, remember, spelled
from onrecord.web.desk import Desk, desk_of
from onrecord.web.posted import Posted, taking_forms

NEVER_SHOWN = ("csrf", "seen", "was", "back", "coder")
"""Fields of forms that people did not type."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a form asks to be changed: in words, and as the record takes it. `seen` are the tokens that the form had."""

    words: str
    corrections: Sequence[Correction] = ()
    judgements: Sequence[Judgement] = ()
    withdrawn: Sequence[str] = ()
    actors: Iterable[Actor] = ()
    places: Iterable[Place] = ()
    seen: Mapping[str, str] = field(default_factory=dict)


def put_down(desk: Desk, by: str, wanted: Wanted) -> Change:
    """The change as it was written; events follow it. Raises ChangedSinceError, RecordLockedError and UsageError."""
    from onrecord import pipeline  # takes long to load, and a desk that is only read never needs it

    with desk.writing() as record:
        made = record.change(
            by,
            wanted.words,
            corrections=wanted.corrections,
            judgements=wanted.judgements,
            withdrawn=wanted.withdrawn,
            actors=wanted.actors,
            places=wanted.places,
            seen=wanted.seen,
        )
        pipeline.rebuild(record)
    return made


def turned(desk: Desk, by: str, *, again: bool) -> Change | None:
    """The change that was undone, or with `again` the one that was done again; None where there is none."""
    from onrecord import pipeline

    with desk.writing() as record:
        found = record.redo(by) if again else record.undo(by)
        if found is not None:
            pipeline.rebuild(record)
    return found


Do = Callable[[Request, Posted, str], Response]


def taking_changes(do: Do) -> Callable[[Request], Awaitable[Response]]:
    """An endpoint for forms that change the record: asks for a name first, and shows again what could not be saved."""

    def answer(request: Request, given: Posted) -> Response:
        named = spelled(given.one("coder"))
        by = coder_of(request) or named
        if not by:
            return unsaved(request, given, 403, "Who corrects?", "Every change is put down with who made it.")
        try:
            response = do(request, given.without("coder"), by)
        except ChangedSinceError as error:
            response = overtaken(request, given, error)
        except UsageError as error:
            response = unsaved(request, given, 422, "Not saved", str(error))
        except (RecordLockedError, RecordDamagedError) as error:
            response = unsaved(request, given, 503, "Not saved", str(error))
        return remember(response, named) if named else response

    return taking_forms(answer)


def overtaken(request: Request, given: Posted, error: ChangedSinceError) -> Response:
    """The page that tells of another's change made in between, and can save this one nonetheless."""
    record = desk_of(request).record
    since = [change for change in record.history(error.object_id) if (change.undone_at or change.at) >= error.at]
    fresh = given.with_([("seen", record.token(error.object_id))])
    message = f"{error.by} changed this after you opened it. Look at both, then decide."
    return unsaved(request, fresh, 409, "Changed in the meantime", message, since)


def unsaved(
    request: Request, given: Posted, status: int, title: str, message: str, since: Sequence[Change] = ()
) -> Response:
    """A page that keeps what was typed and sends it once more, with a name where one is missing."""
    return rendering.page(
        request,
        "unsaved.html",
        title,
        status=status,
        message=message,
        since=since,
        action=f"{request.url.path}",
        kept=given.without("csrf", "coder").pairs,
        typed=[(name.replace(".", " "), value) for name, value in given.pairs if value and name not in NEVER_SHOWN],
        asks_name=not coder_of(request),
        back=local(given.one("back")),
    )


def local(address: str, otherwise: str = "/") -> str:
    """An address of this desk to go back to; another where it is none."""
    is_here = address.startswith("/") and not address.startswith(("//", "/\\"))
    return address if is_here and address.isprintable() and "\\" not in address else otherwise


def back(given: Posted, otherwise: str = "/") -> Response:
    """The answer to a form that was saved: to the page it came from."""
    return RedirectResponse(local(given.one("back"), otherwise), 303)
