"""Amounts behind a verb, where it was done, and contests: what they do to who did what to whom."""

from __future__ import annotations

import pytest

from onrecord.model.mentions import MentionKind
from onrecord.model.readings import Reading, Role
from onrecord.pipeline import plain_article
from onrecord.readings import LexiconReader

READER = LexiconReader([("Norway", MentionKind.STATE), ("Peru", MentionKind.STATE), ("Chile", MentionKind.STATE)])


def read(text: str) -> Reading:
    (reading,) = READER.read(plain_article(text, published=None, publisher=None))
    return reading


def triggers(text: str) -> list[str]:
    return [trigger.span.of(text) for trigger in read(text).triggers]


def fillers(text: str, role: Role, word: str) -> list[str]:
    reading = read(text)
    number = next(i for i, t in enumerate(reading.triggers) if t.span.of(text).startswith(word))
    return [reading.mentions[a.mention].span.of(text) for a in reading.roles if (a.trigger, a.role) == (number, role)]


@pytest.mark.parametrize(
    ("text", "word", "actors"),
    [
        ("Police arrested between 10 and 15 fishermen.", "arrested", ["Police"]),
        ("Soldiers killed from 10 to 15 rebels.", "killed", ["Soldiers"]),
        ("Soldiers wounded over 40 rebels.", "wounded", ["Soldiers"]),
        ("Soldiers killed between 1990 and 1995 were honoured.", "killed", []),
        ("Rebels killed in a raid were buried.", "killed", []),
    ],
)
def test_an_amount_opened_by_a_preposition_is_an_object(text: str, word: str, actors: list[str]) -> None:
    assert fillers(text, Role.ACTOR, word) == actors
    assert ("Soldiers" in fillers(text, Role.RECIPIENT, word)) is ("were honoured" in text)


@pytest.mark.parametrize(
    "text",
    [
        "A bomb killed nine fishermen at a market in Lima.",
        "A bomb killed nine fishermen near the house of a lawmaker.",
        "Gunmen killed the candidate before the election.",
        "Twelve fishermen were killed in a market.",
    ],
)
def test_where_it_was_done_bars_no_meaning(text: str) -> None:
    assert "killed" in triggers(text)


@pytest.mark.parametrize(
    "text",
    [
        "Norway killed the bill.",
        "The army killed hopes of a deal.",
        "Norway beat Peru in the final.",
        "Norway beat Peru 2-0.",
        "Norway defeated Peru in the election.",
        "The minister fought the mayor in court.",
        "The president attacked Peru in a long speech.",
    ],
)
def test_a_contest_or_a_figure_of_speech_harms_nobody(text: str) -> None:
    assert triggers(text) == []


def test_who_is_beaten_outside_a_court_is_harmed() -> None:
    assert triggers("Gunmen beat two men outside a court in Lima.") == ["beat"]
