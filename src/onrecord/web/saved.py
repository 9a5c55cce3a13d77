"""Searches that a person keeps: in a cookie of the browser, not in the record.

So they are one's own on a desk without users, outlive the server and the record's being read anew, cost no write where
only reading is allowed, and are nobody else's business. What is kept is the address of a view, which is all that a
search is.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote, unquote

from starlette.requests import Request
from starlette.responses import Response

from onrecord.export.words import one_line

COOKIE = "onrecord-searches"
MOST, BYTES = 20, 3600
"""Searches kept at most, and bytes that they may take: a browser drops a cookie of more than some four thousand."""
YEAR = 365 * 24 * 3600


@dataclass(frozen=True, slots=True)
class Saved:
    """A search that is kept: its name, and the address on the desk that asks it."""

    name: str
    href: str


def saved_by(request: Request) -> list[Saved]:
    """The searches that whoever asks has kept, the newest first; a cookie that makes no sense holds none."""
    try:
        held = json.loads(unquote(request.cookies.get(COOKIE, "") or "[]"))
        found = [Saved(one_line(str(name))[:80], str(href)) for name, href in held]
    except (ValueError, TypeError):
        return []
    return [one for one in found if is_local(one.href)][:MOST]


def is_local(href: str) -> bool:
    """True for an address of the desk itself."""
    return href.startswith("/") and not href.startswith(("//", "/\\")) and href.isprintable() and len(href) < 800


def remember(response: Response, searches: Sequence[Saved], *, is_https: bool) -> Response:
    """The response, which bids the browser keep these searches, the oldest left out where there are too many."""
    kept = list(searches)[:MOST]
    while kept and len(_written(kept)) > BYTES:
        kept.pop()
    response.set_cookie(
        COOKIE, _written(kept), max_age=YEAR, path="/", httponly=True, samesite="strict", secure=is_https
    )
    return response


def _written(searches: Sequence[Saved]) -> str:
    return quote(json.dumps([[one.name, one.href] for one in searches], ensure_ascii=False), safe="")
