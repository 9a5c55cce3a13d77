"""Network: actors and the acts between them."""

from __future__ import annotations

from onrecord.analysis.dyads import Level
from onrecord.errors import UsageError
from onrecord.model import typed
from onrecord.web.asking import Asked
from onrecord.web.desk import Desk
from onrecord.web.figures import Figure, network_figure
from onrecord.web.figures.networks import LIMIT, MOST
from onrecord.web.plates import Plate, routes, switch

MANY = ("30", str(MOST), "120", str(LIMIT))


def _draw(desk: Desk, wanted: Asked) -> Figure:
    try:
        level = typed.member(Level, wanted.given.get("level", Level.ACTOR))
        most = min(LIMIT, max(2, int(wanted.given.get("most", MOST))))
    except ValueError as error:
        raise UsageError(str(error)) from error
    return network_figure(desk, wanted, level, most)


PLATE = Plate(
    name="network",
    title="Network",
    lede="Who acts on whom in what took place; cooperation and conflict are never netted. A line has the colour of its "
    "most frequent category and leads to its events, an actor to its dossier. Filter by an actor to see only what it "
    "has part in.",
    draw=_draw,
    parameters=("actor", "place", "country", "type", "quad", "since", "until", "publisher"),
    switches=lambda wanted: (
        switch(wanted, "level", tuple(Level), Level.ACTOR),
        switch(wanted, "most", MANY, str(MOST)),
    ),
)

ROUTES = routes(PLATE)
