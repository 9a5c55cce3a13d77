"""What the sources of the gazetteer tell: ids by order, names without their words for what they are."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "training"))

from gazetteer_sources import Named, bare, ordered


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Shahrestān-e Zanjān", "zanjan"),
        ("Degmada Badhaadhe", "badhaadhe"),
        ("Département de Tahoua", "tahoua"),
        ("Batkenskiy Rayon", "batken"),
        ("Laurel County", "laurel"),
        ("Dasht-e Qal‘ah", "dasht e qalah"),
        ("District", "district"),
    ],
)
def test_a_division_without_its_word_for_what_it_is(name: str, short: str) -> None:
    assert bare(name) == short


def _towns() -> list[Named]:
    """Thirty towns of one region, in the order of the alphabet and of their ids."""
    names = [first + second for first in "bdfhkmprtv" for second in ("ale", "ime", "ode")]
    return [Named(1000 + 10 * i, name, (40.0, -90.0)) for i, name in enumerate(names)]


def test_ids_between_towns_belong_to_the_names_between_them() -> None:
    counties = {"carlcounty": (40.0, -90.1), "nilecounty": (40.1, -90.0)}
    assert ordered([1025, 1175], counties, _towns()) == {1025: "carlcounty", 1175: "nilecounty"}


def test_an_id_that_two_names_might_bear_stays_untied() -> None:
    counties = {"carlcounty": (40.0, -90.1), "cobbcounty": (40.1, -90.0)}
    assert ordered([1025], counties, _towns()) == {}


def test_neighbours_in_the_alphabet_are_told_by_their_order() -> None:
    counties = {"carlcounty": (40.0, -90.1), "cobbcounty": (40.1, -90.0)}
    assert ordered([1024, 1026], counties, _towns()) == {1024: "carlcounty", 1026: "cobbcounty"}
