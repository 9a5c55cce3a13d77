"""Whose words a happening is told in, who claims it as his own deed, and the stance that follows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from onrecord.model.claims import EventType, Factuality, Stance
from onrecord.model.mentions import AttributionForm, MentionKind
from onrecord.model.readings import ReadAttribution, SameArc
from onrecord.model.spans import Span
from onrecord.readings.happenings import Happening, in_sentence
from onrecord.readings.inventory import sign_words
from onrecord.readings.roles import filler
from onrecord.readings.scenes import ACTORS, Scene

if TYPE_CHECKING:
    from onrecord.readings.assembly import Coded, Window

_TAKES = frozenset({"claim", "take", "accept", "assume", "admit", "acknowledge", "own"})
_SIDES = frozenset({MentionKind.STATE, MentionKind.ARMED_GROUP})
_DEEDS = frozenset({EventType.ASSAULT, EventType.COERCE})


def settle(
    window: Window, scenes: Sequence[Scene], coded: Sequence[Coded], same: Sequence[SameArc]
) -> tuple[list[Coded], tuple[ReadAttribution, ...]]:
    """The happenings with claims of responsibility among them and stances settled, and the attributions with the
    triggers that each tells."""
    attributions = list(window.attributions)
    groups = _Groups(len(window.mentions), same)
    everything = list(coded)
    for scene in scenes:
        if scene.number not in window.silent:
            found = in_sentence(scene)
            _claimed(scene, found, everything, attributions)
            _claimed_by_noun(scene, found, everything, attributions)
    everything.sort(key=lambda one: (one.span.start, one.span.end))
    voiced: list[ReadAttribution] = []
    for attribution in attributions:
        told = tuple(i for i, one in enumerate(everything) if _tells(attribution, one, window, scenes))
        voiced.append(replace(attribution, triggers=told))
    final = [_with_stance(one, i, voiced, window, groups) for i, one in enumerate(everything)]
    return final, tuple(voiced)


class _Groups:
    """Mentions joined by the arcs of sameness."""

    def __init__(self, count: int, same: Sequence[SameArc]) -> None:
        self._of = list(range(count))
        for arc in same:
            self._of = [self._of[arc.left] if g == self._of[arc.right] else g for g in self._of]

    def are_same(self, left: int, right: int) -> bool:
        """True where the two mentions mean the same."""
        return self._of[left] == self._of[right]


# "X claimed responsibility for the attack"


def _claimed(
    scene: Scene, found: Sequence[Happening], everything: list[Coded], attributions: list[ReadAttribution]
) -> None:
    a = scene.analysis
    for number, verb in enumerate(a.verbs):
        if verb.lemma not in _TAKES or verb.negated or verb.modal is not None:
            continue
        after = scene.lowers(verb.end, verb.end + 4)
        taken = next((w for w in ("responsibility", "credit") if w in after), None)
        if taken is None and verb.lemma != "claim":
            continue
        chunks = a.agents[number] if verb.passive else ((a.subjects[number],) if a.subjects[number] is not None else ())
        claimer = next((f for c in chunks if c is not None and (f := filler(scene, c, ACTORS)) is not None), None)
        if claimer is None:
            continue
        end = verb.end + after.index(taken) + 1 if taken else verb.end
        target = _target(scene, number, end, everything, by_words=taken is not None)
        target = _renamed(scene, target, found, end)
        if target is not None:
            _add(scene, target, claimer, Span(verb.span.start, a.tokens[end - 1].span.end), everything, attributions)


def _renamed(scene: Scene, target: Coded | None, found: Sequence[Happening], end: int) -> Coded | None:
    """The target with the noun behind the verb as its trigger: "took credit for *the ambush*", told of before."""
    noun = next((h for h in found if h.verb is None and end <= h.start <= end + 4), None)
    if target is None or noun is None or target.span == noun.span(scene):
        return target
    if target.happening.scene == scene.number and target.happening.verb is None:
        return target
    return replace(target, span=noun.span(scene), happening=replace(target.happening, scene=scene.number))


def _claimed_by_noun(
    scene: Scene, found: Sequence[Happening], everything: list[Coded], attributions: list[ReadAttribution]
) -> None:
    """ "ISIS-K's claim of responsibility for the attack"."""
    a = scene.analysis
    for number, chunk in enumerate(a.chunks):
        if a.tokens[chunk.head].lower not in {"claim", "claims"}:
            continue
        after = scene.lowers(chunk.end, chunk.end + 2)
        if after != ["of", "responsibility"]:
            continue
        owners = [i for i in scene.inside(number) if scene.mentions[i].kind in ACTORS]
        before = [c for c in everything if c.event_type is EventType.ASSAULT and c.span.start < chunk.span.start]
        if not owners or not before:
            continue
        end = chunk.end + 2
        target = _renamed(scene, before[-1], found, end) or before[-1]
        cue = a.span_of(chunk.head, end)
        if target.span == before[-1].span:
            target = replace(target, span=cue)
        _add(scene, target, owners[0], cue, everything, attributions)


def _target(scene: Scene, number: int, end: int, everything: Sequence[Coded], *, by_words: bool) -> Coded | None:
    """The deed that is claimed: the event noun behind the verb (in front of it in the passive), else the last one."""
    a = scene.analysis
    verb = a.verbs[number]
    own = [one for one in everything if one.happening.scene == scene.number and one.event_type is EventType.ASSAULT]
    if verb.passive:
        own = [one for one in own if one.happening.end <= verb.start + 1]
        return own[-1] if own and verb.start - own[-1].happening.end <= 6 else None
    behind = [one for one in own if end <= one.happening.start <= end + 10 and one.happening.verb is None]
    if behind:
        return behind[0]
    if not by_words:
        return None
    before = [one for one in everything if one.event_type is EventType.ASSAULT and one.span.start < verb.span.start]
    if not before:
        return None
    token = next((t for t in a.tokens[verb.end : end] if t.lower in {"responsibility", "credit"}), None)
    return replace(before[-1], span=token.span if token else verb.span)


def _add(
    scene: Scene, target: Coded, claimer: int, cue: Span, everything: list[Coded], attributions: list[ReadAttribution]
) -> None:
    filled = replace(target.filled, actors=(claimer,))
    filled = replace(filled, recipients=tuple(r for r in filled.recipients if r != claimer))
    mine = replace(
        target, filled=filled, stance=Stance.CLAIMS_RESPONSIBILITY, factuality=Factuality.HAPPENED,
        happening=replace(target.happening, scene=scene.number, score=0.8),
    )  # fmt: skip
    told_here = target.happening.verb is None and target in everything and target.span.start > cue.start
    if told_here:
        everything.remove(target)
    everything.append(mine)
    if not any(t.source == claimer and t.cue is not None and t.cue.overlaps(cue) for t in attributions):
        attributions.append(
            ReadAttribution(
                source=claimer, cue=cue, content=(mine.span,), form=AttributionForm.INDIRECT, parent=None, score=0.8,
                basis="claim of responsibility",
            )
        )  # fmt: skip


# Voices and stances


def _tells(attribution: ReadAttribution, one: Coded, window: Window, scenes: Sequence[Scene]) -> bool:
    """True where the trigger stands in the content of the attribution; a speech act's own cue is not its content."""
    if attribution.cue is not None and attribution.cue.overlaps(one.span) and not attribution.content:
        return False
    if one.stance is Stance.CLAIMS_RESPONSIBILITY:
        if attribution.basis == "claim of responsibility":
            return one.span in attribution.content
        if attribution.source in one.filled.actors and attribution.cue is not None:
            return _in_same_sentence(attribution.cue, one, scenes)
    if attribution.content:
        return any(one.span.within(piece) for piece in attribution.content)
    return False


def _in_same_sentence(cue: Span, one: Coded, scenes: Sequence[Scene]) -> bool:
    return cue.within(scenes[one.happening.scene].analysis.span)


def _with_stance(one: Coded, number: int, voiced: Sequence[ReadAttribution], window: Window, groups: _Groups) -> Coded:
    told = [a for a in voiced if number in a.triggers and a.source is not None]
    innermost = min(told, key=lambda a: sum(map(len, a.content)), default=None)
    source = innermost.source if innermost is not None else None
    return replace(one, stance=_stance(one, source, window, groups))


def _stance(one: Coded, source: int | None, window: Window, groups: _Groups) -> Stance:
    speech = _of_speech(one, source, window, groups)
    if speech is not None:
        return speech
    if one.stance is not None:
        return one.stance
    if source is None:
        return Stance.REPORTS
    own = any(_speaks_for(source, actor, window, groups) for actor in one.filled.actors)
    if one.factuality is Factuality.DENIED:
        return Stance.DENIES
    if one.factuality is Factuality.POSSIBLE:
        return Stance.PREDICTS
    if own and one.event_type is EventType.ASSAULT and one.factuality is Factuality.HAPPENED:
        return Stance.CLAIMS_RESPONSIBILITY
    if one.event_type in _DEEDS and not own and _is_rival(source, one.filled.actors, window):
        return Stance.BLAMES
    return Stance.REPORTS


def _of_speech(one: Coded, source: int | None, window: Window, groups: _Groups) -> Stance | None:
    """The stance of an act of speech, which is its actor's own; None for deeds."""
    if one.factuality is Factuality.DENIED:
        return None
    if one.event_type is EventType.REQUEST:
        return Stance.DEMANDS
    if one.event_type in {EventType.AGREE, EventType.CONCEDE} and one.factuality is Factuality.PLANNED:
        own = source is not None and any(_speaks_for(source, a, window, groups) for a in one.filled.actors)
        return Stance.PROMISES if own else Stance.REPORTS
    if one.event_type is EventType.AGREE:
        return Stance.PROMISES if one.factuality is Factuality.HAPPENED else None
    if one.event_type is EventType.ACCUSE:
        return Stance.BLAMES if "allege" in one.modes else Stance.REPORTS
    if one.event_type is EventType.REJECT:
        verb = one.happening.basis.removeprefix("verb: ").split()
        return Stance.DENIES if verb and verb[0] in sign_words("rejoining") and not one.modes else Stance.REPORTS
    if one.event_type in {EventType.THREATEN, EventType.SUPPORT}:
        return Stance.REPORTS
    return None


def _speaks_for(source: int, actor: int, window: Window, groups: _Groups) -> bool:
    """True where the voice is the actor, or a spokesman named with the actor."""
    if source == actor or groups.are_same(source, actor):
        return True
    words = window.mentions[actor].span.of(window.text).lower()
    return words in window.mentions[source].span.of(window.text).lower()


def _is_rival(source: int, actors: Iterable[int], window: Window) -> bool:
    """True where a state or armed group tells of another's deed: it lays the deed to somebody."""
    if window.mentions[source].kind not in _SIDES:
        return False
    return any(window.mentions[actor].kind in _SIDES for actor in actors)
