"""Every view of the desk answers, says the same as the record, and shows words of pages as words."""

from __future__ import annotations

import csv
import io
import re
from html.parser import HTMLParser
from urllib.parse import parse_qs, urlsplit

import pytest
from starlette.testclient import TestClient

from onrecord.export.listings import LISTINGS, walk
from onrecord.model.filters import Filter
from onrecord.settings import Settings
from onrecord.store import Record
from onrecord.web import create_app, warm

VIEWS = (
    *("/", "/events", "/claims", "/relations", "/actors", "/places", "/publishers", "/pages", "/issues"),
    *("/timeline", "/map", "/network", "/search", "/search?q=soldiers"),
)


class _Markup(HTMLParser):
    """The elements and addresses of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))


def _every_page(desk: TestClient, record: Record) -> list[str]:
    own = [f"/events/{event.id}" for event in record.events()]
    own += [f"/pages/{row.id}" for row in record.captures()]
    own += [f"/actors/{row.actor.id}" for row in record.actors()]
    return [*VIEWS, *own]


@pytest.mark.parametrize("view", VIEWS)
def test_a_view_answers(desk: TestClient, view: str) -> None:
    answer = desk.get(view)
    assert answer.status_code == 200
    assert "<h1" in answer.text


def test_no_page_holds_an_element_that_a_page_of_news_brought(desk: TestClient, record: Record) -> None:
    for address in _every_page(desk, record):
        answer = desk.get(address)
        assert answer.status_code == 200, address
        for tag, attributes in _Markup(answer.text).elements:
            assert tag != "img", address
            assert tag != "script" or re.fullmatch(r"/static/\w+\.js", attributes.get("src") or ""), address
            assert not any(name.startswith("on") or name == "style" for name in attributes), address
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in desk.get("/pages?search=raid").text + desk.get(
        "/"
    ).text + "".join(desk.get(f"/pages/{row.id}").text for row in record.captures())


def test_links_lead_somewhere_on_the_desk(desk: TestClient, record: Record) -> None:
    found = set()
    for address in _every_page(desk, record):
        for tag, attributes in _Markup(desk.get(address).text).elements:
            target = attributes.get("href") or ""
            if tag == "a" and target and not target.startswith(("#", "?")):
                assert target.startswith("/"), target
                found.add(target.partition("#")[0])
    for target in sorted(found):
        assert desk.get(target).status_code in {200, 303}, target


def test_an_address_of_a_word_leads_to_that_word(desk: TestClient, record: Record) -> None:
    for told in record.claims():
        answer = desk.get(f"/claims/{told.claim.id}")
        assert answer.status_code == 303
        where = urlsplit(answer.headers["location"])
        assert where.fragment == f"w-{told.claim.id}"
        page = desk.get(answer.headers["location"]).text
        assert f'id="w-{told.claim.id}"' in page
        assert f'id="{told.claim.id}"' in page
        assert parse_qs(where.query)["claim"] == [told.claim.id]


def test_an_event_shows_every_account_and_its_words(desk: TestClient, record: Record) -> None:
    from markupsafe import escape

    from onrecord.export.sheet import shown

    for event in record.events():
        page = desk.get(f"/events/{event.id}").text
        for field in shown(event, record.claims_with(event.claims)):
            for row in field.rows:
                assert all(str(escape(words)) in page for words in (row.value, row.aside, row.said_by))
        for claim in event.claims:
            assert f'id="t-{claim}"' in page


def test_filters_have_the_names_of_the_command_line(desk: TestClient, record: Record) -> None:
    page = desk.get("/claims?type=assault&factuality=happened&since=2026-03&until=2026&country=afg").text
    wanted = [line for line in walk(record, "claims", Filter()) if line["event_type"] == "ASSAULT"]
    assert wanted
    shown = set(re.findall(r'<tr id="(cl\w+)"', page))
    assert shown
    assert shown <= {line["claim_id"] for line in wanted}
    assert desk.get("/claims?type=nonsense").status_code == 400
    assert "is none of" in desk.get("/claims?type=nonsense").text
    assert desk.get("/claims?since=soon").status_code == 400


def test_empty_fields_of_the_form_ask_for_everything(desk: TestClient, record: Record) -> None:
    page = desk.get("/claims?type=&actor=&since=&contradicted=&offset=").text
    assert len(re.findall(r'<tr id="cl', page)) == record.how_many("claims")


def test_paging_shows_every_row_once(desk: TestClient, record: Record) -> None:
    address: str | None = "/claims?limit=2"
    seen: list[str] = []
    while address is not None:
        page = desk.get(address).text
        seen += re.findall(r'<tr id="(cl\w+)"', page)
        after = re.search(r'rel="next" href="([^"]+)"', page)
        address = after[1].replace("&amp;", "&") if after else None
    assert seen == [told.claim.id for told in record.claims()]


@pytest.mark.parametrize("name", [*(name for name in LISTINGS if name != "articles"), "publishers"])
def test_a_listing_can_be_taken_along_as_csv(desk: TestClient, record: Record, name: str) -> None:
    answer = desk.get(f"/{'pages' if name == 'captures' else name}.csv")
    assert answer.status_code == 200
    rows = list(csv.reader(io.StringIO(answer.text)))
    expected = len(list(walk(record, name, Filter()))) if name in LISTINGS else len(list(record.publishers()))
    assert len(rows) == expected + 1


@pytest.mark.parametrize("name", ["timeline", "map", "network"])
def test_a_figure_can_be_taken_along(desk: TestClient, name: str) -> None:
    import xml.etree.ElementTree as ElementTree

    drawn = desk.get(f"/{name}.svg")
    assert drawn.headers["content-type"].startswith("image/svg+xml")
    assert "attachment" in drawn.headers["content-disposition"]
    assert ElementTree.fromstring(drawn.text).tag == "{http://www.w3.org/2000/svg}svg"
    assert len(desk.get(f"/{name}.csv").text.splitlines()) > 1


def test_what_is_not_there_is_said_so(desk: TestClient) -> None:
    for address in ("/nothing", "/events/ev0", "/claims/cl0", "/pages/ca0", "/actors/nobody"):
        answer = desk.get(address)
        assert answer.status_code == 404
        assert "OnRecord" in answer.text


def test_the_api_gives_the_json_lines(desk: TestClient, record: Record) -> None:
    for name in LISTINGS:
        assert desk.get(f"/api/v1/{name}?limit=500").json()["rows"] == list(walk(record, name, Filter()))
    first = desk.get("/api/v1/claims?limit=1").json()
    assert len(first["rows"]) == 1
    assert desk.get(first["next"]).json()["rows"][0] != first["rows"][0]
    assert desk.get("/api/v1/claims?type=x").status_code == 400
    assert desk.get("/api/v1/nothing").status_code == 404


def test_an_etag_spares_what_has_not_changed(desk: TestClient) -> None:
    first = desk.get("/api/v1/claims")
    again = desk.get("/api/v1/claims", headers={"if-none-match": first.headers["etag"]})
    assert again.status_code == 304
    assert not again.content
    assert desk.get("/api/v1/events", headers={"if-none-match": first.headers["etag"]}).status_code == 200


def test_the_first_page_is_at_hand_once_warm(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    app = create_app(record, Settings())
    warm(app)
    monkeypatch.setattr(Record, "counts", lambda self: pytest.fail("counted again"))
    assert TestClient(app, base_url="http://localhost").get("/").status_code == 200


def test_relations_are_shown_gathered_with_their_words(desk: TestClient, record: Record) -> None:
    stated = list(record.relations())
    page = desk.get("/relations").text
    assert set(re.findall(r'<tr id="(ti\w+)"', page))
    links = re.findall(r'href="(/pages/[^"#]+)#(ar\w+)"', page)
    assert {article for _, article in links} <= {one.article.article_id for one in stated}
    assert links
    assert desk.get("/ties.csv").text.count("\n") == page.count('<tr id="ti') + 1
    single = desk.get("/relations/single").text
    assert set(re.findall(r'<tr id="(re\w+)"', single)) == {one.relation.id for one in stated}
