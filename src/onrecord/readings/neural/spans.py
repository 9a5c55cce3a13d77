"""Scores of words to labelled spans: outside, first words, further words."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Scores = npt.NDArray[np.float32]
Places = npt.NDArray[np.intp]


class Found(NamedTuple):
    """A labelled stretch of words, half-open, and how sure the label is (mean probability)."""

    first: int
    last: int
    label: int
    score: float


def probabilities(scores: Scores) -> Scores:
    """The scores of the last axis as shares that sum to one."""
    high = scores - scores.max(axis=-1, keepdims=True)
    powers: Scores = np.exp(high)
    shares: Scores = powers / powers.sum(axis=-1, keepdims=True)
    return shares


def sure(scores: Scores) -> Scores:
    """Each score as a probability of its own."""
    found: Scores = np.reciprocal(1.0 + np.exp(-np.clip(scores, -30.0, 30.0)), dtype=np.float32)
    return found


def spans(scores: Scores, lean: float = 0.0) -> list[Found]:
    """The spans of one head, from (words, 1 + 2 · labels) scores; `lean` is taken from the score of "outside".

    A span begins where the best number is that of a first word, or of a further word with no span before it; its
    label is the one that its words give most to together.
    """
    if not len(scores):
        return []
    leaned = scores
    if lean:
        leaned = scores.copy()
        leaned[:, 0] -= lean
    best = leaned.argmax(axis=1)
    on = best > 0
    begins = on & ((best % 2 == 1) | ~np.concatenate(([False], on[:-1])))
    firsts = np.flatnonzero(begins)
    if not len(firsts):
        return []
    breaks = np.append(np.flatnonzero(begins | ~on), len(best))
    lasts = breaks[np.searchsorted(breaks, firsts, side="right")]
    return list(_labelled(scores, firsts, lasts))


def _labelled(scores: Scores, firsts: Places, lasts: Places) -> Iterator[Found]:
    """Each stretch with the label that its words give most to together, and how much they give."""
    shares = probabilities(scores)
    opening = shares[firsts, 1::2] + 0.5 * shares[firsts, 2::2]
    further = np.concatenate((np.zeros_like(shares[:1, 2::2]), shares[:, 2::2])).cumsum(axis=0, dtype=np.float64)
    whole = opening + further[lasts] - further[firsts + 1]
    labels = whole.argmax(axis=1)
    sums = whole[np.arange(len(labels)), labels] / (lasts - firsts)
    for first, last, label, score in zip(firsts.tolist(), lasts.tolist(), labels.tolist(), sums.tolist(), strict=True):
        yield Found(first, last, label, min(1.0, score))


def pointed(starts: Scores, ends: Scores, longest: int) -> tuple[int, int] | None:
    """The half-open stretch of words that two lines of scores point to; None where both rather point to word 0."""
    first, last = probabilities(starts), probabilities(ends)
    joint = first[:, None] * last[None, :]
    legal = joint * _legal(len(first), longest)
    at = int(legal.argmax())
    start, end = divmod(at, joint.shape[1])
    if legal[start, end] <= joint[0, 0]:
        return None
    return start - 1, end


@lru_cache(maxsize=256)
def _legal(words: int, longest: int) -> Scores:
    """One where a stretch may begin (row) and end (column): in order, not too long, not at the opening mark."""
    mask: Scores = np.triu(np.tril(np.ones((words, words), dtype=np.float32), longest - 1))
    mask[0, :] = mask[:, 0] = 0.0
    return mask
