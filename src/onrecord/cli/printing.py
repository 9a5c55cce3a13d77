"""Results on standard output: JSON lines, CSV, and tables through Rich.

Words from pages are never read as markup, and control characters never reach the terminal.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from textwrap import wrap
from typing import Annotated, Any

import typer

from onrecord.cli.exits import say

Line = dict[str, Any]

PIPE_WIDTH = 200
"""Characters in a line of a table that no terminal shows."""

GAP = 3
"""Characters between two columns."""

LONGEST_WORD = 20
"""A word longer than this may be broken where a table is short of room."""

WIDE = 120
"""From this width on, ids are shown whole; below, their first characters, which every command takes as well."""

SHORT_ID = 10


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its header, and the cell of a line.

    `least` is the room that it needs at least, besides its longest word. Where room is short, columns of the highest
    `rank` are left out first, those of rank 0 never. An `is_id` column may be cut to the first characters.
    """

    header: str
    cell: Callable[[Line], str]
    rank: int = 0
    least: int = 0
    is_id: bool = False


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


def print_rows(columns: Sequence[Column], lines: Iterable[Line]) -> None:
    """Prints lines as CSV with the cells and headers of a table."""
    import csv

    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow([column.header for column in columns])
    writer.writerows([column.cell(line) for column in columns] for line in lines)
    sys.stdout.flush()


def print_table(columns: Sequence[Column], lines: Iterable[Line]) -> int:
    """The number of rows printed as a table, as many columns as the terminal has room for."""
    from rich.box import SIMPLE_HEAD
    from rich.table import Table
    from rich.text import Text

    screen = console()
    cells: dict[Column, list[str]] = {column: [] for column in columns}
    for line in lines:
        for column, known in cells.items():
            text = clean(column.cell(line))
            known.append(text[:SHORT_ID] if column.is_id and screen.width < WIDE else text)
    count = len(cells[columns[0]])
    if not count:
        return 0
    widths = column_widths(cells, screen.width)
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for column, width in widths.items():
        table.add_column(column.header, overflow="fold", width=width)
    for row in zip(*(cells[column] for column in widths), strict=True):
        table.add_row(*map(Text, row))
    screen.print(table)
    left_out = [column.header for column in columns if column not in widths and any(cells[column])]
    if left_out:
        print(f"no room for: {', '.join(left_out)}; a wider window or --format csv has them", file=sys.stderr)
    return count


def print_form(columns: Sequence[Column], lines: Iterable[Line], form: Form, none: str) -> None:
    """Prints lines in the form asked for; where a table would be empty, `none` says so instead."""
    if form is Form.JSONL:
        print_lines(lines)
    elif form is Form.CSV:
        print_rows(columns, lines)
    elif not print_table(columns, lines):
        say(none)


def column_widths(cells: Mapping[Column, Sequence[str]], width: int) -> dict[Column, int]:
    """The columns that fit into a width, each with its own, so that no ordinary word is broken.

    Columns without any text are left out.
    """
    from rich.cells import cell_len

    kept = [column for column, texts in cells.items() if any(texts) or not column.rank]
    least, most = {}, {}
    for column in kept:
        texts = [column.header, *cells[column]]
        most[column] = max(map(cell_len, texts))
        longest = max(cell_len(word) for text in texts for word in text.split() or [""])
        least[column] = min(most[column], max(column.least, longest if column.is_id else min(longest, LONGEST_WORD)))
    while sum(least[column] + GAP for column in kept) - GAP + 2 > width and any(column.rank for column in kept):
        kept.remove(max(kept, key=lambda column: column.rank))
    return _spread({column: least[column] for column in kept}, most, width - GAP * (len(kept) - 1) - 2)


def _spread(widths: dict[Column, int], most: Mapping[Column, int], room: int) -> dict[Column, int]:
    """The widths with what room is left given to the columns that need it, a character to each in turn."""
    left = room - sum(widths.values())
    while left > 0 and (needy := [column for column in widths if widths[column] < most[column]]):
        for column in needy[:left]:
            widths[column] += 1
        left -= len(needy)
    return widths


def print_pairs(pairs: Mapping[str, str]) -> None:
    """Prints names and values, long values on several lines, those without a value left out."""
    width = max((len(name) for name in pairs), default=0)
    room = max(30, console().width - width - 2)
    for name, value in pairs.items():
        for number, line in enumerate(wrap(clean(value), room, break_on_hyphens=False, break_long_words=False)):
            print(f"{'' if number else name:<{width}}  {line}")


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
