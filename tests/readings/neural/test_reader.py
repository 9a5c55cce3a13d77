"""The shipped model behind its reader, on text written here and on text that nobody would write."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.model.claims import EventType
from onrecord.model.readings import Reading, Role
from onrecord.model.spans import Span
from onrecord.pipeline import plain_article
from onrecord.readings import LexiconReader
from onrecord.readings.neural import NeuralReader, shipped

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


def test_the_digest_names_model_and_lists(reader: NeuralReader) -> None:
    assert re.fullmatch(r"model-[0-9a-f]{16}\+lexicon-[0-9a-f]{16}", reader.digest)


def test_a_page_reads_alike_whatever_is_read_with_it(reader: NeuralReader, folder: Path) -> None:
    pages = [STORY, STORY.upper(), "Rain fell.", STORY.replace("Gunmen", "Rebels") * 5]
    forward = {page: read(reader, page) for page in pages}
    other = NeuralReader(LexiconReader([]), folder, threads=2)
    assert {page: read(other, page) for page in reversed(pages)} == forward


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
    check(text, read(reader, text))


PIECES = st.sampled_from(
    [
        *("Gunmen", "killed", "THREE SOLDIERS", "in Tessaro", ",", ".", "\n", "\n\n", " ", "said", "the minister"),
        *("\u00a0", "\x00", "\u0301", "\u200d", "\ufeff", "\u202e", "\ufffd", "İ", "e\u0301te\u0301", "👩‍👩‍👧", "🔥"),
        *(
            "&nbsp;",
            "<br/>",
            "</p><p class=x>",
            "攻击",
            "قتل",
            "Киев",
            "“",
            "”",
            '"',
            "'s",
            "12,000",
            "1.5m",
            "x" * 300,
        ),
    ]
)


@settings(deadline=None, max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.one_of(PIECES, st.text(max_size=12)), max_size=40), st.sampled_from(["", " "]))
def test_any_text_at_all_gives_an_answer_or_nothing(reader: NeuralReader, pieces: list[str], between: str) -> None:
    text = between.join(pieces)
    check(text, read(reader, text))


def test_a_predicate_that_is_no_event_has_its_factuality_too(reader: NeuralReader) -> None:
    text = "The river rose last night. He did not sleep."
    rose, sleep = (Span(text.index(word), text.index(word) + len(word)) for word in ("rose", "sleep"))
    values = reader.factuality(text, [rose, sleep, Span(0, 0)])
    assert values[0] > 1
    assert values[1] < values[0] - 1
    assert values[2] == 0


def test_a_sentence_of_two_thousand_words_is_read_in_parts(reader: NeuralReader) -> None:
    text = " ".join(["Gunmen", "killed", "two", "guards", "near", "Tessaro", "and"] * 290) + "."
    readings = read(reader, text)
    check(text, readings)
    assert any(t.event_type is EventType.ASSAULT for r in readings for t in r.triggers)


def check(text: str, readings: tuple[Reading, ...]) -> None:
    """Every span slices to something, every arc leads somewhere."""
    for reading in readings:
        spans = [*(m.span for m in reading.mentions), *(t.span for t in reading.triggers)]
        for voice in reading.attributions:
            spans.extend((*voice.content, *([voice.cue] if voice.cue else [])))
            assert voice.source is None or voice.source < len(reading.mentions)
            assert all(number < len(reading.triggers) for number in voice.triggers)
        for span in spans:
            assert span.of(text).strip()
            assert span.end <= len(text)
        assert all(r.trigger < len(reading.triggers) and r.mention < len(reading.mentions) for r in reading.roles)
