"""Model objects as plain JSON values and back, by their types: one codec for every column that only carries.

Spans and intervals are pairs; other dataclasses are objects without the fields that hold their default, so a field
that the model gains later reads as its default in an older record.
"""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Callable
from datetime import date
from enum import Enum
from functools import cache
from typing import Any, TypeVar, cast

from onrecord.model.dates import DateInterval
from onrecord.model.spans import OffsetMap, Span

T = TypeVar("T")
_Decode = Callable[[Any], Any]


def packed(value: Any) -> Any:
    """The value as lists, objects, strings, numbers and None."""
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, str):
        return value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Span):
        return [value.start, value.end]
    if isinstance(value, DateInterval):
        return [packed(value.start), packed(value.end)]
    if isinstance(value, tuple | list):
        return [packed(v) for v in value]
    return _packed_fields(value)


def _packed_fields(value: Any) -> dict[str, Any]:
    found = {}
    for name, default in _defaults(cast(Any, type(value))):
        own = getattr(value, name)
        if own is default or (own == default and type(own) is type(default)):
            continue
        found[name] = packed(own)
    return found


@cache
def _defaults(kind: Any) -> tuple[tuple[str, Any], ...]:
    return tuple((f.name, f.default) for f in dataclasses.fields(kind))


def unpacked(kind: type[T], value: Any) -> T:
    """The object of type `kind` that `packed` was given."""
    return cast(T, _decoder(cast(Any, kind))(value))


def unpacked_all(kind: type[T], values: Any) -> tuple[T, ...]:
    """The tuple of objects of type `kind` that `packed` was given."""
    decode = _decoder(cast(Any, kind))
    return tuple(decode(v) for v in values)


@cache
def _decoder(kind: Any) -> _Decode:
    while hasattr(kind, "__supertype__"):
        kind = kind.__supertype__
    origin = typing.get_origin(kind)
    if origin is tuple:
        return _tuple_decoder(typing.get_args(kind))
    if origin in (typing.Union, types.UnionType):
        return _optional_decoder(typing.get_args(kind))
    if kind in (str, int, float, bool):
        return lambda v: v
    if kind is date:
        return date.fromisoformat
    if kind is Span:
        return lambda v: Span(v[0], v[1])
    if kind is DateInterval:
        return lambda v: DateInterval(*(None if d is None else date.fromisoformat(d) for d in v))
    if kind is OffsetMap:
        return lambda v: OffsetMap(tuple(v["starts"]), tuple(v["shifts"]), v["length"])
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind
    return _fields_decoder(kind)


def _optional_decoder(kinds: tuple[Any, ...]) -> _Decode:
    (kind,) = (k for k in kinds if k is not type(None))
    decode = _decoder(kind)
    return lambda v: None if v is None else decode(v)


def _tuple_decoder(kinds: tuple[Any, ...]) -> _Decode:
    if len(kinds) == 2 and kinds[1] is Ellipsis:
        decode = _decoder(kinds[0])
        return lambda v: tuple(decode(x) for x in v)
    decoders = tuple(_decoder(k) for k in kinds)
    return lambda v: tuple(d(x) for d, x in zip(decoders, v, strict=True))


def _fields_decoder(kind: Any) -> _Decode:
    decoders = {name: _decoder(hint) for name, hint in typing.get_type_hints(kind).items()}

    def decode(value: dict[str, Any]) -> Any:
        return kind(**{name: decoders[name](v) for name, v in value.items() if name in decoders})

    return decode
