"""What a user may set about reading: limits, columns, what to fetch, and what is known of the pages beforehand."""

from __future__ import annotations

from dataclasses import dataclass, field

from onrecord.model.articles import Given

MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """The names of a table's columns: what stands in a row of JSONL or CSV, and where."""

    text: str = "text"
    html: str = "html"
    url: str = "url"
    title: str = "title"
    publisher: str = "publisher"
    published: str = "published"
    id: str = "id"


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadOptions:
    """How sources are read. Sizes are bytes, times seconds.

    `max_bytes` bounds one page, packed or not; `max_total_bytes` all that comes out of one container; `max_ratio` how
    far one packed member may swell. `url` and `given` hold for every page read; what a table's row says itself goes
    before them. `fetch` False keeps the program off the network; `follow` False reads the entries of a feed by what the
    feed itself holds of them, so that no page can name others to be fetched.
    """

    max_bytes: int = 50 * MEGABYTE
    max_total_bytes: int = 4000 * MEGABYTE
    max_ratio: int = 200
    columns: Columns = Columns()
    url: str | None = None
    given: Given = field(default_factory=Given)
    fetch: bool = True
    follow: bool = True
    timeout: float = 30.0
    allow_private: bool = False
    ignore_robots: bool = False
