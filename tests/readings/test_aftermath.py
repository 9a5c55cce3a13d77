"""Who those hit or held by a deed told before were."""

from __future__ import annotations

import pytest

from onrecord.model.claims import EventType
from onrecord.model.readings import TOLD_ON, Reading, Role
from onrecord.pipeline import plain_article
from onrecord.readings import LexiconReader

RAID = "Gunmen raided Tessaro on Monday and killed nine people."


def read(text: str) -> Reading:
    (reading,) = LexiconReader([]).read(plain_article(text, published=None, publisher=None))
    return reading


def told_on(text: str) -> list[tuple[EventType, dict[Role, list[str]]]]:
    reading = read(text)
    found = []
    for number, trigger in enumerate(reading.triggers):
        if trigger.basis.startswith(TOLD_ON):
            roles: dict[Role, list[str]] = {}
            for arc in reading.roles:
                if arc.trigger == number:
                    roles.setdefault(arc.role, []).append(reading.mentions[arc.mention].span.of(text))
            found.append((trigger.event_type, roles))
    return found


@pytest.mark.parametrize(
    ("words", "who"),
    [
        ("Four of the dead were drivers, said the mayor.", ["drivers"]),
        ("Most of the victims were women and girls, he said.", ["women", "girls"]),
        ("Two children were among the victims, by his account.", ["children"]),
        ("Seven children figure among the 38 dead.", ["children"]),
    ],
)
def test_who_the_dead_were(words: str, who: list[str]) -> None:
    ((event_type, roles),) = told_on(f"{RAID} {words}")
    assert event_type is EventType.ASSAULT
    assert [one.split()[-1] for one in roles[Role.RECIPIENT]] == who
    assert Role.QUANTITY not in roles  # a part of the dead is no toll of its own


def test_who_the_arrested_are() -> None:
    text = "Police arrested twelve people in Tessaro on Monday. Four of those rounded up are women, a lawyer said."
    assert [(kind, roles[Role.RECIPIENT]) for kind, roles in told_on(text)] == [(EventType.COERCE, ["women"])]


@pytest.mark.parametrize(
    "text",
    [
        "Four of the dead were drivers, said the mayor.",
        "An earthquake shook Tessaro. Four of the dead were drivers, the mayor said.",
        f"{RAID} Relatives of the dead were in tears.",
        "Thousands marched in Tessaro on Monday. Four of the dead were drivers.",
        f"{RAID} None of the dead were soldiers, said the mayor.",
        f"{RAID} Most of the dead were not soldiers, said the mayor.",
        f"{RAID} Four of the dead may have been soldiers, said the mayor.",
    ],
)
def test_what_tells_of_no_deed_told_before_is_none(text: str) -> None:
    assert told_on(text) == []
