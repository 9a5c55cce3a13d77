"""Lists of authors as sellers write them."""

from __future__ import annotations

import pytest

from evals.authors import people, surnames


@pytest.mark.parametrize(
    ("value", "last"),
    [
        ("Ruiz, Alba; Okoro, Ben", ["ruiz", "okoro"]),
        ("Alba Ruiz, Ben Okoro", ["ruiz", "okoro"]),
        ("Ruiz, Alba, Okoro, Ben", ["ruiz", "okoro"]),
        ("By (author) Ruiz, Alba By (author) Okoro, Ben", ["ruiz", "okoro"]),
        ("Ruiz, Alba (Author) Okoro, Ben (Joint Author)", ["ruiz", "okoro"]),
        ("Ruiz, AlbaOkoro, Ben", ["ruiz", "okoro"]),
        ("R&uuml;tz, Alba/ Okoro, Ben", ["rutz", "okoro"]),
        ("Not Available", []),
        ("", []),
    ],
)
def test_surnames_whichever_way_round(value: str, last: list[str]) -> None:
    assert [name for name, _ in people(value)] == last


def test_lists_of_one_book_teach_which_words_are_surnames() -> None:
    lists = ["Ruiz, Alba; Okoro, Ben", "ALBA RUIZ BEN OKORO", "Ruiz, Alba", "Ruis, Alba Okoro"]
    assert [set(names) for names in surnames(lists[:3])] == [{"ruiz", "okoro"}, {"ruiz", "okoro"}, {"ruiz"}]
