"""The shipped knowledge with a user's imports beside it: what imports say of a known actor is added to it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from functools import lru_cache
from pathlib import Path

from onrecord.knowledge import gazetteer
from onrecord.knowledge.base import KnowledgeBase, actor_of, initials_key, mention_names, name_key
from onrecord.knowledge.imported import BARE, INITIALS, NAME, SURNAME, Imported
from onrecord.knowledge.titles import plain_title
from onrecord.model.actors import Actor, Alias, Place
from onrecord.model.ids import ActorId
from onrecord.model.mentions import MentionKind
from onrecord.model.names import bare, fold

LEAST_PEOPLE = 1000
"""From so many people on an imported town's name is told from a run of capitals; smaller ones are only resolved."""


class ExtendedBase:
    """The actor knowledge base with imported actors. Nothing of the base is ever replaced, only added to."""

    def __init__(self, base: KnowledgeBase, imported: Imported) -> None:
        self._base = base
        self._imported = imported
        self._more = imported.known()
        self._made = lru_cache(maxsize=65536)(self._make)

    @property
    def digest(self) -> str:
        """What identifies this state of the knowledge, for the run."""
        return _joined_digest(self._base.digest, self._imported.digest("actors"))

    def actors(self) -> Iterator[Actor]:
        """Every actor, the base's first."""
        for actor in self._base.actors.values():
            yield self._joined(actor)
        for identifier in self._imported.ids():
            if identifier not in self._base.actors and (actor_ := self.get(identifier)):
                yield actor_

    def get(self, identifier: str) -> Actor | None:
        """The actor with this id, with or without "kb:"; None where there is none."""
        known = self._base.get(identifier)
        return self._joined(known) if known else self._made(identifier)

    def _make(self, identifier: str) -> Actor | None:
        rows = [actor_of(row) for row in self._imported.rows(identifier)]
        first = self._base.get(identifier) or (rows[0] if rows else None)
        return added(first, rows) if first else None

    def _joined(self, actor: Actor) -> Actor:
        return (self._made(actor.id) or actor) if actor.id in self._more else actor

    def _with(self, known: Iterable[Actor], imported: Iterable[ActorId]) -> tuple[Actor, ...]:
        """The known actors with their additions, then imported ones, each once."""
        found = {actor.id: self._joined(actor) for actor in known}
        for identifier in imported:
            if identifier not in found and (actor := self.get(identifier)):
                found[identifier] = actor
        return tuple(found.values())

    def find(self, name: str) -> tuple[Actor, ...]:
        """Who bears the name, spelled in any common way; as KnowledgeBase.find."""
        if name.islower():
            return ()
        named = self._imported.named
        found = named(NAME, name_key(name)) or named(NAME, fold(name)) or named(INITIALS, initials_key(name))
        known = self._base.find(name)
        if not found and not known and len(name) > 5:
            found = named(BARE, bare(name))
        return self._with(known, found)

    def find_demonym(self, word: str) -> tuple[Actor, ...]:
        """Whose people or things the word describes; imports tell none."""
        return self._with(self._base.find_demonym(word), ())

    def find_surname(self, surname: str) -> tuple[Actor, ...]:
        """The persons who go by this one name."""
        return self._with(self._base.find_surname(surname), self._imported.named(SURNAME, fold(surname)))

    def is_seat(self, name: str) -> bool:
        """True when the name is a place that stands for a government."""
        return self._base.is_seat(name)

    def holders(self, title: str, of: str, day: date) -> tuple[Actor, ...]:
        """Who may have held the office on the day: those of the base, else those of imports."""
        known = self._base.holders(title, of, day)
        body = None if known else self.get(of) or self.state(of)
        held = self._imported.held("post", body.id, plain_title(title), day) if body else ()
        return self._with(known, held)

    def checked(self, title: str, of: str) -> date | None:
        """Up to which day the holders of the office were followed."""
        return self._base.checked(title, of)

    def government(self, state: str, day: date) -> Actor | None:
        """Who governs the state on the day."""
        found = self._base.government(state, day) or self.get(state)
        return self._joined(found) if found else None

    def state(self, code: str) -> Actor | None:
        """The state with this ISO alpha-3 code."""
        found = self._base.state(code)
        return self._joined(found) if found else None

    def is_prominent(self, person: str, day: date) -> bool:
        """True for who led a state or a large organisation on the day."""
        return self._base.is_prominent(person, day)

    def people_of(self, organisation: str) -> tuple[Actor, ...]:
        """The persons known to belong to the organisation."""
        body = self.get(organisation)
        found = (self.get(i) for i in (self._imported.people_of(body.id) if body else ()))
        people = (actor.id for actor in found if actor and actor.kind == "person")
        return self._with(self._base.people_of(organisation), people)

    def names(self) -> Iterable[tuple[str, MentionKind]]:
        """All names and aliases with what a mention of them is; as KnowledgeBase.names."""
        yield from self._base.names()
        for identifier in self._imported.ids():
            for row in self._imported.rows(identifier):
                yield from mention_names(actor_of(row), self._base.is_seat)


def added(actor: Actor, rows: Iterable[Actor]) -> Actor:
    """The actor with the names, posts and ties that other rows tell and it does not have yet."""
    for row in rows:
        named = {fold(name) for name in (actor.name, *(a.name for a in actor.aliases))}
        aliases = [a for a in (Alias(name=row.name), *row.aliases) if fold(a.name) not in named]
        posts = [p for p in row.posts if p not in actor.posts]
        ties = [t for t in row.memberships if t not in actor.memberships]
        actor = replace(
            actor,
            aliases=(*actor.aliases, *aliases),
            posts=(*actor.posts, *posts),
            memberships=(*actor.memberships, *ties),
            sector=actor.sector or row.sector,
            country=actor.country or row.country,
            code=actor.code or row.code,
            wikidata=actor.wikidata or row.wikidata,
            note=actor.note or row.note,
        )
    return actor


class ExtendedGazetteer:
    """The shipped gazetteer with imported places; a place that both have is the shipped one, with more names."""

    def __init__(self, base: gazetteer.Gazetteer, imported: Imported) -> None:
        self._base = base
        self._imported = imported

    @property
    def digest(self) -> str:
        """What identifies the content, for the run."""
        return _joined_digest(self._base.digest, self._imported.digest("places"))

    def find(self, name: str) -> tuple[Place, ...]:
        """The places that bear a name, the largest first; as Gazetteer.find."""
        known = self._base.find(name)
        numbers = {place.geonames for place in known}
        more = gazetteer.named(name, self._imported.places_named)
        found = [self._known(place) for place in more if place.geonames not in numbers]
        return tuple(gazetteer.by_size([*known, *found])) if found else known

    def wide(self, name: str) -> tuple[Place, ...]:
        """The shipped countries and first-level divisions that are written so; as Gazetteer.wide."""
        return self._base.wide(name)

    def _known(self, place: Place) -> Place:
        return self._base.get(place.id) or place

    def get(self, place_id: str) -> Place | None:
        """The place with this id, None where there is none."""
        return self._base.get(place_id) or self._imported.place(place_id)

    def names(self) -> Iterator[str]:
        """Names by which a run of capitals is known for a place."""
        yield from self._base.names()
        for _, name, aliases, _, _, _, _, feature, people, *_ in self._imported.place_rows():
            if not feature.startswith("P.") or (people or 0) >= LEAST_PEOPLE:
                yield name
                yield from (alias for alias in aliases if " " in alias or len(alias) > 4)


def _joined_digest(own: str, imported: str) -> str:
    return hashlib.sha256(f"{own} {imported}".encode()).hexdigest()[:16] if imported else str(own)


def shipped(path: Path) -> tuple[KnowledgeBase | ExtendedBase, gazetteer.Gazetteer | ExtendedGazetteer]:
    """The package's knowledge base and gazetteer, with what the file at `path` adds where there is one."""
    base, places = KnowledgeBase.shipped(), gazetteer.Gazetteer.shipped()
    if not path.is_file():
        return base, places
    imported = Imported(path)
    has_actors, has_places = imported.digest("actors"), imported.digest("places")
    return (
        ExtendedBase(base, imported) if has_actors else base,
        ExtendedGazetteer(places, imported) if has_places else places,
    )
