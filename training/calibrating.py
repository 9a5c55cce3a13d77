"""`python -m training.calibrating PASSAGES --model DIR`: how often the model is right when it is so sure, and by what
two numbers each of its scores becomes that share (Platt 1999). They are fitted on every other passage and measured on
the rest; `--write` puts them into the model's settings. `--claims` measures the confidence of the program's claims.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from evals.claims import gold
from evals.marked import passage, passages
from evals.program import coded
from onrecord.readings.neural import labels
from onrecord.readings.neural.inputs import padded, window
from onrecord.readings.neural.reader import GRAPH, SETTINGS, VOCABULARY, shipped
from onrecord.readings.neural.spans import Scores, probabilities, spans, sure
from onrecord.text.encoder import Session
from onrecord.text.wordpieces import WordPieces
from training import corpora
from training.examples import CUES, Example

Numbers = npt.NDArray[np.float64]
Told = tuple[str, float, bool]
_ROLES = ("actor", "recipient", "place", "time", "quantity")
_LEAST = 0.02


def fitted(scores: Sequence[float], right: Sequence[bool], rounds: int = 50) -> tuple[float, float]:
    """The slope and shift that make sigmoid(slope · logit(score) + shift) the share that is right (Newton's steps)."""
    x, y = logit(np.asarray(scores)), np.asarray(right, dtype=np.float64)
    design = np.stack([x, np.ones_like(x)], axis=1)
    found = np.array([1.0, 0.0])
    for _ in range(rounds):
        p = 1 / (1 + np.exp(-design @ found))
        # A little pull towards leaving the score as it is keeps few examples from running away.
        slope = design.T @ (p - y) + 0.1 * (found - [1.0, 0.0])
        bend = design.T @ (design * (p * (1 - p))[:, None]) + 0.1 * np.eye(2)
        step = np.linalg.solve(bend, slope)
        found = found - step / max(1.0, float(np.linalg.norm(step)) / 0.5)
    return round(float(found[0]), 4), round(float(found[1]), 4)


def logit(scores: Numbers) -> Numbers:
    """The log odds of scores, kept off 0 and 1."""
    kept: Numbers = np.clip(scores, 1e-4, 1 - 1e-4)
    odds: Numbers = np.log(kept / (1 - kept))
    return odds


def calibrated(scores: Sequence[float], slope: float, shift: float) -> Numbers:
    """The shares that scores stand for."""
    shares: Numbers = 1 / (1 + np.exp(-(slope * logit(np.asarray(scores)) + shift)))
    return shares


def reliability(shares: Numbers, right: Sequence[bool], bins: int = 10) -> list[tuple[float, float, int]]:
    """For each tenth of the scale that is not empty: mean share, part that is right, how many."""
    y = np.asarray(right, dtype=np.float64)
    places = np.minimum((shares * bins).astype(int), bins - 1)
    return [
        (float(shares[places == n].mean()), float(y[places == n].mean()), int((places == n).sum()))
        for n in range(bins)
        if (places == n).any()
    ]


def expected_error(table: Sequence[tuple[float, float, int]]) -> float:
    """The expected calibration error: the mean distance of share and part right, by how many there are."""
    many = sum(count for *_, count in table)
    return sum(count * abs(share - part) for share, part, count in table) / max(1, many)


def told(example: Example, scores: Mapping[str, Scores], lean: float) -> Iterator[Told]:
    """What the model says of one passage: the head, its score, whether it is right."""
    gold = {word: label // 2 for word, label in enumerate(example.tags["triggers"]) if label > 0}
    for found in spans(scores["triggers"][1:], lean):
        yield "trigger", found.score, any(gold.get(w) == found.label for w in range(found.first, found.last))
    for head, word, label in example.choices:
        shares = probabilities(scores[head][word + 1])
        # The role goes by the same name as the choice of what is counted.
        name = "quantity kind" if head == "quantity" else head
        yield name, float(shares.max()), int(shares.argmax()) == label
    for row in example.rows:
        name = _name(row.group, row.channel)
        if name is None:
            continue
        line = sure(scores[row.group][row.channel, row.word + 1])
        ends = example.cue_starts if row.among == CUES else example.mention_ends
        yield from ((name, float(line[e + 1]), e in row.ends) for e in ends if e != row.word and line[e + 1] > _LEAST)


def _name(group: str, channel: int) -> str | None:
    if group == "roles" and labels.ROLE_CHANNELS[channel] in _ROLES:
        return labels.ROLE_CHANNELS[channel]
    if group == "voices" and channel == 0:
        return "voice"
    return "same" if group == "links" and channel == 0 else None


def read(folder: Path, examples: Sequence[Example]) -> Iterator[dict[str, Scores]]:
    """The model's scores of each example, word 0 still there."""
    session, pieces = Session(folder / GRAPH), WordPieces.load(folder / VOCABULARY)
    for example in examples:
        scores = session.run(padded([window(example.words, pieces)]))
        yield {name: array[0] for name, array in scores.items()}


def main() -> None:
    """Prints the reliability of each head, and writes how scores become shares where asked to."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("passages", type=Path, nargs="+", help="marked passages that were not learned from")
    parser.add_argument("--model", type=Path, default=shipped())
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--claims", action="store_true", help="of the installed program, lists and all")
    given = parser.parse_args()
    if given.claims:
        scores, right = zip(*(pair for f in given.passages for pair in of_claims(f)), strict=True)
        _show("claims", reliability(np.asarray(scores), right))
        return
    file = given.model / SETTINGS
    settings = json.loads(file.read_text(encoding="utf-8"))
    examples = [corpora.marked(passage(row)) for f in given.passages for row in corpora.lines(f)]
    halves: list[dict[str, list[tuple[float, bool]]]] = [{}, {}]
    for at, (example, scores) in enumerate(zip(examples, read(given.model, examples), strict=True)):
        for head, score, right in told(example, scores, settings["thresholds"]["trigger"]):
            halves[at % 2].setdefault(head, []).append((score, right))
    found: dict[str, Any] = {}
    for head in sorted(halves[0].keys() & halves[1].keys()):
        found[head] = _fit_and_show(head, *halves)
    if given.write:
        file.write_text(json.dumps(settings | {"calibration": found}, indent=1) + "\n", encoding="utf-8")


def _fit_and_show(head: str, one: Mapping[str, Any], other: Mapping[str, Any]) -> dict[str, float]:
    (scores, right), (scores_b, right_b) = (tuple(zip(*half[head], strict=True)) for half in (one, other))
    slope, shift = fitted(scores, right)
    raw = expected_error(reliability(np.asarray(scores_b), right_b))
    table = reliability(calibrated(scores_b, slope, shift), right_b)
    _show(f"{head}: slope {slope} shift {shift}, error as it comes {raw:.3f}, then", table)
    return {"slope": slope, "shift": shift, "error": round(expected_error(table), 4)}


def _show(what: str, table: Sequence[tuple[float, float, int]]) -> None:
    lines = " ".join(f"{share:.2f}:{part:.2f}({count})" for share, part, count in table)
    print(f"{what} {expected_error(table):.3f} {lines}", flush=True)


def of_claims(file: Path) -> Iterator[tuple[float, bool]]:
    """The confidence of each claim that the program codes, and whether the key has one of its type at its trigger."""
    for row in passages(file):
        key = list(gold(row))
        for resolved in coded(row.text, date.fromisoformat(row.published) if row.published else None).claims:
            claim = resolved.claim
            right = any(k.event_type == claim.event_type.value and k.trigger.overlaps(claim.trigger) for k in key)
            yield claim.confidence, right


if __name__ == "__main__":
    main()
