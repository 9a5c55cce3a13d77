"""Actors that only the record knows: bodies, groups, and persons named with a public role. Never private people."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from onrecord.actors.evidence import head_of, is_name_of_person, is_piece, long_before, shows_body
from onrecord.actors.findings import Finding, Scene, one
from onrecord.actors.names import abbreviation_after, owned, owner_of
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
from onrecord.model.names import fold, is_initials

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
    _bodies(scene)
    for mention in scene.open(*_KINDS, MentionKind.GROUP):
        finding = owned(scene, mention)
        if finding:
            scene.put(mention, finding)
    for mention in scene.open(MentionKind.PERSON):
        name = without_honorifics(clean(mention.text))[1]
        role = public_title(scene, mention)
        if role and len(name.split()) > 1 and name[0].isupper() and is_name_of_person(scene, mention, name):
            actor = _person(name, role)
            scene.put(mention, one(actor, 0.8, f"unknown person named as {role}", name))
            _spread(scene, name, scene.found[mention.id])


def _bodies(scene: Scene) -> None:
    """Bodies with names of their own, the fullest names first, so that shorter ones can lead back to them."""
    made: dict[str, Finding] = {}
    mentions = sorted(scene.open(*_KINDS), key=lambda m: (-len(m.text), m.span))
    shown = _shown(scene, mentions)
    for mention in mentions:
        name = clean(mention.text)
        finding = scene.defined.get(fold(name)) or _body_of_state(scene, mention)
        if finding is None and is_proper(scene, name):
            finding = _named_body(scene, mention, made, shown)
        if finding is None:
            continue
        scene.put(mention, finding)
        scene.used.setdefault(fold(name), finding)
        short = abbreviation_after(scene, mention)
        if short:
            scene.defined.setdefault(fold(short), finding.again(0.95, f"explained in brackets as {finding.compared}"))
    for mention in scene.open(*_KINDS):
        finding = scene.defined.get(fold(clean(mention.text)))
        if finding:
            scene.put(mention, finding)


def _shown(scene: Scene, mentions: Sequence[Mention]) -> frozenset[str]:
    """The folded names that the article shows, where it tells them once at least, to be those of bodies."""
    names = [(clean(m.text), m) for m in mentions]
    names = [(name, m) for name, m in names if is_proper(scene, name)]
    explained = {fold(name): long for name, m in names if is_initials(name) and (long := long_before(scene, m))}
    shown = {fold(name) for name, m in names if shows_body(scene, m, name)}
    return frozenset(key for key in shown if key not in explained or head_of(explained[key]))


def _named_body(scene: Scene, mention: Mention, made: dict[str, Finding], shown: frozenset[str]) -> Finding | None:
    """The body that a name of its own bears; None where nothing shows that it is one's, or it is but a piece."""
    name = clean(mention.text)
    key = _local_key(scene, name)
    fuller = [k for k in made if k == key or k.startswith(f"{key} of ") or k.endswith(f" {key}")]
    if len(fuller) == 1 and (fuller[0] == key or " " in key):
        return made[fuller[0]].again(0.95, "part of a fuller name in the article")
    if fold(name) not in shown or is_piece(scene, mention):
        return None
    finding = _body(scene, mention)
    made.setdefault(key, finding)
    return finding


def _local_key(scene: Scene, name: str) -> str:
    """The folded name, a state or its adjective in front put behind: "Afghan X" is "x of afghanistan"."""
    tokens = re.sub(r"^[Tt]he\s+", "", name).split()
    for size in (2, 1):
        head = " ".join(tokens[:size])
        states = [a for a in scene.base.find(head) or scene.base.find_demonym(head) if a.kind is ActorKind.STATE]
        if len(tokens) > size + 1 and len(states) == 1:
            return f"{fold(' '.join(tokens[size:]))} of {fold(states[0].name)}"
    return fold(" ".join(tokens))


def _spread(scene: Scene, name: str, finding: Finding) -> None:
    """The same person by the same name, or by the last word of it, elsewhere in the article."""
    whole = fold(name)
    ends = {whole.split()[0], whole.split()[-1]}
    bearers = {fold(without_honorifics(clean(m.text))[1]) for m in scene.mentions if m.kind is MentionKind.PERSON}
    shared = {word for bearer in bearers if " " in bearer and bearer != whole for word in bearer.split()}
    for mention in scene.open(MentionKind.PERSON):
        key = fold(without_honorifics(clean(mention.text))[1])
        if key == whole or key in ends - shared:
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


def _body(scene: Scene, mention: Mention) -> Finding:
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
