"""WARC records to units of work."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import BinaryIO, cast

from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from onrecord.captures import codings
from onrecord.captures.options import LoadOptions
from onrecord.captures.page import HTML_TYPES, too_big
from onrecord.captures.streams import Stream
from onrecord.captures.units import Unit
from onrecord.errors import RefusedError

PAGE_TYPES = HTML_TYPES | {"text/plain", "application/pdf"}
# Conversions are the text that a crawler made of a response, as in Common Crawl's WET files.
TYPES = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.conversion


def records(source: Stream, options: LoadOptions) -> Iterator[Unit | RefusedError]:
    """A unit for every page that was answered with 200, in the file's order; one refusal where the file breaks off.

    Records of other types, states and media types are no pages and are passed over without a word.
    """
    ending = _Ending(source)
    try:
        for record in ArchiveIterator(cast(BinaryIO, ending), record_types=TYPES, parse_http=False):
            length = int(record.headers["Content-Length"])
            url = (record.headers.get("WARC-Target-URI") or "").strip("<>")
            if length > options.max_bytes:
                yield too_big(f"{source.path}!{url}", length, options.max_bytes)
                continue
            record.freeze()
            if record.content_length < length:
                break
            unit = _unit(record, url, source, options)
            if unit is not None:
                yield unit
    except (OSError, KeyError, ValueError) as error:
        if not source.reader.broken and not ending.reached:
            yield RefusedError(source.path, "unreadable", f"not a WARC file that can be read ({error})")
            return
    if source.reader.broken:
        yield source.reader.broken
    elif not ending.is_whole():
        yield RefusedError(source.path, "truncated", "it breaks off in the middle of a record")


def _unit(record: WarcRecord, url: str, source: Stream, options: LoadOptions) -> Unit | RefusedError | None:
    media_type = record.headers.get("Content-Type") or ""
    coding: str | None = None
    sent: str | None = None
    path = f"{source.path}!{url}"
    if record.record_type == WarcRecordType.response:
        try:
            # Its own unpacking takes the whole at once, however far it swells.
            record.parse_http(auto_decode="none")
        except OSError as error:
            return RefusedError(path, "unreadable", f"its HTTP answer cannot be read ({error})")
        if record.http_headers is None or record.http_headers.status_code != 200:
            return None
        media_type = record.http_headers.get("Content-Type") or ""
        coding = record.http_headers.get("Content-Encoding")
        sent = record.http_headers.get("Transfer-Encoding")
    if media_type.split(";")[0].strip().lower() not in PAGE_TYPES:
        return None
    try:
        chunks = codings.unchunked(record.reader.read(), sent, path)
        content = codings.body(chunks, coding, path, options.max_bytes)
    except RefusedError as refused:
        return refused
    return Unit(
        path=path,
        url=url or None,
        content=content,
        media_type=media_type,
        retrieved_at=_moment(record.headers.get("WARC-Date")),
        given=options.given,
    )


def _moment(text: str | None) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text or "")
    except ValueError:
        return None
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


class _Ending(io.RawIOBase):
    """The stream as fastwarc reads it, with its last bytes: every record of a whole file ends with an empty line."""

    def __init__(self, source: Stream) -> None:
        super().__init__()
        self.file = source.file
        self.last = b""
        self.reached = False
        self.position = 0

    def seek(self, offset: int, whence: int = 0, /) -> int:
        # fastwarc asks where it is in this way, and panics when told that it may not.
        if (offset, whence) not in ((0, 1), (self.position, 0)):
            raise io.UnsupportedOperation("seek")
        return self.position

    def tell(self) -> int:
        return self.position

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1, /) -> bytes:
        found = self.file.read(size)
        self.position += len(found)
        if found:
            self.last = (self.last + found[-4:])[-4:]
        else:
            self.reached = True
        return found

    def is_whole(self) -> bool:
        """True where the file ends as a record does."""
        return self.last.endswith((b"\n\r\n", b"\n\n"))
