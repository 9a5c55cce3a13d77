"""Scores of words to labelled spans: outside, first words, further words."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Scores = npt.NDArray[np.float32]


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
    leaned = scores.copy()
    leaned[:, 0] -= lean
    best = leaned.argmax(axis=1)
    shares = probabilities(scores)
    found: list[Found] = []
    first = None
    for word, number in enumerate((*best.tolist(), 0)):
        if first is not None and (number == 0 or number % 2 == 1):
            found.append(_labelled(shares, first, word))
            first = None
        if number and first is None:
            first = word
    return found


def _labelled(shares: Scores, first: int, last: int) -> Found:
    opening = shares[first, 1::2] + (0.5 * shares[first, 2::2])
    whole = opening + shares[first + 1 : last, 2::2].sum(axis=0)
    label = int(whole.argmax())
    return Found(first, last, label, float(min(1.0, whole[label] / (last - first))))


def pointed(starts: Scores, ends: Scores, longest: int) -> tuple[int, int] | None:
    """The half-open stretch of words that two lines of scores point to; None where both rather point to word 0."""
    first, last = probabilities(starts), probabilities(ends)
    joint = first[:, None] * last[None, :]
    legal = np.triu(np.tril(joint, longest - 1))
    legal[0, :] = 0.0
    legal[:, 0] = 0.0
    at = int(legal.argmax())
    start, end = divmod(at, joint.shape[1])
    if legal[start, end] <= joint[0, 0]:
        return None
    return start - 1, end
