"""The chain of voices in front of a claim: publisher, wire, then speakers from the outermost in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from onrecord.model.articles import Article
from onrecord.model.chains import of_page, of_speaker
from onrecord.model.claims import Voice, VoiceKind
from onrecord.model.ids import MentionId
from onrecord.model.mentions import Attribution, Mention
from onrecord.model.spans import Span

__all__ = ["of_page", "of_speakers"]


def of_speakers(
    article: Article,
    told: Sequence[Attribution],
    mentions: Mapping[MentionId, Mention],
) -> tuple[Voice, ...]:
    """The speakers of attributions that each tell a claim, the outermost first, no speaker twice."""
    voices: list[Voice] = []
    for attribution in sorted(told, key=lambda a: (_depth(a, told), -_length(a.content))):
        voice = _voice(article, attribution, mentions)
        if voice is not None and all(_speaker(voice) != _speaker(v) for v in voices):
            voices.append(voice)
    return tuple(voices)


def _speaker(voice: Voice) -> tuple[str, Span | None]:
    """What tells one speaker of a chain from another: its mention, or its cue where nobody is named."""
    return ("", voice.cue_span) if voice.mention_id is None else (voice.mention_id, None)


def _depth(attribution: Attribution, told: Iterable[Attribution]) -> int:
    parents = {a.id: a.parent for a in told}
    depth, at = 0, attribution.parent
    while at is not None and at in parents and depth < 10:
        depth += 1
        at = parents[at]
    return depth


def _length(spans: Iterable[Span]) -> int:
    return sum(len(span) for span in spans)


def _voice(article: Article, attribution: Attribution, mentions: Mapping[MentionId, Mention]) -> Voice | None:
    """The speaker; for a cue that names nobody ("it was reported that", "reportedly") a nameless voice whose words are
    the cue; None where somebody speaks who could not be told ("he said")."""
    mention = mentions.get(attribution.source) if attribution.source is not None else None
    cue = attribution.cue.of(article.text) if attribution.cue is not None else None
    if mention is None:
        if cue is None or attribution.source is not None or attribution.basis not in _NAMELESS:
            return None
        return Voice(
            kind=VoiceKind.ANONYMOUS, text=cue, span=attribution.cue, cue=cue, cue_span=attribution.cue
        )  # fmt: skip
    return of_speaker(article, mention, attribution.cue)


# How attributions say that the page itself names nobody.
_NAMELESS = frozenset({"nobody named", "hedge"})
