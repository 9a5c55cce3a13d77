"""Whose words a happening is told in, who claims it as his own deed, and the stance that follows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from onrecord.model.claims import EventType, Factuality, Stance
from onrecord.model.mentions import MentionKind
from onrecord.model.readings import ReadAttribution, SameArc
from onrecord.model.spans import Span
from onrecord.readings import aftermath, claiming, examples
from onrecord.readings.inventory import sign_words
from onrecord.readings.scenes import MEN, Scene
from onrecord.readings.windows import Coded, Window

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
            examples.add(scene, everything)
            claiming.add(window, scene, everything, attributions)
            aftermath.add(window, scene, everything)
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
    if innermost is not None and source is not None and _is_own_side(one, innermost, window):
        one = replace(one, filled=replace(one.filled, actors=(source,)))
    return replace(one, stance=_stance(one, source, window, groups))


_OWN_WORDS = frozenset({"mujahideen", "mujahidin", "fighters", "warriors"})


def _is_own_side(one: Coded, told: ReadAttribution, window: Window) -> bool:
    """True where somebody who speaks tells of his own people: "our men", and, of an armed group in its own words,
    "the mujahideen" or "the soldiers of the revolution"."""
    if len(one.filled.actors) != 1 or told.source is None:
        return False
    actor, source = window.mentions[one.filled.actors[0]], window.mentions[told.source]
    words = actor.span.of(window.text).lower().split()
    if actor.kind not in {MentionKind.GROUP, MentionKind.ARMED_GROUP} or len(words) < 2 or words[-1] not in MEN:
        return False
    if words[0] in {"its", "their"} and len(words) == 2:
        return source.kind in _SIDES | {MentionKind.ORGANISATION}
    if not _is_quoted(told, window):
        return False
    if words[0] == "our":
        return source.kind in _SIDES | {MentionKind.ORGANISATION, MentionKind.PERSON, MentionKind.POST}
    if source.kind is not MentionKind.ARMED_GROUP or words[0] != "the" or len(words) > 2:
        return False
    return words[-1] in _OWN_WORDS or _is_of_a_cause(actor.span.end, window)


def _is_quoted(told: ReadAttribution, window: Window) -> bool:
    return any(mark in piece.of(window.text) for piece in told.content for mark in '"“«')


def _is_of_a_cause(at: int, window: Window) -> bool:
    """ "of the caliphate", "of the revolution": a common noun behind "of", nobody else's name."""
    after = window.text[at : at + 40].split()
    if len(after) < 2 or after[0] != "of":
        return False
    noun = after[2] if after[1] == "the" and len(after) > 2 else after[1]
    return noun[:1].islower()


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
    words = window.mentions[actor].span.of(window.text).lower().removeprefix("the ")
    speaker = window.mentions[source].span.of(window.text).lower().removeprefix("the ")
    own_men = window.mentions[source].kind in _SIDES | {MentionKind.ORGANISATION} and words.rsplit(" ", 1)[-1] in MEN
    bodies = (words, words.rsplit(" ", 1)[0]) if own_men else (words,)
    return any(f" {body} " in f" {speaker} " for body in bodies)


def _is_rival(source: int, actors: Iterable[int], window: Window) -> bool:
    """True where a state or armed group tells of another's deed: it lays the deed to somebody."""
    if window.mentions[source].kind not in _SIDES:
        return False
    return any(window.mentions[actor].kind in _SIDES for actor in actors)
