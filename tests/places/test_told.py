"""Places that nobody knows, told within one that is known, and capitals that are towns and governments."""

from __future__ import annotations

from onrecord.interface import Reader
from onrecord.model.resolved import ResolvedClaim


def assaults(text: str) -> list[ResolvedClaim]:
    return [c for c in Reader().code(text, published="2023-05-02") if c.claim.event_type.value == "ASSAULT"]


def test_a_village_that_no_gazetteer_has_lies_in_the_province_it_is_told_in() -> None:
    (claim,) = assaults("Gunmen attacked a patrol in the village of Zhurkaveld in Takhar Province on Monday.")
    assert claim.place is not None
    assert (claim.place.text, claim.place.name, claim.place.country) == ("Zhurkaveld", "Zhurkaveld", "AFG")
    assert claim.place.precision == 4
    assert claim.place.latitude is not None
    assert claim.place.geonames is None


def test_it_is_the_same_place_in_another_article() -> None:
    one, other = (
        assaults(f"Gunmen attacked a {what} in the village of Zhurkaveld in Takhar Province on Monday.")[0]
        for what in ("patrol", "mill")
    )
    assert one.place is not None
    assert other.place is not None
    assert one.place.place_id == other.place.place_id


def test_a_capital_is_a_town_where_something_is_done_in_it() -> None:
    (claim,) = assaults("Kabul signed a deal with Moscow. In April, gunmen attacked a hotel in Kabul.")
    assert claim.place is not None
    assert (claim.place.name, claim.place.precision) == ("Kabul", 1)


def test_a_capital_goes_by_its_country() -> None:
    (claim,) = assaults("Gunmen attacked a hotel in the Beninese capital on Monday.")
    assert claim.place is not None
    assert (claim.place.name, claim.place.country) == ("Porto-Novo", "BEN")


def test_of_two_holders_the_finer_holds() -> None:
    (claim,) = assaults("Gunmen attacked a patrol in Zhurkaveld, in Afghanistan's northern Takhar Province, on Monday.")
    assert claim.place is not None
    assert (claim.place.name, claim.place.precision) == ("Zhurkaveld", 4)
