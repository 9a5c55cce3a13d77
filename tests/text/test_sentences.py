"""Sentence boundaries."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.model.spans import Span
from onrecord.text.sentences import MAX_LENGTH, split


def parts(text: str) -> list[str]:
    return [span.of(text) for span in split(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Gen. Ana Ruiz of the U.S. Army left on Dec. 5 at 3.30 p.m. on a bus. It rained.", 2),
        ("He paid No. 5 in St. Petersburg. J. R. Hart was there.", 2),
        ("A deal is unlikely.Earlier he was hopeful.", 2),
        ("“We go.” The men left. “Stop!” he said.", 3),
        ("Talks fail\nThe ministers left Quito without a word.", 2),
        ("سلام؟ بله۔ Then he left.", 3),
        ("他来了。他走了。", 2),
        ("It fell 3.5 percent to $1.2 million.", 1),
        ("He waited... Then he ran.", 2),
    ],
)
def test_counts(text: str, expected: int) -> None:
    assert len(parts(text)) == expected, parts(text)


def test_a_hard_wrapped_paragraph_stays_whole() -> None:
    lines = (
        "The river rose again in the night and the people of the",
        "lower town were told to move to the school",
        "soon.",
    )
    text = "\n".join(lines)
    assert len(parts(text)) == 1


def test_only_the_stretch_asked_for() -> None:
    text = "One is here. Two is there. Three is gone."
    assert [s.of(text) for s in split(text, Span(13, 26))] == ["Two is there."]


@given(st.text(alphabet="aA .!?\n\"“”1…۔'", max_size=200))
def test_every_word_stands_in_one_sentence(text: str) -> None:
    spans = split(text)
    assert all(a.end <= b.start for a, b in pairwise(spans))
    covered = {i for span in spans for i in range(span.start, span.end)}
    assert all(i in covered for i, c in enumerate(text) if not c.isspace())


@pytest.mark.parametrize("unit", ["word and more ", "a.", '."a', "Mr. X. "])
def test_a_huge_line_is_cut_into_bounded_sentences(unit: str) -> None:
    line = unit * (500_000 // len(unit))
    spans = split(line)
    assert max(len(span) for span in spans) <= MAX_LENGTH
