"""Between which days an article can have come out: what its own text tells, and when the page was captured."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from onrecord.articles import days
from onrecord.articles.drafts import Draft
from onrecord.articles.lines import Line
from onrecord.model.articles import Capture, DateBasis, Published
from onrecord.model.dates import DateInterval
from onrecord.model.spans import Span

# Words that put what stands beside them into the future or out of the told time.
_FUTURE = re.compile(
    r"\b(?:will|would|shall|(?-i:may)|might|plan(?:s|ned)?|expect(?:s|ed)?|schedul\w+|upcoming|next|until|till|by|due"
    r"|from now|intend\w*|propos\w+|target\w*|aim\w*|before|ahead|deadline|expir\w+|through|anniversary)\b",
    re.IGNORECASE,
)
_PAST = re.compile(
    r"\b(?:was|were|had|did|been|since|took|became|began|came|went|fell|left|said|told|won|lost|held|met|led|hit|shot|sank|gave"
    r"|rose|broke|struck|blew|fought|fled|sent|saw|drew|spoke|brought|caught|found|got|made|grew|\w{2,}ed)\b",
    re.IGNORECASE,
)
# An end of a sentence, not of a short month's name.
_SENTENCE_END = re.compile(r"(?<!\b[A-Z][a-z]{2})(?<!\bSept)[.!?][\"”’)]*\s")
_PAST_YEAR = re.compile(r"\b(?:in|since|of|during|after)\s+((?:19|20)\d{2})\b(?!\s*[-–/])")
_MOST_TEXT = 120_000
_MOST_OF_A_LINE = 20_000
# The Web's first news pages.
FIRST = date(1994, 1, 1)
_DAY = timedelta(days=1)
# A text that tells its latest day by the weekday's name appears that day or the next.
_FRESH = timedelta(days=2)
# Where its bounds leave no more days than these, the article's date is all of them.
_NARROW = timedelta(days=7)


@dataclass(slots=True)
class Bounds:
    """Between which days it can have been published, both of them in, and the reasons."""

    start: date = FIRST
    end: date = date.max
    reasons: list[str] = field(default_factory=list)

    def not_before(self, day: date, why: str) -> None:
        """Raises the lower bound. A day after the upper one bounds nothing: it is no past day at all."""
        if self.start < day <= self.end:
            self.start = day
            self.reasons.append(f"not before {day}: {why}")

    def not_after(self, day: date, why: str) -> None:
        """Lowers the upper bound."""
        if day < self.end:
            self.end = day
            self.reasons.append(f"not after {day}: {why}")

    def admits(self, interval: DateInterval, basis: DateBasis) -> bool:
        """True when a day of the interval lies between the bounds. A zone's day of difference is allowed.

        What the user says is not questioned; nor does a later day in the text outweigh the page's head or address:
        texts are mended, and tell of days to come.
        """
        if basis is DateBasis.GIVEN:
            return True
        slack = _DAY if self.end < date.max else timedelta()
        late = interval.start is not None and interval.start > self.end + slack
        early = interval.end is not None and interval.end + _DAY <= self.start
        return not late and (not early or basis in (DateBasis.METADATA, DateBasis.URL, DateBasis.FEED))

    def narrowed(self, interval: DateInterval) -> DateInterval:
        """The days of a longer interval that lie between the bounds; all of it where none does."""
        if interval.days == 1:
            return interval
        return interval.meet(DateInterval(self.start, self.end + _DAY if self.end < date.max else None)) or interval


def bounds_of(capture: Capture, draft: Draft, above: Sequence[tuple[DateInterval, str]]) -> Bounds:
    """What the capture's time, days above the title (`above`, with their words) and the text's own days leave open."""
    bounds = Bounds()
    bounds.not_after(date.today(), "it has been read by then")
    bounds.reasons.clear()  # every page has been read by today: no finding
    if capture.retrieved_at is not None:
        bounds.not_after(capture.retrieved_at.date(), "the page was captured then")
    for interval, words in above:
        if interval.start is not None:
            bounds.not_after(interval.start, f"{words!r} above the title is no earlier than the article")
    for line in _read_part(draft):
        for day, words in told_as_past(line.text[:_MOST_OF_A_LINE]):
            bounds.not_before(day, f"the text tells of {words!r}")
    return bounds


def _read_part(draft: Draft) -> list[Line]:
    """The paragraphs that are read for days: of a whole book taken for an article its beginning."""
    kept, left = [], _MOST_TEXT
    for line in draft.prose:
        kept.append(line)
        left -= len(line.text)
        if left < 0:
            break
    return kept


def told_as_past(text: str) -> Iterator[tuple[date, str]]:
    """The days, or first days of months and years, that the text tells as past, with their words.

    Nothing is published before them.
    """
    if not re.search(r"(?:19|20)\d{2}", text):
        return
    for found in days.written(text):
        day = found.on(found.year) if found.year else None
        if day and _is_past(text, found.span):
            yield day, found.text
    for match in days.MONTH_YEAR.finditer(text):
        if _is_past(text, Span(*match.span())):
            yield date(int(match["y"]), days.number_of(match["m"], days.MONTHS) + 1, 1), match[0]
    for match in _PAST_YEAR.finditer(text):
        if _is_past(text, Span(*match.span())):
            yield date(int(match[1]), 1, 1), match[0]


def _is_past(text: str, span: Span) -> bool:
    """True when the sentence tells of the day as past: a verb in the past tense, nothing of the future beside it."""
    before = _SENTENCE_END.split(text[max(0, span.start - 300) : span.start])[-1]
    after = _SENTENCE_END.split(text[span.end : span.end + 200])[0]
    if _FUTURE.search(before[-60:]) or _FUTURE.search(after[:30]):
        return False
    return _PAST.search(before) is not None or _PAST.search(after) is not None


def _before(text: str, at: int) -> str:
    """The words of the same sentence that stand before the place, at most sixty characters."""
    return _SENTENCE_END.split(text[max(0, at - 60) : at])[-1]


def from_text(draft: Draft, bounds: Bounds, reasons: Sequence[str]) -> Published:
    """The day by what the text tells: a written day and the weekdays it names after it, or bounds that lie close."""
    found = [*_anchors(draft, bounds)]
    told = [*reasons, *bounds.reasons]
    if not found:
        return _between(bounds, told)
    anchor, words, span = max(found, key=lambda f: f[0])
    last, why = _latest_weekday(draft, anchor)
    note = f"{words!r} is {anchor}; {why}; such news appears that day or the next"
    if anchor < bounds.start - timedelta(days=7) or last > bounds.end:
        return Published(interval=None, basis=None, reasons=(f"{note}, but the text tells of later days", *told))
    return Published(
        interval=DateInterval(max(last, bounds.start), max(last + _FRESH, bounds.start + _DAY)),
        basis=DateBasis.TEXT,
        evidence=words,
        span=span,
        reasons=(note, *told),
    )


def _between(bounds: Bounds, told: Sequence[str]) -> Published:
    """The days between bounds that both were found and lie close; None otherwise."""
    if bounds.start == FIRST or not timedelta() <= bounds.end - bounds.start < _NARROW or len(bounds.reasons) < 2:
        return Published(interval=None, basis=None, reasons=("nothing on the page tells its day", *told))
    return Published(
        interval=DateInterval(bounds.start, bounds.end + _DAY),
        basis=DateBasis.TEXT,
        reasons=("between the last day that it tells as past and the first day on which it was there", *told),
    )


def _anchors(draft: Draft, bounds: Bounds) -> Iterator[tuple[date, str, Span]]:
    """Days near publication that the text pins: written with a weekday that it also uses bare."""
    bare = {w for line in _read_part(draft) for w, _ in days.weekdays(line.text[:_MOST_OF_A_LINE])}
    for line in _read_part(draft):
        for found in days.written(line.text[:_MOST_OF_A_LINE], line.core.start):
            if _FUTURE.search(_before(line.text, found.span.start - line.core.start)):
                continue
            if found.weekday is None or found.weekday not in bare:
                continue
            day = found.on(found.year) if found.year else _solve(found, bounds)
            if day and bounds.start - timedelta(days=7) <= day <= bounds.end:
                yield day, found.text, found.span


def _solve(found: days.Written, bounds: Bounds) -> date | None:
    """The one day on which weekday, day and month agree within the bounds; None where several years do."""
    years = range(bounds.start.year, min(bounds.end, date.today()).year + 1)
    fitting = [d for d in (found.on(y) for y in years) if d and bounds.start <= d <= bounds.end]
    if len(fitting) != 1:
        listed = ", ".join(str(d) for d in fitting[-6:]) or "none"
        bounds.reasons.append(f"{found.text!r} leaves the year open: {listed}")
        return None
    return fitting[0]


def _latest_weekday(draft: Draft, anchor: date) -> tuple[date, str]:
    """The latest day that the text names by weekday alone, as a past one, within six days of the anchor."""
    last = anchor
    named = ""
    for line in _read_part(draft):
        for weekday, span in days.weekdays(line.text[:_MOST_OF_A_LINE]):
            if _FUTURE.search(_before(line.text, span.start)[-25:]):
                continue
            day = days.on_or_after(anchor, weekday)
            # More than four days on, the name more likely means the week before the anchor.
            if day > last and (day - anchor).days <= 4:
                last, named = day, span.of(line.text)
    return last, (f"{named} after it is {last}" if named else "no later weekday is named")
