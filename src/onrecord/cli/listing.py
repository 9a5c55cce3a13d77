"""Listings: captures, articles, claims, events, relations, actors, places, issues."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.cli import records
from onrecord.cli.columns import COLUMNS
from onrecord.cli.exits import say
from onrecord.cli.filtering import filtered
from onrecord.cli.printing import Form, FormOption, Line, SafeOption, print_csv, print_lines, print_table, print_text
from onrecord.model.filters import Filter

if TYPE_CHECKING:
    from onrecord.store import Record

TextOption = Annotated[bool, typer.Option("--text", help='Add "text", the whole text that offsets count in (jsonl).')]

GatheredOption = Annotated[
    bool, typer.Option("--gathered", help="One entry for each kind and pair over all articles, and who says so.")
]
NewsOption = Annotated[
    bool, typer.Option("--news", help="Gathered, and of these what the knowledge base does not have.")
]

DeletedOption = Annotated[
    datetime | None,
    typer.Option(
        formats=["%Y-%m-%d", "%Y-%m-%dT%H:%M:%S"],
        help="List instead, as JSON lines, the events that ceased to be since then (UTC) and what replaced them.",
    ),
]


def add_to(app: typer.Typer) -> None:
    """Adds the commands of this file."""
    for command in (captures, articles, claims, events, relations, issues):
        app.command(rich_help_panel="Listings")(command)


def show(
    listing: str, record: str | None, wanted: Filter, form: Form, *, spreadsheet_safe: bool, text: bool = False
) -> None:
    """Prints a listing of a record."""
    from onrecord.export.listings import walk

    with records.reading(record) as opened:
        wanted = records.whole_ids(opened, wanted)
        if listing == "events":
            records.say_if_stale(opened)
        lines = _with_text(opened, listing, wanted) if text else walk(opened, listing, wanted)
        if form is Form.JSONL:
            print_lines(lines)
        elif form is Form.CSV:
            print_csv(listing, lines, spreadsheet_safe=spreadsheet_safe)
        elif not print_table(COLUMNS[listing], lines):
            say(f"no {listing}")


def _with_text(record: Record, listing: str, wanted: Filter) -> Iterator[Line]:
    """The lines with the text that their offsets count in."""
    from onrecord.export.lines import article_line, capture_line

    if listing == "captures":
        for page in record.captures(wanted):
            whole = record.capture(page.id)
            yield {**capture_line(page), "text": whole.text if whole else None}
    else:
        for row in record.articles(wanted):
            yield {**article_line(row), "text": row.article.text}


@filtered
def captures(
    wanted: Filter,
    record: records.RecordOption = None,
    form: FormOption = Form.TABLE,
    with_text: TextOption = False,
    spreadsheet_safe: SafeOption = False,
) -> None:
    """List the pages as they came: digest, source, articles, and what was set aside."""
    show("captures", record, wanted, form, spreadsheet_safe=spreadsheet_safe, text=with_text)


@filtered
def articles(
    wanted: Filter,
    record: records.RecordOption = None,
    form: FormOption = Form.TABLE,
    with_text: TextOption = False,
    spreadsheet_safe: SafeOption = False,
) -> None:
    """List the single articles found on the pages, with publisher, date and what they are copies of."""
    show("articles", record, wanted, form, spreadsheet_safe=spreadsheet_safe, text=with_text)


@filtered
def claims(
    wanted: Filter,
    record: records.RecordOption = None,
    form: FormOption = Form.TABLE,
    spreadsheet_safe: SafeOption = False,
) -> None:
    """List what each article says happened, and on whose word."""
    show("claims", record, wanted, form, spreadsheet_safe=spreadsheet_safe)


@filtered
def events(
    wanted: Filter,
    record: records.RecordOption = None,
    form: FormOption = Form.TABLE,
    spreadsheet_safe: SafeOption = False,
    deleted_since: DeletedOption = None,
) -> None:
    """List what the claims add up to, with what the accounts disagree on."""
    if deleted_since is not None:
        with records.reading(record) as opened:
            gone = opened.deleted_since(deleted_since.replace(tzinfo=UTC))
            print_lines({"event_id": old, "replaced_by": new} for old, new in gone)
        return
    show("events", record, wanted, form, spreadsheet_safe=spreadsheet_safe)


@filtered
def relations(
    wanted: Filter,
    gathered: GatheredOption = False,
    news: NewsOption = False,
    record: records.RecordOption = None,
    form: FormOption = Form.TABLE,
    spreadsheet_safe: SafeOption = False,
) -> None:
    """List states of affairs that the pages state: who leads, belongs to, recognises, fights whom."""
    if gathered or news:
        _show_ties(record, wanted, form, news=news, spreadsheet_safe=spreadsheet_safe)
    else:
        show("relations", record, wanted, form, spreadsheet_safe=spreadsheet_safe)


def _show_ties(record: str | None, wanted: Filter, form: Form, *, news: bool, spreadsheet_safe: bool) -> None:
    """Prints what relations add up to; with `news` only what the knowledge base does not have."""
    from dataclasses import replace

    from onrecord import pipeline
    from onrecord.export.ties import news_among, tie_line, told_lines

    with records.reading(record) as opened:
        asked = records.whole_ids(opened, wanted)
        ties = pipeline.ties(opened, replace(asked, limit=None, offset=0), records.settings())
    found = (news_among(ties) if news else ties)[wanted.offset :][: wanted.limit]
    if form is Form.JSONL:
        print_lines(map(tie_line, found))
    elif form is Form.CSV:
        print_csv("ties", map(tie_line, found), spreadsheet_safe=spreadsheet_safe)
    elif found:
        print_text(told_lines(found))
    else:
        say("no relations that the knowledge base does not have" if news else "no relations")


@filtered
def issues(
    wanted: Filter,
    record: records.RecordOption = None,
    form: FormOption = Form.TABLE,
    spreadsheet_safe: SafeOption = False,
) -> None:
    """List what was refused or passed over, and why."""
    show("issues", record, wanted, form, spreadsheet_safe=spreadsheet_safe)
