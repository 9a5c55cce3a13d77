"""What the program knows beforehand: actors and places listed, brought in from other people's files, and taken out."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from onrecord.cli import listing, records
from onrecord.cli.exits import REFUSED, say
from onrecord.cli.filtering import filtered
from onrecord.cli.printing import Column, Form, FormOption, SafeOption, print_lines, print_table
from onrecord.model.filters import Filter

if TYPE_CHECKING:
    from onrecord.model.actors import Actor

SHOWN = 20
"""Refused rows that are told one by one; the rest are counted."""

FileArgument = Annotated[Path, typer.Argument(metavar="FILE", help="The file to read; .gz is unpacked.", exists=True)]
FromOption = Annotated[
    str | None,
    typer.Option("--from", metavar="FORMAT", help="ftm, statements, wikidata, petrarch or csv; told from the file."),
]
ApartOption = Annotated[bool, typer.Option("--apart", help="Join by id and Wikidata item only, never by name.")]
OutputOption = Annotated[Path, typer.Option("--output", "-o", metavar="FILE", help="The file to write.")]


def add_to(app: typer.Typer) -> None:
    """Adds the commands of this file."""
    panel = "Listings"
    groups: list[tuple[str, Any, dict[str, Any]]] = [
        ("actors", actors, {"import": import_actors, "export": export_actors, "diff": diff}),
        ("places", places, {"import": import_places}),
    ]
    for group, callback, commands in groups:
        sub = typer.Typer(invoke_without_command=True, callback=callback, no_args_is_help=False)
        for name, command in commands.items():
            sub.command(name)(command)
        app.add_typer(sub, name=group, rich_help_panel=panel, help=(callback.__doc__ or "").strip())


@filtered
def actors(
    wanted: Filter,
    ctx: typer.Context,
    record: records.RecordOption = None,
    form: FormOption = Form.TABLE,
    spreadsheet_safe: SafeOption = False,
) -> None:
    """List who acts, receives or speaks in the record."""
    if ctx.invoked_subcommand is None:
        listing.show("actors", record, wanted, form, spreadsheet_safe=spreadsheet_safe)


@filtered
def places(
    wanted: Filter,
    ctx: typer.Context,
    record: records.RecordOption = None,
    form: FormOption = Form.TABLE,
    spreadsheet_safe: SafeOption = False,
) -> None:
    """List the places where claims happen."""
    if ctx.invoked_subcommand is None:
        listing.show("places", record, wanted, form, spreadsheet_safe=spreadsheet_safe)


@contextmanager
def _refusals(file: Path) -> Iterator[list[int]]:
    """A count of refused rows, told at the end, where the command leaves with 1 if there were any."""
    count = [0]
    yield count
    if count[0] > SHOWN:
        say(f"{file}: {count[0] - SHOWN} more rows refused")
    if count[0]:
        raise typer.Exit(REFUSED)


def _teller(file: Path, count: list[int]) -> Any:
    def tell(fault: Any) -> None:
        count[0] += 1
        if count[0] <= SHOWN:
            say(f"{file}: row {fault.row}: {fault.reason}")

    return tell


def import_actors(
    file: FileArgument,
    form: FromOption = None,
    name: Annotated[
        str | None, typer.Option("--name", help="What the import is called; one of the same name is replaced.")
    ] = None,
    apart: ApartOption = False,
) -> None:
    """Bring in actors of a file; every reading from then on knows them."""
    from onrecord import pipeline

    settings = records.settings()
    with _refusals(file) as count:
        summary = pipeline.import_actors(settings, file, _teller(file, count), form=form, source=name, apart=apart)
        say(f"{settings.knowledge}: {summary.new} new actors, {summary.joined} known ones, {summary.refused} refused")


def export_actors(
    output: OutputOption,
    form: Annotated[
        str | None,
        typer.Option("--to", metavar="FORMAT", help="ftm, statements, csv or petrarch; else the suffix tells."),
    ] = None,
    record: records.RecordOption = None,
) -> None:
    """Write the known actors, and those that only the record knows, as a file."""
    from onrecord.export import actor_files

    count = actor_files.write(_known_and_local(record), output, form)
    say(f"{output}: {count} rows")


def _known_and_local(record: str | None) -> Iterator[Actor]:
    from onrecord import pipeline

    yield from pipeline.known_actors(records.settings())
    where = records.where(record)
    if record is None and "://" not in where and not Path(where).exists():
        return
    with records.reading(record) as opened:
        yield from (row.actor for row in opened.actors(Filter()) if row.actor.local)


def diff(
    file: FileArgument, form: FromOption = None, apart: ApartOption = False, shown: FormOption = Form.TABLE
) -> None:
    """Show what a file of actors says that is not known, or known otherwise: names, posts, dates."""
    from dataclasses import asdict

    from onrecord import pipeline

    with _refusals(file) as count:
        found = pipeline.compare_actors(records.settings(), file, _teller(file, count), form=form, apart=apart)
        lines = (asdict(one) for one in found)
        if shown is not Form.TABLE:
            print_lines(lines)
        elif not print_table(_DIFF_COLUMNS, lines):
            say("nothing differs")


def import_places(
    file: FileArgument,
    country: Annotated[
        list[str] | None, typer.Option("--country", metavar="ISO", help="Only this country; may be given again.")
    ] = None,
    feature: Annotated[
        list[str] | None,
        typer.Option("--feature", metavar="CLASS", help="Only this class (P) or code (P.PPLA); may be given again."),
    ] = None,
) -> None:
    """Bring in places of a GeoNames dump (allCountries.txt, AF.txt); every reading from then on knows them."""
    from onrecord import pipeline

    settings = records.settings()
    with _refusals(file) as count:
        summary = pipeline.import_places(
            settings, file, _teller(file, count), countries=country or (), features=feature or ()
        )
        say(f"{settings.knowledge}: {summary.new} new places, {summary.joined} known ones, {summary.refused} refused")


_DIFF_COLUMNS = [
    Column("row", lambda line: str(line["row"])),
    Column("actor", lambda line: line["name"]),
    Column("field", lambda line: line["field"]),
    Column("the file says", lambda line: line["theirs"]),
    Column("we say", lambda line: line["ours"]),
]
