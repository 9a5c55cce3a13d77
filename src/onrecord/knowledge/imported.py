"""The file of what a user imported: actors and places in SQLite, looked up by name, never held in memory."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from onrecord.errors import KnowledgeError, UsageError
from onrecord.knowledge.days import term
from onrecord.model.actors import Place
from onrecord.model.ids import ActorId, PlaceId

LAYOUT = "1"
_TABLES = """
create table meta (name text primary key, value text) without rowid;
create table actors (id text, source text, row text not null, primary key (id, source)) without rowid;
create table names (form text, key text, id text, source text, primary key (form, key, id, source)) without rowid;
create table terms (kind text, of text, title text, id text, start text, until text, source text);
create index terms_by_body on terms (kind, of, title);
create table places (id text primary key, source text, row text not null) without rowid;
create table place_names (key text, id text, primary key (key, id)) without rowid;
"""
NAME, INITIALS, BARE, SURNAME = "name", "initials", "bare", "surname"
"""The forms in which a name is kept: see the indexes of KnowledgeBase."""


@contextmanager
def writing(path: Path) -> Iterator[sqlite3.Connection]:
    """The file open for writing, made where there is none: a copy, which takes its place when the block ends well.

    Whoever reads goes on reading the old one. Raises UsageError where the file cannot be written, KnowledgeError where
    it is one of something else.
    """
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        if path.exists():
            shutil.copyfile(path, draft)
        connection = sqlite3.connect(draft)
        try:
            # Nothing to roll back to is needed: a draft that fails is thrown away.
            # Names arrive in no order: 64 MB of pages at hand save writing each of them many times over.
            connection.executescript("pragma journal_mode = off; pragma synchronous = off; pragma cache_size = -64000;")
            if not path.exists():
                connection.executescript(_TABLES)
                connection.execute("insert into meta values ('layout', ?)", (LAYOUT,))
            _check(connection, path)
            yield connection
            connection.commit()
        finally:
            connection.close()
        draft.replace(path)
    except (OSError, sqlite3.Error) as fault:
        raise UsageError(f"{path}: {fault}") from fault
    finally:
        draft.unlink(missing_ok=True)


def _reading(path: Path) -> sqlite3.Connection:
    # A reader may outlive the thread that made it; nothing is ever written through it.
    address = f"{path.resolve().as_uri()}?mode=ro"
    try:
        connection = sqlite3.connect(address, uri=True, check_same_thread=False)
    except sqlite3.Error as fault:
        raise UsageError(f"{path}: {fault}") from fault
    _check(connection, path)
    return connection


def _check(connection: sqlite3.Connection, path: Path) -> None:
    try:
        found = connection.execute("select value from meta where name = 'layout'").fetchone()
    except sqlite3.DatabaseError as fault:
        raise KnowledgeError(path.name, "the whole file", f"no file of imported knowledge: {fault}") from fault
    if found is None or found[0] != LAYOUT:
        raise KnowledgeError(path.name, "the whole file", "of a newer version of onrecord; update it or import again")


class Imported:
    """Imported actors and places by id and name. `path` need not be there: then nothing was imported."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._rows = _reading(path) if path.is_file() else None
        # Bound here and not on the methods, so that each file has a memory of its own.
        self.named = lru_cache(maxsize=65536)(self._named)
        self.places_named = lru_cache(maxsize=16384)(self._places_named)

    def _all(self, query: str, *values: str) -> list[tuple[Any, ...]]:
        return self._rows.execute(query, values).fetchall() if self._rows is not None else []

    def digest(self, listing: str) -> str:
        """What identifies the imported "actors" or "places"; "" where there are none."""
        found = self._all("select value from meta where name = ?", f"{listing} digest")
        return str(found[0][0]) if found else ""

    def rows(self, identifier: str) -> list[dict[str, Any]]:
        """What the imports say of one actor, a compiled row for each source."""
        found = self._all("select row from actors where id = ? order by source", identifier)
        return [json.loads(row) for (row,) in found]

    def known(self) -> frozenset[ActorId]:
        """The ids of the knowledge files' own actors of which imports say more."""
        return frozenset(ActorId(i) for (i,) in self._all("select distinct id from actors where id like 'kb:%'"))

    def ids(self) -> Iterator[ActorId]:
        """The ids of all imported actors, each once."""
        for (identifier,) in self._rows.execute("select distinct id from actors") if self._rows is not None else ():
            yield ActorId(identifier)

    def _named(self, form: str, key: str) -> tuple[ActorId, ...]:
        """Who bears a name in one of its forms."""
        found = self._all("select distinct id from names where form = ? and key = ? order by id", form, key)
        return tuple(ActorId(i) for (i,) in found)

    def held(self, kind: str, of: str, title: str, day: date) -> tuple[ActorId, ...]:
        """Who may have held a title ("post") or a tie on the day: the sure ones where there are any."""
        found = self._all("select id, start, until from terms where kind=? and of=? and title=?", kind, of, title)
        terms = [(ActorId(i), term(start, until)) for i, start, until in found]
        possible = [(i, t) for i, t in terms if t.held.holds(day)]
        sure = [i for i, t in possible if t.surely is not None and t.surely.holds(day)]
        return tuple(dict.fromkeys(sure or (i for i, _ in possible)))

    def people_of(self, of: str) -> tuple[ActorId, ...]:
        """Who holds or held a post in the body or belongs to it."""
        query = "select distinct id from terms where of = ? and kind in ('post', 'part_of', 'member_of') order by id"
        found = self._all(query, of)
        return tuple(ActorId(i) for (i,) in found)

    def place(self, identifier: str) -> Place | None:
        """The imported place with this id."""
        found = self._all("select row from places where id = ?", identifier)
        return place_of(json.loads(found[0][0])) if found else None

    def _places_named(self, key: str) -> tuple[Place, ...]:
        """The imported places that bear a folded name."""
        query = "select places.row from place_names join places using (id) where key = ? order by id"
        return tuple(place_of(json.loads(row)) for (row,) in self._all(query, key))

    def place_rows(self) -> Iterator[list[Any]]:
        """Every imported place as it is kept."""
        for (row,) in self._rows.execute("select row from places") if self._rows is not None else ():
            yield json.loads(row)


def place_of(row: list[Any]) -> Place:
    """The place of a kept row: id, name, other names, country, division, latitude, longitude, feature, people,
    precision, GeoNames id, ids of what holds it."""
    ident, name, aliases, country, admin1, lat, lon, feature, population, precision, geonames, parents = row
    return Place(
        id=PlaceId(ident), name=name, aliases=tuple(aliases), country=country, admin1=admin1, latitude=lat,
        longitude=lon, feature=feature, population=population, precision=precision, geonames=geonames,
        parents=tuple(PlaceId(p) for p in parents),
    )  # fmt: skip
