"""Who asks, as far as the guard found out: kept with each request, and the token that its forms must carry.

The token is made from a random value in a cookie of its own, so that it needs no place in the record, holds over a
restart, and works on a desk without users. A page of another site can neither read it nor send the cookie with a write.
"""

from __future__ import annotations

import hmac
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any
from urllib.parse import parse_qs

from starlette.requests import HTTPConnection
from starlette.types import Message, Receive

SEED_COOKIE = "onrecord-seed"
HEADER = "x-csrf-token"
FIELD = "csrf"
LOOKED_THROUGH = 1 << 16
"""Bytes of a form in which its token must stand; the macro puts it first."""

_IN_PARTS = re.compile(rb'name="csrf"[^\r\n]*\r\n(?:[^\r\n]+\r\n)*\r\n([^\r\n]*)')
_SEED = re.compile(r"[\w-]{43}", re.ASCII)
_KEY = "onrecord.visit"


@dataclass(slots=True)
class Visit:
    """One request's visitor. `token_used` turns true where a page is given the token, and so needs the cookie."""

    seed: str = ""
    is_new: bool = False
    token_used: bool = False

    @property
    def token(self) -> str:
        """What a write from this visitor must carry."""
        return hmac.new(self.seed.encode(), b"onrecord csrf", sha256).hexdigest()


def begin(scope: Any, cookies: Mapping[str, str]) -> Visit:
    """The visit of a request, noted with it."""
    seed = cookies.get(SEED_COOKIE, "")
    is_new = _SEED.fullmatch(seed) is None
    visit = Visit(seed=secrets.token_urlsafe(32) if is_new else seed, is_new=is_new)
    scope[_KEY] = visit
    return visit


def visit_of(request: HTTPConnection) -> Visit:
    """The visit that the guard noted; a fresh one where no guard stands before the page."""
    found = request.scope.get(_KEY)
    return found if isinstance(found, Visit) else begin(request.scope, request.cookies)


def token_for(request: HTTPConnection) -> str:
    """The token that the forms of the page must carry; the answer will set the cookie that it is made from."""
    visit = visit_of(request)
    visit.token_used = True
    return visit.token


async def is_meant(visit: Visit, headers: Mapping[str, str], receive: Receive) -> tuple[bool, Receive]:
    """Whether a write carries the visitor's token, in a header or as a field of its form; and the body, unread."""
    if HEADER in headers:
        return _same(headers[HEADER], visit.token), receive
    kind = headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind not in ("application/x-www-form-urlencoded", "multipart/form-data"):
        return False, receive
    beginning, messages = await _beginning(receive)
    return _same(_field(kind, beginning), visit.token), _again(messages, receive)


def _same(given: str, token: str) -> bool:
    return hmac.compare_digest(given.encode("utf-8", "replace"), token.encode())


def _field(kind: str, body: bytes) -> str:
    if kind == "multipart/form-data":
        found = _IN_PARTS.search(body)
        return found[1].decode("latin-1") if found else ""
    return parse_qs(body.decode("latin-1"), max_num_fields=None).get(FIELD, [""])[0]


async def _beginning(receive: Receive) -> tuple[bytes, list[Message]]:
    """The first bytes of the body, as many as are looked through, and the messages that brought them."""
    messages: list[Message] = []
    size, more = 0, True
    while more and size < LOOKED_THROUGH:
        message = await receive()
        messages.append(message)
        more = message["type"] == "http.request" and message.get("more_body", False)
        size += len(message.get("body", b""))
    return b"".join(message.get("body", b"") for message in messages)[:LOOKED_THROUGH], messages


def _again(messages: list[Message], receive: Receive) -> Receive:
    """A receiver that gives the messages once more and then goes on."""
    waiting = iter(messages)

    async def give() -> Message:
        for message in waiting:
            return message
        return await receive()

    return give
