"""Listings a page at a time, each page after the key of the row before it, so that rows which come or go in between
neither double nor hide others.

The order is that of the listings. Where a column may be empty, the key holds the least value of its kind instead.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
from typing import Any

from sqlalchemy import Boolean, Connection, Date, Integer, Select, func, literal, not_, select, tuple_

from onrecord.errors import UsageError
from onrecord.model.filters import Filter
from onrecord.store import counting, listing, restoring, tallies
from onrecord.store import tables as t
from onrecord.store.loading import Loader

Key = tuple[str | int, ...]
MOST_DIGITS = 9
"""Digits of a number in a key: none of a record has more."""


@dataclass(frozen=True, slots=True)
class Turned:
    """The rows of one page of a listing, and the key after which the next begins; None where there is none."""

    rows: tuple[Any, ...]
    after: Key | None


def turn(connection: Connection, name: str, asked: Filter, limit: int, after: Key | None) -> Turned:
    """One page. Raises UsageError for a key that is none of this listing's."""
    bare = replace(asked, limit=None, offset=asked.offset if after is None else 0)
    if name in _WALKED:
        return _walked(connection, name, bare, limit, after)
    query, order, rows_of = _ASKED[name]
    columns = order()
    wanted = query(connection, bare).order_by(None).order_by(*columns).limit(limit + 1).offset(bare.offset)
    if after is not None:
        values = [literal(value, column.type) for value, column in zip(_fitting(after, columns), columns, strict=True)]
        wanted = wanted.where(tuple_(*columns) > tuple_(*values))
    keys = [column.label(f"key_{n}") for n, column in enumerate(columns)]
    found = _found(connection, wanted.add_columns(*keys), limit, after, is_by_capture=columns[0] is _SOURCE)
    shown = found[:limit]
    rows = tuple(rows_of(connection, shown, bare)) if shown else ()
    if len(found) <= limit or not shown:
        return Turned(rows, None)
    return Turned(rows, tuple(_plain(value) for value in shown[-1][-len(columns) :]))


NEAR = 100
"""Captures among which the rows of a page are looked for first."""

_SOURCE = t.captures.c.source


def _found(
    connection: Connection, wanted: Select[Any], limit: int, after: Key | None, *, is_by_capture: bool
) -> Sequence[Any]:
    """The rows of a page and one more: those of the next captures where they are enough, so that not all are sorted."""
    if is_by_capture:
        c = t.captures.c
        near = select(c.id).order_by(c.source, c.id).limit(NEAR)
        if after is not None:
            near = near.where(tuple_(c.source, c.id) >= tuple_(*(literal(part, c.source.type) for part in after[:2])))
        rows = connection.execute(wanted.where(c.id.in_(near))).all()
        if len(rows) > limit:
            return rows
    return connection.execute(wanted).all()


def _plain(value: Any) -> str | int:
    """A value of a key as JSON has it."""
    if isinstance(value, date):
        return value.isoformat()
    return int(value) if isinstance(value, bool | int) else str(value)


def _fitting(key: Sequence[str | int], columns: Sequence[Any]) -> list[Any]:
    """The values of a key as the columns hold them. Raises UsageError where they do not fit."""
    if len(key) != len(columns):
        raise UsageError("that cursor is not of this listing")
    try:
        return [_value(value, column.type) for value, column in zip(key, columns, strict=True)]
    except ValueError as error:
        raise UsageError("that cursor is not of this listing") from error


def _value(value: str | int, kind: Any) -> Any:
    if isinstance(kind, Integer | Boolean):
        if type(value) is int and len(str(value)) <= MOST_DIGITS:
            return bool(value) if isinstance(kind, Boolean) else value
    elif isinstance(value, str):
        return date.fromisoformat(value) if isinstance(kind, Date) else value
    raise ValueError(f"{value!r} is none of a key")


# The listings that the database orders: the query, its order by columns that are never empty, and the rows' objects.
Query = Callable[[Connection, Filter], Select[Any]]
Rows = Callable[[Connection, Sequence[Any], Filter], Iterable[Any]]


def _by_words(of: Any, *more: Any) -> tuple[Any, ...]:
    """By capture and place on it, then by the columns given."""
    c, a = t.captures.c, t.article_readings.c
    return (c.source, c.id, a.position, of, *more)


def _by_time() -> tuple[Any, ...]:
    e = t.events.c
    start = func.coalesce(e.occurred_start, literal(date.min, e.occurred_start.type))
    end = func.coalesce(e.occurred_end, literal(date.min, e.occurred_end.type))
    return (not_(e.is_dated), start, end, e.event_type, e.id)


def _by_item() -> tuple[Any, ...]:
    i = t.issues.c
    return (i.item, i.stage, i.code, func.coalesce(i.start, literal(-1, i.start.type)), i.id)


_ASKED: dict[str, tuple[Query, Callable[[], tuple[Any, ...]], Rows]] = {
    "captures": (
        listing.captures_query,
        lambda: (t.captures.c.source, t.captures.c.id),
        lambda connection, rows, _: listing.capture_rows(connection, rows),
    ),
    "articles": (
        listing.articles_query,
        lambda: _by_words(t.article_readings.c.article_id),
        lambda connection, rows, _: listing.article_rows(connection, rows),
    ),
    "claims": (
        listing.claims_query,
        lambda: _by_words(t.claims.c.article_id, t.claims.c.trigger_start, t.claims.c.id),
        lambda connection, rows, asked: Loader(connection, as_read=asked.as_read).claims(rows),
    ),
    "relations": (
        listing.relations_query,
        lambda: _by_words(t.relations.c.article_id, t.relations.c.kind, t.relations.c.id),
        lambda connection, rows, asked: Loader(connection, as_read=asked.as_read).relations(rows),
    ),
    "events": (listing.events_query, _by_time, lambda connection, rows, _: listing.events_of(connection, rows)),
    "issues": (
        lambda _, asked: listing.issues_query(asked),
        _by_item,
        lambda _connection, rows, _asked: map(restoring.issue_of, rows),
    ),
}

# The listings that are counted first: all their rows are at hand, and few.
_WALKED: dict[str, tuple[Callable[[Connection, Filter], Iterable[Any]], Callable[[Any], Key]]] = {
    "actors": (counting.actors, lambda row: (-row.claims, row.actor.name.casefold(), row.actor.id)),
    "places": (counting.places, lambda row: (-row.claims, row.place.name.casefold(), row.place.id)),
    "publishers": (
        lambda connection, _: tallies.publishers(connection),
        lambda row: (-row.claims, -row.articles, row.publisher.name.casefold()),
    ),
}


def _walked(connection: Connection, name: str, asked: Filter, limit: int, after: Key | None) -> Turned:
    rows_of, key_of = _WALKED[name]
    return turn_over(rows_of(connection, replace(asked, offset=0)), key_of, limit, after, offset=asked.offset)


def turn_over(
    rows: Iterable[Any], key_of: Callable[[Any], Key], limit: int, after: Key | None, *, offset: int = 0
) -> Turned:
    """One page of rows that are all at hand, in the order of their keys. Raises UsageError for a key of others."""
    rows = islice(rows, offset, None) if after is None else (row for row in rows if _is_after(key_of(row), after))
    found = list(islice(rows, limit + 1))
    more = len(found) > limit and limit > 0
    return Turned(tuple(found[:limit]), key_of(found[limit - 1]) if more else None)


def _is_after(key: Key, after: Key) -> bool:
    if [type(value) for value in key] != [type(value) for value in after]:
        raise UsageError("that cursor is not of this listing")
    return key > after
