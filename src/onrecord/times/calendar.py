"""What words tell of the calendar: days, weeks, months, quarters, seasons, years as intervals with TIMEX3 values."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from onrecord.model.dates import DateInterval, Precision
from onrecord.text.timewords import SEASONS


@dataclass(frozen=True, slots=True)
class Told:
    """What a time expression says before it is tied to its words. `unit` is its grain: D W M Q S Y E."""

    timex_type: str
    value: str | None
    interval: DateInterval | None = None
    precision: Precision | None = None
    basis: str | None = None
    unit: str | None = None

    def because(self, basis: str) -> Told:
        """The same with its basis named."""
        return replace(self, basis=basis)


OPEN = Told("DATE", None)


def day(on: date) -> Told:
    """One day."""
    return Told("DATE", on.isoformat(), DateInterval.day(on), Precision.DAY, None, "D")


def days(first: date, last: date) -> Told:
    """The days from the first to the last, both in; the value names the first, as TIMEX3 has no other way."""
    return Told("DATE", first.isoformat(), DateInterval(first, last + timedelta(days=1)), Precision.DAY, None, "D")


def week(of: date) -> Told:
    """The ISO week, Monday to Sunday, that holds the day."""
    year, number, weekday = of.isocalendar()
    monday = of - timedelta(days=weekday - 1)
    interval = DateInterval(monday, monday + timedelta(days=7))
    return Told("DATE", f"{year}-W{number:02}", interval, Precision.WEEK, None, "W")


def weekend(of: date) -> Told:
    """The Saturday and Sunday of the ISO week that holds the day."""
    whole = week(of)
    saturday = of - timedelta(days=of.weekday()) + timedelta(days=5)
    interval = DateInterval(saturday, saturday + timedelta(days=2))
    return Told("DATE", f"{whole.value}-WE", interval, Precision.DAY, None, "W")


def month(year: int, number: int) -> Told:
    """A month; numbers below 1 or above 12 run into the years beside it."""
    year, number = year + (number - 1) // 12, (number - 1) % 12 + 1
    return Told("DATE", f"{year:04}-{number:02}", DateInterval.month(year, number), Precision.MONTH, None, "M")


def quarter(year: int, number: int) -> Told:
    """A quarter of the calendar year; numbers outside 1..4 run into the years beside it."""
    year, number = year + (number - 1) // 4, (number - 1) % 4 + 1
    interval = DateInterval.month(year, 3 * number - 2).joined(DateInterval.month(year, 3 * number))
    return Told("DATE", f"{year:04}-Q{number}", interval, Precision.SEASON, None, "Q")


def half(year: int, number: int) -> Told:
    """The first or second half of a year."""
    interval = DateInterval.month(year, 6 * number - 5).joined(DateInterval.month(year, 6 * number))
    return Told("DATE", f"{year:04}-H{number}", interval, Precision.SEASON, None, "Q")


def season(year: int, name: str) -> Told:
    """A northern season by its name; winter belongs to the year in which it begins."""
    code, first, last = SEASONS[name]
    end = DateInterval.month(year + (last < first), last)
    interval = DateInterval.month(year, first).joined(end)
    return Told("DATE", f"{year:04}-{code}", interval, Precision.SEASON, None, "S")


def year(number: int) -> Told:
    """A calendar year."""
    return Told("DATE", f"{number:04}", DateInterval.year(number), Precision.YEAR, None, "Y")


def years(first: int, last: int, value: str, precision: Precision = Precision.ERA) -> Told:
    """The years from the first to the last, both in."""
    interval = DateInterval.year(first).joined(DateInterval.year(last))
    return Told("DATE", value, interval, precision, None, "E")


def decade(first: int) -> Told:
    """The ten years from a year that ends in nought."""
    return years(first, first + 9, f"{first // 10:03}X")


def century(number: int) -> Told:
    """A century, the twentieth being 1900 to 1999 as news counts them."""
    first = (number - 1) * 100
    return years(max(first, 1), first + 99, f"{number - 1:02}XX")


def of_unit(unit: str, on: date) -> Told:
    """The day, week, month, quarter, year, decade or century (D W M Q Y DE CE) that holds a day."""
    makers = {
        "D": lambda: day(on),
        "W": lambda: week(on),
        "WE": lambda: weekend(on),
        "M": lambda: month(on.year, on.month),
        "Q": lambda: quarter(on.year, (on.month + 2) // 3),
        "Y": lambda: year(on.year),
        "DE": lambda: decade(on.year // 10 * 10),
        "CE": lambda: century(on.year // 100 + 1),
    }
    return makers[unit]() if unit in makers else OPEN


_DAYS = {"D": 1, "W": 7, "WE": 7, "F": 14}
_MONTHS = {"M": 1, "Q": 3, "Y": 12, "S": 12, "DE": 120, "CE": 1200}


def moved(on: date, unit: str, count: float) -> date | None:
    """The day so many units away, the last day of a month where it is too short; None past the calendar's ends."""
    try:
        if unit in _DAYS:
            return on + timedelta(days=round(_DAYS[unit] * count))
        if unit not in _MONTHS:
            return on + timedelta(hours=0) if unit.startswith("T") else None
        total = on.year * 12 + on.month - 1 + round(_MONTHS[unit] * count)
        interval = DateInterval.month(total // 12, total % 12 + 1)
    except (ValueError, OverflowError):
        return None
    start, end = interval.start, interval.end
    if start is None or end is None:
        return None
    return min(start + timedelta(days=on.day - 1), end - timedelta(days=1))


def easter(number: int) -> date:
    """Easter Sunday of a year in the Gregorian calendar. Method: the anonymous algorithm of 1876."""
    a, b, c = number % 19, number // 100, number % 100
    d = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    e = (32 + 2 * (b % 4) + 2 * (c // 4) - d - c % 4) % 7
    f = d + e - 7 * ((a + 11 * d + 22 * e) // 451) + 114
    return date(number, f // 31, f % 31 + 1)


def thanksgiving(number: int) -> date:
    """Thanksgiving Day of a year in the United States: the fourth Thursday of November."""
    first = date(number, 11, 1)
    return first + timedelta(days=(3 - first.weekday()) % 7 + 21)
