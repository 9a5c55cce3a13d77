"""Time expressions in text: what they span, marked in sentences of our own."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.model.spans import Span
from onrecord.text import timex

MARKED = [
    "The convoy was hit on [Dec. 28, 2022], officials said.",
    "Talks opened on [the 21st of January 2025] in Doha.",
    "The camp was shelled [late last month].",
    "Two envoys met [yesterday] and will meet again [next Tuesday].",
    "The border closed [two days ago] after [nearly three weeks] of clashes.",
    "Since [2014] the group has held the valley.",
    "The toll between [2014] and [2016] passed 2014 people.",
    "The minister resigned [13 July] and left [the following week].",
    "It fell in [the third quarter of 1998].",
    "Rebels may march in [May]; they march [every spring].",
    "A 23-year-old man was held for [23 days].",
    "Fighting flared in [the early 1990s] and again in [late 2015].",
    "The deadline is [2 p.m. on Friday].",
    "He spoke on [2025-01-23] of a loan of $1999.",
    "Patrols run [daily] and [every two weeks].",
]


def _unmark(marked: str) -> tuple[str, list[str]]:
    text = marked.replace("[", "").replace("]", "")
    return text, [piece.split("]")[0] for piece in marked.split("[")[1:]]


@pytest.mark.parametrize("marked", MARKED)
def test_spans_the_expression(marked: str) -> None:
    text, expected = _unmark(marked)
    assert [span.of(text) for span in timex.spans(text)] == expected


@given(st.text(max_size=200), st.integers(0, 50), st.integers(0, 150))
def test_spans_lie_in_the_text_in_order(text: str, start: int, length: int) -> None:
    zone = Span(min(start, len(text)), min(start + length, len(text)))
    found = timex.spans(text, zone)
    assert all(span.within(zone) and len(span) for span in found)
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))
