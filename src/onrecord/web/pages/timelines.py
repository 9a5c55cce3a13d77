"""Timeline: events in time by quad category."""

from __future__ import annotations

from onrecord.analysis.periods import Step
from onrecord.errors import UsageError
from onrecord.model import typed
from onrecord.web.asking import Asked
from onrecord.web.desk import Desk
from onrecord.web.figures import Figure, timeline_figure
from onrecord.web.plates import LEGEND, TOLD_AS_BACKGROUND, Plate, routes, switch

AUTOMATIC = "as fits"


def _draw(desk: Desk, wanted: Asked) -> Figure:
    return timeline_figure(desk, wanted, _step(wanted))


def _step(wanted: Asked) -> Step | None:
    if wanted.given.get("by", AUTOMATIC) == AUTOMATIC:
        return None
    try:
        return typed.member(Step, wanted.given["by"])
    except ValueError as error:
        raise UsageError(f"by: {error}") from error


PLATE = Plate(
    name="timeline",
    title="Timeline",
    lede="Events by day, week, month or year. Cooperation stands above the line, conflict below it; bars lead to their "
    "events. What is known only to a longer time lies below as the stretch of that time.",
    draw=_draw,
    parameters=("actor", "recipient", "voice", "place", "country", "type", "factuality", "since", "until", "publisher"),
    switches=lambda wanted: (switch(wanted, "by", (AUTOMATIC, *Step), AUTOMATIC),),
    legend=(*LEGEND, TOLD_AS_BACKGROUND),
)

ROUTES = routes(PLATE)
