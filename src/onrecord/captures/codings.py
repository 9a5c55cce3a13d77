"""Bodies of HTTP answers unpacked in small steps, so that a few packed bytes can never fill the memory."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Iterator

from onrecord.captures.page import too_big
from onrecord.errors import RefusedError

# What is asked for. zlib can stop at a size given beforehand; the unpackers of other codings cannot.
ACCEPTED = "gzip, identity"
GZIP, ZLIB, BARE = 31, 15, -15
STEP = 65_536
# Small, as every member of a gzip body copies what is left of its piece.
PIECE = 4096
MARK = b"\x1f\x8b"
CHUNK = re.compile(rb"(?:\r?\n)?([0-9A-Fa-f]{1,8})[ \t]*(?:;[^\r\n]{0,1000})?\r?\n")


def body(chunks: Iterable[bytes], coding: str | None, item: str, limit: int) -> bytes:
    """The bytes of a body as its page was written, at most `limit` of them. Raises RefusedError.

    `coding` is the Content-Encoding header. Codes: coding (another one than gzip or deflate, or several), too_big,
    truncated, unreadable.
    """
    found = bytearray()
    for piece in _decoded(_counted(chunks, item, limit), coding, item):
        found += piece
        if len(found) > limit:
            raise too_big(item, len(found), limit)
    return bytes(found)


def unchunked(raw: bytes, coding: str | None, item: str) -> Iterator[bytes]:
    """The chunks of a body as it was sent; the whole where it is not in chunks, whatever is said. Raises RefusedError.

    `coding` is the Transfer-Encoding header. Codes: coding (another one than chunked), truncated, unreadable.
    """
    codings = _names(coding)
    if codings not in ([], ["chunked"]):
        raise _not_unpacked(codings, item)
    # Crawlers write down bodies out of their chunks and leave the header as it was.
    if not codings or not CHUNK.match(raw):
        yield raw
        return
    at, last = 0, len(raw.rstrip(b"\r\n"))
    while at < last:
        head = CHUNK.match(raw, at)
        if head is None:
            raise RefusedError(item, "unreadable", "the chunks of its answer cannot be told apart")
        at = head.end() + int(head.group(1), 16)
        if at == head.end():
            return
        yield raw[head.end() : at]
    raise RefusedError(item, "truncated", "its answer breaks off between two chunks")


def _names(coding: str | None) -> list[str]:
    return [name for name in (coding or "").lower().replace(" ", "").split(",") if name not in ("", "identity")]


def _not_unpacked(codings: list[str], item: str) -> RefusedError:
    return RefusedError(item, "coding", f"packed as {', '.join(codings)[:60]}, which is not unpacked")


def _counted(chunks: Iterable[bytes], item: str, limit: int) -> Iterator[bytes]:
    """The chunks in small pieces, no more of them than the limit: empty members pack without end into nothing."""
    total = 0
    for chunk in chunks:
        total += len(chunk)
        if total > limit:
            raise too_big(item, total, limit)
        for at in range(0, len(chunk), PIECE):
            yield chunk[at : at + PIECE]


def _decoded(pieces: Iterator[bytes], coding: str | None, item: str) -> Iterator[bytes]:
    codings = _names(coding)
    if not codings:
        return pieces
    if codings in (["gzip"], ["x-gzip"], ["deflate"]):
        return _inflated(pieces, codings[0] == "deflate", item)
    raise _not_unpacked(codings, item)


def _inflated(pieces: Iterator[bytes], bare: bool, item: str) -> Iterator[bytes]:
    """What zlib unpacks, a step at a time; a gzip body may have several members in a row."""
    unpacker: zlib._Decompress | None = None
    for piece in pieces:
        rest = piece
        while rest:
            if unpacker is None:
                unpacker = zlib.decompressobj(_window(rest) if bare else GZIP)
            elif unpacker.eof:
                if bare or not MARK.startswith(rest[:2]):
                    return  # padding behind the last member
                unpacker = zlib.decompressobj(GZIP)
            yield from _steps(unpacker, rest, item)
            rest = unpacker.unused_data
    if unpacker is not None and not unpacker.eof:
        raise RefusedError(item, "truncated", "its packed answer breaks off before its end")


def _steps(unpacker: zlib._Decompress, packed: bytes, item: str) -> Iterator[bytes]:
    try:
        found = unpacker.decompress(packed, STEP)
        yield found
        while not unpacker.eof and (unpacker.unconsumed_tail or len(found) == STEP):
            found = unpacker.decompress(unpacker.unconsumed_tail, STEP)
            yield found
    except zlib.error as error:
        raise RefusedError(item, "unreadable", f"its answer cannot be unpacked ({error})") from error


def _window(head: bytes) -> int:
    """ "deflate" is zlib's format by the standard, and the bare stream from some servers."""
    is_zlib = head[0] & 0x0F == 8 and (len(head) < 2 or int.from_bytes(head[:2], "big") % 31 == 0)
    return ZLIB if is_zlib else BARE
