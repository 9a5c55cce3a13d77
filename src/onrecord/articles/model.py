"""The line model: for each line of a page how likely it is of an article's own text.

A small network, trained by `training/lines` and computed here with numpy alone. A line's features make a hidden row;
rows are mixed with the means of the lines on the same path, under the same parent and on the whole page, then with
their neighbours' by four dilated convolutions.
"""

from __future__ import annotations

import json
from functools import cache
from importlib import resources
from typing import Any

import numpy as np
from numpy.typing import NDArray

from onrecord.articles import features

Rows = NDArray[Any]
_DILATIONS = (1, 2, 4, 8)


class LineModel:
    """The network with its weights."""

    def __init__(self, weights: dict[str, NDArray[Any]]) -> None:
        card = json.loads(str(weights["card"]))
        if tuple(card["features"]) != features.NAMES:
            raise ValueError("the line model was trained on other features: run training.lines.train")
        self._w: dict[str, Rows] = {k: v.astype(np.float32) for k, v in weights.items() if k != "card"}

    @classmethod
    @cache
    def shipped(cls) -> LineModel:
        """The model that comes with the package."""
        with (resources.files("onrecord.articles") / "line_model.npz").open("rb") as file:
            return cls(dict(np.load(file)))

    def read(self, table: features.Table, paths: NDArray[np.int64], parents: NDArray[np.int64]) -> Rows:
        """For each row of the table a probability, 0 to 1. `paths`, `parents`: numbers of the lines' paths."""
        w = self._w
        rows: Rows = np.clip((table - w["mean"]) / w["scale"], -4.0, 4.0).astype(np.float32)
        whole = np.zeros(len(table), dtype=np.int64)
        groups = [_Groups(g) for g in (paths, parents, whole)]
        entered = _relu(_times(rows, w["enter.weight"]) + w["enter.bias"])
        hidden = _mixed(entered, groups, w["mix.weight"], w["mix.bias"])
        for i, reach in enumerate(_DILATIONS):
            hidden = hidden + _beside(hidden, reach, w[f"beside.{i}.weight"], w[f"beside.{i}.bias"])
        hidden = _mixed(hidden, groups, w["mix_again.weight"], w["mix_again.bias"])
        told: Rows = hidden @ w["leave.weight"][0] + w["leave.bias"][0]
        answer: Rows = 1.0 / (1.0 + np.exp(-told))
        return answer


class _Groups:
    """Rows by a number of each: the mean of every row's group."""

    def __init__(self, numbers: NDArray[np.int64]) -> None:
        self.numbers = numbers
        self.order = np.argsort(numbers, kind="stable")
        ordered = numbers[self.order]
        self.starts = np.flatnonzero(np.concatenate([[True], ordered[1:] != ordered[:-1]]))
        self.counts = np.diff(np.concatenate([self.starts, [len(numbers)]])).astype(np.float32)

    def mean(self, rows: Rows) -> Rows:
        means: Rows = np.add.reduceat(rows[self.order], self.starts, axis=0) / self.counts[:, None]
        back = np.empty(len(rows), dtype=np.int64)
        back[self.order] = np.repeat(np.arange(len(self.starts)), self.counts.astype(np.int64))
        return means[back]


def _relu(rows: Rows) -> Rows:
    return np.maximum(rows, 0.0)


# So many rows are multiplied at once: of more, numpy's library makes work for several threads, which cost a page's
# small tables more time than they save, and take it from the other processes.
_AT_ONCE = 32


def _times(rows: Rows, weight: Rows) -> Rows:
    """The rows times the weights, one row of which stands for each output."""
    turned = np.ascontiguousarray(weight.T)
    if len(rows) <= _AT_ONCE:
        found: Rows = rows @ turned
        return found
    return np.concatenate([rows[i : i + _AT_ONCE] @ turned for i in range(0, len(rows), _AT_ONCE)])


def _mixed(hidden: Rows, groups: list[_Groups], weight: Rows, bias: Rows) -> Rows:
    together = np.concatenate([hidden, *(g.mean(hidden) for g in groups)], axis=1)
    return _relu(_times(together, weight) + bias)


def _beside(hidden: Rows, reach: int, weight: Rows, bias: Rows) -> Rows:
    """A convolution over three rows: each line with those `reach` above and below; beyond the page is nothing."""
    n = len(hidden)
    told = _times(hidden, weight[:, :, 1]) + bias
    if n > reach:
        told[reach:] += _times(hidden[:-reach], weight[:, :, 0])
        told[:-reach] += _times(hidden[reach:], weight[:, :, 2])
    return _relu(told)
