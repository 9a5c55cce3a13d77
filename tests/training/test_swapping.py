"""Passages with other names in them."""

from __future__ import annotations

import random
from typing import Any

from evals.marked import passage
from training.swapping import Names, form, swapped, with_swaps

ROW: dict[str, Any] = {
    "id": "t-1",
    "text": "[1 Ona Pereth] of [2 Lorva] [3 said] that [4 Pereth] would leave [2a Lorva].".replace("2a", "5"),
    "spans": {"1": "person", "2": "place", "4": "person", "5": "place"},
}
OTHERS: dict[str, Any] = {
    "id": "t-2",
    "text": "[1 Mira Sandov] left [2 Teld] for [3 Qarsh], said [4 the Teldish council].",
    "spans": {"1": "person", "2": "place", "3": "place", "4": "organisation"},
}


def test_a_name_is_exchanged_for_the_same_other_wherever_it_stands() -> None:
    names = Names([OTHERS], places=["Bruun"])
    for seed in range(20):
        one = passage(swapped(ROW, names, random.Random(seed)))
        assert one.words(2) == one.words(5)
        assert one.words(2) in {"Lorva", "Teld", "Qarsh", "Bruun"}
        assert one.words(4) == one.words(1).split()[-1]
        assert one.words(3) == "said"


def test_forms_keep_small_words_endings_and_capitals() -> None:
    assert form("the Teldish council") == "the Xish council"
    assert form("UN") == "XX"
    assert form("Lorva's guard") == "X's guard"


def test_a_form_that_nobody_else_has_stays() -> None:
    assert Names([ROW]).another("organisation", "the Teldish council", random.Random(1)) == "the Teldish council"


def test_the_passages_themselves_come_first() -> None:
    rows = with_swaps([ROW, OTHERS], Names([ROW, OTHERS]), 2, seed=1)
    assert rows[:2] == [ROW, OTHERS]
    assert len(rows) == 6
    assert rows == with_swaps([ROW, OTHERS], Names([ROW, OTHERS]), 2, seed=1)
