"""Events put in place of those before, with redirects from the ids that are gone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import Connection, delete, insert, select

from onrecord.model.events import Event
from onrecord.model.judgements import Judgement, JudgementKind
from onrecord.store import packed_rows as rows
from onrecord.store import tables as t
from onrecord.store.writing import EVENTS_CURRENT, insert_all, replace_judgements, set_state

Place = tuple[str, ...]


def replace_events(connection: Connection, events: Sequence[Event], judgements: Iterable[Judgement]) -> None:
    """Makes these the record's events, and these what the program judges of its claims."""
    before = _places_of_claims(connection)
    connection.execute(delete(t.events))
    insert_all(connection, t.events, [rows.event_row(e) for e in events])
    insert_all(connection, t.event_claims, [row for e in events for row in rows.event_claim_rows(e)])
    insert_all(connection, t.accounts, [row for e in events for row in rows.account_rows(e)])
    insert_all(connection, t.contradictions, [row for e in events for row in rows.contradiction_rows(e)])
    _redirect(connection, before, _places_of_claims(connection))
    replace_judgements(connection, judgements, t.judgements.c.kind == JudgementKind.CLAIMS.value)
    set_state(connection, EVENTS_CURRENT, "yes")


def _places_of_claims(connection: Connection) -> dict[str, list[tuple[Place, ...]]]:
    """For each event, its claims, each by what it can be known again: its id, its statement, its trigger's place."""
    c, e = t.claims.c, t.event_claims.c
    query = select(e.event_id, c.id, c.statement_key, c.article_id, c.trigger_start, c.event_type)
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
        if event in after:
            continue
        homes = Counter(home for claim in claims if (home := _home(claim, where)) is not None)
        if homes:
            moved[event] = min(homes, key=lambda home: (-homes[home], home))
    r = t.event_redirects
    gone = sorted(set(after) | set(moved))
    for n in range(0, len(gone), 500):
        connection.execute(delete(r).where(r.c.old_id.in_(gone[n : n + 500])))
    if moved:
        connection.execute(insert(r), [{"old_id": old, "new_id": new} for old, new in sorted(moved.items())])


def _home(claim: tuple[Place, ...], where: Mapping[Place, str]) -> str | None:
    return next((where[place] for place in claim if place in where), None)
