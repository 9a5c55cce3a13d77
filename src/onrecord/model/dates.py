"""Days as half-open intervals, and the time values that sentences give."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from onrecord.model.spans import Span


class Precision(StrEnum):
    """How finely a time is told."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    SEASON = "season"
    YEAR = "year"
    ERA = "era"


@dataclass(frozen=True, slots=True)
class DateInterval:
    """Half-open days, UTC: `start` is in, `end` is out. None at either side is an open end.

    "June 2021" is the thirty days 2021-06-01 to 2021-07-01. Ask `before`, `overlaps`, `within`; never `==`.
    """

    start: date | None
    end: date | None

    def __post_init__(self) -> None:
        if self.start is not None and self.end is not None and self.start >= self.end:
            raise ValueError(f"not an interval: {self.start} to {self.end}")

    @classmethod
    def day(cls, day: date) -> DateInterval:
        """The one day."""
        return cls(day, day + timedelta(days=1) if day < date.max else None)

    @classmethod
    def month(cls, year: int, month: int) -> DateInterval:
        """All days of a month."""
        last = date(year, month, calendar.monthrange(year, month)[1])
        return cls(date(year, month, 1), cls.day(last).end)

    @classmethod
    def year(cls, year: int) -> DateInterval:
        """All days of a year."""
        return cls(date(year, 1, 1), cls.day(date(year, 12, 31)).end)

    def before(self, other: DateInterval) -> bool:
        """True when every day of this interval comes before every day of the other."""
        return self.end is not None and other.start is not None and self.end <= other.start

    def overlaps(self, other: DateInterval) -> bool:
        """True when the two can share a day."""
        return not self.before(other) and not other.before(self)

    def within(self, other: DateInterval) -> bool:
        """True when no day of this interval lies outside the other."""
        starts = other.start is None or (self.start is not None and self.start >= other.start)
        ends = other.end is None or (self.end is not None and self.end <= other.end)
        return starts and ends

    def holds(self, day: date) -> bool:
        """True when the day lies in the interval."""
        return DateInterval.day(day).within(self)

    def meet(self, other: DateInterval) -> DateInterval | None:
        """The days in both, None where there are none."""
        if not self.overlaps(other):
            return None
        start = max((d for d in (self.start, other.start) if d is not None), default=None)
        end = min((d for d in (self.end, other.end) if d is not None), default=None)
        return DateInterval(start, end)

    def joined(self, other: DateInterval) -> DateInterval:
        """The shortest interval that covers both."""
        start = None if self.start is None or other.start is None else min(self.start, other.start)
        end = None if self.end is None or other.end is None else max(self.end, other.end)
        return DateInterval(start, end)

    @property
    def days(self) -> int | None:
        """The number of days, None where an end is open."""
        return None if self.start is None or self.end is None else (self.end - self.start).days


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeValue:
    """What a time expression says: its words, its TIMEX3 value and, where they can be told, its days.

    `basis` names the rule and anchor, as "weekday before publication"; `interval` is None where the words leave
    the days open. `timex_type` is DATE, TIME, DURATION or SET; `timex_value` the TIMEX3 value or None.
    """

    text: str
    span: Span
    interval: DateInterval | None
    precision: Precision | None
    basis: str | None
    timex_type: str
    timex_value: str | None
