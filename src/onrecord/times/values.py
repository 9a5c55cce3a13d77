"""The TIMEX3 value and the days of one time expression.

A table of rules, tried in order on the words in lower case after what only modifies them ("nearly", "late", "the
night of", "2 p.m. on") was taken off. A rule answers for one day of publication; where publication is only known to
lie in a longer stretch, what both its ends agree on stands, and the rest becomes an interval that says so.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

from onrecord.model.dates import DateInterval, Precision, TimeValue
from onrecord.model.spans import Span
from onrecord.text import timewords as tw
from onrecord.times import calendar as cal
from onrecord.times import lengths, near, periods, written
from onrecord.times.calendar import OPEN, Told
from onrecord.times.rules import Setting, at_time, daypart, phased

_TWELVE_MONTHS = re.compile(r"the (?:(?:full|fiscal|financial|business) )?year")
_THAT_END = re.compile(r"\s+(?:that\s+)?(?:ended|ending|ends|to)\s+(?=[A-Z\d]|in\b|on\b|last\b|tomorrow\b|yesterday\b)")
_RULES = (*written.rule.rows, *near.rule.rows, *lengths.rule.rows, *periods.rule.rows)


def value(
    text: str, span: Span, *, anchor: DateInterval | None, tense: str | None = None, previous: TimeValue | None = None
) -> TimeValue:
    """What the time expression at `span` says: TIMEX3 type and value, and its days where they can be told.

    `anchor` is the interval of publication (or of the statement the words stand in); `tense` "past", "future" or
    None of the happening told; `previous` the last dated expression before, for "the following week".
    """
    words = " ".join(span.of(text).lower().replace("’", "'").split())
    words = _DAYPART_WITHIN.sub(r"\2 \1", words.translate(_NO_BRACKETS))
    if _TWELVE_MONTHS.fullmatch(words) and _THAT_END.match(text, span.end):
        told = Told("DURATION", "P1Y", basis="the twelve months up to the date told next")
    else:
        told = _over_anchor(words, anchor, tense, previous)
    return TimeValue(
        text=span.of(text),
        span=span,
        interval=told.interval,
        precision=told.precision if told.interval else None,
        basis=told.basis,
        timex_type=told.timex_type,
        timex_value=told.value,
    )


def _over_anchor(words: str, anchor: DateInterval | None, tense: str | None, previous: TimeValue | None) -> Told:
    if anchor is None or anchor.start is None or anchor.end is None:
        return _told(words, Setting(None, tense, previous))
    first = _told(words, Setting(anchor.start, tense, previous))
    if anchor.days == 1:
        return first
    last = _told(words, Setting(anchor.end - timedelta(days=1), tense, previous))
    if first == last or first.interval is None or last.interval is None:
        return first if first == last else replace(first, value=_shared(first, last), interval=None)
    coarse = max(first.precision or Precision.DAY, last.precision or Precision.DAY, key=list(Precision).index)
    basis = f"{first.basis}; publication known only to lie within {anchor.days} days"
    return Told(first.timex_type, _shared(first, last), first.interval.joined(last.interval), coarse, basis, first.unit)


def _shared(first: Told, last: Told) -> str | None:
    return first.value if first.value == last.value else None


_MODIFIERS = re.compile(
    r"(?:nearly|almost|about|around|roughly|approximately|some|over|under|at least|at most|(?:no )?more than"
    r"|(?:no )?less than|(?:no )?fewer than|up to|as (?:long|much|many) as|within|only|just (?:after|before|over)"
    r"|a good part of) "
)
_PHASES = re.compile(
    r"(?:the )?(?:(?P<phase>early|late|earlier|later|sometime|mid)(?: on)?[- ]+(?:in )?"
    r"|(?:very )?(?P<part>end|close|latter half|second half|last half|latter part|beginning|start|first half|early part"
    r"|early days|middle|rest|eve) of )"
)
_PART_PHASES = {
    "end": "late", "close": "late", "latter half": "late", "second half": "late", "last half": "late",
    "latter part": "late", "beginning": "early", "start": "early", "first half": "early", "early part": "early",
    "early days": "early", "middle": "mid", "rest": "later", "eve": "eve",
}  # fmt: skip
_CLOCK = re.compile(
    r"(?P<hour>\d{1,2})(?:[:.](?P<minute>\d\d))?(?::\d\d)? ?(?:(?P<half>[ap])\.?m\.?|o'clock)?"
    r"(?: in the (?P<part>morning|afternoon|evening|night))?(?: ?\(?(?:gmt|utc|bst|e[sd]t|c[sd]t|p[sd]t|et|pt|cet"
    r"|ist|pkt|msk|aest|jst)\)?| local time)?"
)
_NOON = re.compile(r"noon|midnight|midday")
_DAYPART_AFTER = re.compile(rf" (?:(?:early|late) )?(?P<daypart>{tw.DAYPART})s?$")
# "Tuesday evening, 21 January": the part of the day stands inside the date.
_DAYPART_WITHIN = re.compile(
    rf"^(?:(?:late|early)(?: on)? )?(?:{tw.either(tw.WEEKDAYS)}) ({tw.DAYPART}),? ((?=.*\d)(?!at |around |about ).*)$"
)
_NIGHT_BETWEEN = re.compile(
    r"(?:the )?(?:over)?night,? (?:(?:from|of|between) )?(?:the )?(?P<first>.+?)(?: (?:to|and|into) | ?[-–] ?)(?:the )?"
    r"(?P<last>.+)"
)
_NO_BRACKETS = str.maketrans("", "", "[]")
_DAYPART_BEFORE = re.compile(
    rf"(?:the )?(?:(?:early|late|mid)[- ]+)?(?:hours|(?P<daypart>{tw.DAYPART})s?)(?: (?:of|on))? (?=.)"
)


def _told(words: str, at: Setting) -> Told:
    words = _MODIFIERS.sub("", words, count=1) if _MODIFIERS.match(words) else words
    words = re.sub(r"'s$|s'$(?<!years')|\.$(?<![ap]\.m\.)", "", words)
    for pattern, rule in _RULES:
        if (match := pattern.fullmatch(words)) and (told := rule(match, at)) is not None:
            return told
    return _modified(words, at)


def _modified(words: str, at: Setting) -> Told:
    if night := _NIGHT_BETWEEN.fullmatch(words):
        between = _night(night["first"], _told(night["last"], at), at)
        if between is not OPEN:
            return between
    if phase := _PHASES.match(words):
        name = phase["phase"] or _PART_PHASES[phase["part"]]
        return phased(_told(words[phase.end() :], at), name, at)
    if part := _DAYPART_AFTER.search(words):
        return at_time(_told(words[: part.start()], at), daypart(part["daypart"]))
    if part := _DAYPART_BEFORE.match(words):
        return at_time(_told(words[part.end() :], at), daypart(part["daypart"]))
    return _clocked(words, at) or OPEN


def _night(first: str, last: Told, at: Setting) -> Told:
    """The night between two days, left open where the first is not the eve of the second."""
    end = last.interval.start if last.unit == "D" and last.interval else None
    if end is None:
        return OPEN
    eve = end - timedelta(days=1)
    if (number := tw.weekday_of(first)) is not None:
        is_eve = number == eve.weekday()
    elif first.rstrip("stndrh").isdigit():
        is_eve = int(first.rstrip("stndrh")) == eve.day
    else:
        is_eve = _told(first, replace(at, anchor=end, tense="past")).interval == DateInterval.day(eve)
    if not is_eve:
        return OPEN
    night = at_time(cal.day(eve).because(f"the night before {end}; {last.basis}"), "NI")
    return replace(night, interval=DateInterval(eve, end + timedelta(days=1)))


def _clocked(words: str, at: Setting) -> Told | None:
    if clock := _CLOCK.match(words):
        if not (clock["half"] or clock["minute"] or "clock" in clock[0]):
            return None
        time = _hour(clock)
    elif clock := _NOON.match(words):
        time = "24:00" if clock[0] == "midnight" else "12:00"
    else:
        return None
    rest = re.sub(r"^[, ]*(?:on )?(?:the )?", "", words[clock.end() :])
    if rest:
        return at_time(_told(rest, at), time)
    here = at.before if at.before and at.before.days == 1 else None
    on = here.start if here else at.anchor
    return at_time(cal.day(on).because("clock time on the day told last"), time) if on else Told("TIME", f"T{time}")


def _hour(clock: re.Match[str]) -> str:
    hour, minute = int(clock["hour"]), clock["minute"] or "00"
    late = clock["half"] == "p" or clock["part"] in ("afternoon", "evening", "night")
    if late and hour < 12:
        hour += 12
    elif clock["half"] == "a" and hour == 12:
        hour = 0
    return f"{hour:02}:{minute}"
