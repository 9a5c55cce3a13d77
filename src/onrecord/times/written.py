"""Rules of dates written out: days, months, years, decades, centuries."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from onrecord.text import timewords as tw
from onrecord.times import calendar as cal
from onrecord.times.calendar import OPEN, Told
from onrecord.times.rules import (
    MONTH,
    WHICH_YEAR,
    YEAR,
    Rules,
    Setting,
    nearest,
    year_told,
)

rule = Rules()

_WEEKDAY = f"(?:{tw.either(tw.WEEKDAYS)})\\.?"
_NTH = rf"(?P<day>\d{{1,2}}|{tw.either(tw.ORDINALS)})(?:st|nd|rd|th)?"
_RANGE = r"(?: ?[-–] ?(?P<last>\d{1,2}))?"


@rule(r"(\d{4})-(\d\d)-(\d\d)(?:[t ].*)?")
def _iso(match: re.Match[str], at: Setting) -> Told | None:
    return _day(int(match[1]), int(match[2]), int(match[3]))


@rule(r"(\d{1,2})([/.])(\d{1,2})[/.](\d{4}|\d\d)")
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


@rule(rf"(?:{_WEEKDAY},? )?(?:the )?{MONTH} (?:the )?{_NTH}{_RANGE}(?:,? (?:of )?{YEAR}|,? {WHICH_YEAR})?")
@rule(rf"(?:{_WEEKDAY},? )?(?:the )?{_NTH}{_RANGE}(?: of)? {MONTH}(?:,? {YEAR}| {WHICH_YEAR})?")
def _month_day(match: re.Match[str], at: Setting) -> Told | None:
    month, number = tw.month_of(match["month"]), _day_number(match["day"])
    if month is None or number is None:
        return None
    year = year_told(match, at)
    if year is None:
        found = nearest(lambda y: _day(y, month, number), at)
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


@rule(rf"(?:the month of )?{MONTH}(?:,? (?:of )?{YEAR}|,? {WHICH_YEAR})")
def _month_of_year(match: re.Match[str], at: Setting) -> Told | None:
    month, year = tw.month_of(match["month"]), year_told(match, at)
    if month is None:
        return None
    return cal.month(year, month).because("written month") if year else Told("DATE", f"XXXX-{month:02}")


@rule(rf"(?:the month of )?(?:(?P<which>this|last|next|the same|the previous|the following) )?{MONTH}")
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
    if near := nearest(lambda year: cal.month(year, month), at):
        return near[0].because(f"month, {near[1]}")
    return None


@rule(
    r"(?:the )?(?:fiscal |calendar |financial |academic )?(?:year |the year )?(\d{4})(?: and beyond| or later| period)?"
)
def _year(match: re.Match[str], at: Setting) -> Told | None:
    told = cal.year(int(match[1])).because("written year")
    if "fiscal" in match[0] or "financial" in match[0]:
        # A fiscal year begins when its owner says; its days are left open.
        return replace(told, interval=None, precision=None, basis="fiscal year")
    return told


@rule(r"(?:the )?(\d{4}) ?[-–/] ?(\d{4}|\d\d)")
def _year_range(match: re.Match[str], at: Setting) -> Told | None:
    first = int(match[1])
    last = int(match[2]) if len(match[2]) == 4 else first // 100 * 100 + int(match[2])
    return cal.years(first, last, match[1]).because("written years") if first < last < first + 200 else None


@rule(r"(?:the year )?(nineteen [a-z -]+|eighteen [a-z -]+|two thousand[a-z -]*)")
def _spelt_year(match: re.Match[str], at: Setting) -> Told | None:
    year = tw.year_of_words(match[1])
    return cal.year(year).because("year in words") if year else None


_DECADES = {
    word: 10 * number
    for number, word in enumerate(
        ("twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties"), start=2
    )
}


@rule(rf"(?:the )?(?:(?P<century>\d\d)?'?(?P<ten>\d)0'?s|(?P<word>{tw.either(_DECADES)}))")
def _decade(match: re.Match[str], at: Setting) -> Told | None:
    tens = _DECADES[match["word"]] if match["word"] else int(match["ten"]) * 10
    century = int(match["century"]) if match["century"] else 19 if tens >= 30 else None
    if century is None:
        return OPEN
    return cal.decade(century * 100 + tens).because("written decade")


@rule(rf"(?:the )?(?P<nth>\d\d?(?:th|st|nd|rd)|{tw.either(tw.ORDINALS)}) century")
def _century(match: re.Match[str], at: Setting) -> Told | None:
    number = tw.ordinal_of(match["nth"])
    return cal.century(number).because("written century") if number else None
