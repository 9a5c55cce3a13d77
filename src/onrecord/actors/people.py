"""Mentions of persons and posts: full names, single names after full ones, titles held on the day."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from onrecord.actors.findings import Finding, Scene, one
from onrecord.actors.names import fits, is_ambiguous, owned, owner_of
from onrecord.actors.phrases import clean, part_of_owner, public_role, splits, without_honorifics, words
from onrecord.model.actors import Actor, ActorKind
from onrecord.model.mentions import Mention, MentionKind
from onrecord.model.names import bare, fold, is_initials

_BETWEEN = re.compile(r"[\s,]*(?:(?:the|a|an|its|their|his|her)\s+)?", re.IGNORECASE)
_OWNER_AFTER = re.compile(r"\s+(?:of|for|to|at)\s+(?:the\s+)?", re.IGNORECASE)
_BELONGS_TO = re.compile(r"\s+(?:of|for)\s+(?:the\s+)?", re.IGNORECASE)  # an ambassador to a state is not of it
_DETERMINED = re.compile(r"(?:the|a|an|its|his|her|their|our|this|that|another|one)\s", re.IGNORECASE)
_INNER_OWNER = re.compile(r"\s?['’]")
_INNER_OF = re.compile(r"\b(?:of|for|to)\s+$", re.IGNORECASE)
_REACH = 300  # how far from a name its title is looked for
_CHANGE = timedelta(days=7)  # after an office has passed on, news speaks of both holders by its title
_LONG = timedelta(days=15 * 365)  # so long after office a bare name is as likely a namesake's
_GAP = 40  # characters that may stand between a name and its title: "Ali Reza, deputy ... of the group"


def by_person(scene: Scene) -> None:
    """Finds persons by full name, then by the single name the article goes on with, then posts."""
    people = scene.open(MentionKind.PERSON)
    for mention in people:
        if len(_bare_name(mention).split()) > 1:
            _keep(scene, mention, full_name(scene, mention))
    for mention in scene.open(MentionKind.PERSON):
        _keep(scene, mention, single_name(scene, mention))
    for mention in scene.open(MentionKind.POST):
        _keep(scene, mention, post(scene, mention))


def _keep(scene: Scene, mention: Mention, finding: Finding | None) -> None:
    if finding:
        scene.put(mention, finding)
        scene.used.setdefault(fold(clean(mention.text)), finding)


def _bare_name(mention: Mention) -> str:
    return without_honorifics(clean(mention.text))[1]


def full_name(scene: Scene, mention: Mention) -> Finding | None:
    """Whom a name of several words names."""
    whole = clean(mention.text)
    _, bare = without_honorifics(whole)
    for name in dict.fromkeys((whole, bare, *_variants(bare))):
        actors = [a for a in scene.base.find(name) if fits(a, MentionKind.PERSON)]
        if actors:
            return _decide(scene, mention, actors, name)
    return None


def _variants(name: str) -> Iterator[str]:
    """The name without middle initials, and turned round where it has two words."""
    tokens = name.split()
    shorter = [t for t in tokens if not re.fullmatch(r"[A-Z]\.?", t)]
    if len(shorter) != len(tokens) and len(shorter) > 1:
        yield " ".join(shorter)
    if len(shorter) == 2:
        yield f"{shorter[1]} {shorter[0]}"


def _decide(scene: Scene, mention: Mention, actors: list[Actor], name: str) -> Finding:
    """The person whose circles the article speaks of; all of them where it does not tell them apart."""
    ranked = _ranked(scene, mention, actors)
    lead = ranked[0][0] - (ranked[1][0] if len(ranked) > 1 else 0)
    if len(ranked) > 1 and lead < 1:
        return Finding(tuple(a for _, a in ranked[:3]), 0.45, "several persons of the name", ranked[0][1].name)
    best = ranked[0][1]
    if len(ranked) > 1:
        return one(best, 0.85, "name, told apart by whom else the article names", best.name)
    if is_ambiguous(best, name) and ranked[0][0] <= 0:
        return Finding((best, *()), 0.4, "name that others bear", best.name)
    if not _goes_by(best, name):
        if ranked[0][0] <= 0:
            return Finding((best,), 0.4, "name in another form, and nothing else points to them", best.name)
        return one(best, 0.85, "name in another form, of somebody whose circle the article names", best.name)
    if ranked[0][0] <= 0 and _long_gone(best, scene.day):
        return Finding((best,), 0.4, "name of somebody long out of office, and nothing else points to them", best.name)
    return one(best, 0.95, "full name", best.name)


def _long_gone(actor: Actor, day: date | None) -> bool:
    """True when every post that the person is known for ended many years before the article."""
    ends = [post.held.end for post in actor.posts]
    return day is not None and bool(ends) and all(end is not None and end < day - _LONG for end in ends)


def _goes_by(actor: Actor, name: str) -> bool:
    """True when the name, in either order and spaces and hyphens aside, is one that the files give the person."""
    keys = {bare(written) for written in (name, *_variants(name))}
    return any(bare(own) in keys for own in (actor.name, *(alias.name for alias in actor.aliases)))


def _ranked(scene: Scene, mention: Mention, actors: Iterable[Actor]) -> list[tuple[float, Actor]]:
    scored = [(scene.nearness(actor, mention.span.start), actor) for actor in actors]
    return sorted(scored, key=lambda pair: (-pair[0], pair[1].id))


def single_name(scene: Scene, mention: Mention) -> Finding | None:
    """Whom one word names: a person named in full elsewhere in the article, else one in office on the day."""
    titles, bare = without_honorifics(clean(mention.text))
    key = fold(bare)
    if " " in key or not key or not bare[:1].isupper():
        return None
    fuller = _named_in_full(scene, key, mention)
    if fuller:
        return fuller
    title = titles or _title_before(scene, mention)
    for name in (clean(mention.text), f"{title} {bare}"):
        actors = [a for a in scene.base.find(name) if fits(a, MentionKind.PERSON)]
        if actors:
            return _decide(scene, mention, actors, name)
    if key in words("actors_roles", "common_surnames") and not title:
        return None
    return _in_office(scene, mention, key, title)


def _named_in_full(scene: Scene, key: str, mention: Mention) -> Finding | None:
    """The one person of the article whose full name ends or begins with the word; None also for unknown ones."""
    found: dict[tuple[str, ...], Finding] = {}
    for other in scene.mentions:
        finding = scene.found.get(other.id)
        tokens = fold(_bare_name(other)).split() if other.kind is MentionKind.PERSON else []
        if finding and len(tokens) > 1 and key in (tokens[-1], tokens[0], "".join(tokens[-2:])):
            found[tuple(a.id for a in finding.actors)] = finding
    if len(found) == 1 and _unknown_namesake(scene, key, mention):
        return Finding(
            next(iter(found.values())).actors, 0.4, "somebody unknown in the article bears the name too", key
        )
    if len(found) == 1:
        return next(iter(found.values())).again(0.95, "name given in full elsewhere in the article")
    if len(found) > 1:
        actors = tuple(a for finding in found.values() for a in finding.actors)
        return Finding(actors, 0.45, "several persons of the article bear the name", actors[0].name)
    return None


def _unknown_namesake(scene: Scene, key: str, mention: Mention) -> bool:
    """True where the last person told in full with the name before the mention is one whom nobody knows."""
    before = (m for m in scene.mentions if m.kind is MentionKind.PERSON and m.span.end <= mention.span.start)
    bearers = [m for m in before if len(t := fold(_bare_name(m)).split()) > 1 and key in (t[0], t[-1])]
    return bool(bearers) and bearers[-1].id not in scene.found


def _in_office(scene: Scene, mention: Mention, key: str, title: str) -> Finding | None:
    """A person of this one name in office on the day whose circle the article speaks of."""
    if _full_elsewhere(scene, key):
        return None
    ranked = _ranked(scene, mention, scene.base.find_surname(key))
    if len(ranked) == 1 and scene.day and scene.base.is_prominent(ranked[0][1].id, scene.day):
        return one(ranked[0][1], 0.75, "single name of who leads a state", ranked[0][1].name)
    near = [(score, actor) for score, actor in ranked if score > 0]
    serving = [(s, a) for s, a in near if scene.day and any(p.held.holds(scene.day) for p in a.posts)]
    if title:
        holding = [(s, a) for s, a in serving or near if _bears(a, title)]
        serving = holding or serving
    chosen = serving or near
    if len(chosen) == 1 or (len(chosen) > 1 and chosen[0][0] - chosen[1][0] >= 1):
        actor = chosen[0][1]
        if not serving and _is_doubted(scene, mention, key, actor):
            return Finding((actor,), 0.4, "single name, told with a title that the person did not bear", actor.name)
        reason = "single name of a person in office" if serving else "single name of a person once in office"
        return one(actor, 0.85 if serving else 0.7, reason, actor.name)
    if chosen:
        return Finding(tuple(a for _, a in chosen[:3]), 0.4, "several persons go by this name", chosen[0][1].name)
    return None


def _is_doubted(scene: Scene, mention: Mention, key: str, actor: Actor) -> bool:
    """True where the article told the name with a public title that the person never bore: it may be a namesake."""
    told = _title_before(scene, mention)
    if told and public_role(told) and not _bears(actor, told):
        scene.doubted.add(key)
    return key in scene.doubted


def _full_elsewhere(scene: Scene, key: str) -> bool:
    """True when the article names somebody unknown in full who bears the name: then the word means them."""
    return any(
        key in fold(_bare_name(m)).split() and len(_bare_name(m).split()) > 1
        for m in scene.mentions
        if m.kind is MentionKind.PERSON
    )


def _bears(actor: Actor, title: str) -> bool:
    return any(fold(title).endswith(fold(post.title)) or fold(post.title).endswith(fold(title)) for post in actor.posts)


def _title_before(scene: Scene, mention: Mention) -> str:
    """The words of a post that stands right before the name."""
    beside = next((m for m in beside_posts(scene, mention) if m.span.end <= mention.span.start), None)
    return clean(beside.text) if beside else ""


def beside_posts(scene: Scene, person: Mention) -> list[Mention]:
    """The posts in apposition to a person's name: right before it, or right after a comma."""
    posts = (m for m in scene.mentions if m.kind is MentionKind.POST and abs(m.span.start - person.span.end) < _REACH)
    return [m for m in posts if _bearer(scene, m) is person]


def _bearer(scene: Scene, post_: Mention) -> Mention | None:
    """The person in apposition to a title: the nearest, the one that follows first; a plural title has none."""
    if not is_singular(clean(post_.text)):
        return None
    near = (m for m in scene.mentions if m.kind is MentionKind.PERSON and abs(m.span.start - post_.span.end) < _REACH)
    beside = [m for m in near if in_apposition(scene, post_, m)]
    return min(beside, key=lambda m: (m.span.start < post_.span.start, m.span.start), default=None)


def is_singular(title: str) -> bool:
    """False for "Presidents", "foreign ministers of both states"."""
    head = re.split(r"\s+(?:of|for|in|to|from)\s+", title)[0]
    return not (head.casefold().endswith("s") and public_role(head[:-1]))


def in_apposition(scene: Scene, post_: Mention, person: Mention) -> bool:
    """True when only white space, a comma, an article or what the post is of stands between the two."""
    if post_.span.overlaps(person.span):
        return not _owns_title(scene, post_, person)
    first, second = (post_, person) if post_.span.start < person.span.start else (person, post_)
    between = scene.text[first.span.end : second.span.start]
    if len(between) > _GAP or "\n\n" in between:
        return False
    if first is post_:
        return _BETWEEN.fullmatch(between) is not None or _is_owner(scene, first, second, between)
    return "," in between and (_BETWEEN.fullmatch(between) is not None or _is_demonym(scene, between))


def _owns_title(scene: Scene, post_: Mention, person: Mention) -> bool:
    """True for "Moreau" in "Moreau's lawyer", "the lawyer of Moreau": the name inside a title is another's."""
    before = scene.text[post_.span.start : person.span.start]
    after = scene.text[person.span.end : post_.span.end]
    if person.span.start == post_.span.start and after.strip():
        return True
    return _INNER_OWNER.match(after) is not None or _INNER_OF.search(before) is not None


def _is_owner(scene: Scene, first: Mention, second: Mention, between: str) -> bool:
    """ "spokesman for the Taliban X", "head of Centcom, Y": the owner and nothing else stands between."""
    match = _OWNER_AFTER.match(between)
    if not match:
        return False
    inner = [m for m in scene.mentions if first.span.end <= m.span.start and m.span.end <= second.span.start]
    covered = sum(len(m.span) for m in inner if not any(m.span.within(o.span) and o is not m for o in inner))
    return bool(inner) and len(between.strip(" ,")) - covered <= match.end() - match.start() + 1


def _is_demonym(scene: Scene, between: str) -> bool:
    """ ", the Chinese " """
    text = re.sub(r"^[\s,]*(?:the|a|an)?\s*", "", between).strip()
    return bool(text) and bool(scene.base.find_demonym(clean(text)) or scene.base.find(clean(text)))


def post(scene: Scene, mention: Mention) -> Finding | None:
    """Who a title means: the person it stands beside, who held it on the day, or the body it speaks for."""
    bearer = _bearer(scene, mention)
    if bearer:
        finding = scene.found.get(bearer.id)
        return finding.again(0.95, f"title beside the name {clean(bearer.text)}") if finding else None
    held = held_on_day(scene, mention) if is_singular(clean(mention.text)) else None
    return held or owned(scene, mention) or _of_neighbour(scene, mention)


def held_on_day(scene: Scene, mention: Mention) -> Finding | None:
    """Who held the office on the article's day; None without a day, an owner or a holder."""
    if scene.day is None:
        return None
    for owner, title in _offices(scene, mention):
        for of in _governing(scene, owner, scene.day):
            finding = _holders(scene, title, of, scene.day)
            if finding:
                return finding
    return None


def _holders(scene: Scene, title: str, of: Actor, day: date) -> Finding | None:
    """The holder of one office; both where it passed on in the days before, nobody where several share it."""
    holders = scene.base.holders(title, of.id, day)
    before = scene.base.holders(title, of.id, day - _CHANGE)
    if not holders or (re.search("spokes|deputy|vice ", title, re.IGNORECASE) and len(holders) > 1):
        return None
    both = tuple(dict.fromkeys((*holders, *before)))
    if len(both) > 1:
        return Finding(both[:3], 0.4, f"{title} of {of.name}: the dates leave several", holders[0].name)
    return _holder(scene, holders[0], title, of, day)


def _holder(scene: Scene, person: Actor, title: str, of: Actor, day: date) -> Finding:
    checked = scene.base.checked(title, of.id)
    late = checked is not None and day > checked and not _ended_after(person, day)
    if late:
        return Finding((person, of), 0.4, f"{title} of {of.name} as of {checked}; not followed since", person.name)
    return one(person, 0.85, f"{title} of {of.name} on {day.isoformat()}", person.name)


def _ended_after(person: Actor, day: date) -> bool:
    return any(p.held.end is not None and p.held.holds(day) for p in person.posts)


def _governing(scene: Scene, owner: Actor, day: date) -> list[Actor]:
    if owner.kind is not ActorKind.STATE:
        return [owner]
    government = scene.base.government(owner.id, day)
    return [owner] if government is None or government.id == owner.id else [government, owner]


def _offices(scene: Scene, mention: Mention) -> Iterator[tuple[Actor, str]]:
    """(owner, title) as the post's words and those around it allow."""
    for split in splits(mention.text):
        finding = None if split.undone or not split.definite else owner_of(scene, split)
        if finding and finding.actor:
            yield finding.actor, split.rest
    title = clean(mention.text)
    if re.match(r"(?:former|ex|a|an|another|one|some)\b", title, re.IGNORECASE):
        return
    for neighbour in _neighbours(scene, mention):
        yield neighbour, title


def _neighbours(scene: Scene, mention: Mention) -> Iterator[Actor]:
    """The state or body whose name or adjective stands right before the title or follows with "of"."""
    before = scene.text[max(0, mention.span.start - 40) : mention.span.start].rstrip()
    tokens = re.findall(r"[^\s,.;:()]+", before.split("\n")[-1])
    if (before and before[-1] in ',.;:)"”') or _DETERMINED.match(mention.text):
        tokens = []  # "told Kyodo a special envoy": what stands before an article owns nothing behind it
    for size in (3, 2, 1):
        finding = _adjective(scene, " ".join(tokens[-size:])) if len(tokens) >= size else None
        if finding and finding.actor:
            yield finding.actor
            break
    after = _BELONGS_TO.match(scene.text, mention.span.end)
    for other in scene.mentions:
        finding = scene.found.get(other.id)
        if after and finding and finding.actor and other.span.start in (after.end(), after.end() - 4):
            yield finding.actor


def _adjective(scene: Scene, text: str) -> Finding | None:
    name = clean(text)
    if not name or not (name[0].isupper() or is_initials(name)) or name.split()[-1].islower():
        return None
    actors = scene.base.find_demonym(name) or tuple(a for a in scene.base.find(name) if a.kind is not ActorKind.PERSON)
    return one(actors[0], 0.8, "adjective", name) if len(actors) == 1 else None


def _of_neighbour(scene: Scene, mention: Mention) -> Finding | None:
    """The group or state that an official of it speaks for: "the group's" is not enough, a name is."""
    title = clean(mention.text)
    if part_of_owner(title) != "officials" or not public_role(title):
        return None
    for actor in _neighbours(scene, mention):
        return one(actor, 0.6, f"official of {actor.name}: {title}", actor.name)
    return None
