"""What stands before every page: who may ask, and the headers that bind the browser.

Two attacks from other sites remain even where a desk has no users: a page that asks it through a name of its own (DNS
rebinding), stopped by the check of `Host`, and a page that sends it a form, stopped by the check of where a write comes
from and by the token that it must carry. The policy for content allows nothing from outside and no script or style
inside a page.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from ipaddress import ip_address, ip_network
from urllib.parse import quote, urlencode, urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from onrecord.errors import RecordError
from onrecord.model.users import Role
from onrecord.web import visits
from onrecord.web.coder import coder_of
from onrecord.web.problems import problem
from onrecord.web.roles import READS, needed
from onrecord.web.visits import Visit

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
"""The names under which a desk on this machine may be asked for."""

POLICY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "script-src 'self'",
        "img-src 'self' blob:",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)

HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",  # with none at all a browser sends the desk's own forms with Origin: null
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}

_SEED_LASTS = "Path=/; Max-Age=31536000; HttpOnly; SameSite=Lax"
"""Lax, so that a link from outside leaves the forms of pages that stand open good; it proves nobody's name."""

_HSTS = "max-age=31536000"
_API = "/api/"
_OWN_LOG = ("/sign-in", "/sign-out")
"""Writes that put themselves down in the log."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """How a desk is reached: the names that it answers to (None for any), whether others than this machine can reach
    it, whether that is over https, and which proxies may say from where a request comes."""

    hosts: frozenset[str] | None = LOOPBACK
    is_shared: bool = False
    is_https: bool = False
    proxies: frozenset[str] = frozenset({"127.0.0.1", "::1"})


HERE = Reach()
"""Of a desk for this machine alone."""


class Guard:
    """Refuses requests for another host, writes from another site, and what a visitor's role does not allow; puts the
    headers on every answer, and writes in the log."""

    def __init__(self, app: ASGIApp, *, reach: Reach) -> None:
        self._app = app
        self._reach = reach

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers one request."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self._app(scope, receive, send)
            return
        visit = visits.begin(scope)
        visit.address, visit.is_secure = self._address(scope), self._reach.is_https
        status = 0

        async def send_bound(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                self._bind(MutableHeaders(scope=message), visit)
            await send(message)

        refused, receive = await self._refused(scope, receive, visit)
        answer: ASGIApp = self._app if refused is None else refused
        await answer(scope, receive, send_bound)
        if scope["method"] not in READS and 0 < status < 400 and scope["path"] not in _OWN_LOG:
            await run_in_threadpool(_note, HTTPConnection(scope), visit, f"{scope['method']} {scope['path']}")

    def _bind(self, headers: MutableHeaders, visit: Visit) -> None:
        for name, value in HEADERS.items():
            headers[name] = value
        if self._reach.is_https:
            headers["strict-transport-security"] = _HSTS
        if visit.is_new and visit.token_used:
            secure = "; Secure" if visit.is_secure else ""
            headers.append("set-cookie", f"{visits.SEED_COOKIE}={visit.seed}; {_SEED_LASTS}{secure}")

    async def _refused(self, scope: Scope, receive: Receive, visit: Visit) -> tuple[ASGIApp | None, Receive]:
        """The answer to a request that may not be served, None for one that may; and its body, unread."""
        connection, method = HTTPConnection(scope), scope["method"]
        host = connection.headers.get("host", "")
        if self._reach.hosts is not None and host_name(host) not in self._reach.hosts:
            return PlainTextResponse("This desk does not answer to that name.", status_code=421), receive
        role = needed(method, scope["path"])
        is_write = method not in READS
        if is_write and not _is_from_here(connection.headers, host) and not _is_of_a_program(connection):
            return _plain(scope, 403, "Writes are taken from the desk's own pages only."), receive
        try:
            await run_in_threadpool(self._recognise, connection, visit)
        except RecordError as error:  # which names the file of the record: not to somebody who may be anybody
            words = "The record cannot be used just now." if self._reach.is_shared else str(error)
            return _plain(scope, 503, words), receive
        if not visit.may(role):
            return _sent_away(connection, visit, role), receive
        if not is_write or _is_of_a_program(connection):
            return None, receive
        is_meant, receive = await visits.is_meant(visit, connection.headers, receive)
        words = "This form is of an earlier visit. Load the page again, then send it once more."
        return None if is_meant else _plain(scope, 403, words), receive

    def _recognise(self, connection: HTTPConnection, visit: Visit) -> None:
        users = connection.app.state.desk.record.users
        visit.has_users = self._reach.is_shared or users.are_any()
        if visit.has_users:
            visits.recognise(visit, users, connection.headers, connection.cookies)

    def _address(self, scope: Scope) -> str:
        """Where a request comes from: what a proxy says, where one may; of IPv6 the network, as one person has all."""
        peer = (scope.get("client") or ("", 0))[0]
        if peer in self._reach.proxies:
            peer = Headers(scope=scope).get("x-forwarded-for", "").rpartition(",")[2].strip() or peer
        try:
            address = ip_address(peer)
        except ValueError:
            return peer[:_LONGEST]
        return str(address) if address.version == 4 else f"{ip_network((address, 64), strict=False)}"


_LONGEST = 64


def _is_of_a_program(connection: HTTPConnection) -> bool:
    """True for a write that no browser sent, or that shows a token of its own: no other site can make one of these.

    What a browser sends on a page's behalf says where that page is from.
    """
    headers = connection.headers
    if not connection.url.path.startswith(_API) or "origin" in headers or "sec-fetch-site" in headers:
        return False
    is_json = headers.get("content-type", "").partition(";")[0].strip().lower() == "application/json"
    return "cookie" not in headers and (is_json or "authorization" in headers)


def _sent_away(connection: HTTPConnection, visit: Visit, role: Role | None) -> ASGIApp:
    """The answer to somebody who may not do this: the way to sign in, or which role it needs."""
    scope, path = connection.scope, connection.url.path
    if visit.person is not None:
        words = f"This needs the role of {role}; {visit.person.name} is {visit.person.role}."
        return _plain(scope, 403, words)
    if path.startswith(_API) or visit.is_program:
        return _plain(scope, 401, "Sign in, or send a token that `onrecord user token` made.")
    if "hx-request" in connection.headers:
        return PlainTextResponse("Sign in first.", 401, {"hx-redirect": "/sign-in"})
    if scope["method"] in READS:
        return RedirectResponse(_signing_in(scope), 303)
    return _plain(scope, 401, "Sign in first.")


def _signing_in(scope: Scope) -> str:
    """The address of the page to sign in, which leads on to the one asked for."""
    there, query = quote(scope["path"]), scope["query_string"].decode("latin-1")
    there = f"{there}?{query}" if query else there
    return "/sign-in" if there == "/" else f"/sign-in?{urlencode({'next': there})}"


def _plain(scope: Scope, status: int, words: str) -> Response:
    """A refusal in words; as a problem object where a program asks."""
    if scope["path"].startswith(_API):
        challenge = {"www-authenticate": "Bearer"} if status == 401 else None
        return problem(status, words, headers=challenge)
    return PlainTextResponse(words, status)


def _note(connection: HTTPConnection, visit: Visit, words: str) -> None:
    """Nothing; puts a write down in the log. A record that cannot be written by then does not undo what was done."""
    name = visit.person.name if visit.person else coder_of(connection)
    try:
        connection.app.state.desk.record.users.note(name, visit.address, words[:_WORDS])
    except RecordError as error:
        logging.getLogger(__name__).warning("not in the log: %s by %s (%s)", words, name, error)


_WORDS = 200
"""Characters of an address in the log."""


def host_name(host: str) -> str:
    """The name in a Host header, without its port and in lower case; "" for what is none."""
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""


def _is_from_here(headers: Headers, host: str) -> bool:
    """True where the browser says that the desk's own page asks; what does not say so is refused."""
    site = headers.get("sec-fetch-site")
    if site is not None and site != "same-origin":
        return False
    origin = headers.get("origin")
    if origin is None:
        return False
    parts = urlsplit(origin)
    return parts.scheme in ("http", "https") and parts.netloc == host
