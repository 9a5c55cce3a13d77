"""Dated questions to the knowledge base, with answers that are on public record."""

from __future__ import annotations

from datetime import date

import pytest

from onrecord.knowledge import KnowledgeBase

BASE = KnowledgeBase.shipped()

HOLDERS = [
    ("foreign minister", "PAK", "2021-07-12", "shah-mahmood-qureshi"),
    ("foreign minister", "PAK", "2024-06-01", "ishaq-dar"),
    ("prime minister", "PAK", "2019-02-27", "imran-khan"),
    ("prime minister", "PAK", "2022-05-01", "shehbaz-sharif"),
    ("prime minister", "PAK", "2023-11-01", "anwaar-ul-haq-kakar"),
    ("army chief", "PAK", "2014-12-16", "raheel-sharif"),
    ("Minister of Foreign Affairs", "CHN", "2021-07-28", "wang-yi"),
    ("foreign minister", "CHN", "2023-04-15", "qin-gang"),
    ("foreign minister", "CHN", "2023-10-15", "wang-yi"),
    ("premier", "CHN", "2013-03-10", "wen-jiabao"),
    ("premier", "CHN", "2024-01-01", "li-qiang"),
    ("president", "CHN", "2012-06-01", "hu-jintao"),
    ("permanent representative", "CHN", "2023-03-01", "zhang-jun"),
    ("ambassador to Afghanistan", "CHN", "2024-01-01", "zhao-xing"),
    ("president", "USA", "2000-10-12", "bill-clinton"),
    ("president", "USA", "2021-01-19", "donald-trump"),
    ("president", "USA", "2021-01-20", "joe-biden"),
    ("secretary of state", "USA", "2011-05-02", "hillary-clinton"),
    ("foreign minister", "USA", "2020-02-29", "mike-pompeo"),
    ("top diplomat", "USA", "2024-05-01", "antony-blinken"),
    ("Secretary of Defense", "USA", "2021-08-26", "lloyd-austin"),
    ("commander", "centcom", "2023-03-16", "michael-kurilla"),
    ("commander", "centcom", "2021-08-15", "kenneth-mckenzie"),
    ("president", "RUS", "2010-03-29", "dmitry-medvedev"),
    ("prime minister", "RUS", "2010-03-29", "vladimir-putin"),
    ("defence minister", "RUS", "2022-02-24", "sergei-shoigu"),
    ("defence minister", "RUS", "2024-06-01", "andrei-belousov"),
    ("secretary", "security-council-of-russia", "2024-11-25", "sergei-shoigu"),
    ("president", "UKR", "2019-05-19", "petro-poroshenko"),
    ("president", "UKR", "2022-02-24", "volodymyr-zelensky"),
    ("foreign minister", "UKR", "2023-01-01", "dmytro-kuleba"),
    ("prime minister", "GBR", "2003-03-20", "tony-blair"),
    ("prime minister", "GBR", "2022-10-01", "liz-truss"),
    ("foreign secretary", "GBR", "2024-01-01", "david-cameron"),
    ("chancellor", "DEU", "2015-09-01", "angela-merkel"),
    ("foreign minister", "DEU", "2024-01-01", "annalena-baerbock"),
    ("president", "FRA", "2013-01-11", "francois-hollande"),
    ("prime minister", "ISR", "2021-12-01", "naftali-bennett"),
    ("prime minister", "ISR", "2023-10-07", "benjamin-netanyahu"),
    ("defence minister", "ISR", "2024-01-01", "yoav-gallant"),
    ("president", "IRN", "2022-09-16", "ebrahim-raisi"),
    ("foreign minister", "IRN", "2015-07-14", "mohammad-javad-zarif"),
    ("supreme leader", "IRN", "2000-01-01", "ali-khamenei"),
    ("commander", "quds-force", "2019-06-01", "qasem-soleimani"),
    ("president", "SYR", "2013-08-21", "bashar-al-assad"),
    ("president", "SYR", "2025-03-01", "ahmed-al-sharaa"),
    ("prime minister", "IND", "2008-11-26", "manmohan-singh"),
    ("external affairs minister", "IND", "2021-08-20", "s-jaishankar"),
    ("president", "afghan-republic", "2014-09-28", "hamid-karzai"),
    ("president", "afghan-republic", "2021-08-14", "ashraf-ghani"),
    ("acting foreign minister", "taliban", "2022-03-30", "amir-khan-muttaqi"),
    ("interior minister", "taliban", "2023-01-01", "sirajuddin-haqqani"),
    ("supreme leader", "taliban", "2015-12-01", "akhtar-mansour"),
    ("leader", "ttp", "2010-01-01", "hakimullah-mehsud"),
    ("secretary-general", "united-nations", "2003-08-19", "kofi-annan"),
    ("secretary general", "nato", "2011-03-31", "anders-fogh-rasmussen"),
    ("secretary general", "nato", "2024-11-01", "mark-rutte"),
    ("prime minister", "JPN", "2019-05-01", "shinzo-abe"),
    ("president", "KOR", "2018-04-27", "moon-jae-in"),
    ("president", "BRA", "2020-05-01", "jair-bolsonaro"),
    ("president", "SDN", "2009-03-04", "omar-al-bashir"),
    ("president", "NER", "2023-07-25", "mohamed-bazoum"),
    ("leader", "hezbollah", "2006-07-12", "hassan-nasrallah"),
    ("president", "TUR", "2016-07-15", "recep-tayyip-erdogan"),
]

MEMBERS = [
    ("IRN", "sco", "2022-05-01", False),
    ("IRN", "sco", "2023-07-05", True),
    ("BLR", "sco", "2024-07-03", False),
    ("BLR", "sco", "2024-07-05", True),
    ("PAK", "sco", "2016-01-01", False),
    ("PAK", "sco", "2018-01-01", True),
    ("FIN", "nato", "2022-12-01", False),
    ("FIN", "nato", "2023-05-01", True),
    ("SWE", "nato", "2024-03-08", True),
    ("GBR", "eu", "2020-01-31", True),
    ("GBR", "eu", "2020-02-02", False),
    ("MLI", "ecowas", "2024-12-01", True),
    ("MLI", "ecowas", "2025-02-01", False),
    ("UZB", "csto", "2015-01-01", False),
    ("ARE", "brics", "2024-06-01", True),
    ("SSD", "united-nations", "2011-07-15", True),
    ("PRK", "united-nations", "1990-01-01", False),
    ("DEU", "united-nations", "1973-06-01", False),
    ("GRC", "council-of-europe", "1949-08-15", None),
    ("SYR", "arab-league", "2015-01-01", False),
    ("SYR", "arab-league", "2024-01-01", True),
    ("RUS", "g8", "2013-06-17", True),
    ("RUS", "g8", "2015-01-01", False),
    ("QAT", "opec", "2020-01-01", False),
]


# Held by whoever governs the state then, and asked of the state.
OF_THE_GOVERNMENT = [
    ("foreign minister", "AFG", "2012-05-01", "zalmai-rassoul"),
    ("foreign minister", "AFG", "2023-05-01", "amir-khan-muttaqi"),
    ("foreign minister", "AFG", "1988-05-01", "abdul-wakil"),
    ("president", "AFG", "2010-01-01", "hamid-karzai"),
    ("prime minister", "LBY", "2022-01-01", "abdul-hamid-dbeibah"),
    ("prime minister", "LBY", "2013-01-01", "ali-zeidan"),
    ("UN ambassador", "USA", "2022-03-01", "linda-thomas-greenfield"),
    ("ambassador to the United Nations", "THA", "2010-01-01", "norachit-sinhaseni"),
]


@pytest.mark.parametrize(("title", "of", "day", "answer"), HOLDERS + OF_THE_GOVERNMENT)
def test_who_held_the_office(title: str, of: str, day: str, answer: str) -> None:
    holder = BASE.holder(title, of, date.fromisoformat(day))
    assert holder is not None
    assert holder.id == f"kb:{answer}"


@pytest.mark.parametrize(("who", "organisation", "day", "answer"), MEMBERS)
def test_who_was_a_member(who: str, organisation: str, day: str, answer: bool | None) -> None:
    assert BASE.is_member(who, organisation, date.fromisoformat(day)) is answer


@pytest.mark.parametrize(
    ("state", "day", "answer"),
    [
        ("AFG", "2000-01-01", "taliban"),
        ("AFG", "2015-01-01", "afghan-republic"),
        ("AFG", "2021-08-14", "afghan-republic"),
        ("AFG", "2021-08-15", "taliban"),
        ("MMR", "2022-01-01", "tatmadaw"),
        ("CHN", "2022-01-01", "china"),
    ],
)
def test_who_governed(state: str, day: str, answer: str) -> None:
    government = BASE.government(state, date.fromisoformat(day))
    assert government is not None
    assert government.id == f"kb:{answer}"


@pytest.mark.parametrize(
    ("name", "answers"),
    [
        ("Tehreek-i-Taliban Pakistan", ["ttp"]),
        ("tehrik-e-taliban PAKISTAN", ["ttp"]),
        ("ETIM", ["etim"]),
        ("Turkistan Islamic Party", ["etim"]),
        ("ISIS-Khorasan", ["isis-k"]),
        ("Da’esh", ["islamic-state"]),
        ("Balochistan Liberation Army", ["bla"]),
        ("Shebab", ["al-shabaab"]),
        ("Shabaab", ["al-shabaab"]),
        ("Nato", ["nato"]),
        ("U.N.", ["united-nations"]),
        ("Hafiz Saeed", ["hafiz-muhammad-saeed", "hafiz-saeed-khan"]),
        ("Türkiye", ["turkey"]),
        ("King Salman", ["salman-of-saudi-arabia"]),
        ("King Felipe of Spain", ["felipe-vi"]),
        ("King Abdullah", ["abdullah-ii", "abdullah-of-pahang", "abdullah-of-saudi-arabia"]),
        ("Faisal bin Farhan", ["faisal-bin-farhan-al-saud"]),
        ("Muhammad ibn Salman", ["mohammed-bin-salman"]),
        ("Abd Rabbuh Mansur Hadi", ["abdrabbuh-mansur-hadi"]),
        ("Vladimir Vladimirovich Putin", ["vladimir-putin"]),
        ("Juan Manuel Santos Calderón", ["juan-manuel-santos"]),
        ("Mohammed Ali", []),
        ("Khalid Ahmad", []),
        ("Muhammad Yusuf Bhat", []),
        ("John Smith", []),
        ("JEM", ["jaish-e-mohammed", "jem-sudan"]),
        ("us", []),
        ("who", []),
        ("the army", []),
    ],
)
def test_who_bears_the_name(name: str, answers: list[str]) -> None:
    assert sorted(a.id for a in BASE.find(name)) == [f"kb:{a}" for a in answers]


@pytest.mark.parametrize(
    ("surname", "answer"), [("van den Broek", "hans-van-den-broek"), ("Broek", "hans-van-den-broek")]
)
def test_a_family_name_with_small_words_is_found_with_and_without_them(surname: str, answer: str) -> None:
    assert [a.id for a in BASE.find_surname(surname)] == [f"kb:{answer}"]


def test_an_office_never_has_two_sure_presidents() -> None:
    for state in ("USA", "RUS", "FRA", "IRN", "CHN", "NGA", "BRA", "KEN"):
        for year in range(2001, 2025):
            assert len(BASE.holders("president", state, date(year, 6, 1))) <= 1


def test_offices_say_how_far_they_were_followed() -> None:
    assert BASE.checked("foreign minister", "CHN") == date(2025, 10, 1)
