"""The days that a page prints where an article is dated: about its title, below its standfirst, opening its text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from urllib.parse import urlsplit

from onrecord import lexicons
from onrecord.articles import days
from onrecord.articles.drafts import Draft
from onrecord.articles.lines import Line, Role
from onrecord.model.articles import Capture, PublisherRef
from onrecord.model.dates import DateInterval
from onrecord.model.spans import Span
from onrecord.publishers import Publishers

# Lines with a date below a standfirst stand no farther below the title, nor below so many paragraphs.
_REACH = 14
_STANDFIRSTS = 2
_MOST_WORDS = 16
_MOST_CHARACTERS = 140
_LONGEST_LABEL = 3
_DASH = re.compile(r"\s[-–—]{1,2}\s")
_PLACE = re.compile(r"[(/][A-Z][\w ]{1,30}[)/]|\s[-–—]{1,2}\s")
# "The raid of 5 May 2023" is a heading, no date of its own.
_IN_PHRASE = re.compile(r"(?<![^\W\d_])[a-z]+\s*$")
BELOW = "a date below the standfirst"
NEAR = "the one date close to the beginning of the text"
# Above these lines a page without tags shows the day on which it was looked at.
_TOP = 3
# How many lines above and below the first paragraph are close to it: menus and counters stand between.
_NEAR_ABOVE, _NEAR_BELOW = 30, 6
# What never dates an article, however near its title it stands.
_OTHERS = (Role.CAPTION, Role.CREDIT, Role.SECTION, Role.QUESTION, Role.ADVERT, Role.INJECTED)


class Label(StrEnum):
    """What the words before a printed date say it is."""

    NONE = "none"
    PUBLISHED = "published"
    UPDATED = "updated"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Printed:
    """A date that the page prints: `note` says where."""

    interval: DateInterval
    words: str
    span: Span
    label: Label
    note: str


def printed(
    capture: Capture, draft: Draft, lines: Sequence[Line], publisher: PublisherRef | None = None
) -> list[Printed]:
    """The single days that the page prints as the article's, those said to be of publication first, changes last."""
    day_first = puts_day_first(capture, publisher)
    found = [p for line, note in _places(draft, lines) for p in _in_line(line, note, day_first, lines)]
    found += _in_opening(draft)
    order = (Label.PUBLISHED, Label.NONE, Label.UPDATED)
    return sorted((p for p in found if p.label in order and p.interval.days == 1), key=lambda p: order.index(p.label))


def _places(draft: Draft, lines: Sequence[Line]) -> Iterator[tuple[Line, str]]:
    """The lines that may date the article, in the order in which they are asked."""
    head = [x for x in draft.head if x.role in (Role.DATE, Role.BYLINE)]
    yield from ((x, "a date between title and text") for x in head)
    for line in draft.dates_above:
        if draft.title and line.index == draft.title.index - 1 and not is_todays(line, draft):
            yield line, "the date right above the title"
    known = {x.index for x in head}
    yield from ((x, BELOW) for x in _below_standfirst(draft, lines) if x.index not in known)


def _below_standfirst(draft: Draft, lines: Sequence[Line]) -> list[Line]:
    """The short lines between title and text: some pages put a paragraph above byline and date."""
    if draft.title is None or not draft.prose:
        return []
    last = draft.prose[min(_STANDFIRSTS, len(draft.prose) - 1)].index
    window = lines[draft.title.index + 1 : min(last, draft.title.index + _REACH)]
    return [x for x in window if not x.is_prose and x.role not in _OTHERS and _is_short(x)]


def _is_short(line: Line) -> bool:
    return line.words <= _MOST_WORDS and len(line.text) <= _MOST_CHARACTERS and "©" not in line.text


def is_todays(line: Line, draft: Draft) -> bool:
    """True for a date that looks like the page's own calendar: with its weekday, at the very top, or shown twice."""
    twice = sum(1 for x in draft.dates_above if x.folded == line.folded) > 1
    return line.index == 0 or twice or next(days.weekdays(line.text), None) is not None


def _in_line(line: Line, note: str, day_first: bool | None, lines: Sequence[Line]) -> Iterator[Printed]:
    """The dates of one line with their labels; a label may stand alone on the line above."""
    at = 0
    for interval, span in days.whole(line.text, day_first=day_first):
        label = _label(line.text[at : span.start])
        if label is Label.NONE and at == 0 and 0 < line.index < len(lines):
            above = lines[line.index - 1]
            label = _label(above.text) if above.words <= _LONGEST_LABEL and not above.is_prose else label
        in_phrase = note in (BELOW, NEAR) and label is Label.NONE and _IN_PHRASE.search(line.text[at : span.start])
        at = span.end
        if in_phrase:
            continue
        yield Printed(interval, span.of(line.text), span.shifted(line.core.start), label, note)


def near_text(
    capture: Capture, draft: Draft, lines: Sequence[Line], publisher: PublisherRef | None = None
) -> list[Printed]:
    """The one day that stands in short lines about the beginning of the text, of a page whose tags are gone.

    Titles are hard to tell there. Of several days none is given, unless one alone is said to be of publication.
    """
    if capture.blocks or not draft.prose:
        return []
    first = draft.prose[0].index
    window = [x for x in lines[max(_TOP, first - _NEAR_ABOVE) : first + _NEAR_BELOW] if not x.is_prose and _is_short(x)]
    day_first = puts_day_first(capture, publisher)
    lone = [x for x in window if x.role not in _OTHERS and next(days.weekdays(x.text), None) is None]
    every = [p for x in lone for p in _in_line(x, NEAR, day_first, lines) if p.interval.days == 1]
    said = [p for p in every if p.label is Label.PUBLISHED]
    found = said or [p for p in every if p.label is Label.NONE]
    return found[:1] if len({p.interval.start for p in found}) == 1 else []


def _in_opening(draft: Draft) -> Iterator[Printed]:
    """The day in the line that opens the text: "KABUL (Agency), 5 May 2023 - "."""
    for line in draft.prose[:1]:
        if _PLACE.search(line.text[:120]):
            lead = re.split(rf"{_DASH.pattern}|[)/]", line.text[:120])[0]
            for interval, span in days.whole(lead):
                where = span.shifted(line.core.start)
                yield Printed(interval, span.of(lead), where, Label.NONE, "the dateline")


@cache
def _labels() -> tuple[tuple[Label, re.Pattern[str]], ...]:
    made = []
    for name, words in lexicons.load("dates")["labels"].items():
        known = "|".join(sorted(map(re.escape, words), key=len, reverse=True))
        made.append((Label(name), re.compile(rf"(?<![^\W\d_])(?:{known})(?![^\W\d_])", re.IGNORECASE)))
    return tuple(made)


def _label(before: str) -> Label:
    """What the words say of the date that follows: the last label among them."""
    found = [(m.end(), label) for label, pattern in _labels() for m in pattern.finditer(before)]
    return max(found, key=lambda f: f[0])[1] if found else Label.NONE


def puts_day_first(capture: Capture, publisher: PublisherRef | None) -> bool | None:
    """True where figures put the day before the month in the page's country; None where nothing tells the country."""
    habits, zones = lexicons.load("dates"), lexicons.load("zones")
    known = Publishers.shipped().by_key(publisher.key) if publisher and publisher.key else None
    host = urlsplit(capture.url or capture.metadata.first("canonical", "og:url") or "").hostname or ""
    suffix = host.rsplit(".", 1)[-1]
    language = (capture.metadata.first("lang", "og:locale") or "").replace("_", "-").lower()
    country = (known.country if known else None) or zones["domains"].get(suffix)
    if country:
        return country not in habits["month_first"]
    if suffix in habits["month_first_domains"] or language == "en-us":
        return False
    if re.fullmatch(r"en-(?:gb|ie|au|nz|in)", language):
        return True
    return None if not language or language.startswith("en") else True
