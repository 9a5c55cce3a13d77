from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from onrecord.articles import Dated, dated, infer, isolate
from onrecord.model.articles import Article, CopyGroup, DateBasis, Given, Published
from onrecord.model.dates import DateInterval
from onrecord.model.ids import ArticleId

A, B, C = ArticleId("ar1"), ArticleId("ar2"), ArticleId("ar3")
NOTHING = Published(interval=None, basis=None, reasons=("nothing on the page tells its day",))
MARCH = date(2024, 3, 1)


def _known(start: date | None, end: date | None = None) -> Dated:
    if start is None:
        return Dated(NOTHING, None, end)
    interval = DateInterval(start, (end or start) + timedelta(days=1))
    return Dated(Published(interval=interval, basis=DateBasis.METADATA), start, end or start)


def _group(original: ArticleId | None, *members: ArticleId) -> CopyGroup:
    return CopyGroup(id="cg1", members=members, original=original, reason="it is credited")


def _day(number: int) -> date:
    return date(2024, 3, number)


def _inferred(known: dict[ArticleId, Dated], *groups: CopyGroup) -> dict[ArticleId, DateInterval | None]:
    return {one: found.interval for one, found in infer(known, groups, (), ()).items()}


def test_a_copy_is_no_older_than_its_original() -> None:
    known = {A: _known(_day(5)), B: _known(None), C: _known(None, _day(9))}
    assert _inferred(known, _group(A, A, B, C)) == {
        B: DateInterval(_day(5), None),
        C: DateInterval(_day(5), _day(10)),
    }


def test_an_original_is_no_younger_than_its_first_copy() -> None:
    known = {A: _known(None), B: _known(_day(7)), C: _known(_day(5))}
    assert _inferred(known, _group(A, A, B, C)) == {A: DateInterval(None, _day(6))}
    (found,) = infer(known, [_group(A, A, B, C)], (), ()).values()
    assert found.basis is DateBasis.INFERRED
    assert C in found.reasons[0]
    assert found.reasons[-1] == NOTHING.reasons[0]


def test_a_longer_time_is_narrowed_and_a_day_is_left_alone() -> None:
    month = _known(_day(1), _day(31))
    assert _inferred({A: _known(_day(5)), B: month}, _group(A, A, B)) == {B: DateInterval(_day(5), date(2024, 4, 1))}
    assert _inferred({A: _known(_day(5)), B: _known(_day(2))}, _group(A, A, B)) == {}


def test_nothing_follows_without_an_original_or_from_open_dates() -> None:
    assert _inferred({A: _known(_day(5)), B: _known(None)}, _group(None, A, B)) == {}
    assert _inferred({A: _known(None), B: _known(None)}, _group(A, A, B)) == {}


def test_days_that_exclude_one_another_infer_nothing() -> None:
    assert _inferred({A: _known(_day(5)), B: _known(None, _day(3))}, _group(A, A, B)) == {}


def _article(pages: Any, text: str, **more: Any) -> Article:
    (article,) = isolate(pages.page(f"Fishermen block Velmar harbour\n\n{text}\n\n{pages.ONE}", **more)).articles
    return article


def test_text_and_capture_bound_what_others_narrow(pages: Any) -> None:
    text = "The dispute has gone on since a ferry sank off the coast on 28 December 2023, with forty people aboard it."
    seen = datetime(2024, 3, 9, 12, tzinfo=UTC)
    own = dated(_article(pages, text, retrieved_at=seen), seen)
    assert (own.first, own.last) == (date(2023, 12, 28), _day(9))
    assert _inferred({A: _known(_day(5)), B: own}, _group(A, A, B)) == {B: DateInterval(_day(5), _day(10))}
    assert _inferred({A: _known(date(2023, 12, 1)), B: own}, _group(A, A, B)) == {}


def test_what_the_user_gave_is_not_narrowed(pages: Any) -> None:
    given_month = Given(published=DateInterval.month(2024, 3))
    assert not dated(_article(pages, "", given=given_month), None).is_open


@given(st.dates(MARCH, date(2024, 6, 1)), st.dates(MARCH, date(2024, 6, 1)), st.integers(0, 40))
def test_an_answer_lies_within_what_the_page_tells(original: date, start: date, length: int) -> None:
    own = _known(start, start + timedelta(days=length))
    told = _inferred({A: _known(original), B: own}, _group(A, A, B)).get(B)
    if told is not None:
        assert own.published.interval is not None
        assert told.within(own.published.interval)
        assert told.start == original
