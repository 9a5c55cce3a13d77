"""Actors and the acts between them: who acts on whom, how often, and of which kind."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from markupsafe import Markup

from onrecord.analysis.dyads import Level
from onrecord.analysis.network import Edge, Network, Node, network
from onrecord.export.words import clipped, counted
from onrecord.model.claims import Quad
from onrecord.model.filters import Filter
from onrecord.web import addresses
from onrecord.web.desk import Desk
from onrecord.web.figures.drawing import Figure, element, linked, whole
from onrecord.web.figures.layout import spring

WIDTH, HEIGHT = 960.0, 640.0
EDGE = 60.0
MOST = 60
"""Actors drawn unless more are asked for."""
LIMIT = 500
Place = tuple[float, float]


def network_figure(desk: Desk, wanted: Filter, level: Level = Level.ACTOR, most: int = MOST) -> Figure:
    """The network of a filter's events, the actors with most events of them drawn."""
    return desk.kept(
        ("network", wanted, level, most), lambda: draw(network(desk.record.bare_events(wanted), level), level, most)
    )


def draw(whole_network: Network, level: Level = Level.ACTOR, most: int = MOST) -> Figure:
    """The figure of a network. Those who act with nobody known are told, not drawn."""
    names = {node.id: node.name for node in whole_network.nodes}
    rows = tuple(_row(edge, names) for edge in whole_network.edges)
    header = ("one_id", "one", "other_id", "other", "directed", *(q.value for q in Quad), "voices", "disputed")
    nodes, edges = _heaviest(whole_network, min(most, LIMIT))
    alone = len(whole_network.nodes) - len({end for e in whole_network.edges for end in (e.one, e.other)})
    notes: list[tuple[str, str | None]] = []
    if alone:
        notes.append((f"{counted(alone, 'actor')} with acts towards nobody known, not drawn", None))
    left = len(whole_network.nodes) - alone - len(nodes)
    if left:
        notes.append((f"{counted(left, 'actor')} with fewer acts not drawn; the CSV file has them", None))
    if not nodes:
        return Figure(Markup(""), tuple(notes), header, rows)
    places = _places(nodes, edges)
    label = f"Network of {counted(len(nodes), 'actor')} and {counted(len(edges), 'pair')}"
    heaviest = max(edge.count for edge in edges)
    inside = [
        *(_edge(edge, places, names, heaviest, nodes) for edge in sorted(edges, key=lambda e: e.count)),
        *(_node(node, places[node.id], level) for node in nodes),
        *_labels(nodes, places),
    ]
    return Figure(whole(WIDTH, HEIGHT, label, inside, "network"), tuple(notes), header, rows)


def _heaviest(found: Network, most: int) -> tuple[list[Node], list[Edge]]:
    """The nodes with most acts of pairs, and the edges between them."""
    acts: dict[str, int] = {}
    for edge in found.edges:
        acts[edge.one] = acts.get(edge.one, 0) + edge.count
        acts[edge.other] = acts.get(edge.other, 0) + edge.count
    linked_nodes = [node for node in found.nodes if node.id in acts]
    nodes = sorted(linked_nodes, key=lambda node: (-acts[node.id], node.id))[:most]
    kept = {node.id for node in nodes}
    edges = [edge for edge in found.edges if edge.one in kept and edge.other in kept]
    touched = {end for edge in edges for end in (edge.one, edge.other)}
    return [node for node in nodes if node.id in touched], edges


def _row(edge: Edge, names: Mapping[str, str]) -> tuple[object, ...]:
    counts = (edge.quads[q] for q in Quad)
    ends = (edge.one, names[edge.one], edge.other, names[edge.other])
    return (*ends, edge.directed, *counts, edge.voices, edge.disputed)


def _places(nodes: Sequence[Node], edges: Sequence[Edge]) -> dict[str, Place]:
    order = {node.id: n for n, node in enumerate(sorted(nodes, key=lambda node: node.id))}
    links = [(order[edge.one], order[edge.other], float(edge.count)) for edge in edges]
    aspect = (WIDTH - 2 * EDGE) / (HEIGHT - 2 * EDGE)
    points = spring(list(order), links, aspect=aspect)
    scale = HEIGHT - 2 * EDGE
    return {key: (EDGE + points[n][0] * scale, EDGE + points[n][1] * scale) for key, n in order.items()}


def _radius(node: Node) -> float:
    return 4.0 + 2.0 * math.sqrt(node.events)


def _edge(
    edge: Edge, places: Mapping[str, Place], names: Mapping[str, str], heaviest: int, nodes: Sequence[Node]
) -> Markup:
    """A bent line, so that the two ways between a pair lie apart; the head of the arrow shows the way."""
    (x1, y1), (x2, y2) = places[edge.one], places[edge.other]
    radius = next(_radius(node) for node in nodes if node.id == edge.other)
    length = math.hypot(x2 - x1, y2 - y1) or 1.0
    across, along = (y1 - y2) / length, (x2 - x1) / length
    bend = min(26.0, length * 0.14) if edge.directed else 0.0
    mx, my = (x1 + x2) / 2 + across * bend, (y1 + y2) / 2 + along * bend
    back = math.hypot(x2 - mx, y2 - my) or 1.0
    gap = radius + (5 if edge.directed else 0)
    ex, ey = x2 - (x2 - mx) / back * gap, y2 - (y2 - my) / back * gap
    width = 1.0 + 3.5 * math.sqrt(edge.count / heaviest)
    kind = max(Quad, key=lambda q: edge.quads[q]).value.replace(" ", "-")
    path = f"M{x1:.1f} {y1:.1f}Q{mx:.1f} {my:.1f} {ex:.1f} {ey:.1f}"
    parts = [element("path", d=path, class_=f"edge {kind}", stroke_width=width)]
    if edge.directed:
        parts.append(_head(ex, ey, x2 - mx, y2 - my, width, kind))
    way = "→" if edge.directed else "with"
    told = ", ".join(f"{edge.quads[q]} {q.value}" for q in Quad if edge.quads[q])
    label = f"{names[edge.one]} {way} {names[edge.other]}: {told}"
    given = {"actor": edge.one, "recipient": edge.other} if edge.directed else {"actor": edge.one}
    return linked(addresses.listing("events", **given), *parts, label=label)


def _head(x: float, y: float, dx: float, dy: float, width: float, kind: str) -> Markup:
    length = math.hypot(dx, dy) or 1.0
    ux, uy = dx / length, dy / length
    size = 4 + width
    tip = f"{x + ux * 5:.1f},{y + uy * 5:.1f}"
    left = f"{x - ux * size - uy * size * 0.5:.1f},{y - uy * size + ux * size * 0.5:.1f}"
    right = f"{x - ux * size + uy * size * 0.5:.1f},{y - uy * size - ux * size * 0.5:.1f}"
    return element("polygon", points=f"{tip} {left} {right}", class_=f"head {kind}")


def _node(node: Node, place: Place, level: Level) -> Markup:
    where = {"actor": node.id} if level is Level.ACTOR else {"country": node.id}
    href = addresses.actor(node.id) if level is Level.ACTOR else addresses.listing("network", **where)
    dot = element("circle", cx=place[0], cy=place[1], r=_radius(node), class_="node")
    about = ", ".join(part for part in ((node.kind or "").replace("_", " "), node.country or "") if part)
    label = f"{node.name}{f' ({about})' if about else ''}: {counted(node.events, 'event')}"
    return linked(href, dot, label=label)


def _labels(nodes: Sequence[Node], places: Mapping[str, Place]) -> list[Markup]:
    """Names beside the nodes, the heaviest first; one that would lie on another is left to the pointer."""
    taken: list[tuple[float, float, float]] = []
    found: list[Markup] = []
    for node in nodes:
        x, y = places[node.id]
        words = clipped(node.name, 34)
        wide = len(words) * 6.3
        to_left = x + _radius(node) + 4 + wide > WIDTH
        left = x - _radius(node) - 4 - wide if to_left else x + _radius(node) + 4
        if any(abs(y - t) < 13 and left < r and b < left + wide for t, b, r in taken):
            continue
        taken.append((y, left, left + wide))
        anchor = "end" if to_left else "start"
        found.append(
            element("text", words, x=left + wide if to_left else left, y=y + 4, text_anchor=anchor, class_="name")
        )
    return found
