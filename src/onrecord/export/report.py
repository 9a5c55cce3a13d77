"""The report: one HTML file that stands alone, every sentence linked to the words it rests on.

No script, nothing fetched. Words from pages are escaped and kept apart in writing direction (<bdi>).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from onrecord.export.files import whole_file
from onrecord.export.lines import Line
from onrecord.export.material import Material
from onrecord.export.sheet import ShownField, shown
from onrecord.export.words import (
    article_words,
    capture_words,
    carried_words,
    chain_words,
    claim_headline,
    counted,
    days,
    event_deed,
    event_numbers,
    field_words,
    file_name,
    grouped,
    one_line,
    place_words,
    type_words,
)
from onrecord.model.claims import Factuality
from onrecord.model.events import Event
from onrecord.model.ids import ClaimId, EventId
from onrecord.model.resolved import ResolvedClaim


@dataclass(frozen=True, slots=True)
class Evidence:
    """One claim as the report shows it: its number, its words with where they stand, whose they are."""

    number: int
    claim: str
    event: EventId | None
    sentence: str
    pieces: tuple[str, ...]
    offsets: str
    voices: str
    article: str
    source: str
    stance: str


Refs = tuple[tuple[int, int], ...]
"""Numbers of evidence as runs: (first, last)."""


@dataclass(frozen=True, slots=True)
class AccountView:
    """One row of a field: the words for it and how it goes with others, who says so, the numbers of its evidence."""

    value: str
    aside: str
    voices: str
    evidence: Refs


@dataclass(frozen=True, slots=True)
class FieldView:
    """One field of an event with its accounts."""

    name: str
    accounts: tuple[AccountView, ...]


@dataclass(frozen=True, slots=True)
class EventView:
    """One event as the report shows it. `disputed` fields have accounts that exclude one another; `told` are others."""

    id: str
    day: str
    place: str
    type: str
    sentence: str
    numbers: str
    status: str
    told_in: str
    voices: str
    independence: tuple[str, ...]
    disputes: tuple[str, ...]
    disputed: tuple[FieldView, ...]
    told: tuple[FieldView, ...]
    evidence: Refs


@dataclass(frozen=True, slots=True)
class Picture:
    """A figure of the report: its title, its SVG, what its colours mean (words and class), what to say below it."""

    title: str
    svg: str
    legend: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pictures:
    """The figures of a report with the style sheet that they share."""

    shown: tuple[Picture, ...] = ()
    style: str = ""


def write(
    material: Material,
    path: Path,
    *,
    title: str | None = None,
    made_on: date | None = None,
    pictures: Pictures | None = None,
) -> None:
    """Writes the report to `path`, whole or not at all. Raises UsageError where it cannot be written."""
    page = render(material, title=title, made_on=made_on, pictures=pictures)
    with whole_file(path) as draft:
        draft.write_text(page, encoding="utf-8", errors="xmlcharrefreplace")


def render(
    material: Material,
    *,
    title: str | None = None,
    made_on: date | None = None,
    pictures: Pictures | None = None,
) -> str:
    """The report as HTML."""
    numbers = _numbered(material)
    shown = frozenset(event.id for event in material.events)
    environment = Environment(
        loader=PackageLoader("onrecord.export"), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    environment.filters["grouped"] = grouped
    environment.filters["counted"] = counted
    return environment.get_template("report.html").render(
        title=title or "What is on record",
        made_on=made_on.isoformat() if made_on else None,
        pictures=pictures or Pictures(),
        material=material,
        period=days(material.period()),
        disputed=[_event(event, material, numbers) for event in material.disputed],
        timeline=[_event(event, material, numbers) for event in material.undisputed],
        evidence=[_evidence(number, material.claims[claim], shown) for claim, number in numbers.items()],
        copies=[_copy(group) for group in material.copies],
        set_aside=material.set_aside,
        refused=[(file_name(issue.item), one_line(issue.message)) for issue in material.refused],
    )


def _numbered(material: Material) -> dict[ClaimId, int]:
    """The claims with their numbers, in the order in which the report first needs them."""
    told = [claim for event in (*material.disputed, *material.undisputed) for claim in event.claims]
    known = dict.fromkeys(claim for claim in (*told, *material.claims) if claim in material.claims)
    return {claim: number for number, claim in enumerate(known, 1)}


def _event(event: Event, material: Material, numbers: dict[ClaimId, int]) -> EventView:
    fields = shown(event, material.told(event.claims))
    return EventView(
        id=event.id,
        day=days(event.occurred) or "Day unknown",
        place=place_words(event.place),
        type=type_words(event.event_type.value, event.mode),
        sentence=event_deed(event),
        numbers="; ".join(event_numbers(event)),
        status="" if event.factuality == Factuality.HAPPENED.value else event.factuality,
        told_in=carried_words(event),
        voices=counted(event.independent_voices, "independent voice"),
        independence=tuple(map(one_line, event.independence)),
        disputes=tuple(f"{field_words(c.field)}: {c.reason}" for c in event.contradictions),
        disputed=tuple(_field(field, numbers) for field in fields if field.reason),
        told=tuple(_field(field, numbers) for field in fields if not field.reason and _says_more(field)),
        evidence=_refs(event.claims, numbers),
    )


def _field(field: ShownField, numbers: dict[ClaimId, int]) -> FieldView:
    rows = (AccountView(row.value, row.aside, row.said_by, _refs(row.claims, numbers)) for row in field.rows)
    return FieldView(name=field.title, accounts=tuple(rows))


def _says_more(field: ShownField) -> bool:
    """False for a field that only repeats the event's own line: all say that it happened, and of one type."""
    return not (len(field.rows) == 1 and field.name in ("factuality", "act"))


def _refs(claims: Iterable[ClaimId], numbers: dict[ClaimId, int]) -> Refs:
    """The numbers of the claims, those that follow one another as one run."""
    runs: list[tuple[int, int]] = []
    for number in sorted(numbers[claim] for claim in claims if claim in numbers):
        if runs and runs[-1][1] == number - 1:
            runs[-1] = (runs[-1][0], number)
        else:
            runs.append((number, number))
    return tuple(runs)


def _evidence(number: int, resolved: ResolvedClaim, shown: frozenset[EventId]) -> Evidence:
    return Evidence(
        number=number,
        claim=resolved.claim.id,
        event=resolved.event_id if resolved.event_id in shown else None,
        sentence=claim_headline(resolved),
        pieces=tuple(one_line(piece.text) for piece in resolved.evidence),
        offsets=", ".join(_offsets(resolved)),
        voices=chain_words(resolved),
        article=article_words(resolved.article),
        source=capture_words(resolved.article),
        stance=resolved.claim.stance.value,
    )


def _offsets(resolved: ResolvedClaim) -> list[str]:
    spans = [piece.capture_span or piece.span for piece in resolved.evidence]
    return [f"{span.start}–{span.end}" for span in spans]


def _copy(group: Sequence[Line]) -> dict[str, Any]:
    """A text and who carries it, the original first where it is known."""
    carriers = [
        one_line(line["publisher"]["name"]) if line["publisher"] else "a page that names no publisher" for line in group
    ]
    return {
        "title": one_line(group[0]["title"] or "untitled"),
        "carriers": carriers,
        "is_known": any(line["copy_of"] for line in group),
    }
