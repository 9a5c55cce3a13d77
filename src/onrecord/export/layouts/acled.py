"""ACLED's export: 31 columns, CSV with a header, one row an event of the kinds that ACLED codes.

Only what happened is written, and only political violence, protest and strategic developments: meetings, statements and
aid have no place there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from onrecord.export.layouts import fatalities as toll
from onrecord.export.layouts.sides import Side, side_of
from onrecord.export.layouts.told import DONE, Row, Told, joined, told, write_rows
from onrecord.export.words import quote
from onrecord.model.claims import EventType
from onrecord.model.filters import Filter
from onrecord.model.resolved import ActorRef

if TYPE_CHECKING:
    from onrecord.store import Record

COLUMNS = (
    "event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type", "sub_event_type", "actor1",
    "assoc_actor_1", "inter1", "actor2", "assoc_actor_2", "inter2", "interaction", "civilian_targeting", "iso",
    "region", "country", "admin1", "admin2", "admin3", "location", "latitude", "longitude", "geo_precision", "source",
    "source_scale", "notes", "fatalities", "tags", "timestamp",
)  # fmt: skip
_BLASTS = {
    "suicide-attack": "Suicide bomb",
    "aerial": "Air/drone strike",
    "drone": "Air/drone strike",
    "heavy-weapons": "Shelling/artillery/missile attack",
    "explosives": "Remote explosive/landmine/IED",
    "unconventional": "Chemical weapon",
}
_STRATEGIC = {
    (EventType.COERCE, "arrest"): "Arrests",
    (EventType.COERCE, "seize"): "Looting/property destruction",
    (EventType.ASSAULT, "destroy"): "Looting/property destruction",
    (EventType.RETREAT, "ceasefire"): "Agreement",
    (EventType.RETREAT, "withdraw"): "Non-violent transfer of territory",
    (EventType.RETREAT, "disarm"): "Disrupted weapons use",
}
_STRATEGIC_TYPES = frozenset({EventType.COERCE, EventType.MOBILIZE, EventType.RETREAT})


def write(record: Record, wanted: Filter, path: Path, *, fatalities: str = "lowest") -> int:
    """The number of events written. `fatalities` is the policy for the one number that ACLED's column takes; it is
    named in `tags`. Raises UsageError for a policy that there is not."""
    toll.check(fatalities)
    return write_rows(path, COLUMNS, _rows(record, wanted, fatalities))


def _rows(record: Record, wanted: Filter, policy: str) -> Iterator[Row]:
    for one in told(record, wanted):
        row = acled_row(one, policy)
        if row is not None:
            yield row


def acled_row(one: Told, policy: str) -> Row | None:
    """The event in ACLED's columns; None where ACLED would not code it."""
    event, place = one.event, one.event.place
    where = place.country if place else None
    sides = [[side_of(ref, where) for ref in refs] for refs in (event.actors, event.recipients)]
    kind = _kind(one, sides)
    if kind is None or event.factuality not in DONE:
        return None
    first = [next((side for side in row if side), None) for row in sides]
    if event.event_type is EventType.PROTEST and first[0] in {None, Side.CIVILIANS}:
        first[0] = Side.RIOTERS if kind[0] == "Riots" else Side.PROTESTERS
    deaths = toll.killed(one, policy)
    return {
        "event_id_cnty": f"{where}{event.id[2:]}" if where else event.id,
        **_date(one),
        "disorder_type": _DISORDER[kind[0]],
        "event_type": kind[0],
        "sub_event_type": kind[1],
        **_actors("1", event.actors, first[0]),
        **_actors("2", event.recipients, first[1]),
        "interaction": "-".join(side for side in first if side) or None,
        "civilian_targeting": "Civilian targeting" if Side.CIVILIANS in sides[1] else None,
        "iso": one.country and one.country.numeric,
        "region": one.country and one.country.region,
        "country": one.country and one.country.name,
        "admin1": place and place.admin1,
        "location": place and place.label,
        "latitude": place and place.latitude,
        "longitude": place and place.longitude,
        "geo_precision": _precision(place.precision if place else None),
        "source": joined(one.publishers),
        "notes": quote(one.claims[0]) if one.claims else None,
        "fatalities": deaths,
        "tags": f"fatality policy={policy}",
    }


_DISORDER = {
    "Battles": "Political violence",
    "Explosions/Remote violence": "Political violence",
    "Violence against civilians": "Political violence",
    "Riots": "Political violence",
    "Protests": "Demonstrations",
    "Strategic developments": "Strategic developments",
}


def _kind(one: Told, sides: Sequence[Sequence[Side | None]]) -> tuple[str, str] | None:
    """ACLED's event type and sub-event type; None for what ACLED does not code."""
    event = one.event
    strategic = next((s for mode in event.mode if (s := _STRATEGIC.get((event.event_type, mode)))), None)
    hurts = event.event_type is EventType.ASSAULT and (any(sides[1]) or one.quantity("killed"))
    if strategic is not None and not hurts:
        return "Strategic developments", strategic
    if event.event_type is EventType.PROTEST:
        violent = {"riot", "vandalize"} & set(event.mode)
        return ("Riots", "Violent demonstration") if violent else ("Protests", "Peaceful protest")
    if event.event_type is EventType.ASSAULT:
        return _violence(event.mode, sides)
    return ("Strategic developments", "Other") if event.event_type in _STRATEGIC_TYPES else None


def _violence(modes: Sequence[str], sides: Sequence[Sequence[Side | None]]) -> tuple[str, str]:
    receivers = set(sides[1])
    if Side.PROTESTERS in receivers:
        return "Protests", "Excessive force against protesters"
    if "abduct" in modes and receivers & {Side.CIVILIANS, None}:
        return "Violence against civilians", "Abduction/forced disappearance"
    if "sexual" in modes:
        return "Violence against civilians", "Sexual violence"
    for mode in modes:
        if mode in _BLASTS:
            return "Explosions/Remote violence", _BLASTS[mode]
    if Side.CIVILIANS in receivers:
        return "Violence against civilians", "Attack"
    return "Battles", "Armed clash"


def _date(one: Told) -> Row:
    """The first day, with ACLED's precision: 1 the day, 2 the week, 3 the month; empty where it is wider."""
    days = one.days
    if days is None or days.days is None or days.days > 31:
        return {}
    precision = 1 if days.days == 1 else 2 if days.days <= 7 else 3
    return {"event_date": str(days.start), "year": str(days.start)[:4], "time_precision": precision}


def _actors(number: str, refs: Sequence[ActorRef], side: Side | None) -> Row:
    return {
        f"actor{number}": refs[0].label if refs else None,
        f"assoc_actor_{number}": joined(ref.label for ref in refs[1:]),
        f"inter{number}": side,
    }


def _precision(precision: int | None) -> int | None:
    """ACLED's three steps: 1 the place, 2 part of the region, 3 a larger region."""
    return None if precision is None else 1 if precision == 1 else 2 if precision in {2, 3} else 3
