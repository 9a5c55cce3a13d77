"""The chain of voices in front of a claim: publisher, wire, then speakers from the outermost in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from onrecord.model.articles import Article
from onrecord.model.claims import Voice, VoiceKind
from onrecord.model.ids import MentionId
from onrecord.model.mentions import Attribution, Mention, MentionKind
from onrecord.model.spans import Span


def of_page(article: Article) -> tuple[Voice, ...]:
    """The voices of the page itself: its publisher, and the wire or paper it credits."""
    voices = []
    if article.publisher is not None:
        voices.append(Voice(kind=VoiceKind.PUBLISHER, text=article.publisher.name))
    credited = article.credited_to
    if credited is not None and (article.publisher is None or credited.name != article.publisher.name):
        voices.append(Voice(kind=VoiceKind.WIRE, text=credited.name))
    return tuple(voices)


def of_speakers(
    article: Article,
    told: Sequence[Attribution],
    mentions: Mapping[MentionId, Mention],
) -> tuple[Voice, ...]:
    """The speakers of attributions that each tell a claim, the outermost first, no speaker twice."""
    voices: list[Voice] = []
    for attribution in sorted(told, key=lambda a: (_depth(a, told), -_length(a.content))):
        voice = _voice(article, attribution, mentions)
        if voice is not None and all(voice.mention_id != v.mention_id for v in voices):
            voices.append(voice)
    return tuple(voices)


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
    """None for a cue whose source the page does not name ("it was reported")."""
    mention = mentions.get(attribution.source) if attribution.source is not None else None
    if mention is None:
        return None
    is_anonymous = mention.kind is MentionKind.ANONYMOUS
    return Voice(
        kind=VoiceKind.ANONYMOUS if is_anonymous else VoiceKind.SPEAKER,
        text=mention.text,
        span=mention.span,
        mention_id=mention.id,
        cue=attribution.cue.of(article.text) if attribution.cue is not None else None,
        cue_span=attribution.cue,
    )
