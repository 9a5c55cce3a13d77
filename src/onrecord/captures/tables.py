"""Rows of JSONL and CSV to units of work: one row is one page."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime

from onrecord.captures.encoding import decode, marked
from onrecord.captures.options import LoadOptions
from onrecord.captures.page import too_big
from onrecord.captures.streams import Stream
from onrecord.captures.units import Unit
from onrecord.errors import RefusedError
from onrecord.model.articles import DateBasis
from onrecord.model.dates import DateInterval

DELIMITERS = ",;\t|"
YEAR, MONTH, DAY = (re.compile(p) for p in (r"(\d{4})", r"(\d{4})-(\d{2})", r"(\d{4})(\d{2})(\d{2})"))


def rows(source: Stream, options: LoadOptions) -> Iterator[Unit | RefusedError]:
    """A unit for every row of a JSONL file; a row that cannot be read is refused by its number."""
    number = 0
    while line := source.file.readline(options.max_bytes + 1):
        number += 1
        item = f"{source.path}!{number}"
        whole = line.endswith(b"\n")
        if len(line) > options.max_bytes:
            yield too_big(item, len(line), options.max_bytes)
            while line and not line.endswith(b"\n"):
                line = source.file.readline(options.max_bytes)
            continue
        if source.reader.broken and not whole:
            break
        if not line.strip():
            continue
        row = _json_row(line)
        if row is None:
            yield RefusedError(item, "unreadable", "the row is no JSON object")
        elif number == 1 and not _has_page(row, options):
            raise no_columns(source.path, options)
        else:
            yield row_unit(row, item, options)
    if source.reader.broken:
        yield source.reader.broken


def table(source: Stream, options: LoadOptions) -> Iterator[Unit | RefusedError]:
    """A unit for every row of a CSV or TSV file with a header; its delimiter is told by the header."""
    head = source.head()
    found = decode(head[: head.rfind(b"\n") + 1] or head)
    if found is None:
        raise RefusedError(source.path, "encoding", "no encoding fits its bytes")
    encoding = "utf-8" if found[1] == "ascii" else found[1]
    # The module's limit holds for the whole process; there is no other way to set it.
    csv.field_size_limit(options.max_bytes)
    lines = io.TextIOWrapper(source.file, encoding="utf-8-sig" if marked(head) == "utf-8" else encoding, newline="")
    first = found[0].lstrip("\ufeff").split("\n", 1)[0]
    reader = csv.DictReader(lines, delimiter=max(DELIMITERS, key=first.count), restkey="")
    number = 0
    try:
        if not _has_page(dict.fromkeys(reader.fieldnames or ()), options):
            raise no_columns(source.path, options)
        for number, row in enumerate(reader, start=1):
            yield row_unit(row, f"{source.path}!{number}", options)
    except UnicodeDecodeError:
        yield RefusedError(f"{source.path}!{number + 1}", "encoding", f"not in {encoding}, as the table's beginning is")
    except csv.Error as error:
        yield RefusedError(f"{source.path}!{number + 1}", "unreadable", f"the row cannot be read ({error})")
    if source.reader.broken:
        yield source.reader.broken


def row_unit(row: Mapping[str, object], item: str, options: LoadOptions) -> Unit | RefusedError:
    """The unit of one row: its HTML, else its text, else its address to fetch. What it says goes before `given`."""
    names = options.columns
    values = {
        name: _text(row.get(getattr(names, name))) for name in ("html", "text", "url", "title", "publisher", "id")
    }
    path = f"{item.rsplit('!', 1)[0]}!{values['id'].strip()}" if values["id"].strip() else item
    given = options.given
    days = published_days(row.get(names.published))
    if days:
        given = replace(given, published=days, published_basis=DateBasis.GIVEN)
    given = replace(
        given, title=values["title"].strip() or given.title, publisher=values["publisher"].strip() or given.publisher
    )
    url = values["url"].strip() or None
    for name, media_type in (("html", "text/html"), ("text", "text/plain")):
        if values[name].strip():
            content = values[name].encode("utf-8", "replace")
            return Unit(path=path, url=url, content=content, media_type=f"{media_type}; charset=utf-8", given=given)
    if url:
        return Unit(path=path, url=url, remote=True, given=given)
    return RefusedError(path, "empty", "the row has no text and no address")


def published_days(value: object) -> DateInterval | None:
    """The days that a cell names without doubt: ISO 8601, RFC 2822 or eight digits; a month or year is all its days.

    "03/04/2025", which is March to some and April to others, is None.
    """
    text = _text(value).strip()
    try:
        if found := YEAR.fullmatch(text):
            return DateInterval.year(int(found[1]))
        if found := MONTH.fullmatch(text):
            return DateInterval.month(int(found[1]), int(found[2]))
        if found := DAY.fullmatch(text):
            return DateInterval.day(date(int(found[1]), int(found[2]), int(found[3])))
        moment = parsedate_to_datetime(text) if text[:1].isalpha() else datetime.fromisoformat(text)
        return DateInterval.day((moment.astimezone(UTC) if moment.tzinfo else moment).date())
    except (ValueError, OverflowError, TypeError):
        return None


def no_columns(path: str, options: LoadOptions) -> RefusedError:
    """The refusal of a table that has no column for a page."""
    names = options.columns
    return RefusedError(path, "no_columns", f"no column is named {names.text}, {names.html} or {names.url}")


def _has_page(row: Mapping[str, object], options: LoadOptions) -> bool:
    return any(name in row for name in (options.columns.text, options.columns.html, options.columns.url))


def _json_row(line: bytes) -> dict[str, object] | None:
    try:
        row = json.loads(line.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return None
    return row if isinstance(row, dict) else None


def _text(value: object) -> str:
    return value if isinstance(value, str) else str(value) if isinstance(value, int | float) else ""
