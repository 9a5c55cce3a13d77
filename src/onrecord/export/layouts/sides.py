"""What kind of side somebody is in a conflict, by sector, mention and country."""

from __future__ import annotations

from enum import StrEnum

from onrecord.model.mentions import MentionKind
from onrecord.model.resolved import ActorRef

_STATE = frozenset({"GOV", "MIL", "COP", "SPY", "JUD", "LEG"})
_ARMED = frozenset({"REB", "UAF", "PRM", "INS", "SEP"})
_CIVIL = frozenset({"CVL", "EDU", "HLH", "MED", "NGO", "REL", "LAB", "REF", "BUS", "AGR"})
_CIVIL_WORDS = frozenset(
    {
        "civilian", "civilians", "people", "villagers", "residents", "women", "woman", "child", "children", "students",
        "worshippers", "passengers", "shoppers", "farmers", "workers", "teachers", "pilgrims", "migrants", "refugees",
        "journalist", "journalists", "girls", "boys", "men", "man", "traders", "miners", "patients", "doctors",
        "herders", "tourists", "fishermen", "families", "family", "bystanders", "aid workers", "schoolgirls", "pupils",
    }
)  # fmt: skip
_SOLDIER_WORDS = frozenset({"soldiers", "soldier", "troops", "police", "policemen", "officers", "gendarmes", "guards"})
_CROWD_WORDS = frozenset({"protesters", "demonstrators", "protestors", "marchers", "strikers", "rioters", "crowd"})


class Side(StrEnum):
    """The kinds of side that ACLED tells apart, in its words."""

    STATE = "State forces"
    REBEL = "Rebel group"
    MILITIA = "Political militia"
    IDENTITY = "Identity militia"
    RIOTERS = "Rioters"
    PROTESTERS = "Protesters"
    CIVILIANS = "Civilians"
    OTHER = "External/Other forces"


def side_of(ref: ActorRef, place: str | None) -> Side | None:
    """The kind of side, None where the record cannot tell. `place` is the country of the event: forces of another
    state are external there."""
    last = ref.text.casefold().split()[-1] if ref.text.split() else ""
    if last in _CROWD_WORDS:
        return Side.PROTESTERS
    if last in _CIVIL_WORDS or ref.sector in _CIVIL:
        return Side.CIVILIANS
    if ref.sector in _STATE:
        return _of_state(ref, place)
    if ref.sector in _ARMED or ref.mention_kind is MentionKind.ARMED_GROUP:
        return Side.REBEL
    if ref.sector == "CRM":
        return Side.MILITIA
    if ref.kind == "state" or ref.mention_kind is MentionKind.STATE or last in _SOLDIER_WORDS:
        return _of_state(ref, place)
    return None


def _of_state(ref: ActorRef, place: str | None) -> Side:
    return Side.OTHER if place and ref.country and ref.country != place else Side.STATE
