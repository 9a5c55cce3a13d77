"""The shipped gazetteer: cities and districts of GeoNames with our own divisions, districts, regions, seas and sites.

One compressed file of a few megabytes, written by `training/build_gazetteer.py`. Opening it unpacks the bytes and
reads our own places; of the rest only the lines asked for are ever parsed, found by binary search. A district whose
place nobody told lies where its division lies, with the division's precision.
Rows of cities and districts: GeoNames (geonames.org), CC BY 4.0.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
import zlib
from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from functools import cache, cached_property, lru_cache
from importlib.resources import files
from itertools import accumulate

from onrecord.knowledge.loading import uncollected
from onrecord.model.actors import Place
from onrecord.model.ids import PlaceId

DATA_FILE = "gazetteer.bin"
SECTION = b"\x1e\n"

_APOSTROPHES = dict.fromkeys(map(ord, "'’‘`ʻʼʿʾ´′\""))
_SPACED = str.maketrans(dict.fromkeys("-–—_/", " ") | {".": "", ",": " "})
_LETTERS = str.maketrans({"ı": "i", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ß": "ss"})
_SHORT = {"st": "saint", "ste": "sainte", "mt": "mount", "ft": "fort"}
_TYPES = (
    r"province|district|city|governorate|state|region|oblast|county|municipality|prefecture|emirate|vilayat|krai"
    r"|republic|department|village|town|metropolis|division|territory|canton|capital|area"
)
_TYPED = re.compile(
    rf"(?:the )?(?:(?P<first>{_TYPES}) of )?(?P<name>.+?)(?: (?P<last>{_TYPES}))?", re.IGNORECASE | re.DOTALL
)
_ARTICLE = re.compile(r"(?:al|el|ad|ar|as|at|az|an|ash|ul) ")
_DIVISION_TYPES = {"province", "governorate", "state", "region", "oblast", "prefecture", "krai", "canton"}
_DIVISION_TYPES |= {"vilayat", "department"}
_SMALL_TYPES = frozenset(["district", "county", "municipality"])
_TOWN_TYPES = frozenset(["city", "village", "town", "capital", "metropolis"])


@lru_cache(maxsize=65536)
def fold(name: str) -> str:
    """A name as it is compared: no case, diacritics, apostrophes or hyphens; "St." and its like written out."""
    text = name.translate(_APOSTROPHES).casefold().translate(_LETTERS)
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text).casefold()  # "㎐" comes apart into letters with capitals
        text = "".join(c for c in text if not unicodedata.combining(c)).translate(_APOSTROPHES).translate(_LETTERS)
    words = text.translate(_SPACED).split()
    return " ".join(_SHORT.get(word, word) if i == 0 or len(words) > 1 else word for i, word in enumerate(words))


def _plain(name: str) -> str:
    """The name without diacritics and marks, in its own case."""
    parts = unicodedata.normalize("NFKD", name.translate(_APOSTROPHES))
    return "".join(c for c in parts if not unicodedata.combining(c))


class Gazetteer:
    """Places by name and id."""

    def __init__(self, content: bytes) -> None:
        self._digest = hashlib.sha256(content).hexdigest()[:16]
        own, regions, cities, other = content.split(SECTION)
        self._own = {place.id: place for place in map(_own_place, own.decode().splitlines())}
        self._by_name: dict[str, list[PlaceId]] = {}
        for place in self._own.values():
            for name in {fold(name) for name in (place.name, *place.aliases)}:
                self._by_name.setdefault(name, []).append(place.id)
        self._regions = [line.split("\t") for line in regions.decode().splitlines()]
        self._cities = _Lines(cities)
        self._other = _Lines(other)
        self._rows: dict[str, int] = {}
        self._numbered: dict[str, Place] = {}
        # Bound here and not on the method, so that each gazetteer has a memory of its own.
        self._under = lru_cache(maxsize=16384)(self._find)

    @property
    def digest(self) -> str:
        """What identifies the content, for the run."""
        return self._digest

    @classmethod
    def shipped(cls) -> Gazetteer:
        """The gazetteer inside the package, opened once a process."""
        return _shipped()

    def find(self, name: str) -> tuple[Place, ...]:
        """The places that bear a name, the largest first; none where nobody bears it.

        "Balkh province", "district of Achin", "al-Hasakah" and "Al Hasakah" find what they mean; the type word, if
        there is one, keeps those of its kind where there are any.
        """
        return named(name, self._under)

    def wide(self, name: str) -> tuple[Place, ...]:
        """The countries and first-level divisions that are written so, letter for letter."""
        bearers = map(self._own.__getitem__, self._by_name.get(fold(name), ()))
        return tuple(p for p in bearers if p.feature in ("A.ADM1", "A.PCLI") and name in (p.name, *p.aliases))

    def get(self, place_id: str) -> Place | None:
        """The place with this id, None where there is none. "gn:" and a number finds our own by GeoNames' id too."""
        if own := self._own.get(PlaceId(place_id)):
            return own
        if not self._rows:
            self._rows = {line.split(b"\t", 2)[1].decode(): i for i, line in enumerate(self._cities)}
            self._numbered = {f"gn:{place.geonames}": place for place in self._own.values() if place.geonames}
        row = self._rows.get(place_id.removeprefix("gn:"))
        return self._numbered.get(place_id) if row is None else self._city(self._cities[row])

    def ids(self) -> tuple[PlaceId, ...]:
        """The ids of our own places, countries and divisions among them."""
        return tuple(self._own)

    def parents(self, place: Place) -> tuple[Place, ...]:
        """The places that hold a place, from the nearest out."""
        return tuple(parent for id in place.parents if (parent := self.get(id)) is not None)

    def names(self, least: int = 15000) -> Iterator[str]:
        """Every name of our own places, and of the cities with at least so many people, with and without its marks.

        Codes of American and Canadian divisions ("OR", "IN", "Man.") are left out: as words they are something else.
        """
        for place in self._own.values():
            yield place.name
            yield from (name for name in place.aliases if not _is_short_state(place, name))
        for line in self._cities:
            fields = line.split(b"\t")
            if int(fields[6]) >= least:
                name = fields[2].decode()
                yield name
                if len(name) > 3 and not name.isascii():  # "God" is no way to write Göd
                    yield _plain(name)

    def districts(self, country: str) -> Iterator[Place]:
        """The divisions of the second level in a country (ISO 3166-1 alpha-3)."""
        yield from (place for place in self._own.values() if (place.feature, place.country) == ("A.ADM2", country))
        for line in self._cities:
            if line.endswith(b"\tADM2") and (place := self._city(line)).country == country:
                yield place

    def __len__(self) -> int:
        return len(self._own) + len(self._cities)

    def _find(self, key: str) -> tuple[Place, ...]:
        if not key:
            return ()
        ids = self._by_name.get(key, [])
        coded = key.encode()
        rows = {i: self._cities[i] for i in self._cities.under(coded)}
        for line in self._other.under(coded):
            for number in self._other[line].split(b"\t")[1].split(b","):
                rows.setdefault(int(number), self._cities[int(number)])
        own = [self._own[id] for id in ids]
        return tuple(by_size([*own, *(self._city(line) for line in rows.values())]))

    def _city(self, line: bytes) -> Place:
        _, ident, name, region, lat, lon, population, code = line.decode().split("\t")
        country, country_id, division, division_id = self._regions[int(region)]
        is_town, holder = code != "ADM2", self._own.get(PlaceId(division_id))
        return Place(
            id=PlaceId(f"gn:{ident}" if ident.isdigit() else ident),
            name=name,
            country=country or None,
            admin1=division or None,
            latitude=float(lat) if lat else holder.latitude if holder else None,
            longitude=float(lon) if lon else holder.longitude if holder else None,
            feature=f"P.{code or 'PPL'}" if is_town else "A.ADM2",
            population=int(population) or None,
            precision=1 if is_town else 3 if lat else 4,
            geonames=int(ident) if ident.isdigit() else None,
            parents=tuple(PlaceId(id) for id in (division_id, country_id) if id),
        )


def named(name: str, under: Callable[[str], tuple[Place, ...]]) -> tuple[Place, ...]:
    """The places that a name leads to, `under` giving those of a folded name: as written, else by its type word."""
    found = under(fold(name))
    if found:
        return found
    match = _TYPED.fullmatch(" ".join(name.split()))
    if match is None:
        return ()
    bare = fold(match["name"])
    kind = (match["last"] or match["first"] or "").lower()
    found = under(bare) or under(_ARTICLE.sub("", bare, count=1))
    return _of_kind(found, kind)


@cache
def _shipped() -> Gazetteer:
    # LZMA would save a megabyte of four and take five times as long to open.
    with uncollected():
        return Gazetteer(zlib.decompress(files(__package__).joinpath(DATA_FILE).read_bytes()))


class _Lines:
    """Sorted lines of bytes, each beginning with a key and a tab."""

    def __init__(self, content: bytes) -> None:
        self._content = content

    @cached_property
    def _starts(self) -> array[int]:
        """Where each line begins, and where the last ends; made when a line is first asked for."""
        return array("I", accumulate((len(line) + 1 for line in self._content.split(b"\n")[:-1]), initial=0))

    def __len__(self) -> int:
        return len(self._starts) - 1

    def __getitem__(self, i: int) -> bytes:
        if not 0 <= i < len(self):
            raise IndexError(i)
        return self._content[self._starts[i] : self._starts[i + 1] - 1]

    def __iter__(self) -> Iterator[bytes]:
        return iter(self._content.split(b"\n")[:-1])

    def under(self, key: bytes) -> range:
        """The numbers of the lines under a key."""
        start = bisect_left(range(len(self)), key, key=self._key)
        stop = start
        while stop < len(self) and self._key(stop) == key:
            stop += 1
        return range(start, stop)

    def _key(self, i: int) -> bytes:
        return self[i].split(b"\t", 1)[0]


def _own_place(line: str) -> Place:
    ident, name, aliases, country, admin1, lat, lon, feature, population, precision, geonames, parents = line.split(
        "\t"
    )
    return Place(
        id=PlaceId(ident),
        name=name,
        aliases=tuple(aliases.split("|")) if aliases else (),
        country=country or None,
        admin1=admin1 or None,
        latitude=float(lat) if lat else None,
        longitude=float(lon) if lon else None,
        feature=feature,
        population=int(population) if population else None,
        precision=int(precision),
        geonames=int(geonames) if geonames else None,
        parents=tuple(PlaceId(id) for id in parents.split("|")) if parents else (),
    )


def by_size(places: Iterable[Place]) -> list[Place]:
    """Countries, then divisions, then by people; ids last, so that the order never depends on chance."""
    rank = {"A.PCLI": 0, "P.PPLC": 1, "A.ADM1": 2}
    return sorted(places, key=lambda p: (rank.get(p.feature, 3), -(p.population or 0), p.id))


def _of_kind(places: tuple[Place, ...], kind: str) -> tuple[Place, ...]:
    features: tuple[str, ...] = ()
    if kind in _DIVISION_TYPES:
        features = ("A.ADM1", "A.PCLI", "X.")
    elif kind in _SMALL_TYPES:
        features = ("A.ADM2",) if kind == "county" else ("A.ADM2", "P.")
    elif kind in _TOWN_TYPES:
        features = ("P.",)
    if not features:
        return places
    kept = tuple(place for place in places if place.feature.startswith(features))
    # A county that nobody lists is not the town of its name; "Kandahar state" may well be the city's province.
    return kept if kept or kind == "county" else places


def _is_short_state(place: Place, name: str) -> bool:
    return place.feature == "A.ADM1" and place.country in ("USA", "CAN") and (len(name) == 2 or name.endswith("."))
