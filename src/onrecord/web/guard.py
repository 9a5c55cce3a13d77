"""What stands before every page: who may ask, and the headers that bind the browser.

Two attacks from other sites remain even where a desk has no users: a page that asks it through a name of its own (DNS
rebinding), stopped by the check of `Host`, and a page that sends it a form, stopped by the check of where a write comes
from and by the token that it must carry. The policy for content allows nothing from outside and no script or style
inside a page.
"""

from __future__ import annotations

from collections.abc import Collection
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from onrecord.web import visits

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
"""The names under which a desk on this machine may be asked for."""

POLICY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "script-src 'self'",
        "img-src 'self'",
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
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}

_SEED_LASTS = "Path=/; Max-Age=31536000; HttpOnly; SameSite=Lax"
"""Lax, so that a link from outside leaves the forms of pages that stand open good; it proves nobody's name."""

_READS = frozenset({"GET", "HEAD", "OPTIONS"})


class Guard:
    """Refuses requests for another host and writes from another site; puts the headers on every answer."""

    def __init__(self, app: ASGIApp, *, hosts: Collection[str] = LOOPBACK) -> None:
        self._app = app
        self._hosts = frozenset(hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers one request."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self._app(scope, receive, send)
            return
        visit = visits.begin(scope, HTTPConnection(scope).cookies)

        async def send_bound(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers[name] = value
                if visit.is_new and visit.token_used:
                    headers.append("set-cookie", f"{visits.SEED_COOKIE}={visit.seed}; {_SEED_LASTS}")
            await send(message)

        refused, receive = await self._refused(scope, receive, visit)
        answer: ASGIApp = self._app if refused is None else refused
        await answer(scope, receive, send_bound)

    async def _refused(
        self, scope: Scope, receive: Receive, visit: visits.Visit
    ) -> tuple[PlainTextResponse | None, Receive]:
        """The answer to a request that may not be served, None for one that may; and its body, unread."""
        headers = Headers(scope=scope)
        host = headers.get("host", "")
        if host_name(host) not in self._hosts:
            return PlainTextResponse("This desk does not answer to that name.", status_code=421), receive
        if scope["method"] in _READS:
            return None, receive
        if not _is_from_here(headers, host):
            return PlainTextResponse("Writes are taken from the desk's own pages only.", status_code=403), receive
        is_meant, receive = await visits.is_meant(visit, headers, receive)
        if not is_meant:
            words = "This form is of an earlier visit. Load the page again, then send it once more."
            return PlainTextResponse(words, status_code=403), receive
        return None, receive


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
