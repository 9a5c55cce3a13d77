"""What people change, one row an action: put down and undone, done again, and what follows for claims and events."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, update

from onrecord.errors import UsageError
from onrecord.model import ids
from onrecord.model.changes import Change, Correction
from onrecord.model.ids import ReviewId
from onrecord.model.judgements import Judgement, JudgementKind
from onrecord.model.runs import Review
from onrecord.store import carrying, fields, history, marking, reviewing, writing
from onrecord.store import packed_rows as rows
from onrecord.store import tables as t
from onrecord.store.linking import refresh_links_of

_C, _X = t.changes.c, t.change_rows.c
_APART = timedelta(milliseconds=1)  # between two changes, so that their reviews have an order


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a person asks to be changed, in one piece. `withdrawn` are ids of reviews and judgements."""

    by: str
    words: str
    corrections: Sequence[Correction] = ()
    judgements: Sequence[Judgement] = ()
    withdrawn: Sequence[str] = ()
    seen: Mapping[str, str] | None = None


def change(connection: Connection, asked: Asked) -> Change:
    """The change as it was written. Raises ChangedSinceError, and UsageError for a value that a field cannot take."""
    if not (asked.corrections or asked.judgements or asked.withdrawn):
        raise UsageError("a change changes something")
    for object_id, token in (asked.seen or {}).items():
        history.check_token(connection, object_id, token)
    moment = _moment(connection)
    number = _begin(connection, asked.by, moment, asked.words)
    step = _Step(connection, number, asked.by)
    for row_id in asked.withdrawn:
        step.take_back(row_id, moment)
    for n, correction in enumerate(asked.corrections):
        step.correct(correction, moment + timedelta(microseconds=n))
    for judgement in asked.judgements:
        step.judge(judgement, moment)
    step.finish()
    return history.change(connection, number)


def add_review(connection: Connection, review: Review) -> None:
    """Puts down one review, with the id and time that it has, as a change of its own."""
    reviewing.check(connection, review.object_id, review.field, _after(review))
    connection.execute(delete(t.reviews).where(t.reviews.c.id == review.id))
    step = _Step(connection, _begin(connection, review.decided_by, review.decided_at, _told(review)), review.decided_by)
    step.put_down(review)
    step.finish()


def withdraw(connection: Connection, row_id: str, by: str | None) -> bool:
    """True when a standing review or judgement of this id was withdrawn, as a change; `by` None for who made it."""
    row = _standing(connection, row_id)
    if row is None:
        return False
    who = by or row.decided_by
    step = _Step(connection, _begin(connection, who, _moment(connection), f"withdrew {row_id}"), who)
    step.take_back(row_id, datetime.now(UTC))
    step.finish()
    return True


def undo(connection: Connection, by: str) -> Change | None:
    """The last change of this person that holds, undone; None where there is none."""
    number = connection.scalar(select(func.max(_C.number)).where(_C.by == by, _C.undone_at.is_(None)))
    if number is None:
        return None
    moment = datetime.now(UTC)
    connection.execute(
        update(t.changes).where(_C.number == number).values(undone_at=moment, undone_by=by, can_redo=True)
    )
    _turn(connection, number, by, moment, is_undone=True)
    return history.change(connection, number)


def redo(connection: Connection, by: str) -> Change | None:
    """The change of this person that was undone last, done again; None where there is none, or a newer change came."""
    number = connection.scalar(select(func.min(_C.number)).where(_C.by == by, _C.can_redo))
    if number is None:
        return None
    again = {"undone_at": None, "undone_by": None, "can_redo": False}
    connection.execute(update(t.changes).where(_C.number == number).values(again))
    _turn(connection, number, by, datetime.now(UTC), is_undone=False)
    return history.change(connection, number)


def _moment(connection: Connection) -> datetime:
    """Now, but after every change there is, whatever the clock says."""
    last = connection.scalar(select(_C.at).order_by(_C.number.desc()).limit(1))
    now = datetime.now(UTC)
    return now if last is None or now >= last + _APART else last + _APART


def _begin(connection: Connection, by: str, at: datetime, words: str) -> int:
    """The number of a new change; what this person undid before it can no longer be done again."""
    if not by.strip():
        raise UsageError("a change is by somebody")
    connection.execute(update(t.changes).where(_C.by == by, _C.can_redo).values(can_redo=False))
    made = connection.execute(insert(t.changes).values(by=by, at=at, words=words, can_redo=False))
    assert made.inserted_primary_key is not None
    return int(made.inserted_primary_key[0])


def _after(review: Review) -> Any:
    return None if review.after is None else json.loads(review.after)


def _told(review: Review) -> str:
    return f"{review.field.replace('_', ' ')} of {review.object_id}"


def _turn(connection: Connection, number: int, by: str, at: datetime, *, is_undone: bool) -> None:
    """Withdraws what a change put down and puts back what it withdrew, or the other way round."""
    step = _Step(connection, number, by)
    mine = select(t.change_rows).where(_X.change == number).order_by(_X.position)
    every = connection.execute(mine).all()
    for row in reversed(every) if is_undone else every:
        step.stand(row.review, row.judgement, stands=bool(row.is_withdrawal) == is_undone, at=at)
    step.finish()


def _standing(connection: Connection, row_id: str) -> Any:
    """The standing review or judgement of this id."""
    v, j = t.reviews.c, t.judgements.c
    review = connection.execute(select(t.reviews).where(v.id == row_id, v.withdrawn_at.is_(None))).first()
    return review or connection.execute(select(t.judgements).where(j.id == row_id, j.withdrawn_at.is_(None))).first()


class _Step:
    """Rows put down and withdrawn for one change, and all that follows of them, once, at the end."""

    def __init__(self, connection: Connection, number: int, by: str) -> None:
        self._connection = connection
        self._number = number
        self._by = by
        self._position = 0
        self._objects: list[tuple[str, str]] = []
        self._judged: list[tuple[str, str, str]] = []

    def correct(self, correction: Correction, at: datetime) -> None:
        """Puts a correction down as a review; what stood before is the record's to say."""
        about = carrying.now_of(self._connection, correction.object_id)
        before = reviewing.check(self._connection, about, correction.field, correction.after)
        self.put_down(
            Review(
                id=self._free_id(about, correction.field, at),
                object_id=about,
                field=correction.field,
                before=None if before is None else json.dumps(before),
                after=None if correction.after is None else json.dumps(correction.after),
                note=correction.note,
                decided_by=self._by,
                decided_at=at,
            )
        )

    def _free_id(self, object_id: str, field: str, at: datetime) -> ReviewId:
        return ids.review_id(object_id, field, self._by, at)

    def put_down(self, review: Review) -> None:
        """Writes a review that stands."""
        key = carrying.key_of(self._connection, review.object_id)
        told = None if key is None else reviewing.snapshot(self._connection, review.object_id)
        self._connection.execute(insert(t.reviews).values(**rows.review_row(review, key), told=told))
        self._note(review=review.id)
        self._objects.append((review.object_id, review.field))

    def judge(self, judgement: Judgement, at: datetime) -> None:
        """Writes a judgement that stands, in place of the same person's earlier one on the same two things."""
        j = t.judgements.c
        own = rows.judgement_row(judgement, at) | {"decided_by": self._by, "decided_at": at, "withdrawn_at": None}
        own["id"] = ids.judgement_id(own["kind"], own["left_id"], own["right_id"], self._by)
        earlier = select(j.number).where(j.id == own["id"], j.withdrawn_at.is_(None))
        for number in list(self._connection.scalars(earlier)):
            self._note(judgement=number, is_withdrawal=True)
            self.stand(None, number, stands=False, at=at)
        made = self._connection.execute(insert(t.judgements).values(**own))
        assert made.inserted_primary_key is not None
        self._note(judgement=int(made.inserted_primary_key[0]))
        self._judged.append((own["kind"], own["left_id"], own["right_id"]))

    def take_back(self, row_id: str, at: datetime) -> None:
        """Withdraws a standing review or judgement. Raises UsageError where none of this id stands."""
        row = _standing(self._connection, row_id)
        if row is None:
            raise UsageError(f"no review or judgement {row_id} stands")
        mine = {"review": row.id} if hasattr(row, "object_id") else {"judgement": row.number}
        self._note(**mine, is_withdrawal=True)
        self.stand(mine.get("review"), mine.get("judgement"), stands=False, at=at)

    def stand(self, review: str | None, judgement: int | None, *, stands: bool, at: datetime) -> None:
        """Lets a review or judgement stand again, or no longer."""
        if review is not None:
            v = t.reviews.c
            values = {"withdrawn_at": None if stands else at}
            self._connection.execute(update(t.reviews).where(v.id == review).values(values))
            row = self._connection.execute(select(v.object_id, v.field).where(v.id == review)).one()
            self._objects.append((row.object_id, row.field))
        if judgement is not None:
            self._stand_judged(judgement, stands, at)

    def _stand_judged(self, number: int, stands: bool, at: datetime) -> None:
        j = t.judgements.c
        row = self._connection.execute(select(t.judgements).where(j.number == number)).one()
        # The program may have judged the same two things again in the meantime; one of the two stands.
        rival = select(j.number).where(j.id == row.id, j.withdrawn_at.is_(None), j.number != number)
        if stands and self._connection.execute(rival).first() is not None:
            return
        gone = (
            {"withdrawn_at": None, "withdrawn_by": None} if stands else {"withdrawn_at": at, "withdrawn_by": self._by}
        )
        self._connection.execute(update(t.judgements).where(j.number == number).values(gone))
        self._judged.append((row.kind, row.left_id, row.right_id))

    def _note(self, *, review: str | None = None, judgement: Any = None, is_withdrawal: bool = False) -> None:
        values = {"review": review, "judgement": judgement, "is_withdrawal": is_withdrawal}
        self._connection.execute(insert(t.change_rows).values(change=self._number, position=self._position, **values))
        self._position += 1

    def finish(self) -> None:
        """Brings up to date what is derived from reviews and judgements, and lets what they tell of wait for events."""
        follow(self._connection, self._objects, self._judged)


def follow(connection: Connection, objects: Iterable[tuple[str, str]], judged: Sequence[tuple[str, str, str]]) -> None:
    """Brings up to date what follows from reviews of (object, field), and judgements of (kind, left, right)."""
    telling = list(dict.fromkeys(_telling(objects)))
    reviewing.correct_objects(connection, telling)
    for object_id in telling:
        marking.mark_reviewed(connection, object_id)
    if judged:
        carrying.keep_claims(connection, _claims_judged(judged))
        marking.mark_judged(connection, judged)
        refresh_links_of(connection, [left for _, left, _ in judged])
    if telling or judged:
        writing.set_state(connection, writing.EVENTS_CURRENT, "no")


def _telling(objects: Iterable[tuple[str, str]]) -> Iterator[str]:
    """The objects on which something was said that claims and events follow from: not so letters and notes."""
    return (about for about, field in objects if field not in (fields.RELIABILITY, fields.NOTE))


def _claims_judged(judged: Sequence[tuple[str, str, str]]) -> list[str]:
    return [one for kind, left, right in judged if kind == JudgementKind.CLAIMS.value for one in (left, right)]
