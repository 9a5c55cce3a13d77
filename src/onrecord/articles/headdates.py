"""The days of publication that a page's head, its address and its time tags give."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache

from onrecord import lexicons
from onrecord.articles import days
from onrecord.model.articles import Capture, DateBasis
from onrecord.model.dates import DateInterval
from onrecord.model.spans import Span

# What JSON-LD gives a date of: the article itself, then the page that holds it, then what stands in for it.
_ARTICLE = re.compile(r"ld:\w*(?:Article|Posting|Report|Review|Column)\.datePublished")
_PAGE = re.compile(r"ld:\w+(?:\.mainEntity|\.mainEntityOfPage|\.hasPart|\.review)?\.datePublished")
_STANDS_IN = re.compile(r"ld:(?:VideoObject\.uploadDate|\w*(?:Article|Posting|Page)\.dateCreated)")
_CHANGE = re.compile(r"ld:\w*(?:Article|Posting|Report|Review|Page)\.dateModified")
# Kinds with days of their own beside an article's: a book's, a game's, a film's, a correction's.
_OTHER_THING = re.compile(r"ld:(?:Book|VideoGame|Movie|TV\w*|Music\w*|Product|Comment|Review|Person|Organization)\.")
_URL_DAY = re.compile(r"(?<!\d)((?:19|20)\d{2})[/_-]?(0[1-9]|1[0-2])[/_-]?(0[1-9]|[12]\d|3[01])(?!\d)")
_URL_WORD = re.compile(r"/((?:19|20)\d{2})/([a-z]{3,9})/(\d{1,2})/", re.IGNORECASE)
_URL_MONTH = re.compile(r"/((?:19|20)\d{2})/(0?[1-9]|1[0-2])/(?!\d{1,2}/)")
_ISO = re.compile(
    r"(?<!\d)((?:19|20)\d{2})[-/ ]?(\d{2})[-/ ]?(\d{2})(?!\d)|(?<!\d)((?:19|20)\d{2})(\d{2})(\d{2})(?=\d{4,6}\b)"
)
_SECONDS = re.compile(r"1[0-7]\d{8}(?:\d{3})?")
_WIDEST = 80


@dataclass(frozen=True, slots=True)
class Candidate:
    """A time at which an article may have come out: where that stands and in which words."""

    interval: DateInterval
    basis: DateBasis
    evidence: str
    span: Span | None
    note: str


def of_head(capture: Capture) -> Iterator[Candidate]:
    """The days under the names of publication, the surest name first."""
    for name, value, day in stamps(capture):
        yield Candidate(DateInterval.day(day), DateBasis.METADATA, f"{name}={value}", None, f"the page's head, {name}")


def stamps(capture: Capture) -> list[tuple[str, str, date]]:
    """The names of publication in the page's head with their values and days, the surest first.

    Of several values under one name those come first that stand under other names as well.
    """
    ranks = _ranks()
    found = []
    for place, (name, value) in enumerate(capture.metadata.values):
        rank = _rank(name, ranks)
        day = day_of(value) if rank is not None else None
        if rank is not None and day:
            found.append((rank, place, name, value, day))
    names: dict[date, set[str]] = defaultdict(set)
    for _, _, name, _, day in found:
        names[day].add(name)
    found.sort(key=lambda f: (f[0], len(names[f[4]]) < 2, f[1]))
    return [(name, value, day) for _, _, name, value, day in found]


def changed(capture: Capture) -> date | None:
    """The last day on which the page's head says that the article was changed."""
    names = set(lexicons.load("dates")["modified"])
    told = (day_of(v) for n, v in capture.metadata.values if n in names or _CHANGE.fullmatch(n))
    return max((day for day in told if day), default=None)


@cache
def _ranks() -> dict[str, int]:
    return {name: 10 + n for n, name in enumerate(lexicons.load("dates")["published"])}


def _rank(name: str, ranks: dict[str, int]) -> int | None:
    if not name.startswith("ld:"):
        return ranks.get(name)
    if _ARTICLE.fullmatch(name):
        return 0
    if _STANDS_IN.fullmatch(name):
        return 1_000
    return 1_001 if _PAGE.fullmatch(name) and not _OTHER_THING.match(name) else None


def day_of(value: str) -> date | None:
    """The day of a value in a page's head: ISO, seconds since 1970, or written out; None where it tells no one day."""
    if len(value) > _WIDEST:
        return None
    match = _ISO.search(value)
    if match:
        year, month, day = (int(g) for g in match.groups() if g)
        try:
            return date(year, month, day)
        except ValueError:
            return None
    if _SECONDS.fullmatch(value.strip()):
        return datetime.fromtimestamp(int(value.strip()[:10]), UTC).date()
    return next((i.start for i, _ in days.whole(value) if i.days == 1), None)


def of_address(capture: Capture, *, by_day: bool) -> Iterator[Candidate]:
    """The days that the page's addresses hold, or else the months."""
    for address in (capture.url, capture.metadata.first("canonical"), capture.metadata.first("og:url")):
        interval, words = _in_address(address) if address else (None, "")
        if interval and (interval.days == 1) == by_day:
            yield Candidate(interval, DateBasis.URL, words, None, "the page's address")


def _in_address(address: str) -> tuple[DateInterval | None, str]:
    match = _URL_DAY.search(address)
    try:
        if match:
            return DateInterval.day(date(int(match[1]), int(match[2]), int(match[3]))), match[0]
        match = _URL_WORD.search(address)
        if match and match[2][:3].lower() in days.MONTHS:
            month = days.number_of(match[2], days.MONTHS) + 1
            return DateInterval.day(date(int(match[1]), month, int(match[3]))), match[0]
    except ValueError:
        return None, ""
    match = _URL_MONTH.search(address)
    return (DateInterval.month(int(match[1]), int(match[2])), match[0]) if match else (None, "")


def of_time_tags(capture: Capture) -> Iterator[Candidate]:
    """The page's time tags: one that says it is of publication, else the first: often, not always, the article's.

    Tags that say that they are of a change are none.
    """
    changes = set(capture.metadata.all("time:modified"))
    for name in ("time:published", "time"):
        value = next((v for v in capture.metadata.all(name) if name != "time" or v not in changes), None)
        day = day_of(value) if value else None
        if value and day:
            note = "the page's first time tag" if name == "time" else "a time tag of publication"
            yield Candidate(DateInterval.day(day), DateBasis.METADATA, f"{name}={value}", None, note)
