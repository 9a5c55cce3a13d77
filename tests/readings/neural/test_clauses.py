"""What the grammar of a clause says of happenings that only the model sees."""

from __future__ import annotations

import pytest

from onrecord.model.claims import EventType
from onrecord.model.mentions import MentionKind
from onrecord.model.readings import ReadMention, Role
from onrecord.model.spans import Span
from onrecord.readings.neural.circumstances import Circumstances
from onrecord.readings.neural.clauses import Clauses


def _span(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def _clauses(text: str, *named: str) -> Clauses:
    mentions = [
        ReadMention(span=_span(text, name), kind=MentionKind.ARMED_GROUP, score=1.0, basis="test") for name in named
    ]
    return Clauses(text, [Span(0, len(text))], mentions)


@pytest.mark.parametrize(
    ("text", "seen", "told"),
    [
        ("It came after the Varani takeover of Tessaro.", "the Varani takeover", "takeover"),
        ("They threw a lifeline to the port.", "threw a", "threw"),
        ("The Varani’s raid failed.", "Varani’s raid", "raid"),
        ("The Varani raided the port.", "raided", "raided"),
    ],
)
def test_a_happening_is_told_by_its_own_words(text: str, seen: str, told: str) -> None:
    words = _clauses(text, *(["Varani"] if "Varani" in text else [])).words_of(_span(text, seen))
    assert words is not None
    assert words.of(text) == told


@pytest.mark.parametrize("seen", ["the", "of", ",", "Varani"])
def test_a_name_or_an_article_tells_no_happening(seen: str) -> None:
    text = "The advance of the Varani, they said, ended."
    clauses = _clauses(text, "Varani")
    assert clauses.words_of(_span(text, seen)) is None


def test_a_noun_has_its_doer_before_it_and_whom_it_strikes_behind() -> None:
    text = "Traders fled before the Varani takeover of the Sumra League."
    found = _clauses(text, "Varani", "Sumra League").parties(_span(text, "takeover"), EventType.ASSAULT)
    assert found == [(Role.ACTOR, 0), (Role.RECIPIENT, 1)]


def test_talks_have_those_who_talk_with_one_another() -> None:
    text = "They spoke of a dialogue between the Varani and the Sumra League."
    found = _clauses(text, "Varani", "Sumra League").parties(_span(text, "dialogue"), EventType.CONSULT)
    assert set(found) == {(Role.ACTOR, 0), (Role.ACTOR, 1)}


def test_a_verb_under_not_is_negated() -> None:
    text = "The Varani do not officially honour the truce."
    clauses = _clauses(text, "Varani")
    assert clauses.is_negated(_span(text, "honour"))
    assert not clauses.is_negated(_span(text, "truce"))


def test_a_name_ends_where_its_verb_begins() -> None:
    text = "The ministry of trade suspects fraud."
    assert _clauses(text).name_in(_span(text, "The ministry of trade suspects")).of(text) == "The ministry of trade"


def test_an_article_names_nobody_and_a_pronoun_somebody() -> None:
    text = "The leader said they had left."
    clauses = _clauses(text)
    assert clauses.names_nobody(_span(text, "The"))
    assert not clauses.names_nobody(_span(text, "they"))


def test_a_name_in_capitals_is_no_little_word() -> None:
    assert not _clauses("Officials said IS struck.").names_nobody(Span(15, 17))


def test_whose_operation_it_is_stands_behind_of_where_against_tells_the_rest() -> None:
    text = "It fell in the operation of the Sumra League against the Varani."
    found = _clauses(text, "Varani", "Sumra League").parties(_span(text, "operation"), EventType.ASSAULT)
    assert found == [(Role.ACTOR, 1), (Role.RECIPIENT, 0)]


def test_the_day_before_a_noun_is_no_part_of_its_words() -> None:
    text = "The toll of Tuesday’s raid rose."
    day = ReadMention(span=_span(text, "Tuesday"), kind=MentionKind.TIME, score=1.0, basis="test")
    words = Clauses(text, [Span(0, len(text))], [day]).words_of(_span(text, "Tuesday’s raid"))
    assert words is not None
    assert words.of(text) == "raid"


def test_a_short_form_in_brackets_is_no_part_of_a_name() -> None:
    text = "The Sumra League (SL) struck."
    assert _clauses(text).name_in(_span(text, "The Sumra League (SL)")).of(text) == "The Sumra League"


def test_a_noun_that_says_whose_it_is_is_nobody_elses() -> None:
    text = "With the League a day in office before the latest Varani-claimed raid on the port, trade fell."
    clauses = _clauses(text)
    whose = clauses.says_whose(_span(text, "raid"))
    assert whose is not None
    assert whose.of(text) == "Varani-claimed raid"
    assert clauses.says_whose(_span(text, "fell")) is None


@pytest.mark.parametrize(
    ("text", "who", "suffers"),
    [
        ("Nine Varani lost their lives at the well.", "Nine Varani", True),
        ("The raid, in which four herders died, was denied.", "four herders", True),
        ("Two Varani were killed at dawn.", "Two Varani", True),
        ("The Varani lost the town.", "The Varani", False),
        ("The Varani killed two herders.", "The Varani", False),
    ],
)
def test_the_subject_of_a_death_is_the_one_that_died(text: str, who: str, suffers: bool) -> None:
    assert _clauses(text).suffers(_span(text, who)) is suffers


@pytest.mark.parametrize("noun", ["raid", "deadly raid", "deadly night raid"])
def test_a_day_that_owns_a_noun_is_the_day_of_it(noun: str) -> None:
    text = f"Tuesday's {noun} near Tessaro was claimed on Thursday."
    mentions = [
        ReadMention(span=_span(text, day), kind=MentionKind.TIME, score=1.0, basis="test")
        for day in ("Tuesday", "Thursday")
    ]
    clauses = Clauses(text, [Span(0, len(text))], mentions)
    assert Circumstances(clauses).day_of(_span(text, "raid")) == 0
