"""A stamp's day as the page counts it: the local day, where the page or its publisher's country tells it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from urllib.parse import urlsplit

from onrecord import lexicons
from onrecord.model.articles import Capture, PublisherRef
from onrecord.publishers import Publishers

_STAMP = re.compile(
    r"((?:19|20)\d{2})-(\d{2})-(\d{2})[T ](\d{2}):(\d{2})(?::\d{2}(?:[.,]\d+)?)?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2})"
)
# The same without its zone: a clock on the page's own wall.
_BARE = re.compile(r"((?:19|20)\d{2})-(\d{2})-(\d{2})[T ](\d{2}):(\d{2}):(\d{2})(?:[.,]0+)?$")
_SECOND = re.compile(r"\d{2}:\d{2}:(\d{2})")
# The hours by which any zone on earth differs from UTC.
_EARLIEST, _LATEST = -12, 14


@dataclass(frozen=True, slots=True)
class Stamp:
    """An instant as a page's head gives it: `day` as written, `moment` in UTC to the minute, `second`.

    `zoned` where it has an offset.
    """

    day: date
    moment: datetime
    zoned: bool
    second: int | None = None


def stamp(value: str) -> Stamp | None:
    """The instant of a metadata value, None for a day without time or zone."""
    match = _STAMP.search(value)
    if match is None:
        return None
    zone = match[6]
    try:
        written = datetime.fromisoformat(f"{match[1]}-{match[2]}-{match[3]}T{match[4]}:{match[5]}+00:00")
    except ValueError:
        return None
    if zone in ("Z", "UTC", "GMT"):
        return Stamp(written.date(), written, False, _second(value))
    minutes = (int(zone[1:3]) * 60 + int(zone[-2:])) * (-1 if zone[0] == "-" else 1)
    return Stamp(written.date(), written - timedelta(minutes=minutes), minutes != 0, _second(value))


def local_day(
    told: Stamp,
    printed: Iterable[tuple[date, str]],
    others: Iterable[str],
    capture: Capture,
    ref: PublisherRef | None,
) -> tuple[date, str] | None:
    """The day where the page is made and why, None where it is the stamp's own or nothing tells.

    `printed` are days that the page shows or its address holds, with their words; `others` the values of its head that
    tell when it was published.
    """
    if told.zoned:
        return None
    values = list(others)
    for other in filter(None, map(stamp, values)):
        if other.zoned and abs(other.moment - told.moment) < timedelta(minutes=2) and other.day != told.day:
            return other.day, "the same moment stands in the head with its offset"
    walled = _by_wall_clock(told, values)
    if walled is not None and walled != told.day:
        return walled, "the same moment stands in the head by the page's own clock"
    possible = {(told.moment + timedelta(hours=h)).date() for h in (_EARLIEST, _LATEST)} - {told.day}
    days = list(printed)
    if not any(day == told.day for day, _ in days):
        for day, words in days:
            if day in possible:
                return day, f"the page itself gives {words!r}, its local day"
    found = _by_country(told, capture, ref)
    return found if found is not None and found[0] != told.day else None


def _by_wall_clock(told: Stamp, values: Iterable[str]) -> date | None:
    """The day of a value without a zone that shows the stamp's minute and second, full hours apart."""
    for value in values:
        match = _BARE.search(value)
        if match is None or _second(value) != told.second or told.second in (None, 0):
            continue
        wall = datetime.fromisoformat(f"{match[1]}-{match[2]}-{match[3]}T{match[4]}:{match[5]}+00:00")
        ahead = (wall - told.moment) / timedelta(hours=1)
        if ahead == round(ahead) and _EARLIEST <= ahead <= _LATEST:
            return wall.date()
    return None


def _second(value: str) -> int | None:
    match = _SECOND.search(value)
    return int(match[1]) if match else None


def _by_country(told: Stamp, capture: Capture, ref: PublisherRef | None) -> tuple[date, str] | None:
    """The local day in the country of the publisher or of its domain, where all its zones agree."""
    zones = lexicons.load("zones")
    known = Publishers.shipped().by_key(ref.key) if ref and ref.key else None
    host = urlsplit(capture.url or capture.metadata.first("canonical", "og:url") or "").hostname or ""
    country = (known.country if known else None) or zones["domains"].get(host.rsplit(".", 1)[-1])
    hours = zones["countries"].get(country)
    if hours is None:
        return None
    days = {(told.moment + timedelta(hours=h)).date() for h in hours}
    return (days.pop(), f"the day then in {country}") if len(days) == 1 else None
