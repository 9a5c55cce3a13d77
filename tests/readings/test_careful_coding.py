"""General rules of careful coding: nobody guessed, no act of will by things, places and times of the sentence."""

from __future__ import annotations

import pytest

from onrecord.model.claims import EventType, Factuality
from onrecord.model.mentions import MentionKind
from onrecord.model.readings import Reading, Role
from onrecord.pipeline import plain_article
from onrecord.readings import LexiconReader

READER = LexiconReader(
    [
        ("Northern Front", MentionKind.ARMED_GROUP),
        ("IS", MentionKind.ARMED_GROUP),
        ("Kenya", MentionKind.STATE),
        ("Norway", MentionKind.STATE),
        ("Peru", MentionKind.STATE),
        ("Marta Olsen", MentionKind.PERSON),
    ]
)


def read(text: str) -> Reading:
    (reading,) = READER.read(plain_article(text, published=None, publisher=None))
    return reading


def fillers(text: str, role: Role, word: str) -> list[str]:
    """The words that fill a role of the trigger that begins with the word."""
    reading = read(text)
    number = next(i for i, t in enumerate(reading.triggers) if t.span.of(text).startswith(word))
    return [reading.mentions[a.mention].span.of(text) for a in reading.roles if (a.trigger, a.role) == (number, role)]


def types(text: str) -> list[EventType]:
    return [trigger.event_type for trigger in read(text).triggers]


def voices(text: str) -> list[tuple[str, str]]:
    reading = read(text)
    return [
        (reading.mentions[a.source].span.of(text), " ".join(piece.of(text) for piece in a.content))
        for a in reading.attributions
        if a.source is not None
    ]


def test_an_abbreviation_that_spells_a_small_word_is_a_name() -> None:
    text = "The soldiers attacked IS fighters near Oslo."
    assert fillers(text, Role.ACTOR, "attacked") == ["The soldiers"]
    assert "IS" in fillers(text, Role.RECIPIENT, "attacked")[0]


def test_a_surname_after_a_listed_full_name_acts() -> None:
    text = "Marta Olsen won the vote in Norway. Olsen also condemned Peru."
    assert fillers(text, Role.ACTOR, "condemned") == ["Olsen"]


def test_a_relative_clause_has_all_who_stand_before_it_as_actors() -> None:
    text = "Kenya and Norway, which accuse Peru of shelling villages, met on Monday."
    assert fillers(text, Role.ACTOR, "accuse") == ["Kenya", "Norway"]


def test_nobody_is_guessed_as_recipient() -> None:
    text = "Kenya visited Peru on Monday. Norway criticised the price of grain."
    assert all(Role.RECIPIENT is not a.role or a.trigger == 0 for a in read(text).roles)


def test_a_denial_answers_its_accuser_and_says_that_this_is_inferred() -> None:
    text = "Kenya accused Norway of arming rebels. Norway denied it."
    reading = read(text)
    denial = next(t for t in reading.triggers if t.event_type is EventType.REJECT)
    assert fillers(text, Role.RECIPIENT, "denied") == ["Kenya"]
    assert "answers" in denial.basis
    assert denial.score <= 0.6


@pytest.mark.parametrize(
    "text",
    [
        "The drought is threatening the lives of herders in Kenya.",
        "Norway defended its approach on Monday.",
        "These prices put pressure on Norway.",
        "The aim of Kenya is to defeat the Northern Front.",
        "Kenya made sure that Norway would not attack Peru.",
        "Marta Olsen spoke at a summit in Oslo.",
        "Stations were charging cars in Oslo.",
        "The army evacuated wounded soldiers.",
    ],
)
def test_what_only_sounds_like_a_happening_is_not_coded(text: str) -> None:
    assert not set(types(text)) & {
        EventType.THREATEN, EventType.SUPPORT, EventType.REQUEST, EventType.ASSAULT, EventType.CONSULT,
        EventType.ACCUSE,
    }  # fmt: skip


def test_what_is_done_to_nobody_is_denied() -> None:
    reading = read("Norway said that it shelters no fighters.")
    assert [t.factuality for t in reading.triggers] in ([], [Factuality.DENIED])


def test_the_one_place_of_a_sentence_is_that_of_its_deed() -> None:
    text = "In Lillehammer gunmen came on skis, and two soldiers were killed."
    assert fillers(text, Role.PLACE, "killed") == ["Lillehammer"]


def test_the_place_of_a_speaker_is_not_that_of_the_deed() -> None:
    text = "Gunmen killed two soldiers, the ministry in Oslo said."
    assert fillers(text, Role.PLACE, "killed") == []


@pytest.mark.parametrize(
    "text", ["Kenya bombed Peru for six hours.", "Kenya bombed Peru after Sunday's vote.", "Kenya bombed Peru."]
)
def test_a_length_or_the_day_of_something_else_is_no_time(text: str) -> None:
    assert fillers(text, Role.TIME, "bombed") == []


def test_what_opens_a_sentence_dates_its_act() -> None:
    text = "Earlier this month, Kenya and Norway signed a treaty."
    assert fillers(text, Role.TIME, "signed") == ["Earlier this month"]


def test_who_begins_an_assault_assaults() -> None:
    text = "The Northern Front has begun its assault on Norway."
    assert fillers(text, Role.ACTOR, "assault") == ["The Northern Front"] or fillers(text, Role.ACTOR, "assault") == [
        "Northern Front"
    ]


def test_whom_one_tells_does_not_speak() -> None:
    text = "Rebels killed two soldiers, the mayor, Marta Olsen, told parliament."
    assert [source for source, _ in voices(text)] == ["Marta Olsen"]


def test_an_insertion_ends_what_is_said_in_it() -> None:
    text = "Marta Olsen, who cited “unrest”, left and Kenya suspended aid to Norway."
    assert all("suspended" not in content for _, content in voices(text))


def test_a_deed_after_quoted_words_is_not_said() -> None:
    text = "Marta Olsen called the law “a farce” and began a hunger strike."
    assert all("hunger" not in content for _, content in voices(text))


def test_a_verb_speaks_together_with_its_word() -> None:
    text = "The governor spoke of a raid by the Northern Front on Norway."
    assert voices(text) == [("The governor", "a raid by the Northern Front on Norway")]


def test_the_outlet_behind_as_saying_is_the_outer_voice() -> None:
    text = "“We attacked Norway,” Marta Olsen is quoted as saying by Radio Sol."
    assert [source for source, _ in voices(text)] == ["Radio Sol", "Marta Olsen"]
