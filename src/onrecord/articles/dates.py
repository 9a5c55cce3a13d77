"""When an article was published: candidates with their basis, checked against what the text itself tells.

The time of capture is an upper bound and nothing else. A date at the very top of a page, in its footer or in a box of
facts about the page is not a date of publication. Where candidates fail or none is there, the days that the text tells
bound it; where these leave more than a few days, the answer is None with the reasons.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from onrecord.articles import days, localdays
from onrecord.articles.drafts import Draft
from onrecord.articles.lines import Line, Role
from onrecord.model.articles import Capture, DateBasis, Published, PublisherRef
from onrecord.model.dates import DateInterval
from onrecord.model.spans import Span

_METADATA = (
    "ld:NewsArticle.datePublished",
    "ld:ReportageNewsArticle.datePublished",
    "ld:AnalysisNewsArticle.datePublished",
    "ld:OpinionNewsArticle.datePublished",
    "ld:LiveBlogPosting.datePublished",
    "ld:Article.datePublished",
    "ld:BlogPosting.datePublished",
    "article:published_time",
    "og:article:published_time",
    "og:published_time",
    "datepublished",
    "itemprop:datepublished",
    "parsely-pub-date",
    "sailthru.date",
    "cxenseparse:recs:publishtime",
    "article.published",
    "published_time_telegram",
    "publication_date",
    "publish-date",
    "publishdate",
    "pubdate",
    "date.release",
    "dc.date.issued",
    "dcterms.created",
    "dcterms.date",
    "dc.date",
    "dc.date.created",
    "date",
    "created",
    "originalpublicationdate",
    "ld:VideoObject.uploadDate",
    "ld:WebPage.datePublished",
)
# Said of a change, so only a day that publication does not follow.
_MODIFIED = ("article:modified_time", "og:updated_time", "ld:NewsArticle.dateModified", "ld:Article.dateModified")
_URL_DAY = re.compile(r"(?<!\d)((?:19|20)\d{2})[/_-]?(0[1-9]|1[0-2])[/_-]?(0[1-9]|[12]\d|3[01])(?!\d)")
_URL_WORD = re.compile(r"/((?:19|20)\d{2})/([a-z]{3,9})/(\d{1,2})/", re.IGNORECASE)
_URL_MONTH = re.compile(r"/((?:19|20)\d{2})/(0?[1-9]|1[0-2])/(?!\d{1,2}/)")
_ISO = re.compile(r"((?:19|20)\d{2})-?(\d{2})-?(\d{2})")
_UPDATED = re.compile(r"\b(?:updated|modified|edited|last)\b", re.IGNORECASE)
# Words that put what stands beside them into the future or out of the told time.
_FUTURE = re.compile(
    r"\b(?:will|would|shall|may|might|plan(?:s|ned)?|expect(?:s|ed)?|schedul\w+|upcoming|next|until|till|by|due"
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
_MOST_TEXT = 120_000
_MOST_OF_A_LINE = 20_000
# The Web's first news pages.
_FIRST = date(1994, 1, 1)
# A text that tells its latest day by the weekday's name appears that day or the next.
_FRESH = timedelta(days=2)


@dataclass(slots=True)
class _Bounds:
    """Between which days it can have been published, and the reasons."""

    start: date = _FIRST
    end: date = date.max
    reasons: list[str] = field(default_factory=list)

    def not_before(self, day: date, why: str) -> None:
        if day > self.start:
            self.start = day
            self.reasons.append(f"not before {day}: {why}")

    def not_after(self, day: date, why: str) -> None:
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
        late = interval.start is not None and interval.start > self.end + (
            timedelta(days=1) if self.end < date.max else timedelta()
        )
        early = interval.end is not None and interval.end + timedelta(days=1) <= self.start
        return not late and (not early or basis in (DateBasis.METADATA, DateBasis.URL, DateBasis.FEED))


@dataclass(frozen=True, slots=True)
class _Candidate:
    interval: DateInterval
    basis: DateBasis
    evidence: str
    span: Span | None
    note: str


def published_of(
    capture: Capture, draft: Draft, publisher: PublisherRef | None = None, *, named: bool = True
) -> Published:
    """When the article came out, with basis, evidence and reasons. `named`: the page's head speaks of this article."""
    bounds = _bounds(capture, draft)
    reasons: list[str] = []
    for candidate in _candidates(capture, draft, named=named):
        if bounds.admits(candidate.interval, candidate.basis):
            candidate = _local(candidate, capture, draft, publisher)
            return Published(
                interval=candidate.interval,
                basis=candidate.basis,
                evidence=candidate.evidence,
                span=candidate.span,
                reasons=(candidate.note, *reasons, *bounds.reasons),
            )
        reasons.append(f"refused {candidate.evidence!r} ({candidate.note}): outside {bounds.start} to {bounds.end}")
    return _from_text(draft, bounds, reasons)


def _candidates(capture: Capture, draft: Draft, *, named: bool) -> Iterator[_Candidate]:
    """The dates that the page offers for the article, the surest first."""
    if capture.given.published is not None:
        basis = capture.given.published_basis
        yield _Candidate(capture.given.published, basis, "given", None, f"stated with the page ({basis.value})")
    if named:
        yield from _from_metadata(capture)
        yield from _from_url(capture, by_day=True)
    yield from (c for c in _from_lines(draft) if c.interval.days == 1)
    if named:
        yield from _from_time_tags(capture)
        yield from _from_url(capture, by_day=False)


def _from_metadata(capture: Capture) -> Iterator[_Candidate]:
    for name in _METADATA:
        value = capture.metadata.first(name)
        interval = _read(value) if value else None
        if value and interval:
            yield _Candidate(interval, DateBasis.METADATA, f"{name}={value}", None, f"the page's head, {name}")


def _read(value: str) -> DateInterval | None:
    """The day of a metadata value: ISO, or written out."""
    match = _ISO.search(value)
    if match:
        try:
            return DateInterval.day(date(int(match[1]), int(match[2]), int(match[3])))
        except ValueError:
            return None
    for found in days.written(value):
        day = found.on(found.year) if found.year else None
        if day:
            return DateInterval.day(day)
    return next((interval for interval, _ in days.numeric(value) if interval.days == 1), None)


def _local(candidate: _Candidate, capture: Capture, draft: Draft, publisher: PublisherRef | None) -> _Candidate:
    """The candidate, moved to the day that the page itself counts where its stamp is in UTC."""
    told = localdays.stamp(candidate.evidence) if candidate.basis is DateBasis.METADATA else None
    if told is None or candidate.interval.start != told.day:
        return candidate
    printed = [
        (c.interval.start, c.evidence)
        for c in (*_from_url(capture, by_day=True), *_from_lines(draft))
        if c.interval.start and c.interval.days == 1
    ]
    others = [s for name in _METADATA for value in capture.metadata.all(name) if (s := localdays.stamp(value))]
    found = localdays.local_day(told, printed, others, capture, publisher)
    if found is None:
        return candidate
    return replace(candidate, interval=DateInterval.day(found[0]), note=f"{candidate.note}; {found[1]}")


def _from_url(capture: Capture, *, by_day: bool) -> Iterator[_Candidate]:
    """The days that the page's addresses hold, or else the months."""
    for address in (capture.url, capture.metadata.first("canonical"), capture.metadata.first("og:url")):
        interval, words = _url_date(address) if address else (None, "")
        if interval and (interval.days == 1) == by_day:
            yield _Candidate(interval, DateBasis.URL, words, None, "the page's address")


def _url_date(address: str) -> tuple[DateInterval | None, str]:
    match = _URL_DAY.search(address)
    try:
        if match:
            return DateInterval.day(date(int(match[1]), int(match[2]), int(match[3]))), match[0]
        match = _URL_WORD.search(address)
        if match and match[2][:3].lower() in days.MONTHS:
            return DateInterval.day(
                date(int(match[1]), days.number_of(match[2], days.MONTHS) + 1, int(match[3]))
            ), match[0]
    except ValueError:
        return None, ""
    match = _URL_MONTH.search(address)
    return (DateInterval.month(int(match[1]), int(match[2])), match[0]) if match else (None, "")


def _from_time_tags(capture: Capture) -> Iterator[_Candidate]:
    """The page's first time tag: often, not always, the article's."""
    value = capture.metadata.first("time")
    interval = _read(value) if value else None
    if value and interval:
        yield _Candidate(interval, DateBasis.METADATA, f"time={value}", None, "the page's first time tag")


def _from_lines(draft: Draft) -> Iterator[_Candidate]:
    """Dates on lines of their own between title and text, and in the line that opens the text."""
    lines = [x for x in draft.head if x.role in (Role.DATE, Role.BYLINE)]
    for line in sorted(lines, key=lambda x: bool(_UPDATED.match(x.text))):
        for interval, words, span in _days_of(line):
            yield _Candidate(interval, DateBasis.DATELINE, words, span, "a date between title and text")
    for line in draft.dates_above:
        if draft.title and line.index == draft.title.index - 1 and not _is_todays(line, draft):
            for interval, words, span in _days_of(line):
                yield _Candidate(interval, DateBasis.DATELINE, words, span, "the date right above the title")
    for line in draft.prose[:1]:
        opening = line.text[:120]
        if re.search(r"[(/][A-Z][\w ]{1,30}[)/]|\s[-–—]{1,2}\s", opening):
            for found in days.written(re.split(r"\s[-–—]{1,2}\s|[)/]", opening)[0], line.core.start):
                day = found.on(found.year) if found.year else None
                if day:
                    yield _Candidate(DateInterval.day(day), DateBasis.DATELINE, found.text, found.span, "the dateline")


def _is_todays(line: Line, draft: Draft) -> bool:
    """True for a date that looks like the page's own calendar: with its weekday, at the very top, or shown twice."""
    twice = sum(1 for x in draft.dates_above if x.folded == line.folded) > 1
    return line.index == 0 or twice or next(days.weekdays(line.text), None) is not None


def _days_of(line: Line) -> Iterator[tuple[DateInterval, str, Span]]:
    for found in days.written(line.text, line.core.start):
        day = found.on(found.year) if found.year else None
        if day:
            yield DateInterval.day(day), found.text, found.span
    for interval, words in days.numeric(line.text):
        at = line.core.start + line.text.index(words)
        if interval.days is not None and interval.days <= 1:
            yield interval, words, Span(at, at + len(words))


def _bounds(capture: Capture, draft: Draft) -> _Bounds:
    """What the capture's time and the text's own days leave open."""
    bounds = _Bounds()
    bounds.not_after(date.today(), "it has been read by then")
    bounds.reasons.clear()  # every page has been read by today: no finding
    if capture.retrieved_at is not None:
        bounds.not_after(capture.retrieved_at.date(), "the page was captured then")
    # In HTML such a date may be that of another item above; stripped pages begin with their own day.
    for line in draft.dates_above if not capture.blocks else ():
        for interval, words, _ in _days_of(line):
            if interval.start is not None:
                bounds.not_after(interval.start, f"{words!r} above the title is no earlier than the article")
    for line in _read_part(draft):
        _bound_by(line.text[:_MOST_OF_A_LINE], bounds)
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


def _bound_by(text: str, bounds: _Bounds) -> None:
    """Nothing is published before a day, month or year that it tells as past."""
    if not re.search(r"(?:19|20)\d{2}", text):
        return
    for found in days.written(text):
        day = found.on(found.year) if found.year else None
        if day and _is_past(text, found.span):
            bounds.not_before(_sane(day, bounds), f"the text tells of {found.text!r}")
    for match in days.MONTH_YEAR.finditer(text):
        first = date(int(match["y"]), days.number_of(match["m"], days.MONTHS) + 1, 1)
        if _is_past(text, Span(*match.span())):
            bounds.not_before(_sane(first, bounds), f"the text tells of {match[0]!r}")
    for match in re.finditer(r"\b(?:in|since|of|during|after)\s+((?:19|20)\d{2})\b(?!\s*[-–/])", text):
        if _is_past(text, Span(*match.span())):
            bounds.not_before(_sane(date(int(match[1]), 1, 1), bounds), f"the text tells of {match[0]!r}")


def _is_past(text: str, span: Span) -> bool:
    """True when the sentence tells of the day as past: a verb in the past tense, nothing of the future beside it."""
    before = _SENTENCE_END.split(text[max(0, span.start - 300) : span.start])[-1]
    after = _SENTENCE_END.split(text[span.end : span.end + 200])[0]
    if _FUTURE.search(before[-60:]) or _FUTURE.search(after[:30]):
        return False
    return _PAST.search(before) is not None or _PAST.search(after) is not None


def _sane(day: date, bounds: _Bounds) -> date:
    """The day, or the first day of all where it lies after the upper bound: then it is no past day at all."""
    return day if day <= bounds.end else _FIRST


def _before(text: str, at: int) -> str:
    """The words of the same sentence that stand before the place, at most sixty characters."""
    return _SENTENCE_END.split(text[max(0, at - 60) : at])[-1]


def _from_text(draft: Draft, bounds: _Bounds, reasons: Sequence[str]) -> Published:
    """The day by what the text tells: a written day and the weekdays it names after it."""
    found = [*_anchors(draft, bounds)]
    told = [*reasons, *bounds.reasons]
    if not found:
        return Published(interval=None, basis=None, reasons=("nothing on the page tells its day", *told))
    anchor, words, span = max(found, key=lambda f: f[0])
    last, why = _latest_weekday(draft, anchor)
    end = last + _FRESH
    note = f"{words!r} is {anchor}; {why}; such news appears that day or the next"
    if anchor < bounds.start - timedelta(days=7) or last > bounds.end:
        return Published(interval=None, basis=None, reasons=(f"{note}, but the text tells of later days", *told))
    return Published(
        interval=DateInterval(max(last, bounds.start), max(end, bounds.start + timedelta(days=1))),
        basis=DateBasis.TEXT,
        evidence=words,
        span=span,
        reasons=(note, *told),
    )


def _anchors(draft: Draft, bounds: _Bounds) -> Iterator[tuple[date, str, Span]]:
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


def _solve(found: days.Written, bounds: _Bounds) -> date | None:
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
