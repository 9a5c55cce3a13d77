"""Examples to batches of tensors: pieces, shapes, and the flat indices that the losses read."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import torch
from torch import Tensor

from onrecord.readings.neural.inputs import Window, padded, window
from onrecord.text.wordpieces import WordPieces
from training.examples import ALL, CUES, MASKED, Example, Pair, joined

LONGEST = 320  # pieces of a training window
_POOL = 400  # examples that are put in order of length together
_OTHERS = 8  # words that an arc does not lead to, where every word of the sentence could be its end


@dataclass(slots=True)
class Batch:
    """A batch's inputs and answers; word indices count the opening mark as word 0."""

    corpus: str
    inputs: dict[str, Tensor]
    tags: dict[str, Tensor]
    choices: dict[str, Tensor]
    arcs: dict[str, Tensor]
    answers: dict[str, Tensor]
    rows: dict[str, int]
    pointers: Tensor
    values: Tensor
    pairs: list[tuple[int, Pair]] = field(default_factory=list)


def batches(
    examples: Sequence[Example], pieces: WordPieces, size: int, rng: random.Random, *, join: bool = False
) -> Iterator[Batch]:
    """One pass over a corpus in batches of about `size` pieces of like length, in random order.

    `join` puts up to four examples into one window, so that the model reads longer texts than the corpus has.
    """
    order = list(examples)
    rng.shuffle(order)
    pool = list(_joined(order, rng)) if join else order
    for at in range(0, len(pool), _POOL):
        yield from _of_like_length(pool[at : at + _POOL], pieces, size, rng)


def _of_like_length(pool: Sequence[Example], pieces: WordPieces, size: int, rng: random.Random) -> Iterator[Batch]:
    windows = [(window(_shapes(e, rng), pieces), e) for e in pool]
    kept = [(w, e) for w, e in windows if len(w.pieces) <= LONGEST]
    kept.sort(key=lambda we: len(we[0].pieces) + rng.random() * 8)
    groups: list[list[tuple[Window, Example]]] = [[]]
    for one in kept:
        if (len(groups[-1]) + 1) * len(one[0].pieces) > size and groups[-1]:
            groups.append([])
        groups[-1].append(one)
    rng.shuffle(groups)
    yield from (batch(group) for group in groups if group)


def _joined(order: Sequence[Example], rng: random.Random) -> Iterator[Example]:
    at = 0
    while at < len(order):
        count = rng.choice((1, 1, 2, 3, 4))
        yield joined(order[at : at + count])
        at += count


def _shapes(example: Example, rng: random.Random) -> list[str]:
    """The words, now and then as a headline, a telegram or a careless hand writes them."""
    chance = rng.random()
    if chance < 0.03:
        return [w.upper() for w in example.words]
    if chance < 0.06:
        return [w.lower() for w in example.words]
    if chance < 0.09:
        return [w[:1].upper() + w[1:] for w in example.words]
    return example.words


def batch(group: Sequence[tuple[Window, Example]]) -> Batch:
    """The tensors of a group of examples with their windows."""
    arrays = padded([w for w, _ in group])
    longest = arrays["first"].shape[1]
    examples = [e for _, e in group]
    arcs, answers, rows = _arcs(examples)
    return Batch(
        corpus=examples[0].corpus,
        inputs={name: torch.from_numpy(array) for name, array in arrays.items()},
        tags={head: _tags(examples, head, longest) for head in {h for e in examples for h in e.tags}},
        choices=_choices(examples),
        arcs=arcs,
        answers=answers,
        rows=rows,
        pointers=torch.tensor(
            [
                [b, p.channel, p.word + 1, 0 if p.end is None else p.end + 1]
                for b, e in enumerate(examples)
                for p in e.pointers
            ],
            dtype=torch.long,
        ).reshape(-1, 4),
        values=torch.tensor(
            [[b, word + 1, value] for b, e in enumerate(examples) for word, value in e.values], dtype=torch.float
        ).reshape(-1, 3),
        pairs=[(b, pair) for b, e in enumerate(examples) for pair in e.pairs],
    )


def _tags(examples: Sequence[Example], head: str, longest: int) -> Tensor:
    found = torch.full((len(examples), longest), MASKED, dtype=torch.long)
    for b, example in enumerate(examples):
        line = example.tags.get(head)
        if line:
            found[b, 1 : len(line) + 1] = torch.tensor(line)
    return found


def _choices(examples: Sequence[Example]) -> dict[str, Tensor]:
    found: dict[str, list[list[int]]] = {}
    for b, example in enumerate(examples):
        for head, word, label in example.choices:
            found.setdefault(head, []).append([b, word + 1, label])
    return {head: torch.tensor(lines, dtype=torch.long) for head, lines in found.items()}


def _arcs(examples: Sequence[Example]) -> tuple[dict[str, Tensor], dict[str, Tensor], dict[str, int]]:
    """For each group of arcs: the cells (batch, channel, word, end), their answers, the number of rows."""
    cells: dict[str, list[tuple[int, int, int, int]]] = {}
    answers: dict[str, list[float]] = {}
    rows: dict[str, int] = {}
    for b, example in enumerate(examples):
        words = len(example.words)
        others = random.Random(words).sample(range(words), min(words, _OTHERS))
        for row in example.rows:
            among = {ALL: others, CUES: example.cue_starts}.get(row.among, example.mention_ends)
            right = set(row.ends)
            rows[row.group] = rows.get(row.group, 0) + 1
            for end in sorted(right.union(among)):
                if end != row.word or end in right:
                    cells.setdefault(row.group, []).append((b, row.channel, row.word + 1, end + 1))
                    answers.setdefault(row.group, []).append(float(end in right))
    return (
        {group: torch.tensor(lines, dtype=torch.long) for group, lines in cells.items()},
        {group: torch.tensor(line) for group, line in answers.items()},
        rows,
    )
