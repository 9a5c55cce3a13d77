"""Rules of quarters, seasons, feasts, repetition and vague words."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from onrecord.model.dates import DateInterval, Precision
from onrecord.text import timewords as tw
from onrecord.times import calendar as cal
from onrecord.times.calendar import OPEN, Told
from onrecord.times.rules import (
    MONTH,
    UNIT_WORDS,
    WHICH_YEAR,
    YEAR,
    Rules,
    Setting,
    count_of,
    daypart,
    duration_value,
    is_quarter,
    nearest,
    phased,
    quarter_shifted,
    same_unit,
    year_told,
)

rule = Rules()


@rule(
    r"(?:the |a |its |their )?(?:(?P<y>\d{4}) )?(?:(?P<which>this|last|next)(?: year's)? )?"
    r"(?P<ago>year-(?:ago|earlier) )?(?:(?:fiscal|calendar)[- ])?"
    r"(?:(?P<nth>first|second|third|fourth|final|1st|2nd|3rd|4th)|q(?P<q>[1-4]))[- ]?(?:fiscal )?"
    rf"(?P<unit>quarter|half)?(?:,? (?:of )?(?:(?P<year>\d{{4}})|(?:the )?{WHICH_YEAR.replace('which', 'w2')}))?"
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
    found = nearest(lambda y: make(y, number), replace(at, tense="past"))
    told, why = found if found else (OPEN, "")
    if match["ago"] and told.value:
        told = make(int(told.value[:4]) - 1, number)
    return told.because(f"quarter, {why}")


@rule(r"(?:the |a )?(?:comparable |corresponding |same )*year-(?:ago|earlier)(?: (?:period|quarter|month|week))?")
@rule(r"the (?:corresponding|same|comparable) (?:period|quarter) (?:last year|a year (?:ago|earlier)|of last year)")
@rule(r"last year's (?:period|quarter)|the (?:period|quarter) a year (?:ago|earlier)")
def _year_ago(match: re.Match[str], at: Setting) -> Told | None:
    if is_quarter(at):
        return quarter_shifted(at, -1)
    if at.anchor is None:
        return OPEN
    if "quarter" in match[0]:
        day = cal.moved(at.anchor.replace(day=1), "Q", -5)
        return cal.of_unit("Q", day).because("last quarter, a year before") if day else OPEN
    return cal.year(at.anchor.year - 1).because("a year before publication")


@rule(r"the (?:latest|current|same|most recent)?\s?(?:period|quarter)")
def _period(match: re.Match[str], at: Setting) -> Told | None:
    return same_unit("Q", at) if is_quarter(at) else OPEN


@rule(r"the (?P<year>\d{4}) (?:period|quarter)")
def _year_period(match: re.Match[str], at: Setting) -> Told | None:
    if is_quarter(at) and at.previous and at.previous.timex_value:
        return cal.quarter(int(match["year"]), int(at.previous.timex_value[-1])).because("quarter told last")
    return cal.year(int(match["year"])).because("written year")


@rule(r"(?:the )?year[- ]end|years?'s end|year's end")
def _year_end(match: re.Match[str], at: Setting) -> Told | None:
    if at.anchor is None:
        return OPEN
    return phased(cal.year(at.anchor.year).because("end of the year of publication"), "late", at)


@rule(rf"(?:(?P<which>this|last|next|the|this past|this coming|that) )?(?P<season>{tw.SEASON})(?: (?:of )?{YEAR})?")
def _season(match: re.Match[str], at: Setting) -> Told | None:
    name, year = match["season"], year_told(match, at) if match["year"] else None
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


@rule(rf"(?:(?P<which>this|last|next) )?(?P<feast>{tw.either(tw.FEASTS)})(?P<week> week)?(?:,? {YEAR})?")
def _feast(match: re.Match[str], at: Setting) -> Told | None:
    name, year = match["feast"], year_told(match, at) if match["year"] else None
    if tw.FEASTS[name] is None:
        return OPEN
    if year:
        told = _feast_in(name, year)
    else:
        tense = {"last": "past", "next": "future"}.get(match["which"] or "", at.tense)
        found = nearest(lambda y: _feast_in(name, y), replace(at, tense=tense))
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


@rule(tw.either(tw.SETS))
def _adverb_set(match: re.Match[str], at: Setting) -> Told | None:
    return Told("SET", tw.SETS[match[0]])


@rule(
    rf"(?:every|each) (?:(?P<count>{tw.NUMBER}|few|other|single) )?(?:(?P<weekday>{tw.either(tw.WEEKDAYS)})"
    rf"|{MONTH}|(?P<season>{tw.SEASON})|{UNIT_WORDS}|(?P<part>{tw.DAYPART}))"
)
def _every(match: re.Match[str], at: Setting) -> Told | None:
    if match["weekday"]:
        return Told("SET", f"XXXX-WXX-{(tw.weekday_of(match['weekday']) or 0) + 1}")
    if match["month"]:
        return Told("SET", f"XXXX-{tw.month_of(match['month']) or 0:02}")
    if match["season"]:
        return Told("SET", f"XXXX-{tw.SEASONS[match['season']][0]}")
    if match["part"]:
        return Told("SET", f"XXXX-XX-XXT{daypart(match['part'])}")
    words = match["count"] or "one"
    count = 2.0 if words == "other" else 1.0 if words == "single" else count_of(words)
    return Told("SET", duration_value(count, tw.UNITS[match["unit"]]))


@rule(rf"(?P<weekday>{tw.either(tw.WEEKDAYS)})s(?: (?P<part>{tw.DAYPART})s?)?")
@rule(rf"(?P<weekday>{tw.either(tw.WEEKDAYS)}) (?P<part>{tw.DAYPART})s")
def _weekdays(match: re.Match[str], at: Setting) -> Told | None:
    part = f"T{daypart(match['part'])}" if match["part"] else ""
    return Told("SET", f"XXXX-WXX-{(tw.weekday_of(match['weekday']) or 0) + 1}{part}")


@rule(rf"(?:once|twice|[a-z0-9]+ times) (?:a|an|each|every|per) {UNIT_WORDS}")
def _times_a(match: re.Match[str], at: Setting) -> Told | None:
    return Told("SET", duration_value(1, tw.UNITS[match["unit"]]))


_VAGUE_DAYS = {"D": ("M", 1), "W": ("M", 3), "M": ("Y", 1), "Q": ("Y", 2), "Y": ("Y", 10), "DE": ("Y", 50)}


@rule(
    r"(?:the )?(?:more |most )?(?P<which>recent|past|last|coming|future|next|previous) (?:(?:few|several) )?"
    rf"{UNIT_WORDS}"
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


@rule(tw.either(tw.VAGUE) + r"|more recently|(?:not )(?:that|so) long ago")
def _vague(match: re.Match[str], at: Setting) -> Told | None:
    word = " ".join(match[0].split())
    reference = tw.VAGUE.get(word, "PAST_REF")
    if reference == "PRESENT_REF" and at.anchor:
        return Told("DATE", reference, DateInterval.day(at.anchor), Precision.DAY, "the time of publication", "E")
    return Told("DATE", reference, None, None, "vague")


@rule(r"the near (?:future|term)|the short term|(?:the )?future")
def _future(match: re.Match[str], at: Setting) -> Told | None:
    return Told("DATE", "FUTURE_REF", None, None, "vague")


@rule(r"(?:that|the same) time|the time|(?:that|the same)(?: very)? moment|the past")
def _that_time(match: re.Match[str], at: Setting) -> Told | None:
    return Told("DATE", "PAST_REF", None, None, "vague")


@rule(r"(?:the|that same|the same|that) day|the day")
def _that_day(match: re.Match[str], at: Setting) -> Told | None:
    return same_unit("D", at) if at.before and at.before.days == 1 else OPEN
