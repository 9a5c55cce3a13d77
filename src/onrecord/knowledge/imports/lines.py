"""Files of any size read line by line: plain or gzip, CSV and JSON lines, a row that cannot be read as a Fault."""

from __future__ import annotations

import csv
import gzip
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO, Any, cast

from onrecord.errors import UsageError
from onrecord.knowledge.imports.drafts import Fault

LONGEST = 16 * 1024 * 1024
"""Bytes of a line; a longer one is refused, so that a file without line breaks never fills the memory."""


def numbered(path: Path) -> Iterator[tuple[int, str] | Fault]:
    """The lines with their numbers from 1. Raises UsageError where the file cannot be opened."""
    try:
        with _opened(path) as file:
            yield from _decoded(file)
    except (OSError, EOFError) as error:
        raise UsageError(f"{path}: {error}") from error


def _opened(path: Path) -> IO[bytes]:
    return cast(IO[bytes], gzip.open(path)) if path.suffix == ".gz" else path.open("rb")


def _decoded(file: IO[bytes]) -> Iterator[tuple[int, str] | Fault]:
    row = 0
    while line := file.readline(LONGEST):
        row += 1
        if len(line) == LONGEST and not line.endswith(b"\n"):
            while (rest := file.readline(LONGEST)) and not rest.endswith(b"\n"):
                pass
            yield Fault(row, f"longer than {LONGEST:,} bytes")
            continue
        try:
            yield row, line.removeprefix(b"\xef\xbb\xbf").decode("utf-8") if row == 1 else line.decode("utf-8")
        except UnicodeDecodeError as error:
            yield Fault(row, f"not UTF-8: {error.reason} at byte {error.start}")


def json_lines(path: Path) -> Iterator[tuple[int, Mapping[str, Any]] | Fault]:
    """The objects of JSON lines, and of an array written with an object a line, as dumps of Wikidata are."""
    for line in numbered(path):
        if isinstance(line, Fault):
            yield line
            continue
        row, text = line
        if not (bare := text.strip().rstrip(",")) or bare in "[]":
            continue
        try:
            value = json.loads(bare)
        except (ValueError, RecursionError) as error:
            yield Fault(row, f"not JSON: {error}")
            continue
        yield (row, value) if isinstance(value, dict) else Fault(row, "not a JSON object")


def csv_rows(path: Path, needed: Sequence[str], known: Sequence[str]) -> Iterator[tuple[int, dict[str, str]] | Fault]:
    """The rows of a CSV file by column, empty cells left out.

    Raises UsageError where a needed column is missing or a column is none of `known`.
    """
    faults: list[Fault] = []
    rows = csv.reader(_text_of(numbered(path), faults), strict=True)
    header = [name.strip().lower() for name in _next(rows, faults) or []]
    missing = [name for name in needed if name not in header]
    strange = [name for name in header if name not in known]
    if missing or strange:
        told = [f"no column {name!r}" for name in missing] + [f"unknown column {name!r}" for name in strange]
        raise UsageError(f"{path}: {'; '.join(told)}; known are {', '.join(known)}")
    while (cells := _next(rows, faults)) is not None:
        yield from faults
        faults.clear()
        if len(cells) == len(header):
            yield rows.line_num, {name: cell.strip() for name, cell in zip(header, cells, strict=True) if cell.strip()}
        elif cells:
            yield Fault(rows.line_num, f"{len(cells)} columns where the header has {len(header)}")
    yield from faults


def _text_of(lines: Iterator[tuple[int, str] | Fault], faults: list[Fault]) -> Iterator[str]:
    for line in lines:
        if isinstance(line, Fault):
            faults.append(line)
            yield "\n"  # keeps the numbers of the rows behind it
        else:
            yield line[1].replace("\0", "")


def _next(rows: Any, faults: list[Fault]) -> list[str] | None:
    """The cells of the next row that is CSV, None at the end; others are put down as faults."""
    while True:
        try:
            return cast("list[str] | None", next(rows, None))
        except csv.Error as error:
            faults.append(Fault(rows.line_num, f"not CSV: {error}"))
