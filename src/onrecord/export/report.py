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
from onrecord.export.words import (
    article_words,
    capture_words,
    chain_words,
    claim_headline,
    counted,
    days,
    deed,
    field_words,
    grouped,
    number_words,
    one_line,
    place_words,
    type_words,
    voices_words,
)
from onrecord.model.claims import Factuality
from onrecord.model.events import Account, Event
from onrecord.model.ids import ClaimId, EventId
from onrecord.model.resolved import ResolvedClaim


@dataclass(frozen=True, slots=True)
class Evidence:
    """One claim as the report shows it: its number, its words with where they stand, whose they are."""

    number: int
    claim: str
    event: str | None
    sentence: str
    pieces: tuple[str, ...]
    offsets: str
    voices: str
    article: str
    source: str
    stance: str


@dataclass(frozen=True, slots=True)
class AccountView:
    """One value of a field: the words for it, who says so, the numbers of its evidence."""

    value: str
    voices: str
    evidence: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class EventView:
    """One event as the report shows it. `fields` are (name, is_disputed, accounts), the disputed first."""

    id: str
    heading: str
    sentence: str
    status: str
    counted: str
    disputes: tuple[str, ...]
    fields: tuple[tuple[str, bool, tuple[AccountView, ...]], ...]
    evidence: tuple[int, ...]


def write(material: Material, path: Path, *, title: str | None = None, made_on: date | None = None) -> None:
    """Writes the report to `path`, whole or not at all. Raises UsageError where it cannot be written."""
    page = render(material, title=title, made_on=made_on)
    with whole_file(path) as draft:
        draft.write_text(page, encoding="utf-8", errors="xmlcharrefreplace")


def render(material: Material, *, title: str | None = None, made_on: date | None = None) -> str:
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
        material=material,
        period=days(material.period()),
        disputed=[_event(event, numbers) for event in material.disputed],
        timeline=[_event(event, numbers) for event in material.undisputed],
        evidence=[_evidence(number, material.claims[claim], shown) for claim, number in numbers.items()],
        copies=[_copy(group) for group in material.copies],
        set_aside=material.set_aside,
        refused=[(one_line(issue.item), one_line(issue.message)) for issue in material.refused],
    )


def _numbered(material: Material) -> dict[ClaimId, int]:
    """The claims with their numbers, in the order in which the report first needs them."""
    told = [claim for event in (*material.disputed, *material.undisputed) for claim in event.claims]
    known = dict.fromkeys(claim for claim in (*told, *material.claims) if claim in material.claims)
    return {claim: number for number, claim in enumerate(known, 1)}


def _event(event: Event, numbers: dict[ClaimId, int]) -> EventView:
    disputed = {contradiction.field for contradiction in event.contradictions}
    fields = sorted(event.accounts, key=lambda pair: pair[0] not in disputed)
    return EventView(
        id=event.id,
        heading=" · ".join(part for part in (days(event.occurred) or "Day unknown", place_words(event.place)) if part),
        sentence=f"{type_words(event.event_type.value, event.mode)}: {_deed_and_numbers(event)}",
        status="" if event.factuality == Factuality.HAPPENED.value else event.factuality,
        counted=_counted(event),
        disputes=tuple(f"{field_words(c.field)}: {c.reason}" for c in event.contradictions),
        fields=tuple(
            (field_words(name), name in disputed, tuple(_account(account, numbers) for account in accounts))
            for name, accounts in fields
        ),
        evidence=_refs(event.claims, numbers),
    )


def _deed_and_numbers(event: Event) -> str:
    words = [deed(event.actors, event.recipients)]
    for quantity in event.quantities:
        number = number_words(quantity.low, quantity.best, quantity.high)
        words.append(" ".join(word for word in (quantity.kind, number, quantity.unit) if word))
    return "; ".join(words)


def _counted(event: Event) -> str:
    publishers, articles = counted(event.publishers, "publisher"), counted(event.articles, "article")
    voices = counted(event.independent_voices, "independent voice")
    steps = f": {'; '.join(map(one_line, event.independence))}" if event.independence else ""
    return f"{publishers}, {articles}, {voices}{steps}"


def _account(account: Account, numbers: dict[ClaimId, int]) -> AccountView:
    return AccountView(
        value=one_line(account.value), voices=voices_words(account.voices), evidence=_refs(account.claims, numbers)
    )


def _refs(claims: Iterable[ClaimId], numbers: dict[ClaimId, int]) -> tuple[int, ...]:
    return tuple(sorted(numbers[claim] for claim in claims if claim in numbers))


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
    carriers = [one_line(line["publisher"]["name"]) if line["publisher"] else "publisher unknown" for line in group]
    return {
        "title": one_line(group[0]["title"] or "untitled"),
        "carriers": carriers,
        "is_known": any(line["copy_of"] for line in group),
    }
