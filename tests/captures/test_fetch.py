from __future__ import annotations

import contextlib
import gzip
import io
import socket
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from onrecord import captures
from onrecord.captures import LoadOptions
from onrecord.captures import fetch as fetching
from onrecord.captures.fetch import fetch, is_public, user_agent
from onrecord.errors import RefusedError
from onrecord.model.articles import Capture, DateBasis

PAGE = b"<html><body><p>The ministers met.</p></body></html>"


class Site(BaseHTTPRequestHandler):
    """A site of a few pages, told by the path; it notes what it was asked for."""

    asked: list[tuple[str, str]]
    robots: bytes | None
    robots_coding = ""
    codings: set[str]

    def do_GET(self) -> None:
        type(self).asked.append((self.path, self.headers["User-Agent"]))
        type(self).codings.add(self.headers["Accept-Encoding"])
        answer = getattr(self, "page_" + self.path.strip("/").split("?")[0].split(".")[0], None)
        if answer is None:
            self.say(404, "text/html", b"none")
        else:
            answer()

    def say(self, status: int, media_type: str, content: bytes, **headers: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", media_type)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(content)

    def page_robots(self) -> None:
        if self.robots is None:
            self.say(404, "text/html", b"none")
        else:
            self.say(200, "text/plain", self.robots, **{"Content-Encoding": self.robots_coding})

    def page_page(self) -> None:
        self.say(200, "text/html; charset=windows-1251", "<p>Переговоры</p>".encode("cp1251"))

    def page_closed(self) -> None:
        self.say(200, "text/html", PAGE)

    def page_packed(self) -> None:
        self.say(200, "text/html", gzip.compress(PAGE, mtime=0), Content_Encoding="gzip")

    def page_moved(self) -> None:
        self.say(302, "text/html", b"", Location="/page")

    def page_away(self) -> None:
        self.say(302, "text/html", b"", Location=self.path.split("?to=")[1])

    def page_circle(self) -> None:
        self.say(302, "text/html", b"", Location="/circle")

    def page_big(self) -> None:
        self.say(200, "text/html", b"x" * 100_000)

    def page_swelling(self) -> None:
        self.say(200, "text/html", gzip.compress(b" " * 5_000_000, mtime=0), Content_Encoding="gzip")

    def page_brotli(self) -> None:
        self.say(200, "text/html", b"\x1b\x03\x00\xf8\x25", Content_Encoding="br")

    def page_twice(self) -> None:
        self.say(
            200, "text/html", gzip.compress(gzip.compress(b" " * 5_000_000), mtime=0), Content_Encoding="gzip, gzip"
        )

    def page_cut(self) -> None:
        self.say(200, "text/html", gzip.compress(PAGE * 50, mtime=0)[:-20], Content_Encoding="gzip")

    def page_unpackable(self) -> None:
        self.say(200, "text/html", PAGE, Content_Encoding="gzip")

    def page_endless(self) -> None:
        self.say(200, "text/html", b"", Content_Length="99999999")

    def page_picture(self) -> None:
        self.say(200, "image/png", b"\x89PNG")

    def page_broken(self) -> None:
        self.say(500, "text/html", b"")

    def page_slow(self) -> None:
        with contextlib.suppress(OSError):
            for _ in range(20):
                self.wfile.write(b"H")
                time.sleep(0.1)
        self.wfile = io.BytesIO()  # the reader has gone, as it should

    def page_rows(self) -> None:
        self.say(200, "application/x-ndjson", b'{"text": "One."}\n{"text": "Two."}\n')

    def page_feed(self) -> None:
        host = f"http://{self.headers['Host']}"
        item = "<item><title>T</title><link>{}</link><pubDate>Mon, 03 Mar 2025 10:00:00 GMT</pubDate>{}</item>"
        items = item.format(f"{host}/page", "") + item.format(f"{host}/gone", "<description>Own words.</description>")
        items += item.format(f"{host}/gone2", "")
        self.say(200, "application/rss+xml", f"<rss version='2.0'><channel>{items}</channel></rss>".encode())

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def site() -> Iterator[str]:
    Site.asked, Site.robots, Site.robots_coding, Site.codings = [], None, "", set()
    fetching._fetcher.cache_clear()
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def local(**options: object) -> LoadOptions:
    return LoadOptions(**{"allow_private": True, "timeout": 5.0, **options})  # type: ignore[arg-type]


def read(url: str, options: LoadOptions) -> list[Capture | RefusedError]:
    return list(captures.load(url, options=options))


def code_of(url: str, options: LoadOptions) -> str:
    (found,) = read(url, options)
    assert isinstance(found, RefusedError)
    assert found.item == url
    return found.code


def test_a_page_is_fetched_in_our_name(site: str) -> None:
    (page,) = read(f"{site}/page", local())
    assert isinstance(page, Capture)
    assert (page.text, page.url, page.path, page.encoding) == ("Переговоры", f"{site}/page", None, "cp1251")
    assert page.retrieved_at is not None
    assert Site.asked == [("/robots.txt", user_agent()), ("/page", user_agent())]
    assert user_agent().startswith("OnRecord/")
    assert "://" not in user_agent()
    assert Site.codings == {"gzip, identity"}


def test_packed_answers_and_redirects(site: str) -> None:
    texts = [c.text for name in ("packed", "moved") for c in read(f"{site}/{name}", local()) if isinstance(c, Capture)]
    assert texts == ["The ministers met.", "Переговоры"]
    assert read(f"{site}/moved", local())[0].url == f"{site}/moved"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("none", "http_404"),
        ("broken", "http_500"),
        ("circle", "too_many_redirects"),
        ("big", "too_big"),
        ("swelling", "too_big"),
        ("endless", "too_big"),
        ("brotli", "coding"),
        ("twice", "coding"),
        ("cut", "truncated"),
        ("unpackable", "unreadable"),
        ("picture", "media_type"),
        ("away?to=ftp://a.example/x", "bad_scheme"),
        ("away?to=file:///etc/hosts", "bad_scheme"),
        ("away?to=http://[::1", "unreachable"),
    ],
)
def test_what_cannot_be_had_is_refused_with_its_code(site: str, name: str, code: str) -> None:
    assert code_of(f"{site}/{name}", local(max_bytes=50_000)) == code


def test_a_site_that_drips_is_left_at_the_deadline(site: str) -> None:
    start = time.monotonic()
    assert code_of(f"{site}/slow", local(timeout=0.4, ignore_robots=True)) == "timeout"
    assert time.monotonic() - start < 1.5


def test_nobody_listening() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    assert code_of(f"http://127.0.0.1:{port}/", local()) == "unreachable"
    assert code_of("http://no-such-host.invalid/", local()) == "unreachable"
    assert code_of("http://[::1/", local()) == "bad_url"


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "0x7f000001", "2130706433", "127.1", "[::ffff:127.0.0.1]"])
def test_private_addresses_are_refused_unless_allowed(site: str, host: str) -> None:
    url = f"http://{host}:{site.rsplit(':', 1)[1]}/page"
    assert code_of(url, LoadOptions(timeout=5.0)) == "private_address"
    assert Site.asked == []


def test_a_redirect_to_a_private_address_is_refused(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    public = site.replace("127.0.0.1", "news.example")
    answers = {"news.example": "93.184.216.34"}
    resolve, connect = socket.getaddrinfo, fetching.httpcore.SyncBackend.connect_tcp

    def getaddrinfo(host: str, *args: object, **kwargs: object) -> object:
        return resolve(answers.get(host, host), *args, **kwargs)  # type: ignore[arg-type]

    def connect_tcp(self: object, host: str, *args: object, **kwargs: object) -> object:
        # The public page of this test is served here, whatever address its name has.
        return connect(self, "127.0.0.1" if host == "93.184.216.34" else host, *args, **kwargs)  # type: ignore[arg-type]

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    monkeypatch.setattr(fetching.httpcore.SyncBackend, "connect_tcp", connect_tcp)
    assert isinstance(read(f"{public}/page", LoadOptions())[0], Capture)
    assert code_of(f"{public}/away?to={site}/page", LoadOptions()) == "private_address"
    assert code_of(f"{public}/away?to=http://[::1]/page", LoadOptions()) == "private_address"


def test_a_name_that_changes_its_address_is_connected_to_the_one_looked_at(
    site: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    connected: list[str] = []
    turns = iter(["93.184.216.34", "127.0.0.1"])

    def getaddrinfo(host: str, port: int, *args: object, **kwargs: object) -> object:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (next(turns), port))]

    def connect_tcp(self: object, host: str, *args: object, **kwargs: object) -> object:
        connected.append(host)
        raise fetching.httpcore.ConnectError("not in a test")

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    monkeypatch.setattr(fetching.httpcore.SyncBackend, "connect_tcp", connect_tcp)
    options = LoadOptions(ignore_robots=True)
    assert code_of("http://rebind.example/page", options) == "unreachable"
    assert connected == ["93.184.216.34"]
    assert code_of("http://rebind.example/page", options) == "private_address"
    assert connected == ["93.184.216.34"]


PRIVATE = (
    "127.0.0.1 10.1.2.3 172.16.0.1 192.168.1.1 169.254.169.254 100.64.0.1 0.0.0.0 224.0.0.1 240.0.0.1 255.255.255.255 "
    "::1 :: fe80::1 fe80::1%eth0 fc00::1 fec0::1 ff02::1 ::ffff:10.0.0.1 64:ff9b::7f00:1 2002:7f00:1::"
)


@pytest.mark.parametrize("address", PRIVATE.split())
def test_addresses_that_are_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:2800:220:1::1", "::ffff:93.184.216.34"])
def test_addresses_that_are_public(address: str) -> None:
    assert is_public(address)


def test_robots_txt_is_respected_and_read_once(site: str) -> None:
    Site.robots = b"User-agent: *\nDisallow: /closed\n"
    options = local()
    assert code_of(f"{site}/closed", options) == "robots"
    assert isinstance(read(f"{site}/page", options)[0], Capture)
    assert [path for path, _ in Site.asked] == ["/robots.txt", "/page"]
    assert code_of(f"{site}/away?to=/closed", options) == "robots"
    assert isinstance(read(f"{site}/closed", local(ignore_robots=True))[0], Capture)


def test_robots_txt_that_names_us(site: str) -> None:
    Site.robots = b"User-agent: OnRecord\nDisallow: /\n\nUser-agent: *\nAllow: /\n"
    assert code_of(f"{site}/page", local()) == "robots"


def test_robots_txt_with_wildcards_the_longest_match_deciding(site: str) -> None:
    Site.robots = b"User-agent: *\nAllow: /\nDisallow: /*.jsonl$\n"
    assert code_of(f"{site}/rows.jsonl", local()) == "robots"
    assert isinstance(read(f"{site}/page", local())[0], Capture)


@pytest.mark.parametrize(
    ("content", "coding"),
    [
        (gzip.compress(b"#" * 5_000_000, mtime=0), "gzip"),
        (b"", "br"),
        (b"User-agent: *", "gzip"),
        (gzip.compress(b"#", mtime=0)[:-4], "gzip"),
    ],
)
def test_a_robots_txt_that_swells_or_cannot_be_unpacked_allows_nothing(site: str, content: bytes, coding: str) -> None:
    Site.robots, Site.robots_coding = content, coding
    assert code_of(f"{site}/page", local()) == "robots"
    assert [path for path, _ in Site.asked] == ["/robots.txt"]


def test_fetching_can_be_switched_off(site: str) -> None:
    assert code_of(f"{site}/page", local(fetch=False)) == "offline"
    assert Site.asked == []


def test_a_feed_leads_to_its_pages(site: str) -> None:
    first, second, third = read(f"{site}/feed", local())
    assert isinstance(first, Capture)
    assert (first.text, first.url, first.given.published_basis) == ("Переговоры", f"{site}/page", DateBasis.FEED)
    assert isinstance(second, Capture)
    assert (second.text, second.url) == ("Own words.", f"{site}/gone")
    assert isinstance(third, RefusedError)
    assert third.code == "http_404"


def test_a_table_from_the_network(site: str) -> None:
    found = read(f"{site}/rows.jsonl", local())
    assert [c.text for c in found if isinstance(c, Capture)] == ["One.", "Two."]


def test_a_row_with_an_address_alone_is_fetched(site: str, tmp_path: object) -> None:
    path = f"{tmp_path}/rows.jsonl"
    with open(path, "w") as file:
        file.write(f'{{"url": "{site}/page", "title": "T"}}\n')
    (page,) = read(path, local())
    assert isinstance(page, Capture)
    assert (page.text, page.url, page.path, page.given.title) == ("Переговоры", f"{site}/page", f"{path}!1", "T")


def test_credentials_in_the_environment_and_proxies_are_not_used(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9")
    assert fetch(f"{site}/page", local()).content
