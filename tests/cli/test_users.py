"""`onrecord user`: users are added, changed, listed and taken out; a password is never an argument."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from onrecord.model.users import Role
from onrecord.store import Record

PASSWORD = "a long way to the harbour"
Run = Callable[..., Any]


def test_a_user_from_the_first_day_to_the_last(run: Run, tmp_path: Path) -> None:
    added = run("user", "add", "Amina", "--role", "editor", text=f"{PASSWORD}\n")
    assert (added.exit_code, added.stdout) == (0, "")
    assert run("user", "role", "amina", "coder").exit_code == 0
    token = run("user", "token", "Amina", "--days", "3").stdout.strip()
    assert token.startswith("onr_")
    listed = [json.loads(line) for line in run("user", "list", "--format", "jsonl").stdout.splitlines()]
    assert [(line["name"], line["role"], line["tokens"]) for line in listed] == [("Amina", "coder", 1)]
    with Record.open(tmp_path / "onrecord.db") as record:
        held = record.users.of_token(token)
        assert held is not None
        assert held.role is Role.CODER
        assert record.users.sign_in("Amina", PASSWORD, "127.0.0.1").token is not None
    assert run("user", "password", "Amina", text="another way to the harbour\r\n").exit_code == 0
    assert "0 tokens" in run("user", "token", "Amina", "--revoke").stderr
    assert run("user", "remove", "Amina").exit_code == 0
    assert "no users" in run("user", "list").stderr
    log = run("user", "log")
    assert "Amina removed" in log.stdout
    assert PASSWORD not in log.stdout
    assert token not in log.stdout


def test_what_is_not_taken(run: Run) -> None:
    assert run("user", "add", "Amina", text="short\n").exit_code == 2
    assert run("user", "add", "Amina").exit_code == 2  # nothing on standard input
    assert run("user", "add", "<b>", text=f"{PASSWORD}\n").exit_code == 2
    assert run("user", "add", "Amina", "--role", "owner", text=f"{PASSWORD}\n").exit_code == 2
    assert run("user", "add", "Amina", "--password", PASSWORD).exit_code == 2
    assert run("user", "remove", "Amina").exit_code == 2
    assert run("user", "role", "Amina", "coder").exit_code == 2


def test_users_are_added_while_another_process_writes(run: Run, tmp_path: Path) -> None:
    with Record.open(tmp_path / "onrecord.db", write=True):
        assert run("user", "add", "Amina", text=f"{PASSWORD}\n").exit_code == 0
