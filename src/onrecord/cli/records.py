"""Which record a command works on, and how it is opened."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.cli.exits import say
from onrecord.errors import UsageError
from onrecord.model.filters import Filter
from onrecord.model.ids import ArticleId, CaptureId

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


@contextmanager
def writing_known(record: str | None) -> Iterator[Record]:
    """The record, open for writing. Raises RecordMissingError where there is none: what works on pages on record makes
    no new one."""
    with reading(record):
        pass
    with writing(record) as opened:
        yield opened


def say_if_stale(record: Record) -> None:
    """Says so where events are older than the claims that they rest on: after a read that was cut short."""
    if not record.events_current:
        say(
            f"the events of {record.name} are older than its claims; `onrecord read` the same pages again to renew them"
        )


def whole_ids(record: Record, wanted: Filter) -> Filter:
    """The filter with ids in full where it names an article or a capture by the first characters of its id.

    Raises UsageError where none or several begin so.
    """
    if wanted.article:
        articles = (row.article.id for row in record.articles(Filter()))
        wanted = replace(wanted, article=ArticleId(meant(wanted.article, articles, "article")))
    if wanted.capture:
        captures = (row.id for row in record.captures(Filter()))
        wanted = replace(wanted, capture=CaptureId(meant(wanted.capture, captures, "capture")))
    return wanted


def meant(given: str, ids: Iterable[str], kind: str) -> str:
    """The one id that is `given` or begins with it. Raises UsageError where there is none or more than one."""
    beginning = []
    for known in ids:
        if known == given:
            return known
        if given and known.startswith(given):
            beginning.append(known)
    if not beginning:
        raise UsageError(f"there is no {kind} {given}; `onrecord {kind}s` lists them")
    if len(beginning) > 1:
        shown = ", ".join(beginning[:4]) + (" …" if len(beginning) > 4 else "")
        raise UsageError(f"{given} may be any of {len(beginning)} {kind}s: {shown}")
    return beginning[0]
