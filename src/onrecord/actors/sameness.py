"""Whether one mention can mean whom another does, where a reading says that the two mean the same."""

from __future__ import annotations

from collections.abc import Mapping

from onrecord.actors.evidence import proper
from onrecord.actors.findings import Scene
from onrecord.actors.phrases import clean, without_honorifics, words
from onrecord.model.actors import Actor, ActorKind
from onrecord.model.ids import MentionId
from onrecord.model.mentions import Mention, MentionKind
from onrecord.model.names import bare, fold, is_initials

_OFFICIAL = (ActorKind.STATE, ActorKind.GOVERNMENT_BODY)
_BODIES = (MentionKind.STATE, MentionKind.ORGANISATION, MentionKind.ARMED_GROUP, MentionKind.COMPANY, MentionKind.MEDIA)
_COUNTRIES = frozenset({"country", "nation", "state", "kingdom", "republic"})
_ANY = frozenset({"body", "organisation", "organization", "institution", "side", "group", "it", "they"})


def may_mean(scene: Scene, known: Mapping[MentionId, Mention], left: MentionId, right: MentionId) -> bool:
    """True unless the words speak against it: two names with nothing in common, a person and a body, a wrong noun."""
    if right in scene.aside:
        return False
    mention, finding = known[right], scene.found[left]
    if len(finding.actors) != 1 or left not in known:
        return True
    actor = finding.actors[0]
    name = without_honorifics(clean(mention.text))[1]
    if mention.kind is MentionKind.PERSON and actor.kind is not ActorKind.PERSON:
        return not name[:1].isupper()
    if mention.kind in (*_BODIES, MentionKind.GROUP) and actor.kind is ActorKind.PERSON:
        return False
    if proper(mention) and mention.kind is not MentionKind.POST:
        return _is_called(actor, name) or _meet(clean(known[left].text), name)
    return _noun_fits(actor, mention)


def _is_called(actor: Actor, name: str) -> bool:
    return any(_meet(own, name) for own in (actor.name, *(alias.name for alias in actor.aliases)))


def _meet(one: str, other: str) -> bool:
    """True where the names share a word, or one is the other's initials."""
    if is_initials(one) or is_initials(other):
        short, long = (one, other) if is_initials(one) else (other, one)
        initials = "".join(word[0] for word in fold(long).split())
        return fold(short) in (fold(long), initials) or fold(short) in fold(long).split()
    return bool(set(fold(one).split()) & set(fold(other).split())) or bare(one) == bare(other)


def _noun_fits(actor: Actor, mention: Mention) -> bool:
    """False for "the group" of a government, "the country" of a body, "the court" of what is no court."""
    tokens = fold(clean(mention.text)).split()
    noun = tokens[-1] if tokens else ""
    if mention.kind not in _BODIES:
        return True
    if noun in _COUNTRIES:
        return actor.kind is ActorKind.STATE
    if actor.kind in _OFFICIAL:
        return noun not in words("actors_bodies", "groups") and noun != "group"
    if actor.local and noun in words("actors_bodies", "heads") and noun not in _ANY:
        return noun in fold(actor.name).split() or noun in words("actors_bodies", "groups")
    return True
