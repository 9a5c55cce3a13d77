"""The scorer of facts: quotes found wherever they stand, slots by name, day and number."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from evals import facts
from evals.facts import answered, marks, places_of, status
from onrecord.model.dates import DateInterval
from onrecord.model.resolved import ResolvedClaim
from onrecord.model.spans import Span
from onrecord.pipeline import Program, code_text
from onrecord.settings import load


@pytest.fixture(scope="module")
def claim() -> ResolvedClaim:
    text = "Norway imposed sanctions on Peru on 3 May 2024, officials said."
    (found,) = code_text(Program.load(load()), text, published=DateInterval.day(date(2024, 5, 4))).claims
    return found


def test_a_quote_that_stands_twice() -> None:
    assert places_of("a b", "a b, a b") == [Span(0, 3), Span(5, 8)]
    assert places_of("x", "a b") == []


def test_slots_by_name_alias_and_day(claim: ResolvedClaim) -> None:
    row = {"actors": ["norway"], "recipients": ["peru"], "occurred": ["2024-05-01", "2024-05-03"], "status": "occurred"}
    assert marks(row, claim) == {"actors": True, "recipients": True, "occurred": True, "status": True}


def test_wrong_slots(claim: ResolvedClaim) -> None:
    row = {
        "actors": ["sweden"],
        "occurred": ["2024-05-04", "2024-05-09"],
        "place": ["Oslo"],
        "quantities": {"money": [1, 1]},
    }
    assert not any(marks(row, claim).values())


def test_unkeyed_slots_are_not_scored(claim: ResolvedClaim) -> None:
    assert marks({"actors": None, "status": "occurred"}, claim) == {"status": True}


def test_no_claim_answers_another_type(claim: ResolvedClaim) -> None:
    assert answered({"quote": "imposed", "event_type": ["AID"]}, ("imposed", [claim])) == (None, {})


def test_status_words(claim: ResolvedClaim) -> None:
    assert status(claim) == "occurred"


def test_a_run_over_a_folder(tmp_path: Path) -> None:
    sentence = "The army of Norway shelled the town of Lima on Sunday, killing four people."
    body = " ".join([sentence] + ["The weather was fine and people went to the market in the morning."] * 12)
    (tmp_path / "page.txt").write_text(f"A day in town\n\n{body}\n", encoding="utf-8")
    row = (
        '{"id":"1","file":"page.txt","quote":"shelled the town","event_type":["ASSAULT"],"actors":null,'
        '"recipients":null,"voices":null,"occurred":null,"place":null,"quantities":{"killed":[4,4]},"status":"occurred"}'
    )
    (tmp_path / "facts.jsonl").write_text(row + "\n", encoding="utf-8")
    scores, predictions = facts.run(tmp_path / "facts.jsonl")
    assert scores["found"] == 1.0
    assert len(predictions) == 1
