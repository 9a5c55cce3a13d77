"""Calendar periods: days, weeks, months, years, and which of them an interval lies in."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum

from onrecord.model.dates import DateInterval


class Step(StrEnum):
    """How long the periods of a timeline are. Weeks begin on Monday, as ISO 8601 counts them."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


def first_day(day: date, step: Step) -> date:
    """The first day of the period that a day lies in."""
    if step is Step.WEEK:
        return day - timedelta(days=day.weekday())
    return day.replace(day=1 if step is not Step.DAY else day.day, month=1 if step is Step.YEAR else day.month)


def after(start: date, step: Step) -> date:
    """The first day of the period that follows the one that begins on `start`."""
    if step is Step.MONTH:
        return (start.replace(day=28) + timedelta(days=4)).replace(day=1)
    if step is Step.YEAR:
        return start.replace(year=start.year + 1)
    return start + timedelta(days=7 if step is Step.WEEK else 1)


def period_of(interval: DateInterval | None, step: Step) -> date | None:
    """The first day of the one period that holds the whole interval; None where none does or an end is open."""
    if interval is None or interval.start is None or interval.end is None:
        return None
    start = first_day(interval.start, step)
    return start if interval.end <= after(start, step) else None
