"""People's corrections of claims: on top in listings, carried over to new runs, withdrawn."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from store_samples import LATER, Page, coding_of

from onrecord.errors import UsageError
from onrecord.model.claims import EventType
from onrecord.model.filters import Filter
from onrecord.model.ids import ReviewId
from onrecord.model.runs import Review
from onrecord.store import Record


def review(object_id: str, field: str, after: Any, number: int = 1) -> Review:
    return Review(
        id=ReviewId(f"rv{number}"),
        object_id=object_id,
        field=field,
        before=None,
        after=json.dumps(after),
        note=None,
        decided_by="mina",
        decided_at=datetime(2025, 2, 1, 12, number, tzinfo=UTC),
    )


@pytest.fixture
def assault(record: Record) -> str:
    coding = coding_of(Page())
    record.add(coding)
    return coding.articles[0].claims[0].id


def test_a_rejected_claim_is_listed_only_as_read(record: Record, assault: str) -> None:
    record.add_review(review(assault, "status", "rejected"))
    assert [c.claim.event_type for c in record.claims()] == [EventType.ACCUSE]
    assert len(list(record.claims(Filter(as_read=True)))) == 2
    assert not record.events_current
    assert record.withdraw_review(ReviewId("rv1"))
    assert not record.withdraw_review(ReviewId("rv1"))
    assert [c.reviewed for c in record.claims()] == [False, False]


def test_a_corrected_type_is_shown_and_asked_for(record: Record, assault: str) -> None:
    record.add_review(review(assault, "event_type", "COERCE"))
    record.add_review(review(assault, "mode", ["arrest"], 2))
    (claim,) = record.claims(Filter(event_type=EventType.COERCE))
    assert (claim.claim.mode, claim.reviewed) == (("arrest",), True)
    assert list(record.claims(Filter(event_type=EventType.ASSAULT))) == []
    (machine,) = record.claims(Filter(event_type=EventType.ASSAULT, as_read=True))
    assert (machine.claim.mode, machine.reviewed) == (("firearms",), False)


def test_the_later_review_of_a_field_holds(record: Record, assault: str) -> None:
    record.add_review(review(assault, "factuality", "planned"))
    record.add_review(review(assault, "factuality", "denied", 2))
    assert next(record.claims()).claim.factuality == "denied"
    record.withdraw_review(ReviewId("rv2"))
    assert next(record.claims()).claim.factuality == "planned"
    assert len(list(record.reviews())) == 1
    assert len(list(record.reviews(withdrawn=True))) == 2


def test_reviews_carry_over_to_a_new_run(record: Record, assault: str) -> None:
    record.add_review(review(assault, "status", "rejected"))
    record.add_review(review(assault, "background", True, 2))
    record.add(coding_of(Page(run=LATER)))
    (claim,) = record.claims()
    assert claim.claim.event_type is EventType.ACCUSE
    record.withdraw_review(ReviewId("rv1"))
    assert [(c.claim.background, c.reviewed) for c in record.claims()] == [(True, True), (False, False)]
    assert len(list(record.claims(Filter(include_background=False)))) == 1


def test_a_value_that_a_field_cannot_take_is_refused(record: Record, assault: str) -> None:
    with pytest.raises(UsageError, match="no event type"):
        record.add_review(review(assault, "event_type", "PARTY"))


def test_derived_tables_can_be_made_again(record: Record, assault: str) -> None:
    record.add_review(review(assault, "event_type", "COERCE"))
    before = (list(record.claims()), record.search("kunduz"))
    for derived in ("links", "corrections", "index"):
        record.renew(derived)
    assert (list(record.claims()), record.search("kunduz")) == before
    with pytest.raises(UsageError, match="links, corrections, index"):
        record.renew("everything")
