"""Claims of responsibility: somebody says that a deed was his own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from onrecord.model.claims import EventType, Factuality, Stance
from onrecord.model.mentions import AttributionForm
from onrecord.model.readings import ReadAttribution, ReadMention
from onrecord.model.spans import Span
from onrecord.readings.factuality import Put
from onrecord.readings.happenings import Happening, in_sentence
from onrecord.readings.roles import fill, filler
from onrecord.readings.scenes import ACTORS, Scene
from onrecord.readings.windows import Coded, Deed, Window

_TAKES = frozenset({"claim", "take", "accept", "assume", "admit", "acknowledge", "own"})
_TAKEN = frozenset({"responsibility", "credit"})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Claim:
    """Who claims, in which words. `start` and `end` are tokens; `taken` is "responsibility" or "credit", None where a
    bare "claim" may be about anything."""

    claimer: int
    cue: Span
    start: int
    end: int
    taken: Span | None
    passive: bool = False


def add(window: Window, scene: Scene, everything: list[Coded], attributions: list[ReadAttribution]) -> None:
    """Puts the claims of responsibility of a sentence among the coded happenings, each with an attribution."""
    nouns = [h for h in in_sentence(scene) if h.verb is None and h.event_type is EventType.ASSAULT]
    for claim in (*_by_verb(scene), *_by_noun(scene)):
        target = _target(window, scene, claim, everything, nouns)
        if target is not None:
            _put(scene, claim, target, everything, attributions)


def _by_verb(scene: Scene) -> Iterator[_Claim]:
    """ "The group claimed responsibility", "an attack claimed by the group", "took credit for the ambush"."""
    a = scene.analysis
    for number, verb in enumerate(a.verbs):
        if verb.lemma not in _TAKES or verb.negated or verb.modal is not None:
            continue
        after = scene.lowers(verb.end, verb.end + 4)
        at = next((verb.end + i for i, word in enumerate(after) if word in _TAKEN), None)
        if at is None and verb.lemma != "claim":
            continue
        subject = _subject(scene, number)
        chunks = a.agents[number] if verb.passive else (() if subject is None else (subject,))
        claimer = next((f for chunk in chunks if (f := filler(scene, chunk, ACTORS)) is not None), None)
        if claimer is None:
            continue
        end = verb.end if at is None else at + 1
        cue = Span(verb.span.start, a.tokens[end - 1].span.end)
        taken = a.tokens[at].span if at is not None else None
        yield _Claim(claimer=claimer, cue=cue, start=verb.start, end=end, taken=taken, passive=verb.passive)


def _subject(scene: Scene, number: int) -> int | None:
    """The subject of the verb; where words in quotation marks stand in between, that of the verb before them."""
    a = scene.analysis
    for earlier in range(number, -1, -1):
        chunk = a.subjects[earlier]
        is_told = a.verbs[earlier].finite and not a.quoted[a.verbs[earlier].start]
        if is_told and chunk is not None and (not a.quoted[a.chunks[chunk].head] or a.quoted[a.verbs[number].start]):
            return chunk
    return None


def _by_noun(scene: Scene) -> Iterator[_Claim]:
    """ "The group's claim of responsibility for the attack"."""
    a = scene.analysis
    for number, chunk in enumerate(a.chunks):
        is_claim = a.tokens[chunk.head].lower in {"claim", "claims"}
        if not is_claim or scene.lowers(chunk.end, chunk.end + 2) != ["of", "responsibility"]:
            continue
        owners = [i for i in scene.inside(number) if scene.mentions[i].kind in ACTORS]
        if owners:
            end = chunk.end + 2
            taken = a.tokens[end - 1].span
            yield _Claim(claimer=owners[0], cue=a.span_of(chunk.head, end), start=chunk.start, end=end, taken=taken)


def _target(
    window: Window, scene: Scene, claim: _Claim, everything: Sequence[Coded], nouns: Sequence[Happening]
) -> Coded | None:
    """The deed that is claimed: the event noun behind the words (in front in the passive), else the last deed told."""
    deeds = [one for one in everything if one.event_type is EventType.ASSAULT]
    if claim.passive:
        own = [d for d in deeds if d.happening.scene == scene.number]
        before = [d for d in own if 0 <= claim.start - d.happening.end <= 6]
        noun = next((h for h in reversed(nouns) if 0 <= claim.start - h.end <= 6), None)
        if before or noun is None:
            return before[-1] if before else None
        # "An attack claimed by the group killed six": the noun was told with its verb.
        at = noun.start
        told = min(own, key=lambda d: abs(d.happening.start - at), default=None)
        return replace(told, span=noun.span(scene), happening=noun) if told is not None else None
    noun = next((h for h in nouns if claim.end <= h.start <= claim.end + 6), None)
    known = next((d for d in deeds if noun is not None and d.span == noun.span(scene)), None)
    if known is not None:
        return known
    if noun is None and claim.taken is None:
        return None
    span = noun.span(scene) if noun is not None else claim.taken or claim.cue
    before = [d for d in deeds if d.span.start < claim.cue.start]
    if before:
        # What was counted is the word of whoever told it, not of him who claims the deed.
        last = before[-1]
        filled = replace(last.filled, quantities=())
        return replace(last, span=span, filled=filled, happening=replace(last.happening, scene=scene.number))
    return _of_earlier(window, scene, noun, span)


def _of_earlier(window: Window, scene: Scene, noun: Happening | None, span: Span) -> Coded | None:
    """The deed told in an earlier window, as far as the noun does not itself tell it."""
    if noun is None:
        return None
    own = fill(scene, noun, ())
    deed = window.earlier or Deed()
    filled = replace(
        own,
        actors=(),
        recipients=own.recipients or _numbers(scene, deed.recipients),
        place=own.place if own.place is not None else next(iter(_numbers(scene, (deed.place,))), None),
        time=own.time if own.time is not None else next(iter(_numbers(scene, (deed.time,))), None),
    )
    return Coded(
        happening=noun,
        put=Put(factuality=Factuality.HAPPENED, reason="a claim of responsibility"),
        filled=filled,
        event_type=EventType.ASSAULT,
        modes=(noun.mode,) if noun.mode else deed.modes,
        factuality=Factuality.HAPPENED,
        stance=None,
        span=span,
    )


def _numbers(scene: Scene, wanted: Sequence[ReadMention | None]) -> tuple[int, ...]:
    return tuple(i for i, mention in enumerate(scene.mentions) if mention in wanted)


def _put(
    scene: Scene, claim: _Claim, target: Coded, everything: list[Coded], attributions: list[ReadAttribution]
) -> None:
    recipients = tuple(r for r in target.filled.recipients if r != claim.claimer)
    mine = replace(
        target,
        filled=replace(target.filled, actors=(claim.claimer,), recipients=recipients),
        stance=Stance.CLAIMS_RESPONSIBILITY,
        factuality=Factuality.HAPPENED,
        happening=replace(target.happening, scene=scene.number, score=0.8),
    )
    if claim.passive:
        # "An attack claimed by the group killed six": that it was the group's is the group's word alone.
        everything[:] = [_without(one, claim.claimer) if _is_told_with(one, target) else one for one in everything]
    if target in everything and target.happening.verb is None and target.span.start > claim.cue.start:
        everything.remove(target)
    everything.append(mine)
    if not any(t.source == claim.claimer and t.cue is not None and t.cue.overlaps(claim.cue) for t in attributions):
        attributions.append(
            ReadAttribution(
                source=claim.claimer,
                cue=claim.cue,
                content=(mine.span,),
                form=AttributionForm.INDIRECT,
                parent=None,
                score=0.8,
                basis="claim of responsibility",
            )
        )


def _is_told_with(one: Coded, target: Coded) -> bool:
    same = one.happening.scene == target.happening.scene and one.event_type is target.event_type
    return same and one.stance is None and one.filled.recipients == target.filled.recipients


def _without(one: Coded, claimer: int) -> Coded:
    return replace(one, filled=replace(one.filled, actors=tuple(a for a in one.filled.actors if a != claimer)))
