"""The links of a chain of voices that claims and relations have in common: the page's own, and a speaker."""

from __future__ import annotations

from onrecord.model.articles import Article
from onrecord.model.claims import Voice, VoiceKind
from onrecord.model.mentions import Mention, MentionKind
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


def of_speaker(article: Article, source: Mention, cue: Span | None) -> Voice:
    """The one whose words they are, with the cue that hands over to it."""
    is_anonymous = source.kind is MentionKind.ANONYMOUS
    return Voice(
        kind=VoiceKind.ANONYMOUS if is_anonymous else VoiceKind.SPEAKER,
        text=source.text,
        span=source.span,
        mention_id=source.id,
        cue=cue.of(article.text) if cue is not None else None,
        cue_span=cue,
    )
