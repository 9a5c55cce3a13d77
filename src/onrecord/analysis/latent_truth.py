"""Which values to believe where sources differ: how reliable each source is, and who copies whom, learned together.

A latent truth model with two coins a source (Zhao and others, "A Bayesian approach to discovering truth from
conflicting sources", 2012): how often it gives a value that is so, how often one that is not. Leaving out is judged
apart for the leading value of a thing and for the rest, for many sources stop after the first. Sources that share
values held false count as copies of one another where they agree (after Dong and others, "Integrating conflicting
data", 2009).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Numbers = NDArray[np.int64]
# Beta priors: of ten things a source leaves out half; of fifty false values it gives less than one.
_GIVEN, _LEFT = 5.0, 5.0
_FALSE, _SPARED = 0.5, 49.5
_DOUBT = 1.5  # log odds against a value, before anybody speaks: one source alone must be known to be careful
_ROUNDS = 30
_MOST_SHARED = 60  # a value that more sources share tells nothing of who copies whom


@dataclass(frozen=True, slots=True)
class Saying:
    """What one source says of one thing: values in its order, the leading one first. Never empty."""

    source: str
    thing: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Believed:
    """For each thing the values held to be so, and of each value of each thing how probable it is."""

    values: Mapping[str, frozenset[str]]
    probability: Mapping[tuple[str, str], float]


def believe(sayings: Iterable[Saying], *, single: bool = False) -> Believed:
    """What to believe of each thing. Where it is `single`, the values of a thing exclude one another.

    Where no value reaches one half, the most probable is taken alone. The order of the sayings does not matter.
    """
    table = _Table(sorted(sayings, key=lambda t: (t.thing, t.source, t.values)))
    weights = np.ones(len(table.row_fact))
    for _ in range(2):
        probability = _learned(table, weights, single=single)
        weights = _independence(table, probability)
    probability = _learned(table, weights, single=single)
    return Believed(
        _chosen(table, probability, single=single), dict(zip(table.facts, map(float, probability), strict=True))
    )


class _Table:
    """Facts (a value of a thing) and a row for each fact and each source that says anything of its thing."""

    def __init__(self, sayings: Sequence[Saying]) -> None:
        of_thing: dict[str, list[Saying]] = defaultdict(list)
        for saying in sayings:
            of_thing[saying.thing].append(saying)
        self.sources = {name: n for n, name in enumerate(sorted({t.source for t in sayings}))}
        self.facts: list[tuple[str, str]] = []
        self.said: list[dict[int, frozenset[str]]] = []
        rows: list[tuple[int, int, int, int, int]] = []
        for number, (thing, told) in enumerate(of_thing.items()):
            leads = Counter(t.values[0] for t in told)
            lead = min(leads, key=lambda value: (-leads[value], value))
            said = _together(told, self.sources)
            self.said.append(said)
            for value in sorted({value for values in said.values() for value in values}):
                fact, later = len(self.facts), int(value != lead)
                self.facts.append((thing, value))
                rows += [(fact, source, int(value in values), later, number) for source, values in said.items()]
        columns = np.array(rows, dtype=np.int64).reshape(-1, 5).T
        things = list(dict.fromkeys(thing for thing, _ in self.facts))
        numbers = {thing: n for n, thing in enumerate(things)}
        self.fact_thing = np.array([numbers[thing] for thing, _ in self.facts], dtype=np.int64)
        self.row_fact, self.row_source, self.row_given, self.row_later, self.row_thing = columns


def _together(told: Iterable[Saying], sources: Mapping[str, int]) -> dict[int, frozenset[str]]:
    """What each source says of one thing, all its sayings together."""
    said: dict[int, set[str]] = defaultdict(set)
    for saying in told:
        said[sources[saying.source]].update(saying.values)
    return {source: frozenset(said[source]) for source in sorted(said)}


def _learned(table: _Table, weights: Floats, *, single: bool) -> Floats:
    """The probability of each fact: sources and facts judged in turn until they settle."""
    count, given = len(table.facts), table.row_given.astype(float)
    shares = np.bincount(table.row_fact, given, count) / np.maximum(np.bincount(table.row_fact, minlength=count), 1)
    probability: Floats = shares
    for _ in range(_ROUNDS):
        odds = _odds(table, weights, probability)
        probability = _exclusive(table, odds) if single else np.asarray(1 / (1 + np.exp(-odds)), dtype=np.float64)
    return probability


def _odds(table: _Table, weights: Floats, before: Floats) -> Floats:
    """The log odds of each fact by what its sources are worth, held between -30 and 30."""
    sources = len(table.sources)
    true, given = before[table.row_fact], table.row_given.astype(float)
    coin = table.row_source * 2 + table.row_later
    hits = np.bincount(coin, true * given, 2 * sources) + _GIVEN
    sensitivity = (hits / (np.bincount(coin, true, 2 * sources) + _GIVEN + _LEFT))[coin]
    slips = np.bincount(table.row_source, (1 - true) * given, sources) + _FALSE
    false_rate = (slips / (np.bincount(table.row_source, 1 - true, sources) + _FALSE + _SPARED))[table.row_source]
    evidence = np.where(
        table.row_given == 1, np.log(sensitivity / false_rate), np.log((1 - sensitivity) / (1 - false_rate))
    )
    odds = np.bincount(table.row_fact, evidence * weights, len(table.facts)) - _DOUBT
    return np.asarray(np.clip(odds, -30, 30), dtype=np.float64)


def _exclusive(table: _Table, odds: Floats) -> Floats:
    """The probability of each fact where of one thing only one holds, or something that nobody said."""
    weight = np.exp(odds)
    together = np.bincount(table.fact_thing, weight)
    return np.asarray(weight / (1 + together[table.fact_thing]), dtype=np.float64)


def _independence(table: _Table, probability: Floats) -> Floats:
    """The weight of each row: less than one where a source says the same as others that it seems to copy."""
    copies = _dependence(table, probability)
    weight: dict[tuple[int, int], float] = {}
    for thing, said in enumerate(table.said):
        alike: dict[frozenset[str], list[int]] = defaultdict(list)
        for source, values in said.items():
            alike[values].append(source)
        for group in alike.values():
            for place, source in enumerate(group):
                shared = sum(copies.get((other, source), 0.0) for other in group[:place])
                weight[thing, source] = 1 / (1 + shared)
    pairs = zip(table.row_thing.tolist(), table.row_source.tolist(), strict=True)
    return np.array([weight[pair] for pair in pairs])


def _dependence(table: _Table, probability: Floats) -> dict[tuple[int, int], float]:
    """For pairs of sources, the lower number first, how probable it is that one copies the other.

    A false value that both give makes it ten times as likely, a thing on which they differ a third less so.
    """
    false = {fact for fact, share in zip(table.facts, probability, strict=True) if share < 0.5}
    things = list(dict.fromkeys(thing for thing, _ in table.facts))
    shared: Counter[tuple[int, int]] = Counter()
    for thing, said in zip(things, table.said, strict=True):
        tellers: dict[str, list[int]] = defaultdict(list)
        for source, values in said.items():
            for value in values:
                if (thing, value) in false:
                    tellers[value].append(source)
        for group in tellers.values():
            if len(group) <= _MOST_SHARED:
                shared.update(combinations(group, 2))
    differ: Counter[tuple[int, int]] = Counter()
    for said in table.said:
        own = [pair for pair in combinations(said, 2) if pair in shared] if len(said) <= _MOST_SHARED else []
        differ.update(pair for pair in own if said[pair[0]] != said[pair[1]])
    odds = {pair: 0.1 * 10.0 ** min(count, 8) * (2 / 3) ** differ[pair] for pair, count in shared.items()}
    return {pair: value / (1 + value) for pair, value in odds.items()}


def _chosen(table: _Table, probability: Floats, *, single: bool) -> dict[str, frozenset[str]]:
    of_thing: dict[str, list[tuple[float, str]]] = defaultdict(list)
    for (thing, value), share in zip(table.facts, probability, strict=True):
        of_thing[thing].append((-float(share), value))
    chosen = {}
    for thing, ranked in of_thing.items():
        likely = [value for share, value in ranked if share < -0.5]
        chosen[thing] = frozenset(likely if likely and not single else [min(ranked)[1]])
    return chosen
