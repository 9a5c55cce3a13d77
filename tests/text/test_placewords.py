"""How a text tells one place within another."""

from __future__ import annotations

import pytest

from onrecord.model.spans import Span
from onrecord.text.placewords import is_told_within


def _is_within(text: str) -> bool:
    inner, outer = text.index("Tessaro"), text.index("Sumra")
    return is_told_within(text, Span(inner, inner + len("Tessaro")), Span(outer, outer + len("Sumra")))


@pytest.mark.parametrize(
    "text",
    [
        "Tessaro, Sumra",
        "Tessaro in Varania's Sumra region",
        "Tessaro, in Varania's northern Sumra district",
        "the Tessaro area of Sumra district",
        "Tessaro, a village in Sumra township",
        "Tessaro, a small locality of Sumra",
        "Tessaro village, Sumra",
        "Tessaro, in south-eastern Sumra",
    ],
)
def test_the_second_place_holds_the_first(text: str) -> None:
    assert _is_within(text)


@pytest.mark.parametrize("text", ["Tessaro and Sumra", "Tessaro on the road to Sumra", "Tessaro, west of Sumra"])
def test_places_beside_each_other_hold_none(text: str) -> None:
    assert not _is_within(text)
