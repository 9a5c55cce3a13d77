"""The worked example of Pradhan et al. (2014), "Scoring coreference partitions of predicted mentions"."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.coreference import b_cubed, ceaf_e, conll, muc
from evals.measures import best_assignment

KEY = [frozenset("abc"), frozenset("defg")]
RESPONSE = [frozenset("ab"), frozenset("cd"), frozenset("fghi")]


def test_the_published_example() -> None:
    assert muc(KEY, RESPONSE) == pytest.approx((0.4, 0.4, 0.4))
    assert b_cubed(KEY, RESPONSE) == pytest.approx((0.5, 0.41666, 0.45454), abs=1e-4)
    assert ceaf_e(KEY, RESPONSE) == pytest.approx((0.43333, 0.65, 0.52), abs=1e-4)


def test_a_perfect_response_scores_one_and_singletons_alone_score_no_links() -> None:
    assert conll(KEY, KEY)["conll_f1"] == pytest.approx(1.0)
    alone = [frozenset(m) for m in "abcdefg"]
    assert muc(KEY, alone)[2] == 0.0
    assert b_cubed(KEY, alone)[0] == 1.0


@given(st.integers(1, 4), st.integers(1, 4), st.data())
def test_the_best_assignment_is_the_best_of_all(rows: int, columns: int, data: st.DataObject) -> None:
    weights = {
        (i, j): float(data.draw(st.integers(0, 9), label=f"{i},{j}")) for i in range(rows) for j in range(columns)
    }
    found = sum(weights[pair] for pair in best_assignment(weights).items())
    short, long, turned = (rows, columns, False) if rows <= columns else (columns, rows, True)
    best = max(
        sum(weights[(j, i) if turned else (i, j)] for i, j in enumerate(order))
        for order in itertools.permutations(range(long), short)
    )
    assert found == best
