from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.model.dates import DateInterval

days = st.dates(date(1900, 1, 1), date(2100, 1, 1))


@st.composite
def intervals(draw: st.DrawFn) -> DateInterval:
    start = draw(days)
    end = start + timedelta(days=draw(st.integers(1, 900)))
    return DateInterval(draw(st.sampled_from([start, None])), draw(st.sampled_from([end, None])))


@given(intervals(), intervals(), days)
def test_meeting_holds_exactly_the_days_in_both(a: DateInterval, b: DateInterval, day: date) -> None:
    both = a.meet(b)
    assert (both is not None and both.holds(day)) == (a.holds(day) and b.holds(day))


@given(intervals(), intervals())
def test_intervals_are_before_after_or_overlapping(a: DateInterval, b: DateInterval) -> None:
    assert a.overlaps(b) == b.overlaps(a) == (a.meet(b) is not None)
    assert not (a.before(b) and b.before(a))
    assert a.within(a.joined(b))
    assert b.within(a.joined(b))


@given(st.integers(1, 9998), st.integers(1, 12))
def test_a_month_is_all_its_days(year: int, month: int) -> None:
    whole = DateInterval.month(year, month)
    assert whole.days in (28, 29, 30, 31)
    assert whole.within(DateInterval.year(year))


def test_june_is_thirty_days_and_ends_are_out() -> None:
    june = DateInterval.month(2021, 6)
    assert june.days == 30
    assert june.holds(date(2021, 6, 30))
    assert not june.holds(date(2021, 7, 1))
    with pytest.raises(ValueError, match="not an interval"):
        DateInterval(date(2021, 1, 1), date(2021, 1, 1))
