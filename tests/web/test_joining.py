"""Merging and splitting events, actors and places on the desk; articles' dates, publishers' letters, notes."""

from __future__ import annotations

import pytest

from onrecord.model.events import Event
from onrecord.model.filters import Filter
from onrecord.store import Record
from tests.web.test_correcting import Coder


@pytest.fixture
def ada(own_record: Record) -> Coder:
    return Coder(own_record)


def _event_of(record: Record, claim_id: str) -> Event:
    told = next(record.claims_with([claim_id]))
    event = record.event(told.event_id)
    assert event is not None
    return event


def test_two_events_are_merged_and_parted_again(ada: Coder, own_record: Record) -> None:
    one, other, *_ = own_record.events(Filter())
    mine, theirs = one.claims[0], other.claims[0]
    assert f"/events/{one.id}/merge" in ada.page(f"/events/{one.id}")
    answer = ada.send(f"/events/{one.id}/merge", {"other": f"http://localhost:8710/events/{other.id}?policy=latest"})
    assert answer.status_code == 303, answer.text
    merged = _event_of(own_record, mine)
    assert set(one.claims) | set(other.claims) <= set(merged.claims)
    assert answer.headers["location"] == f"/events/{merged.id}"
    assert ada.send("/undo", {}).status_code == 303
    assert _event_of(own_record, mine).id != _event_of(own_record, theirs).id
    assert ada.send("/redo", {}).status_code == 303
    merged = _event_of(own_record, mine)
    assert theirs in merged.claims
    parted = ada.send(f"/events/{merged.id}/split", [("part", claim) for claim in other.claims])
    assert parted.status_code == 303, parted.text
    assert _event_of(own_record, mine).id != _event_of(own_record, theirs).id
    assert set(_event_of(own_record, theirs).claims) == set(other.claims)


def test_a_split_needs_some_and_not_all(ada: Coder, own_record: Record) -> None:
    event = next(iter(own_record.events(Filter())))
    assert ada.send(f"/events/{event.id}/split", {}).status_code == 422
    assert ada.send(f"/events/{event.id}/split", [("part", one) for one in event.claims]).status_code == 422
    assert ada.send(f"/events/{event.id}/merge", {"other": event.id}).status_code == 422
    assert ada.send(f"/events/{event.id}/merge", {"other": "ev0"}).status_code == 404


def test_two_actors_are_merged(ada: Coder, own_record: Record) -> None:
    one, other = [row.actor for row in own_record.actors(Filter())][:2]
    answer = ada.send(f"/actors/{one.id}/merge", {"other": f"{other.name} [{other.id}]"})
    assert answer.status_code == 303, answer.text
    assert len({row.actor.id for row in own_record.actors(Filter())} & {one.id, other.id}) == 1
    ada.send("/undo", {})
    assert {one.id, other.id} <= {row.actor.id for row in own_record.actors(Filter())}


def test_two_places_are_merged(ada: Coder, own_record: Record) -> None:
    one, other = [row.place for row in own_record.places(Filter())][:2]
    assert ada.send(f"/places/{one.id}/merge", {"other": f"{other.name} [{other.id}]"}).status_code == 303
    assert len({row.place.id for row in own_record.places(Filter())} & {one.id, other.id}) == 1
    ada.send("/undo", {})
    assert {one.id, other.id} <= {row.place.id for row in own_record.places(Filter())}


def test_a_mention_is_split_off_an_actor(ada: Coder, own_record: Record) -> None:
    told = next(t for t in own_record.claims() if any(ref.actor_id for ref in t.actors))
    ref = next(ref for ref in told.actors if ref.actor_id)
    page = ada.page(f"/actors/{ref.actor_id}")
    assert f'name="part" value="{ref.mention_id}"' in page
    answer = ada.send(f"/actors/{ref.actor_id}/split", {"part": str(ref.mention_id), "other": "Boko Haram"})
    assert answer.status_code == 303, answer.text
    after = next(own_record.claims_with([told.claim.id]))
    assert "kb:boko-haram" in {one.actor_id for one in after.actors}
    assert ref.actor_id not in {one.actor_id for one in after.actors if one.span == ref.span}


def test_a_mention_is_split_off_a_place(ada: Coder, own_record: Record) -> None:
    told = next(t for t in own_record.claims() if t.place and t.place.place_id and t.place.mention_id)
    key = told.place.place_id
    assert f'name="part" value="{told.place.mention_id}"' in ada.page(f"/places/{key}")
    assert ada.send(f"/places/{key}/split", {"part": str(told.place.mention_id)}).status_code == 303
    after = next(own_record.claims_with([told.claim.id]))
    assert after.place is None or after.place.place_id != key


def test_an_article_gets_its_date_and_publisher(ada: Coder, own_record: Record) -> None:
    row = next(iter(own_record.articles()))
    address = f"/articles/{row.article.id}"
    assert ada.page(address).count('name="first"') == 1
    fields = {"first": "2026-02-03", "last": "", "publisher": "Delta Courier", "domain": "courier.example"}
    assert ada.send(address, fields).status_code == 303
    after = own_record.article(row.article.id).article
    assert (str(after.published.interval.start), after.publisher.name) == ("2026-02-03", "Delta Courier")
    assert ada.send(address, {**fields, "first": "someday"}).status_code == 422
    assert "someday" in ada.send(address, {**fields, "first": "someday"}).text
    assert "published → 2026-02-03" in ada.page("/changes")


def test_a_publisher_is_rated_and_noted(ada: Coder, own_record: Record) -> None:
    row = next(iter(own_record.articles()))
    ada.send(f"/articles/{row.article.id}", {"first": "", "last": "", "publisher": "A/B <Post>", "domain": ""})
    page = ada.page("/publishers/A%2FB%20%3CPost%3E")
    assert "cannot be judged" in page
    assert ada.send("/publishers/A%2FB%20%3CPost%3E", {"letter": "B", "note": "state-owned"}).status_code == 303
    page = ada.page("/publishers/A%2FB%20%3CPost%3E")
    assert "relied on: B" in page
    assert "state-owned" in page
    assert ada.send("/publishers/A%2FB%20%3CPost%3E", {"letter": "X", "note": ""}).status_code == 422


def test_a_note_on_an_event(ada: Coder, own_record: Record) -> None:
    event = next(iter(own_record.events(Filter())))
    back = f"/events/{event.id}"
    assert ada.send("/notes", {"object": event.id, "note": "look again", "back": back}).headers["location"] == back
    assert "look again" in ada.page(back)
    assert ada.send("/notes", {"object": event.id, "note": ""}).status_code == 303
    assert 'value="look again"' not in ada.page(back)
