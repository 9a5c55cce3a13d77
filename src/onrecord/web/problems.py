"""Errors for programs: problem objects as RFC 9457 has them."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from starlette.responses import Response

from onrecord.export.jsonl import dumps

MEDIA_TYPE = "application/problem+json"


def problem(status: int, detail: str, *, headers: Mapping[str, str] | None = None, **more: Any) -> Response:
    """An error as a problem object: its title, its status, and in words what is wrong."""
    told = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status, "detail": detail, **more}
    return Response(dumps(told) + "\n", status, {"cache-control": "no-store", **(headers or {})}, MEDIA_TYPE)
