"""What people changed in a record: listed, undone, done again."""

from __future__ import annotations

import getpass
from collections.abc import Mapping
from typing import Annotated, Any

import typer

from onrecord.cli import records
from onrecord.cli.exits import say
from onrecord.cli.printing import Column, Form, FormOption, Line, print_lines, print_rows, print_table
from onrecord.model.changes import Change
from onrecord.model.judgements import Judgement
from onrecord.model.runs import Review

ByOption = Annotated[str | None, typer.Option("--by", metavar="NAME", help="Whose. Default: the user.")]


def add_to(app: typer.Typer) -> None:
    """Adds the commands of this file."""
    app.command(rich_help_panel="Listings")(reviews)
    for command in (undo, redo):
        app.command(rich_help_panel="Correcting")(command)


def reviews(
    record: records.RecordOption = None,
    by: Annotated[str | None, typer.Option("--by", metavar="NAME", help="Only what this person changed.")] = None,
    about: Annotated[str | None, typer.Option("--of", metavar="ID", help="Only what was done to this object.")] = None,
    limit: Annotated[int | None, typer.Option("--limit", metavar="N", min=1, help="At most this many.")] = None,
    form: FormOption = Form.TABLE,
) -> None:
    """List what people changed, newest first: who, when, before and after; what was undone too."""
    with records.reading(record) as opened:
        found = opened.changes(by, limit=limit) if about is None else opened.history(about)
        lost = len(opened.orphans())
    lines = [_line(one) for one in found if by is None or one.by == by][:limit]
    if form is Form.JSONL:
        print_lines(lines)
    elif form is Form.CSV:
        print_rows(_COLUMNS, lines)
    elif not print_table(_COLUMNS, lines):
        say("nobody has changed anything")
    if lost:
        say(f"{lost} decisions have lost the text that they were about; the desk shows them")


def undo(record: records.RecordOption = None, by: ByOption = None) -> None:
    """Undo the last change of a person that holds."""
    _turn(record, by, is_undone=True)


def redo(record: records.RecordOption = None, by: ByOption = None) -> None:
    """Do again what a person undid last."""
    _turn(record, by, is_undone=False)


def _turn(record: str | None, by: str | None, *, is_undone: bool) -> None:
    from onrecord import pipeline

    who = by or getpass.getuser()
    with records.writing_known(record) as opened:
        change = opened.undo(who) if is_undone else opened.redo(who)
        if change is not None and not opened.events_current:
            pipeline.rebuild(opened)
    if change is None:
        say(f"nothing of {who} to {'undo' if is_undone else 'do again'}")
    else:
        say(f"{'undone' if is_undone else 'done again'}: {change.words}")


def _line(change: Change) -> Line:
    return {
        "number": change.number,
        "by": change.by,
        "at": change.at.isoformat(),
        "words": change.words,
        "undone_at": change.undone_at.isoformat() if change.undone_at else None,
        "rows": [_row(one) for one in change.rows],
        "withdrawn": [one.id for one in change.withdrawn],
    }


def _row(row: Review | Judgement) -> dict[str, Any]:
    names = (
        ("id", "object_id", "field", "before", "after", "note")
        if isinstance(row, Review)
        else ("id", "kind", "left", "right", "verdict", "reason")
    )
    return {name: getattr(row, name) for name in names}


def _told(line: Mapping[str, Any]) -> str:
    rows = (
        f"{row['field']}: {row['before']} → {row['after']}"
        if "field" in row
        else f"{row['left']} {row['verdict']} {row['right']}"
        for row in line["rows"]
    )
    return "; ".join(rows)


_COLUMNS = (
    Column("change", lambda line: str(line["number"])),
    Column("by", lambda line: str(line["by"])),
    Column("at", lambda line: str(line["at"])[:19]),
    Column("what", lambda line: str(line["words"]), least=16),
    Column("from → to", _told, least=16, rank=1),
    Column("undone", lambda line: (line["undone_at"] or "")[:19]),
)
