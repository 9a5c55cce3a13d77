"""Mentions of states, bodies, groups and media by name: aliases by date, abbreviations, bodies of an owner."""

from __future__ import annotations

import re
from datetime import date

from onrecord.actors.evidence import explains, head_of, long_before
from onrecord.actors.findings import CLOSE, Finding, Scene, one
from onrecord.actors.phrases import Split, bare_body, clean, is_generic, part_of_owner, splits, words
from onrecord.actors.standing import drop_places
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
_KINDS = {
    ActorKind.STATE: MentionKind.STATE,
    ActorKind.ARMED_GROUP: MentionKind.ARMED_GROUP,
    ActorKind.ORGANISATION: MentionKind.ORGANISATION,
    ActorKind.MEDIA: MentionKind.MEDIA,
    ActorKind.COMPANY: MentionKind.COMPANY,
}
_WITH_FOLLOWERS = ("REB", "UAF", "CRM", "OPP", "PTY")
_TELLING = (
    MentionKind.STATE,
    MentionKind.NATIONALITY,
    MentionKind.PLACE,
    MentionKind.ORGANISATION,
    MentionKind.ARMED_GROUP,
)
_BRACKETED = re.compile(
    r"\s*[(（\[]\s*(?:the\s+|or\s+|hereafter\s+)?[\"“'‘]?([^\W\d_][\w.\-–/ ]{1,24}?)[\"”'’]?\s*[)）\]]"
)

_OWNED = re.compile(r"(?:['’]s|(?<=s)['’]) ")


def by_name(scene: Scene) -> None:
    """Finds every mention that bears a known name, then abbreviations that the article explains, then bodies."""
    for mention in scene.open(*NAMED):
        finding = named(scene, mention.text, mention.kind)
        if finding:
            scene.put(mention, finding)
            scene.used[fold(clean(mention.text))] = finding
    drop_places(scene)
    _explain(scene)
    for mention in scene.open(*NAMED):
        finding = scene.defined.get(fold(clean(mention.text))) or owned(scene, mention)
        if finding:
            scene.put(mention, finding)
    for mention in scene.open(MentionKind.GROUP):
        finding = owned(scene, mention)
        if finding:
            scene.put(mention, finding)
    for mention in scene.open(MentionKind.ANONYMOUS):
        # "Kremlin officials" have no names, yet whose officials they are is told; "a diplomat" stays nobody's.
        finding = owned(scene, mention) if mention.text[:1].isupper() and mention.text.endswith("s") else None
        if finding:
            scene.put(mention, finding)
    _weigh_shared(scene)
    _of_sole_state(scene)


def _weigh_shared(scene: Scene) -> None:
    """Names that bodies of several states bear are those of the article's states, or stay open.

    Which they are: generic ones ("Democratic Party"), those that the files call ambiguous, short initials.
    """
    told = {state.id for m in scene.around for state in _states(scene, m) if m.kind not in _BODIES or _is_own(scene, m)}
    for mention in scene.mentions:
        finding = scene.found.get(mention.id)
        actor = finding.actor if finding and mention.kind in NAMED else None
        state = scene.base.state(actor.country) if actor and actor.country and actor.kind in _SHARED else None
        if finding is None or actor is None or state is None or not _is_shared(actor, clean(mention.text)):
            continue
        if state.id in told or state is actor:
            if finding.score < 0.5 and "others bear" in finding.reason:
                scene.found[mention.id] = one(actor, 0.7, f"name, and the article speaks of {state.name}")
        elif (told or actor.kind is not ActorKind.GOVERNMENT_BODY) and fold(clean(mention.text)) not in scene.defined:
            scene.found[mention.id] = one(actor, 0.45, f"{finding.reason} that others bear")


_BODIES = (MentionKind.ORGANISATION, MentionKind.ARMED_GROUP)
_SHARED = (
    ActorKind.PARTY,
    ActorKind.ORGANISATION,
    ActorKind.GOVERNMENT_BODY,
    ActorKind.ARMED_GROUP,
    ActorKind.COMPANY,
)


def _is_own(scene: Scene, mention: Mention) -> bool:
    """True for a body whose name is no other's: it tells of which state the article speaks."""
    finding = scene.found.get(mention.id)
    return finding is not None and finding.actor is not None and not _is_shared(finding.actor, clean(mention.text))


def _is_shared(actor: Actor, name: str) -> bool:
    if is_ambiguous(actor, name) or is_generic(name):
        return True
    if actor.kind is ActorKind.ARMED_GROUP:
        return False  # "JNIM" and "TTP" are known by their initials, and fight in more states than one
    letters = 3 if actor.kind is ActorKind.GOVERNMENT_BODY else 4
    return is_initials(name) and len(fold(name)) <= letters


def _of_sole_state(scene: Scene) -> None:
    """ "The army", "the foreign ministry" where the article names one state and no other: that state acting.

    Named once, or far from the words, it may be a state abroad of which the article speaks in passing: that stays open.
    """
    states = [(m.span.start, state.id) for m in scene.around for state in _states(scene, m)]
    if len({identifier for _, identifier in states}) != 1:
        return
    state = states[0][1]
    actor = (scene.base.government(state, scene.day) if scene.day else None) or scene.base.get(state)
    if actor is None:
        return
    for mention in scene.open(MentionKind.STATE, MentionKind.ORGANISATION):
        if bare_body(mention.text):
            close = any(0 <= mention.span.start - at <= CLOSE for at, _ in states)
            score = 0.6 if len(states) > 1 and close else 0.4
            scene.put(mention, one(actor, score, f"body of {actor.name}: no other state stands in the article"))


def _states(scene: Scene, mention: Mention) -> list[Actor]:
    """The state that a mention of a state, people or place means; the country of a body that acts for one."""
    if mention.kind not in _TELLING:
        return []
    name = clean(mention.text)
    found = scene.base.find(name) or scene.base.find_demonym(name)
    held = [a if a.kind is ActorKind.STATE else scene.base.state(a.country or "") for a in found[:1]]
    return [a for a in held if a is not None]


def named(scene: Scene, text: str, kind: MentionKind) -> Finding | None:
    """Whom the words name by themselves on the article's day; None for nobody."""
    name = clean(text)
    found = [a for a in scene.base.find(name) if fits(a, kind)]
    if not found and _OWNED.search(name):
        # "The League's Northern Province": the name of a branch told with an owner's mark.
        name = _OWNED.sub(" ", name)
        found = [a for a in scene.base.find(name) if fits(a, kind)]
    if not found and kind is MentionKind.STATE:
        found = list(scene.base.find_demonym(name))
        return _choose(scene, found, name, "people's name used for its government") if found else None
    return _choose(scene, found, name, "name", kind)


def _choose(
    scene: Scene, actors: list[Actor], name: str, reason: str, kind: MentionKind | None = None
) -> Finding | None:
    """The actors that bore the name on the day; those who bore it before where there are none."""
    current = [a for a in actors if _bore(a, name, scene.day)]
    if not current:
        former = [a for a in actors if _bore_before(a, name, scene.day)]
        if former:
            return Finding(tuple(former), 0.8, f"{reason}, borne earlier", former[0].name)
        return Finding(tuple(actors), 0.4, f"{reason}, borne only later", actors[0].name) if actors else None
    if len(current) > 1:
        current = [a for a in current if _KINDS.get(a.kind) is kind] or current
    if len(current) > 1:
        current = _by_context(scene, current, name)
    seat = scene.base.is_seat(name)
    if len(current) == 1 and current[0].kind is ActorKind.MEDIA and not _is_written_so(current[0], name):
        return Finding(tuple(current), 0.45, f"{reason} in another form, which others bear", current[0].name)
    score = 0.97 if len(current) == 1 else 0.45
    if len(current) == 1 and not seat and is_ambiguous(current[0], name) and scene.nearness(current[0], 0) == 0:
        return Finding(tuple(current), 0.45, f"{reason} that others bear", current[0].name)
    return Finding(tuple(current), score, "seat of government" if seat else reason, current[0].name)


def _is_written_so(actor: Actor, name: str) -> bool:
    """True where the files give the actor this name, articles of any language counted."""
    key = fold(name)
    return any(fold(own) == key for own in (actor.name, *(alias.name for alias in actor.aliases)))


def _by_context(scene: Scene, actors: list[Actor], name: str) -> list[Actor]:
    """The one that the article's other actors point to, or that owns the name; all where nothing tells."""
    ranked = sorted(((scene.nearness(a, 0), a) for a in actors), key=lambda pair: (-pair[0], pair[1].id))
    if ranked[0][0] > ranked[1][0]:
        return [ranked[0][1]]
    owning = [a for a in actors if not is_ambiguous(a, name)]
    return owning if len(owning) == 1 else [actor for _, actor in ranked]


def is_ambiguous(actor: Actor, name: str) -> bool:
    """True when the files say that others bear the name too."""
    return any(alias.ambiguous and fold(alias.name) == fold(name) for alias in actor.aliases)


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
    contested: set[str] = set()
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
            if inner and all(_is_akin(actor, clean(mention.text), other) for actor in inner.actors):
                scene.put(mention, inner.again(0.95, f"explained in brackets as {other}"))
            else:
                contested.add(fold(other))
    for mention in scene.mentions:
        name = clean(mention.text)
        if is_initials(name) and mention.id in scene.found and _is_otherwise(scene, mention, contested):
            del scene.found[mention.id]
            scene.used.pop(fold(name), None)


def _is_otherwise(scene: Scene, mention: Mention, contested: set[str]) -> bool:
    """True for an abbreviation that the article explains as the short form of what its known bearer is not called."""
    name = clean(mention.text)
    if fold(name) in contested and fold(name) not in scene.defined:
        return True
    finding, long = scene.found[mention.id], long_before(scene, mention)
    if long is None or any(_is_akin(actor, long, name) for actor in finding.actors):
        return False
    contested.add(fold(name))
    return True


def _is_akin(actor: Actor, long: str, short: str) -> bool:
    """True where the actor is called by a telling word of the long name, or the two are no short and long form."""
    if not is_initials(short):
        return True
    own = {w for name in (actor.name, *(alias.name for alias in actor.aliases)) for w in fold(name).split()}
    return any(word in own for word in fold(long).split() if len(word) > 3) or not explains(long, short)


def abbreviation_after(scene: Scene, mention: Mention) -> str | None:
    """What stands in brackets right behind the mention: "Full Name (FN)" gives "FN"; None for nothing.

    Brackets that explain something else do not count: a country behind a name, the short form of a longer name.
    """
    match = _BRACKETED.match(scene.text, mention.span.end)
    if not match:
        return None
    other, name = match[1].strip(), clean(mention.text)
    if is_initials(name) or explains(name, other):
        return other
    # The short form may be another language's, of a whole name only.
    whole = len(name.split()) > 2 and head_of(name) is not None
    return other if is_initials(other) and whole else None


def owned(scene: Scene, mention: Mention) -> Finding | None:
    """The state or group whose body, force or people the words are; None where no owner is known."""
    for split in splits(mention.text):
        part = part_of_owner(split.rest)
        if part is None or (split.undone and mention.kind in (MentionKind.GROUP, MentionKind.POST)):
            continue
        owner = owner_of(scene, split)
        if owner is None:
            continue
        finding = _acting(scene, owner, part, split, mention)
        if finding:
            return finding
    return None


def owner_of(scene: Scene, split: Split) -> Finding | None:
    """Who the first part of a split phrase is: a name, a people's name, an abbreviation that the article explains."""
    if not split.owner[:1].isupper() and split.owner.islower():
        return None
    if scene.base.is_seat(split.owner) and (split.turned or fold(split.rest) not in words("actors_bodies", "capital")):
        return None
    if fold(split.owner) in words("actors_bodies", "own_city"):
        return None
    finding = named(scene, split.owner, MentionKind.ORGANISATION)
    if finding is None or finding.actors[0].kind is ActorKind.PERSON:
        demonyms = list(scene.base.find_demonym(split.owner))
        finding = _choose(scene, demonyms, split.owner, "people's name") if demonyms else None
    key = fold(split.owner)
    return finding or scene.defined.get(key) or scene.used.get(key)


def _acting(scene: Scene, owner: Finding, part: str, split: Split, mention: Mention) -> Finding | None:
    actor = owner.actor
    if actor is None:
        return owner.again(0.8, f"{split.rest} of {split.owner}")
    state = actor.kind is ActorKind.STATE
    armed = actor.kind is ActorKind.ARMED_GROUP or actor.sector in _WITH_FOLLOWERS
    if part == "followers" and not (armed or actor.local):  # of a local actor all is known from the page
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
