"""Results on standard output: JSON lines, CSV, and tables through Rich.

Words from pages are never read as markup, and control characters never reach the terminal.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import StrEnum
from typing import Annotated, Any

import typer

Line = dict[str, Any]
Column = tuple[str, Callable[[Line], str]]

PIPE_WIDTH = 200
"""Characters in a line of a table that no terminal shows."""


class Form(StrEnum):
    """How a listing is printed."""

    TABLE = "table"
    JSONL = "jsonl"
    CSV = "csv"


FormOption = Annotated[
    Form, typer.Option("--format", help="table for people, jsonl or csv for programs.", case_sensitive=False)
]
SafeOption = Annotated[
    bool, typer.Option("--spreadsheet-safe", help="In CSV, an apostrophe before cells that a spreadsheet would run.")
]


def print_lines(lines: Iterable[Line]) -> int:
    """The number of JSON lines printed."""
    from onrecord.export.jsonl import dumps

    count = 0
    for line in lines:
        sys.stdout.write(dumps(line) + "\n")
        count += 1
    sys.stdout.flush()
    return count


def print_csv(listing: str, lines: Iterable[Line], *, spreadsheet_safe: bool) -> int:
    """The number of rows printed of a listing's main table."""
    from onrecord.export import csv_tables, tables

    table = tables.table(listing)
    rows = (row for line in lines for row in table.rows(line))
    count = csv_tables.write_rows(table, rows, sys.stdout, spreadsheet_safe=spreadsheet_safe)
    sys.stdout.flush()
    return count


def print_table(columns: Sequence[Column], lines: Iterable[Line]) -> int:
    """The number of rows printed as a table."""
    from rich.box import SIMPLE_HEAD
    from rich.table import Table
    from rich.text import Text

    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for number, (header, _) in enumerate(columns):
        table.add_column(header, overflow="fold", no_wrap=number == 0)
    count = 0
    for line in lines:
        table.add_row(*(Text(clean(cell(line))) for _, cell in columns))
        count += 1
    if count:
        console().print(table)
    return count


def print_pairs(pairs: Mapping[str, str]) -> None:
    """Prints names and values, one a line, those without a value left out."""
    width = max((len(name) for name in pairs), default=0)
    for name, value in pairs.items():
        if value:
            print(f"{name:<{width}}  {clean(value)}")


def print_text(lines: Iterable[str]) -> None:
    """Prints lines of plain text."""
    for line in lines:
        print(clean(line))


def clean(text: str) -> str:
    """The text without control characters, which could move the cursor or change a terminal's state."""
    from onrecord.export.words import shows

    return "".join(c if shows(c) else " " if c.isspace() else "\ufffd" for c in text)


def console() -> Any:
    """A Rich console on standard output, as wide as the terminal, wide where there is none."""
    from rich.console import Console

    is_terminal = sys.stdout.isatty()
    return Console(width=None if is_terminal else PIPE_WIDTH, highlight=False, markup=False, emoji=False)
