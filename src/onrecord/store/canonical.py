"""Actors or places that were judged to be one: clusters computed from standing judgements, each with one id."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, select

from onrecord.model.judgements import JudgementKind, Verdict
from onrecord.store import tables as t

LOCAL = "lo"


@dataclass(frozen=True, slots=True)
class Canonical:
    """The canonical id of each actor or place in a cluster: a known one's before a local one's, then the first."""

    ids: Mapping[str, str]

    @classmethod
    def of(cls, connection: Connection, kind: JudgementKind = JudgementKind.ACTORS) -> Canonical:
        """The clusters of actors, or of places, that the record's standing judgements make."""
        c = t.judgements.c
        one = select(c.left_id, c.right_id).where(
            c.kind == kind.value, c.verdict == Verdict.SAME.value, c.withdrawn_at.is_(None)
        )
        return cls(_clusters((row.left_id, row.right_id) for row in connection.execute(one.order_by(c.number))))

    def __call__(self, one: str) -> str:
        return self.ids.get(one, one)

    def all_of(self, some: Iterable[str]) -> list[str]:
        """The ids and all others of their clusters, in order."""
        wanted = {self(i) for i in some}
        return sorted(wanted | {i for i, first in self.ids.items() if first in wanted})


def _clusters(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    members: dict[str, set[str]] = {}
    for left, right in pairs:
        joined = members.get(left, {left}) | members.get(right, {right})
        members.update(dict.fromkeys(joined, joined))
    return {one: min(cluster, key=lambda i: (i.startswith(LOCAL), i)) for one, cluster in members.items()}
