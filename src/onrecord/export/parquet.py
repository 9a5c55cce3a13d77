"""Parquet: one typed file for each table. Lists stay lists, days are date32, instants UTC timestamps."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from arro3.core import Array, DataType, Field, RecordBatch, RecordBatchReader, Schema, list_array
from arro3.core import Table as ArrowTable
from arro3.io import write_parquet

from onrecord.errors import UsageError
from onrecord.export import tabular
from onrecord.export.listings import TIES, walk
from onrecord.export.tables import TABLES, Kind, Row, Table
from onrecord.export.ties import tie_line
from onrecord.model.filters import Filter
from onrecord.model.ties import Tie

if TYPE_CHECKING:
    from onrecord.store import Record

OF_TIES = frozenset(table.name for table in TABLES if table.listing == TIES)
"""The tables that hold ties."""

BATCH = 20_000
"""Rows gathered as Python objects before they become one Arrow batch and one row group."""

_EPOCH = date(1970, 1, 1)
_INSTANT = DataType.timestamp("us", tz="UTC")
_TYPES: dict[Kind, DataType] = {
    "text": DataType.utf8(),
    "integer": DataType.int64(),
    "real": DataType.float64(),
    "flag": DataType.bool(),
    "day": DataType.date32(),
    "instant": _INSTANT,
    "list": DataType.list(Field("item", DataType.utf8(), nullable=True)),
}


def schema(table: Table) -> Schema:
    """The Arrow schema of a table."""
    return Schema([Field(name, _TYPES[kind], nullable=True) for name, kind in table.columns.items()])


def value(kind: Kind, given: Any) -> Any:
    """The value of a cell as Arrow keeps it: days as days since 1970, instants as microseconds since."""
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
            return (date.fromisoformat(given) - _EPOCH).days
        case "instant":
            return _microseconds(datetime.fromisoformat(given))
        case _:
            return given


def _microseconds(instant: datetime) -> int:
    since = (instant if instant.tzinfo else instant.replace(tzinfo=UTC)) - datetime(1970, 1, 1, tzinfo=UTC)
    return (since.days * 86_400 + since.seconds) * 1_000_000 + since.microseconds


def _encodable(text: str) -> str:
    """The text with halves of surrogate pairs replaced: Arrow's strings are UTF-8."""
    return text.encode("utf-8", "replace").decode("utf-8")


def column(kind: Kind, values: Sequence[Any]) -> Array:
    """The values of one column as an Arrow array."""
    match kind:
        case "day":
            return Array(values, type=DataType.int32()).cast(_TYPES[kind])
        case "instant":
            return Array(values, type=DataType.int64()).cast(_INSTANT)
        case "list":
            return _lists(values)
        case _:
            return Array(values, type=_TYPES[kind])


def _lists(values: Sequence[list[str] | None]) -> Array:
    starts = [0]
    for each in values:
        starts.append(starts[-1] + len(each or ()))
    flat = Array([item for each in values for item in each or ()], type=DataType.utf8())
    missing = Array([each is None for each in values], type=DataType.bool())
    return list_array(Array(starts, type=DataType.int32()), flat, type=_TYPES["list"], mask=missing)


def batch(table: Table, rows: Sequence[Row]) -> RecordBatch:
    """The rows as one Arrow batch."""
    columns = [column(kind, [value(kind, row[name]) for row in rows]) for name, kind in table.columns.items()]
    return RecordBatch.from_arrays(columns, schema=schema(table))


class ParquetRows:
    """Gathers rows, in batches that are a fraction of their size as Python objects."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._rows: list[Row] = []
        self._batches: list[RecordBatch] = []

    def write(self, row: Row) -> None:
        """Takes one row."""
        self._rows.append(row)
        if len(self._rows) >= BATCH:
            self._flush()

    def _flush(self) -> None:
        if self._rows:
            self._batches.append(batch(self._table, self._rows))
            self._rows.clear()

    def table(self) -> ArrowTable:
        """What was gathered."""
        self._flush()
        return ArrowTable.from_batches(self._batches, schema=schema(self._table))

    def save(self, path: Path) -> None:
        """Writes what was gathered, a row group for each batch."""
        self._flush()
        reader = RecordBatchReader.from_batches(schema(self._table), self._batches)
        write_parquet(reader, str(path), compression="zstd(3)", max_row_group_size=BATCH)


def write(record: Record, wanted: Filter, path: Path, *, ties: Iterable[Tie] = ()) -> int:
    """The number of rows written to the tables in a folder or a .zip."""

    @contextmanager
    def opener(table: Table, folder: Path) -> Iterator[tabular.RowWriter]:
        rows = ParquetRows(table)
        yield rows
        rows.save(folder / f"{table.name}.parquet")

    return tabular.write(record, wanted, path, opener, ties)


def arrow(record: Record, wanted: Filter, name: str, ties: Iterable[Tie] = ()) -> ArrowTable:
    """One table of the record in memory, as an Arrow table. Raises UsageError for a name that no table has.

    `ties` are what those of the tables of ties hold.
    """
    table = next((t for t in TABLES if t.name == name), None)
    if table is None:
        raise UsageError(f"no table {name!r}; there are {', '.join(t.name for t in TABLES)}")
    rows = ParquetRows(table)
    for line in map(tie_line, ties) if table.listing == TIES else walk(record, table.listing, wanted):
        for row in table.rows(line):
            rows.write(row)
    return rows.table()
