"""Whose words tell what: the happenings that an attribution carries, as lists and model read them together."""

from __future__ import annotations

import pytest

from onrecord.model.claims import Factuality
from onrecord.pipeline import plain_article
from onrecord.readings import LexiconReader
from onrecord.readings.neural import NeuralReader, shipped


@pytest.fixture(scope="module")
def reader() -> NeuralReader:
    folder = shipped()
    assert folder is not None
    return NeuralReader(LexiconReader([]), folder)


def tellers(reader: NeuralReader, text: str) -> list[tuple[str, list[str]]]:
    """Each happening by its words, with the sources of the attributions that carry it."""
    (reading,) = reader.read(plain_article(text, published=None, publisher=None))
    return [
        (
            trigger.span.of(text),
            [
                reading.mentions[voice.source].span.of(text)
                for voice in reading.attributions
                if voice.source is not None and number in voice.triggers
            ],
        )
        for number, trigger in enumerate(reading.triggers)
    ]


def test_a_noun_in_what_is_told_has_the_voice_behind_it(reader: NeuralReader) -> None:
    text = "The number of people killed in Sunday's attack on the village of Tessaro has gone up to 21, police said."
    told = tellers(reader, text)
    assert told
    assert all(who == ["police"] for _, who in told)


def test_a_voice_tells_nothing_of_other_sentences(reader: NeuralReader) -> None:
    text = (
        "Norvania's army accused the Sumra League of shelling the harbour. The Sumra League blamed the army for the "
        "shelling."
    )
    told = [(words, who) for words, who in tellers(reader, text) if words == "shelling"]
    assert [who for _, who in told] == [["Norvania's army"], ["Sumra League"]]


def test_a_definite_noun_tells_again_in_another_voice(reader: NeuralReader) -> None:
    text = (
        "Rebels attacked an army post near Tessaro on Monday, killing six soldiers, the military said.\n\nThe "
        "firefight lasted 40 minutes, said Oru Ilmaz, a farmer who lives beside the post."
    )
    assert ("firefight", ["Oru Ilmaz"]) in tellers(reader, text)


def test_another_firefight_is_not_told_again(reader: NeuralReader) -> None:
    text = (
        "Rebels attacked an army post near Tessaro on Monday, killing six soldiers, the military said.\n\nThe "
        "second firefight lasted 40 minutes, said Oru Ilmaz, a farmer who lives beside the post."
    )
    assert not [words for words, who in tellers(reader, text) if words == "firefight" and who == ["Oru Ilmaz"]]


@pytest.mark.parametrize(
    ("sentence", "words", "who"),
    [
        ("The toll has since gone up to 14, according to the health ministry.", "toll", ["the health ministry"]),
        ("Twelve others were wounded, the mayor said.", "wounded", ["the mayor"]),
        ("The mayor put the number of dead at nine.", "number of dead", ["The mayor"]),
        ("Four of the dead were nurses, the mayor said.", "dead", ["the mayor"]),
    ],
)
def test_a_count_tells_again_whose_word_it_is(reader: NeuralReader, sentence: str, words: str, who: list[str]) -> None:
    text = f"Gunmen attacked the market of Tessaro on Monday, killing six people, police said.\n\n{sentence}"
    assert (words, who) in tellers(reader, text)


def test_a_toll_without_an_assault_tells_none(reader: NeuralReader) -> None:
    text = "A bus fell into a ravine near Tessaro on Monday.\n\nThe toll has gone up to 14, the health ministry said."
    assert not [words for words, _ in tellers(reader, text) if words == "toll"]


@pytest.mark.parametrize(
    "sentence",
    [
        "An earthquake there last year left 300 people dead, officials said.",
        "A bus crash on the same road left nine people dead, the mayor said.",
        "In another village, nine people were wounded, the mayor said.",
        "Since then 900 people were wounded, the mayor said.",
        "Over ten years, 3,000 dead were counted, the mayor said.",
        "As many as 40 dead are feared, the mayor said.",
    ],
)
def test_a_count_of_something_else_is_no_count_of_the_deed(reader: NeuralReader, sentence: str) -> None:
    text = f"Gunmen attacked the market of Tessaro on Monday, killing six people, police said.\n\n{sentence}"
    assert not [words for words, _ in tellers(reader, text) if words in {"dead", "wounded"}]


@pytest.mark.parametrize("says", ["did not take place", "never happened"])
def test_a_deed_that_is_said_not_to_have_been_is_denied(reader: NeuralReader, says: str) -> None:
    text = f"Gunmen raided the market of Tessaro on Monday, police said.\n\nThe raid {says}, the army said."
    (reading,) = reader.read(plain_article(text, published=None, publisher=None))
    told = [t.factuality for t in reading.triggers if t.span.of(text) == "raid"]
    assert told == [Factuality.DENIED]


@pytest.mark.parametrize("source", ["Ridge Front", "The Ridge Front", "Odalys Marr"])
@pytest.mark.parametrize("put_out", ["", " in a statement on Wednesday", " in a message published Thursday"])
def test_a_quotation_behind_a_colon_is_its_speakers_alone(reader: NeuralReader, source: str, put_out: str) -> None:
    told = tellers(reader, f"{source}{put_out}: “A convoy was attacked near the village of Tessaro.”")
    assert told
    assert all([who.removeprefix("The ") for who in voices] == [source.removeprefix("The ")] for _, voices in told)
