"""Sources to units of work, units to captures."""

from __future__ import annotations

import io
import os
import re
import sys
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, cast
from urllib.parse import urlsplit

from onrecord.captures.containers import file_units, units, unsupported
from onrecord.captures.folders import Found, files, unreadable
from onrecord.captures.kinds import Kind, kind_of
from onrecord.captures.options import LoadOptions
from onrecord.captures.page import HTML_TYPES, from_bytes, too_big
from onrecord.captures.streams import stream
from onrecord.captures.units import Unit
from onrecord.errors import RefusedError
from onrecord.model.articles import Capture, DateBasis, Deposit, Given

if TYPE_CHECKING:
    from onrecord.captures.feeds import Entry

SCHEME = re.compile(r"^([A-Za-z][A-Za-z0-9+.\-]+)://")
PAGE_TYPES = HTML_TYPES | {"text/plain", "application/pdf"}
Source = str | Deposit
CONTAINERS = frozenset((Kind.ZIP, Kind.GZIP, Kind.WARC, Kind.ROWS, Kind.TABLE))


def load(source: Source, *, options: LoadOptions) -> Iterator[Capture | RefusedError]:
    """Every page that a source holds, in a stable order, and a refusal for everything that cannot be read.

    A source is a file, folder, glob, "-" for standard input, http(s) address, or a deposit. Refusals are yielded, not
    raised.
    """
    for unit in expand(source, options):
        if isinstance(unit, RefusedError):
            yield unit
        else:
            yield from open_unit(unit, options)


def expand(source: Source, options: LoadOptions) -> Iterator[Unit | RefusedError]:
    """The units of work that a source holds, cheap to make: no page is decoded, and none fetched, here."""
    if isinstance(source, Deposit):
        yield from file_units(source.name, options, file=source.file)
        return
    scheme = SCHEME.match(source)
    if source == "-":
        yield from _stdin_units(options)
    elif scheme and scheme.group(1).lower() in ("http", "https"):
        yield Unit(path=None, url=source, remote=True, given=options.given)
    elif scheme and not os.path.lexists(source):
        yield RefusedError(source, "bad_scheme", f"{scheme.group(1)}: only http and https are fetched")
    else:
        for found in files(source):
            yield from (found,) if isinstance(found, RefusedError) else _units_of(found, options)


def _units_of(found: Found, options: LoadOptions) -> Iterator[Unit | RefusedError]:
    """The units of a file. What is no page and was not asked for by name is passed over, and said so."""
    if not found.is_page:
        yield RefusedError(found.path, "not_a_page", "passed over: not called as pages are", passed_over=True)
        return
    for unit in file_units(found.path, options):
        if isinstance(unit, RefusedError) and unit.code == "no_columns" and not found.is_named:
            yield RefusedError(found.path, unit.code, f"passed over: {unit.reason}", passed_over=True)
        else:
            yield unit


def open_unit(unit: Unit, options: LoadOptions) -> Iterator[Capture | RefusedError]:
    """The pages of a unit: one for a file or member, several for a feed or a container fetched from the network."""
    try:
        if unit.content is None:
            unit = _fetched(unit, options) if unit.remote else replace(unit, content=_file_bytes(unit, options))
        kind = _kind(unit, options)
        if kind is Kind.FEED:
            yield from _entry_captures(unit, options)
        elif kind in CONTAINERS:
            content = io.BytesIO(unit.content or b"")
            for inner in units(stream(unit.item, content, seekable=content), options):
                yield from (inner,) if isinstance(inner, RefusedError) else open_unit(inner, options)
        elif kind is Kind.UNSUPPORTED:
            raise unsupported(unit.item)
        else:
            yield _capture(unit, options)
    except RefusedError as refused:
        yield refused


def _stdin_units(options: LoadOptions) -> Iterator[Unit | RefusedError]:
    for unit in units(stream("-", cast(io.BufferedIOBase, sys.stdin.buffer)), options):
        yield replace(unit, url=options.url) if isinstance(unit, Unit) and unit.path == "-" else unit


def _file_bytes(unit: Unit, options: LoadOptions) -> bytes:
    path = unit.file or unit.item
    try:
        size = os.stat(path).st_size
        if size > options.max_bytes:
            raise too_big(unit.item, size, options.max_bytes)
        with open(path, "rb") as file:
            return file.read(options.max_bytes + 1)
    except OSError as error:
        raise unreadable(unit.item, error) from error


def _fetched(unit: Unit, options: LoadOptions) -> Unit:
    # Loaded only where something is fetched: TLS costs a fifth of a second that most runs need not pay.
    from onrecord.captures.fetch import fetch

    answer = fetch(unit.url or "", options)
    return replace(
        unit,
        content=answer.content,
        media_type=answer.media_type,
        retrieved_at=unit.retrieved_at or answer.retrieved_at,
    )


def _kind(unit: Unit, options: LoadOptions) -> Kind:
    """What a unit's bytes are. A server's or container's word for a page is taken, unless they are plainly a feed."""
    head = (unit.content or b"")[:4096]
    declared = (unit.media_type or "").split(";")[0].strip().lower()
    if not unit.remote:
        return Kind.PAGE if declared else kind_of(unit.item, head, options.columns)
    name = urlsplit(unit.url or "").path
    if declared not in PAGE_TYPES:
        return kind_of(name, head, options.columns)
    kind = kind_of("", head, options.columns)
    return kind if kind is Kind.FEED or declared == "text/plain" else Kind.PAGE


def _capture(unit: Unit, options: LoadOptions) -> Capture:
    return from_bytes(
        unit.content or b"",
        path=unit.path,
        url=unit.url,
        media_type=unit.media_type,
        retrieved_at=unit.retrieved_at,
        given=unit.given,
        max_bytes=options.max_bytes,
    )


def _entry_captures(unit: Unit, options: LoadOptions) -> Iterator[Capture | RefusedError]:
    """The page that each entry of a feed leads to, or the entry's own text where the page cannot be had."""
    # Loaded only where a feed comes, like the PDF reader.
    from onrecord.captures.feeds import entries

    found = False
    for entry in entries(unit.content or b"", unit.url, unit.media_type):
        found = True
        own = Unit(
            path=None if entry.link and unit.path is None else f"{unit.item}!{entry.number}",
            url=entry.link,
            content=entry.content.encode("utf-8", "replace"),
            media_type=entry.media_type,
            retrieved_at=unit.retrieved_at,
            given=_given(entry, unit.given),
        )
        yield _entry_capture(own, options)
    if not found:
        yield RefusedError(unit.item, "empty", "the feed has no entries")


def _entry_capture(own: Unit, options: LoadOptions) -> Capture | RefusedError:
    try:
        if own.url and options.fetch and options.follow:
            try:
                return _capture(_fetched(replace(own, content=None, retrieved_at=None), options), options)
            except RefusedError:
                if not (own.content or b"").strip():
                    raise
        return _capture(own, options)
    except RefusedError as refused:
        return refused


def _given(entry: Entry, given: Given) -> Given:
    """What the user said, and the feed's word where the user said nothing."""
    if given.published is None and entry.published is not None:
        given = replace(given, published=entry.published, published_basis=DateBasis.FEED)
    return replace(given, title=given.title or entry.title)
