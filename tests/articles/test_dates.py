from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.articles import days, isolate
from onrecord.model.articles import DateBasis, Given, Published
from onrecord.model.dates import DateInterval


def _published(pages: Any, *, above: str = "", first: str = "", **more: Any) -> Published:
    head = f"Fishermen block Velmar harbour\n\n{above}\n\n" if above else "Fishermen block Velmar harbour\n\n"
    (article,) = isolate(pages.page(f"{head}{first}\n\n{pages.ONE}", **more)).articles
    return article.published


def test_what_the_user_says_comes_first(pages: Any) -> None:
    told = Given(published=DateInterval.day(date(2022, 5, 3)))
    found = _published(pages, above="May 9, 2022", given=told)
    assert found.interval == told.published
    assert found.basis is DateBasis.GIVEN


def test_a_date_below_the_title(pages: Any) -> None:
    found = _published(pages, above="Published: 9 May 2022, 14:10 GMT")
    assert found.interval == DateInterval.day(date(2022, 5, 9))
    assert found.basis is DateBasis.DATELINE
    assert found.evidence == "9 May 2022"


def test_a_glued_stamp_below_the_title(pages: Any) -> None:
    found = _published(pages, above="Feb 7, 2021-05:34Updated:Feb 8, 2021-05:37")
    assert found.interval == DateInterval.day(date(2021, 2, 7))


def test_metadata_and_address(pages: Any) -> None:
    found = _published(pages, metadata=(("article:published_time", "2022-05-09T23:10:00+02:00"),))
    assert found.basis is DateBasis.METADATA
    assert found.interval == DateInterval.day(date(2022, 5, 9))
    found = _published(pages, url="https://example.org/2022/05/09/harbour")
    assert found.basis is DateBasis.URL
    assert found.interval == DateInterval.day(date(2022, 5, 9))


def test_the_time_of_capture_is_never_the_date(pages: Any) -> None:
    found = _published(pages, retrieved_at=datetime(2023, 1, 2, tzinfo=UTC))
    assert found.interval is None
    assert found.reasons


def test_todays_date_at_the_top_is_no_date_of_publication(pages: Any) -> None:
    text = (
        f"Saturday, July 13, 2024\nSaturday, July 13, 2024\nFishermen block Velmar harbour\nby Lena Orsk\n{pages.ONE}"
    )
    (article,) = isolate(pages.page(text)).articles
    assert article.published.interval is None
    assert any("not after 2024-07-13" in reason for reason in article.published.reasons)


def test_a_date_right_above_the_title(pages: Any) -> None:
    text = f"Coast Herald\n\n9 May 2022\n\nFishermen block Velmar harbour\n\n{pages.ONE}"
    (article,) = isolate(pages.page(text)).articles
    assert article.published.interval == DateInterval.day(date(2022, 5, 9))


def test_nothing_is_published_before_what_it_tells(pages: Any) -> None:
    first = "The dispute has gone on since a ferry sank off the coast on Dec. 28, 2022, with forty people aboard it."
    found = _published(pages, above="November 13, 2022", first=first)
    assert found.interval is None
    assert any("November 13, 2022" in reason for reason in found.reasons)


def test_nor_after_it_was_captured(pages: Any) -> None:
    found = _published(pages, above="May 9, 2022", retrieved_at=datetime(2022, 3, 1, tzinfo=UTC))
    assert found.interval is None


def test_future_days_bound_nothing(pages: Any) -> None:
    first = (
        "The next round of talks is expected to begin on 4 June 2022, and the union will send three delegates there."
    )
    found = _published(pages, above="May 9, 2022", first=first)
    assert found.interval == DateInterval.day(date(2022, 5, 9))


def test_weekday_and_day_fix_the_day(pages: Any) -> None:
    first = (
        "The boats were seized on Tuesday evening, 21 January 2025, the governor of the province said in a statement. "
        "On Tuesday the union had warned of it, and on Thursday its leader repeated the warning before reporters."
    )
    found = _published(pages, first=first)
    assert found.basis is DateBasis.TEXT
    assert found.interval == DateInterval(date(2025, 1, 23), date(2025, 1, 25))


def test_a_year_left_open_stays_open(pages: Any) -> None:
    first = "The newspaper wrote on Tuesday (13 July) that the harbour would be closed; Tuesday was a holiday there."
    found = _published(pages, first=first)
    assert found.interval is None
    assert any("leaves the year open" in reason for reason in found.reasons)


def test_a_year_that_only_one_weekday_fits(pages: Any) -> None:
    first = (
        "The harbour has been closed since 2019, and the newspaper wrote on Tuesday (13 July) that it would stay so. "
        "On Tuesday the governor confirmed the report."
    )
    found = _published(pages, first=first, retrieved_at=datetime(2024, 1, 1, tzinfo=UTC))
    assert found.interval
    assert found.interval.start
    assert date(2021, 7, 13) <= found.interval.start <= date(2021, 7, 14)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("on Tuesday (13 July)", (13, 7, None, 1)),
        ("Dec. 28, 2022,stating", (28, 12, 2022, None)),
        ("Tuesday evening, [21st] of January 2025", (21, 1, 2025, 1)),
        ("Friday, March 4", (4, 3, None, 4)),
        ("3rd of May, 1999", (3, 5, 1999, None)),
    ],
)
def test_written_days(text: str, expected: tuple[int, int, int | None, int | None]) -> None:
    (found,) = days.written(text)
    assert (found.day, found.month, found.year, found.weekday) == expected


def test_days_in_figures() -> None:
    assert [i for i, _ in days.numeric("2024-05-06")] == [DateInterval.day(date(2024, 5, 6))]
    assert [i.days for i, _ in days.numeric("13/05/2024 and 05/13/2024")] == [1, 1]
    ((both, _),) = days.numeric("05/06/2024")
    assert both.holds(date(2024, 5, 6))
    assert both.holds(date(2024, 6, 5))


@given(
    st.dates(date(1995, 1, 1), date(2030, 1, 1)),
    st.sampled_from(["%d %B %Y", "%B %d, %Y", "%A, %d %B %Y", "%b %d, %Y"]),
)
def test_any_day_is_read_back(day: date, form: str) -> None:
    (found,) = days.written(day.strftime(form))
    assert found.year
    assert found.on(found.year) == day
