"""Parquet: one typed file for each table. Lists stay lists, days are date32, instants UTC timestamps."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq

from onrecord.errors import UsageError
from onrecord.export import tabular
from onrecord.export.listings import walk
from onrecord.export.tables import TABLES, Kind, Row, Table
from onrecord.model.filters import Filter

if TYPE_CHECKING:
    from onrecord.store import Record

BATCH = 20_000
"""Rows held in memory before they are written as one row group."""

_TYPES: dict[Kind, Any] = {
    "text": pa.string(),
    "integer": pa.int64(),
    "real": pa.float64(),
    "flag": pa.bool_(),
    "day": pa.date32(),
    "instant": pa.timestamp("us", tz="UTC"),
    "list": pa.list_(pa.string()),
}


def schema(table: Table) -> Any:
    """The Arrow schema of a table."""
    return pa.schema([(name, _TYPES[kind]) for name, kind in table.columns.items()])


def value(kind: Kind, given: Any) -> Any:
    """The value of a cell as Arrow takes it."""
    if given is None:
        return None
    match kind:
        case "text":
            return _encodable(str(given))
        case "list":
            return [_encodable(str(item)) for item in given]
        case "real":
            return float(given)
        case "day":
            return date.fromisoformat(given)
        case "instant":
            instant = datetime.fromisoformat(given)
            return instant if instant.tzinfo else instant.replace(tzinfo=UTC)
        case _:
            return given


def _encodable(text: str) -> str:
    """The text with halves of surrogate pairs replaced: Arrow's strings are UTF-8."""
    return text.encode("utf-8", "replace").decode("utf-8")


class ParquetRows:
    """Gathers rows and writes them in groups."""

    def __init__(self, table: Table, writer: Any) -> None:
        self._table = table
        self._writer = writer
        self._rows: list[Row] = []

    def write(self, row: Row) -> None:
        """Takes one row."""
        self._rows.append({name: value(kind, row[name]) for name, kind in self._table.columns.items()})
        if len(self._rows) >= BATCH:
            self.flush()

    def flush(self) -> None:
        """Writes what was gathered."""
        if self._rows:
            self._writer.write_table(pa.Table.from_pylist(self._rows, schema=schema(self._table)))
            self._rows.clear()


def write(record: Record, wanted: Filter, path: Path) -> int:
    """The number of rows written to the tables in a folder or a .zip."""

    @contextmanager
    def opener(table: Table, folder: Path) -> Iterator[tabular.RowWriter]:
        with pq.ParquetWriter(folder / f"{table.name}.parquet", schema(table), compression="zstd") as writer:
            rows = ParquetRows(table, writer)
            yield rows
            rows.flush()

    return tabular.write(record, wanted, path, opener)


def arrow(record: Record, wanted: Filter, name: str) -> Any:
    """One table of the record in memory, as an Arrow table. Raises UsageError for a name that no table has."""
    table = next((t for t in TABLES if t.name == name), None)
    if table is None:
        raise UsageError(f"no table {name!r}; there are {', '.join(t.name for t in TABLES)}")
    rows = [
        {column: value(kind, row[column]) for column, kind in table.columns.items()}
        for line in walk(record, table.listing, wanted)
        for row in table.rows(line)
    ]
    return pa.Table.from_pylist(rows, schema=schema(table))
