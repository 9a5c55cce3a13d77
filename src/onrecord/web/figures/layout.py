"""Where the nodes of a network stand: a spring layout that gives the same picture on every visit."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

ROUNDS = 220
Points = NDArray[np.float64]


def spring(ids: Sequence[str], links: Sequence[tuple[int, int, float]], *, aspect: float = 1.5) -> Points:
    """A point for each id, in the unit square of width `aspect`; links are (from, to, weight) by place in `ids`.

    Fruchterman and Reingold's forces (1991), begun from places that come from the ids alone, so that a node stands
    where it stood before though others come and go.
    """
    if not ids:
        return np.zeros((0, 2))
    points = np.array([_begin(key) for key in ids]) * [aspect, 1.0]
    pull = np.zeros((len(ids), len(ids)))
    for one, other, weight in links:
        pull[one, other] = pull[other, one] = max(pull[one, other], 1.0 + np.log1p(weight) / 2)
    distance = 0.8 * np.sqrt(aspect / len(ids))
    for n in range(ROUNDS):
        step = 0.12 * (1 - n / ROUNDS) ** 1.5 + 0.002
        points += _moves(points, pull, distance, aspect, step)
    return _spread(points, aspect)


def _begin(key: str) -> tuple[float, float]:
    digest = hashlib.sha256(key.encode("utf-8", "surrogatepass")).digest()
    return int.from_bytes(digest[:4], "big") / 2**32, int.from_bytes(digest[4:8], "big") / 2**32


def _moves(points: Points, pull: Points, distance: float, aspect: float, step: float) -> Points:
    """What each node moves in one round: away from all, towards those it is linked to, a little to the middle."""
    apart = points[:, None, :] - points[None, :, :]
    far = np.sqrt((apart**2).sum(axis=2)) + 1e-9
    # Beyond a few distances nodes leave each other alone, or groups that nothing links would flee to the corners.
    push = np.where(far < 4 * distance, distance**2 / far**2, 0.0) - pull * far / distance
    np.fill_diagonal(push, 0.0)
    force = (apart * push[:, :, None]).sum(axis=1)
    force -= (points - [aspect / 2, 0.5]) * 0.9 * distance
    length = np.sqrt((force**2).sum(axis=1, keepdims=True)) + 1e-9
    moved: Points = force / length * np.minimum(length, step)
    return moved


def _spread(points: Points, aspect: float) -> Points:
    """The points stretched to the sides of the picture."""
    low, high = points.min(axis=0), points.max(axis=0)
    room = np.where(high - low > 1e-6, high - low, 1.0)
    placed: Points = np.where(high - low > 1e-6, (points - low) / room, 0.5) * [aspect, 1.0]
    return placed
