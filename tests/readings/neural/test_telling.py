"""What voices say, told whole, and voices in set phrases."""

from __future__ import annotations

import pytest

from onrecord.model import ids
from onrecord.model.mentions import AttributionForm, MentionKind
from onrecord.model.readings import ReadAttribution, Reading, ReadMention
from onrecord.model.spans import Span
from onrecord.readings.neural.telling import with_whole_words


def span(text: str, words: str) -> Span:
    return Span(text.index(words), text.index(words) + len(words))


def told(text: str, source: str, cue: str | None = None, content: str = "") -> list[tuple[str, ...]]:
    """What each voice says by the mended reading of one sentence; `cue` and `content` are what was read of it."""
    voice = ReadAttribution(
        source=0, cue=span(text, cue or source), content=(span(text, content or source),),
        form=AttributionForm.INDIRECT, parent=None, score=0.9, basis="model",
    )  # fmt: skip
    whole = Span(0, len(text))
    reading = Reading(
        article_id=ids.ArticleId("ar0"),
        window=whole,
        sentences=(whole,),
        mentions=(ReadMention(span=span(text, source), kind=MentionKind.ORGANISATION, score=0.9, basis="test"),),
        attributions=(voice,) if cue else (),
    )
    (mended,) = with_whole_words(text, [reading])
    return [tuple(piece.of(text) for piece in one.content) for one in mended.attributions]


def test_what_is_said_before_the_cue_and_behind_it_is_one_voices() -> None:
    text = "The toll has since gone up to six, the port office said, two of them having been found at sea."
    behind = "two of them having been found at sea"
    assert told(text, "the port office", "said", behind) == [("The toll has since gone up to six", behind)]


def test_a_part_of_what_is_said_grows_to_the_whole() -> None:
    text = "Two boats came in low and burned at the pier, recalled Oru Ilmaz."
    assert told(text, "Oru Ilmaz", "recalled", "burned at the pier") == [
        ("Two boats came in low and burned at the pier",)
    ]


@pytest.mark.parametrize(
    ("text", "source", "cue", "content"),
    [
        ("In a note sent out in May, the port office said that six died.", "the port office", "said", "six died"),
        ("The harbour's new chairwoman since May, Oru Ilmaz, put the toll at six.", "Oru Ilmaz", "put", "six"),
        ("“We held on,” the port office said, adding that six had died.", "the port office", "said", "six had died"),
    ],
)  # fmt: skip
def test_what_stands_before_the_cue_for_another_reason_stays(text: str, source: str, cue: str, content: str) -> None:
    assert told(text, source, cue, content) == [(content,)]


@pytest.mark.parametrize(
    ("text", "source", "content"),
    [
        ("For the Sumra League, however, it was a trap that cost six lives.", "Sumra League",
         "it was a trap that cost six lives"),
        ("Its chairwoman, Oru Ilmaz, stood by a toll of six dead.", "Oru Ilmaz", "a toll of six dead"),
        ("A first claim to the bombing had come from the Miran Front.", "Miran Front", "claim to the bombing"),
    ],
)  # fmt: skip
def test_voices_in_set_phrases(text: str, source: str, content: str) -> None:
    assert told(text, source) == [(content,)]


def test_what_takes_lives_or_is_known_for_something_says_nothing() -> None:
    assert told("The blast on the pier has claimed six lives.", "The blast", "claimed", "six lives") == []
    assert told("Miran is known for its pier.", "Miran", "known", "its pier") == []
    assert told("The Front claimed six attacks.", "The Front", "claimed", "six attacks") == [("six attacks",)]
