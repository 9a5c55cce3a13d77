"""Which claim of the newest readings a claim that people decided on now is, however often its page was read again.

A decision is about a statement on the page. Another run may state it alike; or give it another type, other actors,
another factuality: then it is the claim with the same trigger, where there is one only, or one that is more alike than
every other. Where no claim is, the statement has no heir; see `keeping` and `orphans`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, Select, and_, delete, insert, or_, select, union

from onrecord.errors import UsageError
from onrecord.model.judgements import JudgementKind
from onrecord.model.resolve import PROGRAM
from onrecord.store import tables as t
from onrecord.store.batches import chunks

_C, _H, _R = t.claims.c, t.claim_heirs.c, t.readings.c


def now_of(connection: Connection, object_id: str) -> str:
    """The id itself, and of a claim of an older reading the claim that it now is.

    Raises UsageError for such a claim where the newest reading has nothing like it.
    """
    old = connection.scalar(
        select(_C.id).join(t.readings, _R.number == _C.reading).where(_C.id == object_id, _R.is_newest.is_(False))
    )
    if old is None:
        return object_id
    heir = connection.scalar(select(_H.claim_id).where(_H.object_id == object_id)) or heirs(connection, [old]).get(old)
    if heir is None:
        raise UsageError(f"the newest reading of its page has no claim {object_id} any more")
    return heir


def key_of(connection: Connection, object_id: str) -> str | None:
    """The statement of a claim, None for what is no claim."""
    return connection.scalar(select(_C.statement_key).where(_C.id == object_id))


def all_of(connection: Connection, object_id: str) -> list[str]:
    """The id, and those under which people decided on the same statement before its page was read again."""
    own = connection.scalar(select(_H.claim_id).where(_H.object_id == object_id)) or object_id
    return sorted({object_id, own, *connection.scalars(select(_H.object_id).where(_H.claim_id == own))})


def keep_claims(connection: Connection, object_ids: Iterable[str]) -> list[str]:
    """The claims of the newest readings that these are, noted; ids of what is no claim are left out."""
    kept: set[str] = set()
    for some in chunks(object_ids):
        connection.execute(delete(t.claim_heirs).where(_H.object_id.in_(some)))
        found = heirs(connection, some)
        kept |= set(found.values())
        if found:
            rows = [{"object_id": old, "claim_id": new} for old, new in sorted(found.items())]
            connection.execute(insert(t.claim_heirs), rows)
    return sorted(kept)


def decided_claims(which: Select[Any]) -> Any:
    """The claims among these on which people have decided: reviewed, or judged to be of one event or not."""
    j = t.judgements.c
    judged = and_(j.kind == JudgementKind.CLAIMS.value, j.decided_by != PROGRAM)
    return union(
        select(t.reviews.c.object_id).where(t.reviews.c.object_id.in_(which)),
        *(select(end).where(judged, end.in_(which)) for end in (j.left_id, j.right_id)),
    )


def heirs(connection: Connection, claim_ids: Sequence[str], *, read: bool = False) -> dict[str, str]:
    """For each claim the one of the newest readings that it now is; those that have none are left out.

    With `read` only claims that the program read count, not those that people added.
    """
    found: dict[str, str] = {}
    for some in chunks(claim_ids):
        old = connection.execute(_described(_C.id.in_(some))).all()
        articles = sorted({row.article_id for row in old})
        candidates = and_(_C.article_id.in_(articles), _R.is_newest, *([_C.is_read] if read else []))
        newest = connection.execute(_described(candidates)).all()
        found |= _matched(connection, old, newest)
    return found


def _described(which: Any) -> Select[Any]:
    columns = (_C.id, _C.statement_key, _C.article_id, _C.trigger_start, _C.trigger_end, _C.event_type)
    return (
        select(*columns, _C.factuality, _C.stance, _C.is_read, _R.is_newest)
        .join(t.readings, _R.number == _C.reading)
        .where(which)
        .order_by(_C.id)
    )


def _matched(connection: Connection, old: Sequence[Any], newest: Sequence[Any]) -> dict[str, str]:
    here = {row.id for row in newest}
    found = {row.id: row.id for row in old if row.id in here}
    by_key = {row.statement_key: row.id for row in sorted(newest, key=lambda row: bool(row.is_read))}
    found |= {row.id: by_key[row.statement_key] for row in old if row.id not in found and row.statement_key in by_key}
    left = [row for row in old if row.id not in found]
    if not left:
        return found
    # A claim that states what another old claim did is that one's, not the heir of a neighbour.
    taken = _keys_before(connection, {row.article_id for row in left})
    free = [row for row in newest if row.is_read and row.statement_key not in taken]
    parts = _parts(connection, [row.id for row in (*left, *free)])
    for row in left:
        heir = _most_alike(row, [one for one in free if _share_trigger(row, one)], parts)
        if heir is not None:
            found[row.id] = heir
    return found


def _keys_before(connection: Connection, articles: set[str]) -> set[str]:
    """The statements that older readings of these articles made."""
    query = select(_C.statement_key).join(t.readings, _R.number == _C.reading)
    return set(connection.scalars(query.where(_C.article_id.in_(sorted(articles)), _R.is_newest.is_(False))))


def _share_trigger(one: Any, other: Any) -> bool:
    same = one.article_id == other.article_id
    return bool(same and one.trigger_start < other.trigger_end and other.trigger_start < one.trigger_end)


def _parts(connection: Connection, claim_ids: Sequence[str]) -> dict[str, set[tuple[str, str]]]:
    """Who has part in each claim and whose word it is, as the program read it."""
    p, v = t.claim_participants.c, t.claim_voices.c
    found: dict[str, set[tuple[str, str]]] = {}
    for some in chunks(claim_ids):
        who = select(p.claim_id, p.role, p.mention_id).where(p.claim_id.in_(some), p.is_read)
        said = select(v.claim_id, v.kind, v.folded).where(v.claim_id.in_(some), v.is_read)
        for query in (who, said):
            for claim, role, name in connection.execute(query):
                found.setdefault(claim, set()).add((role, name))
    return found


def _most_alike(row: Any, rivals: Sequence[Any], parts: dict[str, set[tuple[str, str]]]) -> str | None:
    """The rival that shares most with the claim; None where several do alike."""
    told = ("event_type", "factuality", "stance", "trigger_start", "trigger_end")

    def likeness(other: Any) -> int:
        terms = sum(bool(getattr(row, name) == getattr(other, name)) for name in told)
        return terms + len(parts.get(row.id, set()) & parts.get(other.id, set()))

    ranked = sorted(((likeness(other), other.id) for other in rivals), reverse=True)
    if not ranked or (len(ranked) > 1 and ranked[0][0] == ranked[1][0]):
        return None
    return str(ranked[0][1])


def claims_of_capture(capture_id: Any) -> Select[Any]:
    """The claims of every reading of a capture."""
    every = select(_R.number).where(_R.capture_id == capture_id)
    return select(_C.id).where(_C.reading.in_(every))


def of_statement(claim_ids: Any) -> Any:
    """A condition on reviews: those of one of these claims of the newest readings."""
    objects = select(_H.object_id).where(_H.claim_id.in_(claim_ids))
    return or_(t.reviews.c.object_id.in_(objects), t.reviews.c.object_id.in_(claim_ids))
