"""ICEWS' event files: 20 tab-separated columns with a header, one row an actor and recipient."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from onrecord.codebook import from_cameo, intensity, to_cameo
from onrecord.codebook.countries import country
from onrecord.export.layouts.told import Row, Told, joined, told, write_rows
from onrecord.model.filters import Filter
from onrecord.model.resolved import ActorRef

if TYPE_CHECKING:
    from onrecord.store import Record

COLUMNS = (
    "Event ID", "Event Date", "Source Name", "Source Sectors", "Source Country", "Event Text", "CAMEO Code",
    "Intensity", "Target Name", "Target Sectors", "Target Country", "Story ID", "Sentence Number", "Publisher",
    "City", "District", "Province", "Country", "Latitude", "Longitude",
)  # fmt: skip


def write(record: Record, wanted: Filter, path: Path) -> int:
    """The number of rows written."""
    rows = (row for one in told(record, wanted) if one.is_done for row in icews_rows(one))
    return write_rows(path, COLUMNS, rows, delimiter="\t")


def icews_rows(one: Told) -> Iterator[Row]:
    """The event in ICEWS' columns, a row for everyone who acts with everyone who receives.

    Their "source" is our actor. The id of the second row on ends in its number, so that none stands twice.
    """
    event, place = one.event, one.event.place
    code = to_cameo(event.event_type, event.mode)
    meaning = from_cameo(code)
    for number, (actor, recipient) in enumerate(one.pairs):
        yield {
            "Event ID": event.id if not number else f"{event.id}.{number + 1}",
            "Event Date": one.day,
            **_side("Source", actor),
            "Event Text": meaning and meaning.name.capitalize(),
            "CAMEO Code": code,
            "Intensity": intensity(event.event_type, event.mode),
            **_side("Target", recipient),
            "Story ID": joined(article.article_id for article in one.articles[:1]),
            "Publisher": joined(one.publishers),
            "City": place.name if place and place.precision and place.precision <= 2 else None,
            "Province": place and place.admin1,
            "Country": one.country and one.country.name,
            "Latitude": place and place.latitude,
            "Longitude": place and place.longitude,
        }


def _side(name: str, ref: ActorRef | None) -> Row:
    if ref is None:
        return {}
    state = country(ref.country)
    return {f"{name} Name": ref.label, f"{name} Sectors": ref.sector, f"{name} Country": state and state.name}
