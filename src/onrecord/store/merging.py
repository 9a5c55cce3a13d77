"""What the merger keeps of claims between two reads: which articles wait, their neighbourhood, and what it changes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, delete, func, insert, literal, or_, select

from onrecord.model.filters import Filter
from onrecord.model.ids import ArticleId, ClaimId, EventId
from onrecord.model.resolved import ResolvedClaim
from onrecord.model.tellings import Entry, Likeness, Pair, Stretch, Telling, Told, Update
from onrecord.store import rebuilding
from onrecord.store import tables as t
from onrecord.store.batches import chunks
from onrecord.store.listing import claims_query
from onrecord.store.loading import Loader
from onrecord.store.marking import MERGER, mark
from onrecord.store.writing import insert_all, set_state

_WHOLE = 400  # a block up to this long is read whole


def begin(connection: Connection, merger: str) -> None:
    """Nothing; where the tellings are another program's, lets every article wait to be merged anew."""
    if merger_of(connection) == merger:
        return
    for table in (t.tellings, t.told, t.telling_blocks, t.telling_pairs):
        connection.execute(delete(table))
    # What stood in events before is known by its claims alone: an earlier program's tellings mean nothing now.
    c, e = t.claims.c, t.event_claims.c
    stood = select(e.claim_id, c.article_id, literal("")).join(t.claims, c.id == e.claim_id)
    connection.execute(insert(t.told).from_select(["claim_id", "article_id", "telling"], stood))
    mark(connection, select(t.articles.c.id))
    set_state(connection, MERGER, merger)


def merger_of(connection: Connection) -> str | None:
    """The program that made the events; None before any did."""
    return connection.scalar(select(t.state.c.value).where(t.state.c.key == MERGER))


def waiting(connection: Connection) -> dict[ArticleId, list[ResolvedClaim]]:
    """The articles that wait to be merged, each with the claims that it now makes; those that are gone have none."""
    u = t.unmerged.c.article_id
    found: dict[ArticleId, list[ResolvedClaim]] = {i: [] for i in connection.scalars(select(u).order_by(u))}
    for claim in _claims(connection, [t.claims.c.article_id.in_(select(u))]):
        found[claim.claim.article_id].append(claim)
    return found


def _claims(connection: Connection, conditions: Iterable[ColumnElement[bool]]) -> Iterator[ResolvedClaim]:
    query, loader = claims_query(connection, Filter()), Loader(connection)
    for condition in conditions:
        rows = connection.execute(query.where(condition), execution_options={"yield_per": 400})
        for some in rows.partitions():
            yield from loader.claims(some)


def apply(connection: Connection, update: Update) -> None:
    """Keeps what an update changed: the tellings, and the events that now stand."""
    _forget_tellings(connection, update)
    added = [
        {"id": x.id, "rank": x.rank, "blocks": x.keys, "at": x.at, "facets": x.facets.encode("utf-8", "surrogatepass")}
        for x in update.added
    ]
    insert_all(connection, t.tellings, added)
    blocks = [{"key": key, "at": x.at, "telling": x.id} for x in update.added for key in x.keys]
    insert_all(connection, t.telling_blocks, blocks)
    told = [{"claim_id": x.claim_id, "article_id": x.article_id, "telling": x.telling} for x in update.told]
    insert_all(connection, t.told, told)
    pairs = [{"one": p[0], "other": p[1], "points": x.points, "reason": x.reason} for p, x in update.likely.items()]
    insert_all(connection, t.telling_pairs, pairs)
    rebuilding.change_events(connection, update)
    connection.execute(delete(t.unmerged))


def _forget_tellings(connection: Connection, update: Update) -> None:
    for some in chunks(update.articles):
        connection.execute(delete(t.told).where(t.told.c.article_id.in_(some)))
    x, b, p = t.tellings.c, t.telling_blocks.c, t.telling_pairs.c
    for some in chunks(update.removed):
        placed = select(x.id, x.blocks, x.at).where(x.id.in_(some))
        for row in connection.execute(placed).all():
            mine = and_(b.key.in_(row.blocks), b.at == row.at, b.telling == row.id)
            connection.execute(delete(t.telling_blocks).where(mine))
        connection.execute(delete(t.tellings).where(t.tellings.c.id.in_(some)))
        connection.execute(delete(t.telling_pairs).where(or_(p.one.in_(some), p.other.in_(some))))
    again = update.unlikely | update.likely.keys()
    for one, others in _by_first(again).items():
        for some in chunks(others):
            connection.execute(delete(t.telling_pairs).where(p.one == one, p.other.in_(some)))


def _by_first(pairs: Iterable[Pair]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for one, other in pairs:
        found[one].append(other)
    return found


class RecordShelf:
    """The tellings of a record, as the merger asks for them."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def _rows(self, query: Select[Any], column: ColumnElement[Any], values: Iterable[str]) -> Iterator[Any]:
        for some in chunks(values):
            yield from self._connection.execute(query.where(column.in_(some)))

    def told_by(self, articles: Collection[ArticleId]) -> Sequence[Told]:
        """What the claims of these articles tell."""
        return self._told(t.told.c.article_id, articles)

    def told_of(self, tellings: Collection[str]) -> Sequence[Told]:
        """The claims that make these tellings."""
        return self._told(t.told.c.telling, tellings)

    def told_in(self, claims: Collection[ClaimId]) -> Sequence[Told]:
        """What these claims tell, those of them that are there."""
        return self._told(t.told.c.claim_id, claims)

    def _told(self, column: ColumnElement[Any], values: Collection[str]) -> list[Told]:
        return [Told(row.claim_id, row.article_id, row.telling) for row in self._rows(select(t.told), column, values)]

    def tellings(self, names: Collection[str]) -> Mapping[str, Telling]:
        """The tellings of these names."""
        return {
            row.id: Telling(
                id=row.id,
                rank=row.rank,
                keys=tuple(row.blocks),
                at=row.at,
                facets=row.facets.decode("utf-8", "surrogatepass"),
            )
            for row in self._rows(select(t.tellings), t.tellings.c.id, names)
        }

    def stretches(
        self, added: Mapping[int, Sequence[Entry]], removed: Mapping[int, Sequence[Entry]], reach: int
    ) -> Iterable[tuple[int, Stretch]]:
        """For each key its block where that is short, else the parts of it around what comes and goes."""
        keys = sorted(added.keys() | removed.keys())
        counted = self._lengths(keys)
        whole = self._blocks([key for key in keys if 0 < counted.get(key, 0) <= _WHOLE])
        for key in keys:
            new, gone = tuple(added.get(key, ())), tuple(removed.get(key, ()))
            if counted.get(key, 0) <= _WHOLE:
                yield key, Stretch(entries=tuple(whole.get(key, ())), added=new, removed=gone)
            else:
                yield from ((key, stretch) for stretch in self._parts(key, new, gone, reach))

    def _lengths(self, keys: Sequence[int]) -> dict[int, int]:
        b = t.telling_blocks.c
        counted: dict[int, int] = {}
        for n in range(0, len(keys), 500):
            query = select(b.key, func.count()).where(b.key.in_(keys[n : n + 500])).group_by(b.key)
            counted.update((key, length) for key, length in self._connection.execute(query))
        return counted

    def _blocks(self, keys: Sequence[int]) -> dict[int, list[Entry]]:
        b = t.telling_blocks.c
        found: dict[int, list[Entry]] = defaultdict(list)
        for n in range(0, len(keys), 500):
            for row in self._connection.execute(select(t.telling_blocks).where(b.key.in_(keys[n : n + 500]))):
                found[row.key].append(Entry(row.at, row.telling))
        return found

    def _parts(self, key: int, added: Sequence[Entry], removed: Sequence[Entry], reach: int) -> Iterator[Stretch]:
        """The parts around each change; those that meet are one."""
        far = reach + len(removed)
        parts: list[tuple[set[Entry], list[Entry]]] = []
        for change in sorted({*added, *removed}, key=lambda e: (e.at, e.telling)):
            around = {*self._side(key, change, far, is_after=False), *self._side(key, change, far, is_after=True)}
            if parts and not parts[-1][0].isdisjoint(around):
                parts[-1][0].update(around)
                parts[-1][1].append(change)
            else:
                parts.append((around, [change]))
        for entries, changes in parts:
            held = set(changes)
            yield Stretch(
                entries=tuple(entries),
                added=tuple(e for e in added if e in held),
                removed=tuple(e for e in removed if e in held),
            )

    def _side(self, key: int, change: Entry, far: int, *, is_after: bool) -> Iterator[Entry]:
        b = t.telling_blocks.c
        if is_after:
            beyond = or_(b.at > change.at, and_(b.at == change.at, b.telling >= change.telling))
            query = select(b.at, b.telling).where(b.key == key, b.at >= change.at, beyond).order_by(b.at, b.telling)
        else:
            beyond = or_(b.at < change.at, and_(b.at == change.at, b.telling < change.telling))
            descending = (b.at.desc(), b.telling.desc())
            query = select(b.at, b.telling).where(b.key == key, b.at <= change.at, beyond).order_by(*descending)
        for row in self._connection.execute(query.limit(far + 1)):
            yield Entry(row.at, row.telling)

    def are_near(self, key: int, one: Entry, other: Entry, reach: int) -> bool:
        """True when the two stand within so many entries of one another in a block."""
        first, second = sorted((one, other), key=lambda e: (e.at, e.telling))
        return second in set(self._side(key, first, reach, is_after=True))

    def likely(self, tellings: Collection[str]) -> Mapping[Pair, Likeness]:
        """The likely pairs that one of these tellings is in."""
        p = t.telling_pairs.c
        rows = (row for side in (p.one, p.other) for row in self._rows(select(t.telling_pairs), side, tellings))
        return {(row.one, row.other): Likeness(row.points, row.reason) for row in rows}

    def events_of(self, claims: Collection[ClaimId]) -> Mapping[EventId, frozenset[ClaimId]]:
        """The events that tell one of these claims, each with all its claims."""
        e = t.event_claims.c
        ids = {row.event_id for row in self._rows(select(e.event_id), e.claim_id, claims)}
        found: dict[EventId, set[ClaimId]] = defaultdict(set)
        for row in self._rows(select(e.event_id, e.claim_id), e.event_id, ids):
            found[row.event_id].add(row.claim_id)
        return {event: frozenset(members) for event, members in found.items()}

    def claims(self, claims: Collection[ClaimId]) -> Mapping[ClaimId, ResolvedClaim]:
        """The claims of these ids as they are now."""
        conditions = (t.claims.c.id.in_(some) for some in chunks(claims))
        return {c.claim.id: c for c in _claims(self._connection, conditions)}
