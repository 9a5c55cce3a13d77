"""Letters that people give, and how far accounts are borne out."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from onrecord.analysis import reliability
from onrecord.errors import UsageError
from onrecord.pipeline import ReadOptions, read_into
from onrecord.store import Record

PAGE = "Harbour Gazette\n\nBlast at the harbour\n\nPort Ness, 5 March 2024. {}\n"
NOW = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.fixture
def record(tmp_path: Path) -> Any:
    page = tmp_path / "page.txt"
    page.write_text(PAGE.format("Rebels attacked the port of Ness on Monday and killed four guards, police said."))
    with Record.open(tmp_path / "a.db", write=True) as opened:
        read_into(opened, [str(page)], options=ReadOptions())
        yield opened


def test_nobody_has_a_letter_until_somebody_gives_one(record: Record) -> None:
    assert reliability.letters(record) == {}
    record.add_review(reliability.rating("Harbour  Gazette", "b", before="F", by="me", at=NOW, note="known to us"))
    assert reliability.letters(record) == {"harbour gazette": "B"}
    assert record.events_current
    (review,) = record.reviews()
    assert (review.before, review.after, review.decided_by) == ('"F"', '"B"', "me")
    record.withdraw_review(review.id)
    assert reliability.letters(record) == {}


def test_there_are_six_letters() -> None:
    with pytest.raises(UsageError, match="no letter"):
        reliability.rating("Gazette", "G", before=None, by="me", at=NOW)


def test_more_voices_make_an_account_more_credible(record: Record) -> None:
    for event in record.events():
        for grade in reliability.grades(event, {}):
            assert grade.credibility in {3, 6}
            assert "1 independent voice" in grade.reason
