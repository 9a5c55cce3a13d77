"""The actor knowledge base: who acts in public, under which names, in which posts, when."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache, cached_property
from importlib.resources import files
from types import MappingProxyType
from typing import Any, NamedTuple

from onrecord.errors import KnowledgeError
from onrecord.knowledge.days import Term, stretch, term
from onrecord.knowledge.loading import uncollected
from onrecord.knowledge.people import People
from onrecord.knowledge.titles import plain_title
from onrecord.model.actors import Actor, ActorKind, Alias, Membership, Post
from onrecord.model.dates import DateInterval
from onrecord.model.ids import ActorId, Digest, text_digest
from onrecord.model.mentions import MentionKind
from onrecord.model.names import bare, fold, is_initials

PREFIX = "kb:"
COMPILED = "actors.json"

_MENTION_KINDS: Mapping[ActorKind, MentionKind] = {
    ActorKind.STATE: MentionKind.STATE,
    ActorKind.GOVERNMENT_BODY: MentionKind.ORGANISATION,
    ActorKind.ORGANISATION: MentionKind.ORGANISATION,
    ActorKind.ARMED_GROUP: MentionKind.ARMED_GROUP,
    ActorKind.PARTY: MentionKind.ORGANISATION,
    ActorKind.PERSON: MentionKind.PERSON,
    ActorKind.MEDIA: MentionKind.MEDIA,
    ActorKind.COMPANY: MentionKind.COMPANY,
    ActorKind.GROUP: MentionKind.GROUP,
}

_LEADING = frozenset({"president", "prime minister", "chancellor", "supreme leader", "leader", "secretary general"})


_HEAD_OF_GOVERNMENT = "head of government"
_PREMIERSHIPS = ("prime minister", "chancellor")


class _Held(NamedTuple):
    """One holder of one office, or one member of one organisation."""

    actor: ActorId
    term: Term


class KnowledgeBase:
    """Actors by id, name, office and membership. Made once, never changed; `shipped()` gives the package's own."""

    def __init__(self, rows: Mapping[str, Any], digest: Digest) -> None:
        self._digest = digest
        actors = {actor.id: actor for actor in map(actor_of, rows["actors"])}
        self._actors: Mapping[ActorId, Actor] = MappingProxyType(actors)
        self._index_names(rows["actors"])
        self._index_ties(rows["actors"])
        self._rows: Mapping[str, Any] = rows

    @classmethod
    @cache
    def shipped(cls) -> KnowledgeBase:
        """The knowledge base that the package brings. Raises KnowledgeError where its file is damaged."""
        text = files(__package__).joinpath(COMPILED).read_text(encoding="utf-8")
        return cls.from_json(text, COMPILED)

    @classmethod
    def from_json(cls, text: str, file: str = "actors") -> KnowledgeBase:
        """The knowledge base in a compiled JSON text."""
        with uncollected():
            try:
                return cls(json.loads(text), text_digest(text))
            except (ValueError, KeyError, TypeError) as fault:
                raise KnowledgeError(file, "the whole file", f"damaged: {fault}") from fault

    @classmethod
    def from_yaml(cls, texts: Mapping[str, str]) -> KnowledgeBase:
        """The knowledge base in YAML texts by file name. Raises KnowledgeError at the first fault."""
        from onrecord.knowledge.schema import Files  # only here: it brings a YAML reader, which takes time to import

        gathered = Files()
        for name, text in texts.items():
            gathered.add(name, text)
        return cls.from_json(json.dumps(gathered.rows()), "actors")

    @property
    def actors(self) -> Mapping[ActorId, Actor]:
        """Every actor by id."""
        return self._actors

    @property
    def digest(self) -> Digest:
        """What identifies this state of the knowledge, for the run."""
        return self._digest

    def get(self, identifier: str) -> Actor | None:
        """The actor with this id, "kb:taliban" or "taliban"; None where there is none."""
        return self._actors.get(ActorId(identifier)) or self._actors.get(ActorId(PREFIX + identifier))

    def find(self, name: str) -> tuple[Actor, ...]:
        """The actors that bear the name, seats of government included, in id order; empty where none does.

        Case, diacritics, hyphens and articles do not matter, but a name has a capital somewhere where its script has
        any, and initials stay initials: "us" and "is" are no names. Persons are found by other transliterations and
        without a middle name, monarchs by title, where nobody bears the name as it is written.
        """
        if name.islower():
            return ()
        found = self._by_name.get(name_key(name)) or self._by_name.get(fold(name))
        if not found or name.isupper():  # "JEM" are initials of one group and, as "JeM", the short name of another
            found = list(dict.fromkeys((*(found or ()), *self._by_initials.get(initials_key(name), ()))))
        if not found and len(name) > 5:
            found = list(self._by_bare.get(bare(name), ()) or self._by_other_form.find(name))
        return tuple(self._actors[i] for i in found or ())

    def find_demonym(self, word: str) -> tuple[Actor, ...]:
        """The states or bodies whose people or things the word describes: "Chinese", "Afghans", "Kurdish"."""
        return tuple(self._actors[i] for i in self._by_demonym.get(fold(word), ()))

    def is_seat(self, name: str) -> bool:
        """True when the name is a place that stands for the government sitting there."""
        return fold(name) in self._seats

    def seats(self) -> Iterable[str]:
        """Every place that can stand for a government: "Beijing", "Islamabad"."""
        return tuple(self._seat_names)

    def demonyms(self) -> Iterable[str]:
        """Every adjective and noun for a people."""
        return tuple(self._demonym_names)

    def names(self) -> Iterable[tuple[str, MentionKind]]:
        """All names and aliases with what a mention of them is.

        Left out: seats, demonyms, single surnames, and words that others bear too unless they are initials.
        """
        for actor in self._actors.values():
            yield from mention_names(actor, self.is_seat)

    def find_surname(self, surname: str) -> tuple[Actor, ...]:
        """The persons who go by this one name: "Putin", "Wang"."""
        return tuple(self._actors[i] for i in self._by_surname.get(fold(surname), ()))

    def holders(self, title: str, of: str, day: date) -> tuple[Actor, ...]:
        """Who may have held the office on the day: one where the files are sure, several where dates are coarse.

        Where another actor governs the state on the day its ministers are asked for too: the Taliban's foreign
        minister is Afghanistan's while the Taliban rule.
        """
        body = self._id(of)
        ruling = tuple(dict.fromkeys((body, *_on(self._governing.get(body, ()), day))))
        office = self._head(ruling, day) if fold(title) == _HEAD_OF_GOVERNMENT else plain_title(title)
        terms = [held for by in ruling for held in self._offices.get((by, office), ())]
        return tuple(self._actors[i] for i in _on(terms, day))

    def _head(self, ruling: Sequence[ActorId], day: date) -> str:
        """The office that heads the government: the president's where there is no premiership on the day.

        A premiership that the files list without anybody in it on the day is one all the same.
        """
        for office in _PREMIERSHIPS:
            for by in ruling:
                spans = self._existed.get((by, office), ())
                if (by, office) in self._checked and (not spans or any(span.holds(day) for span in spans)):
                    return office
        return "president"

    def holder(self, title: str, of: str, day: date) -> Actor | None:
        """Who held the office on the day; None where nobody is known or the dates leave two.

        `of` is the id of the state or organisation, with or without "kb:", or an ISO alpha-3 code.
        """
        found = self.holders(title, of, day)
        return found[0] if len(found) == 1 else None

    def checked(self, title: str, of: str) -> date | None:
        """The last day up to which the holders of the office were followed; None where the files do not say."""
        return self._checked.get((self._id(of), plain_title(title)))

    def posts_on(self, person: str, day: date) -> tuple[Post, ...]:
        """The posts that a person may have held on the day."""
        actor = self.get(person)
        return tuple(p for p in actor.posts if p.held.holds(day)) if actor else ()

    def members(self, organisation: str, day: date) -> tuple[Actor, ...]:
        """Who surely or possibly was a member on the day, in id order."""
        terms = self._members.get(self._id(organisation), ())
        return tuple(self._actors[i] for i in sorted(h.actor for h in terms if h.term.held.holds(day)))

    def is_member(self, actor: str, organisation: str, day: date) -> bool | None:
        """Whether the actor was a member on the day; None where the dates are too coarse or no members are listed."""
        who, listed = self._id(actor), self._members.get(self._id(organisation), ())
        if not listed:
            return None
        terms = [h.term for h in listed if h.actor == who]
        if any(t.surely is not None and t.surely.holds(day) for t in terms):
            return True
        return None if any(t.held.holds(day) for t in terms) else False

    def government(self, state: str, day: date) -> Actor | None:
        """Who governs the state on the day: another actor where the files name one, else the state itself."""
        of = self._id(state)
        found = _on(self._governing.get(of, ()), day)
        if len(found) > 1:
            return None
        return self._actors[found[0]] if found else self._actors.get(of)

    def state(self, code: str) -> Actor | None:
        """The state with this ISO 3166-1 alpha-3 code; None where there is none."""
        return self._actors.get(self._by_code.get(code, ActorId("")))

    def is_prominent(self, person: str, day: date) -> bool:
        """True for who led a state on the day: their single name needs no introduction."""
        return any(plain_title(post.title) in _LEADING for post in self.posts_on(person, day))

    def people_of(self, organisation: str) -> tuple[Actor, ...]:
        """The persons who hold or held a post in the organisation or belong to it."""
        return tuple(self._actors[i] for i in self._people.get(self._id(organisation), ()))

    def _id(self, name: str) -> ActorId:
        if name in self._by_code:
            return self._by_code[name]
        return ActorId(name if name.startswith(PREFIX) else PREFIX + name)

    def _index_names(self, rows: Sequence[Mapping[str, Any]]) -> None:
        by_name: dict[str, list[ActorId]] = defaultdict(list)
        by_initials: dict[str, list[ActorId]] = defaultdict(list)
        by_demonym: dict[str, list[ActorId]] = defaultdict(list)
        self._seat_names: dict[str, None] = {}
        self._demonym_names: dict[str, None] = {}
        for row in rows:
            actor = self._actors[ActorId(PREFIX + row["id"])]
            for name in (actor.name, *(alias.name for alias in actor.aliases)):
                if name.isupper() and is_initials(name):
                    _put(by_initials, initials_key(name), actor.id)
                else:
                    _put(by_name, name_key(name), actor.id)
            for demonym in row.get("demonyms", ()):
                _put(by_demonym, fold(demonym), actor.id)
                self._demonym_names[demonym] = None
            for seat in row.get("seats", ()):
                self._seat_names[seat[0]] = None
        self._seats = frozenset(fold(name) for name in self._seat_names)
        self._by_name, self._by_initials = dict(by_name), dict(by_initials)
        self._by_demonym = dict(by_demonym)
        states = (a for a in self._actors.values() if a.kind is ActorKind.STATE and a.country)
        self._by_code = {str(a.country): a.id for a in states}

    @cached_property
    def _by_bare(self) -> Mapping[str, Sequence[ActorId]]:
        """A looser index, made when it is first asked: most names are found without it."""
        index: dict[str, list[ActorId]] = defaultdict(list)
        for actor in self._actors.values():
            for name in (actor.name, *(alias.name for alias in actor.aliases)):
                if not is_initials(name) and not name_key(name).startswith("the "):
                    _put(index, bare(name), actor.id)
        return dict(index)

    @cached_property
    def _by_other_form(self) -> People:
        """Persons by looser forms of their names; made when it is first asked."""
        return People(self._actors, self._family_first)

    def _index_ties(self, rows: Sequence[Mapping[str, Any]]) -> None:
        members: dict[ActorId, list[_Held]] = defaultdict(list)
        governing: dict[ActorId, list[_Held]] = defaultdict(list)
        for row in rows:
            for kind, of, start, end in _of(row, "ties"):
                held = _Held(ActorId(PREFIX + row["id"]), term(start, end))
                if kind == "member_of":
                    members[ActorId(PREFIX + of)].append(held)
                elif kind == "governs":
                    governing[ActorId(PREFIX + of)].append(held)
        self._members, self._governing = dict(members), dict(governing)

    @cached_property
    def _people(self) -> Mapping[str, Sequence[ActorId]]:
        """Who belongs to an organisation; made when it is first asked, as all of what follows."""
        people: dict[str, list[ActorId]] = defaultdict(list)
        for _, actor in self._persons():
            for of in (*(p.organisation for p in actor.posts), *(m.actor for m in actor.memberships)):
                if of is not None:
                    _put(people, of, actor.id)
        return dict(people)

    @cached_property
    def _by_surname(self) -> Mapping[str, Sequence[ActorId]]:
        surnames: dict[str, list[ActorId]] = defaultdict(list)
        for row, actor in self._persons():
            _put(surnames, fold(surname_of(row)), actor.id)
            if (whole := _surname_with_particles(row)) is not None:
                _put(surnames, fold(whole), actor.id)
        return dict(surnames)

    @cached_property
    def _family_first(self) -> frozenset[ActorId]:
        return frozenset(actor.id for row, actor in self._persons() if row.get("family") == "first")

    @cached_property
    def _offices(self) -> Mapping[tuple[ActorId, str], Sequence[_Held]]:
        held: dict[tuple[ActorId, str], list[_Held]] = defaultdict(list)
        for row, actor in self._persons():
            for title, of, start, end in row.get("posts", ()):
                held[ActorId(PREFIX + of), plain_title(title)].append(_Held(actor.id, term(start, end)))
        offices = {key: tuple(terms) for key, terms in held.items()}
        for office in self._rows["offices"]:
            _add_titles(offices, ActorId(PREFIX + office["of"]), office["titles"])
        return offices

    @cached_property
    def _checked(self) -> Mapping[tuple[ActorId, str], date]:
        followed = [office for office in self._rows["offices"] if office.get("checked")]
        return {
            (ActorId(PREFIX + office["of"]), plain_title(title)): end
            for office in followed
            for title in office["titles"]
            if (end := stretch(office["checked"]).end) is not None
        }

    @cached_property
    def _existed(self) -> Mapping[tuple[ActorId, str], tuple[DateInterval, ...]]:
        """When an office existed, where the files say so."""
        return {
            (ActorId(PREFIX + office["of"]), plain_title(office["titles"][0])): tuple(
                term(*span).held for span in spans
            )
            for office in self._rows["offices"]
            if (spans := office.get("existed"))
        }

    def _persons(self) -> Iterator[tuple[Mapping[str, Any], Actor]]:
        """The rows of persons with what was made of them."""
        for row in self._rows["actors"]:
            if row["kind"] == ActorKind.PERSON:
                yield row, self._actors[ActorId(PREFIX + row["id"])]


def _add_titles(offices: dict[tuple[ActorId, str], tuple[_Held, ...]], of: ActorId, titles: Sequence[str]) -> None:
    """An office of several titles: every title leads to the same holders."""
    first = (of, plain_title(titles[0]))
    terms = offices.get(first, ())
    for title in titles:
        key = (of, plain_title(title))
        if key != first:
            # Equal terms are one object, see `term`: comparing dates would take half of the time.
            known = {(held.actor, id(held.term)): held for held in (*offices.get(key, ()), *terms)}
            offices[key] = tuple(known.values())


def _on(terms: Iterable[_Held], day: date) -> list[ActorId]:
    """Whose term holds the day: the sure ones where there are any, else the possible ones."""
    possible = [h for h in terms if h.term.held.holds(day)]
    sure = [h for h in possible if h.term.surely is not None and h.term.surely.holds(day)]
    return list(dict.fromkeys(h.actor for h in sure or possible))


def mention_names(actor: Actor, is_seat: Callable[[str], bool]) -> Iterator[tuple[str, MentionKind]]:
    """The names by which an actor is found in a text, with what a mention of them is."""
    kind = _MENTION_KINDS[actor.kind]
    yield actor.name, kind
    for alias in actor.aliases:
        if not is_seat(alias.name) and (not alias.ambiguous or is_initials(alias.name)):
            yield alias.name, kind


def whole_id(identifier: str) -> ActorId:
    """The id as it is outside: one of the knowledge files' own is led by "kb:", an imported one has a lead already."""
    return ActorId(identifier if ":" in identifier else PREFIX + identifier)


def actor_of(row: Mapping[str, Any]) -> Actor:
    """The actor of a row; its seats become aliases that others may bear."""

    def aliases(key: str, seat: bool) -> list[Alias]:
        rows = _of(row, key)
        return [
            Alias(name=n, language=tongue, held=term(a, b).held, ambiguous=odd or seat) for n, tongue, a, b, odd in rows
        ]

    posts = [Post(title=t, organisation=whole_id(of), held=term(a, b).held) for t, of, a, b in _of(row, "posts")]
    ties = [Membership(kind=k, actor=whole_id(of), held=term(a, b).held) for k, of, a, b in _of(row, "ties")]
    return Actor(
        id=whole_id(row["id"]),
        name=row["name"],
        kind=ActorKind(row["kind"]),
        aliases=(*aliases("aliases", False), *aliases("seats", True)),
        sector=row.get("sector"),
        country=row.get("country"),
        code=row.get("code"),
        wikidata=row.get("wikidata"),
        posts=tuple(posts),
        memberships=tuple(ties),
        note=row.get("note"),
    )


def _of(row: Mapping[str, Any], key: str) -> Sequence[Any]:
    return row.get(key) or ()


def _put(index: dict[str, list[ActorId]] | dict[ActorId, list[ActorId]], key: Any, actor: ActorId) -> None:
    found = index.setdefault(key, [])
    if actor not in found:
        found.append(actor)


def name_key(name: str) -> str:
    """The folded name, "the" kept before a single word: the Independent is a newspaper, independent is none."""
    key = fold(name)
    return f"the {key}" if name[:4].casefold() == "the " and " " not in key else key


def initials_key(name: str) -> str:
    """The key of initials: capitals only, or for four letters and more also a capitalised word ("Nato")."""
    text = fold(name)
    name = re.sub(r"^[Tt]he\s+", "", name.strip())
    letters = [c for c in name if c.isalpha()]
    if is_initials(name) or (len(text) >= 4 and " " not in text and letters and letters[0].isupper()):
        return text.replace(" ", "")
    return ""


def _surname_with_particles(row: Mapping[str, Any]) -> str | None:
    """ "van den Broek", "de la Rúa" of a name with small words before its last; None for all others."""
    words = row["name"].split()
    start = len(words) - 1
    while start > 1 and words[start - 1].islower():
        start -= 1
    return " ".join(words[start:]) if start < len(words) - 1 else None


def surname_of(row: Mapping[str, Any]) -> str:
    """The name that a person goes by: the last word, the first where the file says that family names lead."""
    family = row.get("family")
    words = row["name"].split()
    if family == "first":
        return str(words[0])
    return str(words[-1] if family in (None, "last") else family)
