"""Events on a map: one mark for each place, as wide as the place is loosely known.

A province is a wide dashed circle about its middle, never a dot on its capital; a country is its own shape. Marks that
would lie on one another are one cluster with its count, until the window is close enough to tell them apart.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from markupsafe import Markup

from onrecord.analysis.quads import quad
from onrecord.export.geojson import PRECISIONS
from onrecord.export.words import clipped, counted, grouped, place_words
from onrecord.model.claims import Quad
from onrecord.model.resolved import PlaceRef
from onrecord.store import PlaceCount
from onrecord.web.asking import Asked
from onrecord.web.desk import Desk
from onrecord.web.figures.drawing import Figure, element, linked, most_frequent, quads_told, whole
from onrecord.web.figures.window import WIDTH, Box, Window, around, given, told
from onrecord.web.figures.world import GRAIN, claimed_twice, world

EDGE = 40.0
LABELS = 30
REACH = {1: 0.0, 2: 12.0, 3: 35.0, 4: 110.0, 5: 150.0, 6: 320.0, 7: 200.0}
"""Kilometres about the point within which a place of each precision lies, as a rule; for drawing only."""
KM = 111.2
"""Kilometres of a degree of latitude."""
COUNTRY = 6
"""The precision of a place that is known to its country alone."""
CELL = 64.0
"""Points of a side of the squares in which marks are looked for that would lie on one another."""
LANDS = 8
"""Lands claimed by more than one side that are named under a map."""
ASIDE = ((-30.0, 0.0), (0.0, 24.0), (30.0, 0.0), (-36.0, 20.0), (0.0, 44.0), (-52.0, 0.0))
"""Where the number of a country may stand beside its middle, in points, the best first."""
NAMED = 5
"""Places of a cluster that its title names."""


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

    @property
    def is_exact(self) -> bool:
        """True where it is known to a town or near one."""
        return self.precision <= 2


@dataclass(slots=True)
class Mark:
    """Places that are drawn as one: alike in how finely they are known, and too close to be told apart."""

    x: float
    y: float
    heaviest: int
    spots: list[Spot] = field(default_factory=list)
    quads: Counter[Quad] = field(default_factory=Counter)
    aside: tuple[float, float] = (0.0, 0.0)
    """How far the number of a country stands from its middle, where it found no room there."""

    def take(self, spot: Spot) -> None:
        """Nothing; the place is one of the mark's from now on."""
        self.spots.append(spot)
        self.quads.update(spot.quads)

    @property
    def first(self) -> Spot:
        """The place with most events."""
        return self.spots[0]

    @property
    def count(self) -> int:
        """All their events."""
        return self.quads.total()

    @property
    def radius(self) -> float:
        """Points from the middle to the rim: the area grows with the events."""
        return 4.0 + 20.0 * math.sqrt(self.count / max(self.heaviest, 40))

    @property
    def kind(self) -> str:
        """The class of its most frequent quad category."""
        return most_frequent(self.quads)


Spots = tuple[list[Spot], int]
"""Places of events, those with most first, and how many events have none with coordinates."""


def map_figure(desk: Desk, wanted: Asked) -> Figure:
    """The events that an address asks for, on a map of the window that it names, else of one that holds them all."""
    box = given(wanted.given["window"]) if "window" in wanted.given else None
    spots = desk.kept(("spots", wanted.filter), lambda: gathered(desk.record.event_places(wanted.filter)))
    return desk.kept(("map", wanted.key), lambda: draw(spots, box, wanted))


def draw(found: Spots, box: Box | None = None, wanted: Asked | None = None) -> Figure:
    """The figure of these places. Marks lead to their events where an address is given from which to go."""
    spots, unplaced = found
    rows = tuple(_row(spot) for spot in spots)
    header = ("place_id", "place", "country", "lat", "lon", "precision", *(q.value for q in Quad), "disputed")
    notes: list[tuple[str, str | None]] = []
    if unplaced:
        notes.append((f"{counted(unplaced, 'event')} in no place with coordinates, not drawn", None))
    if not spots:
        return Figure(Markup(""), tuple(notes), header, rows)
    window = around(box) if box else _holding(spots)
    shown = [spot for spot in spots if window.shows(spot.latitude, spot.longitude, CELL)]
    marks = clustered(shown, window)
    _make_room(marks)
    label = f"Map of {counted(sum(s.count for s in shown), 'event')} in {counted(len(shown), 'place')}"
    inside = [
        element(
            "g", *_ground(window), *(_mark(m, window, wanted) for m in marks), *_labels(marks, window), class_="view"
        ),
        *_scale(window),
    ]
    svg = whole(WIDTH, window.height, label, inside, "map", **_placed(window))
    return Figure(svg, (*notes, *_borders(window)), header, rows, _moves(window))


def gathered(counts: Iterable[PlaceCount]) -> Spots:
    """The places of the events, those with most first, and how many events have none with coordinates."""
    spots: dict[tuple[str, float, float], Spot] = {}
    unplaced = 0
    for one in counts:
        place = one.place
        if place is None or place.latitude is None or place.longitude is None:
            unplaced += one.count
            continue
        key = (place.place_id or place.label, place.latitude, place.longitude)
        spot = spots.setdefault(key, Spot(place, place.latitude, place.longitude))
        spot.quads[quad(one.event_type)] += one.count
        spot.disputed += one.disputed
    return sorted(spots.values(), key=lambda s: (-s.count, s.place.label, s.latitude, s.longitude)), unplaced


def clustered(spots: Sequence[Spot], window: Window) -> list[Mark]:
    """The marks of a window, wide ones first: each place joins the first mark of its kind that it would lie on."""
    heaviest = max((spot.count for spot in spots), default=0)
    cells: dict[tuple[bool, int, int], list[Mark]] = defaultdict(list)
    marks: list[Mark] = []
    for spot in spots:
        x, y = window.at(spot.latitude, spot.longitude)
        own = Mark(x, y, heaviest)
        own.take(spot)
        near = _near(cells, own) if spot.precision != COUNTRY else ()
        home = next((mark for mark in near if _lies_on(own, mark, window)), None)
        if home is not None:
            home.take(spot)
            continue
        marks.append(own)
        if spot.precision != COUNTRY:
            cells[spot.is_exact, int(x // CELL), int(y // CELL)].append(own)
    # Wide marks lie below narrow ones, or a country would hide its towns.
    return sorted(marks, key=lambda mark: (-REACH[mark.first.precision], -mark.count))


def _make_room(marks: Sequence[Mark]) -> None:
    """Nothing; the numbers of countries are moved off the towns that would hide them, where there is room near by."""
    taken = [(mark.x, mark.y, mark.radius + 12) for mark in marks if mark.first.is_exact]
    for mark in marks:
        if not _is_country(mark):
            continue
        for across, down in ((0.0, 0.0), *ASIDE):
            x, y = mark.x + across, mark.y + down
            if all(math.hypot(x - a, y - b) > room for a, b, room in taken):
                mark.aside = (across, down)
                taken.append((x, y, 22.0))
                break


def _near(cells: dict[tuple[bool, int, int], list[Mark]], own: Mark) -> Iterator[Mark]:
    column, row = int(own.x // CELL), int(own.y // CELL)
    for across in (-1, 0, 1):
        for down in (-1, 0, 1):
            yield from cells.get((own.first.is_exact, column + across, row + down), ())


def _lies_on(own: Mark, other: Mark, window: Window) -> bool:
    gap = math.hypot(own.x - other.x, own.y - other.y)
    if own.first.is_exact:
        return gap < 0.8 * (own.radius + other.radius)
    return gap < 22.0 and _reach(own.first, window) < 40.0


def _reach(spot: Spot, window: Window) -> float:
    return window.reach(REACH[spot.precision], spot.latitude)


def _row(spot: Spot) -> tuple[object, ...]:
    place = spot.place
    counts = (spot.quads[q] for q in Quad)
    return (
        *(place.place_id, place.label, place.country, spot.latitude, spot.longitude, place.precision),
        *counts,
        spot.disputed,
    )


def _holding(spots: Sequence[Spot]) -> Window:
    """The window that holds every place with its circle, a few degrees wide at least."""
    reach = [REACH[s.precision] / KM for s in spots]
    south = min(s.latitude - r for s, r in zip(spots, reach, strict=True))
    north = max(s.latitude + r for s, r in zip(spots, reach, strict=True))
    shrink = [max(0.2, math.cos(math.radians(s.latitude))) for s in spots]
    west = min(s.longitude - r / c for s, r, c in zip(spots, reach, shrink, strict=True))
    east = max(s.longitude + r / c for s, r, c in zip(spots, reach, shrink, strict=True))
    wide = max(0.0, 4.0 - (east - west)) / 2
    return around((west - wide, south, east + wide, north), EDGE)


def _ground(window: Window) -> Iterator[Markup]:
    """Sea, land and borders; the sea reaches beyond the window, so that a map that is being moved has no bare edge."""
    far = {"x": -WIDTH, "y": -window.height, "width": 3 * WIDTH, "height": 3 * window.height}
    yield element("rect", **far, class_="sea")
    base, grain = world(), f"scale({GRAIN})"
    lines = (("land", base.land(window)), ("border", base.borders(window)), ("border disputed", base.disputed(window)))
    for kind, data in lines:
        yield element("path", d=data, class_=kind, transform=grain)


def _mark(mark: Mark, window: Window, wanted: Asked | None) -> Markup:
    first = mark.first
    inside = _exact(mark) if first.is_exact else _country(mark, window) if _is_country(mark) else _loose(mark, window)
    others = [place_words(spot.place) for spot in mark.spots[:NAMED]]
    more = f" and {len(mark.spots) - NAMED} more" if len(mark.spots) > NAMED else ""
    label = f"{'; '.join(others)}{more}: {counted(mark.count, 'event')} ({quads_told(mark.quads)})"
    label += f"; known as: {PRECISIONS[first.precision]}" if len(mark.spots) == 1 else ""
    if disputed := sum(spot.disputed for spot in mark.spots):
        label += f"; accounts disagree on {disputed}"
    return linked(_href(mark, window, wanted), *inside, label=label)


def _is_country(mark: Mark) -> bool:
    return mark.first.precision == COUNTRY


def _href(mark: Mark, window: Window, wanted: Asked | None) -> str | None:
    """The events of a place; of a cluster, the map of a window about it."""
    if wanted is None:
        return None
    if len(mark.spots) == 1:
        place = mark.first.place.place_id
        return wanted.listing("/events", place=place) if place else None
    box = _box(mark.spots)
    closer = max(1.5, min(8.0, around(box, CELL).scale / window.scale))
    there = window.moved(mark.x / WIDTH - 0.5, mark.y / window.height - 0.5, closer)
    return wanted.href("/map", window=told(there.box))


def _box(spots: Sequence[Spot]) -> Box:
    latitudes, longitudes = [spot.latitude for spot in spots], [spot.longitude for spot in spots]
    return min(longitudes), min(latitudes), max(longitudes), max(latitudes)


def _exact(mark: Mark) -> Iterator[Markup]:
    """A disc, its rim divided by quad category where there are several events, their number in the middle."""
    if mark.count == 1:
        yield element("circle", cx=mark.x, cy=mark.y, r=mark.radius, class_=f"exact {mark.kind}")
        return
    yield element("circle", cx=mark.x, cy=mark.y, r=mark.radius, class_="hub")
    yield from _ring(mark)
    if mark.radius >= 8 or len(mark.spots) > 1:
        yield _number(mark, mark.x, mark.y)


def _ring(mark: Mark) -> Iterator[Markup]:
    at, rim = 0.0, mark.radius - 1.5
    for kind in Quad:
        share = mark.quads[kind] / mark.count
        if not share:
            continue
        class_ = f"share {kind.value.replace(' ', '-')}"
        if share == 1:
            yield element("circle", cx=mark.x, cy=mark.y, r=rim, class_=class_)
            return
        ends = [(mark.x + rim * math.sin(turn), mark.y - rim * math.cos(turn)) for turn in _turns(at, share)]
        (x1, y1), (x2, y2) = ends
        data = f"M{x1:.1f} {y1:.1f}A{rim:.1f} {rim:.1f} 0 {int(share > 0.5)} 1 {x2:.1f} {y2:.1f}"
        yield element("path", d=data, class_=class_)
        at += share


def _turns(at: float, share: float) -> tuple[float, float]:
    return 2 * math.pi * at, 2 * math.pi * (at + share)


def _loose(mark: Mark, window: Window) -> Iterator[Markup]:
    """A dashed circle about as wide as the place, with its number in words, not a dot that would say "here"."""
    reach = _rim(mark, window)
    yield element("circle", cx=mark.x, cy=mark.y, r=reach, class_=f"loose {mark.kind}")
    yield _number(mark, mark.x, mark.y - _raised(reach))


def _country(mark: Mark, window: Window) -> Iterator[Markup]:
    """The country's own shape with its number in a frame; the frame alone for what is more or less than one country."""
    if shape := world().country(mark.first.place.country or "", window):
        yield element("path", d=shape, class_=f"loose {mark.kind}", transform=f"scale({GRAIN})")
    wide = 12.0 + 6.5 * len(grouped(mark.count))
    x, y = mark.x + mark.aside[0], mark.y + mark.aside[1]
    if mark.aside != (0.0, 0.0):
        yield element("line", x1=mark.x, y1=mark.y, x2=x, y2=y, class_=f"leader {mark.kind}")
    yield element("rect", x=x - wide / 2, y=y - 9, width=wide, height=18.0, class_=f"frame {mark.kind}")
    yield _number(mark, x, y)


def _rim(mark: Mark, window: Window) -> float:
    return max(_reach(mark.first, window), 11.0)


def _raised(rim: float) -> float:
    """Points over the middle of a wide circle at which its number stands, free of what lies in its middle."""
    return rim - 13.0 if rim > 26.0 else 0.0


def _number(mark: Mark, x: float, y: float) -> Markup:
    return element("text", grouped(mark.count), x=x, y=y + 4, text_anchor="middle", class_="count")


def _labels(marks: Sequence[Mark], window: Window) -> list[Markup]:
    """Names of the places with most events, where they lie neither on one another nor on a mark or its number."""
    taken = [_held(mark, window) for mark in marks]
    found: list[Markup] = []
    for mark in sorted(marks, key=lambda m: -m.count):
        more = f" +{len(mark.spots) - 1}" if len(mark.spots) > 1 else ""
        words = clipped(mark.first.place.label, 26) + more
        half = len(words) * 3.1
        left, level = mark.x + mark.radius + 3, mark.y + 4
        if not mark.first.is_exact:
            raised = 12 if _is_country(mark) else _rim(mark, window) + 4
            left, level = mark.x + mark.aside[0] - half, mark.y + mark.aside[1] - raised
        right, top, bottom = left + 2 * half, level - 10, level + 3
        on_another = any(left < r and b < right and top < d and u < bottom for b, r, u, d in taken)
        if on_another or not (left >= 0 and right <= WIDTH):
            continue
        taken.append((left, right, top, bottom))
        found.append(element("text", words, x=left, y=level, class_="name"))
        if len(found) == LABELS:
            break
    return found


def _held(mark: Mark, window: Window) -> Box:
    """Left, right, top and bottom of what a mark covers: its disc, or only its number where it is a wide shape."""
    half = mark.radius if mark.first.is_exact else 9.0
    raised = 0.0 if mark.first.is_exact or _is_country(mark) else _raised(_rim(mark, window))
    x, y = mark.x + mark.aside[0], mark.y + mark.aside[1] - raised
    return x - half, x + half, y - half, y + half


def _scale(window: Window) -> Iterator[Markup]:
    """A bar of round kilometres, as they are at the middle of the window."""
    _, south, _, north = window.box
    middle = (south + north) / 2
    km = next(
        k for k in (2000, 1000, 500, 200, 100, 50, 20, 10, 5, 2, 1, 0.5) if window.reach(k, middle) < 160 or k == 0.5
    )
    wide, level = window.reach(km, middle), window.height - 14
    data = f"M14 {level - 5:g}V{level:g}H{14 + wide:.1f}V{level - 5:g}"
    yield element("path", d=data, class_="rule")
    yield element("text", f"{km:g} km", x=20 + wide, y=level + 1, class_="scale")


def _placed(window: Window) -> dict[str, str]:
    """What a script needs to put its own marks on the map and to tell a window from a gesture."""
    return {"data_west": f"{window.west:.8f}", "data_top": f"{window.top:.8f}", "data_scale": f"{window.scale:.4f}"}


def _borders(window: Window) -> tuple[tuple[str, str | None], ...]:
    notes = ["Land and borders: Natural Earth, 1:50 million, as lands are held on the ground, not as they should be"]
    lands = claimed_twice(window)
    if len(lands) > LANDS:
        notes.append(f"{len(lands)} lands here are claimed by more than one side; a closer map names them")
    elif lands:
        notes.append(f"Claimed by more than one side here: {'; '.join(lands)}")
    return tuple((note, None) for note in notes)


def _moves(window: Window) -> tuple[tuple[str, str], ...]:
    """Windows beside this one: closer, wider, and by half a window each way."""
    steps = {
        "closer": window.moved(closer=2.0),
        "wider": window.moved(closer=0.5),
        "west": window.moved(across=-0.5),
        "east": window.moved(across=0.5),
        "north": window.moved(down=-0.5),
        "south": window.moved(down=0.5),
    }
    return tuple((name, told(one.box)) for name, one in steps.items() if _is_sensible(one))


def _is_sensible(window: Window) -> bool:
    west, south, east, north = window.box
    return -360 < west < east < 360 and -88 < south < north < 88 and east - west > 0.05
