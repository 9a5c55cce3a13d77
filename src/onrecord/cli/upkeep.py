"""Looking after a record."""

from __future__ import annotations

import typer

from onrecord.cli import records
from onrecord.cli.exits import REFUSED, say
from onrecord.cli.printing import print_text


def add_to(app: typer.Typer) -> None:
    """Adds the commands of this file."""
    app.command(rich_help_panel="Upkeep")(verify)


def verify(record: records.RecordOption = None) -> None:
    """Check digests, offsets and derived tables; list what is off and leave with 1 where anything is."""
    from onrecord import pipeline

    faults = 0
    with records.reading(record) as opened:
        for finding in pipeline.verify(opened):
            faults += finding.is_fault
            print_text([f"{'off' if finding.is_fault else 'note'}  {finding.check}  {finding.item}: {finding.message}"])
    if faults:
        say(f"{faults} {'thing is' if faults == 1 else 'things are'} off")
        raise typer.Exit(REFUSED)
    say("nothing is off")
