"""What time expressions say, day by day, on words of our own."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord import times
from onrecord.model.dates import DateInterval, Precision, TimeValue
from onrecord.model.spans import Span
from onrecord.text import timex

PUBLISHED = DateInterval.day(date(2025, 1, 23))  # a Thursday


def told(words: str, anchor: DateInterval | None = PUBLISHED, **context: object) -> TimeValue:
    return times.value(words, Span(0, len(words)), anchor=anchor, **context)  # type: ignore[arg-type]


def days(value: TimeValue) -> tuple[str, str] | None:
    if value.interval is None:
        return None
    return str(value.interval.start), str(value.interval.end)


@pytest.mark.parametrize(
    ("words", "value", "start", "end"),
    [
        ("Dec. 28, 2022", "2022-12-28", "2022-12-28", "2022-12-29"),
        ("21st of January 2025", "2025-01-21", "2025-01-21", "2025-01-22"),
        ("Wednesday, 3 March 2021", "2021-03-03", "2021-03-03", "2021-03-04"),
        ("2024-12-01", "2024-12-01", "2024-12-01", "2024-12-02"),
        ("28.12.2022", "2022-12-28", "2022-12-28", "2022-12-29"),
        ("yesterday", "2025-01-22", "2025-01-22", "2025-01-23"),
        ("two days ago", "2025-01-21", "2025-01-21", "2025-01-22"),
        ("last month", "2024-12", "2024-12-01", "2025-01-01"),
        ("last week", "2025-W03", "2025-01-13", "2025-01-20"),
        ("this year", "2025", "2025-01-01", "2026-01-01"),
        ("late 2015", "2015", "2015-07-02", "2016-01-01"),
        ("earlier this month", "2025-01", "2025-01-01", "2025-01-24"),
        ("the third quarter of 1998", "1998-Q3", "1998-07-01", "1998-10-01"),
        ("the 1990s", "199X", "1990-01-01", "2000-01-01"),
        ("the summer of 2021", "2021-SU", "2021-06-01", "2021-09-01"),
        ("the past two months", "P2M", "2024-11-23", "2025-01-24"),
        ("January 12-14, 2024", "2024-01-12", "2024-01-12", "2024-01-15"),
        ("2014-16", "2014", "2014-01-01", "2017-01-01"),
    ],
)
def test_values_and_days(words: str, value: str, start: str, end: str) -> None:
    found = told(words)
    assert (found.timex_value, days(found)) == (value, (start, end))
    assert found.basis


@pytest.mark.parametrize(
    ("words", "tense", "day"),
    [
        ("Tuesday", "past", "2025-01-21"),
        ("Tuesday", "future", "2025-01-28"),
        ("Thursday", "past", "2025-01-23"),
        ("last Thursday", "past", "2025-01-16"),
        ("next Friday", "future", "2025-01-24"),
        ("13 July", "past", "2024-07-13"),
        ("13 July", "future", "2025-07-13"),
        ("Feb. 1", None, "2025-02-01"),
    ],
)
def test_tense_decides_between_last_and_next(words: str, tense: str | None, day: str) -> None:
    assert told(words, tense=tense).timex_value == day


def test_a_month_without_a_year_follows_the_tense() -> None:
    assert told("December", tense="past").timex_value == "2024-12"
    assert told("March", tense="future").timex_value == "2025-03"


def test_the_following_week_leans_on_the_date_told_last() -> None:
    before = told("3 March 2021")
    assert told("the following week", previous=before).timex_value == "2021-W10"
    assert told("a day after", previous=before).timex_value == "2021-03-04"
    assert told("the following week").interval is None


def test_without_publication_only_what_is_written_is_told() -> None:
    assert told("yesterday", None).interval is None
    assert told("Dec. 28, 2022", None).timex_value == "2022-12-28"
    assert told("13 July", None).timex_value == "XXXX-07-13"


def test_a_wide_publication_gives_bounds_not_a_guess() -> None:
    march = DateInterval(date(2023, 3, 18), date(2023, 4, 1))
    found = told("yesterday", march)
    assert found.timex_value is None
    assert days(found) == ("2023-03-17", "2023-03-31")
    assert "publication known only" in (found.basis or "")
    assert told("last year", march).timex_value == "2022"


@pytest.mark.parametrize(
    ("words", "kind", "value"),
    [
        ("two years", "DURATION", "P2Y"),
        ("nearly three weeks", "DURATION", "P3W"),
        ("a decade", "DURATION", "P10Y"),
        ("two and a half years", "DURATION", "P2Y6M"),
        ("six-month", "DURATION", "P6M"),
        ("daily", "SET", "P1D"),
        ("every two weeks", "SET", "P2W"),
        ("every Friday", "SET", "XXXX-WXX-5"),
        ("recently", "DATE", "PAST_REF"),
        ("now", "DATE", "PRESENT_REF"),
        ("2 p.m. on Tuesday", "TIME", "2025-01-21T14:00"),
        ("Monday night", "TIME", "2025-01-20TNI"),
    ],
)
def test_types(words: str, kind: str, value: str) -> None:
    found = told(words)
    assert (found.timex_type, found.timex_value) == (kind, value)


def test_vague_months_are_bounded_with_their_basis() -> None:
    found = told("recent months")
    assert found.timex_value == "PAST_REF"
    assert found.precision is Precision.ERA
    assert "convention" in (found.basis or "")


def test_words_that_tell_no_days_stay_open() -> None:
    assert told("the Soviet withdrawal").interval is None
    assert told("fiscal 2024").interval is None


def test_numeric_dates_that_can_be_read_two_ways_keep_only_the_year() -> None:
    assert told("03/04/2021").timex_value == "2021"
    assert told("13/04/2021").timex_value == "2021-04-13"


@given(st.text(max_size=60))
def test_any_words_get_a_value_and_never_an_error(words: str) -> None:
    assert told(words).text == words


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.sampled_from(["past", "future", None]))
def test_every_anchor_has_its_weekday(day: date, tense: str | None) -> None:
    text = "Police said on Sunday that the strike last month would end next year, two weeks ago in July."
    for value in times.in_text(text, timex.spans(text), DateInterval.day(day)):
        assert value.interval is not None
        assert Span(value.span.start, value.span.end).of(text) == value.text


def test_a_year_that_ends_on_a_date_is_twelve_months_and_no_calendar_year() -> None:
    text = "Arms imports fell in the fiscal year ended June 30."
    span = Span(text.index("the fiscal"), text.index(" ended"))
    value = times.value(text, span, anchor=PUBLISHED)
    assert (value.timex_type, value.timex_value, value.interval) == ("DURATION", "P1Y", None)
    assert told("the fiscal year").timex_type == "DATE"
