"""`python -m training.measure NAME=FILE … --model DIR`: scorers of `evals` with the model in place of the lists."""

from __future__ import annotations

import argparse
import importlib
import inspect
import json
import time
from dataclasses import asdict, replace
from pathlib import Path

import evals.attributions
import evals.program
from evals.attributions import Parts
from onrecord.model.readings import Reader
from onrecord.pipeline import Program, plain_article
from onrecord.readings.neural.decoding import Thresholds
from onrecord.readings.neural.merging import Trust
from onrecord.readings.neural.reader import NeuralReader
from onrecord.settings import load


def main() -> None:
    """Prints the scores of each scorer named, one line each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("scorers", nargs="+", help="name=FILE of each scorer of evals")
    parser.add_argument("--model", type=Path, help="folder of the model; without it, the reader by lists")
    parser.add_argument("--thresholds", type=json.loads, default={}, help="as JSON, other than the model's own")
    parser.add_argument("--trust", type=json.loads, default={}, help="as JSON, other than the model's own")
    parser.add_argument("--limit", type=int)
    given = parser.parse_args()
    program = Program.load(load())
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
        self._thresholds = Thresholds(**{**asdict(self._thresholds), **given.thresholds})
        self._trust = Trust(**{**asdict(self._trust), **given.trust})


if __name__ == "__main__":
    main()
