"""Which tellings are compared: those near each other in a block.

A telling stands in one block for each of its keys: its article, the month with its place or with one of its parties.
A block is ordered by day, place and content, and only neighbours in it are compared, so that ten thousand tellings of
one day cost ten thousand times the neighbours, not ten thousand squared. Who is whose neighbour depends on which
tellings there are and on nothing else; a new telling changes it for those on either side alone.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import timedelta
from hashlib import blake2b

from onrecord.events.facets import Facets, family, spot_of
from onrecord.model.tellings import Entry, Pair

NEAR = 24  # neighbours on either side that are compared
_ONE = timedelta(days=1)
_COUNTRY = 6
_NAMES = 6  # names of a sentence that tells no place by which it is met


def keys_of(own: Facets, *, is_met: bool = False) -> tuple[int, ...]:
    """The blocks of a telling, as numbers; `is_met` for one that another of its article speaks on of."""
    return tuple(sorted({_number(*key) for key in _keys(own, is_met=is_met)}))


def _keys(own: Facets, *, is_met: bool) -> Iterator[tuple[str, ...]]:
    yield "article", own.text_of
    yield "copies", own.text_of, own.trigger, *sorted(own.words)
    yield "word", own.text, str(own.word)
    if own.continues is not None:
        yield "told on", own.text, str(own.continues[0])
    if is_met:
        yield "told on", own.text, str(own.number)
    if own.is_bare:
        yield "bare", own.trigger
        yield from (("bare", own.trigger, word) for word in sorted(own.about, key=lambda w: (-own.about[w], w))[:6])
    else:
        yield from _of_parts(own)


def _of_parts(own: Facets) -> Iterator[tuple[str, ...]]:
    """A place or a party in a month of a year; where no day is told, a place and a party."""
    kind = family(own.event_type)
    hit = {*(k for k, wide in own.recipients.keys.items() if ":" in k or len(wide) > 1), *own.recipients.words}
    whom = hit | own.actors.wide | own.recipients.nations
    places = _places(own)
    fine = places if own.place and own.place.precision != _COUNTRY else set()
    if own.place is None:
        # Where it was may stand in the sentence all the same.
        whom |= set(sorted(own.names, key=lambda name: (-len(name), name))[:_NAMES])
    yield from ((kind, period, one) for period in _periods(own) for one in fine | whom)
    if not own.is_narrow:
        yield from ((kind, "wide", spot, one) for spot in fine for one in whom)
    yield from ((kind, "any day", spot, one) for spot in places for one in whom)
    if own.place is None or own.place.place_id is None:
        yield from ((kind, "named", name) for name in (own.names | own.recipients.words | places))
    elif fine:
        yield from ((kind, "named", name) for name in spot_of(own.place))


def _places(own: Facets) -> set[str]:
    if own.place is None:
        return set()
    text = own.place.text.casefold()
    # Its names too: what is hit there may be told by the place's own name.
    return {own.place.place_id or text, text, *spot_of(own.place), *own.place.parents}


def _periods(own: Facets) -> set[str]:
    """The months that the telling may be of, a day's slack on either side; for a longer time its years."""
    days = own.occurred or own.published
    if days is None or days.start is None or days.end is None:
        return {"any"}
    if own.is_narrow or own.occurred is None:
        return {f"{day:%Y-%m}" for day in (days.start - _ONE, days.start, days.end - _ONE, days.end)}
    return {str(year) for year in range(days.start.year, min(days.end.year, days.start.year + 3) + 1)}


def _number(*key: str) -> int:
    return int.from_bytes(blake2b("\x1f".join(key).encode(), digest_size=8).digest(), "big") >> 1


def place_in_blocks(own: Facets, rank: str) -> int:
    """Where a telling stands in its blocks: by day, then by place, by who was hit, by content; below 2**62."""
    days = own.occurred or own.published
    day = days.start.toordinal() if days is not None and days.start is not None else 0
    spot = _number(own.place.place_id or own.place.text.casefold()) & 0xFFF if own.place else 0
    hit = _number(*sorted(own.recipients.keys)) & 0xFF if own.recipients else 0
    return (((day << 12 | spot) << 8) | hit) << 20 | _number(rank) & 0xFFFFF


class Block:
    """One stretch of a block, without a hole in it, before and after some tellings have come and gone."""

    def __init__(self, before: Iterable[Entry], added: Collection[Entry], removed: Collection[Entry]) -> None:
        self._before = sorted(before, key=_order)
        self._added = set(added)
        self._removed = set(removed)
        self._after = sorted({*self._before, *self._added} - self._removed, key=_order)
        self._was = {entry.telling: n for n, entry in enumerate(self._before)}
        self._is = {entry.telling: n for n, entry in enumerate(self._after)}

    def new_pairs(self) -> Iterator[Pair]:
        """Pairs that are neighbours now and were not."""
        for entry in self._added:
            at = self._is[entry.telling]
            for n in range(max(0, at - NEAR), min(len(self._after), at + NEAR + 1)):
                # Of two that are new each pair is given once.
                if n < at or (n > at and self._after[n] not in self._added):
                    yield _pair(entry.telling, self._after[n].telling)
        least = NEAR + 1 - len(self._removed)
        for entry in self._removed:
            pairs = _across(self._after, entry, least)
            yield from (pair for pair in pairs if {*pair} <= self._was.keys() and not _are_near(self._was, pair))

    def old_pairs(self) -> Iterator[Pair]:
        """Pairs of tellings that stay, that were neighbours and are none now."""
        least = NEAR + 1 - len(self._added)
        for entry in self._added:
            pairs = _across(self._before, entry, least)
            yield from (pair for pair in pairs if self.holds(pair) and not self.are_near(pair))

    def holds(self, pair: Pair) -> bool:
        """True when both stand in this stretch now."""
        return {*pair} <= self._is.keys()

    def are_near(self, pair: Pair) -> bool:
        """True when both stand in this stretch now, as neighbours."""
        return _are_near(self._is, pair)


def _across(entries: Sequence[Entry], entry: Entry, least: int) -> Iterator[Pair]:
    """The neighbours between which an entry comes to stand or stood, those at least so far apart."""
    at = bisect_left(entries, _order(entry), key=_order)
    for n in range(max(0, at - NEAR), at):
        for other in range(max(at, n + least), min(len(entries), n + NEAR + 1)):
            yield _pair(entries[n].telling, entries[other].telling)


def _are_near(at: Mapping[str, int], pair: Pair) -> bool:
    one, other = (at.get(telling) for telling in pair)
    return one is not None and other is not None and abs(one - other) <= NEAR


def _order(entry: Entry) -> tuple[int, str]:
    return entry.at, entry.telling


def _pair(one: str, other: str) -> Pair:
    return (one, other) if one < other else (other, one)
