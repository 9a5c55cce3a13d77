"""The names of places in an article, with who might bear them and what the words beside them tell."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Protocol

from onrecord import lexicons
from onrecord.model.actors import Place
from onrecord.model.articles import Article, PassageKind
from onrecord.model.ids import PlaceId
from onrecord.model.mentions import Mention, MentionKind
from onrecord.text import countries

KINDS = (MentionKind.PLACE, MentionKind.FACILITY, MentionKind.STATE)
MOST = 60  # candidates kept for one name, the likeliest by size


class Gazetteer(Protocol):
    """What resolving needs of a gazetteer."""

    def find(self, name: str) -> tuple[Place, ...]:
        """The places that bear a name, the largest first."""
        ...

    def wide(self, name: str) -> tuple[Place, ...]:
        """The countries and first-level divisions that are written so, letter for letter."""
        ...


@dataclass(slots=True)
class Naming:
    """One name in an article: its mentions, its candidates, and the places told to hold it.

    `holds` marks a name told as the holder of another ("Albany, New York"); `near` a facility known only by the town
    in its name; `dateline` a name that stands in the dateline.
    """

    name: str
    mentions: list[Mention]
    candidates: tuple[Place, ...]
    containers: list[Place] = field(default_factory=list)
    kinds: set[str] = field(default_factory=set)
    holds: bool = False
    near: bool = False
    dateline: bool = False


_CAPITALS = re.compile(r"\b(?:(?:[A-Z]\.){2,3}|[A-Z][a-z]{1,5}\.|[A-Z][a-z]+(?: [A-Z][a-z]+)?)")
_CAPITAL = re.compile(r"(?:the )?(?P<whose>[A-Z][\w-]+(?: [A-Z][\w-]+)?)(?:['’]s)? capital")
_DIRECTIONS = re.compile(
    r"(?:the\s+)?(?:(?:far|upper|lower|mainland|downtown|central|rural|occupied|suburban|(?:north|south)?(?:-|\s)?"
    r"(?:east|west)(?:ern)?|north(?:ern)?|south(?:ern)?)\s+)+(?=[A-Z])"
)
_OWNER = re.compile(r"(?P<owner>[^,]+?)['’]s\s+(?P<name>[^,]+)")
_PART_OF = re.compile(
    r"(?P<name>[A-Z][^,]*?)(?:\s+(?:area|region|part))?\s+(?:of|in|near)\s+(?:the\s+)?(?P<owner>[A-Z].+)"
)
_TYPE_AFTER = re.compile(
    r"\s+(?P<kind>province|governorate|state|oblast|region|district|county|city|town|village|municipality)\b",
    re.IGNORECASE,
)
_TYPES_AFTER = re.compile(
    r"(?:,?\s+(?:and\s+|or\s+|&\s+)?[A-Z][\w'’.-]+(?:\s[A-Z][\w'’-]+)?,?){0,12}\s+"
    r"(?P<kind>provinces|governorates|states|oblasts|regions|districts|counties|cities|towns|villages)\b"
)
_ONE = {"counties": "county", "cities": "city"}
_TYPE_BEFORE = re.compile(
    r"\b(?P<kind>province|governorate|state|region|district|city|town|village|capital)(?:\s+of)?\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_HOLDER = re.compile(
    r"\s*(?:province|governorate|state|oblast|region|district|county|city|town|village|area)?\s*"
    r"(?:,\s*(?:in\s+|a\s+\w+\s+in\s+)?|\(|\s+(?:in|of|near)\s+)(?:the\s+)?"
    r"(?:(?:far|central|north|south|east|west|(?:north|south)?-?(?:east|west)?ern|(?:north|south)(?:east|west))\s+)*"
    r"(?:province\s+of\s+|state\s+of\s+)?(?P<name>[A-Z][\w.'’-]*(?:[ -](?:of\s+)?[A-Z][\w.'’-]*){0,3})"
)
_HOLDER_BEFORE = re.compile(r"(?P<name>[A-Z][\w'’-]+(?:\s[A-Z][\w'’-]+)?)['’]s\s+(?:\w+ern\s+)?(?:\w+\s+of\s+)?$")
_HELD_BEFORE = re.compile(r"[A-Z][\w'’-]+,\s+$")
_SEAT_NOUNS = re.compile(
    r"\s+(?:international\s+)?(?:airport|university|hospital|prison|jail|stadium|base|air\s?base|airfield|port|bridge|dam"
    r"|mosque|church|market|bazaar|embassy|consulate|station|square|military\s+hospital|court|school|checkpoint"
    r"|(?:general|city|district)\s+hospital|medical\s+cent(?:er|re)|high\s+school|college|barracks|refinery|city\s+hall"
    r"|power\s+(?:plant|station)|police\s+(?:station|department|headquarters)|courthouse|town\s+hall|garrison)\b.*$",
    re.IGNORECASE,
)


def gather(article: Article, mentions: Iterable[Mention], gazetteer: Gazetteer) -> list[Naming]:
    """The names in order of first mention, those that nobody in the gazetteer bears left out."""
    found: dict[tuple[str, bool, bool], Naming] = {}
    datelines = [passage.span for passage in article.passages_of(PassageKind.DATELINE)]
    for mention in sorted((m for m in mentions if m.kind in KINDS), key=lambda m: m.span):
        naming = _read(mention, gazetteer)
        if not naming.candidates:
            continue
        _look_around(article.text, mention, naming, gazetteer)
        naming.dateline = any(mention.span.within(span) for span in datelines)
        _merge(found, naming)
    return list(found.values())


def hints(article: Article, namings: Iterable[Naming], gazetteer: Gazetteer) -> list[Place]:
    """Countries and divisions whose names stand in other names or beside them: "Texas Department of Health", "Ky.".

    Names that are mentions of places already are left out, and those that more than one such place bears.
    """
    taken = {naming.name for naming in namings}
    found: dict[PlaceId, Place] = {}
    for words in dict.fromkeys(_CAPITALS.findall(article.text)):
        for name in dict.fromkeys((words, *words.split())):
            if name in taken or (name.isupper() and "." not in name):
                continue
            if len(wide := gazetteer.wide(name)) == 1:
                found[wide[0].id] = wide[0]
    return list(found.values())


def _merge(found: dict[tuple[str, bool, bool], Naming], naming: Naming) -> None:
    """One name means one place in one article: its mentions share what is told of any of them.

    A capital is two: a town, and the government that speaks under its name.
    """
    rules = naming.name in countries.capitals() and naming.mentions[0].kind is MentionKind.STATE
    key = (naming.name.casefold(), naming.near, rules)
    known = found.setdefault(key, naming)
    if known is not naming:
        known.mentions += naming.mentions
        known.containers += naming.containers
        known.kinds |= naming.kinds
        known.dateline |= naming.dateline
        known.holds |= naming.holds


def _read(mention: Mention, gazetteer: Gazetteer) -> Naming:
    words = re.sub(r"['’]s?$", "", " ".join(mention.text.split()).strip(' ,.;:()"“”'))
    words = words if "." not in mention.text else words + "." if mention.text.strip().endswith(".") else words
    if not any(c.isupper() for c in words):
        return Naming(words, [mention], ())  # "the village" and "bay" name nothing
    if mention.kind == MentionKind.STATE:
        return Naming(words, [mention], _countries(words, gazetteer))
    if code := countries.adjectives().get(words) or countries.peoples().get(words):
        return Naming(words, [mention], _country(code, gazetteer))
    if (capital := _CAPITAL.fullmatch(words)) and (seats := _capital(capital["whose"], gazetteer)):
        return Naming(words, [mention], seats)
    if continent := lexicons.load("continents")["adjectives"].get(words):
        wide = (p for p in gazetteer.find(continent) if p.feature in ("L.CONT", "X.REGION"))
        return Naming(words, [mention], tuple(wide)[:1])
    if places := gazetteer.find(words) or gazetteer.find(_DIRECTIONS.sub("", words, count=1)):
        return Naming(words, [mention], _spelled(words, places)[:MOST])
    if within := _split(words):
        return _held(mention, *within, gazetteer)
    if (bare := _SEAT_NOUNS.sub("", words)) != words:
        return Naming(bare, [mention], _in_town(gazetteer.find(bare)), near=True)
    return Naming(words, [mention], ())


def _in_town(places: tuple[Place, ...]) -> tuple[Place, ...]:
    """For a site known only by its town: by each of the towns."""
    return tuple(_near(place) for place in places if place.feature.startswith("P."))[:MOST]


def _spelled(words: str, places: tuple[Place, ...]) -> tuple[Place, ...]:
    """For an abbreviation ("EU", "U.S.") only places that bear it letter for letter: "Eu" is a town in France.

    A plain short word finds no town whose name is told with marks.
    """
    bare = words.replace(".", "")
    if len(bare) <= 3 and words.isascii() and not bare.isupper():
        # So short a word without marks is no way to write a name that has them: "God" is not Göd.
        return tuple(p for p in places if any(n.isascii() and len(n) <= len(words) + 1 for n in (p.name, *p.aliases)))
    if len(bare) > 3 or not bare.isupper():
        return places
    if words != bare and (exact := tuple(p for p in places if words in p.aliases)):
        return exact
    # "L.A." is no postal code, and "LA" no initials.
    return tuple(
        p for p in places if bare in (p.name, *(a.replace(".", "") for a in p.aliases if len(a) > 2 or a == words))
    )


def _split(words: str) -> tuple[str, str] | None:
    """The name and what holds it, where a mention tells both: "Khost's Spera district", "Achin, Nangarhar"."""
    if "," in words:
        name, _, owner = words.partition(",")
        return name.strip(), owner.strip()
    match = _OWNER.fullmatch(words) or _PART_OF.fullmatch(words)
    return (match["name"], match["owner"]) if match else None


def _held(mention: Mention, name: str, owner: str, gazetteer: Gazetteer) -> Naming:
    """The name with its holder; a site without a name of its own ("the Ruritanian embassy in Kabul") by its town."""
    found, holders = gazetteer.find(name), gazetteer.find(owner)
    if not found and _SEAT_NOUNS.search(name):
        return Naming(owner, [mention], _in_town(holders), near=True)
    return Naming(name, [mention], found[:MOST], containers=list(holders[:4]))


def _countries(words: str, gazetteer: Gazetteer) -> tuple[Place, ...]:
    named = tuple(p for p in gazetteer.find(words) if p.feature == "A.PCLI")
    code = None if named else countries.code_of(words)
    return _country(code, gazetteer) if code else named


def _country(code: str, gazetteer: Gazetteer) -> tuple[Place, ...]:
    names = [name for name, own in countries.names().items() if own == code]
    found = (p for name in names for p in gazetteer.find(name) if p.feature == "A.PCLI" and p.country == code)
    return tuple(dict.fromkeys(found))[:1]


def _capital(whose: str, gazetteer: Gazetteer) -> tuple[Place, ...]:
    """The capital of a country by its name or adjective."""
    code = countries.adjectives().get(whose) or countries.names().get(whose)
    names = [name for name, own in countries.capitals().items() if own == code]
    found = (p for name in names for p in gazetteer.find(name) if p.feature == "P.PPLC" and p.country == code)
    return tuple(dict.fromkeys(found))[:1]


def _near(place: Place) -> Place:
    """A place of its own for what is only known to lie in or by a town: UCDP's precision 2."""
    parents = (place.id, *place.parents)
    return replace(place, id=PlaceId(f"{place.id}:near"), precision=2, parents=parents)


def _look_around(text: str, mention: Mention, naming: Naming, gazetteer: Gazetteer) -> None:
    """Adds the types and the holders that the words just before and after a mention tell."""
    before, after = (
        text[max(0, mention.span.start - 40) : mention.span.start],
        text[mention.span.end : mention.span.end + 160],
    )
    listed = _TYPES_AFTER.match(after)
    found = (_TYPE_AFTER.match(after), listed, _TYPE_BEFORE.search(before))
    for kind in (match["kind"].lower() for match in found if match):
        if not _is_longer_name(f"{naming.name} {kind}", gazetteer):
            naming.kinds.add(_ONE.get(kind, kind.removesuffix("s")))
    naming.holds = bool(_HELD_BEFORE.search(before))
    # In "Clay, Laurel and Knox counties, Kentucky" the holder stands behind the list.
    told = (_HOLDER.match(after, listed.end() if listed else 0), _HOLDER_BEFORE.search(before))
    holders = [match["name"] for match in told if match]
    for name in holders:
        naming.containers += _holders(name, gazetteer)


def _is_longer_name(name: str, gazetteer: Gazetteer) -> bool:
    """True where the word behind a name belongs to another place's: "Mexico City" tells no kind of Mexico."""
    return name.endswith(" city") and any(place.name.lower() == name.lower() for place in gazetteer.find(name))


def _holders(name: str, gazetteer: Gazetteer) -> list[Place]:
    """Whom a name beside a mention may tell as holder, the longest beginning of it that anybody bears."""
    words = name.split()
    for length in range(len(words), 0, -1):
        for form in (" ".join(words[:length]), " ".join(words[:length]).rstrip(".,'’")):
            if found := gazetteer.find(form):
                return list(found[:6])
    return []
