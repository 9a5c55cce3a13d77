"""The reader by lexicon: every sentence once, spans that slice, a digest of what it knows."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.model.claims import RelationKind
from onrecord.model.mentions import MentionKind
from onrecord.pipeline import plain_article
from onrecord.readings import LexiconReader
from onrecord.text.sentences import split

NAMES = [("Red Column", MentionKind.ARMED_GROUP), ("Norway", MentionKind.STATE), ("Peru", MentionKind.STATE)]
READER = LexiconReader(NAMES)

WORDS = [
    "Norway",
    "Peru",
    "attacked",
    "said",
    "the",
    "soldiers",
    "on",
    "Monday",
    ",",
    ".",
    "“",
    "”",
    "\n\n",
    "was",
    "by",
]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join))
def test_every_sentence_is_read_once_and_every_span_lies_in_the_text(text: str) -> None:
    readings = READER.read(plain_article(text, published=None, publisher=None))
    sentences = [sentence for reading in readings for sentence in reading.sentences]
    assert sentences == list(split(text))
    for reading in readings:
        for span in (*(m.span for m in reading.mentions), *(t.span for t in reading.triggers)):
            assert 0 <= span.start < span.end <= len(text)
        for arc in reading.roles:
            assert arc.trigger < len(reading.triggers)
            assert arc.mention < len(reading.mentions)


def test_the_digest_is_of_the_names() -> None:
    assert READER.digest == LexiconReader(reversed(NAMES)).digest
    assert READER.digest != LexiconReader(NAMES[:1]).digest
    assert READER.digest.startswith("lexicon-")


def test_who_tells_a_happening() -> None:
    (reading,) = READER.read(
        plain_article("The Red Column attacked a convoy, the army said.", published=None, publisher=None)
    )
    (told,) = [a for a in reading.attributions if a.triggers]
    assert told.triggers == (0,)


def test_relations_between_neighbours() -> None:
    text = "Hans Lund, a spokesman for the Red Column, spoke in Norway."
    (reading,) = READER.read(plain_article(text, published=None, publisher=None))
    assert RelationKind.SPEAKS_FOR in {r.kind for r in reading.relations}
