"""What is new since the last visit, kept by each browser for itself."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from starlette.requests import Request
from starlette.responses import Response
from starlette.testclient import TestClient

from onrecord.web import seen

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


def _asked(cookie: str = "", query: str = "") -> Request:
    headers = [(b"cookie", f"{seen.COOKIE}={cookie}".encode())] if cookie else []
    scope = {"type": "http", "method": "GET", "path": "/", "query_string": query.encode(), "headers": headers}
    return Request({**scope, "scheme": "http", "server": ("localhost", 80)})


def _cookie(request: Request, now: datetime) -> str:
    header = seen.remember(Response(), request, now).headers["set-cookie"]
    return header.partition(";")[0].partition("=")[2]


def test_a_visit_ends_when_nobody_looks_for_a_while() -> None:
    first = _cookie(_asked(), NOW)
    assert seen.since(_asked(), NOW) is None
    soon = NOW + timedelta(minutes=5)
    assert seen.since(_asked(first), soon) is None
    again = _cookie(_asked(first), soon)
    later = NOW + timedelta(days=1)
    assert seen.since(_asked(again), later) == soon
    same_visit = _cookie(_asked(again), later)
    assert seen.since(_asked(same_visit), later + timedelta(minutes=1)) == soon


def test_a_chosen_day_goes_before_and_nonsense_is_none() -> None:
    assert seen.since(_asked(query="since=2026-03"), NOW) == datetime(2026, 3, 1, tzinfo=UTC)
    for nonsense in ("x", "~", "~yesterday", "2026-01-01~2026-01-02", '"~"'):
        assert seen.since(_asked(nonsense), NOW) is None


def test_the_overview_tells_what_is_new(desk: TestClient) -> None:
    page = desk.get("/?since=2000-01-01").text
    assert "New since" in page
    assert "came in" in page
    assert "/events/" in page.split("New since")[1].split("Where accounts disagree")[0]
    assert "No page came in since then" in desk.get("/?since=2100").text
    assert desk.get("/?since=nonsense").status_code == 400
    assert seen.COOKIE in desk.cookies
    desk.cookies.delete(seen.COOKIE)


@pytest.mark.parametrize("address", ["/", "/search?q=mali", "/read", "/issues", "/publishers"])
def test_pages_answer(desk: TestClient, address: str) -> None:
    assert desk.get(address).status_code == 200
