"""Two readings of one window to one: what the word lists and rules told, corrected and filled up by the model."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from onrecord.model.readings import ReadAttribution, Reading, ReadMention, ReadTrigger, RelationArc, Role, RoleArc
from onrecord.model.spans import Span
from onrecord.readings.neural.clauses import parties

_PARTIES = frozenset({Role.ACTOR, Role.RECIPIENT})


@dataclass(frozen=True, slots=True, kw_only=True)
class Trust:
    """How sure the model must be for its word to count; chosen on development data, shipped with the weights.

    `keep`: less than this for a happening that the lists found, and it falls; `retype`: this for another type than the
    lists say; `add`: this for a happening that they do not have; `voice`: this for an attribution that they do not
    have; `fill`: this for a place, time or quantity where they found none; `put`: the model's word on factuality and
    stance where it is at least this sure of the happening.
    """

    keep: float = 0.1
    retype: float = 0.5
    add: float = 0.5
    voice: float = 0.5
    fill: float = 0.5
    put: float = 2.0


Line = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """What a score of the model is worth: the slope and the shift of log odds that make it the share of right answers
    among those of that score (Platt 1999).

    `kept` is for happenings that the base found too, `trigger` for the model's own. Without numbers a happening keeps
    the score that its finder gave.
    """

    kept: Line | None = None
    trigger: Line | None = None

    @classmethod
    def of(cls, given: Mapping[str, Mapping[str, float]]) -> Calibration:
        """The numbers of a model's settings: "slope" and "shift" by name; other names are passed over."""
        known = {name: given[name] for name in ("kept", "trigger") if name in given}
        return cls(**{name: (float(line["slope"]), float(line["shift"])) for name, line in known.items()})


def _share(line: Line | None, score: float, otherwise: float) -> float:
    """The share that a score stands for; `otherwise` where nobody measured it."""
    if line is None:
        return otherwise
    sure = min(max(score, 1e-4), 1 - 1e-4)
    return round(1 / (1 + math.exp(-(line[0] * math.log(sure / (1 - sure)) + line[1]))), 3)


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


def merged(text: str, base: Reading, model: Reading, trust: Trust, worth: Calibration = Calibration()) -> Reading:
    """The base's reading with the model's word on which happenings there are, and what the base lacks."""
    mentions = list(base.mentions)
    places = [_place(one, mentions) for one in model.mentions]
    kept = [n for n, one in enumerate(base.triggers) if _support(one, model) >= trust.keep]
    added = [
        n
        for n, one in enumerate(model.triggers)
        if one.score >= trust.add and not any(one.span.overlaps(other.span) for other in base.triggers)
    ]
    triggers = [_corrected(base.triggers[n], model, trust) for n in kept]
    triggers = [replace(one, score=_share(worth.kept, _support(one, model), one.score)) for one in triggers]
    triggers.extend(
        replace(one, score=_share(worth.trigger, one.score, one.score)) for one in (model.triggers[n] for n in added)
    )
    numbers = {n: at for at, n in enumerate(kept)}
    roles = [replace(r, trigger=numbers[r.trigger]) for r in base.roles if r.trigger in numbers]
    roles.extend(_filled(base, model, kept, places, trust))
    new = {n: len(kept) + at for at, n in enumerate(added)}
    for n, at in new.items():
        roles.extend(_new_roles(text, base, model, n, at, mentions, places))
    voices = [replace(a, triggers=_told(a, numbers, new, model)) for a in base.attributions]
    voices.extend(_own_voices(base, model, places, triggers, trust))
    whole = replace(
        base,
        mentions=tuple(mentions),
        triggers=tuple(triggers),
        roles=tuple(dict.fromkeys(roles)),
        attributions=tuple(voices),
        notes=(*base.notes, *_left_out(base, model, kept, added, trust)),
    )
    return _without_idle(whole, len(base.mentions))


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


def _left_out(
    base: Reading, model: Reading, kept: Sequence[int], added: Sequence[int], trust: Trust
) -> Iterator[tuple[Span, str]]:
    """What the one saw and the other was not sure enough of, with how sure it was."""
    for n, one in enumerate(base.triggers):
        if n not in kept:
            share = _support(one, model)
            yield (
                one.span,
                f"lists: {one.event_type.value}; the model sees nothing happen ({share:.2f}, {trust.keep} asked)",
            )
    for n, one in enumerate(model.triggers):
        if n not in added and not any(one.span.overlaps(other.span) for other in base.triggers):
            yield one.span, f"model: {one.event_type.value}, not sure enough ({one.score:.2f}, {trust.add} asked)"


def _place(one: ReadMention, mentions: list[ReadMention]) -> int:
    """The number of the same mention among those of the base; it is put there where there is none.

    Same are equal spans, and spans of one kind that end alike.
    """
    for n, own in enumerate(mentions):
        if own.span == one.span or (own.span.end == one.span.end and own.kind is one.kind):
            return n
    mentions.append(one)
    return len(mentions) - 1


def _support(trigger: ReadTrigger, model: Reading) -> float:
    """How sure the model is that something happens where the base says so."""
    return max((one.score for one in model.triggers if one.span.overlaps(trigger.span)), default=0.0)


def _corrected(trigger: ReadTrigger, model: Reading, trust: Trust) -> ReadTrigger:
    """The trigger of the base under the type, and put the way, that a sure model says."""
    own = max((one for one in model.triggers if one.span.overlaps(trigger.span)), key=lambda o: o.score, default=None)
    if own is None:
        return trigger
    trigger = replace(trigger, rivals=own.rivals)
    if own.event_type is not trigger.event_type and own.score >= trust.retype:
        trigger = replace(
            trigger, event_type=own.event_type, mode=own.mode, basis=f"{trigger.basis}; type by {own.basis}"
        )
    if own.score >= trust.put:
        trigger = replace(trigger, factuality=own.factuality, stance=own.stance)
    return trigger


def _filled(base: Reading, model: Reading, kept: Sequence[int], places: Sequence[int], trust: Trust) -> list[RoleArc]:
    """Roles of the model for happenings of the base that have none of the kind."""
    found: list[RoleArc] = []
    for at, n in enumerate(kept):
        have = {arc.role for arc in base.roles if arc.trigger == n}
        own = {m for m, one in enumerate(model.triggers) if one.span.overlaps(base.triggers[n].span)}
        taken = {arc.mention for arc in base.roles if arc.trigger == n and arc.role in _PARTIES}
        found.extend(
            replace(arc, trigger=at, mention=places[arc.mention])
            for arc in model.roles
            if arc.trigger in own
            and arc.role not in have
            and arc.score >= trust.fill
            and places[arc.mention] not in taken
        )
    return found


def _new_roles(
    text: str,
    base: Reading,
    model: Reading,
    number: int,
    at: int,
    mentions: Sequence[ReadMention],
    places: Sequence[int],
) -> list[RoleArc]:
    """The roles of a happening that only the model has: its parties by the clause where it is a verb, else by arcs."""
    trigger = model.triggers[number]
    sentence = next((s for s in base.sentences if trigger.span.within(s)), None)
    told = parties(text, sentence, trigger.span, mentions) if sentence is not None else []
    found = [
        RoleArc(trigger=at, mention=m, role=role, score=trigger.score, basis=f"{trigger.basis}; clause")
        for role, m in told
    ]
    have = {role for role, _ in told}
    taken = {m for _, m in told}
    found.extend(
        replace(arc, trigger=at, mention=places[arc.mention])
        for arc in model.roles
        if arc.trigger == number and arc.role not in have and places[arc.mention] not in taken
    )
    return found


def _told(one: ReadAttribution, numbers: dict[int, int], new: dict[int, int], model: Reading) -> tuple[int, ...]:
    """The happenings that an attribution of the base tells: those it told, and new ones inside its content."""
    old = [numbers[n] for n in one.triggers if n in numbers]
    inside = [at for n, at in new.items() if any(model.triggers[n].span.within(piece) for piece in one.content)]
    return (*old, *inside)


def _own_voices(
    base: Reading, model: Reading, places: Sequence[int], triggers: Sequence[ReadTrigger], trust: Trust
) -> list[ReadAttribution]:
    """The model's attributions whose cue the base has nothing at; none without a source or a content."""
    found = []
    for one in model.attributions:
        if one.cue is None or one.source is None or not one.content or one.score < trust.voice:
            continue
        cue: Span = one.cue
        if any(own.cue is not None and own.cue.overlaps(cue) for own in base.attributions):
            continue
        told = tuple(n for n, t in enumerate(triggers) if any(t.span.within(piece) for piece in one.content))
        found.append(replace(one, source=places[one.source], parent=None, triggers=told))
    return found
