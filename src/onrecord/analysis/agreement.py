"""How far two people who decided on the same claims agree, field by field, beyond what chance would give."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from onrecord.model.changes import Coded

FIELDS = (
    *("accepted", "event_type", "factuality", "stance", "background", "mode", "contexts"),
    *("actors", "recipients", "place", "occurred", "quantities", "chain"),
)


class Codings(Protocol):
    """What is asked of a record: each claim as each person left it."""

    def coded(self) -> Iterable[Coded]:
        """The claims that people decided on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """Two people's agreement on one field: `n` claims that both decided on, `percent` of them alike.

    `kappa` is Cohen's (1960), `alpha` Krippendorff's for nominal values; both are None where there is nothing to tell
    apart: fewer than two claims, or one value throughout.
    """

    field: str
    n: int
    percent: float | None
    kappa: float | None
    alpha: float | None


def coders(record: Codings) -> tuple[tuple[str, int], ...]:
    """The people who decided on claims, each with how many, most first."""
    counts = Counter(one.by for one in record.coded())
    return tuple(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))


def agreement(record: Codings, one: str, other: str) -> tuple[Agreement, ...]:
    """How far two people agree on each field, over the claims that both decided on.

    Types, actors and the rest are compared on claims that both accepted: of a rejected claim they say nothing.
    """
    left: dict[str, Mapping[str, str]] = {}
    right: dict[str, Mapping[str, str]] = {}
    for coded in record.coded():
        if coded.by in (one, other):
            (left if coded.by == one else right)[coded.claim_id] = coded.values
    both = sorted(left.keys() & right.keys())
    kept = [claim for claim in both if left[claim]["accepted"] == right[claim]["accepted"] == "yes"]
    return tuple(
        _agreed(field, [(left[i][field], right[i][field]) for i in (both if field == "accepted" else kept)])
        for field in FIELDS
    )


def _agreed(field: str, pairs: Sequence[tuple[str, str]]) -> Agreement:
    alike = sum(one == other for one, other in pairs)
    percent = 100 * alike / len(pairs) if pairs else None
    if len(pairs) < 2 or len({value for pair in pairs for value in pair}) < 2:
        return Agreement(field=field, n=len(pairs), percent=percent, kappa=None, alpha=None)
    # Slow to import, and needed here alone.
    from nltk.metrics.agreement import AnnotationTask

    told = [(coder, str(n), value) for n, pair in enumerate(pairs) for coder, value in zip("ab", pair, strict=True)]
    task = AnnotationTask(data=told)
    return Agreement(field=field, n=len(pairs), percent=percent, kappa=float(task.kappa()), alpha=float(task.alpha()))
