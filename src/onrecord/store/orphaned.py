"""Decisions whose ground is gone: the newest reading of a page no longer has the words that they were about."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, and_, select

from onrecord.model.changes import Orphan
from onrecord.model.spans import Span
from onrecord.store import fields, restoring
from onrecord.store import tables as t

_V, _H, _C, _A, _R = t.reviews.c, t.claim_heirs.c, t.claims.c, t.article_readings.c, t.readings.c

_NO_ARTICLE = "the newest reading of its page finds no article with this text"
_NO_CLAIM = "the newest reading of its page makes no such claim"


def orphans(connection: Connection) -> tuple[Orphan, ...]:
    """Standing reviews of claims and articles that nothing of the newest readings takes up, oldest first."""
    newest = select(_A.article_id).join(t.readings, and_(_R.number == _A.reading, _R.is_newest))
    query = (
        select(t.reviews, _C.article_id, _C.trigger_start, _C.trigger_end, t.articles.c.text)
        .outerjoin(t.claims, _C.id == _V.object_id)
        .outerjoin(t.articles, t.articles.c.id == _C.article_id)
        .where(_V.withdrawn_at.is_(None), _V.field.in_((*fields.CLAIM, fields.ADDED, "published", "publisher")))
        .where(_V.object_id.not_in(select(_H.object_id)), _V.object_id.not_in(newest))
        .order_by(_V.decided_at, _V.id)
    )
    present = set(connection.scalars(newest.where(_A.article_id.in_(select(_C.article_id).where(_is_reviewed())))))
    found = (_orphan(row, present) for row in connection.execute(query))
    return tuple(one for one in found if one is not None)


def _is_reviewed() -> Any:
    return _C.id.in_(select(_V.object_id).where(_V.withdrawn_at.is_(None)))


def _orphan(row: Any, present: set[str]) -> Orphan | None:
    """None for a rejected claim that the program no longer makes: both say the same now."""
    is_here = row.article_id in present
    if is_here and row.field == fields.STATUS and row.after == fields.REJECTED:
        return None
    words = Span(row.trigger_start, row.trigger_end).of(row.text) if row.text is not None else None
    return Orphan(review=restoring.review_of(row), reason=_NO_CLAIM if is_here else _NO_ARTICLE, words=words)
