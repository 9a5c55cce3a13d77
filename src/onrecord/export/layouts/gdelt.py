"""GDELT 2.0's event files: 61 tab-separated columns without a header, one row an actor and recipient."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from onrecord.codebook import intensity, quad, to_cameo
from onrecord.export.layouts.told import Row, Told, told, write_rows
from onrecord.model.claims import Quad
from onrecord.model.filters import Filter
from onrecord.model.ids import row_number
from onrecord.model.resolved import ActorRef

if TYPE_CHECKING:
    from onrecord.store import Record

_ACTOR = (
    "Code", "Name", "CountryCode", "KnownGroupCode", "EthnicCode", "Religion1Code", "Religion2Code", "Type1Code",
    "Type2Code", "Type3Code",
)  # fmt: skip
_GEO = ("Type", "FullName", "CountryCode", "ADM1Code", "ADM2Code", "Lat", "Long", "FeatureID")
COLUMNS = (
    "GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "FractionDate",
    *(f"Actor1{name}" for name in _ACTOR), *(f"Actor2{name}" for name in _ACTOR),
    "IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale", "NumMentions",
    "NumSources", "NumArticles", "AvgTone",
    *(f"{side}Geo_{name}" for side in ("Actor1", "Actor2", "Action") for name in _GEO),
    "DATEADDED", "SOURCEURL",
)  # fmt: skip
_QUADS = {quad: str(number) for number, quad in enumerate(Quad, start=1)}


def write(record: Record, wanted: Filter, path: Path) -> int:
    """The number of rows written."""
    rows = (row for one in told(record, wanted) if one.is_done for row in gdelt_rows(one))
    return write_rows(path, COLUMNS, rows, delimiter="\t", header=False)


def gdelt_rows(one: Told) -> Iterator[Row]:
    """The event in GDELT's columns, a row for everyone who acts with everyone who receives.

    GLOBALEVENTID is a number made from the event's id and stays with it. The scale column holds PLOVER's intensity,
    on the same range. NumSources counts publishers, NumMentions claims; the tone is not measured.
    """
    event = one.event
    code = to_cameo(event.event_type, event.mode)
    for number, (actor, recipient) in enumerate(one.pairs):
        yield {
            "GLOBALEVENTID": row_number(event.id, number),
            **_date(one),
            **_side("Actor1", actor),
            **_side("Actor2", recipient),
            "IsRootEvent": int(not event.background),
            "EventCode": code,
            "EventBaseCode": code[:3],
            "EventRootCode": code[:2],
            "QuadClass": _QUADS[quad(event.event_type)],
            "GoldsteinScale": intensity(event.event_type, event.mode),
            "NumMentions": len(event.claims),
            "NumSources": event.publishers,
            "NumArticles": event.articles,
            **_geography(one),
            "DATEADDED": f"{one.published.replace('-', '')}000000" if one.published else None,
            "SOURCEURL": next(iter(one.addresses), None),
        }


def _date(one: Told) -> Row:
    """The day, or as much of month and year as the interval lies in."""
    days = one.days
    if days is None or days.start is None:
        return {}
    first, last = str(days.start), one.last_day
    row: Row = {"SQLDATE": first.replace("-", "") if first == last else None}
    if first == last:
        row["FractionDate"] = round(days.start.year + (days.start.timetuple().tm_yday - 1) / 365, 4)
    row["MonthYear"] = first[:7].replace("-", "") if first[:7] == last[:7] else None
    row["Year"] = first[:4] if first[:4] == last[:4] else None
    return row


def _side(name: str, ref: ActorRef | None) -> Row:
    if ref is None:
        return {}
    return {
        f"{name}Code": ref.code or ref.country,
        f"{name}Name": ref.label.upper(),
        f"{name}CountryCode": ref.country,
        f"{name}Type1Code": ref.sector,
    }


def _geography(one: Told) -> Row:
    """Where it took place. GDELT's types: 1 country, 4 a city, 5 a first-level division; FIPS 10-4 country codes."""
    place = one.event.place
    if place is None or place.latitude is None:
        return {}
    kind = {6: 1, 4: 5}.get(place.precision or 0, 4)
    names = (place.name, place.admin1 if place.admin1 != place.name else None, one.country and one.country.name)
    return {
        "ActionGeo_Type": kind,
        "ActionGeo_FullName": ", ".join(dict.fromkeys(name for name in names if name)),
        "ActionGeo_CountryCode": one.country and one.country.fips,
        "ActionGeo_Lat": place.latitude,
        "ActionGeo_Long": place.longitude,
    }
