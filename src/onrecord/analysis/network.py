"""Actors and the acts between them as a network: an edge for each pair, with a count for each quad category."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from onrecord.analysis.dyads import Level, Party, is_disputed, is_done, pairs, parties
from onrecord.codebook import quad
from onrecord.model.claims import Quad
from onrecord.model.events import Event
from onrecord.model.resolved import ActorRef


@dataclass(slots=True)
class Node:
    """One actor or country. `events` counts what it takes part in, alone or with others."""

    id: str
    name: str
    kind: str | None
    country: str | None
    sector: str | None
    events: int = 0


@dataclass(slots=True)
class Edge:
    """The acts of one pair: those of `one` on `other`, or of both together where it is not `directed`.

    `disputed` counts those on which accounts exclude one another as to who did it or whether it happened.
    """

    one: str
    other: str
    directed: bool
    quads: Counter[Quad] = field(default_factory=Counter)
    voices: int = 0
    disputed: int = 0

    @property
    def count(self) -> int:
        """All acts of the pair, whatever their category."""
        return self.quads.total()


@dataclass(frozen=True, slots=True)
class Network:
    """Nodes and edges in the order of their ids."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]


def network(events: Iterable[Event], level: Level = Level.ACTOR) -> Network:
    """The network of what was done in the events."""
    nodes: dict[str, Node] = {}
    edges: dict[tuple[str, str, bool], Edge] = {}
    for event in filter(is_done, events):
        refs = (*event.actors, *event.recipients)
        for party in parties(refs, level):
            nodes.setdefault(party.id, _node(party, refs, level)).events += 1
        for one, other, directed in pairs(event, level):
            edge = edges.setdefault((one.id, other.id, directed), Edge(one.id, other.id, directed))
            edge.quads[quad(event.event_type)] += 1
            edge.voices += event.independent_voices
            edge.disputed += is_disputed(event)
    return Network(tuple(nodes[key] for key in sorted(nodes)), tuple(edges[key] for key in sorted(edges)))


def _node(party: Party, refs: Iterable[ActorRef], level: Level) -> Node:
    if level is Level.COUNTRY:
        return Node(party.id, party.name, "country", party.id, None)
    ref = next(ref for ref in refs if ref.actor_id == party.id)
    return Node(party.id, party.name, ref.kind, ref.country, ref.sector)
