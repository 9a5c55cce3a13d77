"""GeoJSON (RFC 7946): one feature for each event, longitude first, WGS 84.

An event in a place known only as a province, a country or a sea keeps its representative point and says so in
`precision` and `precision_words`; an event without coordinates has a null geometry.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from onrecord.export.files import whole_file
from onrecord.export.jsonl import dumps
from onrecord.export.lines import Line, event_line
from onrecord.export.words import event_headline
from onrecord.model.events import Event
from onrecord.model.filters import Filter

if TYPE_CHECKING:
    from onrecord.store import Record

PRECISIONS = {
    1: "exact place",
    2: "near the place",
    3: "district",
    4: "province",
    5: "between places or a loose region",
    6: "country",
    7: "at sea or in the air",
}
"""What the numbers of UCDP's scale of precision mean."""


def feature(event: Event) -> Line:
    """The event as a GeoJSON feature."""
    line = event_line(event)
    place = line["place"]
    precision = place["precision"] if place else None
    return {
        "type": "Feature",
        "id": line["event_id"],
        "geometry": _point(place),
        "properties": {
            "headline": event_headline(event),
            **{key: line[key] for key in ("event_id", "event_type", "mode", "quad", "cameo", "intensity")},
            **{key: line[key] for key in ("factuality", "background", "articles", "publishers", "independent_voices")},
            "agreement": line["agreement"],
            "contradicted": [contradiction["field"] for contradiction in line["contradictions"]],
            "actors": [ref["name"] or ref["text"] for ref in line["actors"]],
            "recipients": [ref["name"] or ref["text"] for ref in line["recipients"]],
            "place": place and (place["name"] or place["text"]),
            "country": place and place["country"],
            "admin1": place and place["admin1"],
            "precision": precision,
            "precision_words": PRECISIONS.get(precision) if precision else None,
            "start": line["occurred"] and line["occurred"]["start"],
            "end": line["occurred"] and line["occurred"]["end"],
            "quantities": line["quantities"],
        },
    }


def _point(place: Line | None) -> Line | None:
    if place is None or place["lat"] is None or place["lon"] is None:
        return None
    return {"type": "Point", "coordinates": [place["lon"], place["lat"]]}


def write(record: Record, wanted: Filter, path: Path) -> int:
    """The number of events written, one feature a line so that a large file can be read as it comes."""
    count = 0
    with whole_file(path) as draft, draft.open("w", encoding="utf-8", newline="\n") as file:
        file.write('{"type": "FeatureCollection", "features": [')
        for event in record.events(wanted):
            file.write((",\n" if count else "\n") + dumps(feature(event)))
            count += 1
        file.write("\n]}\n")
    return count
