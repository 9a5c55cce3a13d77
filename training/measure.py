"""`python -m training.measure NAME=FILE … --model DIR`: scorers of `evals` with the model in place of the lists."""

from __future__ import annotations

import argparse
import importlib
import inspect
import json
import time
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import evals.attributions
import evals.program
from evals.attributions import Parts
from evals.claims import Tally, gold, predict
from evals.marked import passage
from onrecord.model.readings import Reader
from onrecord.pipeline import Program, plain_article
from onrecord.readings.neural.decoding import Thresholds
from onrecord.readings.neural.filling import Trust
from onrecord.readings.neural.reader import NeuralReader
from onrecord.settings import load
from training import corpora


def main() -> None:
    """Prints the scores of each scorer named, one line each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("scorers", nargs="+", help="name=FILE of each scorer of evals")
    parser.add_argument("--model", type=Path, help="folder of the model; without it, the reader by lists")
    parser.add_argument("--thresholds", type=json.loads, default={}, help="as JSON, other than the model's own")
    parser.add_argument("--trust", type=json.loads, default={}, help="as JSON, other than the model's own")
    parser.add_argument("--limit", type=int)
    parser.add_argument("--by", choices=("style", "region"), help="claims by this field of the passages too")
    given = parser.parse_args()
    program = Program.load(replace(load(), model="lists"))
    if given.model:
        program = replace(program, reader=_Tried(program.reader, given))
    evals.attributions.predict = lambda text: _attributed(program, text)
    evals.program.program = lambda: program  # type: ignore[assignment]
    for scorer in given.scorers:
        name, _, file = scorer.partition("=")
        run = importlib.import_module(f"evals.{name}").run
        limit = {"limit": given.limit} if "limit" in inspect.signature(run).parameters else {}
        began = time.monotonic()
        scores, _ = run(data=Path(file), **limit)
        print(name, json.dumps(scores), f"{time.monotonic() - began:.0f}s", flush=True)
        if given.by and name == "claims":
            _by(Path(file), given.by)


def _by(file: Path, field: str) -> None:
    """Prints the trigger and directed F1 of the passages of each kind, the most frequent kind first."""
    groups: dict[str, list[dict[str, Any]]] = {}
    for row in corpora.lines(file):
        groups.setdefault(row[field], []).append(row)
    for kind, rows in sorted(groups.items(), key=lambda group: -len(group[1])):
        tally = Tally()
        for row in map(passage, rows):
            tally.add(list(gold(row)), predict(row))
        scores = tally.scores()
        print(f"  {kind} ({len(rows)}): trigger {scores['trigger_f1']:.2f} directed {scores['directed_f1']:.2f}")


def _attributed(program: Program, text: str) -> list[Parts]:
    """The attributions of the readings themselves, as the scorer compares them."""
    found: list[Parts] = []
    for reading in program.reader.read(plain_article(text, published=None, publisher=None)):
        for one in reading.attributions:
            source = reading.mentions[one.source].span if one.source is not None else None
            parts = {"source": [source], "cue": [one.cue], "content": list(one.content)}
            found.append({part: tuple((s.start, s.end) for s in spans if s) for part, spans in parts.items()})
    return found


class _Tried(NeuralReader):
    """The model's reader under thresholds and trust that are tried out."""

    def __init__(self, base: Reader, given: argparse.Namespace) -> None:
        super().__init__(base, given.model)
        self.thresholds = Thresholds(**{**asdict(self.thresholds), **given.thresholds})
        self._trust = Trust.of({**asdict(self._trust), **given.trust})


if __name__ == "__main__":
    main()
