"""What people say of articles: who published them and when, kept beside what their pages tell."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, and_, delete, insert, select, update

from onrecord.model.articles import DateBasis, Published, PublisherRef
from onrecord.model.claims import Voice, VoiceKind
from onrecord.store import restoring
from onrecord.store import tables as t
from onrecord.store.batches import chunks
from onrecord.store.fields import days_of
from onrecord.store.folding import domain_of, folded
from onrecord.store.packed_rows import voice_rows
from onrecord.store.packing import packed, unpacked

_AC, _A, _R = t.article_corrections.c, t.article_readings.c, t.readings.c


def articles_among(connection: Connection, object_ids: Iterable[str]) -> list[str]:
    """Those of the ids that are articles'."""
    return [i for some in chunks(object_ids) for i in connection.scalars(_articles(some))]


def _articles(some: Sequence[str]) -> Any:
    return select(t.articles.c.id).where(t.articles.c.id.in_(some))


def text_of(connection: Connection, article_id: str) -> str:
    """The text of an article."""
    return connection.scalar(select(t.articles.c.text).where(t.articles.c.id == article_id)) or ""


def article_of(connection: Connection, object_id: str) -> str | None:
    """The article itself, or the one that a claim is of; None for what is neither."""
    claimed = select(t.claims.c.article_id).where(t.claims.c.id == object_id)
    found: str | None = connection.scalar(claimed) or connection.scalar(_articles([object_id]))
    return found


def publisher_set(connection: Connection, article_id: str) -> str | None:
    """The name of the publisher that a person gave the article, None where nobody did."""
    value = connection.scalar(select(_AC.publisher).where(_AC.article_id == article_id))
    publisher = restoring.publisher_of(value)
    return publisher.name if publisher else None


def standing_value(connection: Connection, article_id: str, name: str) -> Any:
    """The publisher or the days of publication that an article has now, as a correction gives them."""
    a, k = _A[name], _AC[name]
    query = (
        select(a, k.label("theirs"))
        .join(t.readings, and_(_R.number == _A.reading, _R.is_newest))
        .outerjoin(t.article_corrections, _AC.article_id == _A.article_id)
        .where(_A.article_id == article_id)
    )
    row = connection.execute(query).first()
    value = None if row is None else (row.theirs if row.theirs is not None else row[0])
    if value is None:
        return None
    if name == "publisher":
        publisher = unpacked(PublisherRef, value)
        return {"name": publisher.name, "domain": publisher.domain}
    days = unpacked(Published, value).interval
    return None if days is None else dict(zip(("start", "end"), packed(days), strict=True))


def correct_articles(connection: Connection, article_ids: Sequence[str]) -> set[str]:
    """The claims whose first voice changes, after what reviews leave of these articles was written."""
    touched: set[str] = set()
    for some in chunks(article_ids):
        before = _publishers(connection, some)
        connection.execute(delete(t.article_corrections).where(_AC.article_id.in_(some)))
        rows = list(correction_rows(connection, some))
        if rows:
            connection.execute(insert(t.article_corrections), rows)
        named = {*before, *_publishers(connection, some)}
        touched |= set(connection.scalars(select(t.claims.c.id).where(t.claims.c.article_id.in_(sorted(named)))))
        for article in sorted(named):
            _name_relations(connection, article)
    return touched


def _publishers(connection: Connection, article_ids: Sequence[str]) -> set[str]:
    """Those of the articles that a person gave a publisher."""
    named = select(_AC.article_id).where(_AC.article_id.in_(article_ids), _AC.publisher_name.is_not(None))
    return set(connection.scalars(named))


def correction_rows(connection: Connection, article_ids: Sequence[str]) -> Iterable[dict[str, Any]]:
    """What standing reviews leave of these articles, as rows."""
    v = t.reviews.c
    standing = select(t.reviews).where(
        v.object_id.in_(article_ids), v.field.in_(("publisher", "published")), v.withdrawn_at.is_(None)
    )
    held: dict[str, dict[str, Any]] = {}
    for row in connection.execute(standing.order_by(v.decided_at, v.id)):
        held.setdefault(row.object_id, {})[row.field] = row
    for article, by_field in held.items():
        yield {"article_id": article, **_publisher(by_field.get("publisher")), **_published(by_field.get("published"))}


def _publisher(review: Any) -> dict[str, Any]:
    if review is None:
        return {"publisher": None, "publisher_name": None, "publisher_domain": None}
    value: Mapping[str, Any] = json.loads(review.after)
    publisher = PublisherRef(name=value["name"], domain=value.get("domain"))
    domain = domain_of(publisher.domain) if publisher.domain else None
    return {"publisher": packed(publisher), "publisher_name": folded(publisher.name), "publisher_domain": domain}


def _published(review: Any) -> dict[str, Any]:
    if review is None:
        return {"published": None, "is_dated": None, "published_start": None, "published_end": None}
    days = None if review.after is None or review.after == "null" else days_of(json.loads(review.after))
    told = Published(interval=days, basis=DateBasis.GIVEN if days else None, reasons=(f"set by {review.decided_by}",))
    return {
        "published": packed(told),
        "is_dated": days is not None,
        "published_start": days.start if days else None,
        "published_end": days.end if days else None,
    }


def _name_relations(connection: Connection, article_id: str) -> None:
    """Lets the voice of the publisher in relations be the one that a person gave, or the page's own again."""
    v, r = t.relation_voices.c, t.relations.c
    mine = select(r.id).where(r.article_id == article_id)
    connection.execute(delete(t.relation_voices).where(v.relation_id.in_(mine), ~v.is_read))
    name = publisher_set(connection, article_id)
    published = update(t.relation_voices).where(v.relation_id.in_(mine), v.kind == "publisher")
    connection.execute(published.values(stands=name is None))
    if name is None:
        return
    voice = Voice(kind=VoiceKind.PUBLISHER, text=name)
    theirs = [
        {**one, "position": -1, "is_read": False, "stands": True}
        for row in connection.execute(select(r.id, r.reading).where(r.article_id == article_id))
        for one in voice_rows(row.reading, "relation_id", row.id, [voice])
    ]
    if theirs:
        connection.execute(insert(t.relation_voices), theirs)
