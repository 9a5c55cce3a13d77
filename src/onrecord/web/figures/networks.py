"""Actors and the acts between them: who acts on whom, how often, and of which kind."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from onrecord.analysis.dyads import Level
from onrecord.analysis.network import Edge, Network, Node, network
from onrecord.export.words import clipped, counted
from onrecord.model.claims import Quad
from onrecord.model.filters import Filter
from onrecord.web import addresses
from onrecord.web.asking import Asked
from onrecord.web.desk import Desk
from onrecord.web.figures.drawing import Figure, element, linked, most_frequent, quads_told, whole
from onrecord.web.figures.layout import spring

WIDTH, HEIGHT = 960.0, 640.0
EDGE = 60.0
MOST = 60
"""Actors drawn unless more are asked for."""
LIMIT = 500
NEAREST = 3.0
"""How much closer an actor and its neighbours are looked at, at most."""
EDGES = 1500
"""Pairs drawn at most, those with most acts first."""
Place = tuple[float, float]


def network_figure(desk: Desk, wanted: Asked, level: Level = Level.ACTOR, most: int = MOST) -> Figure:
    """The network of the events that an address asks for, the actors with most events of them drawn.

    They stand where they stand in the network of all events, so that a filter takes away and moves nothing; and where
    the record has grown while the desk runs, those who stood already stay.
    """
    found = _found(desk, wanted.filter, level)
    return desk.kept(
        ("network", wanted.key, level, most), lambda: draw(found, level, most, wanted, _standing(desk, level, most))
    )


def _found(desk: Desk, wanted: Filter, level: Level) -> Network:
    return desk.kept(("found", wanted, level), lambda: network(desk.record.bare_events(wanted), level))


def _standing(desk: Desk, level: Level, most: int) -> Mapping[str, Place]:
    """Where the nodes of the network of all events stand; laid out once, and added to where the record has grown."""

    def laid_out() -> Mapping[str, Place]:
        nodes, edges = _heaviest(_found(desk, Filter(), level), most)
        before = desk.standing.get((level, most), {})
        desk.standing[level, most] = {**before, **_laid_out(nodes, edges, before)}
        return desk.standing[level, most]

    return desk.kept(("standing", level, most), laid_out)


def draw(
    whole_network: Network,
    level: Level = Level.ACTOR,
    most: int = MOST,
    wanted: Asked | None = None,
    standing: Mapping[str, Place] | None = None,
) -> Figure:
    """The figure of a network. Those who act with nobody known are told, not drawn."""
    names = {node.id: node.name for node in whole_network.nodes}
    rows = tuple(_row(edge, names) for edge in whole_network.edges)
    header = ("one_id", "one", "other_id", "other", "directed", *(q.value for q in Quad), "voices", "disputed")
    nodes, edges = _heaviest(whole_network, min(most, LIMIT))
    notes = _notes(whole_network, nodes, len(edges))
    if not nodes:
        return Figure(Markup(""), notes, header, rows)
    scale = HEIGHT - 2 * EDGE
    points = _laid_out(nodes, edges, standing or {})
    if wanted is not None and "actor" in wanted.given:
        points = _closer(points)
    places = {key: (EDGE + x * scale, EDGE + y * scale) for key, (x, y) in points.items()}
    radii = {node.id: _radius(node, nodes) for node in nodes}
    drawing = _Drawing(places, radii, names, max(edge.count for edge in edges), level, wanted)
    label = f"Network of {counted(len(nodes), 'actor')} and {counted(len(edges), 'pair')}"
    inside = [
        *(drawing.edge(edge) for edge in sorted(edges, key=lambda e: e.count)),
        *(drawing.node(node) for node in nodes),
        *drawing.labels(sorted(nodes, key=lambda n: (-n.events, n.id))),
    ]
    svg = whole(WIDTH, HEIGHT, label, [element("g", *inside, class_="view")], "network")
    return Figure(svg, notes, header, rows)


def _notes(found: Network, nodes: Sequence[Node], drawn: int) -> tuple[tuple[str, str | None], ...]:
    alone = len(found.nodes) - len({end for e in found.edges for end in (e.one, e.other)})
    notes: list[tuple[str, str | None]] = []
    if alone:
        notes.append((f"{counted(alone, 'actor')} with acts towards nobody known, not drawn", None))
    if left := len(found.nodes) - alone - len(nodes):
        notes.append((f"{counted(left, 'actor')} with fewer acts not drawn; the CSV file has them", None))
    ids = {node.id for node in nodes}
    if thin := sum(edge.one in ids and edge.other in ids for edge in found.edges) - drawn:
        notes.append((f"{counted(thin, 'pair')} with fewer acts not drawn", None))
    return tuple(notes)


def _heaviest(found: Network, most: int) -> tuple[list[Node], list[Edge]]:
    """The nodes with most acts of pairs, and the edges between them, so many at most."""
    acts: dict[str, int] = {}
    for edge in found.edges:
        acts[edge.one] = acts.get(edge.one, 0) + edge.count
        acts[edge.other] = acts.get(edge.other, 0) + edge.count
    linked_nodes = [node for node in found.nodes if node.id in acts]
    nodes = sorted(linked_nodes, key=lambda node: (-acts[node.id], node.id))[:most]
    kept = {node.id for node in nodes}
    edges = [edge for edge in found.edges if edge.one in kept and edge.other in kept]
    edges = sorted(edges, key=lambda edge: (-edge.count, edge.one, edge.other))[:EDGES]
    touched = {end for edge in edges for end in (edge.one, edge.other)}
    return [node for node in nodes if node.id in touched], edges


def _row(edge: Edge, names: Mapping[str, str]) -> tuple[object, ...]:
    counts = (edge.quads[q] for q in Quad)
    ends = (edge.one, names[edge.one], edge.other, names[edge.other])
    return (*ends, edge.directed, *counts, edge.voices, edge.disputed)


def _laid_out(nodes: Sequence[Node], edges: Sequence[Edge], standing: Mapping[str, Place]) -> dict[str, Place]:
    order = {node.id: n for n, node in enumerate(sorted(nodes, key=lambda node: node.id))}
    links = [(order[edge.one], order[edge.other], float(edge.count)) for edge in edges]
    points = spring(list(order), links, aspect=(WIDTH - 2 * EDGE) / (HEIGHT - 2 * EDGE), standing=standing)
    return {key: (float(points[n][0]), float(points[n][1])) for key, n in order.items()}


def _closer(points: Mapping[str, Place]) -> dict[str, Place]:
    """The same arrangement seen from nearer by, as large as the figure holds: few actors stand in a corner else."""
    middles, halves = [], []
    for axis in (0, 1):
        low, high = min(p[axis] for p in points.values()), max(p[axis] for p in points.values())
        middles.append((low + high) / 2)
        halves.append(max((high - low) / 2, 0.02))
    aspect = (WIDTH - 2 * EDGE) / (HEIGHT - 2 * EDGE)
    nearer = max(1.0, min(0.42 * aspect / halves[0], 0.46 / halves[1], NEAREST))
    return {
        key: (aspect * 0.46 + (x - middles[0]) * nearer, 0.5 + (y - middles[1]) * nearer)
        for key, (x, y) in points.items()
    }


def _radius(node: Node, nodes: Sequence[Node]) -> float:
    """Points from the middle to the rim: the area grows with the events, and leaves room where nodes are many."""
    room = 16.0 if len(nodes) <= MOST else 11.0
    return 3.5 + room * math.sqrt(node.events / max(30, *(n.events for n in nodes)))


@dataclass(frozen=True, slots=True)
class _Drawing:
    """What the marks of one network have in common: where nodes stand, how large they are, where they lead from."""

    places: Mapping[str, Place]
    radii: Mapping[str, float]
    names: Mapping[str, str]
    heaviest: int
    level: Level
    wanted: Asked | None

    def edge(self, edge: Edge) -> Markup:
        """A bent line, so that the two ways between a pair lie apart; the head of the arrow shows the way."""
        (x1, y1), (x2, y2) = self.places[edge.one], self.places[edge.other]
        length = math.hypot(x2 - x1, y2 - y1) or 1.0
        across, along = (y1 - y2) / length, (x2 - x1) / length
        bend = min(26.0, length * 0.14) if edge.directed else 0.0
        mx, my = (x1 + x2) / 2 + across * bend, (y1 + y2) / 2 + along * bend
        back = math.hypot(x2 - mx, y2 - my) or 1.0
        gap = self.radii[edge.other] + (5 if edge.directed else 0)
        ex, ey = x2 - (x2 - mx) / back * gap, y2 - (y2 - my) / back * gap
        width = 1.0 + 3.5 * math.sqrt(edge.count / self.heaviest)
        kind = most_frequent(edge.quads)
        path = f"M{x1:.1f} {y1:.1f}Q{mx:.1f} {my:.1f} {ex:.1f} {ey:.1f}"
        parts = [element("path", d=path, class_=f"edge {kind}", stroke_width=width)]
        if edge.directed:
            parts.append(_head(ex, ey, x2 - mx, y2 - my, width, kind))
        way = "→" if edge.directed else "with"
        label = f"{self.names[edge.one]} {way} {self.names[edge.other]}: {quads_told(edge.quads)}"
        given = {"actor": edge.one, "recipient": edge.other} if edge.directed else {"actor": edge.one}
        href = self.wanted.listing("/events", **given) if self.wanted else None
        return linked(href, *parts, label=label, data_one=edge.one, data_other=edge.other)

    def node(self, node: Node) -> Markup:
        """A disc with the events of the actor as its area."""
        about = ", ".join(part for part in ((node.kind or "").replace("_", " "), node.country or "") if part)
        label = f"{node.name}{f' ({about})' if about else ''}: {counted(node.events, 'event')}"
        x, y = self.places[node.id]
        dot = element("circle", cx=x, cy=y, r=self.radii[node.id], class_="node")
        return linked(self._href(node), dot, label=label, data_id=node.id)

    def _href(self, node: Node) -> str | None:
        if self.wanted is None:
            return None
        return addresses.actor(node.id) if self.level is Level.ACTOR else self.wanted.href("/network", country=node.id)

    def labels(self, nodes: Sequence[Node]) -> list[Markup]:
        """Names beside the nodes, the first nodes first; one that would lie on another is left to the pointer."""
        taken: list[tuple[float, float, float]] = []
        found: list[Markup] = []
        for node in nodes:
            words = clipped(node.name, 34)
            for anchor, left, y in self._beside(node, len(words) * 6.3):
                right = left + len(words) * 6.3
                is_free = not any(abs(y - t) < 13 and left < r and b < right for t, b, r in taken)
                if is_free and left >= 0 and right <= WIDTH:
                    taken.append((y, left, right))
                    at = {"x": left if anchor == "start" else right, "y": y + 4}
                    found.append(element("text", words, **at, text_anchor=anchor, class_="name", data_of=node.id))
                    break
        return found

    def _beside(self, node: Node, wide: float) -> tuple[tuple[str, float, float], ...]:
        """Where a name may stand: to the right of its node, else to the left, else below: anchor, left end, level."""
        (x, y), gap = self.places[node.id], self.radii[node.id] + 4
        return ("start", x + gap, y), ("end", x - gap - wide, y), ("start", x - wide / 2, y + gap + 7)


def _head(x: float, y: float, dx: float, dy: float, width: float, kind: str) -> Markup:
    length = math.hypot(dx, dy) or 1.0
    ux, uy = dx / length, dy / length
    size = 4 + width
    tip = f"{x + ux * 5:.1f},{y + uy * 5:.1f}"
    left = f"{x - ux * size - uy * size * 0.5:.1f},{y - uy * size + ux * size * 0.5:.1f}"
    right = f"{x - ux * size + uy * size * 0.5:.1f},{y - uy * size - ux * size * 0.5:.1f}"
    return element("polygon", points=f"{tip} {left} {right}", class_=f"head {kind}")
