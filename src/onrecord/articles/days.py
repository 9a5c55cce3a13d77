"""Days in words: the dates that a text writes out, whole or without their year, and weekdays by name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from onrecord import lexicons
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
# Elements without a space between them glue a count or an hour to the year: "20232 Shares", "20235:00 AM".
_YEAR = (
    r"(?:,?\s*(?:of\s+)?(?P<{0}>(?:19|20)\d{{2}})"
    r"(?:(?!\d)|(?=\d{{1,2}}:\d\d|\d{{1,4}}\s(?:shares?|views?|comments?|min)(?![a-z]))))?"
)
# They glue a name or an hour to the month, too: "Lena OrskDec 5, 2023".
_GLUED = r"(?:\b|(?-i:(?:(?<=[a-z])|(?<=[AP]M))(?=[A-Z])))"
WRITTEN = re.compile(
    rf"{_LEAD}(?:(?<![\w.]){_DAY.format('d1')}\s+(?:of\s+)?{_MONTH.format('m1')}\b\.?{_YEAR.format('y1')}"
    rf"|{_GLUED}{_MONTH.format('m2')}\b\.?\s+{_DAY.format('d2')}(?![\d:])(?!\s+\d{{1,2}}:){_YEAR.format('y2')})",
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


def numeric(text: str, *, day_first: bool | None = None) -> Iterator[tuple[DateInterval, str]]:
    """Days in figures, with their words. Where day and month could be swapped and `day_first` does not say which
    leads, the interval holds both: neither is chosen."""
    for match in NUMERIC.finditer(text):
        if match[1]:
            found = _day(int(match[1]), int(match[2]), int(match[3]))
            if found:
                yield DateInterval.day(found), match[0]
            continue
        one, two, year = int(match[4]), int(match[6]), int(match[7])
        led, ended = _day(year, two, one), _day(year, one, two)
        leads = day_first or match[5] == "."  # points part days first everywhere
        if led and leads:
            ended = None
        elif ended and day_first is False:
            led = None
        days = sorted({d for d in (led, ended) if d})
        if days:
            yield DateInterval.day(days[0]).joined(DateInterval.day(days[-1])), match[0]


@cache
def _months() -> dict[str, int]:
    """The number of a month by its name in any of the languages listed, names of two months left out."""
    found: dict[str, set[int]] = {}
    for names in lexicons.load("dates")["months"].values():
        for number, forms in enumerate(names, start=1):
            for form in forms.split("|"):
                found.setdefault(form, set()).add(number)
    return {name: numbers.pop() for name, numbers in found.items() if len(numbers) == 1 and len(name) > 1}


@cache
def _foreign() -> re.Pattern[str]:
    names = "|".join(sorted(map(re.escape, _months()), key=len, reverse=True))
    return re.compile(
        rf"(?<!\d)(?P<d>\d{{1,2}})(?:\.|º|er|°|-)?\s*(?:de\s+|di\s+)?(?P<m>{names})\b[.,]?\s*(?:del?\s+)?"
        r"(?P<y>(?:19|20)\d{2})(?!\d)"
        r"|(?P<y2>(?:19|20)\d{2})\s*[年년]\s*(?P<m2>\d{1,2})\s*[月월]\s*(?P<d2>\d{1,2})\s*[日일]",
        re.IGNORECASE,
    )


def foreign(text: str) -> Iterator[tuple[date, Span]]:
    """Whole days written in other languages than English, with their characters."""
    for match in _foreign().finditer(text):
        month = _months()[match["m"].lower()] if match["m"] else int(match["m2"])
        day = _day(int(match["y"] or match["y2"]), month, int(match["d"] or match["d2"]))
        if day:
            yield day, Span(match.start(), match.end())


def whole(text: str, *, day_first: bool | None = None) -> list[tuple[DateInterval, Span]]:
    """Every date with its year that a short line holds, in its order, in words or figures.

    The interval is one day, or several where figures leave day and month open.
    """
    found = [(DateInterval.day(d), w.span) for w in written(text) if w.year and (d := w.on(w.year))]
    taken = [span for _, span in found]
    found += [(DateInterval.day(d), s) for d, s in foreign(text) if not any(s.overlaps(t) for t in taken)]
    at = 0
    for interval, words in numeric(text, day_first=day_first):
        at = text.index(words, at)
        found.append((interval, Span(at, at + len(words))))
        at += len(words)
    return sorted(found, key=lambda f: f[1])


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
