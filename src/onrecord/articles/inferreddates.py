"""Dates that other articles of a record tell of one that does not tell its own.

Two steps are taken and no more. What is copied was there before its copy. What other dated articles tell of a day was
not reported before that day. Each answer names the articles it rests on; the article's own date is never rewritten.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from onrecord.articles.datebounds import FIRST, told_as_past
from onrecord.model.articles import Article, CopyGroup, DateBasis, Published
from onrecord.model.claims import Factuality
from onrecord.model.dates import DateInterval
from onrecord.model.events import Event
from onrecord.model.ids import ArticleId, ClaimId
from onrecord.model.resolved import ResolvedClaim

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Dated:
    """What an article tells of its own date: `first` and `last` are the days between which it came out, if told.

    `told_by` and `seen_by` say in words what they rest on where the article's own date does not tell them.
    """

    published: Published
    first: date | None = None
    last: date | None = None
    told_by: str | None = None
    seen_by: str | None = None

    @property
    def is_open(self) -> bool:
        """True where other articles could say more: no day, or several, and nobody gave it."""
        interval = self.published.interval
        return interval is None or (interval.days != 1 and self.published.basis is not DateBasis.GIVEN)


def dated(article: Article, retrieved_at: datetime | None) -> Dated:
    """What the article tells of its own date; where it leaves the day open, what its text and its capture bound."""
    own = Dated(article.published)
    interval = article.published.interval
    first = interval.start if interval else None
    last = interval.end - _DAY if interval and interval.end else None
    if not own.is_open:
        return Dated(article.published, first, last)
    seen = retrieved_at.date() if retrieved_at else None
    told = [t for span in article.body for t in told_as_past(span.of(article.text)) if seen is None or t[0] <= seen]
    day, words = max(told, default=(FIRST, ""))
    told_by = seen_by = None
    if day > (first or FIRST):
        first, told_by = day, f"not before {day}: the text tells of {words!r}"
    if seen and (last is None or seen < last):
        last, seen_by = seen, f"not after {seen}: the page was captured then"
    return Dated(article.published, first, last, told_by, seen_by)


@dataclass(slots=True)
class _Narrowing:
    """The days of one article as others narrow them, with the reasons."""

    first: date | None
    last: date | None
    reasons: list[str] = field(default_factory=list)

    def not_before(self, day: date, why: str) -> None:
        if self.first is None or day > self.first:
            self.first = day
            self.reasons.append(f"not before {day}: {why}")

    def not_after(self, day: date, why: str) -> None:
        if self.last is None or day < self.last:
            self.last = day
            self.reasons.append(f"not after {day}: {why}")


def infer(
    known: Mapping[ArticleId, Dated],
    groups: Iterable[CopyGroup],
    events: Iterable[Event],
    claims: Iterable[ResolvedClaim],
) -> dict[ArticleId, Published]:
    """For each article without a day of its own that others date more closely: its days, basis `inferred`.

    An end that nothing tells stays open. Articles on which the rest disagree are left out.
    """
    found = {one: _Narrowing(own.first, own.last) for one, own in known.items() if own.is_open}
    if not found:
        return {}
    for group in groups:
        _by_copies(group, known, found)
    by_id = {c.claim.id: c for c in claims}
    for event in events:
        _by_event(event, by_id, known, found)
    answers = ((one, _answer(known[one], narrowing)) for one, narrowing in found.items())
    return {one: answer for one, answer in answers if answer is not None}


def _by_copies(group: CopyGroup, known: Mapping[ArticleId, Dated], found: Mapping[ArticleId, _Narrowing]) -> None:
    """Bounds by copying: only a group whose original is told has a direction."""
    original = group.original
    if original is None or original not in known:
        return
    copies = [member for member in group.members if member != original and member in known]
    first = known[original].first
    if original not in found and first:
        for member in copies:
            if member in found:
                found[member].not_before(first, f"it copies article {original}, which came out then ({group.reason})")
    lasts = [(last, m) for m in copies if m not in found and (last := known[m].last)]
    if original in found and lasts:
        last, member = min(lasts)
        found[original].not_after(last, f"article {member}, a copy of it, had come out by then ({group.reason})")


def _by_event(
    event: Event,
    claims: Mapping[ClaimId, ResolvedClaim],
    known: Mapping[ArticleId, Dated],
    found: Mapping[ArticleId, _Narrowing],
) -> None:
    """Bounds by what happened: those who report it as done came out no earlier than its day."""
    told = [claims[c] for c in event.claims if c in claims and claims[c].claim.factuality is Factuality.HAPPENED]
    open_ones = {c.claim.article_id for c in told} & found.keys()
    days: dict[date, set[ArticleId]] = defaultdict(set)
    for claim in told if open_ones else ():
        article, day = claim.claim.article_id, _day_of(claim)
        if day and article in known and article not in found:
            days[day].add(article)
    # Of several days told the earliest bounds without taking a side.
    if days:
        day = min(days)
        others = ", ".join(sorted(days[day]))
        for one in open_ones:
            found[one].not_before(day, f"it reports event {event.id}, on that day by article {others}")


def _day_of(claim: ResolvedClaim) -> date | None:
    """The one day on which a claim says that it happened."""
    interval = claim.claim.occurred.interval if claim.claim.occurred else None
    return interval.start if interval and interval.days == 1 else None


def _answer(own: Dated, narrowing: _Narrowing) -> Published | None:
    """The narrowed days with their reasons; None where others add nothing or exclude what the page tells."""
    first, last = narrowing.first, narrowing.last
    if not narrowing.reasons or (first and last and first > last):
        return None
    page = own.published.interval
    told = f"the page itself tells {page.start} to {page.end}" if page else "the page itself tells no date"
    bounds = tuple(why for why in (own.told_by, own.seen_by) if why)
    return Published(
        interval=DateInterval(first, last + _DAY if last else None),
        basis=DateBasis.INFERRED,
        evidence=own.published.evidence,
        span=own.published.span,
        reasons=(*narrowing.reasons, *bounds, told, *own.published.reasons),
    )
