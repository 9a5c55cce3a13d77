"""Map: events where they happened, as finely as that is known."""

from __future__ import annotations

from onrecord.web.figures import map_figure
from onrecord.web.plates import Plate, routes

PLATE = Plate(
    name="map",
    title="Map",
    lede="Where events happened. A full mark is a place known exactly, as large as its events are many; a number says "
    "how many, and a mark that stands for several places leads closer. A dashed circle is a district or a province, "
    "about as wide as that is; a country is its own shape. Neither says where in it.",
    draw=map_figure,
    parameters=(
        *("actor", "recipient", "place", "country", "type", "quad", "factuality", "since", "until", "publisher"),
        "background",
    ),
)

ROUTES = routes(PLATE)
