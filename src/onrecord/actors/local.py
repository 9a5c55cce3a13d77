"""Actors that only the record knows: bodies, groups, and persons named with a public role. Never private people."""

from __future__ import annotations

import re
from collections.abc import Mapping

from onrecord.actors.findings import Finding, Scene, one
from onrecord.actors.names import abbreviation_after, owner_of
from onrecord.actors.people import beside_posts
from onrecord.actors.phrases import (
    clean,
    is_generic,
    part_of_owner,
    public_role,
    splits,
    state_body,
    without_honorifics,
)
from onrecord.model.actors import Actor, ActorKind, Membership
from onrecord.model.ids import local_actor_id
from onrecord.model.mentions import Mention, MentionKind
from onrecord.model.names import fold

_KINDS: Mapping[MentionKind, ActorKind] = {
    MentionKind.ORGANISATION: ActorKind.ORGANISATION,
    MentionKind.ARMED_GROUP: ActorKind.ARMED_GROUP,
    MentionKind.MEDIA: ActorKind.MEDIA,
    MentionKind.COMPANY: ActorKind.COMPANY,
}
_SECTORS: Mapping[ActorKind, str] = {
    ActorKind.ARMED_GROUP: "REB",
    ActorKind.MEDIA: "MED",
    ActorKind.COMPANY: "BUS",
}

_POINTING = frozenset({"a", "an", "his", "her", "its", "their", "our", "this", "that", "some", "another", "one"})
_SMALL = frozenset(
    {
        "of",
        "the",
        "for",
        "and",
        "in",
        "on",
        "to",
        "against",
        "de",
        "del",
        "da",
        "do",
        "dos",
        "la",
        "le",
        "les",
        "el",
        "al",
        "wal",
    }
    | {
        "i",
        "e",
        "y",
        "et",
        "und",
        "van",
        "von",
        "der",
        "des",
        "du",
        "ul",
        "wa",
        "fi",
        "bin",
        "ibn",
        "with",
        "without",
        "at",
        "by",
    }
)


def by_record(scene: Scene) -> None:
    """Makes local actors for named bodies that nobody knows, and for unknown persons with a public role."""
    for mention in scene.open(*_KINDS):
        explained = scene.defined.get(fold(clean(mention.text))) or _body_of_state(scene, mention)
        if explained or is_proper(scene, clean(mention.text)):
            scene.put(mention, explained or _body(mention))
            short = abbreviation_after(scene, mention)
            if short:
                finding = scene.found[mention.id]
                scene.defined.setdefault(
                    fold(short), finding.again(0.95, f"explained in brackets as {finding.compared}")
                )
    for mention in scene.open(MentionKind.PERSON):
        name = without_honorifics(clean(mention.text))[1]
        role = public_title(scene, mention)
        if role and len(name.split()) > 1 and name[0].isupper():
            actor = _person(name, role)
            scene.put(mention, one(actor, 0.8, f"unknown person named as {role}", name))
            _spread(scene, name, scene.found[mention.id])


def _spread(scene: Scene, name: str, finding: Finding) -> None:
    """The same person by the same name, or by the last word of it, elsewhere in the article."""
    whole, last = fold(name), fold(name.split()[-1])
    bearers = {fold(without_honorifics(clean(m.text))[1]) for m in scene.mentions if m.kind is MentionKind.PERSON}
    alone = sum(1 for bearer in bearers if bearer.split()[-1:] == [last] and " " in bearer) == 1
    for mention in scene.open(MentionKind.PERSON):
        key = fold(without_honorifics(clean(mention.text))[1])
        if key == whole or (alone and key == last):
            scene.put(mention, finding.again(0.95, f"the same name as {name}"))
    for mention in scene.open(MentionKind.POST):
        person = next((m for m in scene.mentions if scene.found.get(m.id) is finding), None)
        if person and mention in beside_posts(scene, person):
            scene.put(mention, finding.again(0.95, f"title beside the name {name}"))


def public_title(scene: Scene, person: Mention) -> str | None:
    """The public role that the article names the person with: a title before or behind the name; None for none."""
    titles, _ = without_honorifics(clean(person.text))
    for words in (titles, *(clean(m.text) for m in beside_posts(scene, person))):
        if words and public_role(words):
            return words
    return None


def is_proper(scene: Scene, name: str) -> bool:
    """True for a name of its own: capitals throughout, no description, no people's name, no body that any state has."""
    tokens = name.split()
    if len(name) < 3 or not tokens or tokens[0].casefold() in _POINTING or scene.base.find_demonym(name):
        return False
    kept = tokens[1:] if tokens[0].casefold() == "the" else tokens
    heads = [t for t in kept if t.casefold() not in _SMALL]
    if len(heads) == 1 and part_of_owner(name):
        return False
    return bool(heads) and all(t[:1].isupper() or t[:1].isdigit() or "-" in t for t in heads) and not is_generic(name)


def _body(mention: Mention) -> Finding:
    """A finding of a local actor for a body with a name of its own."""
    name = re.sub(r"^[Tt]he\s+", "", clean(mention.text))
    kind = _KINDS[mention.kind]
    if kind is ActorKind.ORGANISATION and any(part_of_owner(s.rest) in ("government", "forces") for s in splits(name)):
        kind = ActorKind.GOVERNMENT_BODY
    actor = Actor(
        id=local_actor_id(fold(name), kind.value), name=name, kind=kind, sector=_SECTORS.get(kind), local=True
    )
    return one(actor, 0.75, "name of its own that the knowledge base does not have", name)


def _body_of_state(scene: Scene, mention: Mention) -> Finding | None:
    """A parliament, court or the like of a known state: one local actor however its name is turned."""
    for split in splits(mention.text):
        body = state_body(split.rest)
        owner = owner_of(scene, split) if body and not split.undone else None
        if body and owner and owner.actor and owner.actor.kind is ActorKind.STATE:
            state = owner.actor
            name = f"{body[1].capitalize()} of {state.name}"
            kind = ActorKind.GOVERNMENT_BODY
            actor = Actor(
                id=local_actor_id(fold(name), kind.value),
                name=name,
                kind=kind,
                sector=body[0],
                country=state.country,
                code=f"{state.country}{body[0]}" if state.country else None,
                memberships=(Membership(kind="part_of", actor=state.id),),
                local=True,
            )
            return one(actor, 0.8, f"body of {state.name} with a will of its own: {split.rest}", name)
    return None


def _person(name: str, role: str) -> Actor:
    kind = ActorKind.PERSON
    return Actor(id=local_actor_id(fold(name), kind.value), name=name, kind=kind, note=f"named as {role}", local=True)
