"""Whom an act of speech answers where its sentence only points back: the accuser of a denial, whose deed "it" was."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from onrecord.model.claims import EventType
from onrecord.model.mentions import MentionKind
from onrecord.readings.inventory import sign_words
from onrecord.readings.scenes import ACTORS, Scene
from onrecord.readings.windows import Coded, Window

# A filler that the sentence does not give is less sure than one that it gives.
_GUESSED = 0.6
_ANSWERS = frozenset({EventType.ACCUSE, EventType.REJECT, EventType.THREATEN, EventType.SUPPORT})
_POINTING = frozenset({"it", "this", "that", "these", "those", "them"})
_CHARGES = frozenset(
    {"it", "this", "that", "accusation", "accusations", "allegation", "allegations", "charge", "charges", "claim"}
)
_ACTS = frozenset(
    {
        "report", "claim", "claims", "accusation", "accusations", "allegation", "allegations", "charge", "charges",
        "move", "decision", "statement", "remark", "remarks", "step", "measure", "measures", "proposal", "offer",
        "plan", "act", "demand", "demands", "threat", "threats", "warning", "ruling", "verdict", "request",
        "criticism", "suggestion",
    }
)  # fmt: skip


def supply(window: Window, scenes: Sequence[Scene], coded: Sequence[Coded]) -> list[Coded]:
    """The happenings, those that point back with whom they answer as recipient: "Togo accused Benin. Benin denied
    *it*."

    Everything else keeps to what its own words say: nobody is guessed. The basis of the claim names the guess.
    """
    kept: list[Coded] = []
    for one in coded:
        if one.event_type in _ANSWERS and one.filled.actors and not one.filled.recipients:
            found = _answered(window, scenes[one.happening.scene], one, kept)
            one = one if found is None else _with_recipient(one, *found)
        kept.append(one)
    return kept


def _with_recipient(one: Coded, recipient: int, basis: str) -> Coded:
    happening = replace(
        one.happening, score=min(one.happening.score, _GUESSED), basis=f"{one.happening.basis}; {basis}"
    )
    return replace(one, happening=happening, filled=replace(one.filled, recipients=(recipient,)))


def _answered(window: Window, scene: Scene, one: Coded, before: Sequence[Coded]) -> tuple[int, str] | None:
    accuser = _accuser(window, one, before) if _is_denial(one) else None
    if accuser is not None:
        return accuser, "answers the accuser named before"
    if not any(_points_back(scene, chunk) for chunk in (*one.happening.objects, *one.happening.recipients)):
        return None
    if _is_denial(one) and any(_is_charge(scene, chunk) for chunk in one.happening.objects):
        speaker = _last_speaker(window, one)
        if speaker is not None:
            return speaker, "answers who spoke before"
    other = next((o for o in reversed(before) if one.happening.scene - o.happening.scene <= 1), None)
    own = _words(window, one.filled.actors)
    doer = next((a for a in other.filled.actors if not _words(window, (a,)) & own), None) if other else None
    return None if doer is None else (doer, "answers the deed told before")


def _points_back(scene: Scene, chunk: int) -> bool:
    """ "it", "this", "the accusation": words for what was told before."""
    a = scene.analysis
    words = scene.lowers(a.chunks[chunk].start, a.chunks[chunk].end)
    if words[-1] in _POINTING and len(words) == 1:
        return chunk not in scene.antecedents
    return words[-1] in _ACTS and words[0] in {"the", "this", "that", "these", "those", "such", "both", "all"}


def _is_charge(scene: Scene, chunk: int) -> bool:
    a = scene.analysis
    return a.tokens[a.chunks[chunk].head].lower in _CHARGES


def _last_speaker(window: Window, one: Coded) -> int | None:
    own = _words(window, one.filled.actors)
    told = [
        a.source
        for a in window.attributions
        if a.source is not None
        and a.cue is not None
        and a.cue.end <= one.span.start < a.cue.end + 300
        and window.mentions[a.source].kind in ACTORS - {MentionKind.ANONYMOUS}
    ]
    return next((s for s in reversed(told) if not _words(window, (s,)) & own), None)


def _words(window: Window, mentions: Sequence[int]) -> set[str]:
    return {window.mentions[i].span.of(window.text).casefold() for i in mentions}


def _is_denial(one: Coded) -> bool:
    verb = one.happening.basis.removeprefix("verb: ").split()
    return one.event_type is EventType.REJECT and bool(verb) and verb[0] in sign_words("rejoining")


def _accuser(window: Window, one: Coded, before: Sequence[Coded]) -> int | None:
    """Who accused the denier in this sentence or the one before."""
    own = _words(window, one.filled.actors)
    for other in reversed(before):
        if one.happening.scene - other.happening.scene > 1:
            return None
        accused = _words(window, other.filled.recipients)
        if other.event_type is EventType.ACCUSE and _meet(own, accused):
            return next(iter(other.filled.actors), None)
    return None


def _meet(left: set[str], right: set[str]) -> bool:
    """True where the same words stand on both sides, or one holds the other ("Mexico", "the Mexican government")."""
    return any(a in b or b in a or _stem(a) & _stem(b) for a in left for b in right)


def _stem(words: str) -> set[str]:
    return {word[:4] for word in words.split() if len(word) > 4}
