"""Texts without stops: read whole, in windows that are bounded."""

from __future__ import annotations

import pytest

from onrecord.model.mentions import AttributionForm, MentionKind
from onrecord.model.readings import ReadAttribution
from onrecord.model.spans import Span
from onrecord.pipeline import plain_article
from onrecord.readings import LexiconReader
from onrecord.readings.lexicon import WIDEST
from onrecord.readings.voices import _nested

READER = LexiconReader([("Herat", MentionKind.PLACE)])
WORDS = ["he said ", "Ministry of ", "the 5 men ", "police shot the guards in "]


@pytest.mark.parametrize("words", WORDS)
def test_windows_are_bounded_and_leave_nothing_out(words: str) -> None:
    article = plain_article((words * 9000)[:9000], published=None, publisher=None)
    readings = READER.read(article)
    assert all(len(reading.window) <= WIDEST for reading in readings)
    told = " ".join(span.of(article.text) for reading in readings for span in reading.sentences)
    assert told.split() == article.text.split()


def test_an_attribution_far_inside_long_content_still_has_its_parent() -> None:
    def said(cue: int, start: int, end: int) -> ReadAttribution:
        return ReadAttribution(
            source=None, cue=Span(cue, cue + 4), content=(Span(start, end),), form=AttributionForm.INDIRECT,
            parent=None, score=1.0, basis="test",
        )  # fmt: skip

    nested = _nested([said(0, 5, 2000), said(1500, 1505, 1900), said(1600, 1605, 1700), said(2100, 2105, 2200)])
    assert [one.parent for one in nested] == [None, 0, 1, None]
