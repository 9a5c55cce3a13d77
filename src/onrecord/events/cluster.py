"""Candidates by blocking, then clusters in which no two claims exclude one another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from onrecord.events.compare import Comparison, clash, compare
from onrecord.events.facets import Facets
from onrecord.model.ids import ClaimId
from onrecord.model.judgements import Judgement, Verdict

Pair = tuple[ClaimId, ClaimId]
_LARGEST_BLOCK = 200  # a block beyond this is compared only with its neighbours in time


def candidates(facets: Sequence[Facets]) -> Iterator[Pair]:
    """The pairs worth comparing: claims that share an article, or a month with a party, place or wording."""
    blocks: dict[tuple[str, ...], list[Facets]] = defaultdict(list)
    for own in facets:
        for key in _block_keys(own):
            blocks[key].append(own)
    seen: set[Pair] = set()
    for key in sorted(blocks):
        for one, other in _pairs_of(blocks[key]):
            pair = (min(one.claim_id, other.claim_id), max(one.claim_id, other.claim_id))
            if pair not in seen:
                seen.add(pair)
                yield pair


def _pairs_of(block: list[Facets]) -> Iterable[tuple[Facets, Facets]]:
    if len(block) <= _LARGEST_BLOCK:
        return combinations(block, 2)
    ordered = sorted(block, key=lambda f: (str(f.occurred), str(f.published), f.claim_id))
    return ((one, other) for i, one in enumerate(ordered) for other in ordered[i + 1 : i + 40])


def _block_keys(own: Facets) -> set[tuple[str, ...]]:
    if own.is_bare:
        return {("article", own.text_of), ("bare", own.trigger)}
    who = {*own.recipients.keys, *own.recipients.words, *own.recipients.nations}
    where: set[str] = set()
    if own.place:
        where = {own.place.place_id or "", own.place.text.casefold(), *own.place.parents}
    fine = where if own.place and own.place.precision != 6 else set()
    dated = {(period, "about", one) for period in _periods(own) for one in (*own.actors.keys, *who, *fine)}
    # What is not dated meets what is where both place and people agree.
    undated = {("any day", spot, one) for spot in where for one in (*who, *own.actors.keys)}
    return {("article", own.text_of), *dated, *undated}


def _periods(own: Facets) -> set[str]:
    interval = own.occurred or own.published
    if interval is None or interval.start is None or interval.end is None:
        return {"any"}
    if own.is_narrow or own.occurred is None:
        return {f"{interval.start:%Y-%m}", f"{interval.end:%Y-%m}", f"{interval.start:%Y}"}
    return {str(year) for year in range(interval.start.year, min(interval.end.year, interval.start.year + 3) + 1)}


def cluster(
    facets: Sequence[Facets], decided: Iterable[Judgement]
) -> tuple[list[list[Facets]], dict[Pair, Comparison]]:
    """Clusters of claims that are of one happening, and the comparisons that joined them.

    Pairs are joined from the surest down; a join is left out where any two members would exclude one another. The
    result depends on the set of claims only, not on their order. A person's judgements go first and are never left out.
    """
    by_id = {f.claim_id: f for f in facets}
    joined = _Clusters(by_id, _kept_apart(decided, by_id))
    for judgement in decided:
        if judgement.verdict is Verdict.SAME and judgement.left in by_id and judgement.right in by_id:
            joined.join(ClaimId(judgement.left), ClaimId(judgement.right), force=True)
    compared = {p: compare(by_id[p[0]], by_id[p[1]]) for p in candidates(facets)}
    likely = sorted((p for p, c in compared.items() if c.is_same), key=lambda p: (-compared[p].points, p))
    kept = {pair: compared[pair] for pair in likely if joined.join(*pair)}
    return joined.members(), kept


def _kept_apart(decided: Iterable[Judgement], known: Mapping[ClaimId, Facets]) -> set[Pair]:
    apart = set()
    for judgement in decided:
        if judgement.verdict is Verdict.DIFFERENT:
            left, right = ClaimId(judgement.left), ClaimId(judgement.right)
            if left in known and right in known:
                apart |= {(left, right), (right, left)}
    return apart


class _Clusters:
    """Disjoint sets that refuse a join which would bring excluding claims together."""

    def __init__(self, by_id: Mapping[ClaimId, Facets], apart: set[Pair]) -> None:
        self._by_id = by_id
        self._apart = apart
        self._cluster_of = {claim_id: claim_id for claim_id in by_id}
        numbers: dict[tuple[object, ...], int] = {}
        self._sides = {i: numbers.setdefault(f.sides, len(numbers)) for i, f in by_id.items()}
        self._clashes: dict[tuple[int, int], bool] = {}
        self._members: dict[ClaimId, list[ClaimId]] = {claim_id: [claim_id] for claim_id in by_id}

    def join(self, one: ClaimId, other: ClaimId, *, force: bool = False) -> bool:
        """True when the two stand in one cluster afterwards."""
        a, b = self._cluster_of[one], self._cluster_of[other]
        if a == b:
            return True
        if not force and any(self._exclude(x, y) for x in self._members[a] for y in self._members[b]):
            return False
        keep, drop = min(a, b), max(a, b)
        for member in self._members[drop]:
            self._cluster_of[member] = keep
        self._members[keep] += self._members.pop(drop)
        return True

    def _exclude(self, one: ClaimId, other: ClaimId) -> bool:
        if self._apart and (one, other) in self._apart:
            return True
        a, b = self._by_id[one], self._by_id[other]
        if a.article_id == b.article_id:
            return clash(a, b) is not None
        # Claims of two articles that tell the same sides exclude each other or not alike: asked once.
        key = self._sides[one], self._sides[other]
        known = self._clashes.get(key)
        if known is None:
            known = self._clashes[key] = self._clashes[key[1], key[0]] = clash(a, b) is not None
        return known

    def members(self) -> list[list[Facets]]:
        """The clusters, each in id order, in the order of their first ids."""
        return [[self._by_id[i] for i in sorted(self._members[key])] for key in sorted(self._members)]
