"""Reading again with another model: what people decided stays, also where the new model finds nothing."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from onrecord import pipeline
from onrecord.model.claims import EventType
from onrecord.model.filters import Filter
from onrecord.model.ids import ReviewId
from onrecord.model.runs import Review
from onrecord.settings import Settings
from onrecord.store import Record

READERS = """
class Reader:
    def __init__(self, lists, digest, sees):
        self.lists, self.digest, self.sees = lists, digest, sees

    def read(self, article):
        return self.lists.read(article) if self.sees else ()


def same(lists):
    return Reader(lists, "same-words", True)


def blind(lists):
    return Reader(lists, "blind", False)
"""
PAGE = "Gunmen killed six soldiers near Gao on Monday, a military spokesman said.\n"


def read_again(record: Record, model: str) -> None:
    pipeline.reread(record, Filter(), options=pipeline.ReadOptions(settings=Settings(model=model, jobs=1)))


@pytest.fixture
def record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Record:
    (tmp_path / "readers_to_compare.py").write_text(READERS, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    (tmp_path / "page.txt").write_text(PAGE, encoding="utf-8")
    opened = Record.open(str(tmp_path / "x.db"), write=True)
    options = pipeline.ReadOptions(settings=Settings(model="lists", jobs=1))
    pipeline.read_into(opened, [str(tmp_path / "page.txt")], options=options)
    (claim,) = opened.claims(Filter())
    opened.add_review(
        Review(
            id=ReviewId("rv1"), object_id=claim.claim.id, field="event_type", before=None, after=json.dumps("COERCE"),
            note=None, decided_by="mina", decided_at=datetime(2025, 2, 1, tzinfo=UTC),
        )
    )  # fmt: skip
    return opened


def test_a_correction_holds_for_the_claim_of_a_new_model(record: Record) -> None:
    read_again(record, "readers_to_compare:same")
    (claim,) = record.claims(Filter())
    assert (claim.claim.event_type, claim.reviewed) == (EventType.COERCE, True)
    (machine,) = record.claims(Filter(as_read=True))
    assert (machine.claim.event_type, machine.reviewed) == (EventType.ASSAULT, False)


def test_a_correction_outlives_a_model_that_finds_nothing(record: Record) -> None:
    read_again(record, "readers_to_compare:blind")
    assert list(record.claims(Filter(as_read=True))) == []
    assert [review.decided_by for review in record.reviews()] == ["mina"]
    read_again(record, "readers_to_compare:same")
    (claim,) = record.claims(Filter())
    assert claim.reviewed


def test_the_shipped_model_reads_what_the_lists_had_read(record: Record) -> None:
    read_again(record, "shipped")
    assert any(claim.reviewed for claim in record.claims(Filter()))
