from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from onrecord.articles import isolate
from onrecord.articles.localdays import stamp
from onrecord.model.dates import DateInterval


def _page(pages: Any, when: str, *, url: str, printed: str = "", more: str = "") -> Any:
    body = "".join(f"<p>{p}</p>" for p in pages.PARAGRAPHS)
    head = f"<meta property='article:published_time' content='{when}'>{more}"
    shown = f"<p>{printed}</p>" if printed else ""
    title = "Fishermen block Velmar harbour"
    return pages.html(
        f"<html><head><title>{title}</title>{head}</head><body><article><h1>{title}</h1>{shown}{body}</article></body></html>",
        url=url,
    )


@pytest.mark.parametrize(
    ("when", "url", "printed", "day"),
    [
        # The page prints its own day below the title.
        ("2024-03-05T02:10:00Z", "https://coast.example.com/a", "March 4, 2024", date(2024, 3, 4)),
        # So does its address.
        ("2024-03-05T02:10:00Z", "https://coast.example.com/2024/03/04/a", "", date(2024, 3, 4)),
        # Nothing printed: Sydney's day, by the domain's country.
        ("2024-03-04T19:10:00Z", "https://coast.example.au/a", "", date(2024, 3, 5)),
        # An offset is the page's own.
        ("2024-03-04T23:10:00-05:00", "https://coast.example.au/a", "", date(2024, 3, 4)),
        # Too early an hour for any zone to be a day behind: the printed day is another's.
        ("2024-03-05T13:10:00Z", "https://coast.example.com/a", "March 4, 2024", date(2024, 3, 5)),
        ("2024-03-05T02:10:00Z", "https://coast.example.com/a", "", date(2024, 3, 5)),
    ],
)
def test_local_day(pages: Any, when: str, url: str, printed: str, day: date) -> None:
    (article,) = isolate(_page(pages, when, url=url, printed=printed)).articles
    assert article.published.interval == DateInterval.day(day)


def test_the_same_moment_with_its_offset(pages: Any) -> None:
    more = "<meta name='parsely-pub-date' content='2024-03-04T21:10:00-05:00'>"
    (article,) = isolate(_page(pages, "2024-03-05T02:10:00Z", url="https://coast.example.com/a", more=more)).articles
    assert article.published.interval == DateInterval.day(date(2024, 3, 4))
    assert any("offset" in reason for reason in article.published.reasons)


def test_stamps() -> None:
    found = stamp("x=2024-03-04T21:10:00.123-0500")
    assert found is not None
    assert (found.day, found.moment.hour, found.moment.day, found.zoned) == (date(2024, 3, 4), 2, 5, True)
    assert stamp("2024-03-04") is None
    assert stamp("2024-03-04T21:10:00") is None
