"""Relations from readings: each arc between two mentions with its chain, time and evidence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from onrecord.model.articles import Article
from onrecord.model.chains import of_page, of_speaker
from onrecord.model.claims import Relation, Voice
from onrecord.model.dates import TimeValue
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
    stretch = known[subject].span.joined(known[object_].span)
    return Relation(
        id=relation_id(article.id, run, arc.kind.value, subject, object_),
        article_id=article.id,
        run_id=run,
        kind=arc.kind,
        subject=subject,
        object=object_,
        post=reading.mentions[arc.post].span.of(article.text) if arc.post is not None else None,
        held=time.interval if time is not None else None,
        chain=_chain(article, stretch, known, attributions),
        evidence=tuple(s for s in reading.sentences if s.overlaps(stretch)) or (stretch,),
        confidence=round(arc.score, 2),
        basis=arc.basis,
    )


def _chain(
    article: Article, stretch: Span, known: Mapping[MentionId, Mention], attributions: Sequence[Attribution]
) -> tuple[Voice, ...]:
    """Publisher, credited wire, and the speakers in whose words both ends of the relation stand."""
    voices = list(of_page(article))
    telling = [a for a in attributions if any(stretch.within(piece) for piece in a.content)]
    for attribution in sorted(telling, key=lambda a: -sum(len(piece) for piece in a.content)):
        mention = known.get(attribution.source) if attribution.source is not None else None
        if mention is not None:
            voices.append(of_speaker(article, attribution, mention))
    return tuple(voices)
