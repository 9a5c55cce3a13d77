"""Noun chunks, verb groups, subjects and objects."""

from __future__ import annotations

import pytest

from onrecord.model.spans import Span
from onrecord.text.chunks import SentenceAnalysis, analyse


def reading(text: str) -> SentenceAnalysis:
    return analyse(text, Span(0, len(text)))


def who(a: SentenceAnalysis, lemma: str) -> tuple[str | None, list[str], list[str]]:
    """Subject, objects and agents of the first verb group with the lemma."""
    number = next(i for i, verb in enumerate(a.verbs) if verb.lemma == lemma)

    def words(chunk: int) -> str:
        return a.chunks[chunk].span.of(a.text)

    subject = a.subjects[number]
    return (
        words(subject) if subject is not None else None,
        [words(c) for c in a.objects[number]],
        [words(c) for c in a.agents[number]],
    )


@pytest.mark.parametrize(
    ("text", "lemma", "subject", "objects", "agents"),
    [
        ("Gunmen killed three farmers and a priest near Tulua.", "kill", "Gunmen", ["three farmers", "a priest"], []),
        ("Three farmers were killed by gunmen.", "kill", "Three farmers", [], ["gunmen"]),
        ("Police said gunmen killed a priest.", "kill", "gunmen", ["a priest"], []),
        ("The men who attacked the post fled.", "attack", "The men", ["the post"], []),
        ("The men who attacked the post fled.", "flee", "The men", [], []),
        ("The leader of the group said it was over.", "say", "The leader", [], []),
        ("The mayor, who spoke on Monday, resigned.", "resign", "The mayor", [], []),
        ("Troops shelled the town and burned a mosque.", "burn", "Troops", ["a mosque"], []),
        ("Two soldiers killed in the raid were buried.", "kill", "Two soldiers", [], []),
        ("The raid ended early, said the minister.", "say", "the minister", [], []),
        ("The general ordered his men to leave the valley.", "leave", "his men", ["the valley"], []),
        ("Gunmen attack police station in Tulua", "attack", "Gunmen", ["police station"], []),
    ],
)
def test_who_does_what(text: str, lemma: str, subject: str, objects: list[str], agents: list[str]) -> None:
    assert who(reading(text), lemma) == (subject, objects, agents)


@pytest.mark.parametrize(
    ("text", "lemma", "passive", "negated", "tense"),
    [
        ("The bridge was not destroyed.", "destroy", True, True, "past"),
        ("The minister will visit Lima.", "visit", False, False, "future"),
        ("The army has withdrawn.", "withdraw", False, False, "past"),
        ("They may leave.", "leave", False, False, "present"),
    ],
)
def test_verb_groups(text: str, lemma: str, passive: bool, negated: bool, tense: str) -> None:
    verb = next(v for v in reading(text).verbs if v.lemma == lemma)
    assert (verb.passive, verb.negated, verb.tense) == (passive, negated, tense)


def test_words_of_measure_belong_to_the_chunk() -> None:
    a = reading("The blast wounded at least 16 people.")
    assert "at least 16 people" in [chunk.span.of(a.text) for chunk in a.chunks]


def test_a_rare_word_behind_its_modifier_is_a_noun() -> None:
    a = reading("Raiders killed two guards in an attack on an army post near the lake.")
    assert "an army post" in [chunk.span.of(a.text) for chunk in a.chunks]
