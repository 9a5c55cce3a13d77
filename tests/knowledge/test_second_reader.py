"""The dated questions of the second and the third reader, each answered by the shipped knowledge base."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from onrecord.knowledge import KnowledgeBase

BASE = KnowledgeBase.shipped()
QUESTIONS: list[dict[str, list[list[Any]]]] = [
    yaml.load(Path(__file__).with_name(f"questions_{reader}_reader.yaml").read_text("utf-8"), Loader=yaml.BaseLoader)
    for reader in ("second", "third")
]


def rows(kind: str) -> list[Any]:
    return [pytest.param(*row, id=" ".join(map(str, row))) for asked in QUESTIONS for row in asked[kind]]


@pytest.mark.parametrize(("title", "of", "day", "answer"), rows("holders"))
def test_who_held_the_office(title: str, of: str, day: str, answer: str) -> None:
    holder = BASE.holder(title, of, date.fromisoformat(day))
    assert holder is not None
    assert holder in BASE.find(answer)


@pytest.mark.parametrize(("who", "organisation", "day", "answer"), rows("members"))
def test_who_was_a_member(who: str, organisation: str, day: str, answer: str) -> None:
    assert BASE.is_member(who, organisation, date.fromisoformat(day)) is (answer == "true")


@pytest.mark.parametrize(("state", "day", "answer"), rows("governments"))
def test_who_governed(state: str, day: str, answer: str) -> None:
    government = BASE.government(state, date.fromisoformat(day))
    assert government is not None
    assert government.name == answer


@pytest.mark.parametrize(("name", "answers"), rows("names"))
def test_who_bears_the_name(name: str, answers: list[str]) -> None:
    assert sorted(actor.id for actor in BASE.find(name)) == sorted(f"kb:{answer}" for answer in answers)


@pytest.mark.parametrize(("who", "kind", "of", "day", "answer"), rows("ties"))
def test_who_belonged_to_whom(who: str, kind: str, of: str, day: str, answer: str) -> None:
    actor = BASE.get(who)
    assert actor is not None
    ties = [t for t in actor.memberships if t.kind == kind and t.actor == f"kb:{of}"]
    assert any(t.held.holds(date.fromisoformat(day)) for t in ties) is (answer == "true")


def test_there_are_enough_questions() -> None:
    assert sum(len(rows) for asked in QUESTIONS for rows in asked.values()) >= 700
