"""Attributions decoded from readings."""

from __future__ import annotations

from onrecord import attributions, mentions
from onrecord.model import ids
from onrecord.model.articles import Article, ArticleKind, Published
from onrecord.model.mentions import AttributionForm, MentionKind
from onrecord.model.readings import ReadAttribution, Reading, ReadMention
from onrecord.model.spans import OffsetMap, Span


def article(text: str) -> Article:
    return Article(
        id=ids.ArticleId("ar0"),
        capture_id=ids.CaptureId("ca0"),
        order=0,
        kind=ArticleKind.ARTICLE,
        title=None,
        publisher=None,
        credited_to=None,
        author=None,
        published=Published(interval=None, basis=None),
        language="en",
        text=text,
        offsets=OffsetMap.identity(len(text)),
        body=(Span(0, len(text)),),
    )


def reading(text: str, *found: ReadMention, told: tuple[ReadAttribution, ...] = ()) -> Reading:
    whole = Span(0, len(text))
    return Reading(article_id=ids.ArticleId("ar0"), window=whole, sentences=(whole,), mentions=found, attributions=told)


def mention(start: int, end: int, kind: MentionKind, score: float = 0.5) -> ReadMention:
    return ReadMention(span=Span(start, end), kind=kind, score=score, basis="test")


def test_attributions_keep_their_nesting() -> None:
    text = "Radio Sol said police said six died."
    sol, police = mention(0, 9, MentionKind.MEDIA), mention(15, 21, MentionKind.ORGANISATION)

    def told(source: int, cue: Span, content: Span, parent: int | None) -> ReadAttribution:
        return ReadAttribution(
            source=source,
            cue=cue,
            content=(content,),
            form=AttributionForm.INDIRECT,
            parent=parent,
            score=0.8,
            basis="t",
        )

    outer = told(0, Span(10, 14), Span(15, 35), None)
    inner = told(1, Span(22, 26), Span(27, 35), 0)
    made = reading(text, sol, police, told=(outer, inner))
    whole = article(text)
    known = mentions.find(whole, [made])
    first, second = attributions.trace(whole, [made], known)
    assert (first.parent, second.parent) == (None, first.id)
    assert second.source in {m.id for m in known}
    assert attributions.trace(whole, [made], ())[1].source is None
