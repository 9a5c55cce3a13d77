from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord import captures, lexicons
from onrecord.articles import days, headdates, isolate, localdays, printeddates
from onrecord.articles.drafts import Draft
from onrecord.articles.lines import split
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


def _shown(pages: Any, below: str, *, head: str = "", url: str | None = None) -> Published:
    """What is told of an HTML page that prints `below` under its title."""
    title = "Fishermen block Velmar harbour"
    body = "".join(f"<p>{p}</p>" for p in pages.PARAGRAPHS)
    markup = (
        f"<html><head><title>{title}</title>{head}</head><body><article><h1>{title}</h1>{below}{body}</article></body>"
    )
    (article,) = isolate(pages.html(markup, url=url)).articles
    return article.published


def _stamp(name: str, value: str) -> str:
    return f'<meta property="{name}" content="{value}">'


@pytest.mark.parametrize(
    "head",
    [
        _stamp("article:published_time", "2022-05-09T10:00:00+02:00"),
        '<meta name="DC.date.issued" content="2022-05-09">',
        '<meta name="parsely-pub-date" content="2022-05-09T08:00:00Z">',
        '<meta name="sailthru.date" content="2022-05-09 10:00:00">',
        '<meta name="cXenseParse:recs:publishtime" content="2022-05-09T10:00:00">',
        '<meta itemprop="datePublished" content="20220509">',
        '<meta name="pubdate" content="1652083200">',
        '<script type="application/ld+json">[{"@graph": [{"@type": "Organization", "foundingDate": "1990-01-01"},'
        ' {"@type": ["NewsArticle"], "datePublished": "2022-05-09T10:00:00+02:00"}]}]</script>',
        '<script type="application/ld+json">{"@type": "WebPage", "mainEntity":'
        ' {"@type": "NewsArticle", "datePublished": "2022-05-09"}}</script>',
    ],
)
def test_vocabularies_of_the_head(pages: Any, head: str) -> None:
    found = _shown(pages, "", head=head)
    assert found.interval == DateInterval.day(date(2022, 5, 9))
    assert found.basis is DateBasis.METADATA


def test_dates_of_other_things_in_the_head_are_none(pages: Any) -> None:
    data = '{"@type": "VideoGame", "datePublished": "2020-06-19", "author": {"birthDate": "1980-01-02"}}'
    found = _shown(pages, "", head=f'<script type="application/ld+json">{data}</script>')
    assert found.interval is None


@pytest.mark.parametrize(
    "below",
    [
        "<p>Publicado el 9 de mayo de 2022</p>",
        "<p>9 мая 2022, 10:15</p>",
        "<p>Lena OrskMay 9, 202212 Shares</p>",
        "<p>Posted on</p><p>9 May 2022</p>",
        "<p>Published 9 May 2022 | Updated 11 May 2022</p>",
        "<p>Updated 11 May 2022. Published 9 May 2022</p>",
        '<span itemprop="datePublished" content="2022-05-09">a while ago</span>',
        '<time class="entry-date" datetime="2022-05-09T10:00:00+02:00">a while ago</time>',
    ],
)
def test_bylines_and_tags(pages: Any, below: str) -> None:
    assert _shown(pages, below).interval == DateInterval.day(date(2022, 5, 9))


def test_a_date_below_a_standfirst(pages: Any) -> None:
    standfirst = (
        "<p>For the third day in a row no ship has left the port, and the union says that none will for a week.</p>"
    )
    found = _shown(pages, f"{standfirst}<p>Lena Orsk 9 May 2022</p>")
    assert found.interval == DateInterval.day(date(2022, 5, 9))


@pytest.mark.parametrize(
    ("url", "day"),
    [("https://coast.example.uk/a", date(2022, 5, 9)), ("https://coast.example.gov/a", date(2022, 9, 5))],
)
def test_figures_are_read_as_the_country_writes_them(pages: Any, url: str, day: date) -> None:
    assert _shown(pages, "<p>Published: 09/05/2022</p>", url=url).interval == DateInterval.day(day)
    assert _shown(pages, "<p>Published: 09/05/2022</p>", url="https://coast.example.com/a").interval is None


def test_a_change_is_told_only_where_nothing_else_is_and_says_so(pages: Any) -> None:
    tag = '<time itemprop="dateModified" datetime="2022-05-11">two days ago</time>'
    for below in ("<p>Last updated 11 May 2022</p>", tag):
        alone = _shown(pages, below)
        assert alone.interval == DateInterval.day(date(2022, 5, 11))
        assert "last change" in alone.reasons[0]
    head = _stamp("article:published_time", "2022-05-09")
    assert _shown(pages, "<p>Last updated 11 May 2022</p>", head=head).interval == DateInterval.day(date(2022, 5, 9))


def test_a_later_day_in_print_is_the_pages_own(pages: Any) -> None:
    head = _stamp("article:published_time", "2019-05-09") + _stamp("article:modified_time", "2022-05-11T08:00:00Z")
    found = _shown(pages, "<p>11 May 2022</p>", head=head)
    assert found.interval == DateInterval.day(date(2022, 5, 11))
    assert "2019-05-09" in found.reasons[0]
    # A printed day after the last change is another thing's.
    assert _shown(pages, "<p>20 May 2022</p>", head=head).interval == DateInterval.day(date(2019, 5, 9))


@pytest.mark.parametrize("line", ["© 2022 Coast Herald", "Copyright 9 May 2022", "Event date: 9 May 2022"])
def test_days_of_other_things_are_none(pages: Any, line: str) -> None:
    assert _shown(pages, f"<p>{line}</p>").interval is None
    body = f"{pages.ONE}\n\n{line}"
    (article,) = isolate(pages.page(f"Fishermen block Velmar harbour\n\n{body}")).articles
    assert article.published.interval is None


def test_bounds_that_lie_close_are_the_interval(pages: Any) -> None:
    first = "The two boats were seized on 9 May 2022 off the western cape, the coast guard said in a short statement."
    found = _published(pages, first=first, retrieved_at=datetime(2022, 5, 11, tzinfo=UTC))
    assert found.interval == DateInterval(date(2022, 5, 9), date(2022, 5, 12))
    assert found.basis is DateBasis.TEXT
    assert _published(pages, first=first, retrieved_at=datetime(2022, 9, 11, tzinfo=UTC)).interval is None


def test_a_month_in_the_address_ends_with_the_capture(pages: Any) -> None:
    found = _published(pages, url="https://example.org/2022/05/harbour", retrieved_at=datetime(2022, 5, 11, tzinfo=UTC))
    assert found.interval == DateInterval(date(2022, 5, 1), date(2022, 5, 12))


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


@given(st.dates(date(1995, 1, 1), date(2030, 1, 1)), st.booleans())
def test_figures_hold_the_day_either_way(day: date, day_first: bool) -> None:
    text = day.strftime("%d/%m/%Y" if day_first else "%m/%d/%Y")
    ((either, _),) = days.numeric(text)
    assert either.holds(day)
    ((told, words),) = days.numeric(text, day_first=day_first)
    assert (told, words) == (DateInterval.day(day), text)


@given(st.dates(date(1995, 1, 1), date(2030, 1, 1)), st.data())
def test_any_day_in_any_language_is_read_back(day: date, data: st.DataObject) -> None:
    months = lexicons.load("dates")["months"]
    form = data.draw(st.sampled_from(months[data.draw(st.sampled_from(sorted(months)))][day.month - 1].split("|")))
    if form in ("-", "mar", "mart"):  # names that stand for no month alone
        return
    found = days.whole(f"Lena, {day.day} {form} {day.year}, 10:15")
    assert [interval for interval, _ in found] in ([DateInterval.day(day)], [])


@given(st.text(max_size=200))
def test_any_text_is_read_without_a_fault(text: str) -> None:
    for interval, span in days.whole(text):
        assert interval.days
        assert 0 <= span.start < span.end <= len(text)
    headdates.day_of(text)
    localdays.stamp(text)


@given(st.text(alphabet="0123456789/-. :TZ+年月日", max_size=40))
def test_any_figures_are_read_without_a_fault(text: str) -> None:
    days.whole(text)
    headdates.day_of(text)
    localdays.stamp(text)


def test_no_archive_and_no_download_tells_the_day(pages: Any, tmp_path: Path) -> None:
    """WARC-Date, and the moment of a download, end the time in which a page can have come out; they never date it."""
    url = "https://coast.example.com/harbour"
    http = f"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\nFishermen block Velmar harbour\n\n{pages.ONE}"
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2025-01-02T03:04:05Z\r\n"
        "WARC-Record-ID: <urn:uuid:1>\r\nContent-Type: application/http; msgtype=response\r\n"
    )
    path = tmp_path / "a.warc"
    path.write_bytes(f"{head}Content-Length: {len(http.encode())}\r\n\r\n{http}\r\n\r\n".encode())
    (archived,) = captures.load(str(path), options=captures.LoadOptions())
    downloaded = pages.page(archived.text, url=url, retrieved_at=datetime(2025, 1, 2, 3, 4, 5, tzinfo=UTC))
    for capture in (archived, downloaded):
        assert capture.retrieved_at == datetime(2025, 1, 2, 3, 4, 5, tzinfo=UTC)
        (article,) = isolate(capture).articles
        assert article.published.interval is None
        assert "not after 2025-01-02: the page was captured then" in article.published.reasons
    late = pages.page(
        f"Fishermen block Velmar harbour\n\n9 January 2025\n\n{pages.ONE}", retrieved_at=archived.retrieved_at
    )
    (article,) = isolate(late).articles
    assert article.published.interval is None
    assert any("refused '9 January 2025'" in reason for reason in article.published.reasons)


def test_a_feeds_day_and_the_users_stand_above_the_head(pages: Any) -> None:
    head = (("article:published_time", "2022-05-09T10:00:00+02:00"),)
    for basis in (DateBasis.FEED, DateBasis.GIVEN):
        told = Given(published=DateInterval.day(date(2022, 5, 8)), published_basis=basis)
        found = _published(pages, metadata=head, given=told)
        assert (found.interval, found.basis) == (told.published, basis)


def test_the_month_of_may_is_no_verb(pages: Any) -> None:
    first = "Between 3 May and 9 May 2022 the coast guard seized nine boats, and the union called for a strike at once."
    assert any("not before 2022-05-09" in reason for reason in _published(pages, first=first).reasons)


MENU = "Coast Herald\n\nHome\n\nWorld\n\nSport\n\nWeather"


@pytest.mark.parametrize(
    ("about", "day"),
    [
        ("Lena Orsk | May 9, 2022 5:30 PM", date(2022, 5, 9)),
        ("Last updated: May 11, 2022 at 3:26 a.m. First published: May 9, 2022 at 3:19 a.m.", date(2022, 5, 9)),
        ("May 9, 20225:00 AM ET", date(2022, 5, 9)),
        ("Shops shut on 9 May 2022", None),
    ],
)
def test_the_day_about_the_text_of_a_stripped_page(pages: Any, about: str, day: date | None) -> None:
    (article,) = isolate(pages.page(f"{MENU}\n\n{about}\n\nShare\n\n{pages.ONE}")).articles
    assert article.published.interval == (DateInterval.day(day) if day else None)


@pytest.mark.parametrize(
    "about",
    ["May 9, 2022\n\nShare\n\nMay 12, 2022", "Nov 12, 2022 1:00 AMNov 17, 2022 6:02 PM", "Saturday, July 13, 2024"],
)
def test_of_several_days_about_the_text_and_of_its_calendar_none_is_told(pages: Any, about: str) -> None:
    capture = pages.page(f"{MENU}\n\n{about}\n\nShare\n\n{pages.ONE}")
    lines = split(capture)
    draft = Draft(body=[x for x in lines if x.is_prose])
    assert draft.prose
    assert printeddates.near_text(capture, draft, lines) == []
