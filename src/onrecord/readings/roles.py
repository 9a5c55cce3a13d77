"""Who fills the roles of a happening: from chunks of a sentence to mentions, with place, time and quantities."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from onrecord.model.claims import EventType
from onrecord.model.mentions import MentionKind
from onrecord.readings.happenings import Happening
from onrecord.readings.inventory import VerbFrame
from onrecord.readings.scenes import ACTORS, MEN, RECEIVERS, Scene
from onrecord.text.chunks import SentenceAnalysis
from onrecord.text.marks import CLAUSAL, TIME_NOUNS

_STRIKES = frozenset({EventType.ASSAULT, EventType.SANCTION, EventType.COERCE, EventType.AID})
_COUNTED = frozenset({EventType.ASSAULT, EventType.COERCE, EventType.RETREAT})
_STRUCK = frozenset({MentionKind.WEAPON})
_SITES = frozenset({MentionKind.PLACE, MentionKind.FACILITY, MentionKind.STATE})
_ARMED = frozenset({MentionKind.ARMED_GROUP, MentionKind.ORGANISATION})
_AT = frozenset(
    [
        "in",
        "at",
        "near",
        "outside",
        "inside",
        "on",
        "off",
        "along",
        "around",
        "across",
        "into",
        "between",
        "within",
        "over",
        "to",
        "from",
        "through",
        "towards",
        "toward",
        "onto",
        "against",
        "above",
        "beside",
        "opposite",
        "throughout",
    ]
)
_ONLY_IN = frozenset({"in", "at", "near", "outside", "inside", "throughout", "across", "within"})
_SPEECH = frozenset(
    {EventType.REQUEST, EventType.ACCUSE, EventType.REJECT, EventType.THREATEN, EventType.AGREE, EventType.SUPPORT,
     EventType.CONCEDE}
)  # fmt: skip
_MONEYED = frozenset(
    {EventType.AID, EventType.AGREE, EventType.SANCTION, EventType.SUPPORT, EventType.COOPERATE, EventType.CONCEDE,
     EventType.COERCE}
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """Mentions by role, as numbers of the window's mentions."""

    actors: tuple[int, ...] = ()
    recipients: tuple[int, ...] = ()
    place: int | None = None
    time: int | None = None
    quantities: tuple[int, ...] = ()
    instruments: tuple[int, ...] = ()


def fill(scene: Scene, happening: Happening, others: Sequence[Happening]) -> Filled:
    """The mentions that fill the happening's roles. `others` are the happenings of the same sentence."""
    actors, recipients, instruments = _actors(scene, happening, others)
    return Filled(
        actors=tuple(dict.fromkeys(actors)),
        recipients=tuple(dict.fromkeys(i for i in recipients if i not in actors)),
        place=_place(scene, happening, others),
        time=_time(scene, happening, others),
        quantities=_quantities(scene, happening),
        instruments=tuple(dict.fromkeys(instruments)),
    )


def parties(scene: Scene, happening: Happening, others: Sequence[Happening]) -> tuple[list[int], list[int]]:
    """The mentions that act in the happening, and those that receive."""
    actors, recipients, _ = _actors(scene, happening, others)
    return list(dict.fromkeys(actors)), list(dict.fromkeys(i for i in recipients if i not in actors))


def _actors(scene: Scene, happening: Happening, others: Sequence[Happening]) -> tuple[list[int], list[int], list[int]]:
    """Actors, recipients and instruments; a noun as subject or object lends its own roles ("the raid killed ...")."""
    actors = [number for number, role in happening.owners if role == "actor"]
    recipients = [number for number, role in happening.owners if role == "recipient"]
    instruments: list[int] = []
    for chunk in _without_alternatives(scene, happening.actors):
        noun = _noun_at(scene, chunk, others)
        if noun is not None and noun is not happening:
            lent_actors, lent_recipients, _ = _actors(scene, noun, ())
            actors.extend(lent_actors)
            recipients.extend(lent_recipients)
            continue
        found = filler(scene, chunk, ACTORS)
        if found is not None:
            actors.append(found)
        else:
            weapons, owners = _weapons(scene, chunk)
            instruments.extend(weapons)
            actors.extend(owners)
    for chunk in _without_alternatives(scene, happening.recipients):
        recipients.extend(_receivers(scene, happening, chunk, others))
    if happening.verb is not None and not actors and not _undergoes(happening):
        beside = _beside(scene, happening.verb)
        beside = _cause(scene, happening.verb) if beside is None else beside
        actors.extend([beside] if beside is not None else [])
    return actors, recipients, instruments


def _undergoes(happening: Happening) -> bool:
    """True for a verb whose subject does nothing: "seven people *died*", "the convoy *came under fire*"."""
    return isinstance(happening.frame, VerbFrame) and happening.frame.kind in {"suffers", "gets"}


def _without_alternatives(scene: Scene, chunks: Sequence[int]) -> list[int]:
    """The chunks that are told outright: of "shelled Minsk *or* Grodno" neither is."""
    return [chunk for chunk in chunks if not is_alternative(scene, chunk)]


def is_alternative(scene: Scene, chunk: int) -> bool:
    """True where "or" stands between the chunk and another of its kind; ", or" only says a name again."""
    a = scene.analysis
    own = a.chunks[chunk]
    for first, second in ((chunk, chunk + 1), (chunk - 1, chunk)):
        if first < 0 or second >= len(a.chunks):
            continue
        between = scene.lowers(a.chunks[first].end, a.chunks[second].start)
        if between[:1] == ["or"] and set(between[1:]) <= _AT | {"or"} and not a.verb_at[own.head] >= 0:
            return _is_named(scene, first) and _is_named(scene, second)
    return False


def _is_named(scene: Scene, chunk: int) -> bool:
    """True for a chunk with a name in it: "soldiers or police" are one crowd, Minsk or Grodno two towns."""
    a = scene.analysis
    return any(a.tokens[at].text[:1].isupper() for at in range(a.chunks[chunk].start, a.chunks[chunk].end))


def _weapons(scene: Scene, chunk: int) -> tuple[list[int], list[int]]:
    """The weapons that a chunk names, and whose they are by its adjective: "a *Peruvian* drone"."""
    weapons = [i for i in scene.mentions_of(chunk) if scene.mentions[i].kind is MentionKind.WEAPON]
    if not weapons:
        return [], []
    return weapons, [i for i in scene.inside(chunk) if scene.mentions[i].kind is MentionKind.NATIONALITY]


def _receivers(scene: Scene, happening: Happening, chunk: int, others: Sequence[Happening]) -> list[int]:
    """Who receives, for one chunk: what is accused or condemned stands for its doers; bare numbers stand for people."""
    noun = _noun_at(scene, chunk, others)
    if noun is not None and noun is not happening and happening.event_type in _SPEECH:
        return _actors(scene, noun, ())[0]
    if noun is not None and noun is not happening and noun.event_type is happening.event_type is EventType.ASSAULT:
        return []
    if scene.analysis.tokens[scene.analysis.chunks[chunk].head].lower in _PRONOUNS and chunk not in scene.antecedents:
        return []
    found = filler(scene, chunk, RECEIVERS)
    # Things are not killed.
    kills = bool(_KILLS & set(happening.basis.split()))
    if found is None and happening.event_type in _STRIKES and not kills:
        found = filler(scene, chunk, _STRUCK)
    if happening.event_type in _COUNTED:
        return _counted(scene, chunk, found)
    return [found] if found is not None else []


_PRONOUNS = frozenset({"them", "it", "those", "these"})
_KILLS = frozenset({"kill", "wound", "injure", "murder", "behead", "massacre", "execute", "slay"})


def _counted(scene: Scene, chunk: int, found: int | None) -> list[int]:
    """The filler; without one, a bare number that stands for people. "Six of *them*" says nothing of who they are."""
    if found is not None:
        return [found]
    span = scene.analysis.chunks[chunk].span
    counted = (i for i, m in enumerate(scene.mentions) if m.kind is MentionKind.QUANTITY and m.span.overlaps(span))
    number = next(counted, None)
    if (
        number is None
        or _counts_things(scene, chunk)
        or scene.mentions[number].span.of(scene.analysis.text).split()[-1].lower() in _PRONOUNS
    ):
        return []
    after = scene.lowers(scene.analysis.chunks[chunk].end, scene.analysis.chunks[chunk].end + 2)
    return [] if after == ["of", "them"] else [number]


def kills_things(scene: Scene, happening: Happening) -> bool:
    """True where only things are killed: jobs, a bill, a deal."""
    killed = happening.objects if _KILLS & set(happening.basis.split()) else ()
    return bool(killed) and all(_counts_things(scene, chunk) for chunk in killed)


def _counts_things(scene: Scene, chunk: int) -> bool:
    """ "kill thousands *of jobs*": the noun counted is none for people, or the chunk would name somebody."""
    a = scene.analysis
    inner = next((other for at, other in a.prepositional(chunk)[:1] if a.tokens[at].lower == "of"), None)
    return inner is not None and not scene.mentions_of(inner) and not scene.is_pronoun(inner)


def _beside(scene: Scene, number: int) -> int | None:
    """The person or body whose name ends right before an active finite verb, where no subject was read."""
    a = scene.analysis
    verb = a.verbs[number]
    if verb.passive or not verb.finite or not verb.start:
        return None
    end = a.tokens[verb.start - 1].span.end
    fitting = [i for i, m in enumerate(scene.mentions) if m.span.end == end and m.kind in ACTORS]
    return min(fitting, key=lambda i: len(scene.mentions[i].span), default=None)


_DEEDS = frozenset(
    {"operation", "attack", "raid", "ambush", "strike", "assault", "offensive", "shelling", "bombardment", "airstrike"}
)


def _cause(scene: Scene, number: int) -> int | None:
    """Whose deed it was by the phrase before a passive: "as a result of the operation of *the League's fighters*"."""
    a = scene.analysis
    if not a.verbs[number].passive:
        return None
    for chunk in range(len(a.chunks)):
        start, end = a.chunks[chunk].start, a.chunks[chunk].end
        is_result = scene.lowers(start - 4, start) == ["as", "a", "result", "of"]
        if end > a.verbs[number].start or not is_result or a.tokens[a.chunks[chunk].head].lower not in _DEEDS:
            continue
        inside = [i for i in scene.inside(chunk) if scene.mentions[i].kind in ACTORS]
        for preposition, other in a.prepositional(chunk)[:1]:
            if a.tokens[preposition].lower in {"of", "by"}:
                return _people_of(scene, other)
        return inside[0] if inside else None
    return None


def _people_of(scene: Scene, chunk: int) -> int | None:
    """The body that a chunk names its people by ("the *League* fighters"), else the people."""
    inside = [i for i in scene.inside(chunk) if scene.mentions[i].kind in _ARMED]
    return inside[0] if inside else filler(scene, chunk, ACTORS)


def _noun_at(scene: Scene, chunk: int, others: Iterable[Happening]) -> Happening | None:
    head = scene.analysis.chunks[chunk].head
    return next((h for h in others if h.verb is None and h.start <= head < h.end), None)


def filler(scene: Scene, chunk: int, kinds: frozenset[MentionKind]) -> int | None:
    """The mention that a chunk stands for in a role: its head's, what a pronoun stands for, or one inside it."""
    for i in scene.mentions_of(chunk):
        if scene.mentions[i].kind in kinds:
            return _body_behind(scene, chunk, i) or _named(scene, i)
    stands_for = scene.antecedents.get(chunk)
    if stands_for is not None:
        stands_for = _body_named_behind(scene, stands_for)
        return stands_for if scene.mentions[stands_for].kind in kinds else None
    if scene.is_pronoun(chunk):
        return None
    if any(scene.mentions[i].kind in {MentionKind.WEAPON, MentionKind.PLACE} for i in scene.mentions_of(chunk)):
        return _place_as_actor(scene, chunk, kinds)
    follower = _of_phrase(scene, chunk, kinds) or _of_participle(scene, chunk, kinds)
    if follower is not None:
        return follower
    inside = [i for i in scene.inside(chunk) if scene.mentions[i].kind in kinds]
    if not inside:
        inside = [i for i in scene.inside(chunk) if scene.mentions[i].kind is MentionKind.NATIONALITY]
    return inside[-1] if inside else None


def _body_behind(scene: Scene, chunk: int, number: int) -> int | None:
    """The armed body whose people a phrase names: "the soldiers of *the Front*", "*Red League* (RL) rebels"."""
    a = scene.analysis
    if a.tokens[a.chunks[chunk].head].lower not in MEN:
        return None
    named = _body_before(scene, scene.mentions[number].span.start)
    if named is not None or scene.mentions[number].kind is not MentionKind.GROUP:
        return named
    for preposition, other in a.prepositional(chunk)[:1]:
        if a.tokens[preposition].lower in {"of", "from"}:
            return next((i for i in scene.mentions_of(other) if scene.mentions[i].kind in _ARMED), None)
    return None


# A short form in brackets right before a word: "the Red League *(RL)* rebels".
_SHORT_FORM = re.compile(r"(?P<gap>\s*)\([A-Z][\w-]{1,9}\) $")


def _body_before(scene: Scene, at: int) -> int | None:
    """The armed body named with its short form in brackets right before a word."""
    bracket = _SHORT_FORM.search(scene.analysis.text, max(0, at - 20), at)
    if bracket is None:
        return None
    return next((i for i, m in enumerate(scene.mentions) if m.span.end == bracket.start() and m.kind in _ARMED), None)


def _body_named_behind(scene: Scene, number: int) -> int:
    """The armed body that the words behind a mention name ("the soldiers *of the Front*"), else the mention itself."""
    text, span = scene.analysis.text, scene.mentions[number].span
    if span.of(text).lower().split()[-1] not in MEN:
        return number
    for i, other in enumerate(scene.mentions):
        between = text[span.end : other.span.start] if span.end < other.span.start <= span.end + 8 else ""
        if other.kind in _ARMED and between.strip() in {"of", "of the", "from", "from the"}:
            return i
    return number


_HELD = frozenset(
    ["hideout", "hideouts", "position", "positions", "camp", "camps", "stronghold", "strongholds", "lair", "lairs"]
)


def _holder(scene: Scene, chunk: int, site: int, kinds: frozenset[MentionKind]) -> int | None:
    """ "*M23* hideouts": who is struck where only their nest is named."""
    a = scene.analysis
    if scene.mentions[site].kind is not MentionKind.FACILITY or a.tokens[a.chunks[chunk].head].lower not in _HELD:
        return None
    sides = kinds & {MentionKind.ARMED_GROUP, MentionKind.STATE, MentionKind.ORGANISATION}
    return next((i for i in scene.inside(chunk) if scene.mentions[i].kind in sides), None)


def _named(scene: Scene, number: int) -> int:
    """The person named right behind a post ("the mayor, *Alba Ruiz*,"); else the mention itself."""
    post = scene.mentions[number]
    if post.kind is not MentionKind.POST:
        return number
    for i, other in enumerate(scene.mentions):
        gap = scene.analysis.text[post.span.end : other.span.start] if other.span.start >= post.span.end else "none"
        if other.kind is MentionKind.PERSON and gap in {" ", ", "}:
            return i
    return number


def _place_as_actor(scene: Scene, chunk: int, kinds: frozenset[MentionKind]) -> int | None:
    inside = [i for i in scene.inside(chunk) if scene.mentions[i].kind in kinds]
    return inside[-1] if inside else None


def _of_phrase(scene: Scene, chunk: int, kinds: frozenset[MentionKind]) -> int | None:
    """ "members of *the Taliban*", "twelve of *the soldiers*"."""
    a = scene.analysis
    for preposition, other in a.prepositional(chunk)[:1]:
        if a.tokens[preposition].lower in {"of", "from"}:
            return next((i for i in scene.mentions_of(other) if scene.mentions[i].kind in kinds), None)
    return None


def _of_participle(scene: Scene, chunk: int, kinds: frozenset[MentionKind]) -> int | None:
    """ "caves used by *the group*", "a car carrying *two officers*": whom a thing belongs to or holds."""
    a = scene.analysis
    end = a.chunks[chunk].end
    number = a.verb_at[end] if end < len(a.tokens) else -1
    if number < 0 or a.verbs[number].finite:
        return None
    verb = a.verbs[number]
    if verb.form == "VBG" and verb.lemma in {"carry", "transport", "take", "ferry", "house", "belong", "hold"}:
        chunks = a.objects[number]
    else:
        chunks = a.agents[number] if verb.lemma in {"use", "run", "own", "hold", "operate", "control", "man"} else ()
    for other in chunks:
        found = next((i for i in scene.mentions_of(other) if scene.mentions[i].kind in kinds), None)
        if found is not None:
            return found
    return None


def _clause(scene: Scene, happening: Happening) -> tuple[int, int]:
    """The tokens of the clause that a trigger stands in."""
    a = scene.analysis
    if happening.verb is not None:
        subject = a.subjects[happening.verb]
        start = a.verbs[happening.verb].start
        if subject is not None and a.chunks[subject].start < start:
            start = a.chunks[subject].start
        stop = scene.reach(happening.verb)
    else:
        return _noun_clause(scene, happening)
    while start > 0 and not _ends_clause(scene, start - 1):
        start -= 1
    return start, stop


def _noun_clause(scene: Scene, happening: Happening) -> tuple[int, int]:
    """The phrase of an event noun with what hangs on it; all of its clause where no verb of that clause is at hand to
    take the rest ("There were *clashes* in the town on Monday")."""
    a = scene.analysis
    own = a.chunk_at[happening.start]
    start, stop = a.chunks[own].start, a.chunks[own].end
    for number in range(own + 1, len(a.chunks)):
        chunk = a.chunks[number]
        if chunk.start > stop + 1 or any(a.verb_at[at] >= 0 for at in range(stop, chunk.start)):
            break
        if any(a.tokens[at].text in {",", ";", ":"} for at in range(stop, chunk.start)):
            break
        stop = chunk.end
    governor = next((n for n, v in enumerate(a.verbs) if own in a.objects[n] or a.subjects[n] == own), None)
    if governor is not None and a.verbs[governor].lemma not in CLAUSAL:
        start = min(start, a.verbs[governor].start)
        stop = max(stop, scene.reach(governor))
    return start, stop


def _ends_clause(scene: Scene, at: int) -> bool:
    a = scene.analysis
    if a.tokens[at].text in {";", ":", "—", "–"} or a.tokens[at].text in '"“”':
        return True
    # "said on Friday *that* its men …": the day is the saying's, not the deed's.
    if a.tokens[at].lower == "that" and a.chunk_at[at] < 0 and _carries_clause(a, at):
        return True
    return a.verb_at[at] >= 0 and a.verbs[a.verb_at[at]].finite


def _carries_clause(a: SentenceAnalysis, that: int) -> bool:
    """True where a finite verb of saying comes before "that" with only its circumstances between."""
    before = [verb for verb in a.verbs if verb.end <= that]
    return bool(before) and before[-1].finite and before[-1].lemma in CLAUSAL


def _place(scene: Scene, happening: Happening, others: Sequence[Happening]) -> int | None:
    """The place of the clause, else what was struck, else the only place that the sentence names."""
    found = _place_of_clause(scene, happening)
    if found is not None or happening.event_type in _SPEECH:
        return found
    struck = [i for chunk in happening.recipients for i in scene.mentions_of(chunk)]
    if any(is_alternative(scene, chunk) for chunk in happening.recipients):
        return None
    own = [i for i in struck if scene.mentions[i].kind in {MentionKind.FACILITY, MentionKind.PLACE}]
    if own:
        return own[0] if _is_particular(scene, own[0]) else None
    return _only_place(scene, happening, others)


def _place_of_clause(scene: Scene, happening: Happening) -> int | None:
    """The place of the nearest "in", "at", "near" phrase of the clause; behind the trigger before in front of it."""
    a = scene.analysis
    speaks = happening.event_type in _SPEECH
    start, stop = _own_clause(scene, happening) if speaks else _clause(scene, happening)
    behind: list[int] = []
    before: list[int] = []
    taken = {*happening.actors, *happening.recipients}
    words = _ONLY_IN if speaks else _AT
    for number, chunk in enumerate(a.chunks):
        if chunk.preposition is None or not start <= chunk.start < stop or number in taken:
            continue
        word = a.tokens[chunk.preposition].lower
        site = _site(scene, number) if word in words else None
        if site is None or not _is_particular(scene, site) or is_alternative(scene, number):
            continue
        if scene.mentions[site].kind is MentionKind.STATE and word not in _ONLY_IN:
            continue
        (behind if chunk.start >= happening.start else before).append(site)
    # "In the village of Karo in the Cusco region": a name before a common noun, wherever it stands.
    sites = behind or before[::-1]
    named = [i for i in sites if not scene.mentions[i].span.of(a.text).islower()]
    return next(iter(named or sites), None)


def _own_clause(scene: Scene, happening: Happening) -> tuple[int, int]:
    """From the subject of an act of speech to where what is said begins; nothing for a verb without a tense."""
    a = scene.analysis
    if happening.verb is None:
        return happening.end, min(happening.end + 4, len(a.tokens))
    verb = a.verbs[happening.verb]
    if not verb.finite:
        return 0, 0
    subject = a.subjects[happening.verb]
    start = a.chunks[subject].start if subject is not None and a.chunks[subject].start < verb.start else verb.start
    opening = start
    while opening > 0 and a.verb_at[opening - 1] < 0 and a.tokens[opening - 1].text not in {";", ":", '"', "“", "”"}:
        opening -= 1
    if opening == 0:
        start = 0  # "*Earlier this month*, Benin and Togo agreed": what opens the sentence
    later = (v.start for v in a.verbs if v.start >= verb.end)
    return start, min(scene.reach(happening.verb), next(later, len(a.tokens)))


_ANYWHERE = frozenset(
    ["home", "homes", "house", "houses", "bay", "area", "areas", "place", "places", "country", "region", "streets"]
)


def _is_particular(scene: Scene, site: int) -> bool:
    """True for a place that can be told from others: a name, or a building such as "the consulate"."""
    words = scene.mentions[site].span.of(scene.analysis.text)
    return not words.islower() or words.split()[-1] not in _ANYWHERE


def _only_place(scene: Scene, happening: Happening, others: Sequence[Happening]) -> int | None:
    """The one named place that the sentence gives, where no other happening or speaker stands closer to it."""
    a = scene.analysis
    found: dict[str, int] = {}
    nearest = -1
    for number, chunk in enumerate(a.chunks):
        if chunk.preposition is None or a.tokens[chunk.preposition].lower not in _ONLY_IN:
            continue
        site = _site(scene, number)
        if site is not None and is_alternative(scene, number):
            return None
        if site is not None and not scene.mentions[site].span.of(a.text).islower():
            found.setdefault(scene.mentions[site].span.of(a.text), site)
            nearest = number
    if len(found) != 1 or nearest in happening.actors or _hangs_on_speaker(scene, nearest):
        return None
    if _hangs_on_saying(scene, nearest, [happening, *others]):
        return None
    at = a.chunks[nearest].start
    away = abs(at - happening.start)
    closer = any(h is not happening and h.event_type in _SPEECH and abs(at - h.start) < away for h in others)
    return None if closer else next(iter(found.values()))


def _hangs_on_saying(scene: Scene, chunk: int, happenings: Sequence[Happening]) -> bool:
    """ "told reporters *in Gao*": where the words were spoken, no happening told between."""
    a = scene.analysis
    start = a.chunks[chunk].start
    before = [verb for verb in a.verbs if verb.end <= start]
    if not before or before[-1].lemma not in CLAUSAL or not before[-1].finite:
        return False
    return not any(before[-1].end <= h.start < start for h in happenings)


def _hangs_on_speaker(scene: Scene, chunk: int) -> bool:
    """ "the ministry *in Dushanbe* said": where a speaker sits."""
    a = scene.analysis
    end = a.chunks[chunk].end
    follows = a.verb_at[end] if end < len(a.tokens) else -1
    outer = a.chunk_at[(a.chunks[chunk].preposition or 1) - 1]
    speakers = {a.subjects[n] for n, verb in enumerate(a.verbs) if verb.lemma in CLAUSAL}
    return outer in speakers or (follows >= 0 and a.verbs[follows].lemma in CLAUSAL)


def _site(scene: Scene, number: int) -> int | None:
    """The place that a chunk names; "the eastern part *of the town*", "the city *of Lima*" by the name behind "of"."""
    a = scene.analysis
    own = next((i for i in scene.mentions_of(number) if scene.mentions[i].kind in _SITES), None)
    if own is None:
        own = next((i for i in scene.inside(number) if scene.mentions[i].kind is MentionKind.PLACE), None)
    if own is not None and not scene.mentions[own].span.of(a.text).islower():
        return own
    for preposition, other in a.prepositional(number)[:1]:
        if a.tokens[preposition].lower == "of":
            named = [i for i in (*scene.mentions_of(other), *scene.inside(other)) if scene.mentions[i].kind in _SITES]
            if named:
                return named[0]
    return own


def _time(scene: Scene, happening: Happening, others: Sequence[Happening]) -> int | None:
    """The time of the clause nearest to the trigger, else the only time of the sentence."""
    a = scene.analysis
    start, stop = _own_clause(scene, happening) if happening.event_type in _SPEECH else _clause(scene, happening)
    times = [i for i, m in enumerate(scene.mentions) if m.kind is MentionKind.TIME and m.span.within(a.span)]
    own = next((i for i in times if _dates_own_noun(scene, i, happening, others)), None)
    if own is not None:
        return own
    times = [i for i in times if not is_length(scene, i) and not _dates_another(scene, i, happening)]
    times = [i for i in times if not _dates_the_saying(scene, i, happening)]
    at = a.tokens[happening.start].span.start
    if stop > start:
        low, high = a.tokens[start].span.start, a.tokens[stop - 1].span.end
        inside = [i for i in times if scene.mentions[i].span.start >= low and scene.mentions[i].span.end <= high]
        if inside:
            return min(inside, key=lambda i: abs(scene.mentions[i].span.start - at))
    if len(times) != 1 or happening.verb is None or happening.event_type in _SPEECH:
        return None
    away = abs(scene.mentions[times[0]].span.start - at)
    closer = [
        h for h in others if h is not happening and abs(_start(scene, h) - scene.mentions[times[0]].span.start) < away
    ]
    return None if any(h.event_type is not happening.event_type for h in closer) else times[0]


def _dates_own_noun(scene: Scene, time: int, happening: Happening, others: Sequence[Happening]) -> bool:
    """ "were killed in *Tuesday's* attack": the noun that tells the same deed has its day before it."""
    if happening.verb is None:
        return False
    a = scene.analysis
    end = scene.reach(happening.verb)
    for noun in others:
        if noun.verb is None and noun.event_type is happening.event_type and happening.end <= noun.start < end:
            chunk = a.chunks[a.chunk_at[noun.start]] if a.chunk_at[noun.start] >= 0 else None
            span = scene.mentions[time].span
            if chunk is not None and chunk.span.start <= span.start and span.end < chunk.span.end:
                return True
    return False


def _dates_the_saying(scene: Scene, time: int, happening: Happening) -> bool:
    """ "said in a statement *on Wednesday* that": the day of the words, not of the deed that they carry."""
    a = scene.analysis
    span = scene.mentions[time].span
    for at, token in enumerate(a.tokens):
        if token.lower != "that" or a.chunk_at[at] >= 0 or token.span.start < span.end or at > happening.start:
            continue
        before = [verb for verb in a.verbs if verb.end <= at]
        if before and before[-1].finite and before[-1].lemma in CLAUSAL and before[-1].span.end <= span.start:
            return True
    return False


def _start(scene: Scene, happening: Happening) -> int:
    return scene.analysis.tokens[happening.start].span.start


def _dates_another(scene: Scene, time: int, happening: Happening) -> bool:
    """ "*Sunday's* vote", "the *2014* accord": the time inside the phrase for something else."""
    a = scene.analysis
    span = scene.mentions[time].span
    for chunk in a.chunks:
        if span.start >= chunk.span.start and span.end < chunk.span.end:
            head = a.tokens[chunk.head]
            return head.lower not in TIME_NOUNS and not chunk.start <= happening.start < chunk.end
    return False


_LENGTHS = frozenset(
    [
        "years",
        "months",
        "weeks",
        "days",
        "hours",
        "minutes",
        "year",
        "month",
        "week",
        "day",
        "hour",
        "decades",
        "decade",
    ]
)
_ANCHORS = frozenset({"ago", "last", "past", "earlier", "later", "next", "previous", "this", "same", "first", "recent"})
_HOW_LONG = frozenset({"for", "after", "within", "over"})


def is_length(scene: Scene, time: int) -> bool:
    """ "70 years", "for hours", "a three-month quarrel": how long, not when."""
    a = scene.analysis
    span = scene.mentions[time].span
    words = span.of(a.text).lower().replace("-", " ").split()
    if words[-1] not in _LENGTHS or set(words) & _ANCHORS:
        return False
    if len(words) > 1:
        return words[0] not in {"the", "on", "that", "one"}
    before = next((t.lower for t in reversed(a.tokens) if t.span.end <= span.start), "")
    return words[0].endswith("s") or before in _HOW_LONG


def _quantities(scene: Scene, happening: Happening) -> tuple[int, ...]:
    """The quantities inside the chunks of the roles, and money in the clause for what is paid or agreed."""
    a = scene.analysis
    found: list[int] = []
    for chunk in (*happening.recipients, *happening.objects, *happening.actors):
        span = a.chunks[chunk].span
        for i, m in enumerate(scene.mentions):
            if m.kind is MentionKind.QUANTITY and m.span.overlaps(span):
                found.append(i)
    start, stop = _clause(scene, happening)
    if happening.event_type in _MONEYED and stop > happening.start:
        low, high = a.tokens[start].span.start, a.tokens[stop - 1].span.end
        for i, m in enumerate(scene.mentions):
            if m.kind is MentionKind.MONEY and low <= m.span.start and m.span.end <= high:
                found.append(i)
    return tuple(dict.fromkeys(found))
