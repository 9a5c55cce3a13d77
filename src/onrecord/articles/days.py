"""Days in words: the dates that a text writes out, whole or without their year, and weekdays by name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from onrecord.model.dates import DateInterval
from onrecord.model.spans import Span

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

_MONTH = (
    r"(?P<{0}>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)"
)
_WEEKDAY = r"(?P<{0}>mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?s?\b\.?"
_DAY = r"\[?(?P<{0}>\d{{1,2}})(?:st|nd|rd|th)?\]?"
# A weekday may lead a date: "Tuesday (13 July)", "on Tuesday evening, [21st] of January 2025".
_LEAD = rf"(?:\b{_WEEKDAY.format('w')}(?:\s+(?:morning|afternoon|evening|night))?\s*[,(]?\s*(?:the\s+)?)?"
_YEAR = r"(?:,?\s*(?:of\s+)?(?P<{0}>(?:19|20)\d{{2}})(?!\d))?"
WRITTEN = re.compile(
    rf"{_LEAD}(?:(?<![\w.]){_DAY.format('d1')}\s+(?:of\s+)?{_MONTH.format('m1')}\b\.?{_YEAR.format('y1')}"
    rf"|\b{_MONTH.format('m2')}\b\.?\s+{_DAY.format('d2')}(?![\d:])(?!\s+\d{{1,2}}:){_YEAR.format('y2')})",
    re.IGNORECASE,
)
NUMERIC = re.compile(
    r"(?<!\d)((?:19|20)\d{2})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)|(?<![\d.])(\d{1,2})([-/.])(\d{1,2})\5((?:19|20)\d{2})(?!\d)"
)
MONTH_YEAR = re.compile(rf"\b{_MONTH.format('m')}\b\.?,?\s+(?:of\s+)?(?P<y>(?:19|20)\d{{2}})(?!\d)", re.IGNORECASE)
_NAMED_DAY = re.compile(r"\b(Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b")


@dataclass(frozen=True, slots=True)
class Written:
    """A date as a text writes it: `year` None where it leaves it out, `weekday` 0 for Monday, None where not told."""

    text: str
    span: Span
    day: int
    month: int
    year: int | None
    weekday: int | None

    def on(self, year: int) -> date | None:
        """The day in a given year, None where there is no such day or its weekday is another."""
        try:
            found = date(year, self.month, self.day)
        except ValueError:
            return None
        return found if self.weekday is None or found.weekday() == self.weekday else None


def number_of(name: str, names: tuple[str, ...]) -> int:
    """The place of a month or weekday, from 0, by its first three letters."""
    return names.index(name[:3].lower())


def written(text: str, at: int = 0) -> Iterator[Written]:
    """The dates with a day that the text writes in words; spans count from `at`."""
    for match in WRITTEN.finditer(text):
        month = match["m1"] or match["m2"]
        year = match["y1"] or match["y2"]
        day = int(match["d1"] or match["d2"])
        if 1 <= day <= 31:
            yield Written(
                text=match[0].strip(),
                span=Span(at + match.start(), at + match.end()),
                day=day,
                month=number_of(month, MONTHS) + 1,
                year=int(year) if year else None,
                weekday=number_of(match["w"], WEEKDAYS) if match["w"] else None,
            )


def numeric(text: str) -> Iterator[tuple[DateInterval, str]]:
    """Days in figures. Where day and month could be swapped the interval holds both: neither is chosen."""
    for match in NUMERIC.finditer(text):
        if match[1]:
            found = _day(int(match[1]), int(match[2]), int(match[3]))
            if found:
                yield DateInterval.day(found), match[0]
            continue
        one, two, year = int(match[4]), int(match[6]), int(match[7])
        days = sorted({d for d in (_day(year, two, one), _day(year, one, two)) if d})
        if match[5] == "." and _day(year, two, one):
            days = [d for d in days if d == _day(year, two, one)]  # points part days first everywhere
        if days:
            yield DateInterval.day(days[0]).joined(DateInterval.day(days[-1])), match[0]


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def weekdays(text: str) -> Iterator[tuple[int, Span]]:
    """The weekdays that the text names, 0 for Monday, with their characters."""
    for match in _NAMED_DAY.finditer(text):
        yield number_of(match[1], WEEKDAYS), Span(match.start(), match.end())


def on_or_after(day: date, weekday: int) -> date:
    """The first such weekday from the day on."""
    return day + timedelta(days=(weekday - day.weekday()) % 7)
