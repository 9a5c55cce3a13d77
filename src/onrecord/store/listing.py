"""Listings: what a record holds, filtered, in an order that does not depend on the order of reading."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, cast

from sqlalchemy import Connection, Select, and_, exists, func, or_, select

from onrecord.errors import UsageError
from onrecord.model.articles import Capture, Published, SharedPassage
from onrecord.model.events import Event
from onrecord.model.filters import Filter
from onrecord.model.ids import ArticleId, CaptureId
from onrecord.model.judgements import Judgement, JudgementKind
from onrecord.model.resolve import PROGRAM
from onrecord.model.resolved import ResolvedClaim, ResolvedRelation
from onrecord.model.runs import Issue, Review, Run
from onrecord.model.spans import Span
from onrecord.store import conditions as where
from onrecord.store import restoring
from onrecord.store import tables as t
from onrecord.store.batches import chunks
from onrecord.store.loading import Loader, article_refs, as_corrected, copy_of, grouped
from onrecord.store.packing import unpacked
from onrecord.store.rows import ArticleRow, CaptureRow, SearchHit
from onrecord.store.searching import matching

BATCH = 400
_R = t.readings.c


def paged(query: Select[Any], asked: Filter) -> Select[Any]:
    """The query cut to the filter's page."""
    if asked.limit is not None:
        query = query.limit(asked.limit)
    return query.offset(asked.offset) if asked.offset else query


def batches(connection: Connection, query: Select[Any]) -> Iterator[Sequence[Any]]:
    """The rows of a query, some hundreds at a time."""
    yield from connection.execute(query, execution_options={"yield_per": BATCH}).partitions()


def runs(connection: Connection) -> Iterator[Run]:
    for row in connection.execute(select(t.runs).order_by(t.runs.c.started_at, t.runs.c.id)):
        yield restoring.run_of(row)


def counts(connection: Connection) -> dict[str, int]:
    """How many there are of each kind, in the newest readings."""
    newest = select(_R.number).where(_R.is_newest)
    asked: dict[str, Select[Any]] = {
        "captures": select(func.count()).select_from(t.captures),
        "articles": select(func.count()).where(t.article_readings.c.reading.in_(newest)),
        "claims": select(func.count()).where(t.claims.c.reading.in_(newest)),
        "relations": select(func.count()).where(t.relations.c.reading.in_(newest)),
        "actors": select(func.count()).select_from(named_query("actor").subquery()),
        "places": select(func.count()).select_from(named_query("place").subquery()),
        "events": select(func.count()).select_from(t.events),
        "contradictions": select(func.count()).select_from(t.contradictions),
        "issues": select(func.count()).select_from(issues_query(Filter()).order_by(None).subquery()),
        "runs": select(func.count()).select_from(t.runs),
    }
    return {name: connection.scalar(query) or 0 for name, query in asked.items()}


def named_query(kind: str) -> Select[Any]:
    """The actors or places that mentions of the newest readings name."""
    own = t.mention_links.c
    # Each target is looked up once, not each of its many mentions.
    every = select(own.target).distinct().where(own.kind == kind, own.verdict == "same").subquery("every")
    link, mention, reading = t.mention_links.alias("link"), t.mentions.c, t.readings.c
    named = (
        select(link.c.mention_id)
        .join(t.mentions, mention.id == link.c.mention_id)
        .join(t.readings, and_(reading.number == mention.reading, reading.is_newest))
        .where(link.c.target == every.c.target, link.c.kind == kind, link.c.verdict == "same")
    )
    return select(every.c.target).where(exists(named))


def claims_query(connection: Connection, asked: Filter, *, rejected: bool = False) -> Select[Any]:
    """Claims of the newest readings with what people corrected, in the order of captures, articles and words.

    With `rejected` also those that do not stand.
    """
    c, a, k = t.claims.c, t.article_readings.c, t.claim_corrections.c
    theirs = [k[name].label(f"their_{name}") for name in where.CORRECTED]
    query = (
        select(t.claims, k.is_rejected, k.status, k.sets_place, k.sets_occurred, *theirs, t.event_claims.c.event_id)
        .join(t.readings, and_(_R.number == c.reading, _R.is_newest))
        .join(t.captures, t.captures.c.id == _R.capture_id)
        .join(t.article_readings, and_(a.reading == c.reading, a.article_id == c.article_id))
        .outerjoin(t.claim_corrections, k.claim_id == c.id)
        .outerjoin(t.article_corrections, t.article_corrections.c.article_id == c.article_id)
        .outerjoin(t.event_claims, t.event_claims.c.claim_id == c.id)
        .where(*where.claim_conditions(connection, asked))
        .order_by(t.captures.c.source, t.captures.c.id, a.position, c.article_id, c.trigger_start, c.id)
    )
    return query if asked.as_read or rejected else query.where(or_(k.is_rejected.is_(None), k.is_rejected.is_(False)))


def claims(connection: Connection, asked: Filter) -> Iterator[ResolvedClaim]:
    loader = Loader(connection, as_read=asked.as_read)
    query = claims_query(connection, asked)
    if asked.limit is not None:
        yield from loader.claims(_page(connection, query, asked.offset, asked.limit))
        return
    for rows in batches(connection, paged(query, asked)):
        yield from loader.claims(rows)


SLICE, MOST_SLICE = 64, 16_384
"""Captures whose claims are looked at together for a page: so many at first, then four times as many each time."""


def _page(connection: Connection, query: Select[Any], offset: int, limit: int) -> list[Any]:
    """Some rows of a query of claims, after so many others.

    They are in the order of captures. So they are looked for in some captures after others, and not all claims of the
    record need to be put in order for a page.
    """
    c = t.captures.c
    order = select(_R.number).join(t.captures, c.id == _R.capture_id).where(_R.is_newest).order_by(c.source, c.id)
    readings = connection.scalars(order).all()
    found: list[Any] = []
    at, size = 0, SLICE
    while at < len(readings) and len(found) < limit:
        mine = query.where(t.claims.c.reading.in_(readings[at : at + size]))
        here = connection.scalar(select(func.count()).select_from(mine.order_by(None).subquery())) if offset else 0
        if here and here <= offset:
            offset -= here
        elif here or not offset:
            found += connection.execute(mine.offset(offset).limit(limit - len(found))).all()
            offset = 0
        at, size = at + size, min(4 * size, MOST_SLICE)
    return found


def relations_query(connection: Connection, asked: Filter) -> Select[Any]:
    """Relations of the newest readings, in the order of captures, articles and kinds."""
    r, a = t.relations.c, t.article_readings.c
    return (
        select(t.relations)
        .join(t.readings, and_(_R.number == r.reading, _R.is_newest))
        .join(t.captures, t.captures.c.id == _R.capture_id)
        .join(t.article_readings, and_(a.reading == r.reading, a.article_id == r.article_id))
        .outerjoin(t.article_corrections, t.article_corrections.c.article_id == r.article_id)
        .where(*where.relation_conditions(connection, asked))
        .order_by(t.captures.c.source, t.captures.c.id, a.position, r.article_id, r.kind, r.id)
    )


def relations(connection: Connection, asked: Filter) -> Iterator[ResolvedRelation]:
    loader = Loader(connection, as_read=asked.as_read)
    for rows in batches(connection, paged(relations_query(connection, asked), asked)):
        yield from loader.relations(rows)


def articles_query(connection: Connection, asked: Filter) -> Select[Any]:
    """Articles of the newest readings, in the order of captures and of the page."""
    a, c = t.article_readings.c, t.captures.c
    published = where.day_conditions(*where.published(asked.as_read), asked.since, asked.until)
    query: Select[Any] = (
        article_refs(as_read=asked.as_read)
        .add_columns(_R.run_id, t.inferred_dates.c.published.label("inferred"))
        .join(t.readings, and_(_R.number == a.reading, _R.is_newest))
        .outerjoin(t.inferred_dates, t.inferred_dates.c.article_id == a.article_id)
        .where(*where.article_conditions(connection, asked), *published, *_with_claims(connection, asked))
        .order_by(c.source, c.id, a.position, a.article_id)
    )
    return query


def articles(connection: Connection, asked: Filter) -> Iterator[ArticleRow]:
    for rows in batches(connection, paged(articles_query(connection, asked), asked)):
        yield from article_rows(connection, rows)


def articles_with(connection: Connection, article_ids: Iterable[str]) -> Iterator[ArticleRow]:
    """The articles of these ids that the newest readings hold."""
    for some in chunks(article_ids):
        rows = connection.execute(articles_query(connection, Filter()).where(t.articles.c.id.in_(some))).all()
        yield from article_rows(connection, rows)


def undated(connection: Connection) -> Iterator[ArticleId]:
    """The articles that do not tell one day as their own, with what people corrected on top."""
    days = ("is_dated", "published_start", "published_end")
    query = (
        select(t.article_readings.c.article_id, *(as_corrected(name) for name in days))
        .join(t.readings, and_(_R.number == t.article_readings.c.reading, _R.is_newest))
        .outerjoin(t.article_corrections, t.article_corrections.c.article_id == t.article_readings.c.article_id)
    )
    for row in connection.execute(query):
        first, last = row.published_start, row.published_end
        if not row.is_dated or first is None or last is None or (last - first).days != 1:
            yield row.article_id


def _with_claims(connection: Connection, asked: Filter) -> Iterable[Any]:
    """Articles that hold a claim of the kind asked for, where the filter speaks of claims at all."""
    coded = where.of_claims_alone(asked)
    if coded == Filter():
        return
    held = claims_query(connection, coded).order_by(None).subquery()
    yield t.article_readings.c.article_id.in_(select(held.c.article_id))


def article_rows(connection: Connection, rows: Sequence[Any]) -> Iterator[ArticleRow]:
    """The articles of rows of their query, with passages and shared ones."""
    p, s = t.passages.c, t.copy_shares.c
    ids, readings = [row.article_id for row in rows], sorted({row.reading for row in rows})
    mine = select(t.passages).where(p.reading.in_(readings), p.article_id.in_(ids))
    passages = grouped(connection.execute(mine.order_by(p.article_id, p.position)), "article_id")
    shared = select(t.copy_shares).where(or_(s.article_id.in_(ids), s.other_id.in_(ids)))
    shares: dict[str, list[Any]] = defaultdict(list)
    for share in connection.execute(shared.order_by(s.group_id, s.position)):
        for article_id in {share.article_id, share.other_id}:
            shares[article_id].append(share)
    for row in rows:
        yield ArticleRow(
            article=restoring.article_of(row, [restoring.passage_of(x) for x in passages.get(row.article_id, ())]),
            run_id=row.run_id,
            capture_path=row.path,
            capture_url=row.url,
            capture_sha256=row.sha256,
            retrieved_at=row.retrieved_at,
            copy_group=row.group_id,
            copy_of=copy_of(row),
            shares=tuple(_share(share, row.article_id) for share in shares.get(row.article_id, ())),
            inferred=unpacked(Published, row.inferred) if row.inferred else None,
        )


def _share(row: Any, article_id: str) -> SharedPassage:
    """The shared passage seen from one of its two articles."""
    own, other = Span(row.start, row.end), Span(row.other_start, row.other_end)
    share = SharedPassage(article_id=row.article_id, span=own, other_id=row.other_id, other_span=other)
    return share.seen_from(ArticleId(article_id))


def captures_query(connection: Connection, asked: Filter) -> Select[Any]:
    """Captures with their newest readings, by where they come from."""
    c = t.captures.c
    plain = [column for column in t.captures.columns if column.name != "content"]
    number = select(func.count()).where(t.article_readings.c.reading == _R.number).scalar_subquery()
    query: Select[Any] = (
        select(*plain, _R.number, _R.run_id, _R.read_at, number.label("articles"))
        .join(t.readings, and_(_R.capture_id == c.id, _R.is_newest))
        .where(*_captures_asked(connection, asked))
        .order_by(c.source, c.id)
    )
    return query


def captures(connection: Connection, asked: Filter) -> Iterator[CaptureRow]:
    for rows in batches(connection, paged(captures_query(connection, asked), asked)):
        yield from capture_rows(connection, rows)


def _captures_asked(connection: Connection, asked: Filter) -> Iterable[Any]:
    c = t.captures.c
    if asked.capture is not None:
        yield c.id.in_(where.captures_named(asked.capture))
    if where.without_pages(asked) != Filter():
        held = articles_query(connection, where.unpaged(asked)).order_by(None)
        yield c.id.in_(held.with_only_columns(t.articles.c.capture_id))


def capture_rows(connection: Connection, rows: Sequence[Any]) -> Iterator[CaptureRow]:
    """The captures of rows of their query, with their versions and what was set aside."""
    s = t.set_aside.c
    mine = select(t.set_aside).where(s.reading.in_([row.number for row in rows])).order_by(s.reading, s.position)
    aside = grouped(connection.execute(mine), "reading")
    known = versions_by_url(connection, {row.url for row in rows if row.url})
    for row in rows:
        yield CaptureRow(
            id=row.id,
            path=row.path,
            url=row.url,
            sha256=row.sha256,
            retrieved_at=row.retrieved_at,
            media_type=row.media_type,
            encoding=row.encoding,
            size=row.size,
            run_id=row.run_id,
            read_at=row.read_at,
            versions=known.get(row.url, (row.id,)),
            articles=row.articles,
            set_aside=tuple(restoring.set_aside_of(x) for x in aside.get(row.number, ())),
        )


def versions_by_url(connection: Connection, urls: set[str]) -> dict[str, tuple[CaptureId, ...]]:
    """All captures of each URL, oldest first: by when they were retrieved, else by when they were added."""
    c = t.captures.c
    query = select(c.id, c.url).where(c.url.in_(sorted(urls)))
    rows = connection.execute(query.order_by(func.coalesce(c.retrieved_at, c.added_at), c.added_at, c.id))
    return {url: tuple(row.id for row in some) for url, some in grouped(rows, "url").items()}


def versioned(connection: Connection) -> tuple[tuple[CaptureId, ...], ...]:
    """The captures of each URL that has several, oldest first."""
    c = t.captures.c
    several = select(c.url).where(c.url.is_not(None)).group_by(c.url).having(func.count() > 1)
    urls = sorted(connection.scalars(several))
    found: list[tuple[CaptureId, ...]] = []
    for n in range(0, len(urls), BATCH):
        known = versions_by_url(connection, set(urls[n : n + BATCH]))
        found.extend(known[url] for url in urls[n : n + BATCH])
    return tuple(found)


def seen_at(connection: Connection, capture_id: str) -> datetime:
    """When the capture was fetched, else when it came into the record."""
    c = t.captures.c
    row = connection.execute(select(c.retrieved_at, c.added_at).where(c.id == capture_id)).one()
    return cast(datetime, row.retrieved_at or row.added_at)


def read_captures(connection: Connection, run_id: str) -> Iterator[CaptureId]:
    yield from connection.scalars(select(_R.capture_id).where(_R.run_id == run_id).order_by(_R.capture_id))


def versions(connection: Connection, capture_id: str) -> tuple[CaptureId, ...]:
    url = connection.scalar(select(t.captures.c.url).where(t.captures.c.id == capture_id))
    return (CaptureId(capture_id),) if url is None else versions_by_url(connection, {url})[url]


def search(connection: Connection, query: str, limit: int) -> tuple[SearchHit, ...]:
    """Articles of the newest readings that match, best first."""
    found, a = matching(connection, query).subquery("found"), t.article_readings.c
    rows = connection.execute(
        select(found.c.article_id, a.title, found.c.score)
        .join(t.article_readings, a.article_id == found.c.article_id)
        .join(t.readings, and_(_R.number == a.reading, _R.is_newest))
        .order_by(found.c.score.desc(), found.c.article_id)
        .limit(limit)
    )
    return tuple(SearchHit(article_id=row.article_id, title=row.title, score=row.score) for row in rows)


def decisions(connection: Connection, kind: JudgementKind) -> tuple[Judgement, ...]:
    """People's standing judgements; a claim of an older reading stands for the newest that states the same."""
    c = t.judgements.c
    query = select(t.judgements).order_by(c.kind, c.left_id, c.right_id, c.number)
    theirs = query.where(c.kind == kind.value, c.withdrawn_at.is_(None), c.decided_by != PROGRAM)
    people = [restoring.judgement_of(row) for row in connection.execute(theirs)]
    if kind is not JudgementKind.CLAIMS or not people:
        return tuple(people)
    now = _newest_of(connection, sorted({i for j in people for i in (j.left, j.right)}))
    return tuple(replace(j, left=now.get(j.left, j.left), right=now.get(j.right, j.right)) for j in people)


def _newest_of(connection: Connection, claim_ids: Sequence[str]) -> dict[str, str]:
    old, new = t.claims.alias("old"), t.claims.alias("new")
    query = (
        select(old.c.id, new.c.id.label("now"))
        .join(new, new.c.statement_key == old.c.statement_key)
        .join(t.readings, and_(_R.number == new.c.reading, _R.is_newest))
    )
    found: dict[str, str] = {}
    for n in range(0, len(claim_ids), BATCH):
        rows = connection.execute(query.where(old.c.id.in_(claim_ids[n : n + BATCH])))
        found.update({row.id: row.now for row in rows})
        # Where no statement is the same, the claim with the same trigger is the one that was meant.
        noted = select(t.claim_heirs).where(t.claim_heirs.c.object_id.in_(claim_ids[n : n + BATCH]))
        found.update({row.object_id: row.claim_id for row in connection.execute(noted)})
    return found


def capture(connection: Connection, capture_id: str) -> Capture:
    """The capture with the text of its newest reading. Raises UsageError where there is none."""
    d, r = t.renderings.c, t.readings.c
    query = (
        select(t.captures, d.text, d.blocks, d["metadata"], r.given)
        .join(t.readings, and_(r.capture_id == t.captures.c.id, r.is_newest))
        .join(t.renderings, and_(d.capture_id == r.capture_id, d.digest == r.rendering))
        .where(t.captures.c.id == capture_id)
    )
    row = connection.execute(query).first()
    if row is None:
        raise UsageError(f"there is no capture {capture_id}; `onrecord captures` lists them")
    return restoring.capture_of(row)


def issues_query(asked: Filter) -> Select[Any]:
    """Issues, but those that a newer reading of the same capture no longer raises."""
    i = t.issues.c
    newest = select(_R.run_id).where(_R.capture_id == i.capture_id, _R.is_newest).scalar_subquery()
    query = select(t.issues).where(
        or_(i.capture_id.is_(None), i.run_id.is_(None), newest.is_(None), i.run_id == newest)
    )
    if asked.capture is not None:
        named = where.captures_named(asked.capture)
        query = query.where(or_(i.capture_id.in_(named), i.item == asked.capture))
    if asked.article is not None:
        query = query.where(i.article_id == asked.article)
    return query.order_by(i.item, i.stage, i.code, i.start, i.id)


def issues(connection: Connection, asked: Filter) -> Iterator[Issue]:
    for row in connection.execute(paged(issues_query(asked), asked)):
        yield restoring.issue_of(row)


def judgements(connection: Connection, kind: JudgementKind | None, *, withdrawn: bool) -> Iterator[Judgement]:
    c = t.judgements.c
    query = select(t.judgements).order_by(c.kind, c.left_id, c.right_id, c.number)
    if kind is not None:
        query = query.where(c.kind == kind.value)
    if not withdrawn:
        query = query.where(c.withdrawn_at.is_(None))
    for rows in batches(connection, query):
        yield from map(restoring.judgement_of, rows)


def reviews(connection: Connection, *, withdrawn: bool) -> Iterator[Review]:
    c = t.reviews.c
    query = select(t.reviews).order_by(c.decided_at, c.id)
    for row in connection.execute(query if withdrawn else query.where(c.withdrawn_at.is_(None))):
        yield restoring.review_of(row)


def events_query(connection: Connection, asked: Filter) -> Select[Any]:
    """Events, the dated in time first. A filter's parts may hold for different claims of one event."""
    e = t.events.c
    query = select(t.events).order_by(e.is_dated.desc(), e.occurred_start, e.occurred_end, e.event_type, e.id)
    types = where.types_asked(asked)
    if types is not None:
        query = query.where(e.event_type.in_(types))
    if asked.factuality is not None:
        query = query.where(e.factuality == asked.factuality.value)
    if not asked.include_background:
        query = query.where(e.background.is_(False))
    if asked.contradicted:
        query = query.where(e.id.in_(select(t.contradictions.c.event_id)))
    for part in where.parts(asked):
        held = claims_query(connection, part).order_by(None).subquery()
        query = query.where(e.id.in_(select(held.c.event_id)))
    days = where.day_conditions(e.is_dated, e.occurred_start, e.occurred_end, asked.since, asked.until)
    if days:
        told = claims_query(connection, Filter(since=asked.since, until=asked.until)).order_by(None).subquery()
        query = query.where(or_(and_(*days), and_(e.is_dated.is_(False), e.id.in_(select(told.c.event_id)))))
    return query


def events(connection: Connection, asked: Filter) -> Iterator[Event]:
    for rows in batches(connection, paged(events_query(connection, asked), asked)):
        yield from events_of(connection, rows)


def events_of(connection: Connection, rows: Sequence[Any]) -> Iterator[Event]:
    ids = [row.id for row in rows]
    orders: dict[Any, tuple[str, ...]] = {
        t.event_claims: ("position",),
        t.accounts: ("field_position", "position"),
        t.contradictions: ("position",),
    }
    parts = []
    for table, order in orders.items():
        mine = select(table).where(table.c.event_id.in_(ids))
        parts.append(grouped(connection.execute(mine.order_by(*(table.c[name] for name in order))), "event_id"))
    for row in rows:
        yield restoring.event_of(row, *(part.get(row.id, ()) for part in parts))


def events_by_id(connection: Connection, event_ids: Iterable[str]) -> Iterator[Event]:
    """The events of these ids."""
    for some in chunks(event_ids):
        rows = connection.execute(select(t.events).where(t.events.c.id.in_(some)).order_by(t.events.c.id)).all()
        yield from events_of(connection, rows)


def event(connection: Connection, event_id: str) -> Event | None:
    """The event with this id, or the one that took its claims in."""
    for _ in range(100):  # a redirect leads on to a standing event; the bound is for damaged records
        row = connection.execute(select(t.events).where(t.events.c.id == event_id)).first()
        if row is not None:
            return next(events_of(connection, [row]))
        moved = select(t.event_redirects.c.new_id).where(t.event_redirects.c.old_id == event_id)
        onward = connection.scalar(moved)
        if onward is None:
            return None
        event_id = onward
    return None
