"""The command line over the record made by hand that the tests of exports use."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from onrecord.cli import records
from onrecord.cli.app import app
from onrecord.model.filters import Filter
from onrecord.store.rows import DayCount, PartRow

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

        def claims_with(self, claim_ids: Any) -> Any:
            return (told for told in super().claims(Filter()) if told.claim.id in claim_ids)

        def parts(self, actor_id: str, wanted: Any) -> PartRow:
            """As the database counts them, of the claims that the record made by hand has."""
            ids = tuple(dict.fromkeys(told.claim.id for told in self.claims(replace(wanted, actor=actor_id))))
            return PartRow(claims=ids, acts=len(ids), receives=0, speaks=0)

        def actor_names(self, actor_ids: Any) -> Any:
            return {row.actor.id: row.actor.name for row in self.actors(Filter()) if row.actor.id in actor_ids}

        def event_days(self, wanted: Any) -> Any:
            return iter(
                DayCount(days=one.occurred, event_type=one.event_type, background=one.background, count=1)
                for one in self.events(wanted)
            )

        def event(self, event_id: str) -> Any:
            return next((event for event in hand_made.EVENTS if event.id == event_id), None)

    return Asked()
