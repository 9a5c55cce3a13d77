"""Walks a record once and hands each table's rows to a writer: the part that CSV and Parquet share."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager, ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from onrecord.export.files import whole_folder
from onrecord.export.listings import all_lines
from onrecord.export.tables import TABLES, Row, Table
from onrecord.model.filters import Filter
from onrecord.model.ties import Tie

if TYPE_CHECKING:
    from onrecord.store import Record


class RowWriter(Protocol):
    """Takes the rows of one table."""

    def write(self, row: Row) -> None:
        """Takes one row; keys that are not columns of the table are left out."""
        ...


Opener = Callable[[Table, Path], AbstractContextManager[RowWriter]]


def write(record: Record, wanted: Filter, path: Path, opener: Opener, ties: Iterable[Tie]) -> int:
    """The number of rows written: one file for each table, in a folder or a .zip."""
    count = 0
    with whole_folder(path) as folder:
        for listing, lines in all_lines(record, wanted, ties):
            tables = [table for table in TABLES if table.listing == listing]
            with ExitStack() as stack:
                writers = [stack.enter_context(opener(table, folder)) for table in tables]
                for line in lines:
                    for table, writer in zip(tables, writers, strict=True):
                        for row in table.rows(line):
                            writer.write(row)
                            count += 1
    return count
