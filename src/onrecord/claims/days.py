"""The day of a clause where another clause's day stands in the sentence: "calm on Sunday, a day after they had ..."."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import timedelta

from onrecord import lexicons
from onrecord.model.dates import DateInterval, Precision, TimeValue
from onrecord.model.spans import Span
from onrecord.text import numbers

# "a day after", "three days before" with the clause behind it, up to the trigger.
_AWAY = re.compile(
    r"\b(?P<words>(?P<count>an?|\d{1,2}|[a-z]+) (?P<unit>day|week)s? (?P<way>after|before)) (?P<clause>[^,;:.]{0,80})$"
)
_DAYS = {"day": 1, "week": 7}
# "After *taking office he* ordered", "after the vote *he* ordered": the trigger is no part of what came before it.
_GOES_ON = re.compile(r"\w+ing\b.*\S\s|.*\S\s(?:he|she|they|it|we)\s", re.I)
_LOOKING_BACK = frozenset(lexicons.load("tenses")["looking_back"])


def of_clause(
    text: str, sentence: Span, trigger: Span, told: TimeValue | None, dated: Sequence[TimeValue]
) -> TimeValue | None:
    """The time of what a trigger tells: `told`, unless its clause leans on that day or only looks back from it.

    `dated` are the times of the sentence. What is told "a day after" it is a day before the last day told there; whom
    they "on Friday buried" died on another day, which is left open.
    """
    before = text[sentence.start : trigger.start]
    away = _AWAY.search(before)
    if away and not _GOES_ON.match(away["clause"]):
        at = sentence.start + away.start("words")
        return _moved(text, Span(at, at + len(away["words"])), away, [t for t in dated if t.span.end <= at])
    if told is not None and told in dated and _is_of_looking_back(text, sentence, trigger, told):
        return None
    return told


def _moved(text: str, span: Span, away: re.Match[str], dated: Sequence[TimeValue]) -> TimeValue | None:
    """The day so many days away from the last day told, or the week so many weeks; None where that is no single day."""
    count = 1.0 if away["count"] in ("a", "an") else numbers.value_of(away["count"])
    days = dated[-1].interval if dated else None
    if count is None or days is None or days.start is None or days.days != 1:
        return None
    size = timedelta(days=int(count) * _DAYS[away["unit"]])
    day = days.start - size if away["way"] == "after" else days.start + size
    in_weeks = away["unit"] == "week"
    year, number, weekday = day.isocalendar()
    monday = day - timedelta(days=weekday - 1)
    return TimeValue(
        text=span.of(text),
        span=span,
        interval=DateInterval(monday, monday + timedelta(days=7)) if in_weeks else DateInterval.day(day),
        precision=Precision.WEEK if in_weeks else Precision.DAY,
        basis=f"counted from {dated[-1].text}",
        timex_type="DATE",
        timex_value=f"{year}-W{number:02}" if in_weeks else day.isoformat(),
    )


def _is_of_looking_back(text: str, sentence: Span, trigger: Span, told: TimeValue) -> bool:
    """True where the day is that of a mourning or a burial, and what happened before is told behind it."""
    if told.span.end > trigger.start or text.startswith(("'s", "’s"), told.span.end):
        return False
    words = re.findall(r"\w+", text[sentence.start : trigger.start].casefold())
    return not _LOOKING_BACK.isdisjoint(words)
