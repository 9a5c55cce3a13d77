"""The formats that `onrecord export` offers: one registry, each with what it writes in a few words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from onrecord.errors import UsageError
from onrecord.model.filters import Filter

if TYPE_CHECKING:
    from onrecord.store import Record


@dataclass(frozen=True, slots=True)
class Format:
    """A format: the module that writes it, what comes out, whether it can be made safe for spreadsheets.

    The module is imported when the format is asked for; Arrow alone takes longer than a listing.
    """

    module: str
    gives: str
    spreadsheet_safe: bool = False


FORMATS: Mapping[str, Format] = {
    "jsonl": Format("onrecord.export.jsonl", "every listing as JSON lines: a file, a folder or a .zip"),
    "csv": Format("onrecord.export.csv_tables", "tidy tables, one CSV file each: a folder or a .zip", True),
    "parquet": Format("onrecord.export.parquet", "the same tables, typed, as Parquet: a folder or a .zip"),
    "geojson": Format("onrecord.export.geojson", "events as points with their precision: one file"),
    "plover": Format("onrecord.export.plover_records", "claims as PLOVER records, one JSON object a line: one file"),
}


def write(name: str, record: Record, wanted: Filter, path: Path, *, spreadsheet_safe: bool = False) -> int:
    """The number of rows, features or lines written to `path`, which appears whole or not at all.

    Raises UsageError for a format that there is not, and where the path cannot be written.
    """
    form = FORMATS.get(name)
    if form is None:
        raise UsageError(f"there is no format {name!r}; there are {', '.join(FORMATS)}")
    options = {"spreadsheet_safe": True} if spreadsheet_safe and form.spreadsheet_safe else {}
    count: int = import_module(form.module).write(record, wanted, path, **options)
    return count
