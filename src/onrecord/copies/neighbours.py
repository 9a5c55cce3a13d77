"""Which articles are held against one another: those that stand near by among the holders of several shingles.

Holders stand in the order of their ids, which are digests, so that neither paths nor the order of reading say who is
near whom, and who comes or goes moves those next to it alone.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from onrecord.model.copying import CopyShelf, Pair
from onrecord.model.ids import ArticleId

Kept = frozenset[int]
# Of those that hold a shingle, an article is near so many before it and after it.
REACH = 10
# So many kept shingles in common make two articles worth aligning: about a dozen words in a row.
_LEAST_SHARED = 2


class Neighbours:
    """Who is near whom after articles came, went or changed; `now` are the shingles each of these has by then."""

    def __init__(self, shelf: CopyShelf, before: Mapping[ArticleId, Kept], now: Mapping[ArticleId, Kept]) -> None:
        self._shelf = shelf
        self._now = now
        self._moved = before.keys() | now.keys()
        # For each shingle the stretches of its holders that matter, as they were and as they are.
        self._held: dict[int, list[tuple[Sequence[ArticleId], list[ArticleId]]]] = defaultdict(list)
        self._asked: dict[int, set[ArticleId]] = defaultdict(set)
        for kept in (before, now):
            for one, shingles in kept.items():
                for shingle in shingles:
                    self._asked[shingle].add(one)
        self._fetch(self._asked)

    def _fetch(self, asked: Mapping[int, Collection[ArticleId]]) -> None:
        for shingle, part in self._shelf.stretches(asked, REACH + len(self._moved)):
            self._held[shingle].append((part, [one for one in part if one not in self._moved]))
        for shingle, ids in asked.items():
            if not self._held[shingle]:
                self._held[shingle].append(((), []))
            parts = sorted(self._held[shingle], key=lambda p: tuple(p[0][:1]))
            firsts = [before[0] for before, _ in parts if before]
            for one in ids:
                if shingle in self._now.get(one, ()):
                    insort(parts[max(0, bisect_right(firsts, one) - 1)][1], one)

    def new(self) -> Iterator[Pair]:
        """The pairs to align that one of the changed articles is in."""
        for one in sorted(self._now):
            shared: Counter[ArticleId] = Counter()
            for shingle in self._now[one]:
                shared.update(self._near(shingle, one))
            for other, number in shared.items():
                if number >= _LEAST_SHARED and (other < one or other not in self._moved):
                    yield (min(one, other), max(one, other))

    def _near(self, shingle: int, one: ArticleId) -> Sequence[ArticleId]:
        for _, part in self._held[shingle]:
            at = bisect_left(part, one)
            if at < len(part) and part[at] == one:
                return [*part[max(0, at - REACH) : at], *part[at + 1 : at + 1 + REACH]]
        return ()

    def shifted(self) -> tuple[set[Pair], set[Pair]]:
        """Of the pairs of articles that did not change those to align now, and those that no longer are aligned."""
        closer: set[Pair] = set()
        further: set[Pair] = set()
        for before, after in (part for parts in self._held.values() for part in parts):
            if max(len(before), len(after)) > REACH + 1:  # of fewer all are near one another
                _shift(before, after, closer, further)
        changed = closer | set(self._shelf.joined(further))
        texts = self._shelf.texts({one for pair in changed for one in pair})
        common = {(one, other): texts[one].kept & texts[other].kept for one, other in changed}
        asked: dict[int, set[ArticleId]] = defaultdict(set)
        for pair, shingles in common.items():
            for shingle in shingles:
                asked[shingle].update(pair)
                self._held.pop(shingle, None)
        self._fetch({shingle: ids | self._asked[shingle] for shingle, ids in asked.items()})
        near = {pair for pair, shingles in common.items() if self._are_near(pair, shingles)}
        return near & closer, changed - near

    def _are_near(self, pair: Pair, shingles: Iterable[int]) -> bool:
        return sum(pair[1] in self._near(shingle, pair[0]) for shingle in shingles) >= _LEAST_SHARED


def _shift(before: Sequence[ArticleId], after: Sequence[ArticleId], closer: set[Pair], further: set[Pair]) -> None:
    """Notes the pairs of those who stay that come within reach of one another in a stretch, or out of it."""
    now = {one: n for n, one in enumerate(after)}
    stay = [one for one in before if one in now]
    was = [n for n, one in enumerate(before) if one in now]
    places = [now[one] for one in stay]
    for n, one in enumerate(stay):
        near_before, near_now = bisect_right(was, was[n] + REACH), bisect_right(places, places[n] + REACH)
        closer.update((one, other) for other in stay[near_before:near_now])
        further.update((one, other) for other in stay[near_now:near_before])
