"""Two readings of one window to one: what the word lists and rules told, corrected and filled up by the model."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from onrecord.codebook import is_mode
from onrecord.model.claims import EventType, Factuality
from onrecord.model.mentions import MentionKind
from onrecord.model.readings import TOLD_ON, ReadAttribution, Reading, ReadMention, ReadTrigger, RelationArc
from onrecord.model.spans import Span
from onrecord.readings.cues import QUOTING
from onrecord.readings.neural.acceptance import Sight
from onrecord.readings.neural.circumstances import Circumstances
from onrecord.readings.neural.clauses import Clauses
from onrecord.readings.neural.decoding import parent_of
from onrecord.readings.neural.filling import Candidate, Filling, Trust
from onrecord.readings.neural.spots import Spots, name_sites

_RIVALS = 3  # types told beside the one that is taken
_REAL = frozenset({Factuality.HAPPENED, Factuality.ONGOING})
# Mentions whose whole extent the lists' grammar knows better: "Tuesday, the 10th of March".
_BY_GRAMMAR = frozenset({MentionKind.TIME, MentionKind.QUANTITY, MentionKind.MONEY})
# How the lists find a voice by a verb or a colon. A quotation's, a hedge's or a claim of responsibility's is surer.
BY_CUE = frozenset({"cue verb", "verb of thinking", "cue phrase", "colon"})
_NEAR = 20  # characters between two triggers of one type that tell one happening ("carried out an attack")

Sights = Callable[[Span], Sight]
"""What the model sees in any words of a text."""


def joined(readings: Sequence[Reading]) -> Reading:
    """Readings of neighbouring stretches as one; arcs never lead from one to another."""
    whole = readings[0]
    for one in readings[1:]:
        m, t, a = len(whole.mentions), len(whole.triggers), len(whole.attributions)
        whole = replace(
            whole,
            window=whole.window.joined(one.window),
            sentences=tuple(dict.fromkeys((*whole.sentences, *one.sentences))),
            mentions=(*whole.mentions, *one.mentions),
            triggers=(*whole.triggers, *one.triggers),
            roles=(*whole.roles, *(replace(r, trigger=r.trigger + t, mention=r.mention + m) for r in one.roles)),
            attributions=(*whole.attributions, *(_moved(x, m, t, a) for x in one.attributions)),
            relations=(*whole.relations, *(_moved_relation(r, m) for r in one.relations)),
            same=(*whole.same, *(replace(s, left=s.left + m, right=s.right + m) for s in one.same)),
            notes=(*whole.notes, *one.notes),
        )
    return whole


def _moved(one: ReadAttribution, mentions: int, triggers: int, attributions: int) -> ReadAttribution:
    return replace(
        one,
        source=None if one.source is None else one.source + mentions,
        parent=None if one.parent is None else one.parent + attributions,
        triggers=tuple(t + triggers for t in one.triggers),
    )


def _moved_relation(one: RelationArc, mentions: int) -> RelationArc:
    return replace(
        one,
        subject=one.subject + mentions,
        object=one.object + mentions,
        post=None if one.post is None else one.post + mentions,
        time=None if one.time is None else one.time + mentions,
    )


def merged(
    text: str, base: Reading, model: Reading, sights: Sights, trust: Trust, before: frozenset[EventType] = frozenset()
) -> Reading:
    """The base's reading with the model's word on which happenings there are, whose words tell them, and what the base
    lacks. A trigger's score is the share of such candidates that are right. `before` are the types told before."""
    mentions = list(base.mentions)
    happenings = [one.span for one in base.triggers]
    whole = _whole_names(Clauses(text, base.sentences, mentions), model)
    places = [_place(one, mentions, happenings) for one in whole]
    named = name_sites(text, mentions)
    weighed = [
        one if _is_told_on(one) else _weighed(_put(one, model), sights, trust) for one in candidates(base, model)
    ]
    least = trust.accepts.least
    clauses = Clauses(text, base.sentences, mentions)
    deeds = [one for one in weighed if not _is_told_on(one)]
    likely = [one for one in deeds if one.trigger.score >= least or _has_its_time(one, clauses)]
    taken = _apart([told for one in likely if (told := _in_own_words(one, clauses)) is not None])
    taken = _with_told_on(taken, weighed, base, before)
    filling = Filling(clauses, base, model, places, trust, Spots(clauses, named))
    roles = [replace(arc, trigger=at) for at, one in enumerate(taken) for arc in filling.roles(one)]
    voices = list(_voices(base, model, taken, places))
    read = replace(
        base,
        mentions=tuple(mentions),
        triggers=tuple(one.trigger for one in taken),
        roles=tuple(dict.fromkeys(roles)),
        attributions=tuple(replace(a, parent=parent_of(n, voices)) for n, a in enumerate(voices)),
        notes=(*base.notes, *_left_out([one for one in weighed if one not in taken], least)),
    )
    return _without_idle(read, len(base.mentions))


def _has_its_time(one: Candidate, clauses: Clauses) -> bool:
    """True for a deed of the lists that a time is told for by itself: "until May, when it was shelled"."""
    if one.listed is None or one.trigger.event_type is not EventType.ASSAULT:
        return False
    is_told = "form: VBD" in one.trigger.basis or "form: VBN" in one.trigger.basis
    return is_told and Circumstances(clauses).dated_by_when(one.trigger.span) is not None


def _whole_names(clauses: Clauses, model: Reading) -> Iterator[ReadMention]:
    """The model's mentions, each as far as its name goes, but into no cue ("the Watch *maintains* that")."""
    cues = [voice.cue for voice in model.attributions if voice.cue is not None]
    for one in model.mentions:
        span = clauses.name_in(one.span)
        yield one if any(span.overlaps(cue) for cue in cues) else replace(one, span=span)


def candidates(base: Reading, model: Reading) -> Iterator[Candidate]:
    """Every happening that either sees; one of the base with the model's surest in the same words."""
    met: set[int] = set()
    for number, one in enumerate(base.triggers):
        same = [n for n, other in enumerate(model.triggers) if other.span.overlaps(one.span)]
        met.update(same)
        yield Candidate(one, number, max(same, key=lambda n: model.triggers[n].score, default=None))
    for number, one in enumerate(model.triggers):
        if number not in met:
            yield Candidate(one, None, number)


def _put(one: Candidate, model: Reading) -> Candidate:
    """The candidate as real as the model holds it to be: of that it knows more than the lists (measured)."""
    if one.modelled is None:
        return one
    return replace(one, trigger=replace(one.trigger, factuality=model.triggers[one.modelled].factuality))


def _weighed(one: Candidate, sights: Sights, trust: Trust) -> Candidate:
    """The candidate under its likelier type, its score the probability that it is one."""
    listed = one.trigger if one.listed is not None else None
    sight = sights(one.trigger.span)
    kind = trust.accepts.type_of(sight, listed)
    trigger = replace(one.trigger, score=round(trust.accepts.share(sight, listed), 3), rivals=_rivals(sight))
    if kind is not trigger.event_type:
        mode = tuple(m for m in trigger.mode if is_mode(kind, m))
        trigger = replace(trigger, event_type=kind, mode=mode, basis=f"{trigger.basis}; type by model")
    elif listed is not None and one.modelled is None:
        trigger = replace(trigger, basis=f"{trigger.basis}; not seen by model")
    return replace(one, trigger=trigger)


def _rivals(sight: Sight) -> tuple[tuple[EventType, float], ...]:
    """The likeliest types with their shares."""
    best = sorted(sight.types.items(), key=lambda item: -item[1])[:_RIVALS]
    return tuple((kind, round(share, 2)) for kind, share in best)


def _apart(taken: Sequence[Candidate]) -> list[Candidate]:
    """The happenings in order, of two of one type right beside each other the surer: they tell one."""
    kept: list[Candidate] = []
    for one in sorted(taken, key=lambda one: (-one.trigger.score, one.trigger.span.start)):
        span = one.trigger.span
        beside = (
            other.trigger.event_type is one.trigger.event_type
            and max(other.trigger.span.start - span.end, span.start - other.trigger.span.end) <= _NEAR
            and (other.listed is None or one.listed is None)
            for other in kept
        )
        if not any(beside):
            kept.append(one)
    return sorted(kept, key=lambda one: one.trigger.span)


def _is_told_on(one: Candidate) -> bool:
    """True for what only says who was hit by a deed told before: the model weighs deeds, and sees none in its words."""
    return one.trigger.basis.startswith(TOLD_ON)


def _with_told_on(
    taken: Sequence[Candidate], weighed: Sequence[Candidate], base: Reading, before: frozenset[EventType]
) -> list[Candidate]:
    """The happenings with what speaks on of them, where its sentence tells no such deed itself."""
    found = list(taken)
    for one in weighed:
        trigger = one.trigger
        if not _is_told_on(one):
            continue
        sentence = next((s for s in base.sentences if trigger.span.within(s)), trigger.span)
        alike = [other.trigger for other in found if other.trigger.event_type is trigger.event_type]
        is_known = trigger.event_type in before or any(other.span.end <= sentence.start for other in alike)
        if is_known and not any(other.span.within(sentence) for other in alike):
            found.append(replace(one, modelled=None))
    return sorted(found, key=lambda one: one.trigger.span)


def _without_idle(whole: Reading, own: int) -> Reading:
    """The reading without the model's mentions that fill no role and speak no word: of names by themselves the lists
    know more (measured)."""
    used = {role.mention for role in whole.roles} | {voice.source for voice in whole.attributions}
    kept = [n for n in range(len(whole.mentions)) if n < own or n in used]
    at = {n: place for place, n in enumerate(kept)}
    return replace(
        whole,
        mentions=tuple(whole.mentions[n] for n in kept),
        roles=tuple(replace(role, mention=at[role.mention]) for role in whole.roles),
        attributions=tuple(
            voice if voice.source is None else replace(voice, source=at[voice.source]) for voice in whole.attributions
        ),
    )


def _left_out(fallen: Sequence[Candidate], least: float) -> Iterator[tuple[Span, str]]:
    """What was seen and not taken, with how probable it was."""
    for one in fallen:
        who = "lists" if one.listed is not None else "model"
        share = one.trigger.score
        why = "told by the words beside it" if share >= least else f"not probable enough ({share:.2f}, {least:g} asked)"
        yield one.trigger.span, f"{who}: {one.trigger.event_type.value}, {why}"


def _place(one: ReadMention, mentions: list[ReadMention], happenings: Sequence[Span]) -> int:
    """The number of the same mention among those of the base; it is put there where there is none.

    Same are equal spans, spans of one kind that end alike, times or amounts that overlap, and a name that runs on into
    a happening ("Niger signed") with the name alone; what is counted is the model's word.
    """
    runs_on = any(one.span.start < span.start and span.end <= one.span.end for span in happenings)
    for n, own in enumerate(mentions):
        if runs_on and own.span.start == one.span.start and own.span.within(one.span):
            return n
        whole = one.kind in _BY_GRAMMAR and own.span.overlaps(one.span)
        if own.span == one.span or (own.kind is one.kind and (own.span.end == one.span.end or whole)):
            if one.quantity_kind is not None and own.kind is one.kind:
                mentions[n] = replace(own, quantity_kind=one.quantity_kind)
            return n
    mentions.append(one)
    return len(mentions) - 1


def _in_own_words(one: Candidate, clauses: Clauses) -> Candidate | None:
    """The candidate with the words that tell it and no others; None for one of the model's that no word tells."""
    one = _as_negated(one, clauses)
    if one.listed is not None:
        return one
    words = clauses.words_of(one.trigger.span)
    return None if words is None else replace(one, trigger=replace(one.trigger, span=words))


def _as_negated(one: Candidate, clauses: Clauses) -> Candidate:
    """The candidate, denied where its verb stands under "not" and its type does not say as much."""
    trigger = one.trigger
    if (
        trigger.factuality not in _REAL
        or trigger.event_type is EventType.REJECT
        or not clauses.is_negated(trigger.span)
    ):
        return one
    basis = f"{trigger.basis}; under a not"
    return replace(one, trigger=replace(trigger, factuality=Factuality.DENIED, basis=basis))


def _voices(
    base: Reading, model: Reading, taken: Sequence[Candidate], places: Sequence[int]
) -> Iterator[ReadAttribution]:
    """The attributions of both; where both have a cue, the model's, with the happenings that it tells.

    A cue that the lists alone see tells no happening: two in three of those are wrong (measured).
    """
    listed = {one.listed: at for at, one in enumerate(taken) if one.listed is not None}
    modelled = {n: at for at, one in enumerate(taken) for n in _seen(one, model)}
    own = [
        a
        for a in model.attributions
        if a.cue is not None and a.source is not None and a.content and not _leads_in(a.cue, base)
    ]
    for a in base.attributions:
        if not any(a.cue is not None and o.cue is not None and a.cue.overlaps(o.cue) for o in own):
            told = [listed[n] for n in a.triggers if n in listed]
            inside = [at for at, t in enumerate(taken) if t.listed is None and _holds(a, t.trigger)]
            yield replace(a, parent=None, triggers=() if a.basis in BY_CUE else (*told, *inside))
    for o in own:
        near = next((sentence for sentence in base.sentences if o.cue is not None and o.cue.within(sentence)), None)
        beside = [a for a in base.attributions if a.cue is not None and o.cue is not None and a.cue.overlaps(o.cue)]
        o = _in_its_sentence(o, beside, near)
        by_arc = {modelled[n] for n in o.triggers if n in modelled}
        told_too = [at for at, one in enumerate(taken) if _is_told((o, *beside), one.trigger, near, at in by_arc)]
        yield replace(o, source=None if o.source is None else places[o.source], parent=None, triggers=tuple(told_too))


def _leads_in(cue: Span, base: Reading) -> bool:
    """True for a cue between a speaker and the colon before the speaker's quotation ("JNIM in a *statement*: “…”"): the
    lists have that voice whole."""
    quoting = (a for a in base.attributions if a.basis == QUOTING)
    return any(
        base.mentions[a.source].span.end <= cue.start and cue.end <= a.cue.end
        for a in quoting
        if a.cue is not None and a.source is not None
    )


def _in_its_sentence(one: ReadAttribution, beside: Sequence[ReadAttribution], near: Span | None) -> ReadAttribution:
    """The attribution with the lists' content where the model's lies in other sentences than the cue's alone."""
    if near is None or any(piece.overlaps(near) for piece in one.content):
        return one
    content = next((a.content for a in beside if any(piece.overlaps(near) for piece in a.content)), one.content)
    return replace(one, content=content)


def _is_told(both: Sequence[ReadAttribution], trigger: ReadTrigger, near: Span | None, by_arc: bool) -> bool:
    """True where the model sees it so, as far as the cue's sentence or the content reaches; and for what is told in
    front of the cue ("the toll of the *attack* has risen, police said"), which such a voice always tells.

    `both` are the model's attribution and those of the lists with its cue.
    """
    one = both[0]
    beside = near is None or trigger.span.within(near)
    if by_arc:
        return beside or _holds(one, trigger)
    in_front = beside and one.cue is not None and trigger.span.end <= one.cue.start
    return in_front and any(_holds(a, trigger) for a in both if a is one or a.basis == "according to")


def _seen(one: Candidate, model: Reading) -> list[int]:
    """The numbers of the model's triggers in the words of a happening."""
    return [n for n, other in enumerate(model.triggers) if other.span.overlaps(one.trigger.span)]


def _holds(one: ReadAttribution, trigger: ReadTrigger) -> bool:
    return any(trigger.span.within(piece) for piece in one.content)
