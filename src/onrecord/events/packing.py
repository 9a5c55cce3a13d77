"""Facets as JSON and back: what the record keeps of a claim so that later pages can be compared with it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import Any

from onrecord.events.facets import Facets, Party
from onrecord.model.claims import EventType, Stance
from onrecord.model.dates import DateInterval
from onrecord.model.ids import PlaceId
from onrecord.model.resolved import PlaceRef
from onrecord.model.spans import Span

_PLAIN = ("is_written", "is_bare", "is_dated", "is_timed", "month", "said", "trigger", "word", "is_background",
          "is_definite", "is_in_deed", "is_there", "is_placed", "is_many", "is_open", "is_denied", "number",
          "meaning", "sense")  # fmt: skip
_PLACE = ("text", "place_id", "name", "country", "admin1", "latitude", "longitude", "precision")


def packed(own: Facets) -> str:
    """The facets as a JSON text, the same for the same facets."""
    return json.dumps([own.text, own.text_of, _rest(own)], ensure_ascii=False, separators=(",", ":"))


def content_of(own: Facets) -> str:
    """The same without whose text it is: equal for what exact copies tell."""
    return json.dumps(_rest(own), ensure_ascii=False, separators=(",", ":"))


def _rest(own: Facets) -> list[Any]:
    place = own.place
    return [
        [getattr(own, name) for name in _PLAIN],
        own.event_type.value,
        own.stance.value,
        _party(own.actors),
        _party(own.recipients),
        [getattr(place, name) for name in _PLACE] + [list(place.parents)] if place else None,
        [_days(own.occurred), _days(own.published)],
        _day(own.told_by),
        sorted(own.words),
        sorted(own.names),
        sorted(own.topic),
        sorted(own.numbers),
        sorted(own.about.items()),
        own.continues,
    ]


def _days(days: DateInterval | None) -> list[str | None] | None:
    return [_day(days.start), _day(days.end)] if days else None


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _party(party: Party) -> list[Any]:
    return [
        sorted([key, sorted(wide)] for key, wide in party.keys.items()),
        _sets(party.names),
        _sets(party.known_names),
        sorted(party.words),
        sorted(party.common),
        sorted(party.nations),
        party.is_known,
        party.is_one,
    ]


def _sets(sets: Iterable[Iterable[str]]) -> list[list[str]]:
    return sorted(sorted(one) for one in sets)


def unpacked(text: str) -> Facets:
    """The facets that `packed` was given."""
    whose, text_of, rest = json.loads(text)
    plain, kind, stance, actors, recipients, place, days, told_by, words, names, topic, numbers, about, continues = rest
    return Facets(
        text=whose,
        text_of=text_of,
        **dict(zip(_PLAIN, plain, strict=True)),
        event_type=EventType(kind),
        stance=Stance(stance),
        actors=_party_of(json.dumps(actors)),
        recipients=_party_of(json.dumps(recipients)),
        place=_place_of(place) if place else None,
        occurred=_interval(days[0]),
        published=_interval(days[1]),
        told_by=_date(told_by),
        words=frozenset(words),
        names=frozenset(names),
        topic=frozenset(topic),
        numbers=frozenset((kind, best) for kind, best in numbers),
        about=dict(about),
        continues=(continues[0], continues[1]) if continues else None,
    )


@lru_cache(maxsize=20_000)
def _party_of(text: str) -> Party:
    keys, names, known_names, words, common, nations, is_known, is_one = json.loads(text)
    belongs = {key: frozenset(wide) for key, wide in keys}
    return Party(
        keys=belongs,
        wide=frozenset().union(*belongs.values()),
        names=frozenset(map(frozenset, names)),
        known_names=frozenset(map(frozenset, known_names)),
        words=frozenset(words),
        common=frozenset(common),
        nations=frozenset(nations),
        is_known=is_known,
        is_one=is_one,
    )


def _place_of(row: list[Any]) -> PlaceRef:
    told = dict(zip(_PLACE, row, strict=False))
    return PlaceRef(span=Span(0, 0), mention_id=None, parents=tuple(PlaceId(p) for p in row[-1]), **told)


def _interval(days: list[str | None] | None) -> DateInterval | None:
    return DateInterval(_date(days[0]), _date(days[1])) if days else None


def _date(day: str | None) -> date | None:
    return date.fromisoformat(day) if day else None
