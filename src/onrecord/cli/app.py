"""The application: global options, and every command in the order in which `--help` shows them."""

from __future__ import annotations

import sys
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from onrecord import __version__
from onrecord.cli import (
    analysing,
    coding,
    correcting,
    demo,
    exporting,
    knowing,
    listing,
    looking,
    modelling,
    rating,
    reading,
    serving,
    upkeep,
    users,
)
from onrecord.cli.exits import plainly


class Commands(TyperGroup):
    """The group of all commands: errors end as one line and an exit code."""

    def invoke(self, ctx: Any) -> Any:
        """What the command gives; errors on the way become exit codes."""
        with plainly(debug=bool(ctx.params.get("debug"))):
            return super().invoke(ctx)

    def list_commands(self, ctx: Any) -> list[str]:
        """The commands in the order in which they were added."""
        return list(self.commands)


app = typer.Typer(
    cls=Commands,
    name="onrecord",
    help="Turns published news pages into a record: who did what to whom, where and when, and on whose word.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _print_version(wanted: bool) -> None:
    if wanted:
        print(f"onrecord {__version__}")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[
        bool, typer.Option("--version", help="Print the version and leave.", callback=_print_version, is_eager=True)
    ] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Show the trace of an error instead of one line.")] = False,
) -> None:
    """Options that stand before the command."""


for group in (
    demo,
    reading,
    listing,
    knowing,
    looking,
    analysing,
    serving,
    exporting,
    coding,
    modelling,
    rating,
    correcting,
    users,
    upkeep,
):
    group.add_to(app)


def run() -> None:
    """Runs the command line and leaves with its exit code."""
    for stream in (sys.stdout, sys.stderr):
        # A page may hold any character; a terminal or pipe of another encoding must not end a listing.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8" if not stream.isatty() else None, errors="replace")
    app(prog_name="onrecord")
