"""Numbers of an event over all its accounts: whom they count is kept apart, and added up only where a claim does."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from onrecord.events.facets import stem, stems
from onrecord.model.events import EventQuantity
from onrecord.model.mentions import Quantity, QuantityKind
from onrecord.model.resolved import ResolvedClaim

# Words that count all who were hit, whoever they are.
GENERIC = frozenset({"people", "persons", "person", "dead", "casualties", "killed", "victims"})
_ADDED_UP = frozenset({QuantityKind.KILLED, QuantityKind.INJURED, QuantityKind.DETAINED, QuantityKind.MISSING,
                       QuantityKind.DISPLACED})  # fmt: skip
_PARTS_FOLLOW = re.compile(
    r"\b(?:includ(?:ing|es|ed|e)|among(?:st)? (?:them|whom|those|the)|of (?:them|whom|which))\b", re.I
)


@dataclass(frozen=True, slots=True)
class Bounds:
    """A number as it is told; None for what is left open."""

    low: float | None
    best: float | None
    high: float | None

    @classmethod
    def of(cls, quantity: Quantity) -> Bounds:
        """The bounds of a number that a text gives."""
        return cls(quantity.low, quantity.best, quantity.high)


Group = str | None
"""The stem of the noun for those who are counted, None for a count of everybody."""


def head_of(who: str | None) -> Group:
    """The stem of the noun that is counted, None where that is everybody: "three border guards" gives "guard"."""
    words = who.casefold().split() if who else []
    return None if not words or words[-1] in GENERIC else stem(words[-1])


def quantities_of(claims: Sequence[ResolvedClaim]) -> tuple[EventQuantity, ...]:
    """For each kind and unit of number its range over the accounts.

    Where the accounts count several groups each has its row with `who`, and the row without is the total, which is
    given only where a claim counts everybody or several groups at once.
    """
    kinds = sorted({(q.kind, q.unit or "") for c in claims for q in c.claim.quantities})
    return tuple(row for kind, unit in kinds for row in _rows(claims, kind, unit or None))


def _rows(claims: Sequence[ResolvedClaim], kind: QuantityKind, unit: str | None) -> Iterable[EventQuantity]:
    told = [(c, [q for q in c.claim.quantities if q.kind is kind and q.unit == unit]) for c in claims]
    groups: dict[Group, list[Quantity]] = defaultdict(list)
    for _, quantities in told:
        for quantity in quantities:
            groups[None if kind is QuantityKind.MONEY else head_of(quantity.who)].append(quantity)
    if len(groups) == 1:
        yield _range([Bounds.of(q) for own in groups.values() for q in own], kind, None, unit)
        return
    totals = [total for c, quantities in told if (total := _total(c, quantities)) is not None]
    if totals and kind in _ADDED_UP:
        yield _range(totals, kind, None, unit)
    elif None in groups:
        yield _range([Bounds.of(q) for q in groups[None]], kind, None, unit)
    for head in sorted(head for head in groups if head is not None):
        yield _range([Bounds.of(q) for q in groups[head]], kind, _words_for(groups[head]), unit)


def _range(rows: Sequence[Bounds], kind: QuantityKind, who: str | None, unit: str | None) -> EventQuantity:
    lows = [row.low for row in rows if row.low is not None]
    highs = [row.high for row in rows if row.high is not None]
    bests = {row.best for row in rows}
    return EventQuantity(
        kind=kind.value,
        who=who,
        low=min(lows, default=None),
        best=bests.pop() if len(bests) == 1 else None,
        high=max(highs, default=None) if len(highs) == len(rows) else None,
        unit=unit,
    )


def _words_for(quantities: Sequence[Quantity]) -> str | None:
    counted = Counter(q.who for q in quantities if q.who)
    return min(counted, key=lambda who: (-counted[who], len(who), who), default=None)


def _total(claim: ResolvedClaim, quantities: Sequence[Quantity]) -> Bounds | None:
    """What one claim says of all who were hit; None where it counts one group only."""
    whole = _without_parts(claim, quantities)
    groups: dict[Group, list[Bounds]] = defaultdict(list)
    for quantity in whole:
        groups[head_of(quantity.who)].append(Bounds.of(quantity))
    if len(groups) == 1 and (None in groups or len(whole) < len(quantities)):
        return _widest(next(iter(groups.values())))
    if len(groups) < 2:
        return None
    if None in groups:  # "three soldiers and four people": whether the four hold the three is not told
        return Bounds(max((q.low for q in whole if q.low is not None), default=None), None, None)
    return _added(groups, is_open=_counts_not_all(claim, quantities))


def _without_parts(claim: ResolvedClaim, quantities: Sequence[Quantity]) -> Sequence[Quantity]:
    """The numbers that are no part of another: of "ten people, including two guards" the ten."""
    for piece in claim.evidence:
        cue = _PARTS_FOLLOW.search(piece.text)
        before = [q for q in quantities if cue and q.span.start < piece.span.start + cue.start()]
        if before:
            return before
    return quantities


def _widest(rows: Sequence[Bounds]) -> Bounds:
    bests = {row.best for row in rows}
    lows, highs = [row.low for row in rows], [row.high for row in rows]
    low = None if None in lows else min(low for low in lows if low is not None)
    high = None if None in highs else max(high for high in highs if high is not None)
    return Bounds(low, bests.pop() if len(bests) == 1 else None, high)


def _added(groups: Mapping[Group, Sequence[Bounds]], *, is_open: bool) -> Bounds:
    """The groups of one claim added up; only a least number where a part is open or somebody is not counted."""
    parts = [_widest(rows) for rows in groups.values()]
    highs = [part.high for part in parts if part.high is not None]
    bests = [part.best for part in parts if part.best is not None]
    return Bounds(
        sum(part.low or 0 for part in parts),
        sum(bests) if len(bests) == len(parts) and not is_open else None,
        sum(highs) if len(highs) == len(parts) and not is_open else None,
    )


def _counts_not_all(claim: ResolvedClaim, quantities: Sequence[Quantity]) -> bool:
    """True where the claim names more whom the deed was done to than it counts: "three soldiers and a child"."""
    counted = {word for q in quantities for word in stems(f"{q.who or ''} {q.text}")}
    return any(counted.isdisjoint(stems(ref.text)) for ref in claim.recipients)
