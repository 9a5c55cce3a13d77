"""CSV: one file for each table, RFC 4180, UTF-8, a header line. Lists are joined by "; "."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from onrecord.export import tabular
from onrecord.export.tables import Row, Table
from onrecord.model.filters import Filter
from onrecord.model.ties import Tie

if TYPE_CHECKING:
    from onrecord.store import Record

_RUNS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What a spreadsheet takes a cell for a formula by, the full-width forms included."""


def cell(value: Any, *, spreadsheet_safe: bool = False) -> str:
    """The text of one cell; "" for nothing. `spreadsheet_safe` puts an apostrophe before what would be run."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | tuple):
        value = "; ".join(str(item) for item in value)
    if not isinstance(value, str):
        return str(value)
    return "'" + value if spreadsheet_safe and value.lstrip(" ").startswith(_RUNS) else value


class CsvWriter:
    """Writes the rows of one table to a text file, the header first."""

    def __init__(self, table: Table, file: IO[str], *, spreadsheet_safe: bool = False) -> None:
        self._columns = tuple(table.columns)
        self._safe = spreadsheet_safe
        self._writer = csv.writer(file, lineterminator="\n")
        self._writer.writerow(self._columns)

    def write(self, row: Row) -> None:
        """Takes one row."""
        self._writer.writerow([cell(row[column], spreadsheet_safe=self._safe) for column in self._columns])


def write_rows(table: Table, rows: Iterable[Row], file: IO[str], *, spreadsheet_safe: bool = False) -> int:
    """The number of rows written to an open text file."""
    writer = CsvWriter(table, file, spreadsheet_safe=spreadsheet_safe)
    count = 0
    for row in rows:
        writer.write(row)
        count += 1
    return count


def write(
    record: Record, wanted: Filter, path: Path, *, ties: Iterable[Tie] = (), spreadsheet_safe: bool = False
) -> int:
    """The number of rows written to the tables in a folder or a .zip."""

    @contextmanager
    def opener(table: Table, folder: Path) -> Iterator[tabular.RowWriter]:
        # Half a surrogate pair cannot be written as UTF-8; it becomes "?" rather than an end of the export.
        with (folder / f"{table.name}.csv").open("w", encoding="utf-8", errors="replace", newline="") as file:
            yield CsvWriter(table, file, spreadsheet_safe=spreadsheet_safe)

    return tabular.write(record, wanted, path, opener, ties)
