"""Events put in place of those before, with redirects from the ids that are gone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, and_, delete, insert, select

from onrecord.model.events import Event
from onrecord.model.ids import EventId
from onrecord.model.judgements import Judgement, JudgementKind
from onrecord.model.tellings import Update
from onrecord.store import packed_rows as rows
from onrecord.store import tables as t
from onrecord.store.batches import chunks
from onrecord.store.ending import end_events
from onrecord.store.writing import EVENTS_CURRENT, insert_all, replace_judgements, set_state

Place = tuple[str, ...]


def replace_events(connection: Connection, events: Sequence[Event], judgements: Iterable[Judgement]) -> None:
    """Makes these the record's events, and these what the program judges of its claims."""
    gone = set(connection.scalars(select(t.events.c.id)))
    _put(connection, gone, events)
    replace_judgements(connection, judgements, t.judgements.c.kind == JudgementKind.CLAIMS.value)
    set_state(connection, EVENTS_CURRENT, "yes")


def change_events(connection: Connection, update: Update) -> None:
    """Puts the events of an update in place of those they change, and its judgements of the claims it looked at."""
    _put(connection, {*update.gone, *(event.id for event in update.events)}, update.events)
    of_kind = t.judgements.c.kind == JudgementKind.CLAIMS.value
    by_left: dict[str, list[Judgement]] = {}
    for judgement in update.judgements:
        by_left.setdefault(judgement.left, []).append(judgement)
    # What joined two claims goes by the left of them, whose component was looked at whole.
    for some in chunks({*update.judged, *by_left}):
        mine = [judgement for left in some for judgement in by_left.get(left, ())]
        replace_judgements(connection, mine, and_(of_kind, t.judgements.c.left_id.in_(some)))
    set_state(connection, EVENTS_CURRENT, "yes")


def _put(connection: Connection, gone: Collection[str], events: Sequence[Event]) -> None:
    standing = {event.id for event in events}
    before: dict[str, list[tuple[Place, ...]]] = {}
    for some in chunks(set(gone) - standing):
        before |= _places_of_claims(connection, t.event_claims.c.event_id.in_(some))
    for some in chunks(gone):
        connection.execute(delete(t.events).where(t.events.c.id.in_(some)))
    insert_all(connection, t.events, [rows.event_row(e) for e in events])
    insert_all(connection, t.event_claims, [row for e in events for row in rows.event_claim_rows(e)])
    insert_all(connection, t.accounts, [row for e in events for row in rows.account_rows(e)])
    insert_all(connection, t.contradictions, [row for e in events for row in rows.contradiction_rows(e)])
    after: dict[str, list[tuple[Place, ...]]] = {}
    for some in chunks(claim[-1][0] for claims in before.values() for claim in claims):
        for event, claims in _places_of_claims(connection, t.claims.c.article_id.in_(some)).items():
            after.setdefault(event, []).extend(claims)
    end_events(connection, set(gone) - standing)
    _redirect(connection, before, after)
    for some in chunks(standing):
        connection.execute(delete(t.event_ends).where(t.event_ends.c.event_id.in_(some)))
        connection.execute(delete(t.event_redirects).where(t.event_redirects.c.old_id.in_(some)))


def deleted_since(connection: Connection, moment: datetime) -> Iterator[tuple[EventId, EventId | None]]:
    """The events that ceased to be since then, in order, each with the one that took its claims in, if any."""
    ends, moved = t.event_ends.c, t.event_redirects.c
    query = select(ends.event_id, ends.ended_at, moved.new_id).outerjoin(
        t.event_redirects, moved.old_id == ends.event_id
    )
    for row in connection.execute(query.order_by(ends.event_id)):
        if row.ended_at >= moment:
            yield row.event_id, row.new_id


def _places_of_claims(connection: Connection, which: ColumnElement[bool]) -> dict[str, list[tuple[Place, ...]]]:
    """For each event, its claims, each by what it can be known again: its id, its statement, its trigger's place."""
    c, e = t.claims.c, t.event_claims.c
    query = select(e.event_id, c.id, c.statement_key, c.article_id, c.trigger_start, c.event_type).where(which)
    found: dict[str, list[tuple[Place, ...]]] = {}
    joined = query.join(t.claims, c.id == e.claim_id).order_by(e.event_id, e.position)
    for event_id, claim, key, article, start, kind in connection.execute(joined):
        places = ((claim,), (key,), (article, str(start), kind))
        found.setdefault(event_id, []).append(places)
    return found


def _redirect(
    connection: Connection,
    before: Mapping[str, Sequence[tuple[Place, ...]]],
    after: Mapping[str, Sequence[tuple[Place, ...]]],
) -> None:
    where = {place: event for event, claims in after.items() for claim in claims for place in claim}
    moved = {}
    for event, claims in before.items():
        homes = Counter(home for claim in claims if (home := _home(claim, where)) is not None)
        if homes:
            moved[event] = min(homes, key=lambda home: (-homes[home], home))
    r = t.event_redirects
    for some in chunks(moved):
        connection.execute(delete(r).where(r.c.old_id.in_(some)))
    if moved:
        connection.execute(insert(r), [{"old_id": old, "new_id": new} for old, new in sorted(moved.items())])


def _home(claim: tuple[Place, ...], where: Mapping[Place, str]) -> str | None:
    return next((where[place] for place in claim if place in where), None)
