"""How many rows a listing has under a filter, and how they divide: what the desk shows beside a page of rows."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from types import SimpleNamespace
from typing import Any

from sqlalchemy import Connection, Select, and_, case, exists, false, func, literal, select

from onrecord.model.claims import EventType
from onrecord.model.dates import DateInterval
from onrecord.model.events import Event
from onrecord.model.filters import Filter
from onrecord.model.ids import ArticleId
from onrecord.model.resolved import PlaceRef, ResolvedClaim
from onrecord.store import conditions as where
from onrecord.store import restoring
from onrecord.store import tables as t
from onrecord.store.listing import (
    BATCH,
    batches,
    claims_query,
    events_by_id,
    events_query,
    issues_query,
    paged,
    relations_query,
)
from onrecord.store.loading import Loader, as_corrected
from onrecord.store.packing import unpacked
from onrecord.store.rows import DayCount, PlaceCount, PublisherRow
from onrecord.store.writing import EVENTS_CURRENT

Counts = tuple[tuple[str, int], ...]
"""Values with how many rows have each, the most first."""

_R = t.readings.c


def how_many(connection: Connection, listing: str, asked: Filter) -> int:
    """The rows of "claims", "events", "relations" or "issues" that answer the filter, whatever its page."""
    rows = _rows(connection, listing, asked)
    return connection.scalar(select(func.count()).select_from(rows)) or 0


def facets(connection: Connection, listing: str, asked: Filter) -> dict[str, Counts]:
    """How the rows that answer the filter divide by type, factuality and the like, by the name of the field."""
    rows = _rows(connection, listing, asked)
    fields = _FACETS[listing]
    # One walk over the rows for all fields: the conditions of a filter cost more than the counting.
    columns = [_effective(rows, field) for field in fields]
    found: dict[str, Counter[str]] = {field: Counter() for field in fields}
    for *values, n in connection.execute(select(*columns, func.count()).group_by(*columns)):
        for field, value in zip(fields, values, strict=True):
            found[field][str(value)] += n
    return {
        field: tuple(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))) for field, counts in found.items()
    }


_FACETS: dict[str, tuple[str, ...]] = {
    "claims": ("event_type", "factuality", "stance"),
    "events": ("event_type", "factuality", "agreement"),
    "relations": ("kind",),
    "issues": ("stage", "code"),
}


def _rows(connection: Connection, listing: str, asked: Filter) -> Any:
    bare = where.unpaged(asked)
    if listing == "claims":
        if bare == Filter():
            return _standing_claims()
        return claims_query(connection, bare).order_by(None).subquery()
    if listing == "events":
        return events_query(connection, bare).order_by(None).subquery()
    if listing == "relations":
        return relations_query(connection, bare).order_by(None).subquery()
    return issues_query(bare).order_by(None).subquery()


def _standing_claims() -> Any:
    """The claims of the newest readings that nobody rejected, with what they are counted by alone."""
    c, k = t.claims.c, t.claim_corrections.c
    fields = _FACETS["claims"]
    columns = [*(c[field] for field in fields), *(k[field].label(f"their_{field}") for field in fields)]
    return (
        select(*columns)
        .join(t.readings, and_(_R.number == c.reading, _R.is_newest))
        .outerjoin(t.claim_corrections, k.claim_id == c.id)
        .where(func.coalesce(k.is_rejected, false()).is_(false()))
        .subquery()
    )


def _effective(rows: Any, field: str) -> Any:
    """The column with people's corrections on top, where the listing has any."""
    theirs = rows.c.get(f"their_{field}")
    return (rows.c[field] if theirs is None else func.coalesce(theirs, rows.c[field])).label(f"value_of_{field}")


def claims_with(connection: Connection, claim_ids: Sequence[str], *, as_read: bool = False) -> Iterator[ResolvedClaim]:
    """The claims with these ids, of the newest readings, in the order of captures, articles and words."""
    loader = Loader(connection, as_read=as_read)
    for n in range(0, len(claim_ids), BATCH):
        query = claims_query(connection, Filter(as_read=as_read)).where(t.claims.c.id.in_(claim_ids[n : n + BATCH]))
        yield from loader.claims(connection.execute(query).all())


def event_days(connection: Connection, asked: Filter) -> Iterator[DayCount]:
    """How many events of each type lie in each stretch of days, in order; the undated last."""
    rows = _rows(connection, "events", asked).c
    columns = (rows.is_dated, rows.occurred_start, rows.occurred_end, rows.event_type, rows.background)
    query = select(*columns, func.count().label("n")).group_by(*columns)
    ordered = query.order_by(rows.is_dated.desc(), rows.occurred_start, rows.occurred_end, rows.event_type)
    for row in connection.execute(ordered):
        yield DayCount(
            days=DateInterval(row.occurred_start, row.occurred_end) if row.is_dated else None,
            event_type=EventType(row.event_type),
            background=row.background,
            count=row.n,
        )


def bare_events(connection: Connection, asked: Filter) -> Iterator[Event]:
    """Events as who did what to whom, where and when: without numbers, modes, claims and accounts.

    Contradictions name fields and reasons alone. What is left out is most of an event by weight.
    """
    c, e = t.contradictions.c, t.events.c
    disputed: dict[str, list[Any]] = defaultdict(list)
    for row in connection.execute(select(c.event_id, c.field, c.reason).order_by(c.event_id, c.position)):
        disputed[row.event_id].append(SimpleNamespace(field=row.field, reason=row.reason, accounts=()))
    told = [column for column in e if column.name not in _LEFT_OUT]
    query = events_query(connection, asked).with_only_columns(*told)
    nothing = dict.fromkeys(_LEFT_OUT, ())
    for rows in batches(connection, paged(query, asked)):
        for row in rows:
            bare = SimpleNamespace(**row._mapping, **nothing)
            yield restoring.event_of(bare, (), (), disputed.get(row.id, ()))


_LEFT_OUT = ("mode", "contexts", "quantities", "independence")


def event_places(connection: Connection, asked: Filter) -> Iterator[PlaceCount]:
    """How many events of each type lie in each place as they name it, and in how many of them accounts differ."""
    rows = events_query(connection, asked).order_by(None).subquery()
    disputed = exists().where(t.contradictions.c.event_id == rows.c.id)
    keys = (rows.c.place, rows.c.event_type)
    query = select(*keys, func.count().label("n"), func.sum(case((disputed, 1), else_=0)).label("differ"))
    for row in connection.execute(query.group_by(*keys)):
        yield PlaceCount(
            place=None if row.place is None else unpacked(PlaceRef, row.place),
            event_type=EventType(row.event_type),
            count=row.n,
            disputed=int(row.differ),
        )


def publishers(connection: Connection) -> Iterator[PublisherRow]:
    """The publishers of the newest readings, those with most claims first."""
    claimed = _claims_by_article(connection)
    found: dict[str, list[Any]] = defaultdict(list)
    for row in connection.execute(_publishing()):
        found[row.publisher_name or ""].append(row)
    rows = [_publisher_row(some, claimed) for name, some in found.items() if name]
    yield from sorted(rows, key=lambda row: (-row.claims, -row.articles, row.publisher.name.casefold()))


def _publishing() -> Select[Any]:
    """Each article of the newest readings: who published it, whom it credits, what it copies."""
    a, g, m = t.article_readings.c, t.copy_groups.c, t.copy_members.c
    return (
        select(
            a.article_id,
            as_corrected("publisher"),
            as_corrected("publisher_name"),
            *(a.credited_to, m.group_id, g.original),
        )
        .join(t.readings, and_(_R.number == a.reading, _R.is_newest))
        .outerjoin(t.article_corrections, t.article_corrections.c.article_id == a.article_id)
        .outerjoin(t.copy_members, m.article_id == a.article_id)
        .outerjoin(t.copy_groups, g.id == m.group_id)
    )


def _claims_by_article(connection: Connection) -> dict[str, int]:
    c = t.claims.c
    newest = select(_R.number).where(_R.is_newest)
    query = select(c.article_id, func.count().label("n")).where(c.reading.in_(newest)).group_by(c.article_id)
    return {row.article_id: row.n for row in connection.execute(query)}


def _publisher_row(rows: Sequence[Any], claimed: dict[str, int]) -> PublisherRow:
    publishers = [p for p in (restoring.publisher_of(row.publisher) for row in rows) if p is not None]
    return PublisherRow(
        publisher=next((p for p in publishers if p.domain), publishers[0]),
        articles=len(rows),
        claims=sum(claimed.get(row.article_id, 0) for row in rows),
        copies=sum(row.group_id is not None and row.original != row.article_id for row in rows),
        originals=sum(row.group_id is not None and row.original == row.article_id for row in rows),
        credits=_credits(rows, publishers[0].name),
    )


def _credits(rows: Iterable[Any], own: str) -> tuple[tuple[str, int], ...]:
    credited = (restoring.publisher_of(row.credited_to) for row in rows)
    return tuple(Counter(p.name for p in credited if p is not None and p.name != own).most_common())


def stamp(connection: Connection) -> str:
    """Words that change whenever anything that a listing shows does: what figures are kept by while it stays."""
    moments: list[Any] = [
        select(func.count(), func.max(_R.number), func.max(_R.read_at)).select_from(t.readings),
        # What stands and what came last, both from an index: there are several judgements for each claim.
        select(func.count()).select_from(t.judgements).where(t.judgements.c.withdrawn_at.is_(None)),
        select(func.max(t.judgements.c.number)),
        select(func.count(), func.max(t.reviews.c.decided_at), func.max(t.reviews.c.withdrawn_at)),
        select(func.count(), func.max(t.changes.c.number), func.max(t.changes.c.undone_at)),
        select(func.count(t.changes.c.undone_at), literal(""), literal("")),
        select(func.count(), func.max(t.events.c.id), literal("")).select_from(t.events),
        select(func.count(), func.max(t.forgotten.c.number), literal("")).select_from(t.forgotten),
        # Before events follow a change, listings show them as they were.
        select(func.count(), func.max(t.state.c.value), literal("")).where(t.state.c.key == EVENTS_CURRENT),
    ]
    return _words_of(connection, moments)


def added_since(connection: Connection, moment: datetime, limit: int) -> tuple[int, tuple[ArticleId, ...]]:
    """How many captures came in after a moment, and the articles of the last of them, the newest capture first."""
    c, a = t.captures.c, t.article_readings.c
    number = connection.scalar(select(func.count()).select_from(t.captures).where(c.added_at > moment)) or 0
    newest = select(c.id).where(c.added_at > moment).order_by(c.added_at.desc(), c.id).limit(limit).subquery()
    query = (
        select(a.article_id)
        .join(t.readings, and_(_R.number == a.reading, _R.is_newest))
        .where(_R.capture_id.in_(select(newest.c.id)))
    )
    return number, tuple(connection.scalars(query))


def told_in(connection: Connection, articles: Sequence[str], limit: int) -> list[tuple[Event, bool]]:
    """The events that these articles tell of, most disputed first, then most voices; True with those only they tell."""
    c, ec, e = t.claims.c, t.event_claims.c, t.events.c
    told = select(ec.event_id).join(t.claims, c.id == ec.claim_id).where(c.article_id.in_(articles))
    disputes = select(func.count()).where(t.contradictions.c.event_id == e.id).scalar_subquery()
    order = (disputes.desc(), e.background, e.independent_voices.desc(), e.id)
    ids = list(connection.scalars(select(e.id).where(e.id.in_(told)).order_by(*order).limit(limit)))
    others = select(ec.event_id).join(t.claims, c.id == ec.claim_id)
    known = set(connection.scalars(others.where(ec.event_id.in_(ids), c.article_id.not_in(articles)).distinct()))
    found = {event.id: event for event in events_by_id(connection, ids)}
    return [(found[i], i not in known) for i in ids if i in found]


def _words_of(connection: Connection, moments: Iterable[Any]) -> str:
    return " ".join(str(value) for query in moments for value in connection.execute(query).one())
