"""What a cell of a table holds: bits of words with their links, made from model objects, never markup."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from onrecord.analysis.quads import quad
from onrecord.export.words import clipped, days, named_first, one_line, place_words
from onrecord.model.claims import EventType
from onrecord.model.dates import DateInterval
from onrecord.model.resolved import ActorRef, PlaceRef
from onrecord.web import addresses

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Bit:
    """Words of a cell, on one line: where they lead, and what they are ("soft", "tag", "dispute", a quad's class)."""

    text: str
    href: str | None = None
    kind: str = ""


Cell = tuple[Bit, ...]


@dataclass(frozen=True, slots=True)
class Column(Generic[Row]):
    """A column of a table: its header, its cell of a row, and its class ("number", "wide", "narrow")."""

    header: str
    cell: Callable[[Row], Cell]
    kind: str = ""


def plain(text: object, kind: str = "") -> Cell:
    """Words without a link; nothing for "" and None."""
    line = one_line(str(text)) if text is not None else ""
    return (Bit(line, kind=kind),) if line else ()


def link(text: object, href: str | None, kind: str = "") -> Cell:
    """Words that lead somewhere."""
    return (Bit(one_line(str(text)) or "untitled", href, kind),)


def number(value: int, href: str | None = None) -> Cell:
    """A count with thousands apart; nothing for nought."""
    return (Bit(f"{value:,}", href),) if value else ()


def quad_class(event_type: EventType) -> str:
    """The class that colours an event type by its quad category: "material-conflict"."""
    return quad(event_type).value.replace(" ", "-")


def coded(event_type: EventType, mode: Sequence[str], href: str | None = None) -> Cell:
    """The event type in its quad's colour, with its modes."""
    return (Bit(event_type.value, href, f"type {quad_class(event_type)}"), *plain(", ".join(mode), "soft"))


def actors(refs: Iterable[ActorRef], most: int = 6) -> Cell:
    """Who: known actors lead to their dossiers, the page's own words stand as they are."""
    bits: dict[str, Bit] = {}
    for ref in named_first(refs):
        href = addresses.actor(ref.actor_id) if ref.actor_id else None
        bits.setdefault(one_line(ref.label), Bit(clipped(ref.label, 80), href, "" if href else "words"))
    shown = tuple(bits.values())
    return shown if len(shown) <= most else (*shown[:most], Bit(f"and {len(shown) - most} more", kind="soft"))


def place(ref: PlaceRef | None) -> Cell:
    """Where: a known place leads to the events there."""
    if ref is None:
        return ()
    href = addresses.listing("events", place=ref.place_id) if ref.place_id else None
    return (Bit(place_words(ref), href, "" if href else "words"),)


def when(interval: DateInterval | None) -> Cell:
    """The days; nothing where unknown."""
    return plain(days(interval), "day")
