"""Who fills the roles: subjects, objects, by-phrases, owners, and whom an answer answers."""

from __future__ import annotations

import pytest

from onrecord.model.mentions import MentionKind
from onrecord.model.readings import Reading, Role
from onrecord.pipeline import plain_article
from onrecord.readings import LexiconReader

READER = LexiconReader(
    [
        ("Northern Front", MentionKind.ARMED_GROUP),
        ("Red Column", MentionKind.ARMED_GROUP),
        ("Kenya", MentionKind.STATE),
        ("Norway", MentionKind.STATE),
        ("Peru", MentionKind.STATE),
    ]
)


def read(text: str) -> Reading:
    (reading,) = READER.read(plain_article(text, published=None, publisher=None))
    return reading


def fillers(text: str, role: Role, trigger: int = 0) -> list[str]:
    reading = read(text)
    found = [a.mention for a in reading.roles if a.trigger == trigger and a.role is role]
    return [reading.mentions[i].span.of(text) for i in found]


@pytest.mark.parametrize(
    ("text", "actors", "recipients"),
    [
        ("The Red Column attacked Kenya.", ["Red Column"], ["Kenya"]),
        ("Kenya was attacked by the Red Column.", ["Red Column"], ["Kenya"]),
        ("Norway imposed sanctions on Peru.", ["Norway"], ["Peru"]),
        ("Norway and Peru signed a trade agreement.", ["Norway", "Peru"], []),
        ("Norway sent 40 tonnes of wheat to Peru.", ["Norway"], ["Peru"]),
        ("Kenya received a loan of 50 million dollars from Norway.", ["Norway"], ["Kenya"]),
        ("Norway called on Peru to hold talks.", ["Norway"], ["Peru"]),
    ],
)
def test_actors_and_recipients(text: str, actors: list[str], recipients: list[str]) -> None:
    def bare(names: list[str]) -> list[str]:
        return [name.removeprefix("The ").removeprefix("the ") for name in names]

    assert bare(fillers(text, Role.ACTOR)) == actors
    assert bare(fillers(text, Role.RECIPIENT)) == recipients


def test_a_passive_without_an_agent_has_no_actor() -> None:
    assert fillers("Six soldiers were killed near the dam.", Role.ACTOR) == []


def test_the_accused_acts_in_what_he_is_accused_of() -> None:
    text = "Norway accused Kenya of bombing the harbour."
    assert fillers(text, Role.ACTOR, 0) == ["Norway"]
    assert fillers(text, Role.ACTOR, 1) == ["Kenya"]


def test_place_and_time_of_the_clause() -> None:
    text = "The Red Column attacked a convoy in Nairobi on Sunday."
    assert fillers(text, Role.PLACE) == ["Nairobi"]
    assert fillers(text, Role.TIME) == ["Sunday"]


def test_a_length_of_time_is_not_the_time() -> None:
    assert fillers("Norway and Peru held talks to mark 70 years of friendship.", Role.TIME) == []


def test_quantities_go_with_what_they_count() -> None:
    found = fillers("The Red Column killed at least 11 soldiers near the dam.", Role.QUANTITY)
    assert len(found) == 1
    assert "11" in found[0]


def test_the_one_answered_is_the_recipient() -> None:
    text = "Kenya closed its border with Peru on Monday. Norway condemned the move."
    reading = read(text)
    last = len(reading.triggers) - 1
    assert fillers(text, Role.ACTOR, last) == ["Norway"]
    assert fillers(text, Role.RECIPIENT, last) == ["Kenya"]


def test_whoever_holds_a_building_is_not_the_recipient_beside_it() -> None:
    text = "Raiders killed two guards in an attack on an army post near the lake."
    assert "an army" not in {fill for number in (0, 1) for fill in fillers(text, Role.RECIPIENT, number)}


@pytest.mark.parametrize("how_far", ["any", "some", "no"])
def test_how_far_a_statement_holds_is_no_part_of_a_party(how_far: str) -> None:
    text = f"The Red Column denied that it had killed {how_far} farmers."
    assert "farmers" in fillers(text, Role.RECIPIENT, 1)


@pytest.mark.parametrize(
    "text",
    [
        "Seven people lost their lives when the Red Column stormed the market.",
        "Seven people died on Friday evening in a drone attack near the dam.",
        "Seven people have perished in an ambush near the dam.",
        "An attack on the mill, in which seven people died, lasted an hour.",
    ],
)
def test_whoever_dies_is_hit_and_does_nothing(text: str) -> None:
    assert "people" in {fill.split()[-1] for number in (0, 1) for fill in fillers(text, Role.RECIPIENT, number)}
    assert "people" not in {fill.split()[-1] for number in (0, 1) for fill in fillers(text, Role.ACTOR, number)}


def test_those_who_are_killed_do_not_kill_one_another() -> None:
    text = "No troops entered the village and no farmers were killed by them."
    assert "farmers" not in fillers(text, Role.ACTOR)


def test_a_clause_of_time_has_a_subject_of_its_own() -> None:
    text = "Tessaro has been empty since the Red Column shelled the market."
    assert fillers(text, Role.ACTOR) == ["Red Column"]


@pytest.mark.parametrize(
    ("text", "hit"),
    [
        ("As a result of the attack two border guards were killed.", "guards"),
        ("Mortar shells fell near the hamlet and wounded seven farmers.", "farmers"),
    ],
)
def test_a_count_and_a_weapon_in_the_plural_are_read_as_what_they_are(text: str, hit: str) -> None:
    assert hit in {fill.split()[-1] for number in (0, 1) for fill in fillers(text, Role.RECIPIENT, number)}


def test_a_body_named_with_its_short_form_acts_through_its_people() -> None:
    text = "Two farmers were killed when Northern Front (NF) rebels attacked a mill near Tessaro."
    acting = {fill for number in (0, 1) for fill in fillers(text, Role.ACTOR, number)}
    assert "Northern Front" in acting
    assert "rebels" not in acting


def test_what_falls_is_not_fired_by_those_of_another_clause() -> None:
    text = "Mortar shells fell near the hamlet while troops and militants were exchanging fire."
    reading = read(text)
    falling = next(n for n, trigger in enumerate(reading.triggers) if trigger.span.of(text) == "fell")
    assert fillers(text, Role.ACTOR, falling) == []


def test_how_long_ago_is_no_subject() -> None:
    text = "The attack by the Red Column two years ago killed nine farmers near Tessaro."
    assert fillers(text, Role.ACTOR) == ["Red Column"]
