"""One event for people: a head, a table of who says what, and the words, each number of the table leading to them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from onrecord.cli.printing import clean, console, print_pairs, print_text

if TYPE_CHECKING:
    from onrecord.analysis.reliability import Grade
    from onrecord.export.side_by_side import SideBySide, Telling
    from onrecord.model.events import Account, Event
    from onrecord.model.ids import ClaimId
    from onrecord.model.resolved import ResolvedClaim

VOICE_WIDTH = 26
"""Characters that a column of the table needs to be read; with less room the accounts stand below one another."""


def print_event(event: Event, claims: Sequence[ResolvedClaim], grades: Sequence[Grade]) -> None:
    """Prints the event: what it is, its accounts with who gives them, the words that they rest on, whose word it is."""
    from onrecord.export.side_by_side import compare, facts
    from onrecord.export.words import counted, event_headline

    print_text([f"{event_headline(event)}   [{event.id}]", ""])
    head = facts(event, {claim.claim.id: claim for claim in claims})
    print_pairs({**head, "independent": f"{counted(event.independent_voices, 'voice')}, listed at the end"})
    compared = compare(event, claims)
    print_text(["", "WHO SAYS WHAT   numbers in brackets lead to the words below"])
    if len(compared.tellings) > 1 and len(compared.tellings) * VOICE_WIDTH + 20 <= console().width:
        _print_columns(compared)
    _print_rows(event, compared, grades)
    print_text(["THE WORDS"])
    print_text(line for number, telling in enumerate(compared.tellings, 1) for line in _words(number, telling))
    print_text(["", "WHOSE WORD IT IS   each line is one independent voice", *(f"  {s}" for s in event.independence)])
    print_text(_letters(grades))


def _print_columns(compared: SideBySide) -> None:
    """A column for each voice, a row for each field."""
    from rich.table import Table
    from rich.text import Text

    from onrecord.export.words import field_words

    table = Table(show_lines=True)
    table.add_column("")
    for number, telling in enumerate(compared.tellings, 1):
        table.add_column(Text(clean(f"[{number}] {telling.voice}")), overflow="fold")
    for field in compared.fields:
        is_disputed = field in compared.contradicted
        name = Text(("≠ " if is_disputed else "") + field_words(field), style="bold red" if is_disputed else "")
        table.add_row(name, *(Text(clean(telling.says.get(field, ""))) for telling in compared.tellings))
    console().print(table)


def _print_rows(event: Event, compared: SideBySide, grades: Sequence[Grade]) -> None:
    """A row for each account: the value, who gives it, where its words stand below, and how far it is borne out."""
    from rich.table import Table
    from rich.text import Text

    from onrecord.export.words import accounts_in_order, field_words, voices_words

    numbers = {c.claim.id: n for n, telling in enumerate(compared.tellings, 1) for c in telling.claims}
    found = {(grade.field, grade.value): grade for grade in grades}
    table = Table("", "account", "said by", "words", "voices", "borne out", show_lines=False)
    for field, accounts in accounts_in_order(event):
        is_disputed = field in compared.contradicted
        for number, account in enumerate(accounts):
            name = "" if number else ("≠ " if is_disputed else "") + field_words(field)
            value = f"{account.value} ({account.note})" if account.note else account.value
            cells = (value, voices_words(account.voices), _refs(account, numbers), str(account.independent_voices))
            grade = _grade(found.get((field, account.value)))
            style = "bold red" if is_disputed else ""
            table.add_row(Text(name, style=style), *(Text(clean(cell)) for cell in (*cells, grade)))
        table.add_section()
    console().print(table)


def _refs(account: Account, numbers: Mapping[ClaimId, int]) -> str:
    """The tellings that give an account, as they are numbered: "[1] [4]"."""
    return " ".join(f"[{n}]" for n in sorted({numbers[claim] for claim in account.claims if claim in numbers}))


def _grade(grade: Grade | None) -> str:
    from onrecord.analysis.reliability import CREDIBILITY

    return f"{grade.credibility} {CREDIBILITY[grade.credibility]}" if grade else ""


def _words(number: int, telling: Telling) -> Iterator[str]:
    """The words of one telling: each quotation once for each article, with where it and its numbers stand."""
    from onrecord.export.words import article_words, gone_words, offsets_words, quote

    yield f"[{number}] {telling.voice}"
    quoted: dict[tuple[str, str], list[ResolvedClaim]] = {}
    for claim in telling.claims:
        quoted.setdefault((quote(claim, 400), offsets_words(claim)), []).append(claim)
    for (words, where), claims in quoted.items():
        yield f"    {words}"
        for claim in claims:
            stance = f"{claim.claim.stance.value}, {claim.claim.factuality.value}"
            yield f"      [{claim.claim.id}] {claim.claim.event_type.value}: {stance}{_amounts(claim)}"
            yield from [f"      {gone_words(claim.gone)}"] if claim.gone else []
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


def _letters(grades: Iterable[Grade]) -> Iterator[str]:
    """How the last column is come by, and the letters of the publishers."""
    from onrecord.export.words import field_words

    letters = {name: letter for grade in grades for name, letter in grade.letters.items()}
    rated = ", ".join(f"{name} {letter}" for name, letter in sorted(letters.items()))
    yield from ("", "BORNE OUT   computed from independent voices, 1 confirmed to 5 improbable, 6 cannot be judged")
    for grade in grades:
        if grade.credibility in (4, 5):
            yield f"  {field_words(grade.field)}: {grade.value}: {grade.reason}"
    if rated:
        yield f"  publishers as you rated them (A to F): {rated}"
