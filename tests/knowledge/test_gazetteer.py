"""The shipped gazetteer: names in many spellings, divisions, sites, ids."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.knowledge.gazetteer import Gazetteer, fold

GAZETTEER = Gazetteer.shipped()


@pytest.mark.parametrize(
    ("name", "country", "latitude", "longitude"),
    [
        ("Kabul", "AFG", 34.5, 69.2),
        ("Mazar-i-Sharif", "AFG", 36.7, 67.1),
        ("Mazār-e Sharīf", "AFG", 36.7, 67.1),
        ("Takhar", "AFG", 36.7, 69.8),
        ("Takhar province", "AFG", 36.7, 69.8),
        ("province of Nangarhar", "AFG", 34.3, 70.4),
        ("Logar", "AFG", 34.0, 69.1),
        ("al-Hasakah", "SYR", 36.5, 40.7),
        ("Hassakeh", "SYR", 36.5, 40.7),
        ("Kharkiv Oblast", "UKR", 49.5, 36.4),
        ("Borno State", "NGA", 11.8, 13.0),
        ("Dasht-e-Qala District", "AFG", 37.1, 69.4),
        ("Xinjiang", "CHN", 42.0, 88.0),
        ("North Kivu", "COD", -0.8, 29.0),
        ("Kiev", "UKR", 50.4, 30.5),
    ],
)
def test_finds_a_place_about_where_it_lies(name: str, country: str, latitude: float, longitude: float) -> None:
    place = GAZETTEER.find(name)[0]
    assert place.country == country
    assert place.latitude == pytest.approx(latitude, abs=1.0)
    assert place.longitude == pytest.approx(longitude, abs=5.0)


def test_the_type_word_picks_the_division_over_the_town() -> None:
    assert GAZETTEER.find("Balkh province")[0].feature == "A.ADM1"
    assert GAZETTEER.find("city of Kandahar")[0].feature.startswith("P.")


def test_all_provinces_of_afghanistan_stand_with_coordinates_and_parents() -> None:
    provinces = [p for id in _ids("pl:afg-") if (p := GAZETTEER.get(id)) and p.feature == "A.ADM1"]
    assert len(provinces) == 34
    assert all(p.latitude is not None and GAZETTEER.parents(p)[0].name == "Afghanistan" for p in provinces)


def _ids(prefix: str) -> list[str]:
    return [id for id in GAZETTEER.ids() if id.startswith(prefix)]


def test_a_city_knows_its_division_and_country() -> None:
    city = next(p for p in GAZETTEER.find("Jalalabad") if p.country == "AFG")
    assert [parent.name for parent in GAZETTEER.parents(city)] == ["Nangarhar", "Afghanistan"]
    assert GAZETTEER.get(city.id) == city


def test_seas_and_regions_have_their_precision() -> None:
    assert GAZETTEER.find("Black Sea")[0].precision == 7
    assert GAZETTEER.find("the Sahel")[0].precision == 5
    assert GAZETTEER.find("Chad")[0].precision == 6
    assert GAZETTEER.find("Torkham")[0].precision == 1


def test_what_nobody_bears_is_not_found() -> None:
    assert GAZETTEER.find("Qwertzville") == ()
    assert GAZETTEER.find("") == ()
    assert GAZETTEER.get("gn:0") is None
    assert GAZETTEER.get("pl:nowhere") is None


def test_every_own_place_has_existing_parents() -> None:
    for id in GAZETTEER.ids():
        place = GAZETTEER.get(id)
        assert place is not None
        assert len(GAZETTEER.parents(place)) == len(place.parents), id


def test_names_are_spelled_as_people_write_them() -> None:
    names = set(GAZETTEER.names())
    assert {"Afghanistan", "Takhar", "Kandahar", "Strait of Hormuz", "United States"} <= names
    assert "OR" not in names


@given(st.text(max_size=40))
def test_folding_twice_changes_nothing_and_lookups_never_fail(name: str) -> None:
    assert fold(fold(name)) == fold(name)
    GAZETTEER.find(name)
