"""Actors and places of a record by what people type for them: an id, or the beginning of a name."""

from __future__ import annotations

from sqlalchemy import Connection, or_, select

from onrecord.store import tables as t
from onrecord.store.folding import folded
from onrecord.store.rows import Named

_KINDS = {
    "actor": (t.actors, t.names, t.names.c.actor_id, ("kind", "country")),
    "place": (t.places, t.place_names, t.place_names.c.place_id, ("admin1", "country")),
}


def named(connection: Connection, kind: str, words: str, limit: int) -> tuple[Named, ...]:
    """The actors, or the places, with this id or a name that begins with the words: the id first, then short names."""
    table, names, owner, about = _KINDS[kind]
    begins = select(owner).where(names.c.folded.startswith(folded(words), autoescape=True))
    rows = connection.execute(select(table).where(or_(table.c.id == words, table.c.id.in_(begins))).limit(limit * 8))
    found = sorted(rows, key=lambda row: (row.id != words, len(row.name), row.name, row.id))
    return tuple(Named(id=row.id, name=row.name, about=_told(row, about)) for row in found[:limit])


def _told(row: object, columns: tuple[str, ...]) -> str:
    told = (getattr(row, column) for column in columns)
    return ", ".join(word.replace("_", " ") for word in told if word)
