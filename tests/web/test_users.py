"""A shared desk: who may do what on every route, signing in and out, and what is kept of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.routing import Route
from starlette.testclient import TestClient

from onrecord.model.users import LogKind, Role
from onrecord.settings import Settings
from onrecord.store import Record, passwords
from onrecord.web import Reach, create_app
from onrecord.web.roles import READS, RULES, needed

PASSWORD = "a long way to the harbour"
OWN = {"origin": "http://localhost:8710", "sec-fetch-site": "same-origin"}
EDITORS_READ = ("/log", "/log.csv")
CODERS_WRITE = ("/claims", "/notes", "/undo", "/redo", "/api/v1/changes")
READERS_WRITE = ("/sign-out", "/search/saved")
ENDLESS = ("/read/progress",)
"""Tells what happens for as long as somebody listens."""
OPEN = ("/sign-in",)


@pytest.fixture
def shared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Record]:
    """An empty record with a user of each role."""
    from argon2 import PasswordHasher

    monkeypatch.setattr(passwords, "_hasher", lambda: PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    passwords._nobodys.cache_clear()
    with Record.open(tmp_path / "case.db", write=True) as record:
        for role in Role:
            record.users.add(f"a {role}", role, PASSWORD, by="root")
    with Record.open(tmp_path / "case.db") as record:
        yield record
    passwords._nobodys.cache_clear()


Client = Callable[..., TestClient]


@pytest.fixture
def visitor(shared: Record) -> Client:
    """Makes a browser: of nobody yet, or of somebody who has signed in."""

    def make(name: str | None = None, **reach: Any) -> TestClient:
        app = create_app(shared, Settings(), reach=Reach(**reach))
        scheme = "https" if reach.get("is_https") else "http"
        browser = TestClient(app, base_url=f"{scheme}://localhost:8710", follow_redirects=False)
        if name is not None:
            assert sign_in(browser, name).status_code == 303
        return browser

    return make


def token_on(page: str) -> str:
    found = re.search(r'name="csrf-token" content="([0-9a-f]{64})"', page)
    assert found is not None
    return found[1]


def sign_in(browser: TestClient, name: str, password: str = PASSWORD, there: str = "/") -> Any:
    form = {"csrf": token_on(browser.get("/sign-in").text), "name": name, "password": password, "next": there}
    return browser.post("/sign-in", data=form, headers={**OWN, "origin": str(browser.base_url).rstrip("/")})


def routes(browser: TestClient) -> list[tuple[str, str]]:
    """Every method with every address that the desk takes, its parameters filled in."""
    found = []
    for route in browser.app.routes:  # type: ignore[attr-defined]
        if isinstance(route, Route):
            path = re.sub(r"{[^}]*}", "none", route.path)
            found += [(method, path) for method in sorted(route.methods or ())]
    assert len(found) > 40
    return found


def is_below(path: str, prefixes: tuple[str, ...]) -> bool:
    return any(path == prefix or path.startswith(f"{prefix}/") for prefix in prefixes)


def least(method: str, path: str) -> Role | None:
    """What the docs promise, said once more and by other means than the table."""
    if path in OPEN:
        return None
    if method in READS:
        return Role.EDITOR if path in EDITORS_READ else Role.READER
    if path in READERS_WRITE:
        return Role.READER
    return Role.CODER if is_below(path, CODERS_WRITE) else Role.EDITOR


@pytest.mark.parametrize("role", [None, *Role])
def test_every_route_asks_for_its_role(visitor: Client, role: Role | None) -> None:
    browser = visitor(f"a {role}" if role else None)
    token = token_on(browser.get("/" if role else "/sign-in").text)
    for method, path in routes(browser):
        if path == "/sign-out" and role:
            continue  # would end the walk
        wanted = least(method, path)
        may = wanted is None or (role is not None and role.may(wanted))
        if may and path in ENDLESS:
            continue
        answer = browser.request(method, path, headers={**OWN, "x-csrf-token": token, "accept": "text/html"})
        told = (role, method, path, answer.status_code)
        if may:
            assert answer.status_code not in (401, 403) or path == "/sign-in", told
            assert "sign-in" not in answer.headers.get("location", ""), told
        elif role:
            assert answer.status_code == 403, told
        elif method in READS and not path.startswith("/api/"):
            assert answer.headers["location"].startswith("/sign-in"), told
        else:
            assert answer.status_code == 401, told


def test_the_table_ends_with_what_is_in_no_other_line() -> None:
    assert [(rule.path, rule.role) for rule in RULES[-2:]] == [("/", Role.READER), ("/", Role.EDITOR)]
    assert needed("POST", "/a/page/of/tomorrow") is Role.EDITOR
    assert needed("GET", "/staticky") is Role.READER
    assert needed("GET", "/sign-in/../log") is Role.READER  # no route answers there
    assert needed("POST", "/sign-in/x/merge") is needed("POST", "/static/x") is Role.EDITOR
    assert needed("GET", "*") is needed("GET", "") is Role.EDITOR


def test_nobody_learns_what_the_desk_holds(visitor: Client, shared: Record) -> None:
    browser = visitor()
    for path in ("/sign-in", "/static/none", "/api/v1/events", "/events?actor=x", "/none"):
        answer = browser.get(path)
        assert shared.name not in answer.text
        assert "case.db" not in answer.text
        assert "/events" not in answer.text


def test_signing_in_leads_on_and_out_again(visitor: Client, shared: Record) -> None:
    browser = visitor()
    away = browser.get("/events?actor=%D8%B7&place=a+b").headers["location"]
    assert away == "/sign-in?next=%2Fevents%3Factor%3D%25D8%25B7%26place%3Da%2Bb"
    page = browser.get(away).text
    assert 'value="/events?actor=%D8%B7&amp;place=a+b"' in page
    answer = sign_in(browser, "A EDITOR", there="/events?actor=%D8%B7")
    assert (answer.status_code, answer.headers["location"]) == (303, "/events?actor=%D8%B7")
    cookie = next(c for c in answer.headers.get_list("set-cookie") if c.startswith("onrecord-session="))
    assert {"HttpOnly", "Path=/", "SameSite=strict", "Max-Age=43200"} <= set(cookie.split("; "))
    home = browser.get("/").text
    assert "a editor" in home
    assert browser.get("/sign-in").headers["location"] == "/"
    stolen = dict(browser.cookies)
    answer = browser.post("/sign-out", data={"csrf": token_on(home)}, headers=OWN)
    assert answer.headers["location"] == "/sign-in"
    browser.cookies.update(stolen)
    assert browser.get("/").headers["location"] == "/sign-in"


@pytest.mark.parametrize(
    "there", ["//evil.example", "https://evil.example/", "/\\evil.example", "/\t/evil", "evil", "", "/sign-in", "/a\nb"]
)
def test_signing_in_leads_nowhere_else(visitor: Client, there: str) -> None:
    assert sign_in(visitor(), "a reader", there=there).headers["location"] == "/"


def test_a_wrong_password_and_too_many(visitor: Client, shared: Record) -> None:
    browser = visitor()
    for _ in range(5):
        answer = sign_in(browser, "a reader", "not this one")
        assert answer.status_code == 401
        assert 'role="alert"' in answer.text
        assert "not this one" not in answer.text
    held = sign_in(browser, "a reader")
    assert held.status_code == 429
    assert int(held.headers["retry-after"]) > 0
    kinds = [line.kind for line in shared.users.log()]
    assert kinds[:6] == [LogKind.HELD_OFF, *[LogKind.REFUSED] * 5]


def test_a_form_of_before_the_sign_in_is_not_taken_after_it(visitor: Client) -> None:
    browser = visitor()
    before = token_on(browser.get("/sign-in").text)
    sign_in(browser, "a editor")
    assert browser.post("/timeline", data={"csrf": before}, headers=OWN).status_code == 403
    assert browser.post("/sign-out", headers=OWN).status_code == 403


def test_programs_come_with_a_token(visitor: Client, shared: Record) -> None:
    program = visitor()
    token = shared.users.add_token("a reader", by="root")
    bearer = {"authorization": f"Bearer {token}"}
    assert program.get("/api/v1/events", headers=bearer).status_code == 200
    assert program.get("/api/v1/events", headers={"authorization": "Bearer onr_x"}).status_code == 401
    answer = program.get("/api/v1/events")
    assert answer.headers["www-authenticate"] == "Bearer"
    assert answer.headers["content-type"] == "application/problem+json"
    assert program.post("/api/v1/changes", headers=bearer, json={}).status_code == 403
    shared.users.drop_tokens("a reader", by="root")
    assert program.get("/api/v1/events", headers=bearer).status_code == 401


def test_over_https_cookies_are_bound_to_it(visitor: Client) -> None:
    browser = visitor(is_https=True, is_shared=True)
    answer = sign_in(browser, "a reader")
    cookies = answer.headers.get_list("set-cookie")
    assert any(cookie.startswith("__Host-onrecord-session=") and "Secure" in cookie for cookie in cookies)
    assert "max-age" in answer.headers["strict-transport-security"]
    assert browser.get("/").status_code == 200


def test_where_a_sign_in_comes_from(visitor: Client, shared: Record) -> None:
    for client, told, address in (
        (("127.0.0.1", 1), "203.0.113.9, 198.51.100.7", "198.51.100.7"),
        (("203.0.113.5", 1), "198.51.100.7", "203.0.113.5"),
        (("127.0.0.1", 1), "2001:db8:1:2:3::4", "2001:db8:1:2::/64"),
        (("127.0.0.1", 1), "x" * 100, "x" * 64),
    ):
        app = create_app(shared, Settings(), reach=Reach(is_shared=True))
        browser = TestClient(app, base_url="http://localhost:8710", follow_redirects=False, client=client)
        browser.headers["x-forwarded-for"] = told
        sign_in(browser, "nobody", "a wrong guess")
        assert next(shared.users.log()).address == address


def test_a_desk_that_others_reach_never_opens_for_want_of_users(visitor: Client, shared: Record) -> None:
    browser = visitor(is_shared=True)
    for user in shared.users.all():
        shared.users.remove(user.name, by="root")
    assert browser.get("/").status_code == 303
    assert visitor().get("/").status_code == 200  # on this machine alone nobody need sign in then


def test_the_log_is_for_editors(visitor: Client, shared: Record) -> None:
    shared.users.note("a coder", "127.0.0.1", "POST /claims/<b>x</b>")
    page = visitor("a editor").get("/log").text
    assert "POST /claims/&lt;b&gt;x&lt;/b&gt;" in page
    assert "sign-in" in page
