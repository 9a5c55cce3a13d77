"""Which speakers of one happening are one voice."""

from __future__ import annotations

from dataclasses import replace

import pytest

from onrecord.model.claims import VoiceKind
from onrecord.model.ids import ActorId
from onrecord.model.resolved import Piece, VoiceRef
from onrecord.model.spans import Span
from onrecord.publishers.speakers import Speaker, same_speakers, speaker_of


def said(words: str, sentence: str = "", actor: str | None = None, name: str | None = None) -> Speaker:
    sentence = sentence or f"{words} said six guards had died."
    start = sentence.index(words)
    span = Span(start, start + len(words))
    voice = VoiceRef(
        kind=VoiceKind.SPEAKER, text=words, span=span, cue="said", actor_id=ActorId(actor) if actor else None, name=name
    )
    return speaker_of(voice, [Piece(text=sentence, span=Span(0, len(sentence)), capture_span=None)], "ar1")


def voices(*speakers: Speaker) -> int:
    return len(set(same_speakers(speakers)))


VARANIAN_FRONT = replace(said("the Varanian Front", actor="a1", name="Varanian Front"), names=(frozenset({"vf"}),))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (said("the prison service"), said("Varania's prison service")),
        (said("Ilmaz"), said("Oru Ilmaz")),
        (said("Sumrat"), said("the Sumrat security agency")),
        (said("the occupation administration"), said("the occupation authorities")),
        (said("The governor"), said("the governor there")),
        (said("the governor"), said("the regional governor")),
        (said("The Sumra League"), said("Sumra League")),
        (said("The regional governor"), said("Oru Ilmaz", "Six had died, governor Oru Ilmaz said.")),
        (said("the governor"), said("Oru Ilmaz", "The region's governor, Oru Ilmaz, said six had died.")),
        (said("Tessaro police"), said("Oru Ilmaz", "Six had died, police spokesman Oru Ilmaz said.")),
        (said("the army"), said("Oru Ilmaz", "An army spokesman, Colonel Oru Ilmaz, said six had died.")),
        (said("the army"), said("Oru Ilmaz", "Oru Ilmaz, a spokesman for the army, said six had died.")),
        (said("the army"), said("An army spokesman")),
        (
            said("the district administration"),
            said("Oru Ilmaz", "Six had died on Monday, said the district administrator, Oru Ilmaz."),
        ),
        (
            said("the port authority"),
            said("Oru Ilmaz", "Six had died, the head of the port authority, Oru Ilmaz, said."),
        ),
        (
            said("the force", "Sumra police held six men on Monday, the force said."),
            said("Oru Ilmaz", "Six are held, police commander Oru Ilmaz said."),
        ),
        (said("the army's media wing"), said("Sumra Public Relations")),
        (said("the army"), said("Oru Ilmaz", "Six were hurt, one of its officers, Oru Ilmaz, added.")),
        (
            said("Sumra Army"),
            said("the Miran front", "On Monday the Miran front of the Sumra Army took responsibility."),
        ),
        (said("Sumra League", actor="a1", name="Sumra League"), said("the League", actor="a1", name="Sumra League")),
    ],
)
def test_one_voice(one: Speaker, other: Speaker) -> None:
    assert voices(one, other) == 1
    assert voices(other, one) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (said("the army"), said("the health ministry")),
        (said("Oru Ilmaz"), said("Dana Ilmaz")),
        (said("a doctor"), said("Oru Ilmaz", "Six had died, governor Oru Ilmaz said.")),
        (said("France's army", actor="fra", name="France"), said("France's doctors", actor="fra", name="France")),
        (said("residents"), said("the mayor")),
        (said("Sumrat"), said("the Sumrat prosecutor")),
        (said("the health ministry"), said("Oru Ilmaz", "Six had died, the defence minister, Oru Ilmaz, said.")),
        (said("the army"), said("Oru Ilmaz", "Six were hurt in their homes, reported judge Oru Ilmaz.")),
        (said("the army's media wing"), said("Sumra Electric")),
    ],
)
def test_two_voices(one: Speaker, other: Speaker) -> None:
    assert voices(one, other) == 2


def test_of_two_who_may_be_meant_neither_is() -> None:
    assert voices(said("police"), said("Tessaro police"), said("Karsa police")) == 3


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (said("the police"), said("Oru Ilmaz", "Six had died, a police captain, Oru Ilmaz, said.")),
        (
            said("Varania's army"),
            said("Oru Ilmaz", "An army commander in Karsa, Colonel Oru Ilmaz, put the dead at six."),
        ),
        (said("the military"), said("Oru Ilmaz", "Six had died, said Oru Ilmaz, an infantry battalion commander.")),
        (
            VARANIAN_FRONT,
            said("Oru Ilmaz", "Six had died, the VF's spokesman, Oru Ilmaz, said."),
        ),
    ],
)
def test_who_serves_a_body_speaks_for_it(one: Speaker, other: Speaker) -> None:
    assert voices(one, other) == 1
    assert voices(other, one) == 1


def test_who_only_met_the_police_does_not_speak_for_them() -> None:
    one = said("Oru Ilmaz", "Six had died, said Oru Ilmaz, a teacher whom the police had questioned.")
    assert voices(said("the police"), one) == 2
