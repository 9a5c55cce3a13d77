"""JSON lines as text, and the export that writes every listing."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import IO, TYPE_CHECKING

from onrecord.export.files import whole_file, whole_folder
from onrecord.export.lines import Line
from onrecord.export.listings import all_lines
from onrecord.model.filters import Filter
from onrecord.model.ties import Tie

if TYPE_CHECKING:
    from onrecord.store import Record


# Characters that JSON leaves as they are, and that many programs take for the end of a line.
_BREAKS = str.maketrans({mark: f"\\u{ord(mark):04x}" for mark in "\x85\u2028\u2029"})


def dumps(line: Line) -> str:
    """The line as one line of JSON, without its newline. UTF-8 where it can be, escaped where a text cannot."""
    text = json.dumps(line, ensure_ascii=False, allow_nan=False).translate(_BREAKS)
    try:
        text.encode()
    except UnicodeEncodeError:  # half a surrogate pair, from a page that was cut there
        return json.dumps(line, ensure_ascii=True, allow_nan=False)
    return text


def write(record: Record, wanted: Filter, path: Path, *, ties: Iterable[Tie] = ()) -> int:
    """The number of lines written.

    A path that ends in .jsonl or .json, or any other suffix but .zip, gets every listing one after the other, each
    line with its listing's name under "listing"; a folder or .zip gets a file for each listing.
    """
    listings = all_lines(record, wanted, ties)
    if path.is_dir() or path.suffix.lower() in ("", ".zip"):
        return _write_folder(listings, path)
    with whole_file(path) as draft, draft.open("w", encoding="utf-8", newline="\n") as file:
        return sum(_write_listing(name, lines, file) for name, lines in listings)


def _write_folder(listings: Iterable[tuple[str, Iterable[Line]]], path: Path) -> int:
    count = 0
    with whole_folder(path) as folder:
        for name, lines in listings:
            with (folder / f"{name}.jsonl").open("w", encoding="utf-8", newline="\n") as file:
                count += _write_listing(name, lines, file)
    return count


def _write_listing(name: str, lines: Iterable[Line], file: IO[str]) -> int:
    count = 0
    for line in lines:
        file.write(dumps({"listing": name, **line}) + "\n")
        count += 1
    return count
