"""The fields that people may correct, and which values each takes: the shapes of `model.changes.values_of`.

Every stretch of words is given by its first character and the one after its last, in the article's text, and must
lie in it and hold something.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from enum import StrEnum
from typing import Any

from onrecord.codebook.plover import CONTEXTS, MODES
from onrecord.errors import UsageError
from onrecord.model.claims import EventType, Factuality, Stance, VoiceKind
from onrecord.model.dates import DateInterval, Precision
from onrecord.model.mentions import QuantityKind
from onrecord.model.spans import Span

STATUS = "status"
NOTE = "note"
RELIABILITY = "reliability"  # of a publisher: a letter from A to F
ADDED = "claim"  # of an article: a claim that its reading missed
STATUSES = ("accepted", "rejected")
REJECTED = '"rejected"'  # as a review holds it

TERMS: Mapping[str, type[StrEnum]] = {"event_type": EventType, "factuality": Factuality, "stance": Stance}
_EVERY_MODE = frozenset(mode for modes in MODES.values() for mode in modes)

Check = Callable[[Any, str], None]
"""Nothing for a value that a field takes in an article of this text; raises ValueError, or another of Python's."""


def check(kind: str, field: str, value: Any, text: str) -> None:
    """Nothing; raises UsageError where an object of this kind ("claim", "article", …) has no such field or value."""
    takes = _FIELDS.get(kind, {}).get(field) or _ANYWHERE.get(field)
    if takes is None:
        raise UsageError(f"a {kind} has no field {field!r} to correct")
    try:
        takes(value, text)
    except (ValueError, TypeError, KeyError, AttributeError, IndexError) as error:
        told = f"lacks {error}" if isinstance(error, KeyError) else str(error)
        raise UsageError(f"{value!r} is no {field.replace('_', ' ')}: {told}") from error


def span_of(value: Mapping[str, Any]) -> Span:
    """The span of a value that has "start" and "end"."""
    return Span(int(value["start"]), int(value["end"]))


def days_of(value: Mapping[str, Any]) -> DateInterval | None:
    """The days of a value that has "start" and "end", both None for days that nobody can tell."""
    start, end = (value.get(name) for name in ("start", "end"))
    if start is None and end is None:
        return None
    return DateInterval(*(None if day is None else date.fromisoformat(day) for day in (start, end)))


def _one_of(values: Any) -> Check:
    allowed = [str(value) for value in values]

    def takes(value: Any, _: str) -> None:
        if value not in allowed:
            raise ValueError(f"it is one of {', '.join(allowed)}")

    return takes


def _some_of(values: Any) -> Check:
    each = _one_of(values)

    def takes(value: Any, text: str) -> None:
        _each(value, text, each)

    return takes


def _each(value: Any, text: str, takes: Check) -> None:
    if not isinstance(value, list):
        raise TypeError("it is a list")
    for one in value:
        takes(one, text)


def _list_of(takes: Check) -> Check:
    return lambda value, text: _each(value, text, takes)


def _or_nothing(takes: Check) -> Check:
    return lambda value, text: None if value is None else takes(value, text)


def _flag(value: Any, _: str) -> None:
    if not isinstance(value, bool):
        raise TypeError("it is true or false")


def _words(value: Any, _: str) -> None:
    if not isinstance(value, str) or not value.strip():
        raise TypeError("it is words")


def _pair(value: Any, text: str) -> None:
    start, end = value
    _within(Span(start, end), text)


def _within(span: Span, text: str) -> None:
    if span.end > len(text) or not len(span.stripped(text)):
        raise ValueError(f"{span.start}-{span.end} holds no words of the article")


def _who(value: Any, text: str) -> None:
    _within(span_of(value), text)
    _id(value.get("actor_id"))


def _where(value: Any, text: str) -> None:
    _within(span_of(value), text)
    _id(value.get("place_id"))


def _id(value: Any) -> None:
    if value is not None and (not isinstance(value, str) or not value):
        raise TypeError("an id is words, or null")


def _when(value: Any, text: str) -> None:
    days_of(value)
    if value.get("precision") is not None:
        Precision(value["precision"])
    if value.get("span") is not None:
        _pair(value["span"], text)


def _how_many(value: Any, text: str) -> None:
    QuantityKind(value["kind"])
    _within(span_of(value), text)
    numbers = [value.get(name) for name in ("low", "best", "high")]
    if any(n is not None and (isinstance(n, bool) or not isinstance(n, int | float) or n < 0) for n in numbers):
        raise ValueError("low, best and high are numbers, or null")
    told = [n for n in numbers if n is not None]
    if told != sorted(told):
        raise ValueError("low, best and high rise")
    for name in ("who", "unit"):
        _id(value.get(name))


def _whose(value: Any, text: str) -> None:
    kind = VoiceKind(value["kind"])
    if kind is VoiceKind.PUBLISHER:
        raise ValueError("the publisher is the article's; correct it there")
    if value.get("start") is not None:
        _within(span_of(value), text)
    elif kind is not VoiceKind.WIRE:
        raise ValueError("a voice is words of the article")
    else:
        _words(value["text"], text)
    if value.get("cue") is not None:
        _pair(value["cue"], text)
    _id(value.get("actor_id"))


def _published(value: Any, _: str) -> None:
    if value is not None and days_of(value) is None:
        raise ValueError("it has a first day and the day after the last, or is null")


def _publisher(value: Any, text: str) -> None:
    _words(value["name"], text)
    _id(value.get("domain"))


def _letter(value: Any, _: str) -> None:
    if value not in tuple("ABCDEF"):
        raise ValueError("it is a letter from A to F")


CLAIM: Mapping[str, Check] = {
    STATUS: _or_nothing(_one_of(STATUSES)),
    **{name: _one_of(kind) for name, kind in TERMS.items()},
    "mode": _some_of(sorted(_EVERY_MODE)),
    "contexts": _some_of(CONTEXTS),
    "background": _flag,
    "actors": _list_of(_who),
    "recipients": _list_of(_who),
    "place": _or_nothing(_where),
    "occurred": _or_nothing(_when),
    "quantities": _list_of(_how_many),
    "chain": _list_of(_whose),
}
_NEEDED = ("event_type", "actors", "recipients", "trigger")


def _claim(value: Any, text: str) -> None:
    """A whole claim: every field but those that have a value of their own where nothing is said."""
    for name in _NEEDED:
        value[name]
    for name, part in value.items():
        if name == "trigger":
            _pair(part, text)
        elif name == "evidence":
            _each(part, text, _pair)
        elif name == STATUS or name not in CLAIM:
            raise ValueError(f"an added claim has no {name!r}")
        else:
            CLAIM[name](part, text)


_FIELDS: Mapping[str, Mapping[str, Check]] = {
    "claim": CLAIM,
    "article": {"published": _published, "publisher": _publisher, ADDED: _claim},
    "publisher": {RELIABILITY: _letter},
}
_ANYWHERE: Mapping[str, Check] = {NOTE: _or_nothing(_words)}


def corrected(values: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    """The fields of a claim that a correction changes, as the model holds them."""
    changed: dict[str, Any] = {}
    for name, value in values:
        if value is None:
            continue
        kind = TERMS.get(name)
        changed[name] = kind(value) if kind else tuple(value) if isinstance(value, list) else value
    return changed
