"""One event for people: a head, a table of who says what, and the words, each number of the table leading to them."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from textwrap import wrap
from typing import TYPE_CHECKING

from onrecord.cli.printing import clean, console, print_pairs, print_text

if TYPE_CHECKING:
    from onrecord.analysis.reliability import Grade
    from onrecord.export.side_by_side import Telling
    from onrecord.model.events import Event
    from onrecord.model.ids import ClaimId
    from onrecord.model.resolved import ResolvedClaim


def print_event(event: Event, claims: Sequence[ResolvedClaim], grades: Sequence[Grade]) -> None:
    """Prints the event: what it is, its accounts with who gives them, the words that they rest on, whose word it is."""
    from onrecord.export.side_by_side import compare, facts
    from onrecord.export.words import counted, event_headline

    _print_wrapped([f"{event_headline(event)}   [{event.id}]", ""])
    head = facts(event, {claim.claim.id: claim for claim in claims})
    print_pairs({**head, "independent": f"{counted(event.independent_voices, 'voice')}, listed at the end"})
    tellings = compare(event, claims).tellings
    print_text(["", "WHO SAYS WHAT   numbers in brackets lead to the words below"])
    _print_table(event, claims, tellings, grades)
    folder = _folder(claims)
    print_text([f"THE WORDS{f'   pages in {_near(folder)}' if folder else ''}", *_how_counted(claims)])
    _print_wrapped(line for number, telling in enumerate(tellings, 1) for line in _words(number, telling, folder))
    _print_wrapped(
        ["", "WHOSE WORD IT IS   each line is one independent voice", *(f"  {s}" for s in event.independence)]
    )
    _print_wrapped(_letters(event, grades))


def _print_wrapped(lines: Iterable[str]) -> None:
    """Prints lines, broken between words where they are wider than the terminal, further lines set in."""
    width = console().width
    for line in lines:
        indent = " " * (len(line) - len(line.lstrip()))
        print_text(wrap(line, width, subsequent_indent=f"{indent}  ", break_on_hyphens=False) or [""])


def _print_table(
    event: Event, claims: Sequence[ResolvedClaim], tellings: Sequence[Telling], grades: Sequence[Grade]
) -> None:
    """A row for each account: the value, who gives it, where its words stand below, and how far it is borne out."""
    from rich.box import SIMPLE_HEAD
    from rich.console import Group
    from rich.padding import Padding
    from rich.table import Table
    from rich.text import Text

    from onrecord.export.sheet import shown

    numbers = {c.claim.id: n for n, telling in enumerate(tellings, 1) for c in telling.claims}
    found = {(grade.field, grade.value): grade for grade in grades}
    table = Table(box=SIMPLE_HEAD, pad_edge=False, expand=True)
    table.add_column("", min_width=15)
    for header, share in (("account", 8), ("said by", 11)):
        table.add_column(header, ratio=share)
    for header, width in (("words", 12), ("voices", 6), ("borne out", 12)):
        table.add_column(header, width=width)
    for field in shown(event, claims):
        for number, row in enumerate(field.rows):
            name = "" if number else ("≠ " if field.reason else "") + field.title
            value = Text(clean(row.value))
            told = Group(value, Padding(Text(clean(row.aside)), (0, 0, 0, 2))) if row.aside else value
            grade = _grade(found.get((field.name, row.account.value)))
            cells = (row.said_by, _refs(row.claims, numbers), str(row.voices), grade)
            style = "bold red" if row.is_disputed else ""
            table.add_row(Text(name, style=style), told, *(Text(clean(cell)) for cell in cells))
        table.add_section()
    console().print(table)


def _folder(claims: Iterable[ResolvedClaim]) -> str:
    """The folder that holds all pages that were read from files, with its last slash; "" where there is none."""
    paths = {c.article.capture_path for c in claims if c.article.capture_path and not c.article.capture_url}
    if not paths or not all(map(os.path.isabs, paths)):
        return ""
    return os.path.join(os.path.commonpath([os.path.dirname(path) for path in paths]), "")


def _how_counted(claims: Iterable[ResolvedClaim]) -> Iterator[str]:
    """Says what offsets count in where a page is no plain text: its own characters, markup too, are others."""
    if any(not (c.article.capture_path or "").endswith(".txt") for c in claims):
        yield "   characters count in the text of a page without its markup: `onrecord captures --text --format jsonl`"


def _near(folder: str) -> str:
    """The folder as it is written from the working folder, whole where it does not lie in it."""
    near = os.path.join(os.path.relpath(folder), "")
    return folder if near.startswith("..") else near


def _refs(claims: Iterable[ClaimId], numbers: Mapping[ClaimId, int]) -> str:
    """The tellings that give an account, as they are numbered: "[1] [4]"."""
    return " ".join(f"[{n}]" for n in sorted({numbers[claim] for claim in claims if claim in numbers}))


def _grade(grade: Grade | None) -> str:
    from onrecord.analysis.reliability import CREDIBILITY

    return f"{grade.credibility} {CREDIBILITY[grade.credibility]}" if grade else ""


def _words(number: int, telling: Telling, folder: str) -> Iterator[str]:
    """The words of one telling: each quotation once for each article, with where it and its numbers stand."""
    from onrecord.export.words import article_words, gone_words, offsets_words, quote

    yield f"[{number}] {telling.voice}"
    quoted: dict[tuple[str, str], list[ResolvedClaim]] = {}
    for claim in telling.claims:
        quoted.setdefault((quote(claim, 400), offsets_words(claim, folder)), []).append(claim)
    for (words, where), claims in quoted.items():
        yield f"    {words}"
        told: dict[str, list[str]] = {}
        for claim in claims:
            stance = f"{claim.claim.stance.value}, {claim.claim.factuality.value}"
            told.setdefault(f"{claim.claim.event_type.value}: {stance}{_amounts(claim)}", []).append(claim.claim.id)
        yield from (f"      [{', '.join(ids)}] {what}" for what, ids in told.items())
        yield from dict.fromkeys(f"      {gone_words(claim.gone)}" for claim in claims if claim.gone)
        yield f"      {article_words(claims[0].article)}"
        yield f"      {where}"


def _amounts(claim: ResolvedClaim) -> str:
    """The numbers of a claim with the characters of the page that they stand on: "; killed “12 men” 40-46"."""
    told = []
    for quantity in claim.claim.quantities:
        span = quantity.span
        for piece in claim.evidence:
            if span.within(piece.span) and piece.capture_span is not None:
                span = span.shifted(piece.capture_span.start - piece.span.start)
                break
        told.append(f"; {quantity.kind.value} “{quantity.text}” {span.start}-{span.end}")
    return "".join(told)


def _letters(event: Event, grades: Iterable[Grade]) -> Iterator[str]:
    """How the last column is come by, and the letters of the publishers."""
    from onrecord.export.words import field_words

    shared = {(name, a.value) for name, accounts in event.accounts for a in accounts if a.agrees_with}
    letters = {name: letter for grade in grades for name, letter in grade.letters.items()}
    rated = ", ".join(f"{name} {letter}" for name, letter in sorted(letters.items()))
    yield from ("", "BORNE OUT   computed from independent voices, 1 confirmed to 5 improbable, 6 cannot be judged")
    for grade in grades:
        if grade.credibility in (4, 5) and (grade.field, grade.value) not in shared:
            yield f"  {field_words(grade.field)}: {grade.value}: {grade.reason}"
    if set(letters.values()) == {"F"}:
        yield "  no publisher is rated: all are F, which cannot be judged"
    elif rated:
        yield f"  publishers as you rated them (A to F): {rated}"
