"""Actors that only the record knows: bodies, groups, and persons named with a public role. Never private people."""

from __future__ import annotations

from collections.abc import Mapping

from onrecord.actors.findings import Finding, Scene, one
from onrecord.actors.names import abbreviation_after
from onrecord.actors.people import beside_posts
from onrecord.actors.phrases import clean, part_of_owner, public_role, splits, without_honorifics
from onrecord.model.actors import Actor, ActorKind
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


def by_record(scene: Scene) -> None:
    """Makes local actors for named bodies that nobody knows, and for unknown persons with a public role."""
    for mention in scene.open(*_KINDS):
        if is_proper(clean(mention.text)):
            explained = scene.defined.get(fold(clean(mention.text)))
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


def is_proper(name: str) -> bool:
    """True for a name of its own: a capital that is not only the first letter of a common noun."""
    tokens = name.split()
    if len(name) < 3 or not tokens:
        return False
    capitals = [t for t in tokens if t[:1].isupper()]
    if not capitals or tokens[0].casefold() in ("the", "a", "an", "his", "her", "its", "their", "our", "this", "that"):
        return any(t[:1].isupper() for t in tokens[1:])
    return len(capitals) > 1 or part_of_owner(name) is None


def _body(mention: Mention) -> Finding:
    name = clean(mention.text)
    kind = _KINDS[mention.kind]
    if kind is ActorKind.ORGANISATION and any(part_of_owner(s.rest) in ("government", "forces") for s in splits(name)):
        kind = ActorKind.GOVERNMENT_BODY
    actor = Actor(
        id=local_actor_id(fold(name), kind.value), name=name, kind=kind, sector=_SECTORS.get(kind), local=True
    )
    return one(actor, 0.75, "name of its own that the knowledge base does not have", name)


def _person(name: str, role: str) -> Actor:
    kind = ActorKind.PERSON
    return Actor(id=local_actor_id(fold(name), kind.value), name=name, kind=kind, note=f"named as {role}", local=True)
