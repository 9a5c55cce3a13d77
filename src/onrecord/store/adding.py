"""Claims that people added where a reading missed them: rows beside those that the program read, made from reviews.

An added claim is of the newest reading that has its article; its id is of what it says, not of the run, so that it is
the same after the page is read again. Where a reading states the same itself, the added claim gives way to it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, and_, delete, insert, or_, select

from onrecord.model import ids
from onrecord.model.articles import PublisherRef
from onrecord.model.claims import Claim, EventType, Factuality, Stance, Voice, VoiceKind
from onrecord.model.dates import DateInterval
from onrecord.model.ids import MentionId
from onrecord.model.spans import Span
from onrecord.store import carrying, pointing
from onrecord.store import packed_rows as rows
from onrecord.store import tables as t
from onrecord.store.batches import chunks
from onrecord.store.ending import leave_events
from onrecord.store.fields import ADDED, CLAIM, REJECTED, STATUS
from onrecord.store.packing import unpacked
from onrecord.store.values import quantity_of, time_of, voice_of

_C, _A, _R, _V = t.claims.c, t.article_readings.c, t.readings.c, t.reviews.c
BASIS = "added by "


@dataclass(frozen=True)
class Added:
    """A claim that a person added, ready to be written, with the words that the person marked for it.

    `key` is the statement of a claim that an earlier reading made, by which its reviews find it.
    """

    claim: Claim
    reading: int
    published: DateInterval | None
    pointed: pointing.Pointed
    key: str | None = None


def add_claims(connection: Connection, article_ids: Sequence[str]) -> set[str]:
    """The added claims of these articles that are new or came to another reading, brought up to date."""
    changed: set[str] = set()
    for some in chunks(article_ids):
        wanted = {(one.claim.id, one.reading): one for one in added_claims(connection, some)}
        query = select(_C.id, _C.reading).where(_C.article_id.in_(some), ~_C.is_read)
        held = {(row.id, row.reading) for row in connection.execute(query)}
        gone = sorted(claim for claim, reading in held - wanted.keys())
        if gone:
            leave_events(connection, gone)
            pointing.erase(connection, gone, whole=True)
            connection.execute(delete(t.claims).where(_C.id.in_(gone)))
        for key in sorted(wanted.keys() - held):
            _write(connection, wanted[key])
            changed.add(key[0])
    return changed


def _write(connection: Connection, added: Added) -> None:
    claim, reading = added.claim, added.reading
    pointing.write(connection, added.pointed)
    row = rows.claim_row(reading, claim, added.published) | {"is_read": False}
    connection.execute(insert(t.claims).values(row if added.key is None else row | {"statement_key": added.key}))
    for table, values in (
        (t.claim_participants, rows.participant_rows(reading, claim)),
        (t.claim_voices, rows.voice_rows(reading, "claim_id", claim.id, claim.chain)),
    ):
        if values:
            connection.execute(insert(table), values)


def added_claims(connection: Connection, article_ids: Sequence[str]) -> Iterator[Added]:
    """What people add to these articles: claims that reviews give, and those they upheld and a new reading misses.

    Each once, and none that the newest reading states.
    """
    standing = select(t.reviews).where(_V.object_id.in_(article_ids), _V.field == ADDED, _V.withdrawn_at.is_(None))
    given = connection.execute(standing.order_by(_V.decided_at, _V.id)).all()
    found = [(one.object_id, claim_id_of(one), None, json.loads(one.after), one.decided_by) for one in given]
    found += _upheld(connection, article_ids)
    articles = _newest(connection, {article for article, *_ in found})
    seen: set[str] = set()
    for article, claim, key, value, by in found:
        if article not in articles or claim in seen:
            continue
        added = _added(connection, articles[article], claim, value, by)
        if not _is_stated(connection, added, key):
            seen.add(claim)
            yield replace(added, key=key)


def _newest(connection: Connection, article_ids: Iterable[str]) -> dict[str, Any]:
    query = (
        select(t.article_readings, _R.run_id, t.articles.c.text)
        .join(t.readings, and_(_R.number == _A.reading, _R.is_newest))
        .join(t.articles, t.articles.c.id == _A.article_id)
    )
    rows = (row for some in chunks(article_ids) for row in connection.execute(query.where(_A.article_id.in_(some))))
    return {row.article_id: row for row in rows}


def _upheld(connection: Connection, article_ids: Sequence[str]) -> list[tuple[Any, ...]]:
    """Claims of these articles that people accepted or corrected and that the newest reading no longer makes.

    As what the first of their reviews saw: the later ones are on top of it, as of any claim.
    """
    query = (
        select(t.reviews, _C.article_id, _C.is_read.label("was_read"))
        .join(t.claims, _C.id == _V.object_id)
        .where(_C.article_id.in_(article_ids), _V.withdrawn_at.is_(None), _V.told.is_not(None), _V.field.in_(CLAIM))
        .order_by(_V.decided_at, _V.id)
    )
    reviews: dict[str, list[Any]] = {}
    for row in connection.execute(query):
        reviews.setdefault(row.statement_key, []).append(row)
    heirs = carrying.heirs(connection, [row.object_id for rows_ in reviews.values() for row in rows_], read=True)
    found = []
    for key, held in reviews.items():
        status = next((row.after for row in reversed(held) if row.field == STATUS), None)
        is_given = any(row.object_id in heirs for row in held) or _is_given(held[0])
        if not is_given and status != REJECTED:
            claim = ids.added_claim_id(held[0].article_id, key)
            found.append((held[0].article_id, claim, key, held[0].told, held[0].decided_by))
    return found


def _is_given(row: Any) -> bool:
    """True for a claim that a person added outright: its own review keeps it."""
    return not row.was_read and row.object_id != ids.added_claim_id(row.article_id, row.statement_key)


def articles_kept(connection: Connection, object_ids: Sequence[str]) -> list[str]:
    """The articles of those of these claims that the newest readings did not make."""
    made = select(_C.article_id).join(t.readings, _R.number == _C.reading)
    missed = or_(_C.is_read.is_(False), _R.is_newest.is_(False))
    rows_ = (connection.scalars(made.where(_C.id.in_(some), missed)) for some in chunks(object_ids))
    return sorted({article for some in rows_ for article in some})


def claim_id_of(review: Any) -> ids.ClaimId:
    """The id of the claim that a review adds to its article."""
    return ids.added_claim_id(review.object_id, json.dumps(json.loads(review.after), sort_keys=True))


def _is_stated(connection: Connection, added: Added, key: str | None) -> bool:
    own = key or rows.statement_key(added.claim)
    same = select(_C.id).where(_C.reading == added.reading, _C.statement_key == own, _C.is_read)
    return connection.execute(same).first() is not None


def _added(connection: Connection, article: Any, own: ids.ClaimId, value: Mapping[str, Any], by: str) -> Added:
    pointed = pointing.Pointed(article.reading, article.article_id, article.text)
    pointer = pointing.Pointer(connection, pointed)
    trigger = Span(*value["trigger"])
    place, occurred = value.get("place"), value.get("occurred")
    claim = Claim(
        id=own,
        article_id=article.article_id,
        run_id=article.run_id,
        event_type=EventType(value["event_type"]),
        mode=tuple(value.get("mode") or ()),
        contexts=tuple(value.get("contexts") or ()),
        factuality=Factuality(value.get("factuality", Factuality.HAPPENED)),
        stance=Stance(value.get("stance", Stance.REPORTS)),
        background=bool(value.get("background", False)),
        chain=tuple(_chain(article, [_voice(pointer, own, v, article.text, by) for v in value.get("chain") or ()])),
        actors=tuple(dict.fromkeys(MentionId(pointer.actor(own, who, by)) for who in value["actors"])),
        recipients=tuple(dict.fromkeys(MentionId(pointer.actor(own, who, by)) for who in value["recipients"])),
        place=None if place is None else MentionId(pointer.place(own, place, by)),
        occurred=None if occurred is None else time_of(occurred, article.text, by, None, trigger.start),
        quantities=tuple(quantity_of(one, article.text) for one in value.get("quantities") or ()),
        trigger=trigger,
        evidence=tuple(Span(*pair) for pair in value.get("evidence") or ()) or (trigger,),
        confidence=1.0,
        basis=BASIS + by,
    )
    published = DateInterval(article.published_start, article.published_end) if article.is_dated else None
    return Added(claim, article.reading, published, pointed)


def _voice(pointer: pointing.Pointer, claim: ids.ClaimId, value: Mapping[str, Any], text: str, by: str) -> Voice:
    return voice_of(value, text, None if value["kind"] == "wire" else pointer.actor(claim, value, by))


def _chain(article: Any, voices: Sequence[Voice]) -> Iterator[Voice]:
    if article.publisher is not None:
        yield Voice(kind=VoiceKind.PUBLISHER, text=unpacked(PublisherRef, article.publisher).name)
    yield from voices
