"""Streams of packed or plain bytes that end quietly where they break, and remember why."""

from __future__ import annotations

import gzip
import io
import os
import zlib
from dataclasses import dataclass
from typing import IO, Any

from onrecord.captures.options import MEGABYTE, LoadOptions
from onrecord.captures.page import too_big
from onrecord.errors import RefusedError

# Below this size nothing that swells does harm.
HARMLESS = 10 * MEGABYTE
BUFFER = 65_536


class MeasuredReader(io.RawIOBase):
    """A reader that ends where its source breaks and keeps the refusal in `broken`.

    An error raised in the middle of a buffered read would take what was read before it along; records and rows
    before the break are to be kept. `packed`, where given, is the file that the source unpacks.
    """

    def __init__(
        self, source: io.BufferedIOBase, item: str, *, packed: Counted | None = None, max_ratio: int = 0
    ) -> None:
        super().__init__()
        self.source = source
        self.item = item
        self.packed = packed
        self.max_ratio = max_ratio
        self.total = 0
        self.broken: RefusedError | None = None

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        view = memoryview(buffer)
        if self.broken:
            return 0
        try:
            # One read at most: an error in a second one would lose the first.
            found = self.source.read1(len(view))
        except EOFError:
            self.broken = RefusedError(self.item, "truncated", "it breaks off before its end")
            return 0
        except gzip.BadGzipFile as error:
            self.broken = self._not_gzip(error)
            return 0
        except (OSError, zlib.error, ValueError, RuntimeError, NotImplementedError) as error:
            self.broken = RefusedError(self.item, "unreadable", f"broken in the middle ({error})")
            return 0
        self.total += len(found)
        if self.packed and self.total > HARMLESS and self.total > self.max_ratio * self.packed.count:
            self.broken = bomb(self.item, self.max_ratio)
            return 0
        view[: len(found)] = found
        return len(found)

    def _not_gzip(self, error: Exception) -> RefusedError:
        # A single byte of the next member's two-byte mark is what a cut leaves, not another format.
        if self.total and self.packed and not self.packed.file.peek(1):
            return RefusedError(self.item, "truncated", "it breaks off before its end")
        return RefusedError(self.item, "unreadable", f"broken in the middle ({error})")


@dataclass(frozen=True, slots=True)
class Stream:
    """A file, or a member of a container, that can be read once from its start.

    `seekable` is the file itself where it can be read from any place; `depth` counts what it was unpacked from.
    """

    path: str
    file: io.BufferedReader
    reader: MeasuredReader
    seekable: IO[bytes] | None = None
    depth: int = 0

    def head(self) -> bytes:
        """The first bytes, not taken from the stream."""
        return self.file.peek(4096)

    def content(self, limit: int) -> bytes:
        """All bytes. Raises RefusedError where there are more than the limit or they break off."""
        found = self.file.read(limit + 1)
        if len(found) > limit:
            raise too_big(self.path, len(found), limit)
        if self.reader.broken:
            raise self.reader.broken
        return found


def stream(path: str, source: io.BufferedIOBase, *, seekable: IO[bytes] | None = None, depth: int = 0) -> Stream:
    """A stream of plain bytes."""
    reader = MeasuredReader(source, path)
    return Stream(path, io.BufferedReader(reader, BUFFER), reader, seekable, depth)


def unpacked(packed: Stream, options: LoadOptions) -> Stream:
    """The stream that a gzip stream holds, all members of it in a row. "page.html.gz" holds "page.html"."""
    counted = Counted(packed.file)
    source = gzip.GzipFile(fileobj=counted)
    reader = MeasuredReader(source, packed.path, packed=counted, max_ratio=options.max_ratio)
    name = os.path.basename(packed.path.rsplit("!", 1)[-1])
    inner = name[: -len(".gz")] if name.lower().endswith(".gz") else name
    return Stream(f"{packed.path}!{inner}", io.BufferedReader(reader, BUFFER), reader, None, packed.depth + 1)


class Counted(io.RawIOBase):
    """A reader that knows how much was read from it."""

    def __init__(self, file: io.BufferedReader) -> None:
        super().__init__()
        self.file = file
        self.count = 0

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1, /) -> bytes:
        found = self.file.read(size)
        self.count += len(found)
        return found


def bomb(item: str, ratio: int) -> RefusedError:
    """The refusal of something that swells without measure."""
    return RefusedError(item, "bomb", f"unpacks to more than {ratio} times its size")
