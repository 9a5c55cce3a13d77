"""Reading pages into a record, reading them again, taking them out."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import fields, replace
from typing import TYPE_CHECKING, Annotated, Any

import typer

from onrecord.cli import records
from onrecord.cli.exits import REFUSED, say
from onrecord.cli.filtering import filtered, interval
from onrecord.cli.modelling import ModelOption, with_model
from onrecord.model.articles import Given
from onrecord.model.dates import DateInterval
from onrecord.model.filters import Filter

if TYPE_CHECKING:
    from onrecord.pipeline import Progress, ReadOptions, ReadSummary

JobsOption = Annotated[
    int | None, typer.Option("--jobs", "-j", min=1, help="Processes; default: the cores there are.", metavar="N")
]
TeasersOption = Annotated[bool, typer.Option("--teasers", help="Code teasers too, not only articles.")]


def add_to(app: typer.Typer) -> None:
    """Adds the commands of this file."""
    for command in (read, reread, forget):
        app.command(rich_help_panel="Reading")(command)


def read(
    context: typer.Context,
    sources: Annotated[
        list[str],
        typer.Argument(
            metavar="SOURCE...",
            help="Files, folders, globs, - (stdin), http(s) URLs; .html .txt .pdf .warc[.gz] .zip .jsonl .csv, feeds.",
        ),
    ],
    record: records.RecordOption = None,
    publisher: Annotated[str | None, typer.Option("--publisher", help="Who put the pages out.")] = None,
    published: Annotated[
        DateInterval | None,
        typer.Option(
            "--published",
            parser=interval,
            metavar="DAY[..DAY]",
            help="When the pages were published: YYYY-MM-DD, a month, a year, or a range, both ends included.",
        ),
    ] = None,
    url: Annotated[str | None, typer.Option("--url", help="Where the page stands on the web.")] = None,
    columns: Annotated[
        str | None,
        typer.Option("--map", metavar="FIELD=COLUMN,...", help="Columns of JSONL and CSV: text=body,url=link."),
    ] = None,
    jobs: JobsOption = None,
    teasers: TeasersOption = False,
    model: ModelOption = None,
    allow_private: Annotated[
        bool, typer.Option("--allow-private", help="Fetch from loopback and private addresses too.")
    ] = False,
) -> None:
    """Read pages into a record: files, folders, archives, tables, feeds, URLs."""
    from onrecord.pipeline import read_into

    options = read_options(jobs=jobs, teasers=teasers, model=model, debug=is_debug(context))
    load = replace(
        options.load,
        url=url,
        given=Given(publisher=publisher, published=published),
        allow_private=allow_private,
        columns=_mapped(options.load.columns, columns),
        max_bytes=options.settings.max_bytes,
        timeout=options.settings.timeout,
    )
    with records.writing(record) as opened, progress() as show:
        summary = read_into(opened, sources, options=replace(options, load=load), on_progress=show)
    if summary.known:
        _say_not_applied(load.given, record)
    finish(summary, record)


def _say_not_applied(given: Given, record: str | None) -> None:
    """Says so where the user told something of pages that were on record: what is on record stays as it was read."""
    told = [f"--{name}" for name in ("publisher", "published") if getattr(given, name)]
    if told:
        option = f" --record {record}" if record else ""
        say(
            f"{' and '.join(told)} not applied to the pages on record already: to apply, take each out first "
            f"(`onrecord forget{option} CAPTURE`; `onrecord captures{option}` has the ids) and read it again"
        )


def is_debug(context: typer.Context) -> bool:
    """True where the command was called with --debug."""
    return bool(context.find_root().params.get("debug"))


def read_options(*, jobs: int | None, teasers: bool, model: str | None = None, debug: bool = False) -> ReadOptions:
    """The options of a read: the user's settings with what the command line says on top."""
    from onrecord.pipeline import ReadOptions

    settings = with_model(records.settings(), model)
    settings = replace(settings, jobs=jobs or settings.jobs, teasers=teasers or settings.teasers)
    return ReadOptions(settings=settings, raise_faults=debug)


def _mapped(columns: Any, given: str | None) -> Any:
    """The columns with those that `text=body,url=link` renames."""
    known = [field.name for field in fields(columns)]
    renamed = {}
    for pair in (given or "").split(","):
        name, equals, column = (word.strip() for word in pair.partition("="))
        if not pair.strip():
            continue
        if name not in known or not equals or not column:
            raise typer.BadParameter(f"--map takes FIELD=COLUMN with a field of {', '.join(known)}, not {pair!r}")
        renamed[name] = column
    return replace(columns, **renamed)


@filtered
def reread(
    context: typer.Context,
    wanted: Filter,
    record: records.RecordOption = None,
    jobs: JobsOption = None,
    teasers: TeasersOption = False,
    model: ModelOption = None,
) -> None:
    """Read stored captures again with the present program, model and knowledge base."""
    from onrecord import pipeline

    options = read_options(jobs=jobs, teasers=teasers, model=model, debug=is_debug(context))
    with records.writing_known(record) as opened, progress() as show:
        wanted = records.whole_ids(opened, wanted)
        summary = pipeline.reread(opened, wanted, options=options, on_progress=show)
    finish(summary, record, again=True)


def forget(
    which: Annotated[str, typer.Argument(metavar="CAPTURE|URL", help="A capture's id, or the URL of its page.")],
    record: records.RecordOption = None,
) -> None:
    """Take a capture and all that rests on it out for good; the record keeps only that it was done."""
    from onrecord import pipeline
    from onrecord.errors import UsageError

    with records.writing_known(record) as opened:
        gone = opened.forget(which)
        if not gone:
            raise UsageError(f"there is no capture {which}; `onrecord captures` lists them")
        pipeline.rebuild(opened)
    say(f"forgotten: {which}")


def finish(summary: ReadSummary, record: str | None, *, again: bool = False) -> None:
    """Says what a read did and leaves with 1 where items were refused; `again` where the pages were on record."""
    from onrecord.export.words import counted

    known = f" ({summary.known} were on record already)" if summary.known else ""
    pages = f"{counted(summary.captures, 'page')} again" if again else counted(summary.captures, "new page")
    say(
        f"read {pages}{known}: {counted(summary.articles, 'article')}, "
        f"{counted(summary.claims, 'claim')}; the record tells of {counted(summary.events, 'event')}"
    )
    if summary.refused:
        option = f" --record {record}" if record else ""
        say(f"{counted(summary.refused, 'item')} refused; `onrecord issues{option}` lists them")
        raise typer.Exit(REFUSED)


@contextmanager
def progress() -> Iterator[Callable[[Progress], None]]:
    """Something that shows how far a read has come: a bar on a terminal, nothing elsewhere."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console
    from rich.markup import escape
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    from onrecord.export.words import clipped

    shown = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Bar(*shown, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("reading", total=None)

        def show(state: Progress) -> None:
            words = escape(f"{clipped(state.item, 40)}  {state.claims} claims")
            bar.update(task, completed=state.done, total=state.total, description=words)

        yield show
