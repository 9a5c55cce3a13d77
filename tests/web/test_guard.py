"""Who may ask the desk, and what its answers bind the browser to."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from onrecord.web.guard import HEADERS, host_name


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
    assert desk.post("/claims").status_code == 403
    assert desk.post("/claims", headers={"origin": "http://evil.example"}).status_code == 403
    assert desk.post("/claims", headers={"origin": "null"}).status_code == 403
    assert desk.post("/claims", headers={**own, "sec-fetch-site": "cross-site"}).status_code == 403
    assert desk.post("/claims", headers={**own, "sec-fetch-site": "same-origin"}).status_code == 405


def test_the_name_in_a_host_header() -> None:
    assert host_name("LocalHost:80") == "localhost"
    assert host_name("[::1]:80") == "::1"
    assert host_name("a@b@localhost") == "localhost"
    assert host_name("[") == ""


def test_nothing_outside_static_is_a_file(desk: TestClient) -> None:
    for path in ("/static/../app.py", "/static/%2e%2e/app.py", "/static//etc/passwd"):
        assert desk.get(path).status_code == 404
