"""Attributions decoded from readings, with their nesting."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from onrecord.attributions.speaking import with_names
from onrecord.model import ids
from onrecord.model.articles import Article
from onrecord.model.ids import AttributionId, MentionId
from onrecord.model.mentions import Attribution, Mention
from onrecord.model.readings import ReadAttribution, Reading


def trace(article: Article, readings: Sequence[Reading], mentions: Iterable[Mention]) -> tuple[Attribution, ...]:
    """The attributions of an article in order of the text; a source that is no mention of the article is None."""
    known = {mention.id for mention in mentions}
    found: dict[AttributionId, Attribution] = {}
    for reading in readings:
        if reading.article_id != article.id:
            continue
        named = with_names(article.text, reading.mentions, reading.attributions)
        for made in _of_reading(article, replace(reading, attributions=named), known):
            found.setdefault(made.id, made)
    return tuple(sorted(found.values(), key=_place))


def _of_reading(article: Article, reading: Reading, known: set[MentionId]) -> list[Attribution]:
    sources = [_source(article, reading, read, known) for read in reading.attributions]
    own = [_id(article, read, source) for read, source in zip(reading.attributions, sources, strict=True)]
    made = []
    for number, read in enumerate(reading.attributions):
        parent = own[read.parent] if read.parent is not None and read.parent < len(own) else None
        made.append(
            Attribution(
                id=own[number],
                article_id=article.id,
                source=sources[number],
                cue=read.cue,
                content=read.content,
                form=read.form,
                parent=None if parent == own[number] else parent,
                score=read.score,
                basis=read.basis,
            )
        )
    return made


def _source(article: Article, reading: Reading, read: ReadAttribution, known: set[MentionId]) -> MentionId | None:
    if read.source is None:
        return None
    mention = reading.mentions[read.source]
    found = ids.mention_id(article.id, mention.span.start, mention.span.end, mention.kind.value)
    return found if found in known else None


def _id(article: Article, read: ReadAttribution, source: MentionId | None) -> AttributionId:
    cue = [read.cue.start, read.cue.end] if read.cue is not None else None
    return ids.attribution_id(article.id, source, cue, [[span.start, span.end] for span in read.content])


def _place(attribution: Attribution) -> tuple[int, int, str]:
    starts = [span.start for span in attribution.content]
    if attribution.cue is not None:
        starts.append(attribution.cue.start)
    cue = attribution.cue.start if attribution.cue is not None else -1
    return (min(starts, default=0), cue, attribution.id)
