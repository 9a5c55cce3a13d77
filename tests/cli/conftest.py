"""The command line over the record made by hand that the tests of exports use."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from onrecord.cli import records
from onrecord.cli.app import app

_path = Path(__file__).parent.parent / "export" / "conftest.py"
_spec = importlib.util.spec_from_file_location("hand_made_record", _path)
assert _spec is not None
assert _spec.loader is not None
hand_made = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(hand_made)

Run = Callable[..., Any]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """Runs a command in an empty folder; `record` stands for the record where one is given."""
    monkeypatch.chdir(tmp_path)

    def invoke(*arguments: str, record: Any = None, text: str | bytes | None = None) -> Any:
        if record is not None:

            @contextmanager
            def opened(where: str | None) -> Iterator[Any]:
                yield record

            monkeypatch.setattr(records, "reading", opened)
            monkeypatch.setattr(records, "writing", opened)
        return CliRunner().invoke(app, list(arguments), input=text, prog_name="onrecord")

    return invoke


@pytest.fixture
def record() -> Any:
    """The record made by hand; `asked` keeps the filters that listings were asked with."""

    class Asked(hand_made.HandMade):  # type: ignore[misc, name-defined]
        def __init__(self) -> None:
            self.asked: list[Any] = []

        def claims(self, wanted: Any) -> Any:
            self.asked.append(wanted)
            return super().claims(wanted)

        def event(self, event_id: str) -> Any:
            return next((event for event in hand_made.EVENTS if event.id == event_id), None)

    return Asked()
