"""Analyses as JSON lines: the shapes that the command line prints and the desk serves."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from onrecord.analysis.comparison import Comparison
from onrecord.analysis.dyads import Dyad
from onrecord.analysis.network import Edge, Network, Node
from onrecord.analysis.policies import Chosen
from onrecord.analysis.reliability import Grade
from onrecord.analysis.timeline import Timeline
from onrecord.model.claims import Quad

Line = dict[str, Any]


def timeline_lines(timeline: Timeline) -> Iterator[Line]:
    """A line for each period, then one with `start` null for the events that lie in none."""
    for period in timeline.periods:
        yield {
            "start": period.start.isoformat(),
            "end": period.end.isoformat(),
            "quads": {kind.value: period.quads[kind] for kind in Quad},
            "background": period.background,
            "events": list(period.events),
        }
    if timeline.wide or timeline.undated:
        yield {"start": None, "end": None, "wide": list(timeline.wide), "undated": list(timeline.undated)}


def dyad_line(dyad: Dyad) -> Line:
    """One pair's acts of one quad category in one month."""
    return {
        "actor": {"id": dyad.one.id, "name": dyad.one.name},
        "recipient": {"id": dyad.other.id, "name": dyad.other.name},
        "directed": dyad.directed,
        "month": dyad.month.isoformat()[:7] if dyad.month else None,
        "quad": dyad.quad.value,
        "count": dyad.count,
        "independent_voices": dyad.voices,
        "disputed": dyad.disputed,
        "events": list(dyad.events),
    }


def network_line(network: Network) -> Line:
    """The whole network: nodes, and links by the ids of their ends."""
    return {"nodes": [node_line(node) for node in network.nodes], "links": [edge_line(edge) for edge in network.edges]}


def node_line(node: Node) -> Line:
    """One actor or country."""
    return {
        "id": node.id,
        "label": node.name,
        "kind": node.kind,
        "country": node.country,
        "sector": node.sector,
        "events": node.events,
    }


def edge_line(edge: Edge) -> Line:
    """The acts of one pair, a count for each quad category."""
    return {
        "source": edge.one,
        "target": edge.other,
        "directed": edge.directed,
        **{kind.value.replace(" ", "_"): edge.quads[kind] for kind in Quad},
        "count": edge.count,
        "independent_voices": edge.voices,
        "disputed": edge.disputed,
    }


def chosen_line(chosen: Chosen) -> Line:
    """What a policy makes of one field; `value` null where it chooses none."""
    account = chosen.account
    return {
        "field": chosen.field,
        "value": account.value if account else None,
        "claims": list(account.claims) if account else [],
        "reason": chosen.reason,
    }


def grade_line(grade: Grade) -> Line:
    """How far one account is borne out: the computed number, why, and its publishers' letters."""
    return {
        "field": grade.field,
        "value": grade.value,
        "credibility": grade.credibility,
        "reason": grade.reason,
        "publishers": dict(grade.letters),
    }


def comparison_lines(comparison: Comparison) -> Iterator[Line]:
    """A line for each event that several of the named tell, what they say of each field."""
    for one in comparison.events:
        yield {
            "event_id": one.event.id,
            "event_type": one.event.event_type.value,
            "says": {field: {name: list(values) for name, values in told.items()} for field, told in one.says.items()},
            "apart": list(one.apart),
            "contradicted": list(one.contradicted),
        }
