"""Who fills the roles where the lists and the model read together."""

from __future__ import annotations

import pytest

from onrecord.model.mentions import MentionKind
from onrecord.model.readings import Role
from onrecord.pipeline import plain_article
from onrecord.readings import LexiconReader
from onrecord.readings.neural import NeuralReader, shipped


@pytest.fixture(scope="module")
def reader() -> NeuralReader:
    folder = shipped()
    assert folder is not None
    return NeuralReader(LexiconReader([("Sumra League", MentionKind.ARMED_GROUP)]), folder)


def fillers(reader: NeuralReader, text: str, role: Role) -> list[str]:
    (reading,) = reader.read(plain_article(text, published=None, publisher=None))
    return [reading.mentions[arc.mention].span.of(text) for arc in reading.roles if arc.role is role]


def test_what_its_members_did_a_body_did(reader: NeuralReader) -> None:
    text = "The Sumra League has said that one of its members carried out Sunday's bombing of the barracks in Tessaro."
    assert {fill.removeprefix("The ") for fill in fillers(reader, text, Role.ACTOR)} == {"Sumra League"}


def test_whose_fighters_were_killed_was_not_killed(reader: NeuralReader) -> None:
    text = "In the firefight at Tessaro, the Sumra League said, only two of its fighters were killed."
    assert "its" not in fillers(reader, text, Role.RECIPIENT)
    assert not any("League" in fill for fill in fillers(reader, text, Role.RECIPIENT))


def test_lives_are_nobody(reader: NeuralReader) -> None:
    text = "Rebels raided Tessaro on Monday. The raid cost 12 lives, the mayor said."
    assert "lives" not in fillers(reader, text, Role.RECIPIENT)


def test_where_the_dead_come_from_is_no_place_beside_one_that_is_told(reader: NeuralReader) -> None:
    text = "Soldiers killed inhabitants of Tessaro at a checkpoint near Belune on Monday."
    assert "Tessaro" not in fillers(reader, text, Role.PLACE)
