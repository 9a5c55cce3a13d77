"""The application: routes, the guard before them, and errors as pages."""

from __future__ import annotations

from contextlib import suppress
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles

from onrecord.errors import RecordError, UsageError
from onrecord.settings import Settings
from onrecord.store import Record
from onrecord.web import naming, rendering
from onrecord.web.desk import Desk
from onrecord.web.guard import HEADERS, HERE, Guard, Reach
from onrecord.web.intake import Intake
from onrecord.web.pages import (
    actors,
    agreeing,
    api,
    articles,
    changes,
    claims,
    correcting,
    events,
    issues,
    joining,
    log,
    mapping,
    networking,
    overview,
    places,
    publishers,
    reader,
    reading_in,
    relations,
    reviewing,
    searching,
    signing,
    timelines,
)
from onrecord.web.problems import problem

if TYPE_CHECKING:
    from onrecord.pipeline import Executor

STATIC = Path(__file__).parent / "static"
_PAGES = (
    *(overview, events, timelines, mapping, networking, claims, relations, actors, places, publishers),
    *(reader, issues, searching, reading_in, api, signing, log),
    *(correcting, agreeing, articles, changes, joining, naming, reviewing),
)


def create_app(
    record: Record, settings: Settings, *, reach: Reach = HERE, executor: Executor | None = None
) -> Starlette:
    """The desk on an open record, as an ASGI application. `reach` says who can reach it.

    `executor` reads what is brought in; by default a process beside this one, which `close` ends.
    """
    routes = [route for module in _PAGES for route in module.ROUTES]
    app = Starlette(
        routes=[*routes, Mount("/static", StaticFiles(directory=STATIC), name="static")],
        middleware=[Middleware(Guard, reach=reach), Middleware(GZipMiddleware, minimum_size=2000)],
        exception_handlers={
            HTTPException: _http_error,
            UsageError: _usage_error,
            RecordError: _record_error,
            Exception: _fault,
        },
    )
    app.state.desk = Desk(record, settings)
    app.state.intake = Intake(app.state.desk, executor)
    return app


def close(app: Starlette) -> None:
    """Nothing; ends what the desk still reads, for a server to call once it answers no more."""
    app.state.intake.close()


def warm(app: Starlette) -> None:
    """Nothing; computes what the first page needs, for a server to call while the browser is still opening.

    What fails here fails again, and is told, where a page asks for it.
    """
    with suppress(RecordError):
        overview.computed(app.state.desk)
        actors.names_known(app.state.desk.settings)


def _shown(request: Request, status: int, message: str) -> Response:
    if request.url.path.startswith("/api/"):
        return problem(status, message)
    return rendering.page(request, "error.html", HTTPStatus(status).phrase, status=status, message=message)


def _http_error(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    missing = "There is nothing at this address." if status == 404 else HTTPStatus(status).phrase
    detail = error.detail if isinstance(error, HTTPException) else ""
    return _shown(request, status, detail if detail and detail != HTTPStatus(status).phrase else missing)


def _usage_error(request: Request, error: Exception) -> Response:
    return _shown(request, 400, str(error))


def _record_error(request: Request, error: Exception) -> Response:
    return _shown(request, 503, str(error))


def _fault(request: Request, error: Exception) -> Response:
    shown = _shown(request, 500, "A fault of the program. The terminal that runs the desk tells more.")
    shown.headers.update(HEADERS)  # the answer to a fault does not pass the guard on its way out
    return shown
