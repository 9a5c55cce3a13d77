"""What was found in each sentence of a text, by the word lists or the model, and why a claim was or was not made."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from onrecord.cli.printing import Line
from onrecord.model.spans import Span

if TYPE_CHECKING:
    from onrecord.model.readings import ReadAttribution, Reading, ReadTrigger
    from onrecord.model.resolved import ResolvedClaim

_AGAIN = "it tells again what a claim near it tells"


def by(basis: str) -> str:
    """Who found a thing: the word lists or the model, with the rule."""
    return basis if basis.startswith("model") else f"lists: {basis}"


def explained(text: str, readings: Sequence[Reading], claims: Iterable[ResolvedClaim]) -> Iterator[str]:
    """Lines for people: each sentence, what was found in it, and what came of every happening."""
    claimed = {claim.claim.trigger: claim.claim.confidence for claim in claims}
    for reading in readings:
        for sentence in reading.sentences:
            yield ""
            yield f"| {' '.join(sentence.of(text).split())}"
            yield from _found(text, reading, sentence)
            yield from _outcomes(text, reading, sentence, claimed)


def _found(text: str, reading: Reading, sentence: Span) -> Iterator[str]:
    for mention in reading.mentions:
        if mention.span.within(sentence):
            yield f"  {mention.kind.value:<13} {mention.span.of(text)}  ({by(mention.basis)})"
    for voice in reading.attributions:
        if any(piece.overlaps(sentence) for piece in (voice.cue, *voice.content) if piece is not None):
            yield f"  voice         {_voice(text, reading, voice)}  ({by(voice.basis)})"


def _voice(text: str, reading: Reading, voice: ReadAttribution) -> str:
    source = reading.mentions[voice.source].span.of(text) if voice.source is not None else "nobody named"
    return f"{source}, {voice.cue.of(text) if voice.cue else 'no cue'}"


def _outcomes(text: str, reading: Reading, sentence: Span, claimed: Mapping[Span, float]) -> Iterator[str]:
    """Each happening with its roles and whether a claim was made of it, then the words that none was looked for in."""
    for number, trigger in enumerate(reading.triggers):
        if not trigger.span.within(sentence):
            continue
        kind = " ".join((trigger.event_type.value, *trigger.mode))
        how = f"{trigger.factuality.value}, {trigger.stance.value}"
        yield f"  {kind:<13} {trigger.span.of(text)}  ({how}; {by(trigger.basis)})"
        if trigger.rivals:
            yield f"    the model     {', '.join(f'{t.value} {p:.2f}' for t, p in trigger.rivals)}"
        for role in reading.roles:
            if role.trigger == number:
                yield f"    {role.role.value:<13} {reading.mentions[role.mention].span.of(text)}  ({by(role.basis)})"
        yield f"    {outcome(trigger, claimed)}"
    for span, note in reading.notes:
        if span.overlaps(sentence):
            yield f"  no claim      {' '.join(span.of(text).split())}  ({note})"


def outcome(trigger: ReadTrigger, claimed: Mapping[Span, float]) -> str:
    """What came of a happening that was read."""
    confidence = claimed.get(trigger.span)
    return f"claim, confidence {confidence:.2f}" if confidence is not None else f"no claim: {_AGAIN}"


def reading_line(text: str, reading: Reading) -> Line:
    """A reading as JSON; indices point into its own lists."""
    return {
        "sentences": [sentence.of(text) for sentence in reading.sentences],
        "mentions": [
            {"text": m.span.of(text), "start": m.span.start, "end": m.span.end, "kind": m.kind.value, "basis": m.basis}
            for m in reading.mentions
        ],
        "triggers": [_trigger_line(text, trigger) for trigger in reading.triggers],
        "roles": [
            {"trigger": r.trigger, "mention": r.mention, "role": r.role.value, "basis": r.basis} for r in reading.roles
        ],
        "attributions": [
            {
                "source": a.source,
                "cue": a.cue.of(text) if a.cue else None,
                "content": [span.of(text) for span in a.content],
                "basis": a.basis,
            }
            for a in reading.attributions
        ],
        "notes": [{"text": span.of(text), "note": note} for span, note in reading.notes],
    }


def _trigger_line(text: str, trigger: ReadTrigger) -> Line:
    return {
        "text": trigger.span.of(text),
        "start": trigger.span.start,
        "end": trigger.span.end,
        "event_type": trigger.event_type.value,
        "mode": list(trigger.mode),
        "factuality": trigger.factuality.value,
        "stance": trigger.stance.value,
        "score": trigger.score,
        "rivals": {event_type.value: share for event_type, share in trigger.rivals},
        "basis": trigger.basis,
    }
