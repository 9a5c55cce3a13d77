"""Short words for days, numbers and quotes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.export import words
from onrecord.model.dates import DateInterval
from onrecord.model.filters import Filter


@pytest.mark.parametrize(
    ("interval", "said"),
    [
        (None, ""),
        (DateInterval.day(date(2025, 1, 21)), "2025-01-21"),
        (DateInterval.month(2021, 6), "June 2021"),
        (DateInterval.year(2021), "2021"),
        (DateInterval(date(2025, 1, 21), date(2025, 1, 25)), "2025-01-21 to 2025-01-24"),
        (DateInterval(None, date(2025, 1, 1)), "before 2025-01-01"),
        (DateInterval(date(2025, 1, 1), None), "since 2025-01-01"),
    ],
)
def test_days(interval: DateInterval | None, said: str) -> None:
    assert words.days(interval) == said


@pytest.mark.parametrize(
    ("low", "best", "high", "said"),
    [
        (12.0, 12.0, 12.0, "12"),
        (10.0, None, 15.0, "10 to 15"),
        (11.0, None, None, "at least 11"),
        (None, None, 20.0, "up to 20"),
        (3_000_000.0, 3_000_000.0, 3_000_000.0, "3,000,000"),
        (None, None, None, ""),
    ],
)
def test_numbers(low: float | None, best: float | None, high: float | None, said: str) -> None:
    assert words.number_words(low, best, high) == said


@given(st.text(), st.integers(min_value=2, max_value=60))
def test_clipped_text_is_one_printable_line(text: str, width: int) -> None:
    line = words.clipped(text, width)
    assert len(line) <= width
    assert all(words.shows(c) for c in line)


def test_lists() -> None:
    assert [words.listed(x) for x in ([], ["a"], ["a", "b", "c"])] == ["", "a", "a, b and c"]


def test_long_words_are_kept_around_what_happened(record: Any) -> None:
    claim = next(record.claims(Filter()))
    long = replace(
        claim, evidence=(replace(claim.evidence[0], text="a b " * 60 + claim.evidence[0].text + " c d" * 60),)
    )
    told = words.quote(long, 60)
    assert len(told) <= 62
    assert "Four dockers were killed" in told


def test_names_past_the_most_are_counted(record: Any) -> None:
    attack = next(record.events(Filter()))
    assert words.names((*attack.recipients, *attack.actors), 2) == "Ridge Front, dockers and 1 other"


@pytest.mark.parametrize(
    ("told", "disputed", "said"),
    [
        (
            [("at least 11 clerks", 11, None), ("19 clerks", 19, 19), ("30 clerks", 30, 30)],
            ["19 clerks", "30 clerks"],
            "killed 11 to 30, in dispute",
        ),
        (
            [("4 clerks", 4, 4), ("at least 40 clerks", 40, None)],
            ["4 clerks", "at least 40 clerks"],
            "killed 4 to at least 40, in dispute",
        ),
        (
            [("two guards", 2, 2), ("9 clerks", 9, 9), ("5 clerks", 5, 5)],
            ["9 clerks", "5 clerks"],
            "killed 5 to 9, in dispute",
        ),
        ([("at least 11 clerks", 11, None), ("19 clerks", 19, 19)], [], "killed at least 11 clerks / 19 clerks"),
        ([("12 clerks", 12, 12)], [], "killed 12"),
    ],
)
def test_a_number_told_in_several_accounts_is_never_one_of_them(told: Any, disputed: list[str], said: str) -> None:
    assert words.toll_words("killed", "12", told, disputed) == said
