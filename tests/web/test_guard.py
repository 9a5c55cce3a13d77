"""Who may ask the desk, and what its answers bind the browser to."""

from __future__ import annotations

import re

import anyio
import pytest
from starlette.testclient import TestClient
from starlette.types import Message

from onrecord.web.guard import HEADERS, host_name
from onrecord.web.visits import Visit
from onrecord.web.visits import is_meant as is_given


@pytest.mark.parametrize("address", ["/", "/claims.csv", "/timeline.svg", "/api/v1", "/static/desk.css", "/nothing"])
def test_every_answer_carries_the_headers(desk: TestClient, address: str) -> None:
    answer = desk.get(address)
    for name, value in HEADERS.items():
        assert answer.headers[name] == value
    assert "unsafe" not in answer.headers["content-security-policy"]


def test_another_name_is_not_answered(desk: TestClient) -> None:
    for host in ("evil.example", "evil.example:8710", "localhost.evil.example", "", "[::1", "127.0.0.1.nip.io"):
        answer = desk.get("/", headers={"host": host})
        assert answer.status_code == 421
        assert "OnRecord" not in answer.text
    for host in ("localhost", "127.0.0.1:8710", "[::1]:8710", "LOCALHOST:1"):
        assert desk.get("/", headers={"host": host}).status_code == 200


def test_writes_come_from_the_desk_alone(desk: TestClient) -> None:
    own = {"origin": "http://localhost:8710"}
    assert desk.post("/timeline").status_code == 403
    assert desk.post("/timeline", headers={"origin": "http://evil.example"}).status_code == 403
    assert desk.post("/timeline", headers={"origin": "null"}).status_code == 403
    assert desk.post("/timeline", headers={**own, "sec-fetch-site": "cross-site"}).status_code == 403
    assert desk.post("/timeline", headers={**own, "sec-fetch-site": "same-origin"}).status_code == 403


def token_on(page: str) -> str:
    """The token that a page gives its forms and scripts."""
    found = re.search(r'name="csrf-token" content="([0-9a-f]{64})"', page)
    assert found is not None
    return found[1]


def test_a_write_carries_the_token_of_its_page(desk: TestClient) -> None:
    own = {"origin": "http://localhost:8710", "sec-fetch-site": "same-origin"}
    token = token_on(desk.get("/").text)
    parts = {"files": {"page": ("a.txt", b"x" * 200_000, "text/plain")}}
    for given in ({"headers": {"x-csrf-token": token}}, {"data": {"csrf": token}}, {"data": {"csrf": token}, **parts}):
        answer = desk.post("/timeline", **{**given, "headers": {**own, **given.get("headers", {})}})
        assert answer.status_code == 405  # the guard let it through; there is nothing that takes it
    for wrong in (token[:-1], "", "é", token.upper()):
        assert desk.post("/timeline", data={"csrf": wrong}, headers=own).status_code == 403
    assert desk.post("/timeline", json={"csrf": token}, headers=own).status_code == 403
    desk.cookies.clear()
    assert desk.post("/timeline", data={"csrf": token}, headers=own).status_code == 403


async def _sent(body: bytes, pieces: int) -> bytes:
    """What a page reads after the guard looked into the body, which came in pieces."""
    size = max(1, len(body) // pieces)
    cut = [body[n : n + size] for n in range(0, len(body), size)] or [b""]
    messages = iter([{"type": "http.request", "body": b, "more_body": n < len(cut) - 1} for n, b in enumerate(cut)])

    async def receive() -> Message:
        return next(messages)

    visit = Visit(seed="a")
    headers = {"content-type": "application/x-www-form-urlencoded"}
    is_meant, again = await is_given(visit, headers, receive)
    assert is_meant
    read, more = b"", True
    while more:
        message = await again()
        read, more = read + message["body"], message["more_body"]
    return read


@pytest.mark.parametrize("pieces", [1, 3, 50])
def test_the_body_comes_through_whole(pieces: int) -> None:
    body = f"csrf={Visit(seed='a').token}&words=".encode() + b"w" * 150_000
    assert anyio.run(_sent, body, pieces) == body


def test_the_name_in_a_host_header() -> None:
    assert host_name("LocalHost:80") == "localhost"
    assert host_name("[::1]:80") == "::1"
    assert host_name("a@b@localhost") == "localhost"
    assert host_name("[") == ""


def test_nothing_outside_static_is_a_file(desk: TestClient) -> None:
    for path in ("/static/../app.py", "/static/%2e%2e/app.py", "/static//etc/passwd"):
        assert desk.get(path).status_code == 404
