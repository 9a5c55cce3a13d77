"""A dump of GeoNames (allCountries.txt or one country's) read into the file of imported knowledge.

Nineteen columns, tab separated, as geonames.org lays them out: 0 id, 1 name, 3 other names, 4 latitude, 5 longitude,
6 class, 7 code, 8 country, 10 to 12 codes of divisions, 14 people.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, Protocol

from onrecord.codebook.countries import COUNTRIES
from onrecord.errors import UsageError
from onrecord.knowledge.gazetteer import fold
from onrecord.knowledge.imported import writing
from onrecord.knowledge.imports.actors import Summary
from onrecord.knowledge.imports.drafts import Fault, RowError, country_code
from onrecord.knowledge.imports.lines import numbered
from onrecord.model.actors import Place

COLUMNS = 19
FEATURES = ("A", "P", "T", "H", "L")
"""The classes that are taken unless others are asked for: no spots, roads and undersea features."""
_ALPHA3 = {country.alpha2: code for code, country in COUNTRIES.items()}
# Codes and classes, the most exact first, to UCDP's precision of what is known only by such a name.
_PRECISIONS = (
    ("A.PCL", 6), ("A.ADM1", 4), ("A.ADM2", 3), ("A.ADM3", 3), ("A.ADM", 2), ("A.", 3), ("P.", 1), ("S.", 1),
    ("H.SEA", 7), ("H.OCN", 7), ("H.STRT", 7), ("H.GULF", 7), ("H.BAY", 7), ("H.WLL", 1), ("H.SPNG", 1),
    ("T.PK", 1), ("T.HLL", 1), ("T.PASS", 1), ("T.ISL", 2), ("U.", 7),
)  # fmt: skip
_LOOSE = 5


class KnownPlaces(Protocol):
    """What an import needs of the places that are known already."""

    def get(self, place_id: str) -> Place | None:
        """The place with this id."""
        ...


def import_places(
    path: Path, into: Path, known: KnownPlaces, on_fault: Callable[[Fault], None], *,
    countries: Iterable[str] = (), features: Iterable[str] = (),
) -> Summary:  # fmt: skip
    """What came of importing a dump: places that are new, known ones whose names were added to, and rows refused.

    `countries` are ISO codes of two or three letters, `features` classes ("P") or codes ("P.PPLA"); none of either
    takes every country and the classes of FEATURES. Importing a place again replaces it. Raises UsageError where the
    file cannot be opened or none of its rows is a row of GeoNames.
    """
    wanted = _codes(countries)
    prefixes = tuple(f if "." in f else f"{f}." for f in map(str.upper, features)) or tuple(f"{f}." for f in FEATURES)
    counts = {"new": 0, "joined": 0, "refused": 0}
    with writing(into) as kept:
        kept.execute("create temp table divisions (code text primary key, id text, name text)")
        for line in numbered(path):
            try:
                if isinstance(line, Fault):
                    raise RowError(line.reason)
                taken = _take(kept, line[1], wanted, prefixes, known)
            except RowError as reason:
                counts["refused"] += 1
                on_fault(Fault(line.row if isinstance(line, Fault) else line[0], str(reason)))
            else:
                counts[taken] = counts.get(taken, 0) + 1
        if not any(count for what, count in counts.items() if what != "refused"):
            raise UsageError(f"{path}: no row of it is one of GeoNames' {COLUMNS} columns, tab separated")
        _name_divisions(kept)
        _renew_digest(kept)
    return Summary(new=counts["new"], joined=counts["joined"], refused=counts["refused"])


def _codes(countries: Iterable[str]) -> frozenset[str]:
    codes = {given: country_code(given) for given in countries}
    for given, code in codes.items():
        if code is None:
            raise UsageError(f"{given!r} is no country; write ISO 3166-1, such as AF or AFG")
    return frozenset(code for code in codes.values() if code)


def _take(
    kept: sqlite3.Connection, text: str, wanted: frozenset[str], prefixes: tuple[str, ...], known: KnownPlaces
) -> str:
    """Keeps one row: "new", "joined" or "passed" for one not asked for. Raises RowError for one that is none."""
    cells = text.rstrip("\r\n").split("\t")
    if len(cells) != COLUMNS:
        raise RowError(f"{len(cells)} columns where GeoNames has {COLUMNS}")
    feature, country = f"{cells[6]}.{cells[7]}", _ALPHA3.get(cells[8])
    if (wanted and country not in wanted) or not _is_wanted(feature, prefixes):
        return "passed"
    row = _row(cells, feature, country)
    own = known.get(row[0])
    if feature in ("A.ADM1", "A.ADM2") and country:
        code = ".".join([country, cells[10], *([cells[11]] if feature == "A.ADM2" else [])])
        kept.execute("insert or replace into divisions values (?,?,?)", (code, row[0], row[1]))
    _keep(kept, row)
    return "joined" if own else "new"


def _is_wanted(feature: str, prefixes: tuple[str, ...]) -> bool:
    return any(feature == prefix or (prefix.endswith(".") and feature.startswith(prefix)) for prefix in prefixes)


def _row(cells: list[str], feature: str, country: str | None) -> list[Any]:
    """The row as it is kept, with codes of divisions in place of what holds it."""
    number, name, lat, lon = cells[0], cells[1].strip(), cells[4], cells[5]
    try:
        latitude, longitude, people = float(lat), float(lon), int(cells[14] or 0)
    except ValueError as fault:
        raise RowError(f"not a number: {fault}") from fault
    if not number.isdecimal() or not name:
        raise RowError("no id" if name else "no name")
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise RowError(f"no place on earth: {lat}, {lon}")
    aliases = list(dict.fromkeys(a.strip() for a in (cells[2], *cells[3].split(",")) if _is_readable(a, name)))
    precision = next((value for prefix, value in _PRECISIONS if feature.startswith(prefix)), _LOOSE)
    holders = [f"{country}.{cells[10]}.{cells[11]}", f"{country}.{cells[10]}"] if country else []
    return [f"gn:{number}", name, aliases, country, None, latitude, longitude, feature, people or None, precision,
            int(number), holders]  # fmt: skip


def _is_readable(alias: str, name: str) -> bool:
    """True for another name in Latin letters; codes of airports and links are none."""
    plain = alias.strip()
    letters = [c for c in plain if c.isalpha()]
    return len(letters) > 2 and plain != name and max(letters) < "\u0250" and "/" not in plain and not plain.isupper()


def _keep(kept: sqlite3.Connection, row: list[Any]) -> None:
    kept.execute("insert or replace into places values (?,?,?)", (row[0], "geonames", _packed(row)))
    keys = {fold(name) for name in (row[1], *row[2])}
    kept.executemany("insert or ignore into place_names values (?,?)", ((key, row[0]) for key in keys if key))


def _packed(row: list[Any]) -> str:
    return json.dumps(row, ensure_ascii=False, separators=(",", ":"))


def _name_divisions(kept: sqlite3.Connection) -> None:
    """Puts the divisions that the dump names for their codes; a division is not held by itself."""
    names = {code: (i, name) for code, i, name in kept.execute("select code, id, name from divisions")}
    for identifier, packed in _all_rows(kept):
        row = json.loads(packed)
        if not any("." in holder for holder in row[11]):
            continue
        held = [names[code] for code in row[11] if code in names and names[code][0] != identifier]
        first = names.get(row[11][-1])
        row[4] = first[1] if first else None
        row[11] = [i for i, _ in held]
        kept.execute("update places set row = ? where id = ?", (_packed(row), identifier))


def _all_rows(kept: sqlite3.Connection) -> Iterator[tuple[str, str]]:
    """Every place in order, a thousand at a time: rows are written while they are walked."""
    last = ""
    while found := kept.execute("select id, row from places where id > ? order by id limit 1000", (last,)).fetchall():
        yield from found
        last = found[-1][0]


def _renew_digest(kept: sqlite3.Connection) -> None:
    total = hashlib.sha256()
    for identifier, packed in _all_rows(kept):
        total.update(f"{identifier}\t{packed}\n".encode())
    kept.execute("insert or replace into meta values ('places digest', ?)", (total.hexdigest()[:16],))
