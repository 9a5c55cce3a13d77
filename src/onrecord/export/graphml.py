"""GraphML: who did what to whom as a directed graph, an edge for each event and pair of named sides.

Nodes are actors that the record knows by name, by their ids. Acts that are mutual or have one side are no edges.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from onrecord.codebook import intensity, quad
from onrecord.export.files import whole_file
from onrecord.export.words import shows
from onrecord.model.events import Event
from onrecord.model.filters import Filter
from onrecord.model.resolved import ActorRef

if TYPE_CHECKING:
    from onrecord.store import Record

Row = Mapping[str, Any]
_KINDS = {bool: "boolean", int: "int", float: "double"}
_ENDS = ("source", "target", "directed")


def write(record: Record, wanted: Filter, path: Path) -> int:
    """The number of edges written."""
    nodes: dict[str, Row] = {}
    edges: list[Row] = []
    for event in record.events(wanted):
        for actor, recipient in _pairs(event):
            for ref in (actor, recipient):
                nodes.setdefault(str(ref.actor_id), _node(ref))
            edges.append({"source": actor.actor_id, "target": recipient.actor_id, **_values(event)})
    with whole_file(path) as draft:
        draft.write_text(document([nodes[key] for key in sorted(nodes)], edges), encoding="utf-8")
    return len(edges)


def document(nodes: Sequence[Row], edges: Sequence[Row]) -> str:
    """A GraphML document. A node has an `id`, an edge a `source`, a `target` and, where it is not directed, `directed`
    false; every other key becomes data, typed by its first value; None is left out."""
    root = Element("graphml", xmlns="http://graphml.graphdrawing.org/xmlns")
    for what, rows, own in (("node", nodes, ("id",)), ("edge", edges, _ENDS)):
        for name, kind in _keys(rows, own).items():
            SubElement(root, "key", {"id": f"{what}_{name}", "for": what, "attr.name": name, "attr.type": kind})
    graph = SubElement(root, "graph", id="record", edgedefault="directed")
    for row in nodes:
        _filled(SubElement(graph, "node", id=row["id"]), "node", row, ("id",))
    for number, row in enumerate(edges):
        directed = {} if row.get("directed", True) else {"directed": "false"}
        ends = {"id": f"e{number}", "source": row["source"], "target": row["target"]}
        _filled(SubElement(graph, "edge", {**ends, **directed}), "edge", row, _ENDS)
    indent(root)
    return str(tostring(root, encoding="unicode", xml_declaration=True)) + "\n"


def _keys(rows: Sequence[Row], own: Sequence[str]) -> dict[str, str]:
    """The names of the data that rows carry, with GraphML's name of their type."""
    found: dict[str, str] = {}
    for row in rows:
        for name, value in row.items():
            if name not in own and value is not None:
                found.setdefault(name, _KINDS.get(type(value), "string"))
    return found


def _filled(element: Element, what: str, row: Row, own: Sequence[str]) -> None:
    for name, value in row.items():
        if name not in own and value is not None:
            # XML 1.0 has no way to write control characters.
            text = "".join(c if shows(c) else " " for c in str(value))
            SubElement(element, "data", key=f"{what}_{name}").text = text


def _pairs(event: Event) -> Iterator[tuple[ActorRef, ActorRef]]:
    for actor in event.actors:
        for recipient in event.recipients:
            if actor.actor_id and recipient.actor_id and actor.actor_id != recipient.actor_id:
                yield actor, recipient


def _node(ref: ActorRef) -> Row:
    return {
        "id": ref.actor_id,
        "label": ref.label,
        "kind": ref.kind,
        "country": ref.country,
        "sector": ref.sector,
    }


def _values(event: Event) -> Row:
    days, place = event.occurred, event.place
    return {
        "event_id": event.id,
        "event_type": event.event_type.value,
        "mode": ", ".join(event.mode) or None,
        "quad": quad(event.event_type).value,
        "intensity": intensity(event.event_type, event.mode),
        "factuality": event.factuality,
        "start": str(days.start) if days and days.start else None,
        "end": str(days.end) if days and days.end else None,
        "place": place.label if place else None,
        "country": place.country if place else None,
        "independent_voices": event.independent_voices,
        "agreement": event.agreement.value,
    }
