"""What leaves the record as files: exports and the report."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from onrecord.cli import records
from onrecord.cli.exits import say
from onrecord.cli.filtering import filtered
from onrecord.cli.printing import SafeOption
from onrecord.export.formats import FORMATS
from onrecord.model.filters import Filter

OutputOption = Annotated[Path, typer.Option("--output", "-o", metavar="PATH", help="The file or folder to write.")]

FatalitiesOption = Annotated[
    str | None,
    typer.Option(
        "--fatalities",
        metavar="lowest|agreed|highest",
        help="For acled: which number of dead its one column takes. Without it the lowest that an account gives.",
    ),
]


def add_to(app: typer.Typer) -> None:
    """Adds the commands of this file."""
    for command in (export, report):
        app.command(rich_help_panel="Taking it elsewhere")(command)


def _formats(incomplete: str) -> list[str]:
    return [name for name in FORMATS if name.startswith(incomplete)]


@filtered
def export(
    wanted: Filter,
    form: Annotated[
        str,
        typer.Argument(
            metavar="FORMAT",
            help="; ".join(f"{name}: {form.gives}" for name, form in FORMATS.items()),
            autocompletion=_formats,
        ),
    ],
    output: OutputOption,
    record: records.RecordOption = None,
    spreadsheet_safe: SafeOption = False,
    fatalities: FatalitiesOption = None,
) -> None:
    """Write the record, or what passes the filters, in a format that other programs read."""
    from onrecord import export as exports

    with records.reading(record) as opened:
        wanted = records.whole_ids(opened, wanted)
        records.say_if_stale(opened)
        options: dict[str, Any] = {"spreadsheet_safe": spreadsheet_safe, "fatalities": fatalities}
        if form in FORMATS and "ties" in FORMATS[form].options:
            from onrecord import pipeline

            options["ties"] = pipeline.ties(opened, wanted, records.settings())
        count = exports.write(form, opened, wanted, output, **options)
    why = "; only passages in which people decided on every claim are written" if form == "marked" and not count else ""
    say(f"{output}: {count} rows{why}")


@filtered
def report(
    wanted: Filter,
    output: OutputOption,
    record: records.RecordOption = None,
    title: Annotated[str | None, typer.Option("--title", help="What stands at the head of it.")] = None,
) -> None:
    """Write what the record says as one HTML file, every sentence linked to its words."""
    from onrecord.export import report as reports
    from onrecord.export.material import gather
    from onrecord.web.pictures import pictures

    with records.reading(record) as opened:
        wanted = records.whole_ids(opened, wanted)
        records.say_if_stale(opened)
        material = gather(opened, wanted, records.where(record))
        drawn = pictures(opened, wanted)
    reports.write(material, output, title=title, made_on=date.today(), pictures=drawn)
    say(f"{output}: {len(material.events)} events, {len(material.claims)} claims")
