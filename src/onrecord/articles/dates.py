"""When an article was published: candidates with their basis, checked against what the text itself tells.

The time of capture is an upper bound and nothing else. A date at the very top of a page, in its footer or in a box of
facts about the page is not a date of publication. Where candidates fail or none is there, the days that the text tells
bound it; where these leave more than a few days, the answer is None with the reasons.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from onrecord.articles import headdates, localdays
from onrecord.articles.datebounds import Bounds, bounds_of, from_text
from onrecord.articles.days import whole
from onrecord.articles.drafts import Draft
from onrecord.articles.headdates import Candidate
from onrecord.articles.lines import Line
from onrecord.articles.printeddates import Label, Printed, is_todays, near_text, printed, puts_day_first
from onrecord.model.articles import Capture, DateBasis, Published, PublisherRef
from onrecord.model.dates import DateInterval

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """How one of several dates is chosen; benchmarks/dates.py compares the ways. `order`: kinds of candidates."""

    order: tuple[str, ...] = ("head", "printed", "address", "time", "near", "month", "changed")
    trusts_print: bool = True  # a later day that the page prints as the article's own outweighs its head


SHIPPED = Choice()


@dataclass(frozen=True, slots=True)
class _Page:
    """What the dating of one article looks at. `stamped`: the page's head and address speak of this article."""

    capture: Capture
    publisher: PublisherRef | None
    shown: list[Printed]
    near: list[Printed]
    stamped: bool
    choice: Choice

    @property
    def own(self) -> list[Printed]:
        """The days that the page prints without calling them changes."""
        return [p for p in self.shown if p.label is not Label.UPDATED]


def published_of(
    capture: Capture,
    draft: Draft,
    publisher: PublisherRef | None = None,
    *,
    named: bool = True,
    lines: Sequence[Line] = (),
    choice: Choice = SHIPPED,
) -> Published:
    """When the article came out, with basis, evidence and reasons.

    `named`: the page's head speaks of this article. `lines`: all lines of the page, where dates below a standfirst are
    looked for.
    """
    near = near_text(capture, draft, lines, publisher) if named else []
    page = _Page(capture, publisher, printed(capture, draft, lines, publisher), near, named, choice)
    bounds = bounds_of(capture, draft, _above(page, draft))
    reasons: list[str] = []
    for candidate in _candidates(page):
        if bounds.admits(candidate.interval, candidate.basis):
            settled = _settled(candidate, page, bounds)
            return Published(
                interval=bounds.narrowed(settled.interval),
                basis=settled.basis,
                evidence=settled.evidence,
                span=settled.span,
                reasons=(settled.note, *reasons, *bounds.reasons),
            )
        reasons.append(f"refused {candidate.evidence!r} ({candidate.note}): outside {bounds.start} to {bounds.end}")
    return from_text(draft, bounds, reasons)


def _above(page: _Page, draft: Draft) -> list[tuple[DateInterval, str]]:
    """The days above the title of a stripped page that look like its calendar: the day on which it was looked at."""
    if page.capture.blocks:
        return []
    day_first = puts_day_first(page.capture, page.publisher)
    above = [x for x in draft.dates_above if is_todays(x, draft)]
    found = [(line, i, s) for line in above for i, s in whole(line.text, day_first=day_first)]
    return [(interval, span.of(line.text)) for line, interval, span in found]


def _candidates(page: _Page) -> Iterator[Candidate]:
    """The dates that the page offers for the article, the surest first."""
    given = page.capture.given
    if given.published is not None:
        basis = given.published_basis
        yield Candidate(given.published, basis, "given", None, f"stated with the page ({basis.value})")
    for kind in page.choice.order:
        yield from _of_kind(kind, page)


def _of_kind(kind: str, page: _Page) -> Iterator[Candidate]:
    if kind == "printed":
        yield from (_as_candidate(p) for p in page.own)
    elif kind == "near":
        yield from map(_as_candidate, page.near)
    elif kind == "changed":
        yield from _changes(page)
    elif page.stamped and kind == "head":
        yield from headdates.of_head(page.capture)
    elif page.stamped and kind == "time":
        yield from headdates.of_time_tags(page.capture)
    elif page.stamped:
        yield from headdates.of_address(page.capture, by_day=kind == "address")


def _changes(page: _Page) -> Iterator[Candidate]:
    """The days of the last change, for a page that tells no other."""
    note = "the last change; the page tells no other day"
    for p in page.shown:
        if p.label is Label.UPDATED:
            yield replace(_as_candidate(p), note=f"{p.note}: {note}")
    changed = headdates.changed(page.capture) if page.stamped else None
    if changed:
        yield Candidate(DateInterval.day(changed), DateBasis.METADATA, str(changed), None, f"the page's head: {note}")


def _as_candidate(found: Printed) -> Candidate:
    return Candidate(found.interval, DateBasis.DATELINE, found.words, found.span, found.note)


def _settled(candidate: Candidate, page: _Page, bounds: Bounds) -> Candidate:
    """The candidate, or the local day of its moment, or the later day by which the page dates itself in print."""
    day = candidate.interval.start
    if candidate.basis not in (DateBasis.METADATA, DateBasis.URL) or candidate.interval.days != 1 or day is None:
        return candidate
    local = _local(candidate, page)
    if local is not candidate:
        return local
    last = min(bounds.end, headdates.changed(page.capture) or bounds.end)
    shown = _shown_instead(day, last, page) if page.choice.trusts_print else None
    if shown is not None:
        note = f"{shown.note}; the page dates itself so, its first publication stands as {candidate.evidence!r}"
        return replace(_as_candidate(shown), note=note)
    return candidate


def _shown_instead(day: date, last: date, page: _Page) -> Printed | None:
    """The one later day that the page prints as the article's, no later than its last change; None without one."""
    days = {p.interval.start for p in page.own}
    if len(days) != 1:
        return None
    shown = page.own[0]
    start = shown.interval.start
    return shown if start is not None and day < start <= last + (_DAY if last < date.max else timedelta()) else None


def _local(candidate: Candidate, page: _Page) -> Candidate:
    """The candidate, moved to the day that the page itself counts where its stamp is in UTC."""
    told = localdays.stamp(candidate.evidence) if candidate.basis is DateBasis.METADATA else None
    if told is None or candidate.interval.start != told.day:
        return candidate
    address = headdates.of_address(page.capture, by_day=True)
    days = [(c.interval.start, c.evidence) for c in (*address, *map(_as_candidate, page.own)) if c.interval.start]
    others = [value for _, value, _ in headdates.stamps(page.capture)]
    found = localdays.local_day(told, days, others, page.capture, page.publisher)
    if found is None:
        return candidate
    return replace(candidate, interval=DateInterval.day(found[0]), note=f"{candidate.note}; {found[1]}")
