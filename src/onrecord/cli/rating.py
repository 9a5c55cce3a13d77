"""Publishers of a record and how far people rely on them."""

from __future__ import annotations

import getpass
from datetime import UTC, datetime
from typing import Annotated

import typer

from onrecord.cli import records
from onrecord.cli.exits import say
from onrecord.cli.printing import Column, Form, FormOption, Line, print_form
from onrecord.errors import UsageError


def add_to(app: typer.Typer) -> None:
    """Adds the commands of this file."""
    app.command(rich_help_panel="Listings")(publishers)
    app.command(rich_help_panel="Correcting")(rate)


def publishers(record: records.RecordOption = None, form: FormOption = Form.TABLE) -> None:
    """List who published the articles, with copies and the letter that people gave them."""
    from onrecord.analysis import reliability

    with records.reading(record) as opened:
        lines: list[Line] = [
            {
                "name": row.name,
                "domain": row.domain,
                "reliability": row.letter,
                "articles": row.articles,
                "copies": row.copies,
                "copied": row.copied,
            }
            for row in reliability.publishers(opened)
        ]
    print_form(_COLUMNS, lines, form, "no publishers")


def rate(
    publisher: Annotated[str, typer.Argument(metavar="PUBLISHER", help="A publisher of this record, by name.")],
    letter: Annotated[str, typer.Argument(metavar="A..F", help="A completely reliable … E unreliable, F not judged.")],
    record: records.RecordOption = None,
    by: Annotated[str | None, typer.Option("--by", metavar="NAME", help="Who says so. Default: the user.")] = None,
    note: Annotated[str | None, typer.Option("--note", help="Why.")] = None,
) -> None:
    """Say how far a publisher is to be relied on, by the Admiralty's letters."""
    from onrecord.analysis import reliability

    with records.writing_known(record) as opened:
        known = {reliability.folded(row.name): row for row in reliability.publishers(opened)}
        row = known.get(reliability.folded(publisher))
        if row is None:
            raise UsageError(f"no article of this record is by {publisher}; `onrecord publishers` lists who is")
        moment = datetime.now(UTC)
        who = by or getpass.getuser()
        opened.add_review(reliability.rating(row.name, letter, before=row.letter, by=who, at=moment, note=note))
    say(f"{row.name}: {row.letter} to {letter.upper()}, {reliability.LETTERS[letter.upper()]}")


_COLUMNS = (
    Column("publisher", lambda line: str(line["name"]), least=16),
    Column("domain", lambda line: line["domain"] or "", rank=1),
    Column("reliability", lambda line: str(line["reliability"])),
    Column("articles", lambda line: str(line["articles"])),
    Column("copies of others", lambda line: str(line["copies"] or "")),
    Column("copied by others", lambda line: str(line["copied"] or "")),
)
