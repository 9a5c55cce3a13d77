"""What people did to an object and when: its changes, the decisions that stand on it, and the token of these."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, func, or_, select, union

from onrecord.errors import ChangedSinceError, UsageError
from onrecord.model.changes import Change, Coded, Pace, Standing, values_of
from onrecord.model.filters import Filter
from onrecord.model.judgements import Judgement, JudgementKind
from onrecord.model.resolve import PROGRAM
from onrecord.model.resolved import ResolvedClaim
from onrecord.model.runs import Review
from onrecord.store import carrying, fields, restoring
from onrecord.store import tables as t
from onrecord.store.batches import chunks
from onrecord.store.listing import claims_query
from onrecord.store.loading import Loader

_C, _X, _V, _J = t.changes.c, t.change_rows.c, t.reviews.c, t.judgements.c
Rows = dict[int, list[Any]]


def change(connection: Connection, number: int) -> Change:
    """The change of this number. Raises UsageError where there is none."""
    found = list(_changes(connection, select(t.changes).where(_C.number == number)))
    if not found:
        raise UsageError(f"there is no change {number}")
    return found[0]


def changes(connection: Connection, by: str | None, limit: int | None, before: int | None) -> tuple[Change, ...]:
    """Changes of this person or of all, newest first, undone ones too; `before` a number for the next page."""
    query = select(t.changes).order_by(_C.number.desc())
    if by is not None:
        query = query.where(_C.by == by)
    if before is not None:
        query = query.where(_C.number < before)
    return tuple(_changes(connection, query if limit is None else query.limit(limit)))


def of_object(connection: Connection, object_id: str) -> tuple[Change, ...]:
    """The changes that touched an object, newest first, undone ones too."""
    reviewed, judged = _about(connection, object_id)
    mine = union(
        select(_X.change).join(t.reviews, _V.id == _X.review).where(reviewed),
        select(_X.change).join(t.judgements, _J.number == _X.judgement).where(judged),
    )
    return tuple(_changes(connection, select(t.changes).where(_C.number.in_(mine)).order_by(_C.number.desc())))


def _changes(connection: Connection, query: Select[Any]) -> Iterator[Change]:
    held = connection.execute(query).all()
    rows = _rows_of(connection, [row.number for row in held])
    for row in held:
        mine = rows.get(row.number, [])
        yield Change(
            number=row.number,
            by=row.by,
            at=row.at,
            words=row.words,
            undone_at=row.undone_at,
            undone_by=row.undone_by,
            rows=tuple(decision for decision, is_withdrawal in mine if not is_withdrawal),
            withdrawn=tuple(decision for decision, is_withdrawal in mine if is_withdrawal),
        )


def _rows_of(connection: Connection, numbers: Sequence[int]) -> Rows:
    """The reviews and judgements of these changes, each with whether it was withdrawn, in order."""
    found: Rows = defaultdict(list)
    for n in range(0, len(numbers), 400):
        some = _X.change.in_(numbers[n : n + 400])
        placed: list[tuple[int, int, Review | Judgement, bool]] = []
        reviews = select(_X.change, _X.position, _X.is_withdrawal, t.reviews).join(t.reviews, _V.id == _X.review)
        for row in connection.execute(reviews.where(some)):
            placed.append((row.change, row.position, restoring.review_of(row), row.is_withdrawal))
        judged = select(_X.change, _X.position, _X.is_withdrawal, t.judgements)
        for row in connection.execute(judged.join(t.judgements, _J.number == _X.judgement).where(some)):
            placed.append((row.change, row.position, restoring.judgement_of(row), row.is_withdrawal))
        for number, _, decision, is_withdrawal in sorted(placed, key=lambda one: one[:2]):
            found[number].append((decision, is_withdrawal))
    return found


def _about(connection: Connection, object_id: str) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """Conditions on reviews and on people's judgements: those that are about the object."""
    same = carrying.all_of(connection, object_id)
    members = select(t.event_claims.c.claim_id).where(t.event_claims.c.event_id == object_id)
    ends = [or_(end.in_(same), and_(_J.kind == JudgementKind.CLAIMS.value, end.in_(members))) for end in _ENDS]
    return _V.object_id.in_(same), and_(_J.decided_by != PROGRAM, or_(*ends))


_ENDS = (_J.left_id, _J.right_id)


def standing(connection: Connection, object_id: str) -> Standing:
    """What people's standing decisions leave of an object."""
    reviewed, judged = _about(connection, object_id)
    mine = select(t.reviews).where(reviewed, _V.withdrawn_at.is_(None)).order_by(_V.decided_at, _V.id)
    reviews = tuple(restoring.review_of(row) for row in connection.execute(mine))
    decided = select(t.judgements).where(judged, _J.withdrawn_at.is_(None)).order_by(_J.number)
    judgements = connection.execute(decided).all()
    names = sorted([*(review.id for review in reviews), *(str(row.number) for row in judgements)])
    values = {r.field: None if r.after is None else json.loads(r.after) for r in reviews if r.field != fields.ADDED}
    status = values.pop(fields.STATUS, None)
    return Standing(
        object_id=object_id,
        token=hashlib.sha256(" ".join(names).encode()).hexdigest()[:16],
        status=status,
        values=values,
        reviews=reviews,
        judgements=tuple(restoring.judgement_of(row) for row in judgements),
    )


def coded(connection: Connection) -> Iterator[Coded]:
    """Each claim of the newest readings as each person left it, by claim: blind to what others did to it.

    A field that the person let be has the value that the program read; "accepted" is "no" for a rejected claim.
    """
    h = t.claim_heirs.c
    decided = select(h.claim_id).join(t.reviews, _V.object_id == h.object_id).where(_V.withdrawn_at.is_(None))
    ids = list(connection.scalars(decided.where(_V.field.in_(fields.CLAIM)).distinct().order_by(h.claim_id)))
    loader = Loader(connection, as_read=True)
    for some in chunks(ids):
        reviews = reviews_by_claim(connection, some)
        query = claims_query(connection, Filter(), rejected=True).where(t.claims.c.id.in_(some))
        for claim in loader.claims(connection.execute(query).all()):
            yield from _as_left(claim, reviews[claim.claim.id])


def _as_left(claim: ResolvedClaim, reviews: Sequence[Review]) -> Iterator[Coded]:
    for by in sorted({review.decided_by for review in reviews if review.field in fields.CLAIM}):
        held = {r.field: r.after for r in reviews if r.decided_by == by and r.field in fields.CLAIM}
        is_rejected = held.pop(fields.STATUS, None) == fields.REJECTED
        values = {name: json.dumps(value) for name, value in values_of(claim).items()}
        values |= {name: after or "null" for name, after in held.items()}
        plain = {name: _comparable(json.loads(value)) for name, value in values.items()}
        yield Coded(claim_id=claim.claim.id, by=by, values=plain | {"accepted": "no" if is_rejected else "yes"})


def _comparable(value: Any) -> str:
    """The value as words, so that two people who mean the same give the same: order and spelling do not count."""
    if isinstance(value, list):
        return json.dumps(sorted(_comparable(one) for one in value))
    if isinstance(value, dict):
        named = value.get("actor_id") or value.get("place_id")
        told = named or {name: one for name, one in value.items() if one is not None and name not in ("text", "span")}
        return json.dumps(told, sort_keys=True)
    return str(value)


def check_token(connection: Connection, object_id: str, token: str) -> None:
    """Nothing; raises ChangedSinceError where the object's token is no longer this one."""
    if standing(connection, object_id).token == token:
        return
    told = of_object(connection, object_id)
    if not told:  # the token is of another object, or made up
        raise ChangedSinceError(object_id, "somebody", datetime.now(UTC))
    last = max(told, key=lambda one: one.undone_at or one.at)
    raise ChangedSinceError(object_id, last.undone_by or last.by, last.undone_at or last.at)


def pace(connection: Connection, by: str, now: datetime) -> Pace:
    """How many claims a person decided on, by changes that hold."""
    decided = (
        select(func.count(func.distinct(_V.object_id)))
        .select_from(t.reviews)
        .join(t.change_rows, _X.review == _V.id)
        .join(t.changes, _C.number == _X.change)
        .where(_C.by == by, _C.undone_at.is_(None), _V.withdrawn_at.is_(None), _V.statement_key.is_not(None))
        .where(_V.field != fields.NOTE, _X.is_withdrawal.is_(False))
    )
    midnight = now.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    hour, today, total = (
        connection.scalar(decided if since is None else decided.where(_V.decided_at >= since)) or 0
        for since in (now - timedelta(hours=1), midnight, None)
    )
    return Pace(last_hour=hour, today=today, total=total)


def reviews_by_claim(connection: Connection, claim_ids: Iterable[str]) -> dict[str, list[Review]]:
    """The standing reviews of claims of the newest readings, oldest first."""
    h = t.claim_heirs.c
    found: dict[str, list[Review]] = defaultdict(list)
    for some in chunks(claim_ids):
        query = select(h.claim_id, t.reviews).join(t.claim_heirs, h.object_id == _V.object_id)
        standing_ = query.where(h.claim_id.in_(some), _V.withdrawn_at.is_(None)).order_by(_V.decided_at, _V.id)
        for row in connection.execute(standing_):
            found[row.claim_id].append(restoring.review_of(row))
    return found
