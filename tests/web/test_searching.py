"""Search over articles, claims, events, names and publishers; searches that are kept; facets that can be taken back."""

from __future__ import annotations

import re

from starlette.testclient import TestClient

from onrecord.model.articles import PublisherRef
from onrecord.store import PublisherRow
from onrecord.web.pages.publishers import LISTING, Rated
from onrecord.web.saved import is_local


def test_everything_that_holds_the_words_is_found(desk: TestClient) -> None:
    page = desk.get("/search?q=soldiers").text
    for title in ("Events told in these words", "Claims in these words", "In articles"):
        assert title in page
    assert "<mark>soldiers</mark>" in page
    assert "/events/ev" in page
    assert "Of that name" in desk.get("/search?q=mali").text
    assert "No article holds these words" in desk.get("/search?q=zebras").text


def test_claims_are_found_by_their_own_words_alone(desk: TestClient) -> None:
    page = desk.get("/search?q=missiles").text
    claims = page.split("Claims in these words")[1].split("<section>")[0]
    assert "missiles" in claims
    assert "Gunmen" not in claims


def _kept(desk: TestClient, **given: str) -> int:
    token = re.search(r'name="csrf-token" content="(\w+)"', desk.get("/search").text)
    assert token is not None
    headers = {"origin": "http://localhost:8710", "x-csrf-token": token[1]}
    return desk.post("/search/saved", data=given, headers=headers).status_code


def test_a_search_is_kept_and_let_go(desk: TestClient) -> None:
    assert _kept(desk, href="/search?q=soldiers", name="Soldiers <b>") == 303
    assert _kept(desk, href="/claims?type=ASSAULT", name="Attacks") == 303
    page = desk.get("/search").text
    assert page.index("Attacks") < page.index("Soldiers &lt;b&gt;")
    assert "Keep this search no longer" in desk.get("/search?q=soldiers").text
    assert _kept(desk, href="/search?q=soldiers", forget="yes") == 303
    assert "Soldiers &lt;b&gt;" not in desk.get("/search").text
    desk.cookies.delete("onrecord-searches")


def test_only_addresses_of_the_desk_are_kept(desk: TestClient) -> None:
    for href in ("https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)", ""):
        assert not is_local(href)
        assert _kept(desk, href=href) == 400
    desk.cookies.set("onrecord-searches", "%5B%5B%22x%22%2C%22//evil.example%22%5D%5D")
    assert "evil.example" not in desk.get("/search").text
    desk.cookies.set("onrecord-searches", "nonsense")
    assert desk.get("/search").status_code == 200
    desk.cookies.delete("onrecord-searches")


def test_a_chosen_facet_shows_the_others_with_their_counts(desk: TestClient) -> None:
    plain = desk.get("/claims").text
    chosen = desk.get("/claims?type=ASSAULT").text
    values = re.findall(r'<a href="/claims\?type=(\w+)">\1</a> <span class="soft">(\d+)</span>', plain)
    assert len(values) > 2
    for value, count in values:
        if value != "ASSAULT":
            assert re.search(rf'type={value}">{value}</a> <span class="soft">{count}<', chosen)
    assert re.search(r'class="chosen"><a href="/claims" aria-current="true">ASSAULT', chosen)


def test_publishers_have_their_letters() -> None:
    row = PublisherRow(
        publisher=PublisherRef(name="Harbour Gazette"), articles=3, claims=9, copies=1, originals=0, credits=(("X", 2),)
    )
    cells = {column.header: column.cell(Rated(row, "B")) for column in LISTING.columns}
    assert [bit.text for bit in cells["letter"]] == ["B"]
    assert [bit.text for bit in cells["credits"]] == ["X (2)"]


def test_what_was_refused_can_be_brought_in_again(desk: TestClient) -> None:
    assert 'href="/read"' in desk.get("/issues").text.split("<tbody>")[1]


def test_the_accounts_of_an_event_as_rows(desk: TestClient) -> None:
    event = re.findall(r'href="/events/(ev\w+)"', desk.get("/events?contradicted=yes").text)[0]
    lines = desk.get(f"/events/{event}/accounts.csv").text.splitlines()
    assert lines[0].startswith("field,value,low,high,contradicted,voices,publishers")
    assert any(",true," in line.casefold() for line in lines[1:])
    assert "credibility" in desk.get(f"/events/{event}").text
    assert desk.get("/events/evnothing/accounts.csv").status_code == 404
