"""Actor dictionaries of PETRARCH and TABARI: NAMES_IN_CAPITALS, +SYNONYMS, and codes in brackets with their dates."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from onrecord.codebook.countries import COUNTRIES
from onrecord.knowledge.imports.drafts import Draft, Fault, Item, RowError, Tenure, checked
from onrecord.knowledge.imports.lines import numbered
from onrecord.knowledge.schema import SECTORS
from onrecord.model.actors import ActorKind

_COMMENT = re.compile(r"[#;].*$|<!--.*?-->")
_CODE = re.compile(r"\[\s*(?P<code>[A-Z~][A-Z0-9~]*)\s*(?P<when>[<>]?\s*\d{6,8}(?:\s*-\s*\d{6,8})?)?\s*\]")
_SMALL = frozenset(
    {"of", "the", "and", "for", "in", "on", "de", "del", "la", "du", "des", "et", "bin", "ibn", "al", "el"}
)
_PIVOT = 30
"""Two figures up to this are years of this century, above it of the last: the dictionaries begin in the 1930s."""

# TABARI's names for sectors, to PLOVER's; a sector of PLOVER's stands for itself.
_SECTORS = {"SEP": "REB", "INS": "REB", "RAD": "REB", "IMG": "REB", "NGM": "NGM", "SET": "CVL", "REF": "CVL"}
_KINDS = {
    **dict.fromkeys(("REB", "UAF", "CRM"), ActorKind.ARMED_GROUP),
    **dict.fromkeys(("GOV", "MIL", "COP", "SPY", "JUD", "LEG"), ActorKind.GOVERNMENT_BODY),
    **dict.fromkeys(("BUS", "MNC"), ActorKind.COMPANY),
    "MED": ActorKind.MEDIA,
    "PTY": ActorKind.PARTY,
    "ELI": ActorKind.PERSON,
}
_OFFICES = frozenset({"GOV", "MIL", "COP", "SPY", "JUD", "LEG"})


class _Code(NamedTuple):
    row: int
    code: str
    start: str | None
    end: str | None
    dated: bool


@dataclass(slots=True)
class _Entry:
    """One root with what stands below it."""

    row: int
    root: str
    synonyms: list[str] = field(default_factory=list)
    codes: list[_Code] = field(default_factory=list)


def read(path: Path) -> Iterator[Item]:
    """The actors of a dictionary; entries with several dated codes and two words or more count as persons."""
    entry: _Entry | None = None
    for line in numbered(path):
        if isinstance(line, Fault):
            yield line
            continue
        row, text = line[0], _COMMENT.sub("", line[1]).strip()
        if not text:
            continue
        name = _CODE.sub("", text).strip()
        try:
            codes = [_code(row, found) for found in _CODE.finditer(text)]
            if "[" in name or "{" in name:
                raise RowError(f"not a code with dates: {name}")
        except RowError as fault:
            yield Fault(row, str(fault))
            continue
        if name and not name.startswith("+"):
            yield from _items(entry)
            entry = _Entry(row, name)
        elif entry is None:
            yield Fault(row, "a synonym or code before the first name")
            continue
        elif name:
            entry.synonyms.append(name[1:])
        entry.codes += codes
    yield from _items(entry)


def _code(row: int, found: re.Match[str]) -> _Code:
    when = (found["when"] or "").replace(" ", "")
    if when[:1] == "<":
        return _Code(row, found["code"], None, _day(when[1:]), True)
    if when[:1] == ">":
        return _Code(row, found["code"], _day(when[1:]), None, True)
    first, _, last = when.partition("-")
    start, end = checked(_day(first), _day(last))
    return _Code(row, found["code"], start, end, bool(when))


def _day(figures: str) -> str | None:
    """YYMMDD or YYYYMMDD as a date; the first of January stands for a year of which no more is known."""
    if not figures:
        return None
    if len(figures) == 6:
        figures = ("20" if int(figures[:2]) <= _PIVOT else "19") + figures
    if len(figures) != 8:
        raise RowError(f"{figures} is no date; write YYMMDD or YYYYMMDD")
    return figures[:4] if figures[4:] == "0101" else checked(f"{figures[:4]}-{figures[4:6]}-{figures[6:]}", None)[0]


def _items(entry: _Entry | None) -> list[Item]:
    if entry is None:
        return []
    if not entry.codes:
        return [Fault(entry.row, f"{entry.root} has no code")]
    newest = next((c for c in reversed(entry.codes) if not c.dated), entry.codes[-1])
    country, sector = _parts(newest.code)
    kind = _kind(entry, country, sector)
    name = _spelled(entry.root, kind)
    others = dict.fromkeys(_spelled(synonym, kind) for synonym in entry.synonyms)
    weak = kind is ActorKind.STATE  # towns and peoples stand among its synonyms
    draft = Draft(
        row=entry.row, key=entry.root.rstrip("_"), name=name, kind=kind, country=country, sector=sector,
        code=newest.code, is_public=True,
        aliases=[[other, "en", None, None, weak] for other in others if other != name],
    )  # fmt: skip
    return [draft, *(_offices(entry) if kind is ActorKind.PERSON else ())]


def _parts(code: str) -> tuple[str | None, str | None]:
    """The country and the sector that a code names; None where it names none that is known."""
    country = code[:3] if code[:3] in COUNTRIES else None
    rest = code[3:] if country else code
    sectors = [rest[i : i + 3] for i in range(0, len(rest), 3)]
    known = [_SECTORS.get(sector, sector) for sector in sectors if _SECTORS.get(sector, sector) in SECTORS]
    return country, known[0] if known else "GOV" if country and not rest else None


def _kind(entry: _Entry, country: str | None, sector: str | None) -> ActorKind:
    sectors = {_parts(code.code)[1] for code in entry.codes}
    several = len(entry.root.strip("_").replace("-", "_").split("_")) > 1
    if country and all(code.code == country for code in entry.codes):
        return ActorKind.STATE
    in_office = bool(sectors & _OFFICES) and any(code.dated for code in entry.codes)
    if several and ("ELI" in sectors or in_office):
        return ActorKind.PERSON
    return _KINDS.get(sector or "", ActorKind.ORGANISATION)


def _offices(entry: _Entry) -> Iterator[Item]:
    """What a person held by date; the dictionaries tell no title, so the code stands for it."""
    for code in entry.codes:
        country, sector = _parts(code.code)
        if country and code.dated and sector in _OFFICES:
            yield Tenure(code.row, entry.root.rstrip("_"), "post", country, code.code, code.start, code.end)


def _spelled(name: str, kind: ActorKind) -> str:
    """The name as people write it: words with a capital, short single words of bodies as initials."""
    words = name.replace("_", " ").split()
    if len(words) == 1 and len(words[0]) <= 5 and kind not in (ActorKind.PERSON, ActorKind.STATE):
        return words[0]
    low = (word.lower() for word in words)
    return " ".join(
        w if i and w in _SMALL else re.sub(r"(?:^|(?<=[-'’.]))\w", lambda m: m[0].upper(), w) for i, w in enumerate(low)
    )
