"""Measures that several scorers share: precision, recall, F1, macro averages, correlation, best assignments."""

from __future__ import annotations

import json
import math
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

Row = dict[str, Any]
Scores = dict[str, Any]


def rows_of(data: Path, limit: int | None = None) -> Iterator[Row]:
    """The rows of a JSON-lines file, or of every such file in a folder in name order, at most `limit` in all."""
    left = math.inf if limit is None else limit
    for path in sorted(data.glob("*.jsonl")) if data.is_dir() else [data]:
        with path.open(encoding="utf-8") as lines:
            for line in lines:
                if left <= 0:
                    return
                if line.strip():
                    left -= 1
                    yield json.loads(line)


def f1(right: float, predicted: float, gold: float) -> tuple[float, float, float]:
    """Precision, recall and F1; 0 where a denominator is 0."""
    precision = right / predicted if predicted else 0.0
    recall = right / gold if gold else 0.0
    return precision, recall, 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def set_f1(pairs: Iterable[tuple[set[Any], set[Any]]]) -> tuple[float, float, float]:
    """Micro precision, recall and F1 over (predicted, gold) sets."""
    right = predicted = gold = 0
    for mine, key in pairs:
        right += len(mine & key)
        predicted += len(mine)
        gold += len(key)
    return f1(right, predicted, gold)


def macro_f1(predicted: Sequence[Hashable], gold: Sequence[Hashable]) -> float:
    """The mean over the labels of the gold of each label's F1; a prediction of None is right for none."""
    labels = sorted({str(g) for g in gold})
    each = []
    for label in labels:
        right = sum(str(p) == str(g) == label for p, g in zip(predicted, gold, strict=True))
        each.append(f1(right, sum(str(p) == label for p in predicted), sum(str(g) == label for g in gold))[2])
    return sum(each) / len(each) if each else 0.0


def micro_f1(predicted: Sequence[str | None], gold: Sequence[str]) -> float:
    """F1 of labels where some rows get none."""
    right = sum(p == g for p, g in zip(predicted, gold, strict=True))
    return f1(right, sum(p is not None for p in predicted), len(gold))[2]


def pearson(xs: Sequence[float], ys: Sequence[float]) -> float | None:
    """Pearson's r, None where either side does not vary."""
    n = len(xs)
    if n < 2:
        return None
    mx, my = sum(xs) / n, sum(ys) / n
    sxy = sum((x - mx) * (y - my) for x, y in zip(xs, ys, strict=True))
    sx = math.sqrt(sum((x - mx) ** 2 for x in xs))
    sy = math.sqrt(sum((y - my) ** 2 for y in ys))
    return sxy / (sx * sy) if sx and sy else None


def rounded(scores: Mapping[str, Any]) -> Scores:
    """The scores with floats cut to four digits."""
    return {k: round(v, 4) if isinstance(v, float) else v for k, v in scores.items()}


def best_assignment(weights: Mapping[tuple[int, int], float]) -> dict[int, int]:
    """The one-to-one matching of left to right with the greatest sum of weights; pairs not given weigh nothing.

    Solved exactly, one connected part at a time (Kuhn and Munkres, the O(n^3) form with potentials).
    """
    matched: dict[int, int] = {}
    for lefts, rights in _parts(weights):
        matched.update(_assigned(lefts, rights, weights))
    return matched


def _parts(weights: Mapping[tuple[int, int], float]) -> Iterator[tuple[list[int], list[int]]]:
    by_left: dict[int, set[int]] = {}
    by_right: dict[int, set[int]] = {}
    for (left, right), weight in weights.items():
        if weight > 0:
            by_left.setdefault(left, set()).add(right)
            by_right.setdefault(right, set()).add(left)
    todo = set(by_left)
    while todo:
        lefts, rights, ahead = set(), set(), [min(todo)]
        while ahead:
            left = ahead.pop()
            if left in lefts:
                continue
            lefts.add(left)
            for right in by_left[left]:
                rights.add(right)
                ahead += [other for other in by_right[right] if other not in lefts]
        todo -= lefts
        yield sorted(lefts), sorted(rights)


def _assigned(lefts: list[int], rights: list[int], weights: Mapping[tuple[int, int], float]) -> dict[int, int]:
    size = max(len(lefts), len(rights))

    def cost(i: int, j: int) -> float:
        if i > len(lefts) or j > len(rights):
            return 0.0
        return -weights.get((lefts[i - 1], rights[j - 1]), 0.0)

    u, v, match = [0.0] * (size + 1), [0.0] * (size + 1), [0] * (size + 1)
    for i in range(1, size + 1):
        match[0], j0 = i, 0
        least, way, used = [math.inf] * (size + 1), [0] * (size + 1), [False] * (size + 1)
        while match[j0]:
            used[j0] = True
            i0, delta, j1 = match[j0], math.inf, 0
            for j in range(1, size + 1):
                if used[j]:
                    continue
                current = cost(i0, j) - u[i0] - v[j]
                if current < least[j]:
                    least[j], way[j] = current, j0
                if least[j] < delta:
                    delta, j1 = least[j], j
            for j in range(size + 1):
                if used[j]:
                    u[match[j]] += delta
                    v[j] -= delta
                else:
                    least[j] -= delta
            j0 = j1
        while j0:
            match[j0] = match[way[j0]]
            j0 = way[j0]
    found = {}
    for j in range(1, size + 1):
        if match[j] <= len(lefts) and j <= len(rights):
            pair = (lefts[match[j] - 1], rights[j - 1])
            if weights.get(pair, 0.0) > 0:
                found[pair[0]] = pair[1]
    return found
