"""A figure as a page: the figure with its filters and notes, and the same as SVG and as CSV of its rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from onrecord.model.claims import Quad
from onrecord.web import rendering
from onrecord.web.asking import Asked, asked
from onrecord.web.desk import Desk, desk_of
from onrecord.web.figures.drawing import Figure, standing_alone
from onrecord.web.tables import csv_response, form, narrowed

LEGEND = tuple((quad.value, quad.value.replace(" ", "-")) for quad in Quad)
TOLD_AS_BACKGROUND = ("told as background", "background")


@dataclass(frozen=True, slots=True)
class Switch:
    """A setting of a figure besides filters: its name, and its choices with where each leads and which is chosen."""

    name: str
    choices: tuple[tuple[str, str, bool], ...]


@dataclass(frozen=True, slots=True)
class Plate:
    """A figure of the desk: its name in addresses, its title, how it is drawn, what it can be asked."""

    name: str
    title: str
    lede: str
    draw: Callable[[Desk, Asked], Figure]
    parameters: Sequence[str]
    switches: Callable[[Asked], tuple[Switch, ...]] = lambda wanted: ()
    legend: tuple[tuple[str, str], ...] = LEGEND


def routes(plate: Plate) -> list[Route]:
    """The page of a figure, its SVG and its CSV."""

    def page(request: Request) -> Response:
        return show(request, plate)

    def as_svg(request: Request) -> Response:
        svg = standing_alone(_drawn(request, plate).svg)
        return rendering.download(svg, "image/svg+xml", f"{plate.name}.svg")

    def as_csv(request: Request) -> Response:
        figure = _drawn(request, plate)
        return csv_response(plate.name, figure.header, figure.rows)

    return [Route(f"/{plate.name}", page), Route(f"/{plate.name}.svg", as_svg), Route(f"/{plate.name}.csv", as_csv)]


def show(request: Request, plate: Plate) -> Response:
    """The page of a figure."""
    wanted = asked(request.url.path, request.query_params)
    figure = _drawn(request, plate)
    return rendering.page(
        request,
        "plate.html",
        plate.title,
        name=plate.name,
        lede=plate.lede,
        figure=figure,
        moves=[(name, wanted.href(window=window)) for name, window in figure.moves],
        switches=plate.switches(wanted),
        legend=plate.legend,
        form=form(wanted, plate.parameters),
        narrowed=narrowed(wanted),
        downloads=(
            ("SVG", wanted.href(f"/{plate.name}.svg")),
            ("CSV", wanted.href(f"/{plate.name}.csv")),
            ("Events", wanted.href("/events")),
        ),
    )


def _drawn(request: Request, plate: Plate) -> Figure:
    wanted = asked(request.url.path, request.query_params)
    unpaged = replace(wanted, filter=replace(wanted.filter, limit=None, offset=0))
    return plate.draw(desk_of(request), unpaged)


def switch(wanted: Asked, name: str, values: Sequence[str], default: str) -> Switch:
    """A setting with its choices; the default stands in no address."""
    now = wanted.given.get(name, default).casefold()
    return Switch(
        name,
        tuple((value, wanted.href(**{name: None if value == default else value}), value == now) for value in values),
    )
