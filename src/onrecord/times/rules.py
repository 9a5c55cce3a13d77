"""What the rules of time expressions share: the setting, the table they stand in, common patterns and steps."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from onrecord.model.dates import DateInterval, Precision, TimeValue
from onrecord.text import timewords as tw
from onrecord.times import calendar as cal
from onrecord.times.calendar import OPEN, Told

MONTH = f"(?P<month>{tw.either(tw.MONTHS)})\\.?"
YEAR = rf"(?P<year>{tw.YEAR}|nineteen [a-z -]+|(?:the year )?two thousand[a-z -]*)"
WHICH_YEAR = r"(?:of )?(?P<which>this|last|next|that) year"
UNIT_WORDS = f"(?P<unit>{tw.UNIT})s?"
COUNT = (
    rf"(?P<count>{tw.NUMBER}|an?|(?:a )?couple(?: of)?|(?:a |the )?few|several|many|another|an additional|half an?"
    r"|some)"
)
SIZE = (
    r"(?:full |whole |entire |additional |long |straight |consecutive |trading |working |business |calendar |fiscal )?"
)


@dataclass(frozen=True, slots=True)
class Setting:
    """What a rule may lean on: the day of publication, the tense around, the last date told before."""

    anchor: date | None
    tense: str | None
    previous: TimeValue | None

    @property
    def before(self) -> DateInterval | None:
        """The days of the last date told before, where they are bounded."""
        interval = self.previous.interval if self.previous else None
        return interval if interval and interval.start and interval.end else None


Rule = Callable[[re.Match[str], Setting], Told | None]


class Rules:
    """Rules in the order in which they are tried: a pattern of the whole expression, and what it tells."""

    def __init__(self) -> None:
        self.rows: list[tuple[re.Pattern[str], Rule]] = []

    def __call__(self, pattern: str) -> Callable[[Rule], Rule]:
        """Enters a function under a pattern."""

        def keep(function: Rule) -> Rule:
            self.rows.append((re.compile(pattern, re.IGNORECASE), function))
            return function

        return keep


_VAGUE_COUNTS = ("few", "several", "many", "some", "tens", "dozens", "hundreds", "number", "matter")
_LETTERS = {"DE": ("Y", 10), "CE": ("Y", 100), "ML": ("Y", 1000), "F": ("W", 2), "S": ("S", 1), "WE": ("WE", 1)}


def daypart(name: str | None) -> str | None:
    """The TIMEX3 code of a part of the day, None where no name is given."""
    return tw.DAYPARTS.get(name) if name else None


def at_time(told: Told, time: str | None) -> Told:
    """A day at a time of it; anything else as it is."""
    if told.unit != "D" or time is None or told.value is None:
        return told
    return replace(told, timex_type="TIME", value=f"{told.value.partition('T')[0]}T{time}")


def phased(told: Told, phase: str, at: Setting) -> Told:
    """The part of an interval that "late", "earlier" and their like leave, with what was assumed in its basis."""
    span = told.interval
    if span is None or span.start is None or span.end is None or span.days is None or span.days < 5:
        return told
    now = at.anchor
    if phase in ("earlier", "later", "sometime") and now and span.holds(now):
        tomorrow = now + timedelta(days=1)
        cut = {"earlier": DateInterval(span.start, tomorrow), "later": DateInterval(now, span.end)}.get(phase, span)
        return replace(told, interval=cut, basis=join(told.basis, f"{phase}: cut at publication"))
    half, quarter = timedelta(days=(span.days + 1) // 2), timedelta(days=span.days // 4)
    if phase == "early":
        cut = DateInterval(span.start, span.start + half)
    elif phase == "late":
        cut = DateInterval(span.end - half, span.end)
    elif phase == "mid":
        cut = DateInterval(span.start + quarter, span.end - quarter)
    else:
        return told
    return replace(told, interval=cut, basis=join(told.basis, f"{phase}: half of it, by convention"))


def join(*parts: str | None) -> str:
    """The parts of a basis in one."""
    return "; ".join(part for part in parts if part)


def year_told(match: re.Match[str], at: Setting) -> int | None:
    """The year that a match of a date tells, written or from publication; None where it tells none."""
    groups = match.groupdict()
    if words := groups.get("year"):
        return int(words) if words.isdigit() else tw.year_of_words(words.removeprefix("the year "))
    which = groups.get("which")
    if which == "that":
        return at.before.start.year if at.before and at.before.start else None
    return at.anchor.year + {"this": 0, "last": -1, "next": 1}[which] if which and at.anchor else None


def nearest(make: Callable[[int], Told | None], at: Setting) -> tuple[Told, str] | None:
    """The one of a yearly date's three occurrences around publication that the tense points to, and why."""
    now = at.anchor
    if now is None:
        return None
    made = [told for year in (now.year - 1, now.year, now.year + 1) if (told := make(year))]
    found = [(told, told.interval) for told in made if told.interval and told.interval.start and told.interval.end]
    past = [told for told, days in found if days.start and days.start <= now]
    future = [told for told, days in found if days.end and days.end > now]
    if at.tense == "past" and past:
        return past[-1], "the last before publication"
    if at.tense == "future" and future:
        return future[0], "the next after publication"
    nearest = min(found, key=lambda one: abs((one[1].start or now) - now), default=None)
    return (nearest[0], "the nearest to publication") if nearest else None


def is_quarter(at: Setting) -> bool:
    """True where the date told last is a quarter."""
    return bool(at.previous and at.previous.timex_value and re.fullmatch(r"\d{4}-Q\d", at.previous.timex_value))


def same_unit(unit: str, at: Setting, by: float = 0) -> Told:
    """The calendar unit that holds the date told last, or one so many units away."""
    base = at.before
    if base is None or base.start is None:
        return OPEN
    day = cal.moved(base.start, unit, by)
    return cal.of_unit(unit, day).because("from the date told last") if day else OPEN


def quarter_shifted(at: Setting, years: int) -> Told:
    """The quarter told last, so many years away."""
    year, number = (at.previous.timex_value or "").split("-Q") if at.previous else ("0", "0")
    return cal.quarter(int(year) + years, int(number)).because("from the quarter told last")


def count_of(words: str) -> float | None:
    """The number in front of a unit; None where the words leave it open."""
    if any(word in words.split() for word in _VAGUE_COUNTS):
        return None
    if words.startswith(("couple", "a couple")):
        return 2.0
    if words.startswith("half"):
        return 0.5
    return 1.0 if words in ("a", "an", "another", "an additional") else tw.number_of(words)


def duration_value(count: float | None, unit: str) -> str:
    """The TIMEX3 value of a length; X stands for a count left open."""
    letter, size = _LETTERS.get(unit, (unit.removeprefix("T"), 1))
    prefix = "PT" if unit.startswith("T") else "P"
    if count is None:
        return f"{prefix}X{letter if size == 1 else {'DE': 'DE', 'CE': 'CE'}.get(unit, letter)}"
    total = count * size
    if total != int(total) and unit in ("Y", "TH", "TM") and total % 1 == 0.5:
        half = {"Y": "6M", "TH": "30M", "TM": "30S"}[unit]
        return f"{prefix}{int(total)}{letter}{half}" if total > 1 else f"{prefix}{half}"
    return f"{prefix}{total:g}{letter}"


def length(count: float | None, unit: str, at: Setting, way: int) -> Told:
    """A length that ends (way −1) or begins (way 1) at publication."""
    value = duration_value(count, unit)
    now = at.anchor
    if now is None or count is None or unit.startswith("T"):
        return Told("DURATION", value)
    other = cal.moved(now, unit, way * count)
    if other is None or other == now:
        return Told("DURATION", value)
    span = DateInterval(other, now + timedelta(days=1)) if way < 0 else DateInterval(now, other + timedelta(days=1))
    precision = {"D": Precision.DAY, "W": Precision.WEEK, "M": Precision.MONTH, "Y": Precision.YEAR}.get(
        unit, Precision.ERA
    )
    return Told("DURATION", value, span, precision, f"the time {'up to' if way < 0 else 'from'} publication", unit)
