"""Which record a command works on, and how it is opened."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.cli.exits import say

if TYPE_CHECKING:
    from onrecord.settings import Settings
    from onrecord.store import Record

RecordOption = Annotated[
    str | None,
    typer.Option(
        "--record",
        metavar="FILE|URL",
        help="The record: an SQLite file or a postgresql:// URL. Default: onrecord.db in the working folder.",
        show_default=False,
    ),
]


def settings() -> Settings:
    """The settings of this folder and environment."""
    from onrecord.settings import load

    return load()


def where(record: str | None) -> str:
    """The record that the option names, else the one that the settings do."""
    return record or settings().record


@contextmanager
def reading(record: str | None) -> Iterator[Record]:
    """The record, open for reading."""
    from onrecord.store import Record

    with Record.open(where(record)) as opened:
        yield opened


@contextmanager
def writing(record: str | None) -> Iterator[Record]:
    """The record, open for writing; made where there is none."""
    from onrecord.store import Record

    with Record.open(where(record), write=True) as opened:
        yield opened


def say_if_stale(record: Record) -> None:
    """Says so where events are older than the claims that they rest on: after a read that was cut short."""
    if not record.events_current:
        say(
            f"the events of {record.name} are older than its claims; `onrecord read` the same pages again to renew them"
        )
