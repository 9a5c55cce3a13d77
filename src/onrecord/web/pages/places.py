"""Places: where claims happen."""

from __future__ import annotations

from onrecord.export.geojson import PRECISIONS
from onrecord.store import PlaceRow
from onrecord.web import addresses, cells
from onrecord.web.cells import Cell, Column
from onrecord.web.tables import Listing, routes


def _degrees(row: PlaceRow) -> Cell:
    place = row.place
    if place.latitude is None or place.longitude is None:
        return ()
    return cells.plain(f"{place.latitude:.2f}, {place.longitude:.2f}", "soft")


LISTING: Listing[PlaceRow] = Listing(
    name="places",
    title="Places",
    lede="Where claims happen, and how finely each place is known.",
    columns=(
        Column("place", lambda row: cells.link(row.place.name, addresses.listing("events", place=row.place.id))),
        Column("country", lambda row: cells.plain(row.place.country)),
        Column("province", lambda row: cells.plain(row.place.admin1)),
        Column("known as", lambda row: cells.plain(PRECISIONS.get(row.place.precision, ""), "soft")),
        Column("degrees", _degrees),
        Column(
            "claims",
            lambda row: cells.number(row.claims, addresses.listing("claims", place=row.place.id)),
            "number",
        ),
    ),
    rows=lambda record, wanted: record.places(wanted),
    parameters=("place", "country", "actor", "type", "quad", "since", "until", "publisher"),
    key=lambda row: row.place.id,
)

ROUTES = routes(LISTING)
