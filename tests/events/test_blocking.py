"""Who meets whom in blocks."""

from __future__ import annotations

from datetime import date

from onrecord.events.tellings import tellings_of
from tests.events.made import claim


def keys(**said: object) -> set[int]:
    made = claim("An attack hit staff.", trigger="attack", **said)  # type: ignore[arg-type]
    (telling,), _ = tellings_of([made], frozenset())
    return set(telling.keys)


def test_an_undated_telling_meets_a_dated_one_by_place_and_nation() -> None:
    dated = keys(article="a", where="Karsa", recipients=("Kenyan Embassy",), day=date(2022, 9, 5))
    assert dated & keys(article="b", where="Karsa", recipients=("Kenyan diplomats",), published=None)


def test_neighbouring_days_meet_across_the_end_of_a_month() -> None:
    last = keys(article="a", where="Karsa", day=date(2024, 4, 30))
    assert last & keys(article="b", where="Karsa", day=date(2024, 5, 1))


def test_other_people_in_another_month_do_not_meet() -> None:
    one = keys(article="a", where="Karsa", recipients=("guards",), day=date(2024, 5, 1))
    assert not one & keys(article="b", where="Belu", recipients=("traders",), day=date(2024, 7, 1))
