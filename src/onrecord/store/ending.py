"""Events that are no more, and what goes before a claim does: the next rebuild must find all that it had part in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from sqlalchemy import Connection, and_, delete, insert, or_, select, update

from onrecord.model.judgements import JudgementKind
from onrecord.model.resolve import PROGRAM
from onrecord.store import tables as t
from onrecord.store.batches import chunks
from onrecord.store.marking import mark


def end_events(connection: Connection, gone: Iterable[str]) -> None:
    """Notes that these events are no more, and when."""
    for some in chunks(gone):
        connection.execute(delete(t.event_ends).where(t.event_ends.c.event_id.in_(some)))
        ended = [{"event_id": one, "ended_at": datetime.now(UTC)} for one in some]
        connection.execute(insert(t.event_ends), ended)


def leave_events(connection: Connection, claim_ids: Sequence[str]) -> None:
    """Takes these claims out of their events, for claims that are about to be deleted.

    Events that tell nothing else end; the articles of all others that they told of wait to be merged.
    """
    e, c, j = t.event_claims.c, t.claims.c, t.judgements.c
    events = list(connection.scalars(select(e.event_id).distinct().where(e.claim_id.in_(claim_ids))))
    others = select(e.claim_id).where(e.event_id.in_(events), e.claim_id.not_in(claim_ids))
    mark(connection, select(c.article_id).where(c.id.in_(others)))
    shared = set(connection.scalars(select(e.event_id).where(e.event_id.in_(events), e.claim_id.not_in(claim_ids))))
    alone = sorted(set(events) - shared)
    connection.execute(delete(t.events).where(t.events.c.id.in_(alone)))
    end_events(connection, alone)
    program = and_(j.kind == JudgementKind.CLAIMS.value, j.decided_by == PROGRAM, j.withdrawn_at.is_(None))
    joined = update(t.judgements).where(program, or_(j.left_id.in_(claim_ids), j.right_id.in_(claim_ids)))
    connection.execute(joined.values(withdrawn_at=datetime.now(UTC), withdrawn_by=PROGRAM))
