"""One window of sentences put together: happenings with roles, how each is put, whose words, what is the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from onrecord.codebook import is_mode
from onrecord.model.claims import EventType, Factuality, Stance
from onrecord.model.readings import (
    Reading,
    ReadTrigger,
    Role,
    RoleArc,
    SameArc,
)
from onrecord.model.spans import Span
from onrecord.readings import counterparts, links, responsibility, signs, states
from onrecord.readings.factuality import Put, put
from onrecord.readings.happenings import Happening, in_sentence
from onrecord.readings.inventory import VerbFrame
from onrecord.readings.nature import is_nobodys_deed
from onrecord.readings.roles import Filled, fill, filler, is_alternative, kills_things
from onrecord.readings.scenes import ACTORS, Scene
from onrecord.readings.windows import Coded, Window

# A planned deed of these types is an agreement, or a concession.
_AGREED = frozenset({EventType.CONSULT, EventType.AID, EventType.COOPERATE, EventType.SUPPORT})
_CONCEDED = frozenset({EventType.RETREAT})
_HOSTILE = frozenset({EventType.ASSAULT, EventType.COERCE, EventType.SANCTION, EventType.MOBILIZE})
_YIELDING = frozenset({EventType.RETREAT, EventType.CONCEDE})
_TOLD_BY_NOUN = frozenset({EventType.ASSAULT, EventType.COERCE, EventType.PROTEST, EventType.SANCTION})
_REFUSED = frozenset(
    {EventType.RETREAT, EventType.CONCEDE, EventType.AID, EventType.CONSULT, EventType.COOPERATE, EventType.SUPPORT}
)  # fmt: skip


def assemble(window: Window) -> Reading:
    """The reading of a window."""
    if window.earlier is not None:
        known = set(window.mentions)
        window = replace(window, mentions=(*window.mentions, *(m for m in window.earlier.mentions if m not in known)))
    stands = links.antecedents(window.analyses, window.mentions)
    same = links.same(window.text, window.analyses, window.mentions, stands)
    scenes = [
        Scene(number, analysis, window.mentions, stands[number]) for number, analysis in enumerate(window.analyses)
    ]
    coded: list[Coded] = []
    notes: list[tuple[Span, str]] = []
    for scene in scenes:
        if scene.number in window.silent:
            continue
        kept, left = _of_sentence(scene)
        coded.extend(kept)
        notes.extend(left)
    coded = counterparts.supply(window, scenes, coded)
    coded, attributions = responsibility.settle(window, scenes, coded, same)
    triggers, roles = _arcs(window, [_not_to_itself(scenes[c.happening.scene], c, same) for c in coded])
    return Reading(
        article_id=window.article_id,
        window=window.span,
        sentences=tuple(analysis.span for analysis in window.analyses),
        mentions=window.mentions,
        triggers=triggers,
        roles=roles,
        attributions=attributions,
        relations=states.relations(scenes),
        same=same,
        notes=tuple(notes),
    )


_ITSELF = frozenset({"itself", "himself", "herself", "themselves", "ourselves", "myself", "own", "other", "another"})


def _not_to_itself(scene: Scene, one: Coded, same: Sequence[SameArc]) -> Coded:
    """The happening without a recipient that is its actor under another name; "shot *himself*" keeps it."""
    if _ITSELF & set(scene.lowers(0, len(scene.analysis.tokens))):
        return one
    actors = set(one.filled.actors)
    alike = {(a.left, a.right) for a in same if a.basis != "a body's own men"}
    left = tuple(r for r in one.filled.recipients if not any((a, r) in alike or (r, a) in alike for a in actors))
    return replace(one, filled=replace(one.filled, recipients=left))


def _of_sentence(scene: Scene) -> tuple[list[Coded], list[tuple[Span, str]]]:
    """The happenings of a sentence that are to be coded, and those that are not with the reason."""
    found = in_sentence(scene)
    types = {h.verb: h.event_type for h in found if h.verb is not None}
    puts = [put(scene, happening, types) for happening in found]
    kept: list[Coded] = []
    left: list[tuple[Span, str]] = []
    for happening, how in zip(found, puts, strict=True):
        if not how.coded:
            left.append((happening.span(scene), how.reason))
            continue
        content = [h.event_type for h, p in zip(found, puts, strict=True) if p.carrier == happening.verb is not None]
        coded = _coded(scene, happening, how, content, found)
        if coded is None:
            left.append((happening.span(scene), "nobody acts or receives"))
        else:
            kept.append(coded)
    return _merged(scene, kept), left


def _coded(
    scene: Scene, happening: Happening, how: Put, content: Sequence[EventType], others: Sequence[Happening]
) -> Coded | None:
    happening = _with_doer(scene, happening, how)
    if happening.event_type is EventType.ASSAULT and (
        is_nobodys_deed(scene, happening) or kills_things(scene, happening)
    ):
        return None
    filled = _without_accuser(scene, how, fill(scene, happening, others))
    if not _is_enough(scene, happening, filled):
        return None
    event_type, factuality = _settled_type(happening, how, content)
    return Coded(
        happening=happening,
        put=how,
        filled=filled,
        event_type=event_type,
        modes=_modes(scene, happening, event_type, content),
        factuality=factuality,
        stance=how.stance,
        span=happening.span(scene),
    )


def _with_doer(scene: Scene, happening: Happening, how: Put) -> Happening:
    """The happening with the accused, or the denier, as its actor: "accused *the army* of shelling"."""
    if how.doer is None or happening.verb is None:
        return happening
    a = scene.analysis
    verb = a.verbs[happening.verb]
    if verb.finite:
        return happening
    number, place = how.doer
    governor = a.verbs[number]
    subject = a.subjects[number]
    if place == "subject" or governor.passive:
        doers = a.joined(subject) if subject is not None else ()
    else:
        doers = a.objects[number]
    if not doers:
        return happening
    return replace(happening, recipients=doers) if verb.passive else replace(happening, actors=tuple(doers))


def _without_accuser(scene: Scene, how: Put, filled: Filled) -> Filled:
    """The roles without the accuser among those who receive: "them" in his charge is somebody else."""
    if how.doer is None or how.doer[1] != "object" or scene.analysis.verbs[how.doer[0]].passive:
        return filled
    subject = scene.analysis.subjects[how.doer[0]]
    accuser = filler(scene, subject, ACTORS) if subject is not None else None
    return replace(filled, recipients=tuple(i for i in filled.recipients if i != accuser))


_PEOPLE = frozenset({"he", "she", "they", "we", "him", "her", "them", "us", "two", "both", "sides", "side", "parties"})


def _is_somebody(scene: Scene, happening: Happening) -> bool:
    """True where people are told of whom no mention holds: "we", "the two", "both sides"."""
    a = scene.analysis
    return any(a.tokens[a.chunks[c].head].lower in _PEOPLE for c in (*happening.actors, *happening.recipients))


_OF_WILL = frozenset(
    {EventType.REQUEST, EventType.ACCUSE, EventType.THREATEN, EventType.SUPPORT, EventType.AGREE, EventType.CONSULT,
     EventType.COOPERATE}
)  # fmt: skip


def _is_done_by_thing(scene: Scene, happening: Happening) -> bool:
    """ "These *moves* put pressure on the firm": an act of will whose subject is nobody."""
    a = scene.analysis
    number = happening.verb
    if number is None or happening.event_type not in _OF_WILL or a.verbs[number].passive:
        return False
    subject = a.subjects[number]
    return (
        subject is not None
        and subject in happening.actors
        and a.chunks[subject].start < a.verbs[number].start
        and not scene.is_pronoun(subject)
        and a.tokens[a.chunks[subject].head].lower not in _PEOPLE
        and a.tags[a.chunks[subject].head] == "NOUN"
    )


def _is_enough(scene: Scene, happening: Happening, filled: Filled) -> bool:
    """True where so much is told that a careful coder would make a claim of it."""
    if happening.verb is not None and not filled.actors and _is_done_by_thing(scene, happening):
        return False
    if happening.verb is not None:
        return (
            bool(filled.actors or filled.recipients)
            or _is_somebody(scene, happening)
            or any(is_alternative(scene, chunk) for chunk in happening.recipients)
            or (happening.event_type in {EventType.ASSAULT, EventType.PROTEST} and filled.place is not None)
        )
    if happening.event_type in _TOLD_BY_NOUN:
        return bool(filled.actors or filled.recipients or filled.place is not None or filled.time is not None)
    return bool(filled.actors)


def _settled_type(happening: Happening, how: Put, content: Sequence[EventType]) -> tuple[EventType, Factuality]:
    event_type, factuality = happening.event_type, how.factuality
    future = how.reason.startswith("modal: w") or how.reason.startswith("modal: '")
    if how.reason == "negated" and event_type is EventType.REJECT:
        return event_type, Factuality.HAPPENED
    if factuality is Factuality.PLANNED or future:
        if event_type in _AGREED:
            return EventType.AGREE, Factuality.PLANNED
        if event_type in _CONCEDED:
            return EventType.CONCEDE, Factuality.PLANNED
    if event_type is EventType.AGREE and any(c in _HOSTILE for c in content):
        return EventType.THREATEN, factuality
    if event_type is EventType.AGREE and any(c in _YIELDING for c in content):
        return EventType.CONCEDE, factuality
    if event_type is EventType.ASSAULT and factuality is Factuality.PLANNED:
        return event_type, Factuality.POSSIBLE
    return event_type, factuality


def _modes(scene: Scene, happening: Happening, event_type: EventType, content: Sequence[EventType]) -> tuple[str, ...]:
    if happening.mode is not None and is_mode(event_type, happening.mode):
        return (happening.mode,)
    words = f" {' '.join(_clause_words(scene, happening))} "
    after = f" {' '.join(scene.lowers(happening.end, _stop(scene, happening)))} "
    found = signs.about(event_type, content, after) or signs.mode(event_type, words)
    return (found,) if found is not None and is_mode(event_type, found) else ()


def _clause_words(scene: Scene, happening: Happening) -> list[str]:
    a = scene.analysis
    start = happening.start
    if happening.verb is not None:
        subject = a.subjects[happening.verb]
        if subject is not None and a.chunks[subject].start < start:
            start = a.chunks[subject].start
    return scene.lowers(min(start, happening.start - 6), _stop(scene, happening))


def _stop(scene: Scene, happening: Happening) -> int:
    if happening.verb is not None:
        return scene.reach(happening.verb)
    return min(len(scene.analysis.tokens), happening.end + 12)


# Tellings of one happening inside a sentence


def _merged(scene: Scene, coded: Sequence[Coded]) -> list[Coded]:
    """One for each happening: "killed twelve and wounded thirty in an ambush" is told by three words."""
    kept: list[Coded] = []
    for one in coded:
        for i, other in enumerate(kept):
            if _is_same_deed(scene, other, one):
                kept[i] = _joined(other, one)
                break
        else:
            kept.append(one)
    return kept


def _is_same_deed(scene: Scene, first: Coded, second: Coded) -> bool:
    if first.event_type is not second.event_type or first.factuality is not second.factuality:
        return False
    if first.stance is not second.stance:
        return False
    one_is_noun = first.happening.verb is None or second.happening.verb is None
    actors = set(first.filled.actors), set(second.filled.actors)
    agree = actors[0] == actors[1] or not actors[0] or not actors[1]
    if first.event_type is not EventType.ASSAULT:
        both = set(first.filled.recipients), set(second.filled.recipients)
        apart = bool(both[0] and both[1] and both[0] != both[1])
        return one_is_noun and agree and not apart
    if not agree:
        return False
    if one_is_noun:
        return True
    return _shares_clause(scene, first, second)


def _shares_clause(scene: Scene, first: Coded, second: Coded) -> bool:
    """ "killed 12 and wounded 30": same doer, no other finite verb between, or a result ("..., killing 12")."""
    a = scene.analysis
    left, right = first.happening.verb, second.happening.verb
    if left is None or right is None:
        return False
    between = range(left + 1, right)
    if any(a.verbs[n].finite for n in between):
        return False
    verb = a.verbs[right]
    if verb.form == "VBG" and not verb.finite:
        return True
    # "Shells fell while troops and rebels fought": each verb with a subject of its own.
    same_subject = a.subjects[left] == a.subjects[right]
    if not same_subject and not verb.passive and None not in (a.subjects[left], a.subjects[right]):
        return False
    joined = any(word in {"and", "or", ","} for word in scene.lowers(a.verbs[left].end, verb.start))
    return joined and (same_subject or a.verbs[left].passive == verb.passive)


_KILLING = frozenset({"kill", "murder", "dead", "massacre", "behead"})


def _joined(first: Coded, second: Coded) -> Coded:
    one, other = first.filled, second.filled
    lead = second if _KILLING & set(second.happening.basis.split()) and first.happening.verb is not None else first
    if first.happening.verb is None and second.happening.verb is not None:
        lead = second
    if isinstance(lead.happening.frame, VerbFrame) and lead.happening.frame.kind == "suffers":
        lead = next((c for c in (first, second) if c.happening.verb is None), lead)
    filled = Filled(
        actors=one.actors or other.actors,
        recipients=tuple(dict.fromkeys((*one.recipients, *other.recipients))),
        place=one.place if one.place is not None else other.place,
        time=one.time if one.time is not None else other.time,
        quantities=tuple(dict.fromkeys((*one.quantities, *other.quantities))),
        instruments=tuple(dict.fromkeys((*one.instruments, *other.instruments))),
    )
    modes = first.modes or second.modes
    return replace(lead, filled=filled, modes=modes)


# Arcs


def _arcs(window: Window, coded: Sequence[Coded]) -> tuple[tuple[ReadTrigger, ...], tuple[RoleArc, ...]]:
    triggers: list[ReadTrigger] = []
    roles: list[RoleArc] = []
    for number, one in enumerate(coded):
        sentence = window.analyses[one.happening.scene].span.of(window.text)
        triggers.append(
            ReadTrigger(
                span=one.span,
                event_type=one.event_type,
                mode=one.modes,
                contexts=signs.contexts(f" {' '.join(_plain(sentence))} "),
                factuality=one.factuality,
                stance=one.stance or Stance.REPORTS,
                background=one.put.background,
                score=one.happening.score,
                basis=f"{one.happening.basis}; {one.put.reason}",
            )
        )
        roles.extend(_role_arcs(number, one))
    return tuple(triggers), tuple(roles)


def _plain(sentence: str) -> list[str]:
    return "".join(c if c.isalnum() or c in "'-" else " " for c in sentence.lower()).split()


def _role_arcs(number: int, one: Coded) -> list[RoleArc]:
    filled = one.filled
    pairs = [
        *((m, Role.ACTOR) for m in filled.actors),
        *((m, Role.RECIPIENT) for m in filled.recipients),
        *((m, Role.QUANTITY) for m in filled.quantities),
        *((m, Role.INSTRUMENT) for m in filled.instruments),
    ]
    if filled.place is not None:
        pairs.append((filled.place, Role.PLACE))
    if filled.time is not None:
        pairs.append((filled.time, Role.TIME))
    return [RoleArc(trigger=number, mention=m, role=r, score=0.8, basis=one.happening.basis) for m, r in pairs]


__all__ = ["Coded", "Window", "assemble"]
