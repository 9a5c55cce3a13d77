"""Sources to units of work, units to captures."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from dataclasses import replace

from onrecord.captures.folders import files, unreadable
from onrecord.captures.options import LoadOptions
from onrecord.captures.page import from_bytes, too_big
from onrecord.captures.units import Unit
from onrecord.errors import RefusedError
from onrecord.model.articles import Capture


def load(source: str, *, options: LoadOptions) -> Iterator[Capture | RefusedError]:
    """Every page that a source holds, in a stable order, and a refusal for everything that cannot be read.

    A source is a file, folder, glob, "-" for standard input, or http(s) address. Nothing is raised.
    """
    for unit in expand(source, options):
        if isinstance(unit, RefusedError):
            yield unit
        else:
            yield from open_unit(unit, options)


def expand(source: str, options: LoadOptions) -> Iterator[Unit | RefusedError]:
    """The units of work that a source holds, cheap to make: no page is decoded, and none fetched, here."""
    if source == "-":
        content = sys.stdin.buffer.read(options.max_bytes + 1)
        yield Unit(path="-", url=options.url, content=content, given=options.given)
    elif source.lower().startswith(("http://", "https://")):
        yield Unit(path=None, url=source, given=options.given)
    else:
        for path in files(source):
            if isinstance(path, RefusedError):
                yield path
            else:
                yield Unit(path=path, given=options.given)


def open_unit(unit: Unit, options: LoadOptions) -> Iterator[Capture | RefusedError]:
    """The pages of a unit: one for a file or member, several for a feed; refusals are yielded."""
    try:
        if unit.content is None:
            unit = replace(unit, content=_file_bytes(unit.item, options), url=options.url)
        yield from_bytes(
            unit.content or b"",
            path=unit.path,
            url=unit.url,
            media_type=unit.media_type,
            retrieved_at=unit.retrieved_at,
            given=unit.given,
            max_bytes=options.max_bytes,
        )
    except RefusedError as refused:
        yield refused


def _file_bytes(path: str, options: LoadOptions) -> bytes:
    try:
        size = os.stat(path).st_size
        if size > options.max_bytes:
            raise too_big(path, size, options.max_bytes)
        with open(path, "rb") as file:
            return file.read(options.max_bytes + 1)
    except OSError as error:
        raise unreadable(path, error) from error
