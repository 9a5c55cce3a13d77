"""What the record holds of one actor, counted and ordered by the database: claims are loaded a page at a time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import CTE, Connection, Select, Text, and_, case, func, literal, or_, select, type_coerce, union_all

from onrecord.model.actors import Actor
from onrecord.model.claims import EventType
from onrecord.model.filters import Filter
from onrecord.model.ids import ActorId
from onrecord.store import conditions as where
from onrecord.store import tables as t
from onrecord.store.canonical import Canonical
from onrecord.store.listing import claims_query
from onrecord.store.loading import actors_by_id
from onrecord.store.rows import PartRow, TieRow

_C, _K, _L = t.claims.c, t.claim_corrections.c, t.mention_links.c


def actor(connection: Connection, actor_id: str) -> Actor | None:
    """The actor of this id, or the one that it was judged to be; None where the record has none."""
    one = Canonical.of(connection)(actor_id)
    return actors_by_id(connection, [one]).get(one)


def names(connection: Connection, actor_ids: Iterable[str]) -> dict[ActorId, str]:
    """The names of those of these actors that the record has."""
    return {ActorId(i): one.name for i, one in actors_by_id(connection, sorted(set(actor_ids))).items()}


def parts(connection: Connection, actor_id: str, asked: Filter) -> PartRow:
    """In which claims the actor acts, receives or speaks, in the order of a dossier, and how many of each.

    Claims come by the day on which they happened, else were published; the undated last.
    """
    held = _parts(_ids(connection, actor_id), asked.as_read).subquery()
    played = (
        select(held.c.claim_id, *(func.max(held.c[role]).label(role) for role in _ROLES))
        .group_by(held.c.claim_id)
        .subquery("played")
    )
    is_dated, day, _ = where.when(asked.as_read)
    first = type_coerce(case((is_dated, day)), Text)
    query = _claims(connection, asked).join(played, played.c.claim_id == _C.id)
    rows = connection.execute(query.with_only_columns(first, _C.id, *(played.c[role] for role in _ROLES))).all()
    ordered = sorted((str(row[0] or "9999"), row[1]) for row in rows)
    return PartRow(
        claims=tuple(claim_id for _, claim_id in ordered),
        acts=sum(row[2] for row in rows),
        receives=sum(row[3] for row in rows),
        speaks=sum(row[4] for row in rows),
    )


def company(connection: Connection, actor_id: str, asked: Filter) -> list[TieRow]:
    """With whom the actor acts or whom it acts on or by whom, most claims first: claims of each event type."""
    ids = _ids(connection, actor_id)
    mine = _parts(ids, asked.as_read, voices=False).subquery()
    o = t.claim_participants.alias("others")
    query = (
        _claims(connection, asked)
        .where(_C.id.in_(select(mine.c.claim_id)))
        .join(o, and_(o.c.claim_id == _C.id, o.c.is_read if asked.as_read else o.c.stands))
        .join(t.mention_links, _names(o.c.mention_id))
        .where(_L.target.not_in(ids))
    )
    kind = _type(asked)
    counted = query.with_only_columns(_L.target, kind, func.count(_C.id.distinct())).group_by(_L.target, kind)
    canonical, met = Canonical.of(connection), dict[str, Counter[EventType]]()
    for target, event_type, n in connection.execute(counted):
        met.setdefault(canonical(target), Counter())[EventType(event_type)] += n
    known = names(connection, met)
    rows = [TieRow(ActorId(i), known.get(ActorId(i), i), dict(counts)) for i, counts in met.items()]
    return sorted(rows, key=lambda row: (-row.total, row.name.casefold(), row.actor_id))


_ROLES = ("acts", "receives", "speaks")


def _ids(connection: Connection, actor_id: str) -> list[str]:
    return Canonical.of(connection).all_of([actor_id])


def _mentions(ids: Sequence[str]) -> CTE:
    return select(_L.mention_id).where(_L.kind == "actor", _L.verdict == "same", _L.target.in_(ids)).cte("mine")


def _parts(ids: Sequence[str], as_read: bool, *, voices: bool = True) -> Any:
    """The parts of an actor by claim: a row for each mention of it that stands, with noughts and ones for its role."""
    mine, p, v = _mentions(ids), t.claim_participants, t.claim_voices
    taken = select(
        p.c.claim_id,
        case((p.c.role == "actor", 1), else_=0).label("acts"),
        case((p.c.role == "recipient", 1), else_=0).label("receives"),
        literal(0).label("speaks"),
    )
    own = taken.join(mine, mine.c.mention_id == p.c.mention_id).where(where.counts(p, as_read))
    if not voices:
        return own
    said = select(v.c.claim_id, literal(0), literal(0), literal(1)).join(mine, mine.c.mention_id == v.c.mention_id)
    return union_all(own, said.where(where.counts(v, as_read)))


def _claims(connection: Connection, asked: Filter) -> Select[Any]:
    """The claims that answer the filter; one that asks nothing is answered without a look at pages and events."""
    whole = replace(asked, limit=None, offset=0)
    if whole != Filter():
        return claims_query(connection, whole).order_by(None)
    a = t.article_readings.c
    newest, rejected = and_(t.readings.c.number == _C.reading, t.readings.c.is_newest), _K.is_rejected
    return (
        select(_C.id)
        .join(t.readings, newest)
        .join(t.article_readings, and_(a.reading == _C.reading, a.article_id == _C.article_id))
        .outerjoin(t.claim_corrections, _K.claim_id == _C.id)
        .outerjoin(t.article_corrections, t.article_corrections.c.article_id == _C.article_id)
        .where(or_(rejected.is_(None), rejected.is_(False)))
    )


def _type(asked: Filter) -> Any:
    return _C.event_type if asked.as_read else func.coalesce(_K.event_type, _C.event_type)


def _names(mention: Any) -> Any:
    return and_(_L.mention_id == mention, _L.kind == "actor", _L.verdict == "same")
