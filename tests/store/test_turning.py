"""Pages of a listing after a key: together the whole listing, whatever is written in between."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from store_samples import Page, coding_of
from test_events import event_of

from onrecord.errors import UsageError
from onrecord.model.dates import DateInterval
from onrecord.model.filters import Filter
from onrecord.store import Record
from onrecord.store.turning import Key

LISTINGS: dict[str, Callable[[Record], Any]] = {
    "captures": lambda record: record.captures(),
    "articles": lambda record: record.articles(),
    "claims": lambda record: record.claims(),
    "relations": lambda record: record.relations(),
    "events": lambda record: record.events(),
    "actors": lambda record: record.actors(),
    "places": lambda record: record.places(),
    "issues": lambda record: record.issues(),
    "publishers": lambda record: record.publishers(),
}


@pytest.fixture
def filled(record: Record) -> Record:
    """A record of five pages; its events are dated, open at one end, or not dated at all."""
    for n in range(5):
        record.add(coding_of(Page(path=f"{n}.txt", url=None if n % 2 else f"https://example.org/{n}")))
    days = (DateInterval(date(2025, 1, 20), None), DateInterval(None, date(2025, 1, 20)), None)
    held = [event_of(claim) for claim in record.claims()]
    record.replace_events([replace(e, occurred=days[n % 3]) if n else e for n, e in enumerate(held)])
    return record


def walked(record: Record, name: str, limit: int) -> list[Any]:
    """All rows of a listing, turned page by page."""
    found: list[Any] = []
    after: Key | None = None
    for _ in range(100):
        page = record.turn(name, Filter(), limit=limit, after=after)
        assert len(page.rows) <= limit
        found += page.rows
        if page.after is None:
            return found
        after = page.after
    raise AssertionError("the pages have no end")


def test_the_pages_are_the_listing(filled: Record) -> None:
    for name, rows in LISTINGS.items():
        whole = list(rows(filled))
        assert whole
        for limit in (1, 3, 500):
            found = walked(filled, name, limit)
            if name == "events":  # where an open day stands differs between databases; the rest of the order does not
                assert sorted(found, key=lambda e: e.id) == sorted(whole, key=lambda e: e.id)
            else:
                assert found == whole


def test_rows_that_come_and_go_in_between_move_no_others(filled: Record) -> None:
    before = [claim.claim.id for claim in filled.claims()]
    first = filled.turn("claims", Filter(), limit=4)
    filled.forget("1.txt")
    filled.add(coding_of(Page(path="0-earlier.txt", url=None)))
    filled.add(coding_of(Page(path="9.txt", url=None)))
    second = filled.turn("claims", Filter(), limit=500, after=first.after)
    shown = [claim.claim.id for claim in (*first.rows, *second.rows)]
    assert len(shown) == len(set(shown))
    still = {claim.claim.id for claim in filled.claims()}
    assert {claim for claim in before if claim in still} <= set(shown)


def test_the_offset_counts_on_the_first_page_alone(filled: Record) -> None:
    whole = list(filled.claims())
    first = filled.turn("claims", Filter(offset=2), limit=3)
    second = filled.turn("claims", Filter(offset=2), limit=3, after=first.after)
    assert [*first.rows, *second.rows] == whole[2:8]


def test_a_key_of_something_else(filled: Record) -> None:
    keys: tuple[Key, ...] = ((), ("x",), (1, 2, 3, 4, 5, 6), (10**30, "a"), ("\x00",) * 7, (True,) * 2)
    for name in LISTINGS:
        for key in keys:
            with pytest.raises(UsageError, match="cursor"):
                filled.turn(name, Filter(), limit=3, after=key)


def test_no_rows_asked_for(filled: Record) -> None:
    page = filled.turn("claims", Filter(), limit=0)
    assert (page.rows, page.after) == ((), None)
