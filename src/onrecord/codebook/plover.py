"""The PLOVER manual (2.0) as tables: what belongs to which quad, which modes a type takes, how intense each is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from onrecord.model.claims import EventType, Quad

QUADS: Mapping[EventType, Quad] = {
    EventType.AGREE: Quad.VERBAL_COOPERATION,
    EventType.CONSULT: Quad.VERBAL_COOPERATION,
    EventType.SUPPORT: Quad.VERBAL_COOPERATION,
    EventType.CONCEDE: Quad.VERBAL_COOPERATION,
    EventType.COOPERATE: Quad.MATERIAL_COOPERATION,
    EventType.AID: Quad.MATERIAL_COOPERATION,
    EventType.RETREAT: Quad.MATERIAL_COOPERATION,
    EventType.REQUEST: Quad.VERBAL_CONFLICT,
    EventType.ACCUSE: Quad.VERBAL_CONFLICT,
    EventType.REJECT: Quad.VERBAL_CONFLICT,
    EventType.THREATEN: Quad.VERBAL_CONFLICT,
    EventType.PROTEST: Quad.MATERIAL_CONFLICT,
    # The manual's appendix once calls SANCTION verbal; its main text and the corpora say material.
    EventType.SANCTION: Quad.MATERIAL_CONFLICT,
    EventType.MOBILIZE: Quad.MATERIAL_CONFLICT,
    EventType.COERCE: Quad.MATERIAL_CONFLICT,
    EventType.ASSAULT: Quad.MATERIAL_CONFLICT,
}

_STANDS = ("assist", "change", "yield", "meet")

MODES: Mapping[EventType, tuple[str, ...]] = {
    EventType.AGREE: (),
    EventType.CONSULT: ("visit", "third-party", "multilateral", "phone"),
    EventType.SUPPORT: (),
    EventType.CONCEDE: (),
    EventType.COOPERATE: (),
    EventType.AID: (),
    EventType.RETREAT: ("withdraw", "release", "disarm", "ceasefire", "access", "resign"),
    EventType.REQUEST: _STANDS,
    EventType.ACCUSE: ("disapprove", "investigate", "allege"),
    EventType.REJECT: _STANDS,
    EventType.THREATEN: ("restrict", "arrest", "relations", "expel", "territory", "violence"),
    EventType.PROTEST: ("demo", "riot", "strike", "hunger", "boycott", "obstruct", "vandalize"),
    EventType.SANCTION: ("convict", "expel", "withdraw", "discontinue"),
    EventType.MOBILIZE: ("troops", "weapons", "police", "militia"),
    EventType.COERCE: (
        "seize", "restrict", "censor", "curfew", "martial-law", "arrest", "deport", "withhold",
        "misinformation", "cyber",
    ),
    EventType.ASSAULT: (
        "abduct", "beat", "torture", "sexual", "targeted", "destroy", "primitive", "firearms", "explosives",
        "suicide-attack", "aerial", "drone", "heavy-weapons", "crowd-control", "unconventional",
    ),
}  # fmt: skip

CONTEXTS: tuple[str, ...] = (
    "military", "intelligence", "executive", "legislative", "election", "political_institutions", "pro_democracy",
    "pro_autocracy", "economic", "legal", "reparations", "human_rights", "rights_freedoms", "repression",
    "human_security", "gender", "lgbt", "religion_ethnicity", "inequality", "diplomatic", "territory", "peacekeeping",
    "health", "asylum", "migration", "disasters", "natural_resource", "environment", "technology", "terrorism", "cbrn",
    "cyber", "misinformation", "crime", "corruption", "illegal_drugs", "trafficking",
)  # fmt: skip

_INTENSITY: Mapping[EventType, float] = {
    EventType.AGREE: 2.5,
    EventType.CONSULT: 2.5,
    EventType.SUPPORT: 5.0,
    EventType.CONCEDE: 4.5,
    EventType.COOPERATE: 9.5,
    EventType.AID: 10.0,
    EventType.RETREAT: 6.5,
    EventType.REQUEST: 0.0,
    # The manual prints +3 for plain ACCUSE, a slip between two negative neighbours.
    EventType.ACCUSE: -3.0,
    EventType.REJECT: -2.0,
    EventType.THREATEN: -3.5,
    EventType.PROTEST: -5.0,
    EventType.SANCTION: -6.0,
    EventType.MOBILIZE: -5.5,
    EventType.COERCE: -7.0,
    EventType.ASSAULT: -9.0,
}

_MODE_INTENSITY: Mapping[tuple[EventType, str], float] = {
    (EventType.CONSULT, "visit"): 4.0,
    (EventType.CONSULT, "third-party"): 1.0,
    (EventType.CONSULT, "multilateral"): 4.0,
    (EventType.CONSULT, "phone"): 1.5,
    (EventType.RETREAT, "withdraw"): 8.0,
    (EventType.RETREAT, "release"): 6.5,
    (EventType.RETREAT, "disarm"): 10.0,
    (EventType.RETREAT, "ceasefire"): 7.5,
    (EventType.RETREAT, "access"): 6.5,
    (EventType.RETREAT, "resign"): 4.5,
    (EventType.REQUEST, "assist"): 0.5,
    (EventType.REQUEST, "change"): -1.0,
    (EventType.REQUEST, "yield"): -1.0,
    (EventType.REQUEST, "meet"): 0.0,
    (EventType.ACCUSE, "disapprove"): -2.0,
    (EventType.ACCUSE, "investigate"): -3.5,
    (EventType.ACCUSE, "allege"): -3.5,
    (EventType.REJECT, "assist"): -1.5,
    (EventType.THREATEN, "restrict"): -3.0,
    (EventType.THREATEN, "territory"): -4.0,
    (EventType.PROTEST, "riot"): -7.0,
    (EventType.PROTEST, "hunger"): -4.5,
    (EventType.PROTEST, "boycott"): -4.5,
    (EventType.PROTEST, "obstruct"): -4.5,
    (EventType.SANCTION, "expel"): -5.5,
    (EventType.MOBILIZE, "troops"): -6.5,
    (EventType.MOBILIZE, "weapons"): -6.5,
    (EventType.MOBILIZE, "militia"): -6.0,
    (EventType.COERCE, "censor"): -6.5,
    (EventType.COERCE, "curfew"): -6.5,
    (EventType.COERCE, "misinformation"): -6.5,
    (EventType.COERCE, "martial-law"): -7.5,
    (EventType.ASSAULT, "beat"): -7.5,
    (EventType.ASSAULT, "abduct"): -8.5,
    (EventType.ASSAULT, "torture"): -8.5,
    (EventType.ASSAULT, "sexual"): -8.5,
    (EventType.ASSAULT, "destroy"): -8.5,
    (EventType.ASSAULT, "primitive"): -8.0,
    (EventType.ASSAULT, "targeted"): -9.5,
    (EventType.ASSAULT, "suicide-attack"): -9.5,
    (EventType.ASSAULT, "aerial"): -9.5,
    (EventType.ASSAULT, "drone"): -9.5,
    (EventType.ASSAULT, "heavy-weapons"): -9.5,
    (EventType.ASSAULT, "crowd-control"): -7.5,
    (EventType.ASSAULT, "unconventional"): -10.0,
}


def quad(event_type: EventType) -> Quad:
    """The quad category of an event type."""
    return QUADS[event_type]


def is_mode(event_type: EventType, mode: str) -> bool:
    """True when the type takes the mode."""
    return mode in MODES[event_type]


def intensity(event_type: EventType, modes: Iterable[str] = ()) -> float:
    """The intensity of a type with its modes, from -10 (worst conflict) to 10 (most cooperation).

    Of several modes the one farthest from nought counts; a mode without a value of its own counts as the plain type.
    """
    values = [_MODE_INTENSITY.get((event_type, mode), _INTENSITY[event_type]) for mode in modes]
    return max(values, key=abs) if values else _INTENSITY[event_type]
