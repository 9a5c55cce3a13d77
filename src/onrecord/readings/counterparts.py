"""Whom an act of speech answers, where its own sentence does not say: the party whose act stands right before it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from onrecord.model.claims import EventType
from onrecord.model.mentions import MentionKind
from onrecord.readings.scenes import ACTORS
from onrecord.readings.windows import Coded, Window

_ANSWERS = frozenset({EventType.ACCUSE, EventType.REJECT, EventType.THREATEN, EventType.SUPPORT})
_SOURCES = ACTORS - {MentionKind.ANONYMOUS}


def supply(window: Window, coded: Sequence[Coded]) -> list[Coded]:
    """The happenings, those that answer somebody with the one answered as recipient: "called *it* unacceptable"."""
    kept: list[Coded] = []
    for one in coded:
        if one.event_type in _ANSWERS and one.filled.actors and not one.filled.recipients:
            other = _answered(window, one, kept)
            if other is not None:
                one = replace(one, filled=replace(one.filled, recipients=(other,)))
        kept.append(one)
    return kept


def _answered(window: Window, one: Coded, before: Sequence[Coded]) -> int | None:
    """The accuser that a denial answers, else the actor of the nearest happening of this or the last sentence."""
    own = {window.mentions[a].span.of(window.text).casefold() for a in one.filled.actors}
    start = one.span.start
    if one.event_type is EventType.REJECT:
        told = [
            a.source for a in window.attributions
            if a.source is not None and a.cue is not None and a.cue.end <= start and start - a.cue.end < 300
            and window.mentions[a.source].kind in _SOURCES
        ]  # fmt: skip
        others = [s for s in told if window.mentions[s].span.of(window.text).casefold() not in own]
        if others:
            return others[-1]
    for other in reversed(before):
        if one.happening.scene - other.happening.scene > 1:
            break
        for actor in other.filled.actors:
            if window.mentions[actor].span.of(window.text).casefold() not in own:
                return actor
    return None
