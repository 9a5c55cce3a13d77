"""The demonstration: sample pages read into a new record, and the brief."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from onrecord.cli.exits import say
from onrecord.cli.printing import print_text

RECORD = "onrecord-demo.db"


def add_to(app: typer.Typer) -> None:
    """Adds the commands of this file."""
    app.command(rich_help_panel="Start here")(demo)


def demo(
    context: typer.Context,
    record: Annotated[
        str, typer.Option("--record", metavar="FILE", help="The record to make; one of that name is made anew.")
    ] = RECORD,
    serve: Annotated[bool, typer.Option("--serve", help="Then show the record in the browser.")] = False,
) -> None:
    """Read sample pages shipped with the program into a new record and print the brief."""
    _clear(record)  # before the pipeline is loaded: a wrong name is told at once
    from onrecord import pipeline
    from onrecord.cli import reading, records
    from onrecord.export.brief import compose
    from onrecord.export.material import gather
    from onrecord.model.filters import Filter

    sources = pipeline.demo_sources()
    options = reading.read_options(jobs=None, teasers=False, debug=reading.is_debug(context))
    # The samples are few: starting processes takes longer than reading them.
    options = replace(options, settings=replace(options.settings, jobs=1))
    say(f"reading {len(sources)} sample pages into {record}")
    with records.writing(record) as opened:
        with reading.progress() as show:
            pipeline.read_into(opened, sources, options=options, on_progress=show)
        print_text(compose(gather(opened, Filter(), record), record_option=f"--record {record}"))
    if serve:
        from onrecord.cli.serving import serve_demo

        serve_demo(record)


def _clear(record: str) -> None:
    """Takes an earlier record of the demonstration away, and nothing else.

    Raises UsageError for a file that is none or holds other pages, RecordLockedError while somebody writes to it.
    """
    from onrecord.errors import UsageError
    from onrecord.store import Record

    path = Path(record)
    if "://" in record:
        raise UsageError("the demonstration makes its record in a file")
    if path.exists() and not _is_database(path):
        raise UsageError(f"{record} is no record; name another file with --record")
    if path.exists():
        with Record.open(path, write=True) as earlier:
            if not all(_is_sample(page.path) for page in earlier.captures()):
                raise UsageError(f"{record} holds pages of your own; name another file with --record")
    for name in (path.name, f"{path.name}-wal", f"{path.name}-shm"):
        path.with_name(name).unlink(missing_ok=True)


def _is_sample(path: str | None) -> bool:
    """True for a path under which some installation of the program ships its sample pages."""
    return Path(path or "").parent.parts[-2:] == ("onrecord", "demo")


def _is_database(path: Path) -> bool:
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(15) in (b"SQLite format 3", b"")
