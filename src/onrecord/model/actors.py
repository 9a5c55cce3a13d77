"""Public actors and places: what the knowledge base and the gazetteer hold."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from onrecord.model.dates import DateInterval
from onrecord.model.ids import ActorId, PlaceId

ALWAYS = DateInterval(None, None)


class ActorKind(StrEnum):
    STATE = "state"
    GOVERNMENT_BODY = "government_body"
    ORGANISATION = "organisation"
    ARMED_GROUP = "armed_group"
    PARTY = "party"
    PERSON = "person"
    MEDIA = "media"
    COMPANY = "company"
    GROUP = "group"  # kinds of people with a public part: "Taliban officials", "Baloch separatists"


@dataclass(frozen=True, slots=True, kw_only=True)
class Alias:
    """A name in use for an actor. `language` is an ISO 639-1 code; `ambiguous` marks one that others bear too."""

    name: str
    language: str = "en"
    held: DateInterval = ALWAYS
    ambiguous: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """A title that a person holds in an organisation or state for a time; open ends are None."""

    title: str
    organisation: ActorId | None
    held: DateInterval


@dataclass(frozen=True, slots=True, kw_only=True)
class Membership:
    """What an actor belongs to, and how: "part_of", "member_of", "allied_with", "fights", "successor_of"."""

    kind: str
    actor: ActorId
    held: DateInterval = ALWAYS


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Somebody who acts in public. `code` is CAMEO style ("AFGINSTAL"); `country` ISO 3166-1 alpha-3.

    `local` marks an actor that only this record knows. `sector` is PLOVER's ("GOV", "MIL", "REB", …).
    """

    id: ActorId
    name: str
    kind: ActorKind
    aliases: tuple[Alias, ...] = ()
    sector: str | None = None
    country: str | None = None
    code: str | None = None
    wikidata: str | None = None
    posts: tuple[Post, ...] = ()
    memberships: tuple[Membership, ...] = ()
    note: str | None = None
    local: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place with coordinates in degrees (WGS 84). `precision` counts as UCDP's: 1 exact … 6 country, 7 sea or air.

    `feature` is a GeoNames class and code ("P.PPLA", "A.ADM1", "A.PCLI") or our own ("X.REGION"); `parents` its
    containing places from the nearest out.
    """

    id: PlaceId
    name: str
    aliases: tuple[str, ...] = ()
    country: str | None = None
    admin1: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    feature: str = "P.PPL"
    population: int | None = None
    precision: int = 1
    geonames: int | None = None
    parents: tuple[PlaceId, ...] = ()
