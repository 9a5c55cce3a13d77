"""Examples to batches of tensors: pieces, shapes, and the flat indices that the losses read."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor

from onrecord.readings.neural import labels
from onrecord.readings.neural.inputs import Window, padded, window
from onrecord.text.wordpieces import WordPieces
from training.examples import ALL, CUES, MASKED, ArcRow, Example, joined

Numbers = npt.NDArray[np.int64]

LONGEST = 320  # pieces of a training window
_POOL = 400  # examples that are put in order of length together
_OTHERS = 8  # words that an arc does not lead to, where every word of the sentence could be its end


@dataclass(slots=True)
class Batch:
    """A batch's inputs and answers; word indices count the opening mark as word 0."""

    examples: list[Example]
    inputs: dict[str, Tensor]
    tags: dict[str, Tensor]
    choices: dict[str, Tensor]
    arcs: dict[str, Tensor]
    answers: dict[str, Tensor]
    rows: dict[str, int]
    pointers: Tensor
    values: Tensor
    binds: Tensor
    bound: Tensor
    latent: Tensor
    latent_types: Tensor


def batches(
    examples: Sequence[Example],
    pieces: WordPieces,
    size: int,
    rng: random.Random,
    *,
    join: bool = False,
    vary: bool = True,
) -> Iterator[Batch]:
    """One pass over a corpus in batches of about `size` pieces of like length, in random order.

    `join` puts up to three examples into one window, so that the model reads longer texts than the corpus has; `vary`
    changes capitals now and then.
    """
    order = list(examples)
    rng.shuffle(order)
    pool = list(_joined(order, rng)) if join else order
    for at in range(0, len(pool), _POOL):
        yield from _of_like_length(pool[at : at + _POOL], pieces, size, rng, vary=vary)


def _of_like_length(
    pool: Sequence[Example], pieces: WordPieces, size: int, rng: random.Random, *, vary: bool
) -> Iterator[Batch]:
    windows = [(window(_shapes(e, rng) if vary else e.words, pieces), e) for e in pool]
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
        count = rng.choice((1, 1, 1, 2, 3))
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
    binds, bound = _pairs(examples, latent=False)
    latent, latent_types = _pairs(examples, latent=True)
    return Batch(
        examples=examples,
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
        binds=binds,
        bound=bound,
        latent=latent,
        latent_types=latent_types,
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
    cells: dict[str, list[Numbers]] = {}
    answers: dict[str, list[Numbers]] = {}
    rows: dict[str, int] = {}
    for b, example in enumerate(examples):
        for (group, among), own in _alike(example.rows).items():
            ends = _candidates(example, among)
            own_cells, own_answers = _grid(own, ends)
            cells.setdefault(group, []).append(np.column_stack([np.full(len(own_cells), b), own_cells]))
            answers.setdefault(group, []).append(own_answers)
            rows[group] = rows.get(group, 0) + len(own)
    return (
        {group: torch.from_numpy(np.concatenate(parts)) for group, parts in cells.items()},
        {group: torch.from_numpy(np.concatenate(parts).astype(np.float32)) for group, parts in answers.items()},
        rows,
    )


def _alike(rows: Sequence[ArcRow]) -> dict[tuple[str, str], list[ArcRow]]:
    found: dict[tuple[str, str], list[ArcRow]] = {}
    for row in rows:
        found.setdefault((row.group, row.among), []).append(row)
    return found


def _candidates(example: Example, among: str) -> list[int]:
    words = len(example.words)
    if among == ALL:
        return random.Random(words).sample(range(words), min(words, _OTHERS))
    return example.cue_starts if among == CUES else example.mention_ends


def _grid(rows: Sequence[ArcRow], candidates: Sequence[int]) -> tuple[Numbers, Numbers]:
    """Cells (channel, word, end), word 0 counted in: every row with every candidate and its own ends; and answers."""
    ends = np.unique(np.array([*candidates, *(e for row in rows for e in row.ends)], dtype=np.int64))
    places = {int(end): at for at, end in enumerate(ends)}
    answers = np.zeros((len(rows), len(ends)), dtype=np.int64)
    for at, row in enumerate(rows):
        answers[at, [places[e] for e in row.ends]] = 1
    heads = np.array([(row.channel, row.word + 1) for row in rows], dtype=np.int64)
    whole = np.concatenate([np.repeat(heads, len(ends), axis=0), np.tile(ends + 1, len(rows))[:, None]], axis=1)
    asked = (whole[:, 1] != whole[:, 2]) | (answers.ravel() == 1)
    return whole[asked], answers.ravel()[asked]


def _pairs(examples: Sequence[Example], *, latent: bool) -> tuple[Tensor, Tensor]:
    """Pairs as (batch, actor, recipient) by word, and for each which labels are right.

    Of latent ones, those whose trigger is not given: -1 for a span not known, and labels are types. Of the others,
    every pair: 0 for a span not known, and label 0 is nothing.
    """
    found = [(b, p) for b, e in enumerate(examples) for p in e.pairs if not latent or (p.latent and p.types)]
    unknown, shift = (-1, 0) if latent else (0, 1)
    places = [[b, *(unknown if end is None else end + 1 for end in (p.actor, p.recipient))] for b, p in found]
    right = torch.zeros(len(found), len(labels.TYPES) + shift, dtype=torch.bool)
    for at, (_, pair) in enumerate(found):
        right[at, [t + shift for t in pair.types] or [0]] = True
    return torch.tensor(places, dtype=torch.long).reshape(-1, 3), right
