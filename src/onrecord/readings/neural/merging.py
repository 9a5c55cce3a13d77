"""Two readings of one window to one: the model's, with what the word lists know better."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from onrecord.model.readings import ReadAttribution, Reading, ReadMention, RelationArc, SameArc


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


def merged(model: Reading, base: Reading) -> Reading:
    """The model's reading with the base's relations and sameness, and with its mentions where the model has none."""
    mentions = list(model.mentions)
    places = {n: _place(one, mentions) for n, one in enumerate(base.mentions)}
    relations = [moved for arc in base.relations if (moved := _relation(arc, places)) is not None]
    same = [
        SameArc(left=places[arc.left], right=places[arc.right], score=arc.score, basis=arc.basis)
        for arc in base.same
        if places[arc.left] != places[arc.right]
    ]
    return replace(
        model,
        window=base.window,
        sentences=base.sentences,
        mentions=tuple(mentions),
        relations=tuple(relations),
        same=tuple(dict.fromkeys((*model.same, *same))),
        notes=base.notes,
    )


def _place(one: ReadMention, mentions: list[ReadMention]) -> int:
    """The number of the same mention among the model's; it is put there where there is none.

    Same are equal spans, and spans that end alike and are of one kind.
    """
    for n, own in enumerate(mentions):
        if own.span == one.span or (own.span.end == one.span.end and own.kind is one.kind):
            return n
    mentions.append(one)
    return len(mentions) - 1


def _relation(arc: RelationArc, places: dict[int, int]) -> RelationArc | None:
    subject, target = places[arc.subject], places[arc.object]
    if subject == target:
        return None
    return replace(
        arc,
        subject=subject,
        object=target,
        post=None if arc.post is None else places[arc.post],
        time=None if arc.time is None else places[arc.time],
    )
