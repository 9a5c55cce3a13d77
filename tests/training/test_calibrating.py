"""Scores to shares of what is right."""

from __future__ import annotations

import random

import numpy as np

from training.calibrating import calibrated, expected_error, fitted, reliability


def test_two_numbers_put_a_boastful_score_right() -> None:
    rng = random.Random(3)
    truth = [rng.random() for _ in range(4000)]
    right = [rng.random() < share for share in truth]
    boastful = [share**4 / (share**4 + (1 - share) ** 4) for share in truth]
    slope, shift = fitted(boastful, right)
    assert abs(slope - 0.25) < 0.05
    assert abs(shift) < 0.1
    before = expected_error(reliability(np.asarray(boastful), right))
    after = expected_error(reliability(calibrated(boastful, slope, shift), right))
    assert after < 0.03 < before


def test_the_error_is_the_mean_distance() -> None:
    table = reliability(np.array([0.1, 0.1, 0.9, 0.9]), [False, True, True, True])
    assert [(round(s, 2), p, n) for s, p, n in table] == [(0.1, 0.5, 2), (0.9, 1.0, 2)]
    assert abs(expected_error(table) - 0.25) < 1e-9


def test_few_examples_do_not_run_away() -> None:
    slope, shift = fitted([0.9, 0.8], [True, True])
    assert slope < 3
    assert abs(shift) < 5
