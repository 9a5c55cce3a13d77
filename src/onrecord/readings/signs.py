"""Modes and contexts from the words near a happening."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

from onrecord.codebook import is_mode
from onrecord.model.claims import EventType
from onrecord.readings.inventory import signs

# What a threat is of, by the type of what is threatened.
_THREATS = {
    EventType.ASSAULT: "violence",
    EventType.MOBILIZE: "violence",
    EventType.SANCTION: "relations",
    EventType.REJECT: "relations",
    EventType.COERCE: "restrict",
}
_ABOUT = {
    EventType.AID: "assist",
    EventType.COOPERATE: "assist",
    EventType.CONSULT: "meet",
    EventType.RETREAT: "yield",
    EventType.CONCEDE: "yield",
    EventType.ASSAULT: "yield",
    EventType.COERCE: "change",
}


def mode(event_type: EventType, words: str) -> str | None:
    """The mode that the words of a clause (lower case, a space at each end) show for a type; None where none does."""
    for name, phrases in _modes(event_type).items():
        if any(f" {phrase} " in words for phrase in phrases):
            return name
    return None


@cache
def _modes(event_type: EventType) -> Mapping[str, tuple[str, ...]]:
    table = signs()["modes"].get(event_type.value, {})
    return {name: tuple(map(str, phrases)) for name, phrases in table.items()}


def about(event_type: EventType, content: Iterable[EventType], words: str) -> str | None:
    """The mode of a demand, refusal or threat: by the types of what it is about, else by words after its trigger."""
    if event_type is EventType.THREATEN:
        return next((_THREATS[c] for c in content if c in _THREATS), None)
    if not is_mode(event_type, "yield"):
        return None
    for name, phrases in _about_words().items():
        if any(f" {phrase} " in words for phrase in phrases):
            return name
    return next((_ABOUT[c] for c in content if c in _ABOUT), None)


@cache
def _about_words() -> Mapping[str, tuple[str, ...]]:
    return {name: tuple(map(str, words)) for name, words in signs()["about"].items()}


def contexts(words: str) -> tuple[str, ...]:
    """The contexts that the words of a passage (lower case, a space at each end) show, at most four."""
    split = words.split()
    told = {" ".join(split[at : at + n]) for n in range(1, _longest_context() + 1) for at in range(len(split) - n + 1)}
    return tuple([name for name, phrases in _contexts().items() if not told.isdisjoint(phrases)][:4])


@cache
def _contexts() -> Mapping[str, frozenset[str]]:
    return {name: frozenset(map(str, phrases)) for name, phrases in signs()["contexts"].items()}


@cache
def _longest_context() -> int:
    return max(len(phrase.split()) for phrases in _contexts().values() for phrase in phrases)
