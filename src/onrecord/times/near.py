"""Rules of days and calendar units told from publication or from another date of the text."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from onrecord.model.dates import DateInterval
from onrecord.text import timewords as tw
from onrecord.times import calendar as cal
from onrecord.times.calendar import OPEN, Told
from onrecord.times.rules import (
    COUNT,
    SIZE,
    UNIT_WORDS,
    Rules,
    Setting,
    at_time,
    count_of,
    daypart,
    is_quarter,
    length,
    quarter_shifted,
    same_unit,
)

rule = Rules()

_NEAR = {"today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1, "overnight": 0}
_NEAR |= {"the day before yesterday": -2, "the day after tomorrow": 2}


@rule(tw.either(_NEAR))
def _near_day(match: re.Match[str], at: Setting) -> Told | None:
    if at.anchor is None:
        return OPEN
    name = " ".join(match[0].split())
    told = cal.day(at.anchor + timedelta(days=_NEAR[name])).because(f"{name}, from publication")
    if name == "overnight" and told.interval and at.anchor:
        days = DateInterval(at.anchor - timedelta(days=1), at.anchor + timedelta(days=1))
        return replace(at_time(told, "NI"), interval=days)
    return at_time(told, "NI") if name == "tonight" else told


@rule(rf"(?P<which>this|that|last|the (?:next|same|following|previous)) (?P<part>{tw.DAYPART})")
def _this_daypart(match: re.Match[str], at: Setting) -> Told | None:
    code, which = daypart(match["part"]), match["which"].removeprefix("the ")
    if which in ("that", "same", "following", "next", "previous"):
        base = at.before.start if at.before and at.before.days == 1 else None
        by = {"following": 1, "next": 1, "previous": -1}.get(which, 0)
        return at_time(cal.day(base + timedelta(days=by)).because("from the day told last"), code) if base else OPEN
    if at.anchor is None:
        return OPEN
    by = -1 if which == "last" else 0
    return at_time(cal.day(at.anchor + timedelta(days=by)).because("part of the day of publication"), code)


@rule(
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


@rule(rf"(?:the )?(?P<which>this|current|last|past|next|coming|latest) (?:fiscal |calendar |financial )?{UNIT_WORDS}")
@rule(r"(?P<which>the) (?P<unit>quarter|week|month|year|weekend|(?:fiscal|full) year)")
def _unit_near(match: re.Match[str], at: Setting) -> Told | None:
    unit, which = tw.UNITS.get(match["unit"].split()[-1], ""), match["which"]
    if match[0].endswith("s") and which != "this":
        return None
    if unit in ("D", "TS", "TM", "TH", "S") or at.anchor is None:
        return Told("DATE", "PRESENT_REF") if which in ("this", "current") and at.anchor else OPEN
    if which in ("past",) and unit != "Q":
        return length(1, unit, at, -1)
    if which == "the" and unit == "Q" and is_quarter(at):
        return same_unit("Q", at)
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


@rule(r"(?:the|that)(?: very)? same (?:hour|moment|time)|(?:that|the same) (?:very )?(?:hour|moment)")
def _same_hour(match: re.Match[str], at: Setting) -> Told | None:
    base = at.before.start if at.before and at.before.days == 1 else None
    return replace(cal.day(base).because("at an hour of the day told last"), value=None) if base else OPEN


@rule(rf"(?:the )?(?P<which>that|same|following|next|previous|preceding|that same|very same) {UNIT_WORDS}")
def _unit_from_text(match: re.Match[str], at: Setting) -> Told | None:
    unit, which = tw.UNITS[match["unit"]], match["which"]
    by = {"following": 1, "next": 1, "previous": -1, "preceding": -1}.get(which, 0)
    return same_unit(unit, at, by)


@rule(r"(?P<part>dawn|dusk)")
def _lone_daypart(match: re.Match[str], at: Setting) -> Told | None:
    """ "Before *dawn*", of the day told last."""
    base = at.before.start if at.before and at.before.days == 1 else None
    code = daypart(match["part"])
    return at_time(cal.day(base).because("part of the day told last"), code) if base else OPEN


@rule(
    rf"{COUNT} {SIZE}{UNIT_WORDS}(?: or (?:so|two|more))? "
    r"(?P<way>ago|earlier|before|previously|prior|hence|from now|later|after|afterwards?)"
)
@rule(rf"(?P<count>){UNIT_WORDS} (?P<way>ago|earlier|before|later|after)")
def _ago(match: re.Match[str], at: Setting) -> Told | None:
    unit, count, way = tw.UNITS[match["unit"]], count_of(match["count"] or "some"), match["way"]
    back = way in ("ago", "earlier", "before", "previously", "prior")
    if count is None:
        return Told("DATE", "PAST_REF" if way == "ago" else None, None, None, "vague")
    from_now = way in ("ago", "hence", "from now")
    if unit == "Y" and count == 1 and back and is_quarter(at):
        return quarter_shifted(at, -1)
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


def _counted(base: date, unit: str, count: float, of: str) -> Told:
    """The unit that lies so many units from a day, told as finely as the unit is."""
    day = cal.moved(base, unit, count)
    if day is None:
        return OPEN
    grain = {"F": "W", "S": "Y", "WE": "W"}.get(unit, "D" if unit.startswith("T") else unit)
    if unit == "D" or count != int(count):
        return cal.day(day).because(f"counted in days from {of}") if unit == "D" else OPEN
    return cal.of_unit(grain, day).because(f"counted from {of}")
