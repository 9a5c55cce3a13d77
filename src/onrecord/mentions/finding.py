"""Mentions decoded from readings: one for each span and kind of an article."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from onrecord.model import ids
from onrecord.model.articles import Article
from onrecord.model.mentions import Mention
from onrecord.model.readings import Reading, ReadMention
from onrecord.model.spans import Span


def find(article: Article, readings: Sequence[Reading]) -> tuple[Mention, ...]:
    """The mentions of an article, in order of the text, the longer first where two begin alike.

    Where windows overlap and two readings tell the same span and kind, the higher score stays.
    """
    best: dict[tuple[int, int, str], ReadMention] = {}
    for read in _of_article(article, readings):
        key = (read.span.start, read.span.end, read.kind.value)
        if len(read.span) and (key not in best or read.score > best[key].score):
            best[key] = read
    made = [_mention(article, read) for read in best.values()]
    return tuple(sorted(made, key=lambda m: (m.span.start, -m.span.end, m.kind.value)))


def _of_article(article: Article, readings: Iterable[Reading]) -> Iterable[ReadMention]:
    whole = Span(0, len(article.text))
    for reading in readings:
        if reading.article_id == article.id:
            yield from (read for read in reading.mentions if read.span.within(whole))


def _mention(article: Article, read: ReadMention) -> Mention:
    return Mention(
        id=ids.mention_id(article.id, read.span.start, read.span.end, read.kind.value),
        article_id=article.id,
        span=read.span,
        kind=read.kind,
        text=read.span.of(article.text),
        score=read.score,
        basis=read.basis,
        head=read.head,
    )
