"""Claims that wait for a person, those most worth a look first: what contradicts, what many rest on, what is unsure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, Text, exists, or_, select, type_coerce, union

from onrecord.codebook.plover import quad
from onrecord.model.changes import Queued, Worth
from onrecord.model.claims import EventType, Factuality, Quad
from onrecord.model.filters import Filter
from onrecord.model.resolved import ResolvedClaim
from onrecord.store import conditions as where
from onrecord.store import tables as t
from onrecord.store.fields import NOTE
from onrecord.store.listing import claims_query
from onrecord.store.loading import Loader, grouped

_C, _E, _EC = t.claims.c, t.events.c, t.event_claims.c
_MANY = 3  # independent voices that make an event one that many read
_UNSURE = 0.5  # a confidence below which a claim is as likely wrong as right
_BATCH = 100
_GRAVE = sorted(kind.value for kind in EventType if quad(kind) is Quad.MATERIAL_CONFLICT)
_HARM = ("killed", "injured")


def queue(connection: Connection, asked: Filter, by: str, *, blind: bool) -> Iterator[Queued]:
    """The claims that answer the filter and that nobody decided on, most worth first; blind, that `by` did not.

    Blind claims are as the program read them: nothing that another coder did shows.
    """
    bare = replace(where.unpaged(asked), as_read=blind)
    left = None if asked.limit is None else asked.offset + asked.limit
    seen = 0
    for worth, query in _tiers(_waiting(connection, bare, by, blind)):
        rows = connection.execute(query if left is None else query.limit(left)).all()
        mine = rows[max(0, asked.offset - seen) :]
        seen += len(rows)
        left = None if left is None else left - len(rows)
        yield from _queued(connection, mine, worth, blind)


def decided(by: str | None = None) -> Select[Any]:
    """The claims of the newest readings on which anybody decided, or this person did."""
    h, v = t.claim_heirs.c, t.reviews.c
    query = select(h.claim_id).join(t.reviews, v.object_id == h.object_id)
    query = query.where(v.withdrawn_at.is_(None), v.field != NOTE)
    return query if by is None else query.where(v.decided_by == by)


def _waiting(connection: Connection, asked: Filter, by: str, blind: bool) -> Select[Any]:
    query = claims_query(connection, asked).outerjoin(t.events, _E.id == _EC.event_id)
    query = query.where(_C.id.not_in(decided(by if blind else None)), _C.is_read)
    return query.with_only_columns(_C.id, _EC.event_id, _E.independent_voices)


def _tiers(waiting: Select[Any]) -> Iterator[tuple[Worth, Select[Any]]]:
    """The claims of each worth, in order; a claim stands in the first that it belongs to."""
    disputed = _of_events(select(t.contradictions.c.event_id))
    weighty = or_(_of_events(select(_E.id).where(_E.independent_voices >= _MANY)), _of_events(_decided_alone()))
    unsure = _is_unsure()
    by_voices = (_E.independent_voices.desc(), _EC.event_id, _C.confidence, _C.id)
    by_confidence = (_C.confidence, _C.id)
    yield Worth.CONTRADICTORY, waiting.where(disputed).order_by(None).order_by(*by_voices)
    yield Worth.INFLUENTIAL, waiting.where(~disputed, weighty).order_by(None).order_by(*by_voices)
    rest = waiting.where(~disputed, ~weighty).order_by(None).order_by(*by_confidence)
    yield Worth.UNCERTAIN, rest.where(unsure)
    yield Worth.OTHER, rest.where(~unsure)


def _of_events(events: Select[Any]) -> ColumnElement[bool]:
    return _C.id.in_(select(_EC.claim_id).where(_EC.event_id.in_(events)))


def _decided_alone() -> Select[Any]:
    """The events of people killed or hurt that would not be but for their only claim."""
    other = t.event_claims.alias("other")
    is_alone = ~exists().where(other.c.event_id == _E.id, other.c.position > 0)
    harm = or_(*(type_coerce(_E.quantities, Text).like(f'%"{kind}"%') for kind in _HARM))
    happened = _E.factuality == Factuality.HAPPENED.value
    return select(_E.id).where(_E.event_type.in_(_GRAVE), happened, harm, is_alone)


def _is_unsure() -> ColumnElement[bool]:
    p, link = t.claim_participants.c, t.mention_links.c
    open_ = select(link.mention_id).where(link.verdict == "unsure")
    named = union(select(p.claim_id).where(p.stands, p.mention_id.in_(open_)), select(_C.id).where(_C.place.in_(open_)))
    return or_(_C.confidence < _UNSURE, _C.id.in_(named))


def _queued(connection: Connection, rows: Sequence[Any], worth: Worth, blind: bool) -> Iterator[Queued]:
    loader = Loader(connection, as_read=blind)
    for n in range(0, len(rows), _BATCH):
        some = rows[n : n + _BATCH]
        asked = claims_query(connection, Filter(as_read=blind)).where(_C.id.in_([row.id for row in some]))
        claims = {one.claim.id: one for one in loader.claims(connection.execute(asked).all())}
        fields = _disputed_fields(connection, [row.event_id for row in some if row.event_id])
        for row in some:
            reason = _reason(worth, claims[row.id], fields.get(row.event_id, ()), row.independent_voices or 0)
            yield Queued(claim=claims[row.id], worth=worth, reason=reason)


def _disputed_fields(connection: Connection, event_ids: Sequence[str]) -> dict[str, list[str]]:
    c = t.contradictions.c
    query = select(c.event_id, c.field).where(c.event_id.in_(event_ids)).order_by(c.event_id, c.position)
    found = grouped(connection.execute(query), "event_id")
    return {event: list(dict.fromkeys(row.field for row in rows)) for event, rows in found.items()}


def _reason(worth: Worth, claim: ResolvedClaim, fields: Sequence[str], voices: int) -> str:
    if worth is Worth.CONTRADICTORY:
        return f"accounts of its event exclude one another on {', '.join(fields)}"
    if worth is Worth.INFLUENTIAL and voices >= _MANY:
        return f"{voices} independent voices tell its event"
    if worth is Worth.INFLUENTIAL:
        return "the only claim of an event with dead or injured"
    return _doubt(claim)


def _doubt(claim: ResolvedClaim) -> str:
    unsure = [ref.text for ref in (*claim.actors, *claim.recipients) if ref.unsure]
    if claim.place is not None and claim.place.unsure:
        unsure.append(claim.place.text)
    if unsure:
        return f"it is open whom or what “{unsure[0]}” names"
    return f"the program is {claim.claim.confidence:.0%} sure"
