"""RSS and Atom entries."""

from __future__ import annotations

import calendar
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime

import feedparser

from onrecord.model.dates import DateInterval


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry of a feed: where its page is, what the feed says of it and the text it carries itself."""

    number: int
    link: str | None
    title: str | None
    published: DateInterval | None
    content: str
    media_type: str


def entries(content: bytes, url: str | None, media_type: str | None) -> Iterator[Entry]:
    """The entries of a feed in its order, each link once."""
    headers = {"content-type": media_type or "application/xml"}
    if url:
        headers["content-location"] = url
    feed = feedparser.parse(io.BytesIO(content), response_headers=headers)
    seen: set[str] = set()
    for number, entry in enumerate(feed.entries, start=1):
        link = str(entry.get("link") or "").strip()
        if link and link in seen:
            continue
        seen.add(link)
        text, kind = _content(entry)
        yield Entry(
            number=number,
            link=link if link.lower().startswith(("http://", "https://")) else None,
            title=str(entry.get("title") or "").strip() or None,
            published=_published(entry),
            content=text,
            media_type=f"{kind}; charset=utf-8",
        )


def _published(entry: feedparser.FeedParserDict) -> DateInterval | None:
    """The UTC day of publication; the day of the last change says nothing of it."""
    moment = entry.get("published_parsed") if "published" in entry else None
    if moment is None:
        return None
    try:
        day: date = datetime.fromtimestamp(calendar.timegm(moment), UTC).date()
    except (ValueError, OverflowError, OSError):
        return None
    return DateInterval.day(day)


def _content(entry: feedparser.FeedParserDict) -> tuple[str, str]:
    """The longest text that the entry carries, and its media type."""
    parts = [*entry.get("content", ()), entry.get("summary_detail") or {}]
    texts = [(str(part.get("value") or ""), str(part.get("type") or "text/html")) for part in parts]
    text, kind = max(texts, key=lambda pair: len(pair[0]))
    return text, "text/plain" if kind == "text/plain" else "text/html"
