"""`python -m training.accepting PASSAGES… --model DIR [--write]`: which candidates of lists and model are happenings.

Fits the logistic regression of `onrecord.readings.neural.acceptance` on marked passages that were not learned from:
every other passage to fit, the rest to measure. Prints precision, recall and F1 of type and overlapping trigger on the
measured half at several thresholds, and how far the shares are from what is right. `--write` fits on all and puts the
weights into the model's settings, with `--least` as threshold.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, fields, replace
from functools import partial
from pathlib import Path
from typing import NamedTuple

import numpy as np

from evals.marked import Passage, passages
from onrecord.model.readings import Reading, ReadTrigger
from onrecord.pipeline import Program, plain_article
from onrecord.readings.neural.acceptance import Acceptance, Sight
from onrecord.readings.neural.decoding import decode, sight
from onrecord.readings.neural.merging import candidates, joined
from onrecord.readings.neural.reader import SETTINGS, NeuralReader
from onrecord.settings import Settings
from training.calibrating import Numbers, expected_error, reliability

_WEIGHTS = 8  # fields of Acceptance that are weights, from the first
_STEPS = tuple(n / 20 for n in range(4, 13))


class Candidate(NamedTuple):
    """One candidate: what the model sees, the lists' trigger if they have one, and the key's types in its words."""

    sight: Sight
    listed: ReadTrigger | None
    key: tuple[str, ...]


def of_passage(reader: NeuralReader, lists: Program, row: Passage) -> Iterator[Candidate]:
    """The candidates of one passage."""
    article = plain_article(row.text, published=None, publisher=None)
    for base in lists.reader.read(article):
        seen = [reader.scored(article, part) for part in reader.parts(article.text, base.sentences)]
        if seen:
            model = joined([decode(one, reader.thresholds) for one in seen])
            yield from _compared(row, base, model, partial(sight, seen))


def _compared(row: Passage, base: Reading, model: Reading, sights: partial[Sight]) -> Iterator[Candidate]:
    key = [(claim["type"], row.spans[claim["trigger"]]) for claim in row.claims]
    for one in candidates(base, model):
        span = one.trigger.span
        types = tuple(kind for kind, there in key if there.overlaps(span))
        yield Candidate(sights(span), one.trigger if one.listed is not None else None, types)


def fitted(told: Sequence[Candidate], start: Acceptance, rounds: int = 40) -> Acceptance:
    """The weights that make the shares of these candidates most probable (Newton's steps, a little pull to nought)."""
    x = np.array([start.features(one.sight, one.listed) for one in told])
    y = np.array([start.type_of(one.sight, one.listed).value in one.key for one in told], dtype=np.float64)
    weights = np.zeros(x.shape[1])
    for _ in range(rounds):
        p = 1 / (1 + np.exp(-x @ weights))
        bend = x.T @ (x * (p * (1 - p))[:, None]) + 0.5 * np.eye(x.shape[1])
        weights -= np.linalg.solve(bend, x.T @ (p - y) + 0.5 * weights)
    names = [f.name for f in fields(Acceptance)][:_WEIGHTS]
    return replace(start, **dict(zip(names, (round(float(w), 3) for w in weights), strict=True)))


def shares(told: Sequence[Candidate], by: Acceptance) -> tuple[Numbers, list[bool]]:
    """The share of each candidate, and whether it is right."""
    given = np.array([by.share(one.sight, one.listed) for one in told])
    return given, [by.type_of(one.sight, one.listed).value in one.key for one in told]


def main() -> None:
    """Prints what the measured half gives, and writes the weights where asked to."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("passages", type=Path, nargs="+")
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--least", type=float, default=0.35, help="the share from which a candidate is taken")
    asked = parser.parse_args()
    lists = Program.load(Settings(model="lists"))
    reader = NeuralReader(lists.reader, asked.model)
    halves: list[list[Candidate]] = [[], []]
    claims = [0, 0]
    for number, row in enumerate(row for file in asked.passages for row in passages(file)):
        halves[number % 2].extend(of_passage(reader, lists, row))
        claims[number % 2] += len(row.claims)
    by = fitted(halves[0], Acceptance())
    _measured(halves[1], claims[1], by)
    if asked.write:
        file = asked.model / SETTINGS
        settings = json.loads(file.read_text(encoding="utf-8"))
        settings["trust"] = {
            **settings["trust"],
            "accepts": asdict(replace(fitted([*halves[0], *halves[1]], by), least=asked.least)),
        }
        file.write_text(json.dumps(settings, indent=1) + "\n", encoding="utf-8")


def _measured(told: Sequence[Candidate], claims: int, by: Acceptance) -> None:
    """Prints a line for each threshold, then how far the shares are from what is right."""
    given, right = shares(told, by)
    answers = np.array(right)
    for least in _STEPS:
        taken = given >= least
        hits = int(answers[taken].sum())
        precision, recall = hits / max(1, int(taken.sum())), hits / claims
        score = 2 * precision * recall / max(1e-9, precision + recall)
        print(f"from {least:.2f}: precision {precision:.3f} recall {recall:.3f} F1 {score:.4f}")
    table = reliability(given, right)
    print(f"expected calibration error {expected_error(table):.3f}; {asdict(by)}")
    print(" ".join(f"{share:.2f}:{part:.2f}({count})" for share, part, count in table))


if __name__ == "__main__":
    main()
