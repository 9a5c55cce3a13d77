"""GraphML: who did what to whom as a directed graph, an edge for each event and pair of named sides.

Nodes are actors that the record knows by name, by their ids. Acts that are mutual or have one side are no edges.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from onrecord.codebook import intensity, quad
from onrecord.export.files import whole_file
from onrecord.export.words import shows
from onrecord.model.events import Event
from onrecord.model.filters import Filter
from onrecord.model.resolved import ActorRef

if TYPE_CHECKING:
    from onrecord.store import Record

_NODE_KEYS = {"label": "string", "kind": "string", "country": "string", "sector": "string"}
_EDGE_KEYS = {
    "event_id": "string", "event_type": "string", "mode": "string", "quad": "string", "intensity": "double",
    "factuality": "string", "start": "string", "end": "string", "place": "string", "country": "string",
    "independent_voices": "int", "agreement": "string",
}  # fmt: skip


def write(record: Record, wanted: Filter, path: Path) -> int:
    """The number of edges written."""
    nodes: dict[str, ActorRef] = {}
    edges: list[tuple[str, str, Event]] = []
    for event in record.events(wanted):
        for actor, recipient in _pairs(event):
            ends = [str(actor.actor_id), str(recipient.actor_id)]
            nodes.update(zip(ends, (actor, recipient), strict=True))
            edges.append((ends[0], ends[1], event))
    root = _graph(nodes, edges)
    indent(root)
    with whole_file(path) as draft:
        draft.write_bytes(tostring(root, encoding="utf-8", xml_declaration=True) + b"\n")
    return len(edges)


def _pairs(event: Event) -> Iterator[tuple[ActorRef, ActorRef]]:
    for actor in event.actors:
        for recipient in event.recipients:
            if actor.actor_id and recipient.actor_id and actor.actor_id != recipient.actor_id:
                yield actor, recipient


def _graph(nodes: dict[str, ActorRef], edges: list[tuple[str, str, Event]]) -> Element:
    root = Element("graphml", xmlns="http://graphml.graphdrawing.org/xmlns")
    for what, keys in (("node", _NODE_KEYS), ("edge", _EDGE_KEYS)):
        for name, kind in keys.items():
            SubElement(root, "key", {"id": f"{what}_{name}", "for": what, "attr.name": name, "attr.type": kind})
    graph = SubElement(root, "graph", id="record", edgedefault="directed")
    for actor, ref in sorted(nodes.items()):
        values = {"label": ref.label, "kind": ref.kind, "country": ref.country, "sector": ref.sector}
        _filled(SubElement(graph, "node", id=actor), "node", values)
    for number, (source, target, event) in enumerate(edges):
        edge = SubElement(graph, "edge", id=f"e{number}", source=source, target=target)
        _filled(edge, "edge", _values(event))
    return root


def _values(event: Event) -> dict[str, object]:
    days = event.occurred
    return {
        "event_id": event.id,
        "event_type": event.event_type.value,
        "mode": ", ".join(event.mode),
        "quad": quad(event.event_type).value,
        "intensity": intensity(event.event_type, event.mode),
        "factuality": event.factuality,
        "start": days and days.start,
        "end": days and days.end,
        "place": event.place and event.place.label,
        "country": event.place and event.place.country,
        "independent_voices": event.independent_voices,
        "agreement": event.agreement.value,
    }


def _filled(element: Element, what: str, values: Mapping[str, object]) -> None:
    for name, value in values.items():
        if value is not None and value != "":
            # XML 1.0 has no way to write control characters.
            text = "".join(c if shows(c) or c == " " else " " for c in str(value))
            SubElement(element, "data", key=f"{what}_{name}").text = text
