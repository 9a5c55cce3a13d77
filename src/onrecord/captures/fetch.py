"""Pages from http(s) addresses, within limits of time, size and reach.

A page on the network may name any address, so may a redirect and so may a name server. Every connection therefore
goes through one place that resolves the name, looks at the addresses and connects to the very one it looked at.
"""

from __future__ import annotations

import ipaddress
import socket
import ssl
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from typing import Any
from urllib.parse import urljoin, urlsplit

import httpcore
import httpx

from onrecord.captures import codings, robots
from onrecord.captures.options import LoadOptions
from onrecord.captures.page import too_big
from onrecord.captures.robots import Robots
from onrecord.errors import RefusedError

# Under this name sites' rules are looked up.
PRODUCT = "OnRecord"
HOPS = 5
ROBOTS_BYTES = 512_000
ROBOTS_SECONDS = 3600.0
LONGEST_DELAY = 10.0
# A robots.txt that was there and could not be read: what it forbids is not known.
UNREAD = frozenset({"too_big", "coding", "truncated", "unreadable"})
# "text/…" goes without saying.
MEDIA_TYPES = frozenset(
    f"application/{name}"
    for name in (
        *("xhtml+xml", "xml", "rss+xml", "atom+xml", "rdf+xml", "pdf", "json", "jsonl", "x-ndjson"),
        *("zip", "x-zip-compressed", "gzip", "x-gzip", "warc", "octet-stream"),
    )
)
NAT64 = ipaddress.ip_network("64:ff9b::/96")


def user_agent() -> str:
    """The name under which pages are asked for."""
    try:
        number = version("onrecord")
    except PackageNotFoundError:
        number = "0"
    return f"{PRODUCT}/{number} (reads single news pages for a user; respects robots.txt)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """An answer: its bytes unpacked, the address that gave it after all redirects, and when (UTC)."""

    content: bytes
    url: str
    media_type: str | None
    retrieved_at: datetime


def fetch(url: str, options: LoadOptions) -> Fetched:
    """The page at an address. Raises RefusedError.

    Codes: bad_scheme, bad_url, private_address, robots, timeout, unreachable, http_404 (and its like),
    too_many_redirects, media_type, coding, too_big, truncated, unreadable, offline.
    """
    if not options.fetch:
        raise RefusedError(url, "offline", "fetching is switched off")
    fetcher = _fetcher(options.max_bytes, options.timeout, options.allow_private, options.ignore_robots)
    return fetcher.page(url)


@lru_cache(maxsize=8)
def _fetcher(max_bytes: int, timeout: float, allow_private: bool, ignore_robots: bool) -> _Fetcher:
    return _Fetcher(max_bytes, timeout, allow_private, ignore_robots)


class _Fetcher:
    """What is kept between pages: the trusted certificates and what each host's robots.txt said."""

    def __init__(self, max_bytes: int, timeout: float, allow_private: bool, ignore_robots: bool) -> None:
        self.max_bytes = max_bytes
        self.timeout = timeout
        self.allow_private = allow_private
        self.ignore_robots = ignore_robots
        self.certificates = httpx.create_ssl_context(trust_env=False)
        self.robots: dict[str, tuple[float, Robots]] = {}
        self.asked: dict[str, float] = {}

    def page(self, url: str) -> Fetched:
        """The page, robots.txt of every host on the way respected."""
        at = url
        for _ in range(HOPS + 1):
            if not self.ignore_robots:
                self._ask_robots(url, at)
            answer = self._get(url, at, self.max_bytes, check_type=True)
            if isinstance(answer, Fetched):
                return answer
            at = answer
        raise RefusedError(url, "too_many_redirects", f"redirected more than {HOPS} times")

    def _ask_robots(self, item: str, url: str) -> None:
        parts = _checked(item, url)
        host = f"{parts.scheme}://{parts.netloc}"
        known = self.robots.get(host)
        if known is None or time.monotonic() - known[0] > ROBOTS_SECONDS:
            known = (time.monotonic(), self._read_robots(item, f"{host}/robots.txt"))
            self.robots[host] = known
        rules = known[1]
        if not rules.allows(url):
            raise RefusedError(item, "robots", "the site's robots.txt does not allow it")
        delay = min(rules.delay, LONGEST_DELAY)
        wait = self.asked.get(host, -LONGEST_DELAY) + delay - time.monotonic()
        if delay and wait > 0:
            time.sleep(wait)
        self.asked[host] = time.monotonic()

    def _read_robots(self, item: str, url: str) -> Robots:
        """The rules of a host. One that has none (any 4xx) allows all, as RFC 9309 has it; a failing one nothing."""
        at = url
        try:
            for _ in range(HOPS + 1):
                answer = self._get(item, at, ROBOTS_BYTES, check_type=False)
                if isinstance(answer, Fetched):
                    return robots.parse(answer.content.decode("utf-8", "replace"), PRODUCT)
                at = answer
        except RefusedError as refused:
            if refused.code.startswith("http_5") or refused.code in UNREAD:
                raise RefusedError(item, "robots", "the site's robots.txt cannot be read") from refused
            if not refused.code.startswith("http_4"):
                raise
        return Robots()

    def _get(self, item: str, url: str, limit: int, *, check_type: bool) -> Fetched | str:
        """The answer of one address, or the address it redirects to."""
        _checked(item, url)
        deadline = time.monotonic() + self.timeout
        try:
            with (
                httpx.Client(
                    transport=_Transport(self.certificates, _Backend(item, self.allow_private, deadline)),
                    headers={
                        "User-Agent": user_agent(),
                        "Accept": "text/html,application/xhtml+xml,*/*;q=0.8",
                        "Accept-Encoding": codings.ACCEPTED,
                    },
                    timeout=self.timeout,
                    trust_env=False,
                ) as client,
                client.stream("GET", url) as response,
            ):
                if response.has_redirect_location:
                    return urljoin(url, response.headers["location"])
                return self._answer(item, url, response, limit, check_type)
        except (httpx.TimeoutException, httpcore.TimeoutException) as error:
            raise RefusedError(item, "timeout", f"no answer within {self.timeout:g} seconds") from error
        except (httpx.InvalidURL, UnicodeError, ValueError) as error:
            raise RefusedError(item, "bad_url", f"no address that can be asked ({error})") from error
        except (httpx.HTTPError, httpcore.NetworkError, httpcore.ProtocolError, ssl.SSLError, OSError) as error:
            raise RefusedError(item, "unreachable", f"the site cannot be reached ({error})") from error

    def _answer(self, item: str, url: str, response: httpx.Response, limit: int, check_type: bool) -> Fetched:
        if response.status_code != 200:
            reason = f"the site answers {response.status_code} {response.reason_phrase}".strip()
            raise RefusedError(item, f"http_{response.status_code}", reason)
        media_type = response.headers.get("content-type")
        plain = (media_type or "text/html").split(";")[0].strip().lower()
        if check_type and not plain.startswith("text/") and plain not in MEDIA_TYPES:
            raise RefusedError(item, "media_type", f"{plain} is no page")
        length = response.headers.get("content-length", "")
        if length.isdigit() and int(length) > limit:
            raise too_big(item, int(length), limit)
        # httpx itself unpacks every chunk whole, however far it swells.
        coding = response.headers.get("content-encoding")
        return Fetched(
            content=codings.body(response.iter_raw(), coding, item, limit),
            url=url,
            media_type=media_type,
            retrieved_at=datetime.now(UTC).replace(microsecond=0),
        )


def _checked(item: str, url: str) -> Any:
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError as error:
        raise RefusedError(item, "bad_url", f"no address ({error})") from error
    if parts.scheme.lower() not in ("http", "https"):
        raise RefusedError(item, "bad_scheme", f"{parts.scheme or 'no scheme'}: only http and https are fetched")
    if not host:
        raise RefusedError(item, "bad_url", "the address names no host")
    return parts


def is_public(address: str) -> bool:
    """True for an address that anybody's network can reach, wherever it is hidden in another."""
    ip = ipaddress.ip_address(address.split("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if ip in NAT64:
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
        if ip.is_site_local:
            return False
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_loopback or ip.is_link_local)


class _Backend(httpcore.NetworkBackend):
    """Connects to addresses that were looked at, none of them private unless allowed, until a deadline."""

    def __init__(self, item: str, allow_private: bool, deadline: float) -> None:
        self.item = item
        self.allow_private = allow_private
        self.deadline = deadline
        self.inner = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise httpcore.ConnectError(f"{host}: {error}") from error
        addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
        if not self.allow_private and not all(is_public(address) for address in addresses):
            raise RefusedError(self.item, "private_address", f"{host} lies in a private network")
        failed: Exception = httpcore.ConnectError(f"{host} has no address")
        for address in addresses:
            try:
                timeout = _left(self.deadline, timeout)
                return _Stream(
                    self.inner.connect_tcp(address, port, timeout, local_address, socket_options), self.deadline
                )
            except httpcore.ConnectError as error:
                failed = error
        raise failed


class _Stream(httpcore.NetworkStream):
    """A connection that a deadline ends, however slowly the other side keeps it alive."""

    def __init__(self, inner: httpcore.NetworkStream, deadline: float) -> None:
        self.inner = inner
        self.deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self.inner.read(max_bytes, _left(self.deadline, timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self.inner.write(buffer, _left(self.deadline, timeout))

    def close(self) -> None:
        self.inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        inner = self.inner.start_tls(ssl_context, server_hostname, _left(self.deadline, timeout))
        return _Stream(inner, self.deadline)

    def get_extra_info(self, info: str) -> Any:
        return self.inner.get_extra_info(info)


def _left(deadline: float, timeout: float | None) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise httpcore.ReadTimeout("the deadline has passed")
    return left if timeout is None else min(left, timeout)


class _Transport(httpx.BaseTransport):
    """httpx's way to one short-lived pool of guarded connections; no proxy, nothing kept open."""

    def __init__(self, certificates: ssl.SSLContext, backend: _Backend) -> None:
        self.pool = httpcore.ConnectionPool(
            ssl_context=certificates, network_backend=backend, max_connections=1, max_keepalive_connections=0
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        url = request.url
        asked = httpcore.Request(
            method=request.method,
            url=httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path),
            headers=request.headers.raw,
            content=request.stream,
            extensions=request.extensions,
        )
        answer = self.pool.handle_request(asked)
        return httpx.Response(answer.status, headers=answer.headers, stream=_Body(answer), extensions=answer.extensions)

    def close(self) -> None:
        self.pool.close()


class _Body(httpx.SyncByteStream):
    def __init__(self, answer: httpcore.Response) -> None:
        self.answer = answer

    def __iter__(self) -> Iterator[bytes]:
        return self.answer.iter_stream()

    def close(self) -> None:
        self.answer.close()
