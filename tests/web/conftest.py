"""A record of a few pages written for these tests, read as a user would, and a client that asks its desk."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, NoReturn

import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.routing import Route
from starlette.testclient import TestClient

from onrecord import pipeline
from onrecord.settings import Settings
from onrecord.store import Record
from onrecord.web import create_app

SCRIPT = "<script>alert(1)</script>"
TURNED = "\u202enwod edispu\u202c"

PAGES = {
    "plain.txt": (
        "Border post shelled\n\n12 March 2026\n\n"
        "Harbour Gazette\n\n"
        "👩‍🚒🇫🇷 e\u0301te\u0301: Gunmen killed 11 soldiers in Bourem on Tuesday, a military spokesman said. "
        "The Taliban said on Tuesday that its fighters had killed 30 soldiers in Bourem.\n\n"
        f"Iran denied that it had sent missiles to the Houthis {TURNED}. The United Nations condemned the attack.\n"
    ),
    "hostile.html": (
        "<html><head><title>&lt;script&gt;alert(1)&lt;/script&gt; raid</title></head><body><article>"
        "<h1>&lt;script&gt;alert(1)&lt;/script&gt; raid on a village</h1><p>14 March 2026</p>"
        "<p>The army of Mali killed 14 civilians in Tondibi on Saturday, residents &lt;img src=x "
        "onerror=alert(2)&gt; said. Mali denied that it had killed any civilians in Tondibi.</p>"
        "<p>China signed an agreement with &quot;Kazakhstan&quot;&#x202e; on 13 March 2026. Russia "
        "&amp; Kyrgyzstan held talks in Bishkek on Friday.</p><p>Police arrested 22 people in Tunis on Thursday, the "
        "interior ministry said.</p>"
        "</article></body></html>"
    ),
    "styled.html": (
        "<html><head><title>Talks &lt;/title&gt;&lt;style&gt;*{display:none}&lt;/style&gt;</title>"
        '<link rel="canonical" href="javascript:alert(3)"><meta name="author" content="&lt;svg onload=alert(4)&gt;">'
        '<meta property="og:site_name" content="&lt;iframe src=//evil.example&gt; Post \u202etsop">'
        '<meta property="og:url" content="https://evil.example/&quot;&gt;&lt;script&gt;alert(5)&lt;/script&gt;">'
        "</head><body><article><h1>Talks &lt;/style&gt;&lt;style&gt;*{display:none}&lt;/style&gt;</h1>"
        "<p>15 March 2026</p><p>Pakistan accused the &lt;svg/onload=alert(6)&gt; Brigade of attacking a convoy in "
        "Quetta on Saturday. The &lt;math&gt;&lt;mtext&gt;&lt;img src=//evil.example/a.png&gt; Front said "
        "on Saturday that it had killed 9 soldiers in Quetta. "
        "&lt;a href=&quot;javascript:alert(7)&quot;&gt;India&lt;/a&gt; denied that it had sent "
        "weapons to the &lt;style&gt;@import 'https://evil.example/b.css'&lt;/style&gt; Front.</p>"
        "<p>\u05d4\u05db\u05d5\u05d7\u05d5\u05ea \u2066hidden\u2069 of Russia killed 3 civilians in Herat on Sunday, "
        "Mullah \u0645\u062d\u0645\u062f said. Russia met officials of \u202eChina\u202c in Moscow on Friday.</p>"
        "</article></body></html>"
    ),
    "<b>named badly.txt": "Talks\n\n10 March 2026\n\nTurkey met officials of Qatar in Doha on Monday, they said.\n",
    "right-to-left.txt": (
        "Army outpost raided\n\n11 March 2026\n\nRiver Post\n\n"
        "The movement that calls itself حركة الشباب killed four soldiers in Baidoa on Tuesday, the army of Somalia "
        "said.\n"
    ),
    "empty.html": "<html><body><a href='/a'>one</a></body></html>",
}


@pytest.fixture(scope="session")
def record(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    """The record, open for reading."""
    folder = tmp_path_factory.mktemp("desk")
    for name, text in PAGES.items():
        (folder / name).write_text(text, encoding="utf-8")
    settings = Settings(jobs=1)
    where: Path = folder / "desk.db"
    with Record.open(where, write=True) as opened:
        pipeline.read_into(
            opened, [str(folder / name) for name in PAGES], options=pipeline.ReadOptions(settings=settings)
        )
    with Record.open(where) as opened:
        yield opened


@pytest.fixture(scope="session")
def desk(record: Record) -> TestClient:
    """Asks the desk as a browser on this machine would."""
    return TestClient(create_app(record, Settings()), base_url="http://localhost:8710", follow_redirects=False)


@pytest.fixture
def own_record(record: Record, tmp_path: Path) -> Iterator[Record]:
    """A copy of the record that a test may change."""
    copy = tmp_path / "own.db"
    with closing(sqlite3.connect(record.name)) as held, closing(sqlite3.connect(copy)) as made:
        held.backup(made)
    with Record.open(copy) as opened:
        yield opened


@contextmanager
def listening(record: Record, app: Starlette | None = None) -> Iterator[str]:
    """The address of a desk that listens on a port of its own."""
    config = uvicorn.Config(app or create_app(record, Settings()), port=0, log_level="error", lifespan="off", ws="none")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        thread.join(0.02)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join()


@pytest.fixture(scope="session")
def address(record: Record) -> Iterator[str]:
    """Where a desk on the record listens."""
    with listening(record) as where:
        yield where


CHROMIUM = Path("/usr/bin/chromium")


@pytest.fixture(scope="module")
def browser(left_out: Callable[[str], NoReturn]) -> Iterator[Any]:
    """Chromium without a window; what needs it is left out where it is not installed."""
    from playwright.sync_api import sync_playwright

    if not CHROMIUM.exists():
        left_out("Chromium is not installed")
    with sync_playwright() as playing:
        opened = playing.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        yield opened
        opened.close()


def heard(page: Any, address: str) -> list[str]:
    """What a page says or asks for that it should not, filled in while it is used: errors, dialogs, ways out."""
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("dialog", lambda dialog: said.append(f"dialog: {dialog.message}"))

    def look(request: Any) -> None:
        if not request.url.startswith((address, f"blob:{address}")):
            said.append(f"request: {request.url}")

    page.on("request", look)
    return said


NO_PAGES = ("/read/progress", "/names")
"""Addresses that scripts ask: a stream without end, and names for a field."""


def every_view(record: Record) -> list[str]:
    """The address of each page of the desk: those without parameters, and one of each kind of object."""
    plain = [
        route.path
        for route in create_app(record, Settings()).routes
        if isinstance(route, Route) and "GET" in (route.methods or ()) and not set("{.") & set(route.path)
    ]
    event = max(record.events(), key=lambda event: len(event.contradictions))
    claim = next(record.claims_with(event.claims))
    named = next(record.actors())
    own = [
        f"/events/{event.id}",
        f"/events/{event.id}?policy=probable",
        f"/actors/{named.actor.id}",
        "/search?q=killed",
    ]
    own += [f"/pages/{claim.article.capture_id}?claim={claim.claim.id}", f"/network?actor={named.actor.id}"]
    return [path for path in plain if not path.startswith("/api") and path not in NO_PAGES] + own
