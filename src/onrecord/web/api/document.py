"""The OpenAPI 3.1 document of the API, made from its table of endpoints and shapes."""

from __future__ import annotations

from typing import Any

from onrecord import __version__
from onrecord.web.api.endpoints import ENDPOINTS, PREFIX, Endpoint, Parameter
from onrecord.web.api.shapes import SHAPES, Shape, named
from onrecord.web.problems import MEDIA_TYPE
from onrecord.web.visits import HEADER, SESSION_COOKIE

ABOUT = (
    "What a record holds, as JSON. The shapes are those of `--format jsonl`. Where a desk has users, send a token of "
    "`onrecord user token` as `Authorization: Bearer`, or the cookie of a session."
)

_PROBLEMS = {
    "400": "Something asked for makes no sense.",
    "401": "Nobody has signed in, and no token holds.",
    "403": "The role does not allow it.",
    "404": "There is nothing of that name.",
    "409": "Somebody changed it after you last looked.",
    "413": "That is too much.",
    "415": "That is no JSON.",
    "503": "The record cannot be used just now; somebody else may be writing.",
}
_ETAG = {"description": "Stays the same as long as the answer does.", "schema": {"type": "string"}}


def document() -> dict[str, Any]:
    """The document."""
    paths: dict[str, dict[str, Any]] = {}
    for endpoint in ENDPOINTS:
        paths.setdefault(f"{PREFIX}{endpoint.path}", {})[endpoint.method.lower()] = _operation(endpoint)
    return {
        "openapi": "3.1.0",
        "info": {"title": "OnRecord", "version": __version__, "description": ABOUT, "license": {"name": "Apache-2.0"}},
        "servers": [{"url": "/"}],
        "security": [{}, {"token": []}, {"session": []}],
        "paths": paths,
        "components": {"schemas": dict(SHAPES), "securitySchemes": _SECURITY},
    }


_SECURITY = {
    "token": {"type": "http", "scheme": "bearer", "description": "Made by `onrecord user token NAME`."},
    "session": {
        "type": "apiKey",
        "in": "cookie",
        "name": SESSION_COOKIE,
        "description": f"Set by /sign-in. A write must carry {HEADER} too, which every page of the desk holds.",
    },
}


def _operation(endpoint: Endpoint) -> dict[str, Any]:
    operation: dict[str, Any] = {
        "operationId": operation_id(endpoint),
        "summary": endpoint.title,
        "description": endpoint.words,
        "tags": [endpoint.tag],
        "parameters": [_parameter(parameter) for parameter in endpoint.parameters],
        "responses": _responses(endpoint),
    }
    if endpoint.body is not None:
        operation["requestBody"] = {"required": True, "content": {"application/json": {"schema": endpoint.body}}}
    return operation


def operation_id(endpoint: Endpoint) -> str:
    """One word for the endpoint, from its method and path."""
    parts = [part.strip("{}") for part in endpoint.path.split("/") if part]
    return "_".join((endpoint.method.lower(), *(parts or ["index"])))


def _parameter(parameter: Parameter) -> dict[str, Any]:
    shown: dict[str, Any] = {
        "name": parameter.name,
        "in": parameter.where,
        "description": parameter.words,
        "schema": parameter.shape,
    }
    if parameter.is_needed:
        shown["required"] = True
    if parameter.is_list:
        shown.update(style="form", explode=True)
    return shown


def _responses(endpoint: Endpoint) -> dict[str, Any]:
    is_read = endpoint.method == "GET"
    given: dict[str, Any] = {"description": endpoint.title, "content": _json("application/json", endpoint.shape)}
    if is_read:
        given["headers"] = {"etag": _ETAG}
    told: dict[str, Any] = {"200": given}
    if is_read:
        told["304"] = {"description": "As the asker has it.", "headers": {"etag": _ETAG}}
    statuses = [
        "400",
        "401",
        "403",
        *(["404"] if endpoint.missing else []),
        *([] if is_read else ["409", "413", "415"]),
        "503",
    ]
    for status in statuses:
        told[status] = {"description": _PROBLEMS[status], "content": _json(MEDIA_TYPE, named("Problem"))}
    return told


def _json(media_type: str, shape: Shape) -> dict[str, Any]:
    return {media_type: {"schema": shape}}
