"""Choosing among accounts: what each policy takes, when it takes nothing, and whom a record teaches to believe."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from onrecord.analysis.latent_truth import Saying, believe


def told(source: str, thing: str, *values: str) -> Saying:
    return Saying(source, thing, values)


def test_who_leaves_out_the_second_name_is_no_witness_against_it() -> None:
    careful = [told(s, f"book {n}", "first", "second") for s in ("a", "b") for n in range(12)]
    brief = [told(s, f"book {n}", "first") for s in ("c", "d", "e", "f") for n in range(12)]
    found = believe([*careful, *brief])
    assert found.values["book 3"] == {"first", "second"}


def test_a_slip_of_one_against_many_is_not_believed() -> None:
    right = [told(s, f"book {n}", "author") for s in ("a", "b", "c", "d") for n in range(9)]
    slip = [told("e", f"book {n}", "author", "nobody") for n in range(9)]
    assert believe([*right, *slip]).values["book 1"] == {"author"}


def test_copies_of_a_false_value_do_not_outvote_the_rest() -> None:
    def said(sources: str, thing: str, value: str) -> list[Saying]:
        return [told(source, f"{thing}{n}", f"{value} {n}") for source in sources for n in range(20)]

    checked = [*said("abghij", "u", "true"), *said("xyzw", "u", "false")]
    open_ones = [*said("ab", "t", "true"), *said("xyzw", "t", "false")]
    found = believe([*checked, *open_ones], single=True)
    assert all(found.values[f"t{n}"] == {f"true {n}"} for n in range(20))


@given(st.randoms(use_true_random=False))
def test_the_order_of_sayings_changes_nothing(rng: object) -> None:
    said = [told(s, f"t{n}", f"v{(n * len(s)) % 3}") for s in ("a", "bb", "ccc") for n in range(5)]
    shuffled = list(said)
    rng.shuffle(shuffled)  # type: ignore[attr-defined]
    assert believe(shuffled) == believe(said)


def test_nothing_told_is_nothing_believed() -> None:
    assert believe([]).values == {}
