"""The scorer of time expressions against TempEval-3's rules, on cases counted by hand."""

from __future__ import annotations

from evals.times import Counts, matches


def test_strict_relaxed_and_value_are_counted_apart() -> None:
    counts = Counts()
    gold = [(0, 4, "2020"), (10, 20, "P2D"), (30, 35, "2021-W03"), (50, 55, "2019")]
    found = [(0, 4, "2020"), (12, 20, "P2D"), (30, 40, "2021-W04")]
    counts.add(gold, found)
    scores = counts.scores()
    # One span is equal, three overlap, two of those have the value: F1 over 4 gold and 3 found.
    assert scores["strict_f1"] == round(2 * 1 / 7, 4)
    assert scores["relaxed_f1"] == round(2 * 3 / 7, 4)
    assert scores["value_f1"] == round(2 * 2 / 7, 4)


def test_a_long_answer_matches_one_gold_span_only() -> None:
    assert len(matches([(0, 4, "a"), (6, 9, "b")], [(0, 9, "a")])) == 1


def test_an_equal_span_is_preferred_to_one_that_only_overlaps() -> None:
    assert matches([(0, 9, "a")], [(0, 3, "x"), (0, 9, "a")]) == [((0, 9, "a"), (0, 9, "a"))]


def test_nothing_found_and_nothing_to_find_score_nought() -> None:
    assert Counts().scores()["relaxed_f1"] == 0.0


def test_a_missing_value_is_never_right() -> None:
    counts = Counts()
    counts.add([(0, 4, None)], [(0, 4, None)])
    assert counts.value == 0
    assert counts.strict == 1
