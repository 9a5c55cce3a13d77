"""Where the nodes of a network stand: a spring layout that gives the same picture on every visit."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

ROUNDS, MOST_MOVES = 220, 25_000_000
"""Rounds of a layout, fewer where the pairs of so many nodes would take seconds."""
Points = NDArray[np.float64]


def spring(
    ids: Sequence[str],
    links: Sequence[tuple[int, int, float]],
    *,
    aspect: float = 1.5,
    standing: Mapping[str, tuple[float, float]] | None = None,
) -> Points:
    """A point for each id, in the unit square of width `aspect`; links are (from, to, weight) by place in `ids`.

    Fruchterman and Reingold's forces (1991), begun from places that come from the ids alone, so that the same network
    looks the same on every visit. What is `standing` already stays where it is, and newcomers find room beside it.
    """
    if not ids:
        return np.zeros((0, 2))
    standing = standing or {}
    points = np.array([standing.get(key) or _begin(key, aspect) for key in ids])
    held = np.array([key in standing for key in ids])
    if held.all():
        return points
    pull = np.zeros((len(ids), len(ids)))
    for one, other, weight in links:
        pull[one, other] = pull[other, one] = max(pull[one, other], 1.0 + np.log1p(weight) / 2)
    points[~held] = _beside(points, pull, held)[~held]
    distance = 0.8 * np.sqrt(aspect / len(ids))
    rounds = min(ROUNDS, max(60, MOST_MOVES // len(ids) ** 2))
    for n in range(rounds):
        step = 0.12 * (1 - n / rounds) ** 1.5 + 0.002
        points[~held] += _moves(points, pull, distance, aspect, step)[~held]
    return np.clip(points, 0.0, [aspect, 1.0]) if held.any() else _spread(points, aspect)


def _beside(points: Points, pull: Points, held: NDArray[np.bool_]) -> Points:
    """The points, each moved near those it is linked to that stand already, where there are any."""
    known = pull * held
    weight = known.sum(axis=1, keepdims=True)
    middle = np.divide(known @ points, weight, out=points.copy(), where=weight > 0)
    near: Points = middle + 0.1 * (points - middle)
    return near


def _begin(key: str, aspect: float) -> tuple[float, float]:
    digest = hashlib.sha256(key.encode("utf-8", "surrogatepass")).digest()
    return aspect * int.from_bytes(digest[:4], "big") / 2**32, int.from_bytes(digest[4:8], "big") / 2**32


def _moves(points: Points, pull: Points, distance: float, aspect: float, step: float) -> Points:
    """What each node moves in one round: away from all, towards those it is linked to, a little to the middle."""
    squares = (points**2).sum(axis=1)
    far = np.sqrt(np.maximum(squares[:, None] + squares[None, :] - 2 * points @ points.T, 1e-12))
    # Beyond a few distances nodes leave each other alone, or groups that nothing links would flee to the corners.
    push = np.where(far < 4 * distance, distance**2 / far**2, 0.0) - pull * far / distance
    np.fill_diagonal(push, 0.0)
    force = points * push.sum(axis=1, keepdims=True) - push @ points  # the sum of push times the way from each other
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
