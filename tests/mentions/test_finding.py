"""Mentions decoded from readings."""

from __future__ import annotations

from onrecord import mentions
from onrecord.model import ids
from onrecord.model.articles import Article, ArticleKind, Published
from onrecord.model.mentions import MentionKind
from onrecord.model.readings import Reading, ReadMention
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


def reading(text: str, *found: ReadMention) -> Reading:
    whole = Span(0, len(text))
    return Reading(article_id=ids.ArticleId("ar0"), window=whole, sentences=(whole,), mentions=found)


def mention(start: int, end: int, kind: MentionKind, score: float = 0.5) -> ReadMention:
    return ReadMention(span=Span(start, end), kind=kind, score=score, basis="test")


def test_one_mention_for_each_span_and_kind() -> None:
    text = "Peru protested."
    low, high = mention(0, 4, MentionKind.STATE, 0.4), mention(0, 4, MentionKind.STATE, 0.9)
    found = mentions.find(article(text), [reading(text, low), reading(text, high, mention(0, 4, MentionKind.PLACE))])
    assert [(m.text, m.kind, m.score) for m in found] == [
        ("Peru", MentionKind.PLACE, 0.5),
        ("Peru", MentionKind.STATE, 0.9),
    ]


def test_what_runs_past_the_text_is_left_out() -> None:
    assert not mentions.find(article("Peru"), [reading("Peru", mention(0, 40, MentionKind.STATE))])
