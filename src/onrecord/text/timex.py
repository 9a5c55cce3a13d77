"""The stretches of a text that tell a time: "Dec. 28, 2022", "late last month", "two days ago", "the early 1990s".

A grammar of compiled patterns, no model. Spans follow TIMEX3: determiners and words of approximation belong to the
expression ("nearly two years", "the end of March"), prepositions do not.
"""

from __future__ import annotations

import re

from onrecord.model.spans import Span
from onrecord.text.timewords import (
    DAYPART,
    FEASTS,
    MONTH,
    NUMBER,
    ORDINAL,
    SEASON,
    SETS,
    SMALL,
    UNIT,
    VAGUE,
    WEEKDAY,
    YEAR,
    either,
)

_LONG_UNIT = r"(?:days?|weeks?|weekends?|fortnights?|months?|quarters?|seasons?|years?|decades?|century|centuries)"
_ANY_UNIT = rf"(?:{UNIT}s?|centuries|millennia)"
_APPROX = (
    r"(?:(?:nearly|almost|about|around|roughly|approximately|some|over|under|at\s+least|at\s+most|(?:no\s+)?more\s+than"
    r"|(?:no\s+)?less\s+than|(?:no\s+)?fewer\s+than|up\s+to|as\s+(?:long|much|many)\s+as)\s+(?!the\b|that\b|this\b))"
)
_PHASE = r"(?:(?:early|late|earlier|later|sometime)(?:\s+on)?[-\s]+|mid[-\s]*)"
_PART = (
    r"(?:(?:the\s+)?(?:very\s+)?(?:end|beginning|start|middle|close|eve|early\s+days|rest|first\s+half|second\s+half"
    r"|last\s+half|latter\s+half|early\s+part|latter\s+part)\s+of\s+)"
)
_ZONE = r"(?:\s*\(?(?-i:GMT|UTC|BST|EST|EDT|CST|CDT|PST|PDT|ET|PT|CET|IST|PKT|MSK|AEST|JST)\)?|\s+local\s+time)"
_CLOCK = (
    rf"(?:\d{{1,2}}(?:[:.]\d\d)?\s*(?:[ap]\.m\.?|[ap]m\b|o['’]clock)(?:\s+in\s+the\s+{DAYPART})?{_ZONE}?"
    rf"|(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d)?{_ZONE}?|\d{{4}}\s?{_ZONE}|noon|midnight|{SMALL}\s+o['’]clock)"
)
_DAY = r"(?:3[01]|[12]\d|0?[1-9])"
_NTH = rf"(?:{_DAY}(?:st|nd|rd|th)?|\[{_DAY}(?:st|nd|rd|th)?\]|{ORDINAL})"  # brackets: a day that an editor put in
_DAYS = rf"{_NTH}(?:\s?[-–]\s?{_DAY})?(?!\d|[,.]\d{{3}}|\s?%)"
_ISO = r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:?\d\d)?)?|\d{1,2}[/.]\d{1,2}[/.](?:\d{4}|\d\d)(?!\d)"
_DATE = (
    rf"(?:{_ISO}|(?:{WEEKDAY}(?:\s+{DAYPART})?,?\s+(?:the\s+)?)?(?:{MONTH}\s+(?:the\s+)?{_DAYS}(?:,?\s+(?:of\s+)?{YEAR}\b)?"
    rf"|(?:the\s+)?{_NTH}(?:\s?[-–]\s?{_DAY})?(?:\s+of)?\s+{MONTH}(?:,?\s+{YEAR}\b)?(?:\s+(?:this|last|next)\s+year)?))"
)
_SPELT_YEAR = (
    rf"(?:(?:nineteen|eighteen)\s+(?:{SMALL})(?:[-\s]{SMALL})?|(?:the\s+year\s+)?two\s+thousand(?:\s+and\s+{SMALL})?)"
)
_YEARS = rf"(?:(?:the\s+year\s+)?{YEAR}(?:\s?[-–/]\s?(?:{YEAR}|\d\d))?|{_SPELT_YEAR})"
_MONTHLY = rf"(?:{MONTH}(?:,?\s+(?:of\s+)?(?:{YEAR}\b(?![,.]\d)|{_SPELT_YEAR}|(?:this|last|next)\s+year|that\s+year))?)"
_QUARTER = rf"(?:(?:fiscal|calendar)[-\s]+)?(?:(?:{ORDINAL}|final|last)[-\s]+(?:fiscal\s+)?(?:quarter|half)|Q[1-4])"

_COUNT = (
    rf"(?:{NUMBER}(?:\s+(?:to|or|and)\s+{NUMBER}|\s+and\s+a\s+half|\s?[-–]\s?\d+)?(?:\s+or\s+(?:more|so))?(?:\s+more)?"
    r"|(?:a|the|these|those)\s+few|an?|a\s+couple(?:\s+of)?|couple\s+of|several|a\s+(?:number|matter)\s+of|half\s+an?"
    r"|many|some|another|an\s+additional|tens\s+of|dozens\s+of|hundreds\s+of|few)"
)
_SIZE = r"(?:full|whole|entire|additional|long|straight|consecutive|trading|working|business|calendar|fiscal)"
_AGO = (
    r"(?:ago|earlier|later|afterwards?|hence|previously|from\s+now|prior"
    r"|(?:before|after)(?=\s*[,.;]|\s+(?:when|as|in|at|near|outside)\s))"
)
_WHICH = r"(?:same|very|coming|past|previous|following|preceding|current|latest|next|last|recent|upcoming|final|first)"
_CALENDAR = r"(?:(?:fiscal|calendar|financial|academic|solar|lunar)\s+)"
_TODAY = r"(?:yesterday|today|tomorrow|tonight|overnight|the\s+day\s+(?:before\s+yesterday|after\s+tomorrow))"
# What may stand before a date and belongs to it: "late on", "the end of", "2 p.m. on", "the night of".
_BEFORE = (
    rf"(?:{_PART}|{_PHASE}|(?:the\s+)?(?:(?:early|late|mid)[-\s]+)?(?:hours|{DAYPART}s?|week|weekend)\s+(?:of|on)\s+"
    rf"|{_CLOCK},?\s+(?:on\s+)?|the\s+(?:day|week|month|year)\s+(?:before|after)\s+)"
)
_AFTER = rf"(?:\s+(?:(?:early|late)\s+)?{DAYPART}s?\b|,?\s+(?:at\s+)?{_CLOCK})"
_ENDING = rf"(?:\s+(?:of\s+)?(?:(?:the\s+)?(?:this|last|next|same|following|previous)\s+year|that\s+year|{YEAR}\b))"


def _compile(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w$€£])(?:{pattern})(?![\w])", re.IGNORECASE)


_PATTERNS: dict[str, re.Pattern[str]] = {
    name: _compile(pattern)
    for name, pattern in {
        "date": rf"{_BEFORE}*{_DATE}{_AFTER}?",
        "month": rf"(?:the\s+month\s+of\s+)?{_BEFORE}*(?:(?:this|last|next|the\s+same|the\s+previous)\s+)?{_MONTHLY}",
        "weekday": (
            rf"{_BEFORE}*(?:(?:this|that|last|next|this\s+past|this\s+coming|the\s+(?:same|previous|following|next)"
            rf"|every|each)\s+)?{WEEKDAY}{_AFTER}?(?:\s+(?:this|last|next)\s+week)?"
        ),
        "night": (
            rf"(?:the\s+)?(?:over)?night,?\s+(?:(?:from|of|between)\s+)?(?:the\s+)?(?:{WEEKDAY}|{_DATE}|{_NTH})"
            rf"(?:\s+(?:to|and|into)\s+|\s?[-–]\s?)(?:the\s+)?(?:{_DATE}|{WEEKDAY})(?:,?\s+{YEAR}\b)?"
        ),
        "weekdays": rf"(?:every\s+|each\s+)?{WEEKDAY}s",
        "year": rf"{_BEFORE}*(?:{_CALENDAR}|fiscal\s+year\s+)?{_YEARS}(?:\s+(?:and\s+beyond|or\s+later))?",
        "decade": (
            rf"{_BEFORE}*(?:the\s+)?(?:(?:early|late|mid)[-\s]+)?(?:(?:1[5-9]|20)\d0['’]?s|['’]\d0s"
            rf"|(?:twenties|thirties|forties|fifties|sixties|seventies|eighties|nineties)"
            rf"|(?:(?:1[0-9]|2[01])(?:th|st)|{ORDINAL})\s+century)"
        ),
        "day": rf"{_BEFORE}*(?:(?:early|earlier|late|later|mid)[-\s]+)?(?:(?:mid-)?{DAYPART}\s+)?{_TODAY}{_AFTER}?",
        "quarter": (
            rf"{ORDINAL}-quarter|{_BEFORE}*(?:(?:the|a|this|last|next|this\s+year['’]s|last\s+year['’]s|next\s+year['’]s)\s+)?"
            rf"(?:{YEAR}\s+)?(?:year-(?:ago|earlier)\s+)?{_QUARTER}(?<!-quarter){_ENDING}?"
        ),
        "these": (
            rf"(?:{_BEFORE}|{_APPROX})*(?:(?:this|that)\s+(?=(?:{_WHICH}\s+|{_SIZE}\s+|{_CALENDAR})*{_ANY_UNIT})|(?:these|those)\s+|(?:the|its|their)\s+(?={_WHICH}|{_COUNT}|full|fiscal"
            rf"|year-ago|year-earlier|comparable|corresponding)|(?={_WHICH}\s))(?:{_WHICH}\s+)*(?:{_COUNT}\s+)?"
            rf"(?:{_WHICH}\s+)?(?:{_SIZE}\s+)*(?:{_CALENDAR})?(?:{_ANY_UNIT}|{SEASON}s?)(?:\s+{DAYPART}|\s+or\s+(?:so|two))?"
        ),
        "bare_unit": rf"{_BEFORE}+the\s+(?:{_CALENDAR})?{_LONG_UNIT}|the\s+(?:quarter|weekend|(?:fiscal|full)\s+year)"
        r"|(?<=\bin\s)the\s+year|(?<=\bfor\s)the\s+(?:year|week|month)|(?<=\bof\s)the\s+year|the\s+(?:days|weeks|months|years)\s+ahead",
        "season": (
            rf"{_BEFORE}*(?:(?:the|this|last|next|this\s+past|that|every|each|this\s+coming)\s+)?(?:(?:early|late)\s+)?"
            rf"{SEASON}(?:\s+(?:of\s+)?(?:{YEAR}|{_SPELT_YEAR}))?"
        ),
        "daypart": (
            rf"(?:(?:early|earlier|late|later)\s+)?(?:this|that|last|the\s+(?:next|same|following|previous))\s+{DAYPART}"
        ),
        "ago": rf"(?:{_BEFORE}|{_APPROX})*{_COUNT}\s+(?:{_SIZE}\s+)?{_ANY_UNIT}(?:\s+or\s+(?:so|two|more))?\s+{_AGO}",
        "loose_ago": rf"(?:days|weeks|months|years|decades|centuries|hours|minutes|moments)\s+{_AGO}",
        "duration": rf"{_APPROX}?{_COUNT}\s+(?:{_SIZE}\s+)?{_ANY_UNIT}(?:\s+or\s+(?:so|two|more))?",
        "long": (
            rf"(?:(?:{NUMBER}|several|multi)[-\s]{UNIT}|(?:years|months|weeks|days|decades|hours)(?=-))"
            r"(?:-long|\s+long)?"
        ),
        "compared": (
            r"(?:the\s+)?(?:comparable\s+|corresponding\s+)?year-(?:ago|earlier|end)(?:\s+(?:period|quarter|month|week))?"
            r"|(?:the\s+)?year[- ]end|years?['’]s\s+end"
        ),
        "vague": either(VAGUE)
        + r"|more\s+recently|not\s+(?:that|so)\s+long\s+ago|the\s+near\s+(?:future|term)|the\s+short\s+term",
        "recent": (
            rf"(?:the\s+)?(?:more\s+|most\s+)?(?:recent|past|coming|previous|future)\s+{_LONG_UNIT}"
            rf"(?:\s+and\s+{_LONG_UNIT})?"
        ),
        "set": (
            rf"{either(SETS)}|(?:every|each)\s+(?:(?:{NUMBER}|few|other|{ORDINAL}|single)\s+)?"
            rf"(?:{_ANY_UNIT}|{WEEKDAY}|{MONTH}|{SEASON}|{DAYPART})|(?:once|twice|{NUMBER}\s+times)\s+(?:a|an|each|every|per)\s+{UNIT}"
            r"|from\s+time\s+to\s+time"
        ),
        "clock": (
            rf"(?:about\s+|around\s+|just\s+(?:after|before)\s+)?{_CLOCK}(?:,?\s+(?:on\s+)?(?:{_TODAY}|{_DATE}|{WEEKDAY}))?"
        ),
        "feast": rf"{_BEFORE}*(?:(?:this|last|next)\s+)?{either(FEASTS)}(?:\s+week)?(?:,?\s+{YEAR})?",
        "units": r"(?:weeks|months|days|years|decades|centuries|hours)(?:\s+or\s+(?:weeks|months|days|years))?",
        "that_time": r"(?:that|the\s+same)\s+(?:day|moment)|that\s+time|some\s+time|a\s+(?:short\s+)?while",
        "period": (
            rf"(?:(?:the|last\s+year['’]s|this\s+year['’]s|next\s+year['’]s)\s+)(?:(?:{YEAR}|latest|comparable|corresponding|year-ago"
            rf"|year-earlier|same|current)\s+)*(?:period|quarter|half)(?:{_ENDING}|\s+a\s+year\s+(?:ago|earlier))?"
        ),
    }.items()
}


_MARGIN = 70  # characters; longer than what stands on either side of the core of any expression
_CORE = re.compile(
    rf"\d|\b(?:{UNIT}|centuries|{WEEKDAY}|{MONTH}|{DAYPART}|{SEASON}|{either(SETS)}|{either(VAGUE)}|{either(FEASTS)}"
    rf"|{_TODAY}|{_SPELT_YEAR}|\w+ties\b|\w+teen\b|long\s+ago|recently|moment|while|time|period|half\b|future|term)",
    re.IGNORECASE,
)
# The words with which an expression can begin: only there are the patterns tried.
_FIRST = re.compile(
    rf"(?<![\w$€£])(?:[\d'’q]|{UNIT}|centuries|{WEEKDAY}|{MONTH}|{DAYPART}|{SEASON}|{either(SETS)}|{either(VAGUE)}"
    rf"|{either(FEASTS)}|{NUMBER}|{ORDINAL}|{_TODAY}|{_SPELT_YEAR}|\w+ties\b"
    r"|(?:the|an?|this|that|these|those|last|next|past|coming|recent|previous|current|latest|same|final|whole|entire"
    r"|following|preceding|upcoming|very|early|late|earlier|later|sometime|mid\w*|end|beginning|start|close|eve|rest"
    r"|latter|every|each|once|twice|nearly|almost|about|around|roughly|approximately|some|over|under|at|more|most|no|less"
    r"|fewer|up|as|several|few|couple|many|another|half|tens|dozens|hundreds|multi|its|their|not|just|years?|fiscal"
    r"|calendar|financial|academic|solar|lunar|comparable|corresponding|future|from|moments|hours|millennia)(?!\w))",
    re.IGNORECASE,
)
_NOT_YEAR_AFTER = re.compile(
    r"\s*(?:%|percent|per\s+cent|people|troops|soldiers|dead|killed|miles|km|metres|meters|[,.]\d)"
)
_NAMES_A_MONTH = re.compile(
    r"(?:\b(?:in|since|until|till|by|of|last|this|next|early|late|mid|from|to|between|and|through|before|after|during"
    r"|for|every|each|on|a|the)|^|[\-–,;(—])\s*$",
    re.IGNORECASE,
)
_NAMES_A_SEASON = re.compile(
    r"\b(?:in|since|until|by|of|last|this|next|early|late|during|through|before|after)\s+$", re.I
)
_AGE_AFTER = re.compile(r"[-\s]*(?:old|olds)\b(?!er)", re.IGNORECASE)
_RATE_BEFORE = re.compile(r"(?:\d|[%s]|illion|thousand|hundred|percent|dozen|once|twice|half)\s+$")
_RATE = re.compile(r"an?\s+(?:day|night|week|month|quarter|year)", re.IGNORECASE)
_BARE_SHORT = re.compile(r"(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec|Mon|Tue|Tues|Wed|Thu|Fri|Sat|Sun)", re.I)
_MONTH_OR_VERB = re.compile(r"(?:May|March|MAY|MARCH)")
_LOOSE = re.compile(r"(?:a|the)\s+(?:second|minute)|season|second|fall|spring", re.IGNORECASE)


def spans(text: str, within: Span | None = None) -> tuple[Span, ...]:
    """The spans of the time expressions of `text`, in order, none overlapping; only those in `within` when given.

    Of two readings that overlap the one that begins first stands, then the longer.
    """
    zone = within or Span(0, len(text))
    found = {
        (match.start(), -match.end())
        for window in _windows(text, zone)
        for first in _FIRST.finditer(text, window.start, window.end)
        for name, pattern in _PATTERNS.items()
        if (match := pattern.match(text, first.start(), window.end)) and _is_time(name, text, match)
    }
    kept: list[Span] = []
    for start, end in sorted(found):
        if not kept or start >= kept[-1].end:
            kept.append(Span(start, -end))
    return tuple(kept)


def _windows(text: str, zone: Span) -> list[Span]:
    """The stretches around the words without which nothing tells a time; only these are searched in full."""
    windows: list[Span] = []
    for core in _CORE.finditer(text, zone.start, zone.end):
        start, end = max(zone.start, core.start() - _MARGIN), min(zone.end, core.end() + _MARGIN)
        while zone.start < start and text[start - 1].isalnum():
            start -= 1
        while end < zone.end and text[end].isalnum():
            end += 1
        if windows and start <= windows[-1].end:
            windows[-1] = Span(windows[-1].start, end)
        else:
            windows.append(Span(start, end))
    return windows


def _is_time(name: str, text: str, match: re.Match[str]) -> bool:
    words, before = match[0], text[max(0, match.start() - 14) : match.start()]
    if (
        _AGE_AFTER.match(text, match.end())
        or _BARE_SHORT.fullmatch(words)
        or (_LOOSE.fullmatch(words) and name != "season")
    ):
        return False
    if name == "year":
        return not _NOT_YEAR_AFTER.match(text, match.end())
    if name == "month" and _MONTH_OR_VERB.fullmatch(words):
        return bool(_NAMES_A_MONTH.search(before))
    if name == "season" and " " not in words:
        return bool(_NAMES_A_SEASON.search(before))
    return not (_RATE.fullmatch(words) and _RATE_BEFORE.search(before))
