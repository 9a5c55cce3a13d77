"""Filters in addresses: the same names and values as on the command line, and links that change one of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any
from urllib.parse import urlencode

from onrecord.errors import UsageError
from onrecord.model import typed
from onrecord.model.claims import EventType, Factuality, Quad
from onrecord.model.filters import Filter

PAGE = 50
"""Rows of one page of a listing."""

MOST = 500
"""Rows of one page at most."""

_YES, _NO = frozenset({"yes", "true", "1", "on"}), frozenset({"no", "false", "0", "off"})


def _flag(text: str) -> bool:
    plain = text.strip().casefold()
    if plain in _YES | _NO:
        return plain in _YES
    raise ValueError(f"{text!r} is neither yes nor no")


def _count(text: str) -> int:
    if not text.strip().isascii() or not text.strip().isdigit() or len(text) > 9:
        raise ValueError(f"{text!r} is no number of rows")
    return int(text)


NAMES: Mapping[str, tuple[str, Callable[[str], Any]]] = {
    "actor": ("actor", str),
    "recipient": ("recipient", str),
    "voice": ("voice", str),
    "place": ("place", str),
    "country": ("country", typed.country),
    "type": ("event_type", partial(typed.member, EventType)),
    "quad": ("quad", partial(typed.member, Quad)),
    "factuality": ("factuality", partial(typed.member, Factuality)),
    "since": ("since", typed.first_day),
    "until": ("until", typed.last_day),
    "publisher": ("publisher", str),
    "search": ("text", str),
    "article": ("article", str),
    "capture": ("capture", str),
    "contradicted": ("contradicted", _flag),
    "background": ("include_background", _flag),
    "as-read": ("as_read", _flag),
    "limit": ("limit", _count),
    "offset": ("offset", _count),
}
"""Each name in an address with the field of a Filter that it sets, and what reads its value."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What an address asks for: its path, its parameters without the empty ones, and the filter that they make."""

    path: str
    given: Mapping[str, str]
    filter: Filter

    def href(self, path: str | None = None, /, **changes: str | int | None) -> str:
        """The address with some parameters changed, or left out where None; underscores stand for hyphens.

        A change of anything but the page begins at the first page again.
        """
        changed = {name.replace("_", "-"): value for name, value in changes.items()}
        kept = {name: value for name, value in self.given.items() if name not in changed}
        if "offset" not in changed:
            kept.pop("offset", None)
        kept.update({name: str(value) for name, value in changed.items() if value is not None})
        base = self.path if path is None else path
        return f"{base}?{urlencode(kept)}" if kept else base

    def listing(self, path: str, /, **changes: str | int | None) -> str:
        """The address of a listing under the same filters, without what only the page here understands."""
        own = {name: None for name in self.given if name not in NAMES}
        return self.href(path, **{**own, **changes})

    @property
    def key(self) -> tuple[tuple[str, str], ...]:
        """What tells it from others that ask for something else at the same place."""
        return tuple(sorted(self.given.items()))

    def has(self, name: str, value: str) -> bool:
        """True where the address gives the parameter that value, written in any case."""
        return self.given.get(name, "").casefold() == value.casefold()

    @property
    def narrowed(self) -> tuple[tuple[str, str], ...]:
        """The parameters that narrow a listing down, in order."""
        return tuple((name, value) for name, value in self.given.items() if name in NAMES and name not in _PAGING)


_PAGING = ("limit", "offset")


def asked(path: str, parameters: Mapping[str, str]) -> Asked:
    """What an address asks for. Raises UsageError for a value that makes no sense; other names are left alone."""
    given = {name: value.strip() for name, value in parameters.items() if value.strip()}
    fields: dict[str, Any] = {}
    for name, (field, read) in NAMES.items():
        if name in given:
            try:
                fields[field] = read(given[name])
            except ValueError as error:
                raise UsageError(f"{name}: {error}") from error
    return Asked(path, given, Filter(**fields))


def narrowed_to(**given: str) -> Asked:
    """What the address of a listing under these filters would ask for."""
    return asked("", given)
