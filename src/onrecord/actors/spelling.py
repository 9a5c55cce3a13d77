"""Misspelled names: a bounded edit distance to names that the article's context already brings."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.actors.findings import Finding, Scene, one
from onrecord.actors.names import NAMED, fits
from onrecord.actors.phrases import clean, without_honorifics
from onrecord.model.actors import Actor, ActorKind
from onrecord.model.mentions import Mention, MentionKind
from onrecord.model.names import fold


def by_spelling(scene: Scene) -> None:
    """Finds open mentions that are a slip away from a name of an actor in the article, or of its people."""
    names = dict(_names_used(scene))
    people = dict(_people_around(scene))
    for mention in scene.open(*NAMED):
        _keep(scene, mention, fold(clean(mention.text)), names)
    for mention in scene.open(MentionKind.PERSON):
        name = fold(without_honorifics(clean(mention.text))[1])
        if " " in name:
            _keep(scene, mention, name, people)


def _keep(scene: Scene, mention: Mention, name: str, known: dict[str, Actor]) -> None:
    if not name.replace(" ", "").isalpha() or not mention.text[:1].isupper():
        return
    near = {known[k].id: (k, known[k]) for k in known if _slips(name, k) and fits(known[k], mention.kind)}
    if len(near) == 1:
        key, actor = next(iter(near.values()))
        scene.put(mention, one(actor, 0.7, f"a slip away from {key}, which the article's context brings", actor.name))
    elif near:
        actors = tuple(actor for _, actor in near.values())[:3]
        scene.put(mention, Finding(actors, 0.4, "a slip away from several names", actors[0].name))


def _names_used(scene: Scene) -> Iterator[tuple[str, Actor]]:
    """The words that the article itself uses for actors, other than persons."""
    for key, finding in scene.used.items():
        actor = finding.actor
        if actor and actor.kind is not ActorKind.PERSON and len(key) >= 5:
            yield key, actor


def _people_around(scene: Scene) -> Iterator[tuple[str, Actor]]:
    """The names of persons who belong to a body or group of the article."""
    for identifier in list(scene.places):
        for person in scene.base.people_of(identifier):
            for name in (person.name, *(a.name for a in person.aliases)):
                key = fold(name)
                if " " in key:
                    yield key, person


def _slips(left: str, right: str) -> bool:
    """True when every word is the other's but for one letter, two in long words; first letters stay."""
    if left == right:
        return False
    pairs = list(zip(left.split(), right.split(), strict=False))
    if len(left.split()) != len(right.split()):
        return False
    return all(a == b or _near(a, b) for a, b in pairs)


def _near(left: str, right: str) -> bool:
    longest = max(len(left), len(right))
    allowed = 0 if longest < 5 else 1 if longest < 10 else 2
    if left[:1] != right[:1] or abs(len(left) - len(right)) > allowed:
        return False
    return distance(left, right, allowed) <= allowed


def distance(left: str, right: str, bound: int) -> int:
    """The Levenshtein distance of two words, or bound + 1 where it is greater than the bound."""
    previous = list(range(len(right) + 1))
    for i, a in enumerate(left, 1):
        current = [i]
        for j, b in enumerate(right, 1):
            current.append(min(previous[j] + 1, current[-1] + 1, previous[j - 1] + (a != b)))
        if min(current) > bound:
            return bound + 1
        previous = current
    return previous[-1]
