"""People's corrections: reviews as rows, and the derived table of what they leave of each claim.

A review of a claim holds for the same statement read again by another run. `field` names a field of the claim and
`after` its new value as JSON; the field "status" takes "rejected", "accepted" or null.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, delete, insert, or_, select, update

from onrecord.errors import UsageError
from onrecord.model.claims import EventType, Factuality, Stance
from onrecord.model.runs import Review
from onrecord.store import tables as t
from onrecord.store.packed_rows import review_row

_TERMS: dict[str, type[EventType] | type[Factuality] | type[Stance]] = {
    "event_type": EventType,
    "factuality": Factuality,
    "stance": Stance,
}
_PLAIN = ("background", "mode", "contexts")
STATUS = "status"
RELIABILITY = "reliability"  # of a publisher: a letter from A to F


def add_review(connection: Connection, review: Review) -> None:
    """Adds a person's change. Raises UsageError for a value that its field cannot take."""
    _check(review)
    key = connection.scalar(select(t.claims.c.statement_key).where(t.claims.c.id == review.object_id))
    connection.execute(delete(t.reviews).where(t.reviews.c.id == review.id))
    connection.execute(insert(t.reviews).values(**review_row(review, key)))
    _correct(connection, _alike(review.object_id, key))


def withdraw_review(connection: Connection, review_id: str, at: Any) -> bool:
    """True when a standing review was withdrawn."""
    row = connection.execute(select(t.reviews).where(t.reviews.c.id == review_id)).first()
    if row is None or row.withdrawn_at is not None:
        return False
    connection.execute(update(t.reviews).where(t.reviews.c.id == review_id).values(withdrawn_at=at))
    _correct(connection, _alike(row.object_id, row.statement_key))
    return True


def _check(review: Review) -> None:
    value = None if review.after is None else json.loads(review.after)
    if review.field in _TERMS and value is not None and value not in set(_TERMS[review.field]):
        raise UsageError(f"{value!r} is no {review.field.replace('_', ' ')}")


def _alike(object_id: str, key: str | None) -> ColumnElement[bool]:
    mine = t.claims.c.id == object_id
    return mine if key is None else or_(mine, t.claims.c.statement_key == key)


def correct_reading(connection: Connection, reading: int) -> None:
    """Carries standing reviews over to the claims of a new reading that state the same."""
    reviewed = select(t.reviews.c.statement_key).where(t.reviews.c.withdrawn_at.is_(None))
    _correct(connection, (t.claims.c.reading == reading) & t.claims.c.statement_key.in_(reviewed))


def correct_all(connection: Connection) -> None:
    """Applies every standing review to the claims that it holds for."""
    standing = t.reviews.c.withdrawn_at.is_(None)
    ids = select(t.reviews.c.object_id).where(standing)
    keys = select(t.reviews.c.statement_key).where(standing, t.reviews.c.statement_key.is_not(None))
    _correct(connection, or_(t.claims.c.id.in_(ids), t.claims.c.statement_key.in_(keys)))


def _correct(connection: Connection, which: ColumnElement[bool]) -> None:
    found = connection.execute(select(t.claims.c.id, t.claims.c.statement_key).where(which)).all()
    for claim_id, key in found:
        standing = select(t.reviews).where(
            or_(t.reviews.c.object_id == claim_id, t.reviews.c.statement_key == key),
            t.reviews.c.withdrawn_at.is_(None),
        )
        reviews = connection.execute(standing.order_by(t.reviews.c.decided_at, t.reviews.c.id)).all()
        connection.execute(delete(t.claim_corrections).where(t.claim_corrections.c.claim_id == claim_id))
        if reviews:
            connection.execute(insert(t.claim_corrections).values(claim_id=claim_id, **_left_by(reviews)))


def _left_by(reviews: Sequence[Any]) -> dict[str, Any]:
    """The columns of a correction; of two reviews of one field the later holds."""
    columns: dict[str, Any] = {"is_rejected": False}
    for row in reviews:
        value = None if row.after is None else json.loads(row.after)
        if row.field == STATUS:
            columns["is_rejected"] = value == "rejected"
        elif row.field in _TERMS or row.field in _PLAIN:
            columns[row.field] = value
    return columns


def corrected(values: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    """The fields of a claim that a correction changes, as the model holds them."""
    changed: dict[str, Any] = {}
    for name, value in values:
        if value is None:
            continue
        kind = _TERMS.get(name)
        changed[name] = kind(value) if kind else tuple(value) if isinstance(value, list) else value
    return changed
