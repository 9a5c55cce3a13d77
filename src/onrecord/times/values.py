"""The TIMEX3 value and the days of one time expression.

A table of rules, tried in order on the words in lower case after what only modifies them ("nearly", "late", "the
night of", "2 p.m. on") was taken off. A rule answers for one day of publication; where publication is only known to
lie in a longer stretch, what both its ends agree on stands, and the rest becomes an interval that says so.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from onrecord.model.dates import DateInterval, Precision, TimeValue
from onrecord.model.spans import Span
from onrecord.text import timewords as tw
from onrecord.times import calendar as cal
from onrecord.times.calendar import OPEN, Told


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
_RULES: list[tuple[re.Pattern[str], Rule]] = []


def _rule(pattern: str) -> Callable[[Rule], Rule]:
    def keep(function: Rule) -> Rule:
        _RULES.append((re.compile(pattern, re.IGNORECASE), function))
        return function

    return keep


def value(
    text: str, span: Span, *, anchor: DateInterval | None, tense: str | None = None, previous: TimeValue | None = None
) -> TimeValue:
    """What the time expression at `span` says: TIMEX3 type and value, and its days where they can be told.

    `anchor` is the interval of publication (or of the statement the words stand in); `tense` "past", "future" or
    None of the happening told; `previous` the last dated expression before, for "the following week".
    """
    words = " ".join(span.of(text).lower().replace("’", "'").split())
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
        return first if first == last else replace(first, value=None, interval=None)
    coarse = max(first.precision or Precision.DAY, last.precision or Precision.DAY, key=list(Precision).index)
    basis = f"{first.basis}; publication known only to lie within {anchor.days} days"
    return Told(first.timex_type, None, first.interval.joined(last.interval), coarse, basis, first.unit)


_MODIFIERS = re.compile(
    r"(?:nearly|almost|about|around|roughly|approximately|some|over|under|at least|at most|(?:no )?more than"
    r"|(?:no )?less than|(?:no )?fewer than|up to|as (?:long|much|many) as|within|only|just (?:after|before|over)|a good part of) "
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
_DAYPART_BEFORE = re.compile(
    rf"(?:the )?(?:(?:early|late|mid)[- ]+)?(?:hours|(?P<daypart>{tw.DAYPART})s?)(?: (?:of|on))? (?=.)"
)
_UNIT_WORDS = f"(?P<unit>{tw.UNIT})s?"


def _told(words: str, at: Setting) -> Told:
    words = _MODIFIERS.sub("", words, count=1) if _MODIFIERS.match(words) else words
    words = re.sub(r"'s$|s'$(?<!years')|\.$(?<![ap]\.m\.)", "", words)
    for pattern, rule in _RULES:
        if (match := pattern.fullmatch(words)) and (told := rule(match, at)) is not None:
            return told
    return _modified(words, at)


def _modified(words: str, at: Setting) -> Told:
    if phase := _PHASES.match(words):
        name = phase["phase"] or _PART_PHASES[phase["part"]]
        return _phased(_told(words[phase.end() :], at), name, at)
    if part := _DAYPART_AFTER.search(words):
        return _at_time(_told(words[: part.start()], at), _daypart(part["daypart"]))
    if part := _DAYPART_BEFORE.match(words):
        return _at_time(_told(words[part.end() :], at), _daypart(part["daypart"]))
    return _clocked(words, at) or OPEN


def _daypart(name: str | None) -> str | None:
    return tw.DAYPARTS.get(name) if name else None


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
        return _at_time(_told(rest, at), time)
    here = at.before if at.before and at.before.days == 1 else None
    on = here.start if here else at.anchor
    return _at_time(cal.day(on).because("clock time on the day told last"), time) if on else Told("TIME", f"T{time}")


def _hour(clock: re.Match[str]) -> str:
    hour, minute = int(clock["hour"]), clock["minute"] or "00"
    late = clock["half"] == "p" or clock["part"] in ("afternoon", "evening", "night")
    if late and hour < 12:
        hour += 12
    elif clock["half"] == "a" and hour == 12:
        hour = 0
    return f"{hour:02}:{minute}"


def _at_time(told: Told, time: str | None) -> Told:
    if told.unit != "D" or time is None or told.value is None:
        return told
    return replace(told, timex_type="TIME", value=f"{told.value.partition('T')[0]}T{time}")


def _phased(told: Told, phase: str, at: Setting) -> Told:
    """The part of an interval that "late", "earlier" and their like leave, with what was assumed in its basis."""
    span = told.interval
    if span is None or span.start is None or span.end is None or span.days is None or span.days < 5:
        return told
    now = at.anchor
    if phase in ("earlier", "later", "sometime") and now and span.holds(now):
        tomorrow = now + timedelta(days=1)
        cut = {"earlier": DateInterval(span.start, tomorrow), "later": DateInterval(now, span.end)}.get(phase, span)
        return replace(told, interval=cut, basis=_join(told.basis, f"{phase}: cut at publication"))
    half, quarter = timedelta(days=(span.days + 1) // 2), timedelta(days=span.days // 4)
    if phase == "early":
        cut = DateInterval(span.start, span.start + half)
    elif phase == "late":
        cut = DateInterval(span.end - half, span.end)
    elif phase == "mid":
        cut = DateInterval(span.start + quarter, span.end - quarter)
    else:
        return told
    return replace(told, interval=cut, basis=_join(told.basis, f"{phase}: half of it, by convention"))


def _join(*parts: str | None) -> str:
    return "; ".join(part for part in parts if part)


# Dates written out -------------------------------------------------------------------------------------------------

_MONTH = f"(?P<month>{tw.either(tw.MONTHS)})\\.?"
_WEEKDAY = f"(?:{tw.either(tw.WEEKDAYS)})\\.?"
_NTH = rf"(?P<day>\d{{1,2}}|{tw.either(tw.ORDINALS)})(?:st|nd|rd|th)?"
_RANGE = r"(?: ?[-–] ?(?P<last>\d{1,2}))?"
_YEAR = rf"(?P<year>{tw.YEAR}|nineteen [a-z -]+|(?:the year )?two thousand[a-z -]*)"
_WHICH_YEAR = r"(?:of )?(?P<which>this|last|next|that) year"


@_rule(r"(\d{4})-(\d\d)-(\d\d)(?:[t ].*)?")
def _iso(match: re.Match[str], at: Setting) -> Told | None:
    return _day(int(match[1]), int(match[2]), int(match[3]))


@_rule(r"(\d{1,2})([/.])(\d{1,2})[/.](\d{4}|\d\d)")
def _numeric(match: re.Match[str], at: Setting) -> Told | None:
    first, second, year = int(match[1]), int(match[3]), int(match[4])
    year += 0 if year > 99 else 2000 if year < 50 else 1900
    if match[2] == "." or first > 12 or first == second:
        return _day(year, second, first)
    if second > 12:
        return _day(year, first, second)
    both = [_day(year, second, first), _day(year, first, second)]
    if both[0] is None or both[1] is None or both[0].interval is None or both[1].interval is None:
        return OPEN
    # Day first or month first cannot be told: the year is sure, the day is not.
    return cal.year(year).because("day and month may stand in either order")


@_rule(rf"(?:{_WEEKDAY},? )?(?:the )?{_MONTH} (?:the )?{_NTH}{_RANGE}(?:,? (?:of )?{_YEAR}|,? {_WHICH_YEAR})?")
@_rule(rf"(?:{_WEEKDAY},? )?(?:the )?{_NTH}{_RANGE}(?: of)? {_MONTH}(?:,? {_YEAR}| {_WHICH_YEAR})?")
def _month_day(match: re.Match[str], at: Setting) -> Told | None:
    month, number = tw.month_of(match["month"]), _day_number(match["day"])
    if month is None or number is None:
        return None
    year = _year_told(match, at)
    if year is None:
        found = _nearest(lambda y: _day(y, month, number), at)
        if found is None:
            return Told("DATE", f"XXXX-{month:02}-{number:02}")
        told, basis = found
        year, basis = int((told.value or "0")[:4]), f"day and month, {basis}"
    else:
        basis = "written date" if match["year"] else "day and month of a year told from publication"
    return _days_of(year, month, number, match["last"], basis)


def _days_of(year: int, month: int, number: int, last: str | None, basis: str) -> Told | None:
    first = _day(year, month, number)
    until = _day(year, month, int(last)) if last else None
    if first and until and first.interval and until.interval and int(last or 0) > number:
        return replace(first, interval=first.interval.joined(until.interval), basis=basis)
    return first.because(basis) if first else None


def _day_number(words: str) -> int | None:
    return int(words) if words.isdigit() else tw.ordinal_of(words)


def _day(year: int, month: int, number: int) -> Told | None:
    try:
        return cal.day(date(year, month, number)).because("written date")
    except ValueError:
        return None


def _year_told(match: re.Match[str], at: Setting) -> int | None:
    groups = match.groupdict()
    if words := groups.get("year"):
        return int(words) if words.isdigit() else tw.year_of_words(words.removeprefix("the year "))
    which = groups.get("which")
    if which == "that":
        return at.before.start.year if at.before and at.before.start else None
    return at.anchor.year + {"this": 0, "last": -1, "next": 1}[which] if which and at.anchor else None


def _nearest(make: Callable[[int], Told | None], at: Setting) -> tuple[Told, str] | None:
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


@_rule(rf"(?:the month of )?{_MONTH}(?:,? (?:of )?{_YEAR}|,? {_WHICH_YEAR})")
def _month_of_year(match: re.Match[str], at: Setting) -> Told | None:
    month, year = tw.month_of(match["month"]), _year_told(match, at)
    if month is None:
        return None
    return cal.month(year, month).because("written month") if year else Told("DATE", f"XXXX-{month:02}")


@_rule(rf"(?:the month of )?(?:(?P<which>this|last|next|the same|the previous|the following) )?{_MONTH}")
def _month_alone(match: re.Match[str], at: Setting) -> Told | None:
    month, now = tw.month_of(match["month"]), at.anchor
    if month is None or now is None:
        return Told("DATE", f"XXXX-{month:02}") if month else None
    which = match["which"]
    if which == "last":
        return cal.month(now.year - (month >= now.month), month).because("month before publication")
    if which == "next":
        return cal.month(now.year + (month <= now.month), month).because("month after publication")
    if which == "this":
        return cal.month(now.year, month).because("month of the year of publication")
    if near := _nearest(lambda year: cal.month(year, month), at):
        return near[0].because(f"month, {near[1]}")
    return None


# Years, decades, centuries -----------------------------------------------------------------------------------------


@_rule(
    r"(?:the )?(?:fiscal |calendar |financial |academic )?(?:year |the year )?(\d{4})(?: and beyond| or later| period)?"
)
def _year(match: re.Match[str], at: Setting) -> Told | None:
    told = cal.year(int(match[1])).because("written year")
    if "fiscal" in match[0] or "financial" in match[0]:
        # A fiscal year begins when its owner says; its days are left open.
        return replace(told, interval=None, precision=None, basis="fiscal year")
    return told


@_rule(r"(?:the )?(\d{4}) ?[-–/] ?(\d{4}|\d\d)")
def _year_range(match: re.Match[str], at: Setting) -> Told | None:
    first = int(match[1])
    last = int(match[2]) if len(match[2]) == 4 else first // 100 * 100 + int(match[2])
    return cal.years(first, last, match[1]).because("written years") if first < last < first + 200 else None


@_rule(r"(?:the year )?(nineteen [a-z -]+|eighteen [a-z -]+|two thousand[a-z -]*)")
def _spelt_year(match: re.Match[str], at: Setting) -> Told | None:
    year = tw.year_of_words(match[1])
    return cal.year(year).because("year in words") if year else None


_DECADES = {
    word: 10 * number
    for number, word in enumerate(
        ("twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties"), start=2
    )
}


@_rule(rf"(?:the )?(?:(?P<century>\d\d)?'?(?P<ten>\d)0'?s|(?P<word>{tw.either(_DECADES)}))")
def _decade(match: re.Match[str], at: Setting) -> Told | None:
    tens = _DECADES[match["word"]] if match["word"] else int(match["ten"]) * 10
    century = int(match["century"]) if match["century"] else 19 if tens >= 30 else None
    if century is None:
        return OPEN
    return cal.decade(century * 100 + tens).because("written decade")


@_rule(rf"(?:the )?(?P<nth>\d\d?(?:th|st|nd|rd)|{tw.either(tw.ORDINALS)}) century")
def _century(match: re.Match[str], at: Setting) -> Told | None:
    number = tw.ordinal_of(match["nth"])
    return cal.century(number).because("written century") if number else None


# Days and weekdays near publication --------------------------------------------------------------------------------

_NEAR = {"today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1, "overnight": 0}
_NEAR |= {"the day before yesterday": -2, "the day after tomorrow": 2}


@_rule(tw.either(_NEAR))
def _near_day(match: re.Match[str], at: Setting) -> Told | None:
    if at.anchor is None:
        return OPEN
    name = " ".join(match[0].split())
    told = cal.day(at.anchor + timedelta(days=_NEAR[name])).because(f"{name}, from publication")
    if name == "overnight" and told.interval and at.anchor:
        days = DateInterval(at.anchor - timedelta(days=1), at.anchor + timedelta(days=1))
        return replace(_at_time(told, "NI"), interval=days)
    return _at_time(told, "NI") if name == "tonight" else told


@_rule(rf"(?P<which>this|that|last|the (?:next|same|following|previous)) (?P<part>{tw.DAYPART})")
def _this_daypart(match: re.Match[str], at: Setting) -> Told | None:
    code, which = _daypart(match["part"]), match["which"].removeprefix("the ")
    if which in ("that", "same", "following", "next", "previous"):
        base = at.before.start if at.before and at.before.days == 1 else None
        by = {"following": 1, "next": 1, "previous": -1}.get(which, 0)
        return _at_time(cal.day(base + timedelta(days=by)).because("from the day told last"), code) if base else OPEN
    if at.anchor is None:
        return OPEN
    by = -1 if which == "last" else 0
    return _at_time(cal.day(at.anchor + timedelta(days=by)).because("part of the day of publication"), code)


@_rule(
    rf"(?:(?P<which>this past|this coming|this|that|last|next|the same|the previous|the following|the next) )?"
    rf"(?P<weekday>{tw.either(tw.WEEKDAYS)})\.?(?: (?P<week>this|last|next) week)?"
)
def _weekday(match: re.Match[str], at: Setting) -> Told | None:
    number = tw.weekday_of(match["weekday"])
    if number is None:
        return None
    which = (match["which"] or "").removeprefix("the ")
    if which in ("that", "same", "previous", "following"):
        return _weekday_from_text(number, which, at)
    if at.anchor is None:
        return Told("DATE", f"XXXX-WXX-{number + 1}")
    if match["week"]:
        weeks = {"this": 0, "last": -1, "next": 1}[match["week"]]
        monday = at.anchor - timedelta(days=at.anchor.weekday()) + timedelta(days=7 * weeks)
        return cal.day(monday + timedelta(days=number)).because(f"weekday of {match['week']} week")
    return _weekday_near(number, which, at.anchor, at.tense)


def _weekday_near(number: int, which: str, now: date, tense: str | None) -> Told:
    back = (now.weekday() - number) % 7
    ahead = (number - now.weekday()) % 7
    if which in ("next", "this coming") or (tense == "future" and which in ("", "this")):
        by = ahead or (7 if which else 0)
        return cal.day(now + timedelta(days=by)).because("weekday after publication")
    by = back or (7 if which in ("last", "this past") else 0)
    why = "weekday before publication" if tense == "past" or which else "weekday before publication, as news is told"
    return cal.day(now - timedelta(days=by)).because(why)


def _weekday_from_text(number: int, which: str, at: Setting) -> Told:
    base = at.before
    if base is None or base.start is None or base.end is None:
        return Told("DATE", f"XXXX-WXX-{number + 1}")
    if which == "following":
        first = base.end
        return cal.day(first + timedelta(days=(number - first.weekday()) % 7)).because(
            "weekday after the date told last"
        )
    last = base.end - timedelta(days=1)
    if which == "previous":
        last = base.start - timedelta(days=1)
    return cal.day(last - timedelta(days=(last.weekday() - number) % 7)).because("weekday before the date told last")


# Calendar units from publication or from the text ------------------------------------------------------------------


@_rule(rf"(?:the )?(?P<which>this|current|last|past|next|coming|latest) (?:fiscal |calendar |financial )?{_UNIT_WORDS}")
@_rule(r"(?P<which>the) (?P<unit>quarter|week|month|year|weekend|(?:fiscal|full) year)")
def _unit_near(match: re.Match[str], at: Setting) -> Told | None:
    unit, which = tw.UNITS.get(match["unit"].split()[-1], ""), match["which"]
    if match[0].endswith("s") and which != "this":
        return None
    if unit in ("D", "TS", "TM", "TH", "S") or at.anchor is None:
        return Told("DATE", "PRESENT_REF") if which in ("this", "current") and at.anchor else OPEN
    if which in ("past",) and unit != "Q":
        return _length(1, unit, at, -1)
    if which == "the" and unit == "Q" and _is_quarter(at):
        return _same_unit("Q", at)
    if unit == "WE":
        return _weekend_near(which, at.anchor, at.tense)
    by = {"last": -1, "next": 1, "coming": 1}.get(which, -1 if unit == "Q" and which in ("the", "latest") else 0)
    day = cal.moved(at.anchor.replace(day=1) if unit in ("M", "Q", "Y") else at.anchor, unit, by)
    return cal.of_unit(unit, day).because(f"{which} {match['unit']}, from publication") if day else OPEN


def _weekend_near(which: str, now: date, tense: str | None) -> Told:
    by = 1 if which in ("next", "coming") else -1 if which == "last" else 0
    if which == "the" and tense != "future" and now.weekday() < 5:
        by = -1
    return cal.weekend(now + timedelta(days=7 * by)).because(f"{which} weekend, from publication")


def _is_quarter(at: Setting) -> bool:
    return bool(at.previous and at.previous.timex_value and re.fullmatch(r"\d{4}-Q\d", at.previous.timex_value))


def _same_unit(unit: str, at: Setting, by: float = 0) -> Told:
    """The calendar unit that holds the date told last, or one so many units away."""
    base = at.before
    if base is None or base.start is None:
        return OPEN
    day = cal.moved(base.start, unit, by)
    return cal.of_unit(unit, day).because("from the date told last") if day else OPEN


@_rule(rf"(?:the )?(?P<which>that|same|following|next|previous|preceding|that same|very same) {_UNIT_WORDS}")
def _unit_from_text(match: re.Match[str], at: Setting) -> Told | None:
    unit, which = tw.UNITS[match["unit"]], match["which"]
    by = {"following": 1, "next": 1, "previous": -1, "preceding": -1}.get(which, 0)
    return _same_unit(unit, at, by)


_COUNT = (
    rf"(?P<count>{tw.NUMBER}|an?|(?:a )?couple(?: of)?|(?:a |the )?few|several|many|another|an additional|half an?"
    r"|some)"
)
_SIZE = (
    r"(?:full |whole |entire |additional |long |straight |consecutive |trading |working |business |calendar |fiscal )?"
)
_VAGUE_COUNTS = ("few", "several", "many", "some", "tens", "dozens", "hundreds", "number", "matter")


def _count(words: str) -> float | None:
    """The number in front of a unit; None where the words leave it open."""
    if any(word in words.split() for word in _VAGUE_COUNTS):
        return None
    if words.startswith(("couple", "a couple")):
        return 2.0
    if words.startswith("half"):
        return 0.5
    return 1.0 if words in ("a", "an", "another", "an additional") else tw.number_of(words)


@_rule(
    rf"{_COUNT} {_SIZE}{_UNIT_WORDS}(?: or (?:so|two|more))? "
    r"(?P<way>ago|earlier|before|previously|prior|hence|from now|later|after|afterwards?)"
)
@_rule(rf"(?P<count>){_UNIT_WORDS} (?P<way>ago|earlier|before|later|after)")
def _ago(match: re.Match[str], at: Setting) -> Told | None:
    unit, count, way = tw.UNITS[match["unit"]], _count(match["count"] or "some"), match["way"]
    back = way in ("ago", "earlier", "before", "previously", "prior")
    if count is None:
        return Told("DATE", "PAST_REF" if way == "ago" else None, None, None, "vague")
    from_now = way in ("ago", "hence", "from now")
    if unit == "Y" and count == 1 and back and _is_quarter(at):
        return _quarter_shifted(at, -1)
    if not from_now:
        return _from_text(unit, -count if back else count, at)
    if at.anchor is None:
        return OPEN
    return _counted(at.anchor, unit, -count if back else count, "publication")


def _from_text(unit: str, count: float, at: Setting) -> Told:
    base = at.before
    if base is None or base.start is None:
        return OPEN
    if base.days == 1 or unit in ("D", "W", "F"):
        return _counted(base.start, unit, count, "the date told last") if base.days == 1 else OPEN
    day = cal.moved(base.start, unit, count)
    grain = {28: "M", 29: "M", 30: "M", 31: "M", 365: "Y", 366: "Y", 7: "W"}.get(base.days or 0, unit)
    return cal.of_unit(grain, day).because("counted from the date told last") if day else OPEN


def _quarter_shifted(at: Setting, years: int) -> Told:
    year, number = (at.previous.timex_value or "").split("-Q") if at.previous else ("0", "0")
    return cal.quarter(int(year) + years, int(number)).because("from the quarter told last")


def _counted(base: date, unit: str, count: float, of: str) -> Told:
    """The unit that lies so many units from a day, told as finely as the unit is."""
    day = cal.moved(base, unit, count)
    if day is None:
        return OPEN
    grain = {"F": "W", "S": "Y", "WE": "W"}.get(unit, "D" if unit.startswith("T") else unit)
    if unit == "D" or count != int(count):
        return cal.day(day).because(f"counted in days from {of}") if unit == "D" else OPEN
    return cal.of_unit(grain, day).because(f"counted from {of}")


# Lengths of time ---------------------------------------------------------------------------------------------------

_LETTERS = {"DE": ("Y", 10), "CE": ("Y", 100), "ML": ("Y", 1000), "F": ("W", 2), "S": ("S", 1), "WE": ("WE", 1)}


def _duration_value(count: float | None, unit: str) -> str:
    letter, size = _LETTERS.get(unit, (unit.removeprefix("T"), 1))
    prefix = "PT" if unit.startswith("T") else "P"
    if count is None:
        return f"{prefix}X{letter if size == 1 else {'DE': 'DE', 'CE': 'CE'}.get(unit, letter)}"
    total = count * size
    if total != int(total) and unit in ("Y", "TH", "TM") and total % 1 == 0.5:
        half = {"Y": "6M", "TH": "30M", "TM": "30S"}[unit]
        return f"{prefix}{int(total)}{letter}{half}" if total > 1 else f"{prefix}{half}"
    return f"{prefix}{total:g}{letter}"


def _length(count: float | None, unit: str, at: Setting, way: int) -> Told:
    """A length that ends (way −1) or begins (way 1) at publication."""
    value = _duration_value(count, unit)
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


@_rule(
    rf"(?:the )?(?P<which>past|last|next|coming|recent) {_COUNT} (?:more )?{_SIZE}{_UNIT_WORDS}(?: or (?:so|two|more))?"
)
def _past_length(match: re.Match[str], at: Setting) -> Told | None:
    way = 1 if match["which"] in ("next", "coming") else -1
    count, unit = _count(match["count"]), tw.UNITS[match["unit"]]
    if count == 24 and unit == "TH":
        count, unit = 1, "D"
    return _length(count, unit, at, way)


@_rule(
    rf"(?:the |these |those )?(?:latest |first |final |last |same |year-earlier |year-ago )?{_COUNT}"
    rf"(?P<half> and a half)?(?: (?:to|or|and) (?P<high>{tw.NUMBER})| ?[-–] ?\d+)?(?: or (?:more|so))?[- ]"
    rf"(?:more )?{_SIZE}{_UNIT_WORDS}(?P<halved> and a half)?(?:[- ]long| or (?:so|two|more))?"
)
def _duration(match: re.Match[str], at: Setting) -> Told | None:
    count = _count(match["count"])
    if count is not None and (match["half"] or match["halved"]):
        count += 0.5
    return Told("DURATION", _duration_value(count, tw.UNITS[match["unit"]]))


@_rule(
    r"(?P<unit>seconds|minutes|hours|days|weeks|months|years|decades|centuries)(?:-long| long)?(?: (?:or|and) [a-z]+)?"
)
def _loose_duration(match: re.Match[str], at: Setting) -> Told | None:
    word = match["unit"].removesuffix("s") if match["unit"] != "centuries" else "century"
    return Told("DURATION", _duration_value(None, tw.UNITS[word]))


@_rule(r"(?:a )?(?:short )?while|some time")
def _while(match: re.Match[str], at: Setting) -> Told | None:
    return Told("DURATION", "PXX")


# Quarters ----------------------------------------------------------------------------------------------------------


@_rule(
    r"(?:the |a |its |their )?(?:(?P<y>\d{4}) )?(?:(?P<which>this|last|next)(?: year's)? )?"
    r"(?P<ago>year-(?:ago|earlier) )?(?:(?:fiscal|calendar)[- ])?"
    r"(?:(?P<nth>first|second|third|fourth|final|1st|2nd|3rd|4th)|q(?P<q>[1-4]))[- ]?(?:fiscal )?"
    rf"(?P<unit>quarter|half)?(?:,? (?:of )?(?:(?P<year>\d{{4}})|(?:the )?{_WHICH_YEAR.replace('which', 'w2')}))?"
)
def _quarter(match: re.Match[str], at: Setting) -> Told | None:
    if match["unit"] is None and match["q"] is None:
        return None
    number = int(match["q"]) if match["q"] else {"final": 4}.get(match["nth"]) or tw.ordinal_of(match["nth"]) or 0
    make = cal.half if match["unit"] == "half" else cal.quarter
    year = match["year"] or match["y"]
    if year:
        return make(int(year), number).because("written quarter")
    if at.anchor is None or number > (2 if match["unit"] == "half" else 4):
        return OPEN
    which = match["which"] or match["w2"]
    if which and which != "that":
        by = {"this": 0, "last": -1, "next": 1}[which]
        return make(at.anchor.year + by, number).because("quarter of a year told from publication")
    found = _nearest(lambda y: make(y, number), replace(at, tense="past"))
    told, why = found if found else (OPEN, "")
    if match["ago"] and told.value:
        told = make(int(told.value[:4]) - 1, number)
    return told.because(f"quarter, {why}")


@_rule(r"(?:the |a )?(?:comparable |corresponding |same )*year-(?:ago|earlier)(?: (?:period|quarter|month|week))?")
@_rule(r"the (?:corresponding|same|comparable) (?:period|quarter) (?:last year|a year (?:ago|earlier)|of last year)")
@_rule(r"last year's (?:period|quarter)|the (?:period|quarter) a year (?:ago|earlier)")
def _year_ago(match: re.Match[str], at: Setting) -> Told | None:
    if _is_quarter(at):
        return _quarter_shifted(at, -1)
    if at.anchor is None:
        return OPEN
    if "quarter" in match[0]:
        day = cal.moved(at.anchor.replace(day=1), "Q", -5)
        return cal.of_unit("Q", day).because("last quarter, a year before") if day else OPEN
    return cal.year(at.anchor.year - 1).because("a year before publication")


@_rule(r"the (?:latest|current|same|most recent)?\s?(?:period|quarter)")
def _period(match: re.Match[str], at: Setting) -> Told | None:
    return _same_unit("Q", at) if _is_quarter(at) else OPEN


@_rule(r"the (?P<year>\d{4}) (?:period|quarter)")
def _year_period(match: re.Match[str], at: Setting) -> Told | None:
    if _is_quarter(at) and at.previous and at.previous.timex_value:
        return cal.quarter(int(match["year"]), int(at.previous.timex_value[-1])).because("quarter told last")
    return cal.year(int(match["year"])).because("written year")


@_rule(r"(?:the )?year[- ]end|years?'s end|year's end")
def _year_end(match: re.Match[str], at: Setting) -> Told | None:
    if at.anchor is None:
        return OPEN
    return _phased(cal.year(at.anchor.year).because("end of the year of publication"), "late", at)


# Seasons, feasts, repetition, vague words --------------------------------------------------------------------------


@_rule(rf"(?:(?P<which>this|last|next|the|this past|this coming|that) )?(?P<season>{tw.SEASON})(?: (?:of )?{_YEAR})?")
def _season(match: re.Match[str], at: Setting) -> Told | None:
    name, year = match["season"], _year_told(match, at) if match["year"] else None
    if year:
        return cal.season(year, name).because("written season; northern")
    if at.anchor is None or match["which"] == "that":
        return OPEN
    return _season_near(name, match["which"], at)


def _season_near(name: str, which: str | None, at: Setting) -> Told:
    now = at.anchor
    if now is None:
        return OPEN
    made = [cal.season(year, name) for year in range(now.year - 2, now.year + 2)]
    over = [told for told in made if told.interval and told.interval.end and told.interval.end <= now]
    begun = [told for told in made if told.interval and told.interval.start and told.interval.start <= now]
    ahead = [told for told in made if told.interval and told.interval.start and told.interval.start > now]
    if which in ("last", "this past"):
        return over[-1].because("season before publication; northern")
    if which in ("next", "this coming") or at.tense == "future":
        return ahead[0].because("season after publication; northern")
    if which == "this":
        return cal.season(now.year - (name == "winter" and now.month < 6), name).because(
            "season of this year; northern"
        )
    return begun[-1].because("season, the last before publication; northern")


@_rule(rf"(?:(?P<which>this|last|next) )?(?P<feast>{tw.either(tw.FEASTS)})(?P<week> week)?(?:,? {_YEAR})?")
def _feast(match: re.Match[str], at: Setting) -> Told | None:
    name, year = match["feast"], _year_told(match, at) if match["year"] else None
    if tw.FEASTS[name] is None:
        return OPEN
    if year:
        told = _feast_in(name, year)
    else:
        tense = {"last": "past", "next": "future"}.get(match["which"] or "", at.tense)
        found = _nearest(lambda y: _feast_in(name, y), replace(at, tense=tense))
        told = found[0] if found else OPEN
    if match["week"] and told.interval and told.interval.start:
        return cal.week(told.interval.start).because("week of the feast")
    return told.because("feast day") if told.value else told


def _feast_in(name: str, year: int) -> Told:
    when = tw.FEASTS[name]
    if when == "thanksgiving":
        return cal.day(cal.thanksgiving(year))
    if isinstance(when, str):
        return cal.day(cal.easter(year) - timedelta(days=2 if when == "good friday" else 0))
    return cal.day(date(year, when[0], when[1]))


@_rule(tw.either(tw.SETS))
def _adverb_set(match: re.Match[str], at: Setting) -> Told | None:
    return Told("SET", tw.SETS[match[0]])


@_rule(
    rf"(?:every|each) (?:(?P<count>{tw.NUMBER}|few|other|single) )?(?:(?P<weekday>{tw.either(tw.WEEKDAYS)})"
    rf"|{_MONTH}|(?P<season>{tw.SEASON})|{_UNIT_WORDS}|(?P<part>{tw.DAYPART}))"
)
def _every(match: re.Match[str], at: Setting) -> Told | None:
    if match["weekday"]:
        return Told("SET", f"XXXX-WXX-{(tw.weekday_of(match['weekday']) or 0) + 1}")
    if match["month"]:
        return Told("SET", f"XXXX-{tw.month_of(match['month']) or 0:02}")
    if match["season"]:
        return Told("SET", f"XXXX-{tw.SEASONS[match['season']][0]}")
    if match["part"]:
        return Told("SET", f"XXXX-XX-XXT{_daypart(match['part'])}")
    words = match["count"] or "one"
    count = 2.0 if words == "other" else 1.0 if words == "single" else _count(words)
    return Told("SET", _duration_value(count, tw.UNITS[match["unit"]]))


@_rule(rf"(?P<weekday>{tw.either(tw.WEEKDAYS)})s(?: (?P<part>{tw.DAYPART})s?)?")
@_rule(rf"(?P<weekday>{tw.either(tw.WEEKDAYS)}) (?P<part>{tw.DAYPART})s")
def _weekdays(match: re.Match[str], at: Setting) -> Told | None:
    part = f"T{_daypart(match['part'])}" if match["part"] else ""
    return Told("SET", f"XXXX-WXX-{(tw.weekday_of(match['weekday']) or 0) + 1}{part}")


@_rule(rf"(?:once|twice|[a-z0-9]+ times) (?:a|an|each|every|per) {_UNIT_WORDS}")
def _times_a(match: re.Match[str], at: Setting) -> Told | None:
    return Told("SET", _duration_value(1, tw.UNITS[match["unit"]]))


_VAGUE_DAYS = {"D": ("M", 1), "W": ("M", 3), "M": ("Y", 1), "Q": ("Y", 2), "Y": ("Y", 10), "DE": ("Y", 50)}


@_rule(
    r"(?:the )?(?:more |most )?(?P<which>recent|past|last|coming|future|next|previous) (?:(?:few|several) )?"
    rf"{_UNIT_WORDS}"
    r"(?: and [a-z]+)?|the (?P<unit2>days|weeks|months|years) ahead"
)
def _recent(match: re.Match[str], at: Setting) -> Told | None:
    ahead = match["unit2"] is not None or match["which"] in ("coming", "future", "next")
    unit = tw.UNITS[match["unit"] or match["unit2"].removesuffix("s")]
    value = "FUTURE_REF" if ahead else "PAST_REF"
    if at.anchor is None or ahead or unit not in _VAGUE_DAYS:
        return Told("DATE", value, None, None, "vague")
    size, count = _VAGUE_DAYS[unit]
    start = cal.moved(at.anchor, size, -count)
    interval = DateInterval(start, at.anchor + timedelta(days=1))
    basis = f"vague: within {count} {'month' if size == 'M' else 'year'}{'s' if count > 1 else ''}, by convention"
    return Told("DATE", value, interval, Precision.ERA, basis, "E")


@_rule(tw.either(tw.VAGUE) + r"|more recently|(?:not )(?:that|so) long ago")
def _vague(match: re.Match[str], at: Setting) -> Told | None:
    word = " ".join(match[0].split())
    reference = tw.VAGUE.get(word, "PAST_REF")
    if reference == "PRESENT_REF" and at.anchor:
        return Told("DATE", reference, DateInterval.day(at.anchor), Precision.DAY, "the time of publication", "E")
    return Told("DATE", reference, None, None, "vague")


@_rule(r"the near (?:future|term)|the short term|(?:the )?future")
def _future(match: re.Match[str], at: Setting) -> Told | None:
    return Told("DATE", "FUTURE_REF", None, None, "vague")


@_rule(r"(?:that|the same) time|the time|(?:that|the same)(?: very)? moment|the past")
def _that_time(match: re.Match[str], at: Setting) -> Told | None:
    return Told("DATE", "PAST_REF", None, None, "vague")


@_rule(r"(?:the|that same|the same|that) day|the day")
def _that_day(match: re.Match[str], at: Setting) -> Told | None:
    return _same_unit("D", at) if at.before and at.before.days == 1 else OPEN
