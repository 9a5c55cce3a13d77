"""The files that a path or glob names, in a stable order, and why some are passed over."""

from __future__ import annotations

import glob
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.errors import RefusedError

# What a folder's files must be called to be read unasked; a file named on its own is read whatever it is called.
_PAGES = (
    *(".html", ".htm", ".xhtml", ".txt", ".text", ".pdf", ".warc", ".zip", ".gz"),
    *(".jsonl", ".ndjson", ".csv", ".tsv", ".xml", ".rss", ".atom"),
)


@dataclass(frozen=True, slots=True)
class Found:
    """A file, and whether the user named it rather than a folder above it."""

    path: str
    is_named: bool

    @property
    def is_page(self) -> bool:
        """True where the name is one that pages bear; files without a suffix may be pages."""
        suffix = os.path.splitext(self.path)[1].lower()
        return self.is_named or not suffix or suffix in _PAGES


def files(source: str) -> Iterator[Found | RefusedError]:
    """Every file under a file, folder or glob, sorted by name, hidden ones left out.

    Folders are followed through symbolic links once each: one that was seen before is refused as a loop.
    """
    if os.path.lexists(source) or not glob.has_magic(source):
        roots = [source]
    else:
        roots = sorted(glob.glob(source, recursive=True))
        if not roots:
            yield RefusedError(source, "not_found", "no file matches")
    seen: set[tuple[int, int]] = set()
    for root in roots:
        yield from _below(root, seen)


def _below(root: str, seen: set[tuple[int, int]]) -> Iterator[Found | RefusedError]:
    waiting = [root]
    while waiting:
        path = waiting.pop()
        try:
            status = os.stat(path)
        except OSError as error:
            yield unreadable(path, error)
            continue
        if stat.S_ISREG(status.st_mode):
            yield Found(path, path == root)
        elif not stat.S_ISDIR(status.st_mode):
            yield RefusedError(path, "not_a_file", "neither a file nor a folder")
        elif (key := (status.st_dev, status.st_ino)) in seen:
            yield RefusedError(path, "loop", "a folder that was read already")
        else:
            seen.add(key)
            try:
                names = sorted((n for n in os.listdir(path) if not n.startswith(".")), reverse=True)
            except OSError as error:
                yield unreadable(path, error)
                continue
            waiting.extend(os.path.join(path, name) for name in names)


def unreadable(path: str, error: OSError) -> RefusedError:
    """The refusal of a path that the system will not open."""
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return RefusedError(path, "not_found", "no such file")
    if error.strerror and "symbolic" in error.strerror:
        return RefusedError(path, "loop", "a link that leads to itself")
    return RefusedError(path, "unreadable", error.strerror or str(error))
