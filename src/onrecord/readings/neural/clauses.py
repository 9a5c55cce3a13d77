"""Who does it and to whom, by the grammar of the clause, for a happening whose verb no list has."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.model.readings import ReadMention, Role
from onrecord.model.spans import Span
from onrecord.readings.roles import filler
from onrecord.readings.scenes import ACTORS, RECEIVERS, Scene
from onrecord.text.chunks import SentenceAnalysis, analyse


def parties(text: str, sentence: Span, trigger: Span, mentions: Sequence[ReadMention]) -> list[tuple[Role, int]]:
    """The roles that subject, object and agent of the trigger's verb fill; none where the trigger is no verb.

    The subject acts and the object receives; in the passive the subject receives and the agent acts.
    """
    analysis = analyse(text, sentence)
    verb = _verb(analysis, trigger)
    if verb is None:
        return []
    subject = analysis.subjects[verb]
    subjects = analysis.joined(subject) if subject is not None else ()
    passive = analysis.verbs[verb].passive
    doers, done = (analysis.agents[verb], subjects) if passive else (subjects, analysis.objects[verb])
    scene = Scene(0, analysis, tuple(mentions), {})
    actors = [filler(scene, chunk, ACTORS) for chunk in doers]
    recipients = [filler(scene, chunk, RECEIVERS) for chunk in done]
    found = [(Role.ACTOR, m) for m in actors if m is not None]
    found.extend((Role.RECIPIENT, m) for m in recipients if m is not None and m not in actors)
    return list(dict.fromkeys(found))


def _verb(analysis: SentenceAnalysis, trigger: Span) -> int | None:
    """The verb group whose head stands in the trigger, else one that it overlaps."""
    inside = {n for t, n in enumerate(analysis.verb_at) if n >= 0 and analysis.tokens[t].span.overlaps(trigger)}
    heads = {n for n in inside if analysis.tokens[analysis.verbs[n].head].span.overlaps(trigger)}
    return min(heads or inside, default=None)
