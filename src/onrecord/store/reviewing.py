"""People's corrections: reviews as rows, and what follows of them for claims and articles, in derived tables.

A review of a claim holds for the same statement read again by another run. `field` names a field and `after` its new
value as JSON; of two reviews of one field the later holds. What the program read stays where it is: a participant or
voice that a person put another in place of is marked as no longer standing, beside the person's own rows.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, delete, insert, or_, select, union, update

from onrecord.codebook.plover import is_mode
from onrecord.errors import UsageError
from onrecord.model.changes import values_of
from onrecord.model.claims import EventType, Voice, VoiceKind
from onrecord.model.dates import TimeValue
from onrecord.model.filters import Filter
from onrecord.model.ids import ClaimId
from onrecord.store import adding, carrying, fields, history, pointing, publishing
from onrecord.store import tables as t
from onrecord.store.batches import chunks
from onrecord.store.fields import NOTE, STATUS, TERMS
from onrecord.store.listing import claims_query
from onrecord.store.loading import Loader
from onrecord.store.packed_rows import voice_rows
from onrecord.store.packing import packed, unpacked
from onrecord.store.values import quantity_of, time_of, voice_of

_C = t.claims.c
_PEOPLES = 1000  # where the positions of people's own rows begin
_ROLES = {"actors": "actor", "recipients": "recipient"}
_PLAIN = (*TERMS, "background", "mode", "contexts")


def correct_objects(connection: Connection, object_ids: Sequence[str]) -> None:
    """Brings up to date what follows from the reviews of these objects."""
    articles = {*publishing.articles_among(connection, object_ids), *adding.articles_kept(connection, object_ids)}
    touched = _correct_articles(connection, sorted(articles))
    correct_claims(connection, touched | set(carrying.keep_claims(connection, object_ids)))


def correct_reading(connection: Connection, reading: int) -> None:
    """Carries what people decided over to the claims of a new reading."""
    capture = connection.scalar(select(t.readings.c.capture_id).where(t.readings.c.number == reading))
    articles = list(connection.scalars(select(t.articles.c.id).where(t.articles.c.capture_id == capture)))
    claims = _correct_articles(connection, articles)
    decided = connection.scalars(carrying.decided_claims(carrying.claims_of_capture(capture)))
    correct_claims(connection, claims | set(carrying.keep_claims(connection, list(decided))))


def _correct_articles(connection: Connection, article_ids: Sequence[str]) -> set[str]:
    """The claims to be corrected anew, after what people said of these articles was brought up to date."""
    touched = publishing.correct_articles(connection, article_ids)
    return {*touched, *adding.add_claims(connection, article_ids)}


def correct_all(connection: Connection) -> None:
    """Applies every standing review to the claims and articles that it holds for, and lets nothing else stand."""
    touched = set(connection.scalars(touched_claims()))
    articles = list(connection.scalars(select(t.article_corrections.c.article_id)))
    objects = connection.scalars(union(select(t.reviews.c.object_id), select(t.claim_heirs.c.object_id)))
    correct_objects(connection, [*articles, *objects])
    correct_claims(connection, touched)


def touched_claims() -> Any:
    """The claims of the newest readings on which anything shows that people corrected."""
    newest = select(_C.id).join(t.readings, t.readings.c.number == _C.reading).where(t.readings.c.is_newest)
    found = [select(table.c.claim_id) for table in (t.claim_corrections, t.claim_heirs)]
    for table in (t.claim_participants, t.claim_voices):
        found.append(select(table.c.claim_id).where(or_(~table.c.is_read, ~table.c.stands)))
    return newest.where(_C.id.in_(union(*found)))


def correct_claims(connection: Connection, claim_ids: Iterable[str]) -> None:
    """Writes what standing reviews leave of these claims, in place of what stood of it before."""
    for some in chunks(claim_ids):
        _clear(connection, some)
        reviews = history.reviews_by_claim(connection, some)
        rows = connection.execute(select(t.claims).where(_C.id.in_(some)).order_by(_C.reading, _C.article_id)).all()
        for row in rows:
            _write(connection, left_of(connection, row, reviews.get(row.id, ())))


def _clear(connection: Connection, claim_ids: Sequence[str]) -> None:
    pointing.erase(connection, claim_ids)
    connection.execute(delete(t.claim_corrections).where(t.claim_corrections.c.claim_id.in_(claim_ids)))
    for table in (t.claim_participants, t.claim_voices):
        fallen = table.c.claim_id.in_(claim_ids) & ~table.c.stands
        connection.execute(update(table).where(fallen).values(stands=True))


@dataclass
class Left:
    """What reviews leave of one claim: its corrections, and people's own participants and voices.

    `fallen` are the roles whose participants the program read otherwise, "voice" among them for the chain.
    """

    claim_id: ClaimId
    correction: dict[str, Any] | None = None
    participants: list[dict[str, Any]] = field(default_factory=list)
    voices: list[dict[str, Any]] = field(default_factory=list)
    fallen: set[str] = field(default_factory=set)
    pointed: pointing.Pointed | None = None


def left_of(connection: Connection, row: Any, reviews: Sequence[Any]) -> Left:
    """What the reviews leave of the claim in this row."""
    left = Left(claim_id=row.id)
    held = {review.field: review for review in reviews if review.field in fields.CLAIM}
    publisher = publishing.publisher_set(connection, row.article_id)
    if not held and publisher is None:
        return left
    values: dict[str, Any] = {
        name: None if review.after is None else json.loads(review.after) for name, review in held.items()
    }
    left.pointed = pointing.Pointed(row.reading, row.article_id, publishing.text_of(connection, row.article_id))
    told = _Told(connection, row, left, {name: review.decided_by for name, review in held.items()})
    if held:
        left.correction = told.columns(values)
    for name, role in _ROLES.items():
        if name in values:
            told.participants(role, name, values[name])
    if "chain" in values:
        told.chain(values["chain"])
    if publisher is not None:
        told.publisher(publisher)
    return left


class _Told:
    """One claim's corrected values as rows."""

    def __init__(self, connection: Connection, row: Any, left: Left, by: Mapping[str, str]) -> None:
        assert left.pointed is not None
        self._row = row
        self._left = left
        self._by = by
        self._text = left.pointed.text
        self._pointer = pointing.Pointer(connection, left.pointed)

    def columns(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """The row of corrections but for the claim's id."""
        status = values.get(STATUS)
        columns: dict[str, Any] = {"is_rejected": status == "rejected", "status": status} | {
            n: values.get(n) for n in _PLAIN
        }
        if columns["event_type"] is not None or columns["mode"] is not None:
            kind = EventType(columns["event_type"] or self._row.event_type)
            modes = self._row.mode if columns["mode"] is None else columns["mode"]
            columns["mode"] = [mode for mode in modes if is_mode(kind, mode)]
        columns |= {"sets_place": "place" in values, "sets_occurred": "occurred" in values}
        if values.get("place") is not None:
            columns["place"] = self._pointer.place(self._row.id, values["place"], self._by["place"])
        if "occurred" in values:
            columns |= self._occurred(values["occurred"])
        if "quantities" in values:
            columns["quantities"] = packed([quantity_of(one, self._text) for one in values["quantities"]])
        return columns

    def _occurred(self, value: Mapping[str, Any] | None) -> dict[str, Any]:
        if value is None:
            return {"occurred": None, "is_dated": None}
        own = None if self._row.occurred is None else unpacked(TimeValue, self._row.occurred)
        told = time_of(value, self._text, self._by["occurred"], own.span if own else None, self._row.trigger_start)
        days = told.interval
        return {
            "occurred": packed(told),
            "is_dated": days is not None or None,
            "when_start": days.start if days else None,
            "when_end": days.end if days else None,
        }

    def participants(self, role: str, name: str, values: Sequence[Mapping[str, Any]]) -> None:
        """Puts these in the role."""
        self._left.fallen.add(role)
        mentions = [self._pointer.actor(self._row.id, value, self._by[name]) for value in values]
        self._left.participants += [
            {
                "claim_id": self._row.id,
                "role": role,
                "position": _PEOPLES + n,
                "reading": self._row.reading,
                "mention_id": mention,
                "is_read": False,
                "stands": True,
            }
            for n, mention in enumerate(dict.fromkeys(mentions))
        ]

    def chain(self, values: Sequence[Mapping[str, Any]]) -> None:
        """Puts these voices behind the publisher."""
        self._left.fallen.add("voice")
        for n, value in enumerate(values):
            self._left.voices.append(self._voice(_PEOPLES + n, value))

    def _voice(self, position: int, value: Mapping[str, Any]) -> dict[str, Any]:
        voice = voice_of(value, self._text, self._mention(value))
        return self._row_of(position, voice)

    def _mention(self, value: Mapping[str, Any]) -> str | None:
        # A wire that the page credits is known by its name alone.
        return None if value["kind"] == "wire" else self._pointer.actor(self._row.id, value, self._by["chain"])

    def _row_of(self, position: int, voice: Voice) -> dict[str, Any]:
        (row,) = voice_rows(self._row.reading, "claim_id", self._row.id, [voice])
        return row | {"position": position, "is_read": False, "stands": True}

    def publisher(self, name: str) -> None:
        """Puts this name first."""
        self._left.fallen.add("publisher")
        self._left.voices.append(self._row_of(-1, Voice(kind=VoiceKind.PUBLISHER, text=name)))


def _write(connection: Connection, left: Left) -> None:
    if left.pointed is not None:
        pointing.write(connection, left.pointed)
    if left.correction is not None:
        connection.execute(insert(t.claim_corrections).values(claim_id=left.claim_id, **left.correction))
    for table, theirs in peoples_rows(left):
        if theirs:
            connection.execute(insert(table), theirs)
    for table, condition in fallen_rows(left):
        connection.execute(update(table).where(condition).values(stands=False))


def peoples_rows(left: Left) -> list[tuple[Any, list[dict[str, Any]]]]:
    """The tables and rows of what people put in place of what the program read."""
    return [(t.claim_participants, left.participants), (t.claim_voices, left.voices)]


def fallen_rows(left: Left) -> list[tuple[Any, Any]]:
    """The tables and conditions of what the program read and people put something else in place of."""
    p, v = t.claim_participants.c, t.claim_voices.c
    mine, said = (p.claim_id == left.claim_id) & p.is_read, (v.claim_id == left.claim_id) & v.is_read
    found = [(t.claim_participants, mine & (p.role == role)) for role in _ROLES.values() if role in left.fallen]
    if "voice" in left.fallen:
        found.append((t.claim_voices, said & (v.kind != "publisher")))
    if "publisher" in left.fallen:
        found.append((t.claim_voices, said & (v.kind == "publisher")))
    return found


def check(connection: Connection, object_id: str, name: str, after: Any) -> Any:
    """What the field holds now, as a correction would give it. Raises UsageError for a value that it cannot take."""
    kind = kind_of(connection, object_id)
    article = publishing.article_of(connection, object_id)
    fields.check(kind, name, after, publishing.text_of(connection, article) if article else "")
    if kind == "claim":
        pointing.known_targets(connection, pointed_in({name: after}))
    if name == fields.ADDED:
        pointing.known_targets(connection, pointed_in(after))
    return _before(connection, kind, object_id, name)


def pointed_in(values: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The parts of a claim's values that may name an actor or a place."""
    found = [one for name in ("actors", "recipients", "chain") for one in values.get(name) or ()]
    return [*found, *([values["place"]] if values.get("place") else [])]


def kind_of(connection: Connection, object_id: str) -> str:
    """What an id or name is of: "claim", "article", "publisher", "event" and so on. Raises UsageError for none."""
    if object_id.startswith("publisher:"):
        return "publisher"
    for kind, table in _KINDS.items():
        if connection.execute(select(table.c.id).where(table.c.id == object_id)).first() is not None:
            return kind
    raise UsageError(f"the record holds nothing of the id {object_id!r}")


_KINDS = {
    "claim": t.claims,
    "article": t.articles,
    "event": t.events,
    "actor": t.actors,
    "place": t.places,
    "capture": t.captures,
    "relation": t.relations,
}


def snapshot(connection: Connection, claim_id: str) -> dict[str, Any] | None:
    """All that a claim of the newest readings says, as a correction that adds it would; None for one of an older."""
    query = claims_query(connection, Filter(), rejected=True).where(_C.id == claim_id)
    for claim in Loader(connection).claims(connection.execute(query).all()):
        own = claim.claim
        return {**values_of(claim), "trigger": packed(own.trigger), "evidence": packed(own.evidence)}
    return None


def _before(connection: Connection, kind: str, object_id: str, name: str) -> Any:
    if kind == "claim" and name not in (STATUS, NOTE):
        return (snapshot(connection, object_id) or {}).get(name)
    if kind == "article" and name in ("publisher", "published"):
        return publishing.standing_value(connection, object_id, name)
    held = history.standing(connection, object_id)
    return held.status if name == STATUS else held.values.get(name)
