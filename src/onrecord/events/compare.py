"""Whether two claims are of one happening: a score with its reasons, or what rules it out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from onrecord.events.facets import Facets, kilometres, near_days, related, shared_actors
from onrecord.model.claims import EventType

# Points that make two claims one happening. Weights and threshold were set on pages written for the tests.
THRESHOLD = 5.0
_FULL = 10.0
_MUTUAL = frozenset({EventType.CONSULT, EventType.AGREE, EventType.COOPERATE})


@dataclass(frozen=True, slots=True)
class Comparison:
    """Points for, the reasons, and the reason against where one rules the pair out."""

    points: float
    reasons: tuple[str, ...]
    against: str | None = None

    @property
    def is_same(self) -> bool:
        """True when the points suffice and nothing rules it out."""
        return self.against is None and self.points >= THRESHOLD

    @property
    def score(self) -> float:
        """The points as a number in 0..1."""
        return min(1.0, self.points / _FULL)


def compare(one: Facets, other: Facets) -> Comparison:
    """How far two claims are of one happening."""
    against = clash(one, other)
    if against:
        return Comparison(0.0, (), against)
    if one.article_id == other.article_id and one.claim.claim.trigger.overlaps(other.claim.claim.trigger):
        return Comparison(_FULL, ("one trigger",))
    parts = [part for measure in _MEASURES if (part := measure(one, other))]
    return Comparison(sum(p for p, _ in parts), tuple(reason for _, reason in parts))


def clash(one: Facets, other: Facets) -> str | None:
    """Why the two cannot be one happening, None where they can."""
    if not related(one.event_type, other.event_type):
        return "different kinds of act"
    if one.is_open != other.is_open:
        return "one is done, the other is not"
    if not near_days(one.bounds, other.bounds):
        return "different days"
    if _places_exclude(one, other):
        return "different places"
    return _roles_exclude(one, other)


def _places_exclude(one: Facets, other: Facets) -> bool:
    a, b = one.place, other.place
    if a is None or b is None or a.place_id is None or b.place_id is None or a.place_id == b.place_id:
        return False
    if a.place_id in b.parents or b.place_id in a.parents:
        return False
    if a.country and b.country and a.country != b.country:
        return True
    if 6 in (a.precision, b.precision):
        return False
    distance = kilometres(a, b)
    wide = 4 in (a.precision, b.precision)
    same_province = a.admin1 is not None and a.admin1 == b.admin1
    return distance is not None and distance > (250 if wide else 60) and not (wide and same_province)


def _roles_exclude(one: Facets, other: Facets) -> str | None:
    if one.event_type in _MUTUAL or other.event_type in _MUTUAL:
        mine, theirs = {**one.actors, **one.recipients}, {**other.actors, **other.recipients}
        if mine and theirs and not shared_actors(mine, theirs):
            return "different parties"
        return None
    # The killed governor is the Taliban's: shared words may still show that two recipients are the same.
    both_named = one.named_recipients and other.named_recipients
    if both_named and not shared_actors(one.recipients, other.recipients):
        return None if one.recipient_words & other.recipient_words else "different recipients"
    # Rival claims of responsibility name different actors for one attack; for other acts the actor makes the act.
    if one.event_type is EventType.ASSAULT or not (one.actors and other.actors):
        return None
    return None if shared_actors(one.actors, other.actors) else "different actors"


def _time(one: Facets, other: Facets) -> tuple[float, str] | None:
    if one.occurred is None or other.occurred is None:
        return None
    if one.is_narrow and other.is_narrow:
        days = max(one.occurred.days or 0, other.occurred.days or 0)
        return (2.5, "the same days") if days <= 4 else (1.5, "the same weeks")
    return 0.5, "days that can be the same"


def _place(one: Facets, other: Facets) -> tuple[float, str] | None:
    a, b = one.place, other.place
    if a is None or b is None:
        return None
    if a.place_id is None or b.place_id is None:
        return (1.5, f"“{a.text}” in both") if a.text.casefold() == b.text.casefold() else None
    if a.place_id == b.place_id:
        return (0.5, f"both in {a.label}") if a.precision == 6 else (2.5, f"both in {a.label}")
    if a.place_id in b.parents or b.place_id in a.parents:
        return (0.5 if 6 in (a.precision, b.precision) else 1.5), f"{a.label} and {b.label} contain one another"
    return 1.0, f"{a.label} and {b.label} are near"


def _actors(one: Facets, other: Facets) -> tuple[float, str] | None:
    shared = shared_actors(one.actors, other.actors)
    if shared:
        return 1.8 * shared, "the same actors" if shared == 1 else "actors of one body"
    mutual = shared_actors({**one.actors, **one.recipients}, {**other.actors, **other.recipients})
    if mutual and {one.event_type, other.event_type} & _MUTUAL:
        return 1.5 * mutual, "the same parties"
    return None


def _recipients(one: Facets, other: Facets) -> tuple[float, str] | None:
    shared = shared_actors(one.recipients, other.recipients)
    words = one.recipient_words & other.recipient_words
    if shared and (one.named_recipients or words):
        return 1.8 * shared, "the same recipients"
    if words:
        return min(1.8, 0.9 * len(words)), f"recipients share {', '.join(sorted(words))}"
    return None


def _numbers(one: Facets, other: Facets) -> tuple[float, str] | None:
    mine = {(q.kind, q.best) for q in one.claim.claim.quantities if q.best is not None}
    theirs = {(q.kind, q.best) for q in other.claim.claim.quantities if q.best is not None}
    return (1.5, "the same numbers") if mine & theirs else None


def _wording(one: Facets, other: Facets) -> tuple[float, str] | None:
    if one.text_of == other.text_of and one.article_id != other.article_id and one.words == other.words:
        return _FULL, "one text in two copies"
    shared = len(one.words & other.words) / max(1, min(len(one.words), len(other.words)))
    points = 2.5 * max(0.0, shared - 0.2)
    if one.trigger == other.trigger:
        points += 0.5
    return (points, f"wording shared by {shared:.0%}") if points >= 0.3 else None


def _follow_up(one: Facets, other: Facets) -> tuple[float, str] | None:
    """ "The attack" in an article that has told of one, with nothing that speaks against it."""
    if one.article_id != other.article_id:
        return None
    later = max(one, other, key=lambda f: f.claim.claim.trigger.start)
    bare = not later.occurred and (later.place is None or later.is_definite)
    return (3.0, "told of as “the” one") if later.is_definite and bare else None


Measure = Callable[[Facets, Facets], tuple[float, str] | None]
_MEASURES: tuple[Measure, ...] = (_time, _place, _actors, _recipients, _numbers, _wording, _follow_up)
