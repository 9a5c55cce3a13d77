"""Column types of the record: text kept to the character, JSON, compressed bytes and moments in UTC."""

from __future__ import annotations

import json
import re
import zlib
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import LargeBinary, Text
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator, TypeEngine

# PostgreSQL refuses NUL, and UTF-8 has no lone surrogates, but pages hold both. Each is written as SUB and its code in
# hexadecimal, ended by a full stop; SUB itself likewise, so that every text comes back as it went in.
_UNSAFE = re.compile("[\x00\x1a\ud800-\udfff]")
_ESCAPED = re.compile("\x1a([0-9a-f]+)\\.")


def escaped(text: str) -> str:
    """The text with what a database cannot hold written out; nearly every text comes back itself."""
    return _UNSAFE.sub(lambda m: f"\x1a{ord(m[0]):x}.", text) if _UNSAFE.search(text) else text


def unescaped(text: str) -> str:
    """The text that `escaped` was given."""
    return _ESCAPED.sub(lambda m: chr(int(m[1], 16)), text) if "\x1a" in text else text


class Words(TypeDecorator[str]):
    """Text, exact to the character, sorted by code point on both databases, whatever the server's language."""

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(Text(collation="C") if dialect.name == "postgresql" else Text())

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return None if value is None else escaped(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:
        return None if value is None else unescaped(value)


class Json(TypeDecorator[Any]):
    """A JSON text in ASCII, which holds any character of a page."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        return None if value is None else json.dumps(value, separators=(",", ":"))

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        return None if value is None else json.loads(value)


class Packed(TypeDecorator[bytes]):
    """Bytes, compressed."""

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: bytes | None, dialect: Dialect) -> bytes | None:
        return None if value is None else zlib.compress(value, 6)

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> bytes | None:
        return None if value is None else zlib.decompress(value)


class Moment(TypeDecorator[datetime]):
    """A moment as an ISO text, in UTC where it told its zone; a time without a zone stays without."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        if value is None:
            return None
        return (value.astimezone(UTC) if value.tzinfo else value).isoformat()

    def process_result_value(self, value: str | None, dialect: Dialect) -> datetime | None:
        return None if value is None else datetime.fromisoformat(value)
