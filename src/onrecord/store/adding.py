"""Claims that people added where a reading missed them: rows beside those that the program read, made from reviews.

An added claim is of the newest reading that has its article; its id is of what it says, not of the run, so that it is
the same after the page is read again. Where a reading states the same itself, the added claim gives way to it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, and_, delete, insert, select

from onrecord.model import ids
from onrecord.model.articles import PublisherRef
from onrecord.model.claims import Claim, EventType, Factuality, Stance, Voice, VoiceKind
from onrecord.model.dates import DateInterval
from onrecord.model.ids import MentionId
from onrecord.model.spans import Span
from onrecord.store import packed_rows as rows
from onrecord.store import pointing
from onrecord.store import tables as t
from onrecord.store.batches import chunks
from onrecord.store.fields import ADDED
from onrecord.store.packing import unpacked
from onrecord.store.values import quantity_of, time_of, voice_of

_C, _A, _R, _V = t.claims.c, t.article_readings.c, t.readings.c, t.reviews.c
BASIS = "added by "


@dataclass(frozen=True)
class Added:
    """A claim that a person added, ready to be written, with the words that the person marked for it."""

    claim: Claim
    reading: int
    published: DateInterval | None
    pointed: pointing.Pointed


def add_claims(connection: Connection, article_ids: Sequence[str]) -> set[str]:
    """The added claims of these articles that are new or came to another reading, brought up to date."""
    changed: set[str] = set()
    for some in chunks(article_ids):
        wanted = {(one.claim.id, one.reading): one for one in added_claims(connection, some)}
        query = select(_C.id, _C.reading).where(_C.article_id.in_(some), ~_C.is_read)
        held = {(row.id, row.reading) for row in connection.execute(query)}
        gone = sorted(claim for claim, reading in held - wanted.keys())
        pointing.erase(connection, gone, whole=True)
        connection.execute(delete(t.claims).where(_C.id.in_(gone)))
        for key in sorted(wanted.keys() - held):
            _write(connection, wanted[key])
            changed.add(key[0])
    return changed


def _write(connection: Connection, added: Added) -> None:
    claim, reading = added.claim, added.reading
    pointing.write(connection, added.pointed)
    connection.execute(insert(t.claims).values(**rows.claim_row(reading, claim, added.published), is_read=False))
    for table, values in (
        (t.claim_participants, rows.participant_rows(reading, claim)),
        (t.claim_voices, rows.voice_rows(reading, "claim_id", claim.id, claim.chain)),
    ):
        if values:
            connection.execute(insert(table), values)


def added_claims(connection: Connection, article_ids: Sequence[str]) -> Iterator[Added]:
    """The claims that standing reviews add to these articles, each once, but those that the newest readings state."""
    standing = select(t.reviews).where(_V.object_id.in_(article_ids), _V.field == ADDED, _V.withdrawn_at.is_(None))
    reviews = connection.execute(standing.order_by(_V.decided_at, _V.id)).all()
    if not reviews:
        return
    query = (
        select(t.article_readings, _R.run_id, t.articles.c.text)
        .join(t.readings, and_(_R.number == _A.reading, _R.is_newest))
        .join(t.articles, t.articles.c.id == _A.article_id)
        .where(_A.article_id.in_({review.object_id for review in reviews}))
    )
    articles = {row.article_id: row for row in connection.execute(query)}
    seen: set[str] = set()
    for review in reviews:
        article = articles.get(review.object_id)
        if article is None:
            continue
        added = _added(connection, review, article)
        if added.claim.id not in seen and not _is_stated(connection, added):
            seen.add(added.claim.id)
            yield added


def claim_id_of(review: Any) -> ids.ClaimId:
    """The id of the claim that a review adds to its article."""
    return ids.added_claim_id(review.object_id, json.dumps(json.loads(review.after), sort_keys=True))


def _is_stated(connection: Connection, added: Added) -> bool:
    key = rows.statement_key(added.claim)
    same = select(_C.id).where(_C.reading == added.reading, _C.statement_key == key, _C.is_read)
    return connection.execute(same).first() is not None


def _added(connection: Connection, review: Any, article: Any) -> Added:
    value: Mapping[str, Any] = json.loads(review.after)
    pointed = pointing.Pointed(article.reading, article.article_id, article.text)
    pointer, by, own = pointing.Pointer(connection, pointed), review.decided_by, claim_id_of(review)
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
