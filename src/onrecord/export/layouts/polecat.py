"""POLECAT's weekly files: 40 tab-separated columns with a header, one row an event."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from onrecord import __version__
from onrecord.codebook import intensity, quad
from onrecord.codebook.countries import country
from onrecord.export.layouts.told import Row, Told, joined, told, write_rows
from onrecord.model.filters import Filter
from onrecord.model.mentions import MentionKind
from onrecord.model.resolved import ActorRef

if TYPE_CHECKING:
    from onrecord.store import Record

COLUMNS = (
    "Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts", "Actor Name",
    "Actor Country", "Actor COW", "Primary Actor Sector", "Actor Sectors", "Actor Title", "Actor Name Raw",
    "Wikipedia Actor ID", "Recipient Name", "Recipient Country", "Recipient COW", "Primary Recipient Sector",
    "Recipient Sectors", "Recipient Title", "Recipient Name Raw", "Wikipedia Recipient ID", "Placename", "City",
    "District", "Province", "Country", "Latitude", "Longitude", "GeoNames ID", "Raw Placename", "Feature Type",
    "Source", "Publication Date", "Story People", "Story Organizations", "Story Locations", "Language", "Version",
)  # fmt: skip


def write(record: Record, wanted: Filter, path: Path) -> int:
    """The number of events written."""
    rows = (polecat_row(one) for one in told(record, wanted) if one.is_done)
    return write_rows(path, COLUMNS, rows, delimiter="\t")


def polecat_row(one: Told) -> Row:
    """The event in POLECAT's columns. The date is empty where the day is not known; lists are joined by "; "."""
    event, place = one.event, one.event.place
    return {
        "Event ID": event.id,
        "Event Date": one.day,
        "Event Type": event.event_type.value,
        "Event Mode": joined(event.mode),
        "Intensity": intensity(event.event_type, event.mode),
        "Quad Code": quad(event.event_type).value.upper(),
        "Contexts": joined(event.contexts),
        **_side("Actor", event.actors),
        **_side("Recipient", event.recipients),
        "Placename": place and place.label,
        "City": place and place.name if place and place.precision and place.precision <= 2 else None,
        "Province": place and place.admin1,
        "Country": place and place.country,
        "Latitude": place and place.latitude,
        "Longitude": place and place.longitude,
        "GeoNames ID": place and place.geonames,
        "Raw Placename": place and place.text,
        "Source": joined(one.publishers),
        "Publication Date": one.published,
        "Language": "en",
        "Version": f"OnRecord {__version__}",
    }


def _side(name: str, refs: Iterable[ActorRef]) -> Row:
    refs = list(refs)
    countries = [country(ref.country) for ref in refs]
    return {
        f"{name} Name": joined(ref.name for ref in refs),
        f"{name} Country": joined(ref.country for ref in refs),
        f"{name} COW": joined(found.gleditsch_ward for found in countries if found),
        f"Primary {name} Sector": next((ref.sector for ref in refs if ref.sector), None),
        f"{name} Sectors": joined(ref.sector for ref in refs),
        f"{name} Title": joined(ref.text for ref in refs if ref.mention_kind is MentionKind.POST),
        f"{name} Name Raw": joined(ref.text for ref in refs),
    }
