"""`onrecord serve` listens on this machine alone unless there are users, and says plainly why it cannot."""

from __future__ import annotations

import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from onrecord.cli import serving
from onrecord.store import Record

PASSWORD = "a long way to the harbour"


@pytest.mark.parametrize("shared", [("--host", "0.0.0.0"), ("--address", "https://desk.example.org")])
def test_a_desk_that_others_reach_needs_users(run: Callable[..., Any], tmp_path: Path, shared: tuple[str, ...]) -> None:
    Record.open(tmp_path / "case.db", write=True).close()
    answer = run("serve", *shared, "--port", "0", "--record", "case.db")
    assert answer.exit_code == 2
    assert "onrecord user add" in answer.stderr


def test_how_a_shared_desk_is_reached(run: Callable[..., Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    served: list[Any] = []
    monkeypatch.setattr(serving, "_show", lambda record, listening, reach: served.append(reach))
    assert run("user", "add", "Amina", "--record", "case.db", text=f"{PASSWORD}\n").exit_code == 0
    shared = ("serve", "--port", "0", "--record", "case.db")
    assert run(*shared, "--host", "0.0.0.0").exit_code == 0
    assert run(*shared, "--address", "https://Desk.example.org/", "--proxy", "192.0.2.1").exit_code == 0
    assert run(*shared).exit_code == 0
    network, proxied, here = served
    assert (network.hosts, network.is_shared, network.is_https) == (None, True, False)
    assert proxied.hosts == {"desk.example.org", "127.0.0.1", "localhost", "::1"}
    assert (proxied.is_https, proxied.proxies) == (True, {"192.0.2.1"})
    assert not here.is_shared


@pytest.mark.parametrize(
    "wrong",
    ["desk.example.org", "ftp://desk.example.org", "https://", "https://desk.example.org/below", "https://[", ""],
)
def test_an_address_that_is_none(run: Callable[..., Any], wrong: str) -> None:
    answer = run("serve", "--address", wrong)
    assert answer.exit_code == 2
    assert "--address" in answer.stderr


def test_a_port_that_is_taken_is_told(run: Callable[..., Any], record: Any) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        answer = run("serve", "--port", str(taken.getsockname()[1]), record=record)
    assert answer.exit_code == 2
    assert "--port" in answer.stderr


def test_serve_hands_the_desk_to_the_server(run: Callable[..., Any], record: Any, monkeypatch: Any) -> None:
    served: list[Any] = []
    monkeypatch.setattr(serving, "run", lambda app, listening: served.append(app))
    monkeypatch.setattr("onrecord.web.warm", lambda app: None)
    assert run("serve", "--port", "0", record=record).exit_code == 0
    assert served[0].state.desk.record is record


def test_without_a_record_nothing_is_served(run: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serving, "run", lambda app, listening: pytest.fail("served"))
    assert run("serve", "--port", "0").exit_code == 3
