"""The record: SQLite by default, PostgreSQL for teams, one set of tables. `Record.open` is the door."""

from __future__ import annotations

from onrecord.store.opening import RecordMissingError
from onrecord.store.record import Record
from onrecord.store.rows import (
    ActorRow,
    ArticleRow,
    CaptureRow,
    DayCount,
    Finding,
    Named,
    PlaceCount,
    PlaceRow,
    PublisherRow,
    SearchHit,
)

__all__ = [
    "ActorRow",
    "ArticleRow",
    "CaptureRow",
    "DayCount",
    "Finding",
    "Named",
    "PlaceCount",
    "PlaceRow",
    "PublisherRow",
    "Record",
    "RecordMissingError",
    "SearchHit",
]
