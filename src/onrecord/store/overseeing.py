"""Whether what shows of people's corrections follows from their reviews; nothing is written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Table, and_, select

from onrecord.store import adding, carrying, history, publishing, reviewing
from onrecord.store import tables as t
from onrecord.store.batches import chunks

_C, _R = t.claims.c, t.readings.c


def claims_off(connection: Connection) -> Iterator[str]:
    """The claims whose corrections, participants or voices are not what standing reviews leave of them, in order."""
    for some in chunks(connection.scalars(reviewing.touched_claims())):
        reviews = history.reviews_by_claim(connection, some)
        for row in connection.execute(select(t.claims).where(_C.id.in_(some)).order_by(_C.id)).all():
            if not _follows(connection, reviewing.left_of(connection, row, reviews.get(row.id, ()))):
                yield row.id


def articles_off(connection: Connection) -> Iterator[str]:
    """The articles whose corrections or added claims are not what reviews leave, and claims that stand for others."""
    v, k = t.reviews.c, t.article_corrections.c
    claimed = connection.scalars(select(_C.article_id).distinct().where(~_C.is_read))
    reviewed = connection.scalars(select(v.object_id).distinct().where(v.statement_key.is_(None)))
    known = sorted(
        {*claimed, *publishing.articles_among(connection, reviewed), *connection.scalars(select(k.article_id))}
    )
    for some in chunks(known):
        held = {row.article_id: dict(row._mapping) for row in _rows(connection, t.article_corrections, some)}
        follow = {row["article_id"]: row for row in publishing.correction_rows(connection, some)}
        added = {(one.claim.article_id, one.claim.id, one.reading) for one in adding.added_claims(connection, some)}
        here = _added_now(connection, some)
        wrong = {i for i in held.keys() | follow.keys() if held.get(i) != follow.get(i)}
        yield from sorted(wrong | {article for article, *_ in added ^ here})
    yield from _strangers(connection)


def _rows(connection: Connection, table: Table, article_ids: Sequence[str]) -> Any:
    return connection.execute(select(table).where(table.c.article_id.in_(article_ids)))


def _added_now(connection: Connection, article_ids: Sequence[str]) -> set[tuple[str, str, int]]:
    query = select(_C.article_id, _C.id, _C.reading).where(_C.article_id.in_(article_ids), ~_C.is_read)
    return {(row.article_id, row.id, row.reading) for row in connection.execute(query)}


def _strangers(connection: Connection) -> Iterator[str]:
    """Claims that are noted to be one of the newest readings and are another."""
    h = t.claim_heirs.c
    noted = {row.object_id: row.claim_id for row in connection.execute(select(t.claim_heirs).order_by(h.object_id))}
    for some in chunks(noted):
        found = carrying.heirs(connection, some)
        yield from (one for one in some if found.get(one) != noted[one])


def _follows(connection: Connection, left: reviewing.Left) -> bool:
    k = t.claim_corrections
    held = connection.execute(select(k).where(k.c.claim_id == left.claim_id)).first()
    if (held is None) != (left.correction is None):
        return False
    if held is not None and left.correction is not None and not _holds(held, left.correction):
        return False
    if not all(_same(connection, table, left.claim_id, rows) for table, rows in reviewing.peoples_rows(left)):
        return False
    fallen = {
        _key(row) for table, which in reviewing.fallen_rows(left) for row in _claims_rows(connection, table, which)
    }
    down = {
        _key(row)
        for table in (t.claim_participants, t.claim_voices)
        for row in _claims_rows(connection, table, and_(table.c.claim_id == left.claim_id, ~table.c.stands))
    }
    return fallen == down


def _holds(row: Any, correction: Mapping[str, Any]) -> bool:
    told = {"sets_place": False, "sets_occurred": False, **correction}
    names = (name for name in row._mapping if name != "claim_id")
    return all(row._mapping[name] == told.get(name) for name in names)


def _same(connection: Connection, table: Table, claim_id: str, rows: Sequence[Mapping[str, Any]]) -> bool:
    theirs = and_(table.c.claim_id == claim_id, ~table.c.is_read)
    held = {tuple(sorted(row._mapping.items(), key=_name)) for row in _claims_rows(connection, table, theirs)}
    return held == {tuple(sorted(row.items(), key=_name)) for row in rows}


def _name(pair: tuple[Any, Any]) -> str:
    return str(pair[0])


def _claims_rows(connection: Connection, table: Table, which: Any) -> Sequence[Any]:
    return connection.execute(select(table).where(which)).all()


def _key(row: Any) -> tuple[Any, ...]:
    return row.claim_id, getattr(row, "role", "voice"), row.position
