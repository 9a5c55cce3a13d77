"""`onrecord serve` listens on this machine alone and says plainly why it cannot."""

from __future__ import annotations

import socket
from collections.abc import Callable
from typing import Any

import pytest

from onrecord.cli import serving


def test_the_desk_listens_on_this_machine_alone(run: Callable[..., Any]) -> None:
    answer = run("serve", "--host", "0.0.0.0")
    assert answer.exit_code == 2
    assert "this machine alone" in answer.stderr


def test_a_port_that_is_taken_is_told(run: Callable[..., Any]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        answer = run("serve", "--port", str(taken.getsockname()[1]))
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
