"""Map: events where they happened, as finely as that is known."""

from __future__ import annotations

from onrecord.web.figures import map_figure
from onrecord.web.plates import Plate, routes

PLATE = Plate(
    name="map",
    title="Map",
    lede="Where events happened. A full mark is a place known exactly, as large as its events are many. A dashed "
    "circle is a district, a province or a country, about as wide as that is, with the number of its events. Coasts "
    "and borders are not drawn.",
    draw=lambda desk, wanted: map_figure(desk, wanted.filter),
    parameters=(
        *("actor", "recipient", "place", "country", "type", "quad", "factuality", "since", "until", "publisher"),
        "background",
    ),
)

ROUTES = routes(PLATE)
