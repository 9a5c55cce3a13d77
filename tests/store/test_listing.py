"""Filters, order and pages of listings; search."""

from __future__ import annotations

from datetime import date

import pytest
from store_samples import ISKP, KUNDUZ, PUBLISHED, SPOKESMAN, TALIBAN, Page, coding_of

from onrecord.errors import UsageError
from onrecord.model.articles import PublisherRef
from onrecord.model.claims import EventType, Factuality, Quad
from onrecord.model.dates import DateInterval
from onrecord.model.filters import Filter
from onrecord.store import Record

HERALD = PublisherRef(name="Coast Herald", domain="news.coastherald.example")
PAGES = (
    Page(),
    Page(path="a/two.txt", url=None, publisher=HERALD, more="The café stayed open in the bazaar_quarter. "),
    Page(path="b/three.txt", url=None, publisher=None, published=None, actor=None),
)
ASKED = [
    (Filter(), 6),
    (Filter(actor="islamic state KHORASAN province"), 4),
    (Filter(actor="ISIS-K"), 4),
    (Filter(actor=TALIBAN.id), 3),
    (Filter(voice=SPOKESMAN.id), 3),
    (Filter(actor="ISKP"), 6),  # on the third page nobody is named by it, but the words are there
    (Filter(actor="the Taliban"), 3),
    (Filter(actor="11 people"), 3),
    (Filter(actor="Talib"), 0),
    (Filter(recipient="iskp"), 3),
    (Filter(recipient="Taliban"), 0),
    (Filter(voice="Karim Noor"), 3),
    (Filter(voice="Coast Herald"), 0),
    (Filter(voice="the valley post"), 6),
    (Filter(place="qunduz"), 3),
    (Filter(place="Afghanistan"), 3),
    (Filter(place=KUNDUZ.id), 3),
    (Filter(place="Kabul"), 0),
    (Filter(country="afg"), 6),
    (Filter(country="PAK"), 0),
    (Filter(event_type=EventType.ASSAULT), 3),
    (Filter(quad=Quad.VERBAL_CONFLICT), 3),
    (Filter(quad=Quad.VERBAL_CONFLICT, event_type=EventType.ASSAULT), 0),
    (Filter(factuality=Factuality.HAPPENED), 6),
    (Filter(factuality=Factuality.PLANNED), 0),
    (Filter(since=date(2025, 1, 20)), 4),  # two happened on the 20th, two were published on the 23rd
    (Filter(since=date(2025, 1, 21)), 2),
    (Filter(until=date(2025, 1, 20)), 2),
    (Filter(until=date(2025, 1, 19)), 0),
    (Filter(since=date(2025, 1, 23), until=date(2025, 1, 23)), 2),
    (Filter(since=date(2025, 1, 24)), 0),
    (Filter(publisher="coast herald"), 2),
    (Filter(publisher="coastherald.example"), 2),
    (Filter(publisher="www.valleypost.example"), 2),
    (Filter(publisher="herald.example"), 0),
    (Filter(text="cafe"), 2),
    (Filter(text='"market attack"'), 6),
    (Filter(text='"attack market"'), 0),
    (Filter(text="bazaar -cafe"), 0),
    (Filter(text="baz*"), 2),
    (Filter(text="NEAR OR kunduz"), 0),
    (Filter(capture="three.txt"), 2),
    (Filter(capture="https://example.org/market"), 2),
    (Filter(capture="hree.txt"), 0),
    (Filter(contradicted=True), 0),
    (Filter(include_background=False), 6),
    (Filter(limit=4), 4),
    (Filter(limit=4, offset=4), 2),
    (Filter(offset=5), 1),
    (Filter(actor="ISKP", publisher="Coast Herald", event_type=EventType.ACCUSE), 1),
]


@pytest.fixture
def filled(record: Record) -> Record:
    for page in PAGES:
        record.add(coding_of(page))
    return record


def test_every_filter_of_claims(filled: Record) -> None:
    found = {asked: len(list(filled.claims(asked))) for asked, _ in ASKED}
    assert found == dict(ASKED)


def test_filters_of_other_listings(filled: Record) -> None:
    assert len(list(filled.relations(Filter(actor="Taliban")))) == 3
    assert len(list(filled.relations(Filter(recipient="Karim Noor")))) == 0
    assert len(list(filled.relations(Filter(voice="The Valley Post", publisher="Coast Herald")))) == 1
    assert len(list(filled.relations(Filter(since=date(2025, 1, 1))))) == 2
    assert len(list(filled.articles(Filter(since=date(2025, 1, 23))))) == 2
    assert len(list(filled.articles(Filter(since=date(2025, 1, 24))))) == 0
    assert len(list(filled.articles(Filter(actor="ISIS-K")))) == 2
    assert len(list(filled.captures(Filter(actor="ISIS-K")))) == 2
    assert len(list(filled.captures(Filter(text="cafe")))) == 1
    assert len(list(filled.issues(Filter(capture="b/three.txt")))) == 1
    assert [row.claims for row in filled.actors(Filter(actor="Taliban", publisher="Coast Herald"))] == [1]
    assert list(filled.actors(Filter(publisher="nobody"))) == []
    assert [row.claims for row in filled.places(Filter(since=date(2025, 1, 1)))] == [2]
    assert len(list(filled.actors(Filter(limit=1)))) == 1


def test_counts_of_actors(filled: Record) -> None:
    (row,) = filled.actors(Filter(actor="ISKP"))
    assert (row.claims, row.as_actor, row.as_recipient, row.as_voice) == (4, 2, 2, 0)
    (row,) = filled.actors(Filter(actor="Karim Noor"))
    assert (row.claims, row.as_voice) == (3, 3)
    assert [row.claims for row in filled.actors()] == sorted((row.claims for row in filled.actors()), reverse=True)


def test_order_does_not_depend_on_the_order_of_reading(
    filled: Record, tmp_path_factory: pytest.TempPathFactory
) -> None:
    with Record.open(tmp_path_factory.mktemp("other") / "other.db", write=True) as other:
        for page in reversed(PAGES):
            other.add(coding_of(page))
        assert [c.claim.id for c in other.claims()] == [c.claim.id for c in filled.claims()]
        assert list(other.relations()) == list(filled.relations())
        assert [a.article.id for a in other.articles()] == [a.article.id for a in filled.articles()]
        assert list(other.actors()) == list(filled.actors())
        assert [c.id for c in other.captures()] == [c.id for c in filled.captures()]


def test_pages_together_are_the_whole(filled: Record) -> None:
    pages = [claim for n in range(3) for claim in filled.claims(Filter(limit=2, offset=2 * n))]
    assert pages == list(filled.claims())


def test_search_finds_articles_best_first(filled: Record) -> None:
    hits = filled.search("Café")
    assert len(hits) == 1
    assert hits[0].title == "Market attack in Kunduz"
    assert len(filled.search("kunduz")) == 3
    assert filled.search("kunduz", limit=1)[0].score == max(hit.score for hit in filled.search("kunduz"))
    assert filled.search('he said "nothing of the kind') == ()
    with pytest.raises(UsageError, match="no words"):
        filled.search('"" -market')


def test_an_interval_with_an_open_end_overlaps(record: Record) -> None:
    record.add(coding_of(Page(published=DateInterval(date(2025, 1, 1), None))))
    assert PUBLISHED.end is not None
    assert len(list(record.articles(Filter(since=PUBLISHED.end)))) == 1
    assert len(list(record.articles(Filter(until=date(2024, 12, 31))))) == 0


def test_counts(filled: Record) -> None:
    found = filled.counts()
    assert {name: found[name] for name in ("captures", "articles", "claims", "relations", "actors", "places")} == {
        "captures": 3,
        "articles": 3,
        "claims": 6,
        "relations": 3,
        "actors": 3,
        "places": 1,
    }


def test_a_step_gives_its_rows(filled: Record) -> None:
    assert len(list(filled.step("standing_claims"))) == 6
    assert {row["actor_id"] for row in filled.step("named_participants")} >= {ISKP.id, None}
    with pytest.raises(UsageError, match="newest_readings"):
        filled.step("nothing")
