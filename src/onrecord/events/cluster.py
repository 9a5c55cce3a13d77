"""Clusters of tellings in which no two exclude one another."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from onrecord.events.compare import clash
from onrecord.events.facets import Facets
from onrecord.model.tellings import Likeness, Pair


@dataclass(frozen=True, slots=True)
class Component:
    """Tellings that likely pairs hold together, and those pairs."""

    tellings: list[str]
    pairs: list[Pair]


def components(pairs: Iterable[Pair], tellings: Iterable[str]) -> list[Component]:
    """The components of the tellings under these pairs, each and all in order."""
    neighbours: dict[str, list[str]] = {telling: [] for telling in tellings}
    for one, other in pairs:
        neighbours[one].append(other)
        neighbours[other].append(one)
    found, seen = [], set[str]()
    for first in sorted(neighbours):
        if first in seen:
            continue
        seen.add(first)
        lot = [first]
        for telling in lot:
            new = dict.fromkeys(other for other in neighbours[telling] if other not in seen)
            seen.update(new)
            lot += new
        inner = {(one, other) for one in lot for other in neighbours[one] if one < other}
        found.append(Component(sorted(lot), sorted(inner)))
    return found


def cluster(
    facets: Mapping[str, Facets],
    ranks: Mapping[str, str],
    likely: Mapping[Pair, Likeness],
    together: Iterable[Pair],
    apart: Iterable[Pair],
) -> tuple[list[list[str]], list[Pair]]:
    """The clusters of one component, and the likely pairs that joined them.

    Pairs are joined from the surest down; a join is left out where any two members would exclude one another. The
    result depends on what is told only, not on the order of reading. What persons judged goes first and is never left
    out: `together` are pairs that they joined, `apart` those that they set apart.
    """
    joined = _Clusters(facets, apart)
    for pair in sorted(together):
        joined.join(*pair, force=True)
    ordered = sorted(likely, key=lambda p: (-likely[p].points, *sorted((ranks[one], one) for one in p)))
    kept = [pair for pair in ordered if joined.join(*pair)]
    return joined.members(), kept


class _Clusters:
    """Disjoint sets that refuse a join which would bring excluding tellings together.

    Tellings of two articles that tell the same sides exclude a third or not alike, so each side of a set is asked once.
    """

    def __init__(self, facets: Mapping[str, Facets], apart: Iterable[Pair]) -> None:
        self._facets = facets
        self._apart: dict[str, set[str]] = {}
        for one, other in apart:
            self._apart.setdefault(one, set()).add(other)
            self._apart.setdefault(other, set()).add(one)
        self._set_of = {one: one for one in facets}
        self._members: dict[str, list[str]] = {one: [one] for one in facets}
        numbers: dict[object, int] = {}
        side = {one: numbers.setdefault(f.sides, len(numbers)) for one, f in facets.items()}
        self._speaks_for = {side[one]: f for one, f in facets.items()}
        self._sides: dict[str, dict[int, set[str]]] = {one: {side[one]: {f.text}} for one, f in facets.items()}
        self._texts: dict[str, dict[str, list[Facets]]] = {one: {f.text: [f]} for one, f in facets.items()}
        self._clashes: dict[tuple[int, int], bool] = {}

    def join(self, one: str, other: str, *, force: bool = False) -> bool:
        """True when the two stand in one set afterwards."""
        a, b = self._set_of[one], self._set_of[other]
        if a == b:
            return True
        if len(self._members[a]) < len(self._members[b]):
            a, b = b, a
        if not force and self._exclude(a, b):
            return False
        for member in self._members[b]:
            self._set_of[member] = a
        self._members[a] += self._members.pop(b)
        for side, texts in self._sides.pop(b).items():
            self._sides[a].setdefault(side, set()).update(texts)
        for text, facets in self._texts.pop(b).items():
            self._texts[a].setdefault(text, []).extend(facets)
        return True

    def _exclude(self, a: str, b: str) -> bool:
        """True where a member of one set excludes one of the other, the smaller of the two second."""
        if self._apart and any(self._apart.get(one, set()) & set(self._members[a]) for one in self._members[b]):
            return True
        mine, theirs = self._texts[a], self._texts[b]
        for text, facets in theirs.items():
            if any(clash(one, other) for one in facets for other in mine.get(text, ())):
                return True
        return any(
            self._clash(side, other)
            for other, others in self._sides[b].items()
            for side, texts in self._sides[a].items()
            if len(texts) > 1 or len(others) > 1 or texts != others
        )

    def _clash(self, one: int, other: int) -> bool:
        key = (one, other) if one < other else (other, one)
        known = self._clashes.get(key)
        if known is None:
            left, right = self._speaks_for[one], self._speaks_for[other]
            known = self._clashes[key] = clash(left, right, as_strangers=True) is not None
        return known

    def members(self) -> list[list[str]]:
        """The sets, each in order, in the order of their first members."""
        return sorted(sorted(members) for members in self._members.values())
