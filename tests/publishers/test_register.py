from __future__ import annotations

from importlib.resources import files

import pytest

from onrecord.errors import KnowledgeError
from onrecord.publishers import Publisher, PublisherKind, Publishers
from onrecord.publishers.register import domain_of, parse


def test_every_file_keeps_the_schema_and_keys_are_sorted_out() -> None:
    shipped = Publishers.shipped()
    assert len(shipped.all) >= 250
    assert {p.kind for p in shipped.all} == set(PublisherKind)
    for file in files("onrecord.publishers").joinpath("data").iterdir():
        if file.name.endswith(".yaml"):
            assert parse(file.read_text(encoding="utf-8"), file.name)


def test_every_name_and_domain_finds_its_publisher() -> None:
    shipped = Publishers.shipped()
    for publisher in shipped.all:
        for domain in publisher.domains:
            assert shipped.by_domain(f"https://www.{domain}/a/b?c=d") == publisher
        found = shipped.by_name(publisher.name)
        assert found in (publisher, None), publisher.key


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("VOA", "voa"),
        ("Voice of America", "voa"),
        ("the Associated Press", "ap"),
        ("newsweek.com", "newsweek"),
        ("Xinhua News Agency", "xinhua"),
        ("RFE/RL", "rferl"),
        ("Nobody's Paper", None),
        ("", None),
    ],
)
def test_names(text: str, key: str | None) -> None:
    found = Publishers.shipped().by_name(text)
    assert (found.key if found else None) == key


def test_a_subdomain_counts_for_the_site_above_it_and_the_nearest_wins() -> None:
    shipped = Publishers.shipped()
    assert (found := shipped.by_domain("https://world.reuters.com/x"))
    assert found.key == "reuters"
    assert (found := shipped.by_domain("monitoring.bbc.co.uk"))
    assert found.key == "bbc_monitoring"
    assert shipped.by_domain("notreuters.com") is None
    assert shipped.by_domain("http://[") is None


def test_a_name_of_two_names_neither() -> None:
    one = Publisher(key="a", name="The Post", kind=PublisherKind.PRIVATE)
    two = Publisher(key="b", name="Post", kind=PublisherKind.PRIVATE)
    assert Publishers([one, two]).by_name("Post") is None


def test_names_that_are_also_words_are_marked() -> None:
    shipped = Publishers.shipped()
    assert shipped.is_ambiguous("AP")
    assert not shipped.is_ambiguous("Associated Press")


@pytest.mark.parametrize(
    "text",
    [
        "- {key: A, name: x, kind: wire}",
        "- {key: a, name: x, kind: paper}",
        "- {key: a, name: x, kind: wire, country: Norway}",
        "- {key: a, name: x, kind: wire, domains: [www.x.org]}",
        "- {key: a, name: x, kind: wire, colour: red}",
        "key: a",
    ],
)
def test_what_breaks_the_schema_is_refused(text: str) -> None:
    with pytest.raises(KnowledgeError):
        parse(text, "x.yaml")


def test_two_publishers_never_share_a_key_or_domain() -> None:
    one = Publisher(key="a", name="One", kind=PublisherKind.PRIVATE, domains=("one.org",))
    with pytest.raises(KnowledgeError):
        Publishers([one, one])
    with pytest.raises(KnowledgeError):
        Publishers([one, Publisher(key="b", name="Two", kind=PublisherKind.PRIVATE, domains=("one.org",))])


def test_domains() -> None:
    assert domain_of("https://WWW.Example.org:80/a") == "example.org"
    assert domain_of("example.org/a") == "example.org"
    assert domain_of("no domain") is None


def test_nearly_every_member_of_the_united_nations_has_a_publisher() -> None:
    shipped = Publishers.shipped()
    assert len(shipped.all) >= 850
    assert len({p.country for p in shipped.all if p.country}) >= 180


@pytest.mark.parametrize("name", ["BNA", "Saba", "CNA", "AIP", "APS", "the National News Agency"])
def test_names_that_several_agencies_bear_name_none(name: str) -> None:
    assert Publishers.shipped().by_name(name) is None


@pytest.mark.parametrize(
    ("domain", "key"),
    [
        ("novayagazeta.eu", "novaya_europe"),
        ("tvpworld.com", "tvp"),
        ("newsonair.gov.in", "air_in"),
        ("noticiascaracol.com", "caracol_tv"),
        ("inforpress.cv", "inforpress"),
    ],
)
def test_outlets_that_share_an_owner_or_a_name_are_apart(domain: str, key: str) -> None:
    found = Publishers.shipped().by_domain(domain)
    assert found is not None
    assert found.key == key


@pytest.mark.parametrize("name", ["Hamas", "Rapid Support Forces", "Mina", "Lena", "Petra", "Inspire", "Report"])
def test_names_of_others_are_ambiguous(name: str) -> None:
    assert Publishers.shipped().is_ambiguous(name)
