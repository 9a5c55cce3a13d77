"""Rows as model objects: the way back from `packed_rows`."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from onrecord.model.actors import Actor, ActorKind, Alias, Membership, Place, Post
from onrecord.model.articles import (
    Article,
    ArticleKind,
    Block,
    Capture,
    Given,
    PageMetadata,
    Passage,
    PassageKind,
    Published,
    PublisherRef,
    SetAside,
    SetAsideKind,
)
from onrecord.model.claims import Claim, EventType, Factuality, Relation, RelationKind, Stance, Voice, VoiceKind
from onrecord.model.dates import DateInterval, Precision, TimeValue
from onrecord.model.events import Account, Agreement, Contradiction, Event, EventQuantity
from onrecord.model.judgements import Judgement, JudgementKind, Verdict
from onrecord.model.mentions import Mention, MentionKind, Quantity
from onrecord.model.resolved import ActorRef, PlaceRef
from onrecord.model.runs import Issue, Review, Run
from onrecord.model.spans import OffsetMap, Span
from onrecord.store.packing import unpacked, unpacked_all


def _span(start: int | None, end: int | None) -> Span | None:
    return None if start is None or end is None else Span(start, end)


def run_of(row: Any) -> Run:
    return Run(
        id=row.id,
        program=row.program,
        model=row.model,
        knowledge=row.knowledge,
        settings=row.settings,
        started_at=row.started_at,
    )


def capture_of(row: Any) -> Capture:
    """The capture with the text, blocks and metadata of one rendering."""
    return Capture(
        id=row.id,
        path=row.path,
        url=row.url,
        sha256=row.sha256,
        retrieved_at=row.retrieved_at,
        media_type=row.media_type,
        encoding=row.encoding,
        text=row.text.decode("utf-8", "surrogatepass"),
        content=row.content,
        blocks=unpacked_all(Block, json.loads(row.blocks)),
        metadata=unpacked(PageMetadata, json.loads(row.metadata)),
        given=unpacked(Given, row.given),
    )


def publisher_of(value: Any) -> PublisherRef | None:
    return None if value is None else unpacked(PublisherRef, value)


def article_of(row: Any, passages: Sequence[Passage]) -> Article:
    return Article(
        id=row.article_id,
        capture_id=row.capture_id,
        order=row.position,
        kind=ArticleKind(row.kind),
        title=row.title,
        publisher=publisher_of(row.publisher),
        credited_to=publisher_of(row.credited_to),
        author=row.author,
        published=unpacked(Published, row.published),
        language=row.language,
        text=row.text,
        offsets=unpacked(OffsetMap, row.offsets),
        body=unpacked_all(Span, row.body),
        passages=tuple(passages),
    )


def passage_of(row: Any) -> Passage:
    return Passage(kind=PassageKind(row.kind), span=Span(row.start, row.end))


def set_aside_of(row: Any) -> SetAside:
    return SetAside(kind=SetAsideKind(row.kind), span=Span(row.start, row.end))


def mention_of(row: Any) -> Mention:
    return Mention(
        id=row.id,
        article_id=row.article_id,
        span=Span(row.start, row.end),
        kind=MentionKind(row.kind),
        text=row.text,
        score=row.score,
        basis=row.basis,
        head=_span(row.head_start, row.head_end),
    )


def voice_of(row: Any) -> Voice:
    return Voice(
        kind=VoiceKind(row.kind),
        text=row.text,
        span=_span(row.start, row.end),
        mention_id=row.mention_id,
        cue=row.cue,
        cue_span=_span(row.cue_start, row.cue_end),
    )


def claim_of(row: Any, participants: Sequence[Any], chain: Sequence[Voice]) -> Claim:
    """The claim as its run made it."""
    return Claim(
        id=row.id,
        article_id=row.article_id,
        run_id=row.run_id,
        event_type=EventType(row.event_type),
        mode=tuple(row.mode),
        contexts=tuple(row.contexts),
        factuality=Factuality(row.factuality),
        stance=Stance(row.stance),
        background=row.background,
        chain=tuple(chain),
        actors=tuple(p.mention_id for p in participants if p.role == "actor"),
        recipients=tuple(p.mention_id for p in participants if p.role == "recipient"),
        place=row.place,
        occurred=None if row.occurred is None else unpacked(TimeValue, row.occurred),
        quantities=unpacked_all(Quantity, row.quantities),
        trigger=Span(row.trigger_start, row.trigger_end),
        evidence=unpacked_all(Span, row.evidence),
        confidence=row.confidence,
        basis=row.basis,
    )


def relation_of(row: Any, chain: Sequence[Voice]) -> Relation:
    return Relation(
        id=row.id,
        article_id=row.article_id,
        run_id=row.run_id,
        kind=RelationKind(row.kind),
        subject=row.subject,
        object=row.object,
        post=row.post,
        held=None if row.held is None else unpacked(DateInterval, row.held),
        chain=tuple(chain),
        evidence=unpacked_all(Span, row.evidence),
        confidence=row.confidence,
        basis=row.basis,
    )


def actor_of(row: Any, names: Sequence[Any], posts: Sequence[Any], memberships: Sequence[Any]) -> Actor:
    return Actor(
        id=row.id,
        name=row.name,
        kind=ActorKind(row.kind),
        aliases=tuple(
            Alias(name=n.name, language=n.language, held=unpacked(DateInterval, n.held), ambiguous=n.ambiguous)
            for n in names
            if n.position
        ),
        sector=row.sector,
        country=row.country,
        code=row.code,
        wikidata=row.wikidata,
        posts=tuple(
            Post(title=p.title, organisation=p.organisation, held=unpacked(DateInterval, p.held)) for p in posts
        ),
        memberships=tuple(
            Membership(kind=m.kind, actor=m.other, held=unpacked(DateInterval, m.held)) for m in memberships
        ),
        note=row.note,
        local=row.local,
    )


def place_of(row: Any, names: Sequence[Any]) -> Place:
    return Place(
        id=row.id,
        name=row.name,
        aliases=tuple(n.name for n in names if n.position),
        country=row.country,
        admin1=row.admin1,
        latitude=row.latitude,
        longitude=row.longitude,
        feature=row.feature,
        population=row.population,
        precision=row.precision,
        geonames=row.geonames,
        parents=tuple(row.parents),
    )


def judgement_of(row: Any) -> Judgement:
    return Judgement(
        id=row.id,
        kind=JudgementKind(row.kind),
        left=row.left_id,
        right=row.right_id,
        verdict=Verdict(row.verdict),
        score=row.score,
        reason=row.reason,
        left_value=row.left_value,
        right_value=row.right_value,
        decided_by=row.decided_by,
        decided_at=row.decided_at,
        withdrawn_at=row.withdrawn_at,
    )


def issue_of(row: Any) -> Issue:
    return Issue(
        id=row.id,
        item=row.item,
        stage=row.stage,
        code=row.code,
        message=row.message,
        refused=row.refused,
        capture_id=row.capture_id,
        article_id=row.article_id,
        span=_span(row.start, row.end),
        run_id=row.run_id,
        raised_at=row.raised_at,
    )


def review_of(row: Any) -> Review:
    return Review(
        id=row.id,
        object_id=row.object_id,
        field=row.field,
        before=row.before,
        after=row.after,
        note=row.note,
        decided_by=row.decided_by,
        decided_at=row.decided_at,
        withdrawn_at=row.withdrawn_at,
    )


def event_of(row: Any, claims: Sequence[Any], accounts: Sequence[Any], contradictions: Sequence[Any]) -> Event:
    return Event(
        id=row.id,
        event_type=EventType(row.event_type),
        mode=tuple(row.mode),
        contexts=tuple(row.contexts),
        factuality=row.factuality,
        actors=unpacked_all(ActorRef, row.actors),
        recipients=unpacked_all(ActorRef, row.recipients),
        place=None if row.place is None else unpacked(PlaceRef, row.place),
        occurred=DateInterval(row.occurred_start, row.occurred_end) if row.is_dated else None,
        precision=Precision(row.precision) if row.precision else None,
        quantities=unpacked_all(EventQuantity, row.quantities),
        background=row.background,
        claims=tuple(c.claim_id for c in claims),
        articles=row.articles,
        publishers=row.publishers,
        independent_voices=row.independent_voices,
        independence=tuple(row.independence),
        accounts=_accounts_of(accounts),
        contradictions=tuple(
            Contradiction(field=c.field, accounts=unpacked_all(Account, c.accounts), reason=c.reason)
            for c in contradictions
        ),
        agreement=Agreement(row.agreement),
    )


def _accounts_of(rows: Sequence[Any]) -> tuple[tuple[str, tuple[Account, ...]], ...]:
    fields: dict[tuple[int, str], list[Account]] = {}
    for row in rows:
        own = fields.setdefault((row.field_position, row.field), [])
        if row.account is not None:
            own.append(unpacked(Account, row.account))
    return tuple((name, tuple(accounts)) for (_, name), accounts in fields.items())
