"""Actors and places with the number of claims that they have part in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from typing import Any

from sqlalchemy import Connection, Select, Subquery, and_, case, func, literal, select, true, union_all

from onrecord.model.filters import Filter
from onrecord.model.judgements import JudgementKind
from onrecord.store import conditions as where
from onrecord.store import tables as t
from onrecord.store.canonical import Canonical
from onrecord.store.listing import claims_query, named_query
from onrecord.store.loading import actors_by_id, places_by_id
from onrecord.store.rows import ActorRow, PlaceRow

_L = t.mention_links.c
ROLES = ("actor", "recipient", "voice")


def actors(connection: Connection, asked: Filter) -> Iterator[ActorRow]:
    """Actors that the newest readings name, most claims first. Filters but `actor` and `country` ask of claims."""
    about = replace(asked, actor=None, country=None, limit=None, offset=0)
    wanted = _wanted_actors(connection, asked)
    if wanted == set():  # nobody of that name: no need to count the others
        return
    found = _actor_rows(connection, about, wanted)
    if asked.country is not None:
        found = (row for row in found if row.actor.country == asked.country.upper())
    yield from _page(sorted(found, key=lambda r: (-r.claims, r.actor.name.casefold(), r.actor.id)), asked)


def places(connection: Connection, asked: Filter) -> Iterator[PlaceRow]:
    """Places that the newest readings name, most claims first. Filters but `place` and `country` ask of claims."""
    about = replace(asked, place=None, country=None, limit=None, offset=0)
    wanted = None if asked.place is None else set(where.places_named(connection, asked.place))
    if wanted == set():
        return
    one = Canonical.of(connection, JudgementKind.PLACES)
    counts: Counter[str] = Counter()
    for row in connection.execute(_grouped(_settings(connection, about))):
        counts[one(row.target)] += row.n  # a claim is set in one place
    ids = set(counts) | ({one(i) for i in _named(connection, "place")} if about == Filter() else set())
    known = places_by_id(connection, ids if wanted is None else ids & wanted)
    rows = [
        PlaceRow(place=place, claims=counts.get(i, 0))
        for i, place in known.items()
        if asked.country is None or place.country == asked.country.upper()
    ]
    yield from _page(sorted(rows, key=lambda r: (-r.claims, r.place.name.casefold(), r.place.id)), asked)


def _page(rows: Iterable[Any], asked: Filter) -> Iterator[Any]:
    stop = None if asked.limit is None else asked.offset + asked.limit
    yield from islice(rows, asked.offset, stop)


def _wanted_actors(connection: Connection, asked: Filter) -> set[str] | None:
    return None if asked.actor is None else set(where.actors_named(connection, asked.actor))


def _actor_rows(connection: Connection, about: Filter, wanted: set[str] | None) -> Iterator[ActorRow]:
    canonical = Canonical.of(connection)
    parts = _parts(connection, about, wanted)
    by_role, whole = _tallied(connection, parts)
    ids = set(whole) | (_named(connection, "actor") if about == Filter() else set())
    ids = {canonical(i) for i in ids if wanted is None or i in wanted}
    for i, actor in actors_by_id(connection, ids).items():
        together = canonical.all_of([i])
        if len(together) > 1:
            by_role[i], whole[i] = _counted_together(connection, parts, together)
        counts = by_role.get(i, {})
        n_actor, n_recipient, n_voice = (counts.get(role, 0) for role in ROLES)
        yield ActorRow(
            actor=actor, claims=whole.get(i, 0), as_actor=n_actor, as_recipient=n_recipient, as_voice=n_voice
        )


def _tallied(connection: Connection, parts: Subquery) -> tuple[dict[str, dict[str, int]], dict[str, int]]:
    """Claims of each actor by its role in them, and together, each claim once."""
    has = [func.max(case((parts.c.role == role, 1), else_=0)).label(role) for role in ROLES]
    each = select(parts.c.target, *has).group_by(parts.c.target, parts.c.claim_id).subquery("each")
    sums = [func.sum(each.c[role]).label(role) for role in ROLES]
    rows = connection.execute(select(each.c.target, func.count().label("n"), *sums).group_by(each.c.target)).all()
    by_role = {row.target: {role: int(getattr(row, role)) for role in ROLES} for row in rows}
    return by_role, {row.target: row.n for row in rows}


def _counted_together(connection: Connection, parts: Subquery, ids: Sequence[str]) -> tuple[dict[str, int], int]:
    """Counts of several actors that are one, each claim once."""
    mine = parts.c.target.in_(ids)
    n = func.count(parts.c.claim_id.distinct()).label("n")
    roles = connection.execute(select(parts.c.role, n).where(mine).group_by(parts.c.role))
    return {row.role: row.n for row in roles}, connection.scalar(select(n).where(mine)) or 0


def _parts(connection: Connection, about: Filter, wanted: set[str] | None) -> Subquery:
    """Who has which part in which claim, by what mentions were judged to name; of those wanted alone."""
    held = _claim_ids(connection, about)
    named = true() if wanted is None else _L.target.in_(sorted(wanted))
    p, v = t.claim_participants, t.claim_voices
    return union_all(
        select(p.c.claim_id, p.c.role, _L.target)
        .join(t.mention_links, _names(p.c.mention_id, "actor"))
        .where(p.c.claim_id.in_(held), named, where.counts(p, about.as_read)),
        select(v.c.claim_id, literal("voice").label("role"), _L.target)
        .join(t.mention_links, _names(v.c.mention_id, "actor"))
        .where(v.c.claim_id.in_(held), named, where.counts(v, about.as_read)),
    ).subquery("parts")


def _settings(connection: Connection, about: Filter) -> Subquery:
    """Which claim is set in which place."""
    c, k = t.claims.c, t.claim_corrections.c
    held = _claim_ids(connection, about)
    linked = select(c.id.label("claim_id"), _L.target).join(t.mention_links, _names(c.place, "place"))
    read = linked.where(c.id.in_(held))
    if about.as_read or not where.are_moved(connection):
        return read.subquery("settings")
    moved = select(k.claim_id).where(k.sets_place)
    theirs = select(k.claim_id, _L.target).join(t.mention_links, _names(k.place, "place"))
    moved_to = theirs.where(k.sets_place, k.claim_id.in_(held))
    return union_all(read.where(c.id.not_in(moved)), moved_to).subquery("settings")


def _names(mention: Any, kind: str) -> Any:
    return and_(_L.mention_id == mention, _L.kind == kind, _L.verdict == "same")


def _claim_ids(connection: Connection, about: Filter) -> Select[Any]:
    if about == Filter():  # the same claims, without what only filters look at
        c, r, k = t.claims.c, t.readings.c, t.claim_corrections.c
        rejected = select(k.claim_id).where(k.is_rejected.is_(True))
        return select(c.id).join(t.readings, and_(r.number == c.reading, r.is_newest)).where(c.id.not_in(rejected))
    return select(claims_query(connection, about).order_by(None).subquery().c.id)


def _grouped(parts: Subquery, *more: str) -> Select[Any]:
    keys = [parts.c.target, *(parts.c[name] for name in more)]
    return select(*keys, func.count(parts.c.claim_id.distinct()).label("n")).group_by(*keys)


def _named(connection: Connection, kind: str) -> set[str]:
    return set(connection.scalars(named_query(kind)))
