"""Amounts in words and figures."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.text.numbers import parse, value_of


@pytest.mark.parametrize(
    ("text", "low", "best", "high"),
    [
        ("12", 12, 12, 12),
        ("at least 11 soldiers", 11, None, None),
        ("more than 200 lives", 200, None, None),
        ("up to sixteen", None, None, 16),
        ("between 10 and 15 people", 10, None, 15),
        ("10-15 men", 10, None, 15),
        ("about 2,500 troops", 2500, 2500, 2500),
        ("dozens of men", 24, None, None),
        ("scores", 40, None, None),
        ("hundreds", 200, None, None),
        ("three hundred and five", 305, 305, 305),
        ("twenty-three", 23, 23, 23),
        ("half a million", 500_000, 500_000, 500_000),
        ("six or more", 6, None, None),
        ("1.2 lakh", 120_000, 120_000, 120_000),
    ],
)
def test_bounds(text: str, low: float | None, best: float | None, high: float | None) -> None:
    amount = parse(text)[0]
    assert (amount.low, amount.best, amount.high) == (low, best, high)


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("$1.5 billion", 1.5e9, "USD"),
        ("12 million euros", 12e6, "EUR"),
        ("A$100m", 1e8, "AUD"),
        ("Rs 500 crore", 5e9, "INR"),
        ("64-billion-yen", 64e9, "JPY"),
        ("300 pounds", 300, None),
        ("500 CFA francs", 500, "XOF"),
    ],
)
def test_money(text: str, value: float, unit: str | None) -> None:
    amount = parse(text)[0]
    assert (amount.best, amount.unit, amount.is_money) == (value, unit, True)


def test_a_word_for_many_says_so() -> None:
    assert parse("dozens")[0].basis == "word"


@given(st.integers(min_value=0, max_value=10**9))
def test_figures_with_and_without_commas(number: int) -> None:
    assert value_of(str(number)) == value_of(f"{number:,}") == number


@given(st.text(alphabet="a1 ,.$-two million", max_size=60))
def test_spans_slice_and_do_not_overlap(text: str) -> None:
    spans = [amount.span for amount in parse(text)]
    assert all(0 <= s.start < s.end <= len(text) for s in spans)
    assert all(a.end <= b.start for a, b in pairwise(spans))


def test_a_number_that_has_gone_up_to_another_is_that() -> None:
    (amount,) = parse("The toll has gone up to 14.")
    assert (amount.low, amount.best, amount.high) == (14, 14, 14)
    (bound,) = parse("The blast killed up to 14 people.")
    assert (bound.low, bound.best, bound.high) == (None, None, 14)
