"""Containers to units of work: archives are streamed, and nothing of one is kept once it has been handed on."""

from __future__ import annotations

import io
import os
import zipfile
import zlib
from collections.abc import Iterator
from typing import cast

from onrecord.captures.folders import unreadable
from onrecord.captures.kinds import Kind, kind_of, kind_of_name
from onrecord.captures.options import MEGABYTE, LoadOptions
from onrecord.captures.streams import Stream, bomb, stream, unpacked
from onrecord.captures.tables import rows, table
from onrecord.captures.units import Unit
from onrecord.captures.warc import records
from onrecord.errors import RefusedError

DEEPEST = 2


def file_units(path: str, options: LoadOptions, *, file: str | None = None) -> Iterator[Unit | RefusedError]:
    """The units of one file: itself where it is a page or feed, its members where it is a container.

    `file` is where it lies, if not under the name that people know.
    """
    kind = kind_of_name(path)
    try:
        if kind is None:
            with open(file or path, "rb") as opened:
                kind = kind_of(path, opened.read(4096), options.columns)
                if kind not in (Kind.PAGE, Kind.FEED, Kind.UNSUPPORTED):
                    opened.seek(0)
                    yield from units(stream(path, opened, seekable=opened), options)
                    return
    except OSError as error:
        yield unreadable(path, error)
        return
    if kind is Kind.UNSUPPORTED:
        yield unsupported(path)
    else:
        yield Unit(path=path, file=file, url=options.url, given=options.given)


def units(source: Stream, options: LoadOptions) -> Iterator[Unit | RefusedError]:
    """The units of a stream of any kind. A container's own faults are yielded after what came before them."""
    try:
        kind = kind_of(source.path, source.head(), options.columns)
        if kind in (Kind.ZIP, Kind.GZIP) and source.depth >= DEEPEST:
            yield RefusedError(source.path, "nested", "packed more than twice over")
        elif kind is Kind.ZIP:
            yield from _zip_units(source, options)
        elif kind is Kind.GZIP:
            yield from units(unpacked(source, options), options)
        elif kind is Kind.WARC:
            yield from records(source, options)
        elif kind is Kind.ROWS:
            yield from rows(source, options)
        elif kind is Kind.TABLE:
            yield from table(source, options)
        elif kind is Kind.UNSUPPORTED:
            yield unsupported(source.path)
        else:
            content = source.content(options.max_bytes)
            yield Unit(path=source.path, content=content, given=options.given)
    except RefusedError as refused:
        yield refused


def _zip_units(source: Stream, options: LoadOptions) -> Iterator[Unit | RefusedError]:
    # A zip is read from its end. A file can be; a member of another is held in memory, within the limit of one page.
    file = source.seekable or io.BytesIO(source.content(options.max_bytes))
    try:
        with zipfile.ZipFile(file) as archive:
            members = [m for m in archive.infolist() if not m.is_dir() and not _is_hidden(m.filename)]
            if sum(m.file_size for m in members) > options.max_total_bytes:
                raise RefusedError(source.path, "bomb", f"holds more than {options.max_total_bytes / MEGABYTE:g} MB")
            for member in sorted(members, key=lambda m: m.filename):
                yield from _member_units(archive, member, source, options)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError) as error:
        raise RefusedError(source.path, "unreadable", f"not a zip that can be read ({error})") from error


def _member_units(
    archive: zipfile.ZipFile, member: zipfile.ZipInfo, source: Stream, options: LoadOptions
) -> Iterator[Unit | RefusedError]:
    path = f"{source.path}!{member.filename}"
    if member.flag_bits & 1:
        yield RefusedError(path, "encrypted", "locked with a password")
    elif member.file_size > MEGABYTE and member.file_size > options.max_ratio * member.compress_size:
        yield bomb(path, options.max_ratio)
    else:
        try:
            with archive.open(member) as file:
                yield from units(stream(path, cast(io.BufferedIOBase, file), depth=source.depth + 1), options)
        except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError) as error:
            yield RefusedError(path, "unreadable", f"broken in its archive ({error})")


def _is_hidden(name: str) -> bool:
    parts = [part for part in name.split("/") if part not in (".", "..")]
    return any(part.startswith(".") or part == "__MACOSX" for part in parts)


def unsupported(path: str) -> RefusedError:
    """The refusal of a file that is of no kind read here."""
    ending = os.path.splitext(path)[1]
    return RefusedError(path, "unsupported", f"{ending or 'its kind'} is no format of pages that is read here")
