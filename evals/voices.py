"""books: which set of authors to believe when sellers disagree and copy one another."""

from __future__ import annotations

from collections import Counter, defaultdict
from pathlib import Path

from evals.authors import people, surnames
from evals.measures import Row, Scores, rounded, rows_of
from onrecord.analysis.latent_truth import Saying, believe


def run(data: Path, gold: Path, limit: int | None = None) -> tuple[Scores, list[Row]]:
    """accuracy: the share of objects of the key whose chosen set of authors (by surname) is the key's; `vote` the same
    by plain vote. Reliability is learned from all objects of the data, none of the key."""
    keys = {row["object"]: frozenset(last for last, _ in people(row["value"])) for row in rows_of(gold, limit)}
    told: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for row in rows_of(data):
        told[row["object"]].append((row["source"], row["value"]))
    sayings = [saying for thing, said in told.items() for saying in _sayings(thing, said)]
    chosen = believe(sayings).values
    votes: dict[str, Counter[frozenset[str]]] = defaultdict(Counter)
    for saying in sayings:
        votes[saying.thing][frozenset(saying.values)] += 1
    voted = {thing: min(count, key=lambda v: (-count[v], sorted(v))) for thing, count in votes.items()}
    scores = {
        "accuracy": sum(chosen.get(thing) == key for thing, key in keys.items()) / max(1, len(keys)),
        "vote": sum(voted.get(thing) == key for thing, key in keys.items()) / max(1, len(keys)),
        "objects": len(keys),
    }
    return rounded(scores), [_prediction(thing, chosen.get(thing, frozenset()), key) for thing, key in keys.items()]


def _sayings(thing: str, said: list[tuple[str, str]]) -> list[Saying]:
    lists = surnames([value for _, value in said])
    return [Saying(source, thing, names) for (source, _), names in zip(said, lists, strict=True) if names]


def _prediction(thing: str, chosen: frozenset[str], key: frozenset[str]) -> Row:
    return {"object": thing, "value": "; ".join(sorted(chosen)), "key": "; ".join(sorted(key))}
