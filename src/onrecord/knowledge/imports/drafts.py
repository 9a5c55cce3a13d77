"""What the readers of actor files give: actors, offices and ties as the file says them, and rows refused."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass, field
from typing import Any

from onrecord.codebook.countries import COUNTRIES
from onrecord.knowledge.days import UNKNOWN, term
from onrecord.model.actors import ActorKind

_DATE = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")
_ALPHA3 = {country.alpha2: code for code, country in COUNTRIES.items()}
_NAMES = {country.name.casefold(): code for code, country in COUNTRIES.items()}


@dataclass(frozen=True, slots=True)
class Fault:
    """A row that was refused, or a part of one, with the reason. Rows count from 1, a header line included."""

    row: int
    reason: str


class RowError(ValueError):
    """A row cannot be used; the message says why."""


@dataclass(slots=True)
class Draft:
    """One actor as a file gives it. `key` is the file's own id; aliases are [name, language, from, until, ambiguous].

    `is_public` False where the file says nothing of a public role, which a person needs.
    """

    row: int
    key: str
    name: str
    kind: ActorKind
    country: str | None = None
    sector: str | None = None
    code: str | None = None
    wikidata: str | None = None
    note: str | None = None
    family: str | None = None
    is_public: bool = False
    aliases: list[list[Any]] = field(default_factory=list)

    def packed(self) -> dict[str, Any]:
        """The draft as JSON can hold it."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Office:
    """A position that people hold, which some files list as a thing of its own. `of` is a key, id or country code."""

    row: int
    key: str
    title: str
    of: str | None


@dataclass(frozen=True, slots=True)
class Tenure:
    """That a subject held an office ("post") or a tie ("member_of", …) for a time.

    `object` is a key of the file, an id, a country code or a name; `title` None where the object is an office.
    """

    row: int
    subject: str
    kind: str
    object: str
    title: str | None = None
    start: str | None = None
    end: str | None = None


Item = Draft | Office | Tenure | Fault


# ISO 3166-3: states that are no more, whose actors the files still tell of.
_FORMER = frozenset({"SUN", "YUG", "DDR", "CSK", "SCG", "YMD", "ZAR", "BUR", "TMP", "ANT"})


def country_code(text: str | None) -> str | None:
    """The ISO 3166-1 alpha-3 code for one of two or three letters in any case, or an English name; None for others."""
    code = (text or "").strip().upper()
    if len(code) == 2:
        return _ALPHA3.get(code)
    return code if code in COUNTRIES or code in _FORMER else _NAMES.get((text or "").strip().casefold())


def day_of(text: str | None) -> str | None:
    """A date as the knowledge files write it: YYYY, YYYY-MM or YYYY-MM-DD; a time of day is cut off.

    None for nothing. Raises RowError for anything else, days that no calendar has included.
    """
    if text is None or not text.strip() or text.strip() == UNKNOWN:
        return text.strip() or None if text else None
    found = _DATE.match(text.strip())
    rest = text.strip()[found.end() :] if found else text
    if not found or (rest and rest[0] not in "T "):
        raise RowError(f"{text!r} is no date; write YYYY, YYYY-MM or YYYY-MM-DD")
    checked(found[0], None)
    return found[0]


def checked(start: str | None, end: str | None) -> tuple[str | None, str | None]:
    """The two ends as they are. Raises RowError for dates that go backwards or that no calendar has."""
    if start and start == end and len(start) == 10:
        return start, UNKNOWN  # some files repeat the first day where they know no last one
    try:
        term(start, end)
    except ValueError as fault:
        backwards = start and end and "not an interval" in str(fault)
        raise RowError(f"dates backwards: from {start} until {end}" if backwards else str(fault)) from fault
    return start, end
