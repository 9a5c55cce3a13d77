"""Who did what to whom, counted: directed pairs of actors by quad category and month.

Cooperation and conflict are never netted: each category is a count of its own. An act that two sides do together (a
meeting, a joint exercise, a clash in which both fight) is one undirected act of the pair.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from itertools import combinations, product

from onrecord.analysis.periods import Step, period_of
from onrecord.codebook import quad
from onrecord.codebook.countries import country
from onrecord.model.claims import EventType, Quad
from onrecord.model.events import Event
from onrecord.model.ids import EventId
from onrecord.model.resolved import ActorRef

DONE = frozenset({"happened", "ongoing"})
# A promise or a concession is done by saying it, whatever is promised lies ahead.
_DONE_BY_WORD = frozenset({EventType.AGREE, EventType.CONCEDE, EventType.THREATEN})


class Level(StrEnum):
    """Whom dyads are counted between: single actors, or the countries that they are of."""

    ACTOR = "actor"
    COUNTRY = "country"


@dataclass(frozen=True, slots=True)
class Party:
    """One side of a dyad: an actor's id or a country's code, and the name to show."""

    id: str
    name: str


@dataclass(slots=True)
class Dyad:
    """A pair's acts of one quad category in one month. `month` is its first day, None where it cannot be told.

    Where `directed`, `one` acts on `other`; else both act. `voices` adds up the independent voices behind the events;
    `disputed` are those in which somebody else is said to have done it, or nobody.
    """

    one: Party
    other: Party
    directed: bool
    month: date | None
    quad: Quad
    count: int = 0
    voices: int = 0
    disputed: int = 0
    events: list[EventId] = field(default_factory=list)


def dyads(events: Iterable[Event], level: Level = Level.ACTOR) -> tuple[Dyad, ...]:
    """The dyads of what was done, in the order of month, names and category.

    Sides that the knowledge base and the record do not know by name are nobody's dyads.
    """
    found: dict[tuple[str, str, bool, date | None, Quad], Dyad] = {}
    for event in events:
        if not is_done(event):
            continue
        month, kind = period_of(event.occurred, Step.MONTH), quad(event.event_type)
        for one, other, directed in pairs(event, level):
            key = (one.id, other.id, directed, month, kind)
            dyad = found.setdefault(key, Dyad(one, other, directed, month, kind))
            dyad.count += 1
            dyad.voices += event.independent_voices
            dyad.disputed += is_disputed(event)
            dyad.events.append(event.id)
    return tuple(sorted(found.values(), key=_order))


def _order(dyad: Dyad) -> tuple[object, ...]:
    return dyad.month is None, dyad.month or date.max, dyad.one.name, dyad.other.name, dyad.directed, dyad.quad.value


def is_done(event: Event) -> bool:
    """True for what took place; what is planned, possible, denied or open is no act between two sides."""
    return event.factuality in DONE or (event.factuality == "planned" and event.event_type in _DONE_BY_WORD)


def is_disputed(event: Event) -> bool:
    """True where accounts exclude one another on who did it or whether it happened."""
    return any(contradiction.field in {"actors", "factuality"} for contradiction in event.contradictions)


def pairs(event: Event, level: Level) -> Iterator[tuple[Party, Party, bool]]:
    """The pairs of an event with whether the first acts on the second; a mutual act gives each pair once."""
    actors, recipients = parties(event.actors, level), parties(event.recipients, level)
    if event.recipients:
        for one, other in product(actors, recipients):
            if one.id != other.id:
                yield one, other, True
    else:
        for one, other in combinations(sorted(actors, key=lambda party: party.id), 2):
            yield one, other, False


def parties(refs: Iterable[ActorRef], level: Level) -> list[Party]:
    """The sides that are known, each once."""
    found: dict[str, Party] = {}
    for ref in refs:
        if level is Level.ACTOR and ref.actor_id:
            found.setdefault(ref.actor_id, Party(ref.actor_id, ref.label))
        elif level is Level.COUNTRY and ref.country:
            state = country(ref.country)
            found.setdefault(ref.country, Party(ref.country, state.name if state else ref.country))
    return list(found.values())
