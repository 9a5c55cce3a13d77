from __future__ import annotations

import pytest

from evals import coding, pairs, roles, templates
from evals.authors import people
from evals.measures import f1, macro_f1, micro_f1, pearson, set_f1
from onrecord.model.spans import Span


def test_macro_f1_is_the_mean_over_gold_labels() -> None:
    assert macro_f1(["a", "a", "b"], ["a", "b", "b"]) == pytest.approx((2 / 3 + 2 / 3) / 2)
    assert macro_f1([None, "b"], ["a", "b"]) == pytest.approx(0.5)


def test_micro_f1_counts_only_answers_as_predicted() -> None:
    assert micro_f1(["x", None], ["x", "y"]) == pytest.approx(2 * 1 * 0.5 / 1.5)
    assert set_f1([({1, 2}, {2, 3})]) == pytest.approx((0.5, 0.5, 0.5))
    assert f1(0, 0, 0) == (0.0, 0.0, 0.0)


def test_pearson() -> None:
    assert pearson([1, 2, 3], [2, 4, 6]) == pytest.approx(1.0)
    assert pearson([1, 2, 3], [3, 2, 1]) == pytest.approx(-1.0)
    assert pearson([1, 1], [2, 3]) is None


def test_marks_are_taken_out_and_their_places_kept() -> None:
    text, source, target = pairs.unmarked("The <s>army</s> shelled <t>a village</t>.")
    assert text == "The army shelled a village."
    assert (source, target) == (Span(4, 8), Span(17, 26))
    assert pairs.unmarked("<t>Ana</t> was met by <s>Bo</s>") == ("Ana was met by Bo", Span(15, 17), Span(0, 3))
    assert pairs.unmarked("<s>Ana</s> resigned") == ("Ana resigned", Span(0, 3), None)


def test_each_gold_role_is_matched_once() -> None:
    assert roles.score([[(0, 2), (0, 2)]], [[(0, 2)]], exact=True) == pytest.approx(2 / 3)
    assert roles.score([[(0, 3)]], [[(1, 2)]], exact=True) == 0.0
    assert roles.score([[(0, 3)]], [[(1, 2)]], exact=False) == 1.0


def test_actor_codes_are_cut_to_three_letters() -> None:
    assert coding.short("USAGOV") == "USA"
    assert coding.short("---") is None
    assert coding.short(None) is None
    row = {"events": [{"source": "USAGOV", "target": "---", "code": "112", "no_event": False}]}
    assert coding.gold(row) == {("USA", None, "ACCUSE")}
    assert coding.gold({"events": [{"source": "A", "target": "B", "code": "010", "no_event": True}]}) == set()


def test_entities_of_templates_are_right_only_within_one_of_the_key() -> None:
    key = [{"guerrillas", "guerrilla column"}, {"man"}]
    assert templates.matched([{"guerrillas"}], key) == (1.0, 1, 2)
    assert templates.matched([{"guerrillas", "man"}], key) == (0.0, 1, 2)
    assert templates.matched([{"guerrillas"}, {"guerrilla column"}], key) == (1.0, 2, 2)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Doe, Jane; Roe, Richard", "Jane Doe and Richard Roe"),
        ("JANE A. DOE", "Doe, Jane"),
        ("Jane Doe, Richard Roe, Max Poe", "roe, richard;  doe, jane;  poe, max;  "),
    ],
)
def test_author_lists_are_one_set_however_written(one: str, other: str) -> None:
    assert {last for last, _ in people(one)} == {last for last, _ in people(other)}
