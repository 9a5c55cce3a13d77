"""Tables keep words, dates and ids whole, and leave out what has no room."""

from __future__ import annotations

from typing import Any

import pytest

from onrecord.cli import printing
from onrecord.cli.printing import GAP, Column, column_widths, print_table

COLUMNS = (
    Column("event", lambda line: str(line["id"]), is_id=True),
    Column("when", lambda line: str(line["when"])),
    Column("to whom", lambda line: str(line["whom"]), least=12),
    Column("words", lambda line: str(line["words"]), rank=1, least=30),
)
LINES = [
    {
        "id": f"ev{number:020x}",
        "when": "2026-03-10 to 2026-03-12",
        "whom": "the fishermen's cooperative of the northern harbour",
        "words": "The cooperative said on Friday that its boats had been turned back.",
    }
    for number in range(3)
]


@pytest.mark.parametrize("width", [60, 80, 100, 140, 200])
def test_words_are_whole_and_lines_fit(width: int, monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    monkeypatch.setattr(printing, "PIPE_WIDTH", width)
    assert print_table(COLUMNS, LINES) == 3
    told = capsys.readouterr()
    assert all(len(line) <= width for line in told.out.splitlines())
    for word in ("2026-03-10", "2026-03-12", "fishermen's", "cooperative", "to whom"):
        assert word in told.out
    assert ("words" in told.out) != ("no room for: words" in told.err)


def test_the_least_needed_columns_go_first() -> None:
    cells = {column: [column.cell(line) for line in LINES] for column in COLUMNS}
    narrow, wide = column_widths(cells, 70), column_widths(cells, 140)
    assert [column.header for column in narrow] == ["event", "when", "to whom"]
    assert [column.header for column in wide] == ["event", "when", "to whom", "words"]
    assert sum(wide.values()) + GAP * 3 + 2 <= 140


def test_a_column_without_text_takes_no_room() -> None:
    cells = {column: [""] * 2 if column.rank else ["x"] * 2 for column in COLUMNS}
    assert [column.header for column in column_widths(cells, 200)] == ["event", "when", "to whom"]
