"""Events on a map: one mark for each place, as wide as the place is loosely known.

No coast or border is drawn: the grid says where a mark lies, its circle how finely that is known. A province is a wide
dashed circle about its middle, never a dot on its capital.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from markupsafe import Markup

from onrecord.analysis.quads import quad
from onrecord.export.geojson import PRECISIONS
from onrecord.export.words import clipped, counted, place_words
from onrecord.model.claims import Quad
from onrecord.model.events import Event
from onrecord.model.filters import Filter
from onrecord.model.resolved import PlaceRef
from onrecord.web import addresses
from onrecord.web.desk import Desk
from onrecord.web.figures.drawing import Figure, element, linked, whole

WIDTH, MOST_HEIGHT, LEAST_HEIGHT = 960.0, 640.0, 320.0
EDGE = 46.0
MARKS = 400
"""Places drawn at most, those with most events first."""
LABELS = 28
REACH = {1: 0.0, 2: 12.0, 3: 35.0, 4: 110.0, 5: 150.0, 6: 320.0, 7: 200.0}
"""Kilometres about the point within which a place of each precision lies, as a rule; for drawing only."""
KM = 111.2
"""Kilometres of a degree of latitude."""


@dataclass(slots=True)
class Spot:
    """A place with its events counted by quad category. `disputed` are those in which accounts exclude one another."""

    place: PlaceRef
    latitude: float
    longitude: float
    quads: Counter[Quad] = field(default_factory=Counter)
    disputed: int = 0

    @property
    def count(self) -> int:
        """All events there."""
        return self.quads.total()

    @property
    def precision(self) -> int:
        """How finely the place is known, on UCDP's scale; 5 where nobody says."""
        return self.place.precision or 5


@dataclass(frozen=True, slots=True)
class _Window:
    """Degrees to points of the drawing: longitude shrunk by the latitude of the middle, so that shapes keep."""

    west: float
    north: float
    scale: float
    shrink: float
    height: float

    def at(self, latitude: float, longitude: float) -> tuple[float, float]:
        return EDGE + (longitude - self.west) * self.shrink * self.scale, EDGE + (self.north - latitude) * self.scale


def map_figure(desk: Desk, wanted: Filter) -> Figure:
    """The events of a filter on a map."""
    return desk.kept(("map", wanted), lambda: draw(desk.record.bare_events(wanted)))


def draw(events: Iterable[Event]) -> Figure:
    """The figure of these events."""
    spots, unplaced = gathered(events)
    rows = tuple(_row(spot) for spot in spots)
    header = ("place_id", "place", "country", "lat", "lon", "precision", *(q.value for q in Quad), "disputed")
    notes: list[tuple[str, str | None]] = []
    if unplaced:
        notes.append((f"{counted(unplaced, 'event')} in no place with coordinates, not drawn", None))
    if len(spots) > MARKS:
        notes.append(
            (f"{counted(len(spots) - MARKS, 'place')} with fewer events not drawn; the CSV file has them", None)
        )
    if not spots:
        return Figure(Markup(""), tuple(notes), header, rows)
    shown = spots[:MARKS]
    window = _window(shown)
    # Wide circles lie below narrow ones, or a country would hide its towns.
    marks = [_mark(spot, window) for spot in sorted(shown, key=lambda s: -REACH[s.precision])]
    label = f"Map of {counted(sum(s.count for s in shown), 'event')} in {counted(len(shown), 'place')}"
    svg = whole(WIDTH, window.height, label, [*_grid(window), *marks, *_labels(shown, window)], "map")
    return Figure(svg, tuple(notes), header, rows)


def gathered(events: Iterable[Event]) -> tuple[list[Spot], int]:
    """The places of the events, those with most first, and how many events have none with coordinates."""
    spots: dict[tuple[str, float, float], Spot] = {}
    unplaced = 0
    for event in events:
        place = event.place
        if place is None or place.latitude is None or place.longitude is None:
            unplaced += 1
            continue
        key = (place.place_id or place.label, place.latitude, place.longitude)
        spot = spots.setdefault(key, Spot(place, place.latitude, place.longitude))
        spot.quads[quad(event.event_type)] += 1
        spot.disputed += bool(event.contradictions)
    return sorted(spots.values(), key=lambda s: (-s.count, s.place.label, s.latitude)), unplaced


def _row(spot: Spot) -> tuple[object, ...]:
    place = spot.place
    counts = (spot.quads[q] for q in Quad)
    return (
        *(place.place_id, place.label, place.country, spot.latitude, spot.longitude, place.precision),
        *counts,
        spot.disputed,
    )


def _window(spots: Sequence[Spot]) -> _Window:
    """The window that holds every place with its circle, at least four degrees wide."""
    reach = [REACH[s.precision] / KM for s in spots]
    south = min(s.latitude - r for s, r in zip(spots, reach, strict=True))
    north = max(s.latitude + r for s, r in zip(spots, reach, strict=True))
    middle = (south + north) / 2
    shrink = max(0.2, math.cos(math.radians(middle)))
    west = min(s.longitude - r / shrink for s, r in zip(spots, reach, strict=True))
    east = max(s.longitude + r / shrink for s, r in zip(spots, reach, strict=True))
    tall, wide = max(north - south, 2.0), max(east - west, 4.0)
    scale = min((WIDTH - 2 * EDGE) / (wide * shrink), (MOST_HEIGHT - 2 * EDGE) / tall)
    height = max(LEAST_HEIGHT, tall * scale + 2 * EDGE)
    spare_x = (WIDTH - 2 * EDGE) / (scale * shrink) - (east - west)
    spare_y = (height - 2 * EDGE) / scale - (north - south)
    return _Window(west - spare_x / 2, north + spare_y / 2, scale, shrink, height)


def _mark(spot: Spot, window: _Window) -> Markup:
    x, y = window.at(spot.latitude, spot.longitude)
    dot = 3.0 + 2.2 * math.sqrt(spot.count)
    reach = REACH[spot.precision] / KM * window.scale
    kind = max(Quad, key=lambda q: spot.quads[q]).value.replace(" ", "-")
    what = f"{place_words(spot.place)}: {counted(spot.count, 'event')}"
    told = ", ".join(f"{spot.quads[q]} {q.value}" for q in Quad if spot.quads[q])
    label = f"{what} ({told}); known as: {PRECISIONS[spot.precision]}"
    if spot.disputed:
        label += f"; accounts disagree on {spot.disputed}"
    href = addresses.listing("events", place=spot.place.place_id) if spot.place.place_id else None
    if spot.precision <= 2:
        return linked(href, element("circle", cx=x, cy=y, r=dot, class_=f"exact {kind}"), label=label)
    area = element("circle", cx=x, cy=y, r=max(reach, dot + 5), class_=f"loose {kind}")
    # A loosely known place has its count in words at the middle, not a dot that would say "here".
    number = element("text", str(spot.count), x=x, y=y + 4, text_anchor="middle", class_="count")
    return linked(href, area, number, label=label)


def _labels(spots: Sequence[Spot], window: _Window) -> list[Markup]:
    """Names of the places with most events, where they do not lie on one another."""
    taken: list[tuple[float, float, float]] = []
    found: list[Markup] = []
    for spot in spots:
        x, y = window.at(spot.latitude, spot.longitude)
        words = clipped(spot.place.label, 26)
        above = spot.precision > 2
        top = y - (11 if above else 0)
        left = x - len(words) * 3.2 if above else x + 6 + 2.2 * math.sqrt(spot.count)
        right = left + len(words) * 6.6
        if right > WIDTH - 4 or any(abs(top - t) < 13 and left < r and b < right for t, b, r in taken):
            continue
        taken.append((top, left, right))
        found.append(element("text", words, x=left, y=top + 4, class_="name"))
        if len(found) == LABELS:
            break
    return found


def _grid(window: _Window) -> list[Markup]:
    """Lines of latitude and longitude at round degrees."""
    south = window.north - (window.height - 2 * EDGE) / window.scale
    east = window.west + (WIDTH - 2 * EDGE) / (window.scale * window.shrink)
    step = next(s for s in (0.25, 0.5, 1, 2, 5, 10, 15, 30, 60) if (east - window.west) / s <= 8 or s == 60)
    found: list[Markup] = []
    for n in range(math.ceil(window.west / step), math.floor(east / step) + 1):
        x, _ = window.at(0, n * step)
        found.append(element("line", x1=x, x2=x, y1=20.0, y2=window.height - 20, class_="grid"))
        found.append(
            element(
                "text", _degrees(n * step, "E", "W"), x=x, y=window.height - 6, text_anchor="middle", class_="scale"
            )
        )
    for n in range(math.ceil(south / step), math.floor(window.north / step) + 1):
        _, y = window.at(n * step, 0)
        found.append(element("line", x1=34.0, x2=WIDTH - 10, y1=y, y2=y, class_="grid"))
        found.append(element("text", _degrees(n * step, "N", "S"), x=2.0, y=y + 4, class_="scale"))
    return found


def _degrees(value: float, plus: str, minus: str) -> str:
    wrapped = (value + 180) % 360 - 180 if plus == "E" else value
    return f"{abs(wrapped):g}°{plus if wrapped > 0 else minus if wrapped < 0 else ''}"
