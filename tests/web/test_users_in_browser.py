"""Signing in with a real browser: without scripts and by keyboard alone, and nothing leaves the machine."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from onrecord.model.users import Role
from onrecord.store import Record, passwords
from tests.web.conftest import heard, listening

PASSWORD = "a long way to the harbour"


@pytest.fixture
def shared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Where a desk with one user, an editor, listens."""
    from argon2 import PasswordHasher

    monkeypatch.setattr(passwords, "_hasher", lambda: PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    passwords._nobodys.cache_clear()
    with Record.open(tmp_path / "case.db", write=True) as record:
        record.users.add("Amina", Role.EDITOR, PASSWORD, by="root")
    with Record.open(tmp_path / "case.db") as record, listening(record) as where:
        yield where
    passwords._nobodys.cache_clear()


@pytest.mark.parametrize("scripts", [True, False])
def test_somebody_signs_in_by_keyboard_and_out_again(browser: Any, shared: str, scripts: bool) -> None:
    context = browser.new_context(java_script_enabled=scripts, viewport={"width": 390, "height": 800})
    page = context.new_page()
    said = heard(page, shared)
    page.goto(f"{shared}/events?type=ASSAULT")
    assert page.url.startswith(f"{shared}/sign-in")
    for label in ("Name", "Password"):
        assert page.get_by_label(label, exact=True).is_visible()
    page.keyboard.type("Amina")  # the name has the focus from the start
    page.keyboard.press("Tab")
    page.keyboard.type("not this one")
    page.keyboard.press("Enter")
    page.get_by_role("alert").wait_for()
    page.wait_for_load_state()
    page.keyboard.type(PASSWORD)  # the name is still there, so the password has it now
    page.keyboard.press("Enter")
    page.wait_for_url(f"{shared}/events?type=ASSAULT")
    assert page.get_by_text("Amina", exact=True).is_visible()
    page.get_by_role("link", name="Log").click()
    page.get_by_text("sign-in refused").first.wait_for()
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url(f"{shared}/sign-in")
    page.goto(f"{shared}/log")
    assert page.url.startswith(f"{shared}/sign-in")
    context.close()
    assert [words for words in said if "401" not in words and "Clear-Site-Data" not in words] == []


def test_a_page_that_stands_open_writes_as_nobody_else(browser: Any, shared: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{shared}/sign-in")
    before = page.evaluate("document.querySelector('meta[name=csrf-token]').content")
    page.get_by_label("Name").fill("Amina")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(f"{shared}/")
    assert "onrecord" not in page.evaluate("document.cookie")  # no script sees a cookie of the desk
    write = "async token => (await fetch('/undo', {method: 'POST', headers: {'x-csrf-token': token}})).status"
    assert page.evaluate(write, before) == 403
    now = page.evaluate("document.querySelector('meta[name=csrf-token]').content")
    assert page.evaluate(write, now) != 403
    context.close()
