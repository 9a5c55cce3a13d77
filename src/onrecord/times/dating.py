"""Dates for every time expression of an article, in order, each with the tense and the dates around it."""

from __future__ import annotations

import re
from collections.abc import Iterable

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
_BREAK = re.compile(r"[.!?][\"'”’)]*\s|\n\s*\n|;\s")
_TO_COME = re.compile(r"\b(?:will|shall|would|to)\s+(?:\w+ly\s+)?(?:not\s+)?(?:be\s+|have\s+been\s+)?$", re.IGNORECASE)
_COMPARED = re.compile(r"year[- ](?:ago|earlier)", re.IGNORECASE)
_DEADLINE = re.compile(r"\b(?:by|until|till|through)\s+$", re.IGNORECASE)
_REACH = 90


def date(article: Article, mentions: Iterable[Mention]) -> dict[MentionId, TimeValue]:
    """The value of every TIME mention of an article.

    Publication is the anchor; "the following week" leans on the date told last before it.
    """
    times = sorted((m for m in mentions if m.kind == MentionKind.TIME), key=lambda m: (m.span.start, -m.span.end))
    values = in_text(article.text, [m.span for m in times], article.published.interval)
    return {mention.id: told for mention, told in zip(times, values, strict=True)}


def in_text(text: str, spans: Iterable[Span], anchor: DateInterval | None) -> list[TimeValue]:
    """The values of time expressions in the order of the text, each with what the words around it tell."""
    found: list[TimeValue] = []
    previous: TimeValue | None = None
    for span in spans:
        told = value(text, span, anchor=anchor, tense=tense(text, span), previous=previous)
        found.append(told)
        if _can_anchor(told):
            previous = told
    return found


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
