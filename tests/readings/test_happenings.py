"""Verbs and nouns of the event lexicon: found, told apart, put as the sentence puts them."""

from __future__ import annotations

import pytest

from onrecord.model.articles import Article
from onrecord.model.mentions import MentionKind
from onrecord.model.readings import ReadTrigger
from onrecord.pipeline import plain_article
from onrecord.readings import LexiconReader
from onrecord.readings.inventory import noun_frames, verb_frames

READER = LexiconReader(
    [
        ("Northern Front", MentionKind.ARMED_GROUP),
        ("Red Column", MentionKind.ARMED_GROUP),
        ("Lake Union", MentionKind.ORGANISATION),
        ("Kenya", MentionKind.STATE),
        ("Norway", MentionKind.STATE),
        ("Peru", MentionKind.STATE),
    ]
)


def article(text: str) -> Article:
    return plain_article(text, published=None, publisher=None)


def triggers(text: str) -> list[ReadTrigger]:
    return [trigger for reading in READER.read(article(text)) for trigger in reading.triggers]


def test_the_lexicon_is_large_and_covers_every_type() -> None:
    frames = [frame for group in verb_frames().values() for frame in group]
    nouns = [frame for group in noun_frames().values() for frame in group]
    assert len(frames) + len(nouns) > 2000
    assert {frame.event_type for frame in frames} == {frame.event_type for frame in (*frames, *nouns)}
    assert len({frame.event_type for frame in frames}) == 16


@pytest.mark.parametrize(
    ("text", "event_type", "mode"),
    [
        ("Northern Front gunmen killed six soldiers near the bridge.", "ASSAULT", "firearms"),
        ("Police arrested nine students in the capital.", "COERCE", "arrest"),
        ("Norway condemned the decision of Peru.", "ACCUSE", "disapprove"),
        ("Kenya imposed sanctions on Peru on Monday.", "SANCTION", None),
        ("The Kenyan president met his Peruvian counterpart in Oslo.", "CONSULT", None),
        ("Norway urged Peru to release the prisoners.", "REQUEST", "yield"),
        ("Farmers blocked the main highway with tractors.", "PROTEST", "obstruct"),
        ("Norway sent tents and medicine to Peru.", "AID", None),
        ("The Northern Front freed three captives on Friday.", "RETREAT", "release"),
        ("Kenya deployed troops along the border.", "MOBILIZE", "troops"),
        ("The court sentenced the former minister to nine years in prison.", "SANCTION", "convict"),
        ("Norway recognised the new government of Peru.", "SUPPORT", None),
        ("The minister apologised to the families.", "CONCEDE", None),
        ("Norway and Peru held joint exercises in the bay.", "COOPERATE", None),
        ("Peru rejected the proposal of the Lake Union.", "REJECT", None),
        ("The Northern Front vowed to avenge its commander.", "THREATEN", "violence"),
        ("Norway pledged 20 million dollars to Peru.", "AGREE", None),
    ],
)
def test_one_happening(text: str, event_type: str, mode: str | None) -> None:
    found = triggers(text)
    assert [t.event_type.value for t in found] == [event_type]
    assert found[0].mode == ((mode,) if mode else ())


@pytest.mark.parametrize(
    "text",
    [
        "Shares of the bank hit a record high on Tuesday.",
        "Peru beat Kenya 2-1 in the final to win the cup.",
        "The mayor told residents that the library had opened.",
        "An earthquake killed forty people in the valley.",
        "If Kenya attacked Peru, prices would rise.",
        "Would Norway recognise the new government of Peru?",
        "The war lasted from March until the autumn.",
    ],
)
def test_what_is_no_happening(text: str) -> None:
    assert triggers(text) == []


@pytest.mark.parametrize(
    ("text", "factuality"),
    [
        ("Kenya has not attacked Peru.", "denied"),
        ("Peru denied that its forces had shelled the village.", "denied"),
        ("Kenya is deporting hundreds of migrants.", "ongoing"),
        ("Norway accused Kenya of bombing the harbour.", "unknown"),
        ("The Red Column could attack the port, officials said.", "possible"),
        ("The Norwegian foreign minister will visit Peru on Monday.", "planned"),
        ("The Red Column attacked the port.", "happened"),
    ],
)
def test_how_a_happening_is_put(text: str, factuality: str) -> None:
    assert factuality in {t.factuality.value for t in triggers(text)}


def test_a_planned_visit_is_an_agreement_and_a_planned_release_a_concession() -> None:
    assert [t.event_type.value for t in triggers("The Norwegian president will visit Peru on Monday.")] == ["AGREE"]
    assert [t.event_type.value for t in triggers("Kenya will release forty prisoners on Monday.")] == ["CONCEDE"]


def test_what_is_demanded_or_threatened_is_no_claim_of_its_own() -> None:
    assert [t.event_type.value for t in triggers("Norway urged Kenya to withdraw its troops.")] == ["REQUEST"]
    assert [t.event_type.value for t in triggers("The Red Column threatened to bomb the port.")] == ["THREATEN"]


def test_what_is_alleged_is_a_claim_beside_the_accusation() -> None:
    found = triggers("Norway accused Kenya of bombing the harbour.")
    assert [(t.event_type.value, t.stance.value) for t in found] == [("ACCUSE", "blames"), ("ASSAULT", "blames")]


def test_one_deed_told_by_three_words_is_one_trigger() -> None:
    found = triggers("The Red Column killed four soldiers and wounded nine in an ambush near the dam.")
    assert [t.event_type.value for t in found] == ["ASSAULT"]


def test_a_claim_of_responsibility_has_its_own_stance() -> None:
    found = triggers("A bomb killed six soldiers at the gate. The Red Column claimed responsibility for the attack.")
    assert "claims responsibility" in {t.stance.value for t in found}


def test_older_events_are_background() -> None:
    found = triggers("The Red Column had attacked the port two years ago.")
    assert [t.background for t in found] == [True]
