"""Which event types make up each quad category."""

from __future__ import annotations

from onrecord.model.claims import EventType as E
from onrecord.model.claims import Quad

_TYPES = {
    Quad.VERBAL_COOPERATION: (E.AGREE, E.CONSULT, E.SUPPORT, E.CONCEDE),
    Quad.MATERIAL_COOPERATION: (E.COOPERATE, E.AID, E.RETREAT),
    Quad.VERBAL_CONFLICT: (E.REQUEST, E.ACCUSE, E.REJECT, E.THREATEN),
    Quad.MATERIAL_CONFLICT: (E.PROTEST, E.SANCTION, E.MOBILIZE, E.COERCE, E.ASSAULT),
}


def types_of(quad: Quad) -> tuple[E, ...]:
    """The event types of a quad category."""
    return _TYPES[quad]
