"""The derived table that says, for each mention, which actor or place its standing judgements leave it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, delete, insert, select

from onrecord.model.judgements import JudgementKind
from onrecord.model.resolve import links_of
from onrecord.store import tables as t
from onrecord.store.pointing import is_mark
from onrecord.store.restoring import judgement_of

_KINDS = (JudgementKind.ACTOR, JudgementKind.PLACE)


def refresh_links(connection: Connection, mention_ids: Select[Any]) -> None:
    """Computes the links of the mentions that a query gives from their standing judgements."""
    _refresh(connection, t.judgements.c.left_id.in_(mention_ids), t.mention_links.c.mention_id.in_(mention_ids))


def refresh_links_of(connection: Connection, mention_ids: Iterable[str]) -> None:
    """Computes the links of these mentions from their standing judgements."""
    every = sorted(set(mention_ids))
    for n in range(0, len(every), 500):
        some = every[n : n + 500]
        _refresh(connection, t.judgements.c.left_id.in_(some), t.mention_links.c.mention_id.in_(some))


def _refresh(connection: Connection, judged: ColumnElement[bool], linked: ColumnElement[bool]) -> None:
    c = t.judgements.c
    standing = (
        select(t.judgements)
        .where(judged, c.withdrawn_at.is_(None), c.kind.in_([kind.value for kind in _KINDS]))
        .order_by(c.number)
    )
    judgements = [judgement_of(row) for row in connection.execute(standing)]
    # What people marked says itself whom it names.
    connection.execute(delete(t.mention_links).where(linked, ~is_mark(t.mention_links.c.mention_id)))
    links = []
    for kind in _KINDS:
        found = links_of(judgements, kind)
        links += [_link(m, kind, target, "same", 0) for m, target in found.same.items()]
        for mention, targets in found.unsure.items():
            links += [_link(mention, kind, x, "unsure", n) for n, x in enumerate(dict.fromkeys(targets))]
    if links:
        connection.execute(insert(t.mention_links), links)


def _link(mention_id: str, kind: JudgementKind, target: str, verdict: str, position: int) -> dict[str, Any]:
    return {"mention_id": mention_id, "kind": kind.value, "target": target, "verdict": verdict, "position": position}
