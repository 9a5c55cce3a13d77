"""Rows like those of UCDP's Georeferenced Event Dataset: 49 columns, CSV with a header, one row a lethal event.

`low` and `high` span all accounts; `best` is empty unless they agree. `source_original` names the voices whose
words the accounts are, which GED's coders read out of each article.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from onrecord.codebook.countries import country
from onrecord.export.layouts import fatalities as toll
from onrecord.export.layouts.sides import Side, side_of
from onrecord.export.layouts.told import DONE, Row, Told, joined, told, write_rows
from onrecord.model.claims import EventType
from onrecord.model.events import EventQuantity
from onrecord.model.filters import Filter
from onrecord.model.resolved import ActorRef

if TYPE_CHECKING:
    from onrecord.store import Record

COLUMNS = (
    "id", "relid", "year", "active_year", "code_status", "type_of_violence", "conflict_dset_id", "conflict_new_id",
    "conflict_name", "dyad_dset_id", "dyad_new_id", "dyad_name", "side_a_dset_id", "side_a_new_id", "side_a",
    "side_b_dset_id", "side_b_new_id", "side_b", "number_of_sources", "source_article", "source_office", "source_date",
    "source_headline", "source_original", "where_prec", "where_coordinates", "where_description", "adm_1", "adm_2",
    "latitude", "longitude", "geom_wkt", "priogrid_gid", "country", "country_id", "region", "event_clarity",
    "date_prec", "date_start", "date_end", "deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown", "best",
    "high", "low", "gwnoa", "gwnob",
)  # fmt: skip
_FORCES = frozenset({Side.STATE, Side.OTHER})
_GROUPS = frozenset({Side.REBEL, Side.MILITIA, Side.IDENTITY})


def write(record: Record, wanted: Filter, path: Path) -> int:
    """The number of events written: assaults that took place and in which somebody is told to have died."""
    return write_rows(path, COLUMNS, _rows(record, wanted))


def _rows(record: Record, wanted: Filter) -> Iterator[Row]:
    for one in told(record, wanted):
        lethal = any((quantity.high or quantity.low or 0) >= 1 for quantity in one.quantity("killed"))
        if lethal and one.event.event_type is EventType.ASSAULT and one.event.factuality in DONE:
            yield ucdp_row(one)


def ucdp_row(one: Told) -> Row:
    """The event in GED's columns. Ids of conflicts, dyads and sides are UCDP's to give and stay empty."""
    event = one.event
    where = event.place.country if event.place else None
    sides = [[side_of(ref, where) for ref in refs] for refs in (event.actors, event.recipients)]
    side_a, side_b = _name(event.actors), _name(event.recipients)
    return {
        "id": event.id,
        "relid": event.id,
        "year": one.day[:4] or None,
        "type_of_violence": _violence(sides),
        "dyad_name": f"{side_a} - {side_b}" if side_a and side_b else None,
        "side_a": side_a,
        "side_b": "Civilians" if Side.CIVILIANS in sides[1] else side_b,
        **_sources(one),
        **_where(one),
        **_when(one),
        **_deaths(one),
        "gwnoa": _number(event.actors, sides[0]),
        "gwnob": _number(event.recipients, sides[1]),
    }


def _name(refs: Sequence[ActorRef]) -> str:
    return joined((ref.label for ref in refs), ", ")


def _violence(sides: Sequence[Sequence[Side | None]]) -> int | None:
    """1 a government against an organised group or another, 2 groups without one, 3 one-sided; None where open."""
    actors, recipients = set(sides[0]), set(sides[1])
    if Side.CIVILIANS in recipients and actors & (_FORCES | _GROUPS):
        return 3
    both = actors | recipients
    if both & _FORCES and (both & _GROUPS or recipients & _FORCES or len(sides[0]) > 1):
        return 1
    return 2 if actors & _GROUPS and recipients & _GROUPS else None


def _number(refs: Sequence[ActorRef], sides: Sequence[Side | None]) -> str | None:
    for ref, side in zip(refs, sides, strict=True):
        found = country(ref.country) if side in _FORCES else None
        if found is not None:
            return found.gleditsch_ward or None
    return None


def _sources(one: Told) -> Row:
    named = [
        ", ".join(
            part for part in (a.publisher.name if a.publisher else None, _day(a.published.interval), a.title) if part
        )
        for a in one.articles
    ]
    return {
        "number_of_sources": one.event.publishers,
        "source_article": joined(named),
        "source_office": joined(one.publishers),
        "source_date": joined(_day(a.published.interval) for a in one.articles),
        "source_headline": joined(a.title for a in one.articles),
        "source_original": joined(one.voices),
    }


def _day(interval: object) -> str | None:
    start = getattr(interval, "start", None)
    return str(start) if start else None


def _where(one: Told) -> Row:
    place = one.event.place
    if place is None:
        return {}
    row: Row = {
        "where_prec": place.precision,
        "where_coordinates": place.name,
        "where_description": place.text,
        "adm_1": place.admin1,
        "country": one.country and one.country.name,
        "country_id": one.country and one.country.gleditsch_ward,
        "region": one.country and one.country.wide_region,
    }
    if place.latitude is not None and place.longitude is not None:
        row |= {
            "latitude": place.latitude,
            "longitude": place.longitude,
            "geom_wkt": f"POINT ({place.longitude} {place.latitude})",
            "priogrid_gid": _grid_cell(place.latitude, place.longitude),
        }
    return row


def _grid_cell(latitude: float, longitude: float) -> int:
    """The PRIO-GRID cell: half-degree cells counted from the south-west, 720 a row (Tollefsen and others 2012)."""
    row, column = min(int((latitude + 90) * 2), 359), min(int((longitude + 180) * 2), 719)
    return row * 720 + column + 1


def _when(one: Told) -> Row:
    """GED's precision: 1 the day, 2 two to six days, 3 a week, 4 up to a month, 5 more."""
    days = one.days
    if days is None or days.days is None:
        return {}
    precision = next((step for most, step in ((1, 1), (6, 2), (7, 3), (31, 4)) if days.days <= most), 5)
    clear = precision <= 4 and one.event.place is not None and (one.event.place.precision or 9) <= 5
    start = str(days.start)
    return {
        "date_prec": precision,
        "date_start": start,
        "date_end": one.last_day,
        "year": start[:4] if start[:4] == one.last_day[:4] else None,
        "event_clarity": 1 if clear else 2,
    }


def _deaths(one: Told) -> Row:
    """All who died, from lowest to highest; by side where every group is told and the accounts of it agree."""
    row: Row = {
        "low": toll.killed(one, "lowest"),
        "best": toll.killed(one, "agreed"),
        "high": toll.killed(one, "highest"),
    }
    if row["best"] is None:
        return row
    for quantity in one.quantity("killed"):
        column = _column(one, quantity)
        row[column] = (row.get(column) or 0) + int(quantity.best or 0)
    return row


def _column(one: Told, quantity: EventQuantity) -> str:
    who = (quantity.who or "").casefold()
    for column, refs in (("deaths_b", one.event.recipients), ("deaths_a", one.event.actors)):
        for ref in refs:
            if who and who in {ref.text.casefold(), ref.label.casefold()}:
                is_civil = side_of(ref, None) is Side.CIVILIANS
                return "deaths_civilians" if is_civil else column
    return "deaths_unknown"
