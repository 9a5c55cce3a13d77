"""The shipped model behind its reader, on text written here and on text that nobody would write."""

from __future__ import annotations

from pathlib import Path

import pytest

from onrecord.model.claims import EventType
from onrecord.model.readings import Reading, Role
from onrecord.pipeline import plain_article
from onrecord.readings import LexiconReader
from onrecord.readings.neural import NeuralReader, shipped
from onrecord.text.encoder import Session

STORY = (
    "Gunmen on motorcycles ambushed a patrol near the village of Tessaro on Monday, killing six soldiers, the regional "
    "governor said.\n\nThe foreign minister of Norvania condemned the attack and called on the rebels to lay down "
    "their arms."
)


@pytest.fixture(scope="module")
def folder() -> Path:
    found = shipped()
    assert found is not None
    return found


@pytest.fixture(scope="module")
def reader(folder: Path) -> NeuralReader:
    return NeuralReader(LexiconReader([]), folder)


def read(reader: NeuralReader, text: str) -> tuple[Reading, ...]:
    return reader.read(plain_article(text, published=None, publisher=None))


def test_a_story_gives_its_attack(reader: NeuralReader) -> None:
    readings = read(reader, STORY)
    attacks = [(r, n) for r in readings for n, t in enumerate(r.triggers) if t.event_type is EventType.ASSAULT]
    assert attacks
    doers = {
        r.mentions[arc.mention].span.of(STORY)
        for r, n in attacks
        for arc in r.roles
        if arc.trigger == n and arc.role is Role.ACTOR
    }
    assert doers == {"Gunmen"}


def test_it_tells_of_more_than_one_type(reader: NeuralReader) -> None:
    assert {EventType.ASSAULT, EventType.ACCUSE} <= {t.event_type for r in read(reader, STORY) for t in r.triggers}


def test_the_same_text_reads_alike_alone_and_after_another(reader: NeuralReader, folder: Path) -> None:
    again = NeuralReader(LexiconReader([]), folder)
    read(again, "Rain fell on the coast.")
    assert read(again, STORY) == read(reader, STORY)


def test_the_digest_names_weights_and_lists(reader: NeuralReader, folder: Path) -> None:
    assert reader.digest.startswith(f"model-{Session(folder / 'model.onnx').digest[:16]}+lexicon-")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   \n\n ",
        "killed " * 2000,
        "x" * 5000,
        STORY.upper(),
        "🔥🔥 ATTACK!!! 🔥 lol <b>3 dead</b>&nbsp;&amp; more",
        "В Киеве 攻击 قتل three people in Tessaro — 12 ранены.",
        "((((((((((((((((((((" * 50,
        "\u200b\u0301\ufeff",
    ],
)
def test_whatever_comes_it_answers_with_spans_that_slice(reader: NeuralReader, text: str) -> None:
    for reading in read(reader, text):
        for span in [*(m.span for m in reading.mentions), *(t.span for t in reading.triggers)]:
            assert span.of(text).strip()
        assert all(arc.mention < len(reading.mentions) for arc in reading.roles)
