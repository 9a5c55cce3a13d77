"""Dates for every time expression of an article, in order, each with the tense and the dates around it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from onrecord import lexicons
from onrecord.model.articles import Article
from onrecord.model.dates import DateInterval, TimeValue
from onrecord.model.ids import MentionId
from onrecord.model.mentions import Mention, MentionKind
from onrecord.model.spans import Span
from onrecord.text.timewords import either
from onrecord.times.values import value

_CUES = lexicons.load("tenses")
_FUTURE = re.compile(rf"\b{either(_CUES['future'])}\b", re.IGNORECASE)
_PAST = re.compile(rf"\b(?:{either(_CUES['past'])}|(?!{either(_CUES['not_past'])}\b)[a-z]{{2,}}ed)\b", re.IGNORECASE)
_REPORTING = re.compile(rf"\b{either(_CUES['reporting'])}\b", re.IGNORECASE)
_STATEMENT = re.compile(rf"\b{either(_CUES['statements'])}\b", re.IGNORECASE)
_BREAK = re.compile(r"[.!?][\"'”’)]*\s|\n\s*\n|;\s")
_TO_COME = re.compile(r"\b(?:will|shall|would|to)\s+(?:\w+ly\s+)?(?:not\s+)?(?:be\s+|have\s+been\s+)?$", re.IGNORECASE)
_COMPARED = re.compile(r"year[- ](?:ago|earlier)", re.IGNORECASE)
_DEADLINE = re.compile(r"\b(?:by|until|till|through)\s+$", re.IGNORECASE)
_REACH = 90
_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"|``.*?''", re.DOTALL)
_DEICTIC = re.compile(r"(?:late |early )?(?:yesterday|today|tomorrow|tonight)(?: \w+)?|.{1,20} ago", re.IGNORECASE)
_TO = re.compile(r"\s*(?:to|until|till|through|and|[-–])\s*(?:the\s+)?", re.IGNORECASE)
_FROM = re.compile(r"\b(?:from|between)\s+(?:the\s+)?$", re.IGNORECASE)
_FIRST_DAY = re.compile(
    r"\b(?:from|between)\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?\s+(?:to|and|until)\s+(?:the\s+)?$", re.IGNORECASE
)
_HOUR_FIRST = re.compile(
    r"\d{1,2}(?::\d\d)?(?:\s*[ap]\.?m|\s+o['’]clock|(?<=:\d\d))|dawn|dusk|noon|midnight", re.IGNORECASE
)
_BOUND = re.compile(r"\b(?P<word>since|until|till|by|before|after)\s+(?:the\s+)?$", re.IGNORECASE)


def date(article: Article, mentions: Iterable[Mention]) -> dict[MentionId, TimeValue]:
    """The value of every TIME mention of an article.

    Publication is the anchor; "the following week" leans on the date told last before it.
    """
    times = sorted((m for m in mentions if m.kind == MentionKind.TIME), key=lambda m: (m.span.start, -m.span.end))
    values = in_text(article.text, [m.span for m in times], article.published.interval)
    return {mention.id: told for mention, told in zip(times, values, strict=True)}


def in_text(text: str, spans: Iterable[Span], anchor: DateInterval | None) -> list[TimeValue]:
    """The values of time expressions in the order of the text, each with what the words around it tell.

    "Since", "until", "before", "after" and "from … to …" widen the days, never the TIMEX3 value.
    """
    ordered = list(spans)
    found: list[TimeValue] = []
    previous: TimeValue | None = None
    for i, span in enumerate(ordered):
        own = _statement_day(text, ordered, i, anchor) or anchor
        told = value(text, span, anchor=own, tense=tense(text, span), previous=previous)
        found.append(told)
        if _can_anchor(told):
            previous = told
    return _bounded(text, found, anchor)


def _statement_day(text: str, spans: list[Span], i: int, anchor: DateInterval | None) -> DateInterval | None:
    """The day of the statement that quoted words stand in, where the sentence tells it; None for words not quoted.

    "Yesterday" inside a quotation counts from the day on which it was said.
    """
    if not _DEICTIC.fullmatch(spans[i].of(text)) or (quote := _quote_around(text, spans[i])) is None:
        return None
    for other in spans[max(0, i - 2) : i + 3]:
        between = text[other.end : quote.start] if other.end <= quote.start else text[quote.end : other.start]
        beside = other.end <= quote.start or other.start >= quote.end
        words = text[max(0, other.start - 40) : other.end + 40]
        told_then = _REPORTING.search(words) or _STATEMENT.search(words)
        if beside and len(between) < 80 and not _BREAK.search(between) and told_then:
            told = value(text, other, anchor=anchor, tense="past")
            if told.interval and told.interval.days == 1 and told.timex_type in ("DATE", "TIME"):
                return told.interval
    return None


def _quote_around(text: str, span: Span) -> Span | None:
    start = max(0, span.start - 600)
    for match in _QUOTED.finditer(text, start, min(len(text), span.end + 600)):
        if match.start() < span.start and span.end <= match.end():
            return Span(match.start(), match.end())
    return None


def _bounded(text: str, found: list[TimeValue], anchor: DateInterval | None) -> list[TimeValue]:
    """The values with the days that the words before them open or join."""
    widened = list(found)
    for i, told in enumerate(found):
        before = text[max(0, told.span.start - 30) : told.span.start]
        if (
            told.interval is None
            or told.timex_type not in ("DATE", "TIME")
            or text[told.span.end : told.span.end + 2] in ("'s", "’s")
        ):
            continue
        if i and (whole := _range(text, found[i - 1], told)):
            widened[i - 1] = replace(found[i - 1], interval=whole, basis=_also(found[i - 1], "from … to …"))
            widened[i] = replace(told, interval=whole, basis=_also(told, "from … to …"))
        elif match := _FIRST_DAY.search(before):
            widened[i] = _from_day(told, int(match["day"]))
        elif (match := _BOUND.search(before)) and not (match["word"].lower() in ("before", "after") and _is_hour(told)):
            widened[i] = _opened(told, match["word"].lower(), anchor)
    return widened


def _is_hour(told: TimeValue) -> bool:
    """True for "dawn on Wednesday", "10 p.m. on Monday": what came before or after it was of the same day."""
    return told.timex_type == "TIME" and bool(_HOUR_FIRST.match(told.text))


def _range(text: str, first: TimeValue, last: TimeValue) -> DateInterval | None:
    if first.interval is None or last.interval is None or not _TO.fullmatch(text[first.span.end : last.span.start]):
        return None
    if not _FROM.search(text[max(0, first.span.start - 20) : first.span.start]):
        return None
    return first.interval.joined(last.interval) if first.interval.before(last.interval) else None


def _from_day(told: TimeValue, day: int) -> TimeValue:
    start, interval = told.interval.start if told.interval else None, told.interval
    if interval is None or start is None or interval.days != 1 or not 0 < day < start.day:
        return told
    return replace(told, interval=DateInterval(start.replace(day=day), interval.end), basis=_also(told, "from … to …"))


def _opened(told: TimeValue, word: str, anchor: DateInterval | None) -> TimeValue:
    """The days that "since", "after", "until", "by" or "before" leave, wide enough for either reading of the bound."""
    interval = told.interval
    if interval is None:
        return told
    now = anchor.end if anchor and anchor.end and interval.start and interval.start < anchor.end else None
    opened = DateInterval(interval.start, now) if word in ("since", "after") else DateInterval(None, interval.end)
    return replace(told, interval=opened, basis=_also(told, word))


def _also(told: TimeValue, what: str) -> str:
    return f"{told.basis}; {what}" if told.basis else what


def _can_anchor(told: TimeValue) -> bool:
    """Later words may lean on a date of its own standing, not on one that was itself only compared with."""
    if told.timex_type not in ("DATE", "TIME") or told.interval is None or (told.timex_value or "").endswith("_REF"):
        return False
    return not _COMPARED.search(told.text)


def tense(text: str, span: Span) -> str | None:
    """ "past" or "future" as the verbs nearest to the span in its sentence tell, None where none does.

    A verb of reporting ("said") tells when it was said: it counts where it stands right beside the span.
    """
    before = text[max(0, span.start - _REACH) : span.start]
    cuts = list(_BREAK.finditer(before))
    before = before[cuts[-1].end() :] if cuts else before
    after = _BREAK.split(text[span.end : span.end + _REACH], maxsplit=1)[0]
    if after[:2] in ("'s", "’s"):
        return "past"  # "Wednesday's ruling": what has an owner in time has mostly happened
    found = _nearest_verb(before, after)
    if _DEADLINE.search(before):
        return None if found == "past" else "future"
    return found


def _nearest_verb(before: str, after: str) -> str | None:
    found: list[tuple[int, str]] = []
    for pattern, name in ((_FUTURE, "future"), (_PAST, "past"), (_REPORTING, "past")):
        far = 60 if pattern is _REPORTING else 0
        for match in pattern.finditer(before):
            distance = len(before) - match.end()
            if not (name == "past" and _TO_COME.search(before[: match.start()])):
                found.append((distance + (far if distance > 5 else 0), name))
        for match in pattern.finditer(after):
            if not (name == "past" and _TO_COME.search(after[: match.start()])):
                found.append((match.start() + (20 + far if match.start() > 3 else 0), name))
    return min(found)[1] if found else None
