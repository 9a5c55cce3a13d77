"""Marked text: brackets out, spans in."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.marked import MarkupError, parse, passage
from onrecord.model.spans import Span


def test_nested_brackets() -> None:
    text, spans = parse("[1 At least 11 [2 soldiers]] [3 died].")
    assert text == "At least 11 soldiers died."
    assert {n: s.of(text) for n, s in spans.items()} == {1: "At least 11 soldiers", 2: "soldiers", 3: "died"}


def test_brackets_of_the_text_itself() -> None:
    text, spans = parse(r"\[sic\] [1 he] said")
    assert text == "[sic] he said"
    assert spans == {1: Span(6, 8)}


@pytest.mark.parametrize("marked", ["[1 open", "[1 ]", "[1 a] [1 b]"])
def test_bad_brackets_are_refused(marked: str) -> None:
    with pytest.raises(MarkupError):
        parse(marked)


@given(st.lists(st.text(alphabet="abc é,", min_size=1, max_size=6), min_size=1, max_size=8))
def test_spans_slice_to_what_was_bracketed(pieces: list[str]) -> None:
    marked = " ".join(f"[{n} {piece}]" for n, piece in enumerate(pieces))
    text, spans = parse(marked)
    assert text == " ".join(pieces)
    assert [spans[n].of(text) for n in range(len(pieces))] == pieces


def test_a_passage() -> None:
    row = {
        "id": "x",
        "text": "[1 Gunmen] [2 fled].",
        "spans": {"1": "group"},
        "time_values": {"2": ["2024-01-01", "2024-01-02"]},
    }
    found = passage(row)
    assert found.words(1) == "Gunmen"
    assert found.kinds == {1: "group"}
    assert found.time_values == {2: ("2024-01-01", "2024-01-02")}
