"""The desk in Debian's Chromium: no error in the console, no request that leaves the machine, words as words.

Left out where Chromium is not installed; CI installs it.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NoReturn

import pytest
import uvicorn
from playwright.sync_api import sync_playwright

from onrecord.settings import Settings
from onrecord.store import Record
from onrecord.web import create_app

CHROMIUM = Path("/usr/bin/chromium")
VIEWS = ("/", "/events", "/claims", "/actors", "/pages", "/timeline", "/map", "/network", "/search?q=soldiers")


@pytest.fixture(scope="module")
def address(record: Record) -> Iterator[str]:
    """A desk that listens on a port of its own."""
    config = uvicorn.Config(create_app(record, Settings()), port=0, log_level="error", lifespan="off", ws="none")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        thread.join(0.02)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join()


@pytest.fixture(scope="module")
def browser(left_out: Callable[[str], NoReturn]) -> Iterator[Any]:
    """Chromium without a window."""
    if not CHROMIUM.exists():
        left_out("Chromium is not installed")
    with sync_playwright() as playing:
        opened = playing.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        yield opened
        opened.close()


def test_views_open_quietly_and_stay_at_home(browser: Any, address: str, record: Record) -> None:
    page = browser.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("dialog", lambda dialog: said.append(dialog.message))
    page.on("request", lambda request: None if request.url.startswith(address) else said.append(request.url))
    events = [f"/events/{event.id}" for event in record.events()]
    pages = [f"/pages/{row.id}" for row in record.captures()]
    for view in (*VIEWS, *events, *pages):
        assert page.goto(address + view).ok
    assert said == []


def test_highlights_in_the_browser_are_the_evidence(browser: Any, address: str, record: Record) -> None:
    page = browser.new_page()
    for told in record.claims():
        page.goto(f"{address}/claims/{told.claim.id}")
        marked = page.locator(f'mark[data-claims~="{told.claim.id}"]').all_text_contents()
        expected = "".join(piece.text for piece in told.evidence)
        assert "".join(marked) == expected
        assert page.locator(f'[id="{told.claim.id}"]').count() == 1


def test_nothing_is_wider_than_a_telephone(browser: Any, address: str) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 800})
    for view in VIEWS:
        page.goto(address + view)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, view
