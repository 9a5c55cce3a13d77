"""The API's routes, made from its table of endpoints; its document; and the page for people that lists it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from itertools import groupby
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from onrecord import __version__
from onrecord.export.jsonl import dumps
from onrecord.export.lines import Line
from onrecord.web import rendering
from onrecord.web.api.document import ABOUT, document
from onrecord.web.api.endpoints import ENDPOINTS, PREFIX, Answer, Endpoint
from onrecord.web.api.writes import taking
from onrecord.web.desk import desk_of
from onrecord.web.problems import problem

DOCUMENT = f"{PREFIX}/openapi.json"


def reading(give: Answer) -> Callable[[Request], Response]:
    """What answers an endpoint that reads: with an ETag of the record's state and the address, or 304."""

    def answer(request: Request) -> Response:
        tag = _tag(request)
        headers = {"etag": f'"{tag}"', "cache-control": "private, no-cache"}
        if _is_held(request, tag):
            return Response(status_code=304, headers=headers)
        return json(give(request), headers)

    return answer


def json(line: Line, headers: dict[str, str] | None = None) -> Response:
    """A JSON object."""
    return Response(dumps(line) + "\n", 200, headers, "application/json")


def _tag(request: Request) -> str:
    told = f"{__version__} {desk_of(request).stamp()} {request.url.path}?{request.url.query}"
    return hashlib.sha256(told.encode()).hexdigest()[:24]


def _is_held(request: Request, tag: str) -> bool:
    """True where the asker says to have the answer already; a proxy may have marked its tag as weak."""
    held = [one.strip().removeprefix("W/") for one in request.headers.get("if-none-match", "").split(",")]
    return f'"{tag}"' in held


def openapi(request: Request) -> Response:
    """The OpenAPI document."""
    return json(document(), {"cache-control": "private, no-cache"})


def nothing(request: Request) -> Response:
    """A problem object for an address of the API where nothing is."""
    return problem(404, f"There is nothing at this address; {PREFIX} lists what there is.")


def page(request: Request) -> Response:
    """The endpoints as a page for people."""
    groups = [(tag, [_shown(one) for one in some]) for tag, some in groupby(ENDPOINTS, lambda one: one.tag)]
    return rendering.page(request, "api.html", "API", about=ABOUT.replace("`", ""), groups=groups, document=DOCUMENT)


def _shown(endpoint: Endpoint) -> dict[str, Any]:
    return {
        "method": endpoint.method,
        "path": f"{PREFIX}{endpoint.path}",
        "href": None if endpoint.method != "GET" or "{" in endpoint.path else f"{PREFIX}{endpoint.path}",
        "title": endpoint.title,
        "words": endpoint.words.replace("`", ""),
        "parameters": [(one.name, one.words.replace("`", ""), _values(one.shape)) for one in endpoint.parameters],
    }


def _values(shape: dict[str, Any]) -> str:
    return ", ".join(shape.get("enum", ()))


ROUTES = [
    Route("/api", page),
    Route(DOCUMENT, openapi),
    *(Route(f"{PREFIX}{one.path}", reading(one.read)) for one in ENDPOINTS if one.read is not None),
    *(Route(f"{PREFIX}{one.path}", taking(one.write), methods=["POST"]) for one in ENDPOINTS if one.write is not None),
    Route("/api/{rest:path}", nothing),
]
