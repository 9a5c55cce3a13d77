"""A person's team or administration: the person acting, where the article tells who the person is."""

from __future__ import annotations

from onrecord.actors.findings import Finding, Scene, one
from onrecord.actors.phrases import clean, splits, words
from onrecord.model.mentions import Mention, MentionKind
from onrecord.model.names import fold

_KINDS = (MentionKind.GROUP, MentionKind.ORGANISATION, MentionKind.STATE)


def by_circle(scene: Scene) -> None:
    """Finds "Moreau's team", "the Moreau administration" as Moreau acting, once persons are known."""
    for mention in scene.open(*_KINDS):
        finding = circle_of(scene, mention)
        if finding:
            scene.put(mention, finding)


def circle_of(scene: Scene, mention: Mention) -> Finding | None:
    """The person whose circle the words are; None where no person's name owns them, or it is open who that is."""
    for split in splits(mention.text):
        if split.turned or split.undone or fold(split.rest) not in words("actors_bodies", "circle"):
            continue
        person = _owner(scene, mention, split.owner)
        if person is not None and person.actor is not None:
            return one(person.actor, 0.75, f"{split.rest} of {person.actor.name}")
    return None


def _owner(scene: Scene, mention: Mention, name: str) -> Finding | None:
    """Whom the name inside the phrase was found to name."""
    key = fold(clean(name))
    for other in scene.mentions:
        named = other.kind is MentionKind.PERSON and fold(clean(other.text)) == key
        if named and other.id in scene.found and other.span.within(mention.span):
            return scene.found[other.id]
    return None
