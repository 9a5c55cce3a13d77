"""What the accounts of an event leave standing of its type, days and place; what covers them where they exclude."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import combinations

from onrecord.events.facets import kilometres
from onrecord.model.claims import EventType
from onrecord.model.dates import DateInterval, Precision, TimeValue
from onrecord.model.ids import ClaimId
from onrecord.model.resolved import PlaceRef, ResolvedClaim
from onrecord.publishers.voices import roots_of

# Two exact points further apart than this are two places; one told only as near a place leaves more room (kilometres).
_APART = {1: 10.0, 2: 35.0}
_PROVINCE = 4


def event_type_of(claims: Sequence[ResolvedClaim]) -> EventType:
    """The type that most independent voices give; of several, the one that was told first."""
    voices: dict[EventType, set[str]] = defaultdict(set)
    for claim, root in zip(claims, roots_of(claims), strict=True):
        voices[claim.claim.event_type].add(root.key)
    most = max(len(roots) for roots in voices.values())
    tied = [c for c in claims if len(voices[c.claim.event_type]) == most]
    return min(tied, key=_told).claim.event_type


def _told(claim: ResolvedClaim) -> tuple[str, int, str]:
    """When a claim was told: by the day of its article, then by its place in it; undated articles come last."""
    published = claim.article.published.interval
    day = str(published.start) if published and published.start else "9999"
    return day, claim.claim.trigger.start, claim.claim.id


# Days


def occurred_of(claims: Sequence[ResolvedClaim]) -> tuple[DateInterval | None, Precision | None]:
    """The days that all accounts allow, with how finely the narrowest tells them.

    Where accounts exclude one another, the shortest interval that covers the narrowest of them, without a precision.
    """
    told = [(c.claim.occurred, days) for c in claims if (days := _days(c)) is not None]
    if not told:
        return None, None
    rivals = rival_days(claims)
    if rivals:
        hull, *others = [days for c in claims if c.claim.id in rivals and (days := _days(c)) is not None]
        for days in others:
            hull = hull.joined(days)
        return hull, None
    told.sort(key=lambda one: (one[1].days is None, one[1].days or 0, str(one[1])))
    narrowest, shared = told[0]
    for _, days in told[1:]:
        shared = shared.meet(days) or shared
    return shared, _precision(narrowest)


def _precision(value: TimeValue | None) -> Precision | None:
    return value.precision if value else None


def _days(claim: ResolvedClaim) -> DateInterval | None:
    return claim.claim.occurred.interval if claim.claim.occurred else None


def rival_days(claims: Sequence[ResolvedClaim]) -> frozenset[ClaimId]:
    """The claims whose days exclude those of another; a wider telling around one of them ("in May") is no rival."""
    told = [(c.claim.id, days) for c in claims if (days := _days(c)) is not None]
    finest = [(i, days) for i, days in told if not any(other != days and other.within(days) for _, other in told)]
    return frozenset(i for a, b in combinations(finest, 2) if not a[1].overlaps(b[1]) for i in (a[0], b[0]))


# Places


def place_of(claims: Sequence[ResolvedClaim]) -> PlaceRef | None:
    """The finest place that the accounts give; ties go to the one most claims name.

    Where accounts exclude one another, the finest place told that holds them all, None where none does.
    """
    named = [c.place for c in claims if c.place]
    apart = rival_places(claims)
    if apart:
        rivals = [c.place for c in claims if c.place and c.claim.id in apart]
        named = [p for p in named if p.place_id and all(p.place_id in rival.parents for rival in rivals)]
    if not named:
        return None
    counted = Counter(p.place_id or p.text.casefold() for p in named)
    return min(named, key=lambda p: (p.precision or 9, -counted[p.place_id or p.text.casefold()], p.label))


def rival_places(claims: Sequence[ResolvedClaim]) -> frozenset[ClaimId]:
    """The claims whose place excludes that of another; one taken from the sentences before is no word against any."""
    told = [(c.claim.id, c.place) for c in claims if c.place and any(c.place.span.overlaps(p.span) for p in c.evidence)]
    return frozenset(i for a, b in combinations(told, 2) if are_apart(a[1], b[1]) for i in (a[0], b[0]))


def are_apart(one: PlaceRef, other: PlaceRef) -> bool:
    """True where one happening cannot have been in both: neither holds the other, and they are no neighbours."""
    if one.place_id is None or other.place_id is None or one.place_id == other.place_id:
        return False
    if one.place_id in other.parents or other.place_id in one.parents:
        return False
    if in_other_provinces(one, other) or (one.country and other.country and one.country != other.country):
        return True
    limit = max(_APART.get(one.precision or 9, 0.0), _APART.get(other.precision or 9, 0.0))
    exact = (one.precision or 9) in _APART and (other.precision or 9) in _APART
    distance = kilometres(one, other)
    return exact and distance is not None and distance > limit


def in_other_provinces(one: PlaceRef, other: PlaceRef) -> bool:
    """True where both are known to lie in provinces of one country, and not in the same."""
    if not one.admin1 or not other.admin1 or one.admin1 == other.admin1:
        return False
    fine = all(p.precision is not None and p.precision <= _PROVINCE for p in (one, other))
    return fine and one.admin1 not in other.parents and other.admin1 not in one.parents
