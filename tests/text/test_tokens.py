"""Tokens and their offsets."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from onrecord.model.spans import Span
from onrecord.text.tokens import tokenize


def words(text: str) -> list[str]:
    return [token.text for token in tokenize(text, Span(0, len(text)))]


def test_clitics_hyphens_and_numbers() -> None:
    assert words("Peru's men didn't leave Port-au-Prince.") == [
        "Peru",
        "'s",
        "men",
        "did",
        "n't",
        "leave",
        "Port-au-Prince",
        ".",
    ]
    assert words("a 17-year-old, 1,234.5 tonnes, $5m") == [
        "a",
        "17-year-old",
        ",",
        "1,234.5",
        "tonnes",
        ",",
        "$",
        "5",
        "m",
    ]
    assert words("the U.S. envoy, Mr. O'Hara") == ["the", "U.S.", "envoy", ",", "Mr.", "O'Hara"]


@given(st.text(max_size=120))
def test_tokens_slice_to_their_text(text: str) -> None:
    tokens = tokenize(text, Span(0, len(text)))
    assert all(token.span.of(text) == token.text for token in tokens)
    assert all(a.span.end <= b.span.start for a, b in pairwise(tokens))
    assert "".join(token.text for token in tokens) == "".join(text.split())
