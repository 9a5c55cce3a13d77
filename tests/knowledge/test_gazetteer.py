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
    assert "God" not in names  # nor is Göd in Hungary what an article means by it


@given(st.text(max_size=40))
def test_folding_twice_changes_nothing_and_lookups_never_fail(name: str) -> None:
    assert fold(fold(name)) == fold(name)
    GAZETTEER.find(name)


# How many divisions of the second level there are by the country's own count (the year of the count in brackets), and
# the least that the gazetteer holds. GeoNames lags where a country was divided anew: Sudan's 189 localities, Mali's 159
# cercles, South Sudan's 79 counties, Turkmenistan's and Myanmar's newest.
DIVISIONS = [
    ("AFG", 401, 401),  # districts (2022)
    ("PAK", 169, 155),  # districts, with Azad Kashmir and Gilgit-Baltistan (2023)
    ("IRN", 482, 430),  # shahrestans (2023)
    ("IRQ", 120, 120),  # districts
    ("SYR", 65, 61),  # districts (2020)
    ("YEM", 333, 333),  # districts
    ("UKR", 136, 136),  # raions (since 2020)
    ("SDN", 189, 90),  # localities
    ("SSD", 79, 28),  # counties
    ("ETH", 104, 100),  # zones and special woredas
    ("SOM", 90, 87),  # districts, Somaliland among them
    ("NGA", 774, 774),  # local government areas
    ("MLI", 159, 50),  # cercles (2023; 49 until then)
    ("BFA", 45, 45),  # provinces (until 2025)
    ("NER", 67, 67),  # departments and the cities of that rank
    ("MMR", 121, 73),  # districts (2022; 74 until then)
    ("TJK", 68, 68),  # districts and cities of that rank
    ("KGZ", 44, 44),  # districts (until 2024)
    ("UZB", 208, 208),  # districts and cities of that rank
    ("TKM", 50, 50),  # etraps and cities of that rank (2022)
    ("USA", 3144, 3143),  # counties and their equals
]


@pytest.mark.parametrize(("country", "official", "least"), DIVISIONS)
def test_divisions_of_the_second_level_stand_in_every_country_at_war(country: str, official: int, least: int) -> None:
    held = list(GAZETTEER.districts(country))
    assert least <= len(held) <= official * 1.3
    assert len({place.id for place in held}) == len(held)
    assert all(place.precision in (3, 4) for place in held)


def test_districts_of_indian_border_states_stand() -> None:
    held = {place.admin1 for place in GAZETTEER.districts("IND")}
    assert {"Jammu and Kashmir", "Ladakh", "Punjab", "Rajasthan", "Gujarat", "Arunachal Pradesh", "Manipur"} <= held
    assert {"Nagaland", "Mizoram", "Tripura", "Meghalaya", "Assam", "West Bengal", "Sikkim", "Uttarakhand"} <= held


@pytest.mark.parametrize(
    ("name", "country", "admin1"),
    [
        ("Laurel County", "USA", "Kentucky"),
        ("Khwaja Ghar district", "AFG", "Takhar"),
        ("Kalafgan", "AFG", "Takhar"),
        ("Leylek district", "KGZ", "Batken"),
        ("Manbij district", "SYR", "Aleppo"),
        ("Rann", "NGA", "Borno"),
    ],
)
def test_districts_are_found_as_news_names_them(name: str, country: str, admin1: str) -> None:
    assert any((p.country, p.admin1) == (country, admin1) for p in GAZETTEER.find(name))


def test_a_district_that_nobody_placed_lies_where_its_division_lies() -> None:
    district = next(p for p in GAZETTEER.districts("AFG") if p.precision == 4)
    division = GAZETTEER.parents(district)[0]
    assert (district.latitude, district.longitude) == (division.latitude, division.longitude)


def test_our_own_places_answer_to_their_number_in_geonames() -> None:
    place = next(p for p in GAZETTEER.find("Takhar province") if p.feature == "A.ADM1")
    assert place.geonames is not None
    assert GAZETTEER.get(f"gn:{place.geonames}") == place
