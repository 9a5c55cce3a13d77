"""What kind of thing a file is: one page, or a container of them."""

from __future__ import annotations

import json
import os
import re
from enum import StrEnum

from onrecord.captures.options import Columns
from onrecord.captures.page import SUFFIX_TYPES


class Kind(StrEnum):
    """How a source is read."""

    PAGE = "page"
    FEED = "feed"
    ZIP = "zip"
    GZIP = "gzip"
    WARC = "warc"
    ROWS = "rows"
    TABLE = "table"
    UNSUPPORTED = "unsupported"


SUFFIXES = {
    **dict.fromkeys(SUFFIX_TYPES, Kind.PAGE),
    ".zip": Kind.ZIP,
    ".gz": Kind.GZIP,
    ".warc": Kind.WARC,
    ".wet": Kind.WARC,
    ".jsonl": Kind.ROWS,
    ".ndjson": Kind.ROWS,
    ".csv": Kind.TABLE,
    ".tsv": Kind.TABLE,
    ".rss": Kind.FEED,
    ".atom": Kind.FEED,
    # Text, but never a page of news: what browsers save beside one, and what programs keep.
    **dict.fromkeys((".js", ".mjs", ".css", ".json", ".map", ".svg", ".py", ".yaml", ".yml"), Kind.UNSUPPORTED),
}
FEED = re.compile(rb"<(?:rss|rdf:RDF|(?:\w+:)?feed)[\s>]")
OTHER_XML = re.compile(rb"^(?:\xef\xbb\xbf)?\s*<\?xml\b", re.IGNORECASE)
HTML = re.compile(rb"<(?:!doctype\s+)?html\b", re.IGNORECASE)


def kind_of(path: str, head: bytes, columns: Columns) -> Kind:
    """The kind that a path's ending and first bytes tell; the bytes of packed files go before their names."""
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        # Office documents are zips too, of XML that no reader here knows.
        return (
            Kind.ZIP if b"[Content_Types].xml" not in head and b"mimetypeapplication/" not in head else Kind.UNSUPPORTED
        )
    if head.startswith(b"\x1f\x8b"):
        return Kind.GZIP
    if head.startswith(b"WARC/"):
        return Kind.WARC
    kind = SUFFIXES.get(os.path.splitext(path)[1].lower())
    if kind is not None:
        return kind
    if FEED.search(head) and not HTML.search(head):
        return Kind.FEED
    if OTHER_XML.match(head) and not HTML.search(head):
        return Kind.UNSUPPORTED
    return Kind.ROWS if _is_row(head, columns) else Kind.PAGE


def kind_of_name(path: str) -> Kind | None:
    """The kind where the name alone tells it, None where the first bytes must be looked at."""
    kind = SUFFIXES.get(os.path.splitext(path)[1].lower())
    return kind if kind in (Kind.PAGE, Kind.FEED, Kind.UNSUPPORTED) else None


def _is_row(head: bytes, columns: Columns) -> bool:
    names = (columns.text, columns.html, columns.url)
    first = head.lstrip().split(b"\n", 1)[0]
    if not first.startswith(b"{"):
        return False
    try:
        row = json.loads(first)
    except ValueError:
        # A first row longer than the head looks like this.
        return any(f'"{name}"'.encode() in first for name in names) and len(first) > 2048
    return isinstance(row, dict) and any(name in row for name in names)
