"""Text to claims, without a record."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any

import typer

from onrecord.cli import records
from onrecord.cli.exits import REFUSED, say
from onrecord.cli.explaining import explained, reading_line
from onrecord.cli.filtering import interval
from onrecord.cli.modelling import ModelOption, with_model
from onrecord.cli.printing import Form, Line, print_lines, print_text
from onrecord.errors import RefusedError
from onrecord.model.dates import DateInterval

if TYPE_CHECKING:
    from onrecord.model.resolved import ResolvedClaim
    from onrecord.pipeline import CodedText, Program


def add_to(app: typer.Typer) -> None:
    """Adds the commands of this file."""
    app.command(rich_help_panel="Taking it elsewhere")(code)


def code(
    jsonl: Annotated[
        bool,
        typer.Option(
            "--jsonl", help="Read JSON lines {id, text, published, publisher} and print claims as JSON lines."
        ),
    ] = False,
    explain: Annotated[
        bool,
        typer.Option(
            "--explain",
            help="Say of each sentence what was found in it, by which rule, and why a claim was made or not.",
        ),
    ] = False,
    published: Annotated[
        DateInterval | None,
        typer.Option("--published", parser=interval, metavar="DAY[..DAY]", help="When the text was published."),
    ] = None,
    publisher: Annotated[str | None, typer.Option("--publisher", help="Who put the text out.")] = None,
    model: ModelOption = None,
    form: Annotated[
        Form | None, typer.Option("--format", help="table for people, jsonl for programs.", case_sensitive=False)
    ] = None,
) -> None:
    """Code text on standard input: claims on standard output, no record. Offsets count in the text as given."""
    from onrecord.pipeline import Program, code_text, language_of

    program = Program.load(with_model(records.settings(), model))
    if jsonl:
        _code_lines(program, explain=explain, published=published, publisher=publisher)
        return
    text = sys.stdin.buffer.read().decode("utf-8", "replace")
    coded = code_text(program, text, published=published, publisher=publisher)
    language = language_of(text)
    if language not in (None, "en"):
        say(f"the language seems to be {language}; only English is read")
    if form is Form.JSONL:
        print_lines(_lines(coded, None, explain=explain))
    else:
        print_text(_readable(coded.claims))
        if explain:
            print_text(explained(text, coded.readings, coded.claims))


def _code_lines(program: Program, *, explain: bool, published: DateInterval | None, publisher: str | None) -> None:
    from onrecord.pipeline import code_text, language_of

    refused = foreign = 0
    for number, raw in enumerate(sys.stdin.buffer, 1):
        if not raw.strip():
            continue
        try:
            row = _row(raw, number)
            days = _published(row, number) or published
        except RefusedError as error:
            refused += 1
            say(str(error))
            continue
        coded = code_text(program, row["text"], published=days, publisher=row.get("publisher") or publisher)
        foreign += language_of(row["text"]) not in (None, "en")
        print_lines(_lines(coded, row.get("id"), explain=explain))
    if foreign:
        say(f"{foreign} {'text seems' if foreign == 1 else 'texts seem'} not to be English; only English is read")
    if refused:
        raise typer.Exit(REFUSED)


def _row(raw: bytes, number: int) -> dict[str, Any]:
    try:
        row = json.loads(raw)
    except (ValueError, RecursionError) as error:
        raise RefusedError(f"line {number}", "not_json", f"not JSON ({error})", stage="code") from error
    if not isinstance(row, dict) or not isinstance(row.get("text"), str):
        raise RefusedError(f"line {number}", "no_text", 'not an object with a "text"', stage="code")
    return row


def _published(row: dict[str, Any], number: int) -> DateInterval | None:
    """The days that a row's "published" names: a day, a month, a year, an instant, or {start, end} half-open."""
    given = row.get("published")
    try:
        if given is None or given == "":
            return None
        if isinstance(given, dict):
            return DateInterval(*(interval(given[key]).start if given.get(key) else None for key in ("start", "end")))
        return interval(str(given).split("T")[0].split(" ")[0])
    except (typer.BadParameter, ValueError) as error:
        raise RefusedError(f"line {number}", "no_day", f"{given!r} is no day", stage="code") from error


def _lines(coded: CodedText, given_id: Any, *, explain: bool) -> Iterator[Line]:
    """The claims as JSON lines, the input's id first; with `explain` each with the reading it was decoded from."""
    from onrecord.export.lines import claim_line

    for claim in coded.claims:
        line: Line = {"id": given_id, **claim_line(claim)}
        if explain:
            line["explain"] = [
                reading_line(coded.article.text, reading)
                for reading in coded.readings
                if any(claim.claim.trigger.within(sentence) for sentence in reading.sentences)
            ]
        yield line


def _readable(claims: tuple[ResolvedClaim, ...]) -> Iterator[str]:
    """Three lines for each claim: what, on whose word, in which words."""
    from onrecord.export.words import chain_words, claim_headline, quote

    if not claims:
        yield "no claims"
    for claim in claims:
        quantities = ", ".join(f"{q.kind.value}: {q.text}" for q in claim.claim.quantities)
        span = claim.evidence[0].span
        yield claim_headline(claim)
        yield f"    {chain_words(claim)} {claim.claim.stance.value}" + (f"; {quantities}" if quantities else "")
        yield f"    {quote(claim)} {span.start}-{span.end}"
