"""Mentions of states, bodies, groups and media by name: aliases by date, abbreviations, bodies of an owner."""

from __future__ import annotations

import re
from datetime import date

from onrecord.actors.findings import Finding, Scene, one
from onrecord.actors.phrases import Split, clean, part_of_owner, splits
from onrecord.model.actors import Actor, ActorKind
from onrecord.model.dates import DateInterval
from onrecord.model.mentions import Mention, MentionKind
from onrecord.model.names import fold, is_initials

NAMED = (
    MentionKind.STATE,
    MentionKind.ORGANISATION,
    MentionKind.ARMED_GROUP,
    MentionKind.MEDIA,
    MentionKind.COMPANY,
)
_BRACKETED = re.compile(
    r"\s*[(（\[]\s*(?:the\s+|or\s+|hereafter\s+)?[\"“'‘]?([^\W\d_][\w.\-–/ ]{1,24}?)[\"”'’]?\s*[)）\]]"
)


def by_name(scene: Scene) -> None:
    """Finds every mention that bears a known name, then abbreviations that the article explains, then bodies."""
    for mention in scene.open(*NAMED):
        finding = named(scene, mention.text, mention.kind)
        if finding:
            scene.put(mention, finding)
            scene.used[fold(clean(mention.text))] = finding
    _explain(scene)
    for mention in scene.open(*NAMED):
        finding = scene.defined.get(fold(clean(mention.text))) or owned(scene, mention)
        if finding:
            scene.put(mention, finding)
    for mention in scene.open(MentionKind.GROUP):
        finding = owned(scene, mention)
        if finding:
            scene.put(mention, finding)


def named(scene: Scene, text: str, kind: MentionKind) -> Finding | None:
    """Whom the words name by themselves on the article's day; None for nobody."""
    name = clean(text)
    found = [a for a in scene.base.find(name) if fits(a, kind)]
    if not found and kind is MentionKind.STATE:
        found = list(scene.base.find_demonym(name))
        return _choose(scene, found, name, "people's name used for its government") if found else None
    return _choose(scene, found, name, "name")


def _choose(scene: Scene, actors: list[Actor], name: str, reason: str) -> Finding | None:
    """The actors that bore the name on the day; those who bore it before where there are none."""
    current = [a for a in actors if _bore(a, name, scene.day)]
    if not current:
        former = [a for a in actors if _bore_before(a, name, scene.day)]
        return Finding(tuple(former), 0.8, f"{reason}, borne earlier", former[0].name) if former else None
    if len(current) > 1:
        current = _by_context(scene, current)
    score = 0.97 if len(current) == 1 else 0.5
    seat = scene.base.is_seat(name)
    return Finding(tuple(current), score, "seat of government" if seat else reason, current[0].name)


def _by_context(scene: Scene, actors: list[Actor]) -> list[Actor]:
    """The one that the article's other actors point to; all where they point to none."""
    ranked = sorted(((scene.nearness(a, 0), a) for a in actors), key=lambda pair: (-pair[0], pair[1].id))
    if ranked[0][0] > ranked[1][0]:
        return [ranked[0][1]]
    return [actor for _, actor in ranked]


def _held(actor: Actor, name: str) -> list[DateInterval]:
    """When the actor bore the name; always for its own."""
    key = fold(name)
    return [alias.held for alias in actor.aliases if fold(alias.name) == key] or [DateInterval(None, None)]


def _bore(actor: Actor, name: str, day: date | None) -> bool:
    return day is None or any(held.holds(day) for held in _held(actor, name))


def _bore_before(actor: Actor, name: str, day: date | None) -> bool:
    return day is not None and any(held.end is not None and held.end <= day for held in _held(actor, name))


def fits(actor: Actor, kind: MentionKind) -> bool:
    """True when a mention of this kind can name the actor."""
    if kind is MentionKind.PERSON or actor.kind is ActorKind.PERSON:
        return kind is MentionKind.PERSON and actor.kind is ActorKind.PERSON
    if kind is MentionKind.MEDIA:
        return actor.kind not in (ActorKind.STATE, ActorKind.ARMED_GROUP)
    if kind is MentionKind.COMPANY:
        return actor.kind in (ActorKind.COMPANY, ActorKind.MEDIA, ActorKind.ORGANISATION)
    return True


def _explain(scene: Scene) -> None:
    """Abbreviations in brackets behind a name: "Full Name (FN)", and names behind an abbreviation."""
    for mention in scene.mentions:
        if mention.kind not in NAMED:
            continue
        other = abbreviation_after(scene, mention)
        if not other:
            continue
        finding = scene.found.get(mention.id)
        if finding:
            scene.defined.setdefault(
                fold(other), finding.again(0.95, f"explained in brackets as {clean(mention.text)}")
            )
        elif is_initials(clean(mention.text)) or is_initials(other):
            inner = named(scene, other, mention.kind)
            if inner:
                scene.put(mention, inner.again(0.95, f"explained in brackets as {other}"))


def abbreviation_after(scene: Scene, mention: Mention) -> str | None:
    """What stands in brackets right behind the mention: "Full Name (FN)" gives "FN"; None for nothing."""
    match = _BRACKETED.match(scene.text, mention.span.end)
    return match[1].strip() if match else None


def owned(scene: Scene, mention: Mention) -> Finding | None:
    """The state or group whose body, force or people the words are; None where no owner is known."""
    for split in splits(mention.text):
        part = part_of_owner(split.rest)
        if part is None or (split.undone and mention.kind in (MentionKind.GROUP, MentionKind.POST)):
            continue
        owner = _owner(scene, split)
        if owner is None:
            continue
        finding = _acting(scene, owner, part, split, mention)
        if finding:
            return finding
    return None


def _owner(scene: Scene, split: Split) -> Finding | None:
    finding = named(scene, split.owner, MentionKind.ORGANISATION)
    if finding is None or finding.actors[0].kind is ActorKind.PERSON:
        demonyms = list(scene.base.find_demonym(split.owner))
        finding = _choose(scene, demonyms, split.owner, "people's name") if demonyms else None
    return finding or scene.defined.get(fold(split.owner))


def _acting(scene: Scene, owner: Finding, part: str, split: Split, mention: Mention) -> Finding | None:
    actor = owner.actor
    if actor is None:
        return owner.again(0.8, f"{split.rest} of {split.owner}")
    state = actor.kind is ActorKind.STATE
    if part == "followers" and state:
        return None
    if state and scene.day is not None:
        actor = scene.base.government(actor.id, scene.day) or actor
    reason = (
        f"body of {actor.name}: {split.rest}"
        if mention.kind is not MentionKind.GROUP
        else f"people of {actor.name}: {split.rest}"
    )
    score = {"government": 0.85, "forces": 0.8, "officials": 0.7}.get(part, 0.8)
    return one(actor, score, reason)
