"""Relations from readings: each arc between two mentions with its chain, time and evidence."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from onrecord.model.articles import Article
from onrecord.model.chains import of_page, of_speaker
from onrecord.model.claims import Relation, RelationStatus, Voice, basis_with
from onrecord.model.dates import DateInterval, TimeValue
from onrecord.model.ids import MentionId, RunId, mention_id, relation_id
from onrecord.model.mentions import Attribution, Mention
from onrecord.model.readings import Reading, RelationArc
from onrecord.model.spans import Span


def gather(
    article: Article,
    readings: Sequence[Reading],
    mentions: Sequence[Mention],
    attributions: Sequence[Attribution],
    times: Mapping[MentionId, TimeValue],
    run: RunId,
) -> tuple[Relation, ...]:
    """The relations of an article in text order, each pair of mentions and kind once."""
    known = {m.id: m for m in mentions}
    found: dict[str, Relation] = {}
    for reading in readings:
        for arc in reading.relations:
            ends = [_id(article, reading, i) for i in (arc.subject, arc.object)]
            if all(end in known for end in ends):
                relation = _relation(article, reading, arc, known, attributions, times, run)
                found.setdefault(relation.id, relation)
    return tuple(sorted(found.values(), key=lambda r: (r.evidence[0], r.id)))


def _id(article: Article, reading: Reading, number: int) -> MentionId:
    read = reading.mentions[number]
    return mention_id(article.id, read.span.start, read.span.end, read.kind.value)


def _relation(
    article: Article,
    reading: Reading,
    arc: RelationArc,
    known: Mapping[MentionId, Mention],
    attributions: Sequence[Attribution],
    times: Mapping[MentionId, TimeValue],
    run: RunId,
) -> Relation:
    subject, object_ = _id(article, reading, arc.subject), _id(article, reading, arc.object)
    time = times.get(_id(article, reading, arc.time)) if arc.time is not None else None
    told = article.text[: reading.mentions[arc.time].span.start] if arc.time is not None else ""
    stretch = known[subject].span.joined(known[object_].span)
    return Relation(
        id=relation_id(article.id, run, arc.kind.value, subject, object_),
        article_id=article.id,
        run_id=run,
        kind=arc.kind,
        subject=subject,
        object=object_,
        post=reading.mentions[arc.post].span.of(article.text) if arc.post is not None else None,
        held=_held(arc.status, time.interval, told) if time is not None and time.interval is not None else None,
        chain=_chain(article, stretch, known, attributions) + _denier(article, arc, known[subject]),
        evidence=tuple(s for s in reading.sentences if s.overlaps(stretch)) or (stretch,),
        confidence=round(arc.score, 2),
        basis=basis_with(arc.status, arc.basis),
    )


_FROM_THEN = re.compile(r"\b(?:since|from|as of)\s+(?:the\s+|early\s+|late\s+)?$", re.I)
_TO_THEN = re.compile(r"\b(?:until|till)\s+(?:the\s+|early\s+|late\s+)?$", re.I)


def _held(status: RelationStatus, told: DateInterval, before: str) -> DateInterval | None:
    """The days for which it is told: from a beginning or "since" on, up to an end or "until", else those named."""
    if status is RelationStatus.PLANNED:
        return None
    if status is RelationStatus.ENDED or _TO_THEN.search(before):
        return DateInterval(None, told.end) if told.end is not None else None
    if status is RelationStatus.BEGUN or _FROM_THEN.search(before):
        return DateInterval(told.start, None) if told.start is not None else None
    return told


_DENIES = re.compile(r"\b(?:den(?:y|ies|ied)|reject(?:s|ed)?|dismiss(?:es|ed)?)\b", re.I)


def _denier(article: Article, arc: RelationArc, subject: Mention) -> tuple[Voice, ...]:
    """ "*X* denied that it is allied with Y": that it is not so is X's own word."""
    cue = _DENIES.search(article.text, arc.cue.start, arc.cue.end) if arc.cue is not None else None
    if cue is None or arc.status is not RelationStatus.DENIED:
        return ()
    return (of_speaker(article, subject, Span(cue.start(), cue.end())),)


def _chain(
    article: Article, stretch: Span, known: Mapping[MentionId, Mention], attributions: Sequence[Attribution]
) -> tuple[Voice, ...]:
    """Publisher, credited wire, and the speakers in whose words both ends of the relation stand."""
    voices = list(of_page(article))
    telling = [a for a in attributions if any(stretch.within(piece) for piece in a.content)]
    for attribution in sorted(telling, key=lambda a: -sum(len(piece) for piece in a.content)):
        mention = known.get(attribution.source) if attribution.source is not None else None
        if mention is not None:
            voices.append(of_speaker(article, mention, attribution.cue))
    return tuple(voices)
