"""Places: where claims happen."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from onrecord.export.geojson import PRECISIONS
from onrecord.export.words import one_line
from onrecord.model.filters import Filter
from onrecord.store import PlaceRow
from onrecord.web import addresses, cells, rendering
from onrecord.web.cells import Cell, Column
from onrecord.web.desk import desk_of
from onrecord.web.pages.joining import acting_on_named, mentions_of
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
        Column("place", lambda row: cells.link(row.place.name, addresses.of("places", row.place.id))),
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
    is_kept=True,
    key=lambda row: row.place.id,
)


def place(request: Request) -> Response:
    """One place: what is known of it, and what an editor may do with it."""
    record, key = desk_of(request).record, request.path_params["place_id"]
    row = next((row for row in record.places(Filter(place=key)) if row.place.id == key), None)
    if row is None:
        raise HTTPException(404, f"There is no place {key} on record.")
    own = row.place
    facts = {
        "country": own.country,
        "province": own.admin1,
        "known as": PRECISIONS.get(own.precision),
        "degrees": " ".join(bit.text for bit in _degrees(row)),
        "also called": "; ".join(name for name in own.aliases if name != own.name),
        "claims": f"{row.claims:,}",
    }
    return rendering.page(
        request,
        "place.html",
        own.name,
        facts={name: one_line(value) for name, value in facts.items() if value},
        links=[(name.capitalize(), addresses.listing(name, place=key)) for name in ("events", "claims", "timeline")],
        acting=acting_on_named(record, "places", key, mentions_of(record, "places", key)),
    )


ROUTES = [*routes(LISTING), Route("/places/{place_id}", place)]
