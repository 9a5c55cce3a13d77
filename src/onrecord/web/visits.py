"""Who asks, as far as the guard found out: kept with each request, and the token that its forms must carry.

The token is made from a random value in a cookie of its own and from the session, so that it needs no place in the
record, holds over a restart, and works on a desk without users. A page of another site can neither read it nor send
the cookies with a write.
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

from onrecord.model.users import Role, User
from onrecord.store.users import Users

SEED_COOKIE = "onrecord-seed"
SESSION_COOKIE = "onrecord-session"
HEADER = "x-csrf-token"
FIELD = "csrf"
LOOKED_THROUGH = 1 << 16
"""Bytes of a form in which its token must stand; the macro puts it first."""

_IN_PARTS = re.compile(rb'name="csrf"[^\r\n]*\r\n(?:[^\r\n]+\r\n)*\r\n([^\r\n]*)')
_SEED = re.compile(r"[\w-]{43}", re.ASCII)
_KEY = "onrecord.visit"


@dataclass(slots=True)
class Visit:
    """One request's visitor.

    `person` is who signed in; `has_users` is true where a desk has people sign in; `session` is the session's token, ""
    for none and for a program that came with a token of its own (`is_program`); `address` is where the request comes
    from. `token_used` turns true where a page is given the token, and so needs the cookie.
    """

    seed: str = ""
    is_new: bool = False
    token_used: bool = False
    person: User | None = None
    has_users: bool = False
    session: str = ""
    is_program: bool = False
    address: str = ""
    is_secure: bool = False

    @property
    def token(self) -> str:
        """What a write from this visitor must carry."""
        return hmac.new(self.seed.encode(), f"onrecord csrf {self.session}".encode(), sha256).hexdigest()

    def may(self, role: Role | None) -> bool:
        """True where the visitor may do what needs the role: on a desk without users everybody may everything."""
        return role is None or not self.has_users or (self.person is not None and self.person.role.may(role))


def begin(scope: Any) -> Visit:
    """The visit of a request, noted with it."""
    seed = HTTPConnection(scope).cookies.get(SEED_COOKIE, "")
    is_new = _SEED.fullmatch(seed) is None
    visit = Visit(seed=secrets.token_urlsafe(32) if is_new else seed, is_new=is_new)
    scope[_KEY] = visit
    return visit


def recognise(visit: Visit, users: Users, headers: Mapping[str, str], cookies: Mapping[str, str]) -> None:
    """Nothing; notes who it is, by the token of a program or by the session's cookie."""
    scheme, _, token = headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        visit.is_program, visit.person = True, users.of_token(token.strip())
    elif session := cookies.get(session_cookie(visit), ""):
        visit.person = users.of_session(session)
        visit.session = session if visit.person else ""


def session_cookie(visit: Visit) -> str:
    """The name of the cookie of sessions; over https one that browsers take from this very host alone."""
    return f"__Host-{SESSION_COOKIE}" if visit.is_secure else SESSION_COOKIE


def visit_of(request: HTTPConnection) -> Visit:
    """The visit that the guard noted; a fresh one where no guard stands before the page."""
    found = request.scope.get(_KEY)
    return found if isinstance(found, Visit) else begin(request.scope)


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
