from __future__ import annotations

from datetime import date
from pathlib import Path

from onrecord import captures
from onrecord.captures import LoadOptions
from onrecord.captures.feeds import entries
from onrecord.errors import RefusedError
from onrecord.model.articles import Capture, DateBasis, Given
from onrecord.model.dates import DateInterval

RSS = b"""<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel><title>The Example</title>
<item><title>Talks resume</title><link>https://a.example/1</link><pubDate>Sun, 02 Mar 2025 23:30:00 -0500</pubDate>
<description>Short.</description>
<content:encoded><![CDATA[<p>The ministers met on <b>Sunday</b>.</p>]]></content:encoded></item>
<item><title>Again</title><link>https://a.example/1</link><description>The same link twice.</description></item>
<item><title>No link</title><description>Only words.</description></item>
</channel></rss>"""
ATOM = b"""<feed xmlns="http://www.w3.org/2005/Atom"><title>E</title><entry><title>One</title><link href="/one"/>
<updated>2025-03-05T00:00:00Z</updated><summary type="text">Words &lt;b&gt; of it.</summary></entry></feed>"""


def read(path: Path, given: Given = Given()) -> list[Capture | RefusedError]:  # noqa: B008
    return list(captures.load(str(path), options=LoadOptions(fetch=False, given=given)))


def test_an_entry_without_its_page_gives_its_own_text(tmp_path: Path) -> None:
    path = tmp_path / "feed.xml"
    path.write_bytes(RSS)
    first, second = read(path)
    assert isinstance(first, Capture)
    assert isinstance(second, Capture)
    assert (first.text, first.url, first.path) == ("The ministers met on Sunday.", "https://a.example/1", f"{path}!1")
    assert first.given == Given(
        published=DateInterval.day(date(2025, 3, 3)), published_basis=DateBasis.FEED, title="Talks resume"
    )
    assert (second.text, second.url, second.path) == ("Only words.", None, f"{path}!3")
    assert second.given.published is None


def test_what_the_user_says_goes_before_the_feed(tmp_path: Path) -> None:
    (tmp_path / "feed.rss").write_bytes(RSS)
    day = DateInterval.day(date(2025, 1, 1))
    first = read(tmp_path / "feed.rss", Given(published=day))[0]
    assert isinstance(first, Capture)
    assert (first.given.published, first.given.published_basis) == (day, DateBasis.GIVEN)


def test_the_day_of_a_change_is_no_day_of_publication() -> None:
    (entry,) = entries(ATOM, "https://a.example/feed", "application/atom+xml")
    assert (entry.link, entry.published) == ("https://a.example/one", None)
    assert (entry.content, entry.media_type) == ("Words <b> of it.", "text/plain; charset=utf-8")


def test_entities_that_swell_do_no_harm() -> None:
    levels = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    feed = (
        f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e0 "ha">{levels}]><rss><channel><item><title>&e11;</title></item>'
    )
    list(entries(feed.encode(), None, None))


def test_a_file_named_by_an_entity_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("hidden words")
    feed = (
        f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY s SYSTEM "file://{tmp_path}/secret.txt">]>'
        "<rss version='2.0'><channel><item><title>t</title><description>&s; x</description></item></channel></rss>"
    )
    assert "hidden words" not in "".join(e.content for e in entries(feed.encode(), None, None))
