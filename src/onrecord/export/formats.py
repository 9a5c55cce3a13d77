"""The formats that `onrecord export` offers: one registry, each with what it writes in a few words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from onrecord.errors import UsageError
from onrecord.model.filters import Filter

if TYPE_CHECKING:
    from onrecord.store import Record


@dataclass(frozen=True, slots=True)
class Format:
    """A format: the module that writes it, what comes out, and which options it takes.

    The module is imported when the format is asked for; Arrow alone takes longer than a listing.
    """

    module: str
    gives: str
    options: frozenset[str] = frozenset()


_TIES = frozenset({"ties"})
_SAFE = frozenset({"spreadsheet_safe"})
_LAYOUTS = "onrecord.export.layouts"

FORMATS: Mapping[str, Format] = {
    "jsonl": Format("onrecord.export.jsonl", "every listing as JSON lines: a file, a folder or a .zip", _TIES),
    "csv": Format("onrecord.export.csv_tables", "tidy tables, one CSV file each: a folder or a .zip", _SAFE | _TIES),
    "parquet": Format("onrecord.export.parquet", "the same tables, typed, as Parquet: a folder or a .zip", _TIES),
    "geojson": Format("onrecord.export.geojson", "events as points with their precision: one file"),
    "plover": Format("onrecord.export.plover_records", "claims as PLOVER records, one JSON object a line: one file"),
    "polecat": Format(f"{_LAYOUTS}.polecat", "events in POLECAT's 40 columns, tab-separated"),
    "icews": Format(f"{_LAYOUTS}.icews", "events in ICEWS' 20 columns, tab-separated"),
    "acled": Format(f"{_LAYOUTS}.acled", "events in ACLED's 31 columns, CSV", frozenset({"fatalities"})),
    "gdelt": Format(f"{_LAYOUTS}.gdelt", "events in GDELT 2.0's 61 columns, tab-separated, no header"),
    "ucdp": Format(f"{_LAYOUTS}.ucdp", "lethal events in the 49 columns of UCDP GED, CSV"),
    "ftm": Format(
        "onrecord.export.ftm", "actors, events and claims as FollowTheMoney entities, JSON lines: one file", _TIES
    ),
    "marked": Format("onrecord.export.marked", "passages that people decided on as marked text to train by: one file"),
    "graphml": Format("onrecord.export.graphml", "who did what to whom as a graph: one file"),
}


def write(name: str, record: Record, wanted: Filter, path: Path, **options: Any) -> int:
    """The number of rows, features or lines written to `path`, which appears whole or not at all.

    `options` are those that the format takes, `ties` among them, what relations add up to; false ones count as not
    given. Raises UsageError for a format that there is not, an option that it does not take, and where the path cannot
    be written.
    """
    form = FORMATS.get(name)
    if form is None:
        raise UsageError(f"there is no format {name!r}; there are {', '.join(FORMATS)}")
    asked = {key: value for key, value in options.items() if value}
    for key in asked:
        if key not in form.options:
            raise UsageError(f"{name} takes no --{key.replace('_', '-')}")
    count: int = import_module(form.module).write(record, wanted, path, **asked)
    return count
