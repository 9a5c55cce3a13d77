"""JSON lines: one plain dictionary for each row that a listing shows.

Every key is always there, null where nothing is known. Offsets are code points, half-open: `start` and `end` count in
the article's text, `capture_start` and `capture_end` in the capture's. A change of these shapes is a change of
`SCHEMA_VERSION`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from onrecord.codebook import cameo, plover
from onrecord.model.articles import Article, Published, PublisherRef
from onrecord.model.changes import Change, Standing
from onrecord.model.claims import EventType
from onrecord.model.dates import DateInterval, TimeValue
from onrecord.model.events import Account, AccountVoice, Contradiction, Event, EventQuantity
from onrecord.model.ids import ArticleId
from onrecord.model.judgements import Judgement
from onrecord.model.mentions import Quantity
from onrecord.model.resolved import ActorRef, Gone, Piece, PlaceRef, ResolvedClaim, ResolvedRelation, VoiceRef
from onrecord.model.runs import Issue, Review
from onrecord.model.spans import Span
from onrecord.model.versions import ArticleChange, VersionStep

if TYPE_CHECKING:
    from onrecord.store.rows import ActorRow, ArticleRow, CaptureRow, PlaceRow

SCHEMA_VERSION = 1

Line = dict[str, Any]


def number(value: float | None) -> int | float | None:
    """The number as people write it: 12, not 12.0."""
    if value is None:
        return None
    return int(value) if float(value).is_integer() else value


def _day(value: date | None) -> str | None:
    return value.isoformat() if value else None


def _instant(value: datetime | None) -> str | None:
    return value.isoformat() if value else None


def interval_line(interval: DateInterval | None) -> Line | None:
    """The days, half-open, null where an end is open; None for none."""
    if interval is None:
        return None
    return {"start": _day(interval.start), "end": _day(interval.end)}


def _bounds(span: Span | None) -> Line:
    return {"start": span.start if span else None, "end": span.end if span else None}


def _capture_bounds(span: Span | None) -> Line:
    return {"capture_start": span.start if span else None, "capture_end": span.end if span else None}


def piece_line(piece: Piece) -> Line:
    """Words of an article with where they stand in it and in its capture."""
    return {"text": piece.text, **_bounds(piece.span), **_capture_bounds(piece.capture_span)}


def actor_ref_line(ref: ActorRef) -> Line:
    """The words for somebody and whom they name. `unsure` holds the ids between which it stays open."""
    return {
        "text": ref.text,
        **_bounds(ref.span),
        "actor_id": ref.actor_id,
        "name": ref.name,
        "aliases": list(ref.aliases),
        "kind": ref.kind,
        "country": ref.country,
        "sector": ref.sector,
        "code": ref.code,
        "unsure": list(ref.unsure),
    }


def place_ref_line(ref: PlaceRef | None) -> Line | None:
    """The words for a place and which one they name; degrees are WGS 84, precision counts as UCDP's."""
    if ref is None:
        return None
    return {
        "text": ref.text,
        **_bounds(ref.span),
        "place_id": ref.place_id,
        "name": ref.name,
        "aliases": list(ref.aliases),
        "country": ref.country,
        "admin1": ref.admin1,
        "lat": ref.latitude,
        "lon": ref.longitude,
        "precision": ref.precision,
        "unsure": list(ref.unsure),
    }


def voice_line(voice: VoiceRef) -> Line:
    """One link of a chain of voices."""
    return {
        "kind": voice.kind.value,
        "name": voice.name,
        "actor_id": voice.actor_id,
        "text": voice.text,
        "cue": voice.cue,
        **_bounds(voice.span),
        "basis": voice.basis,
    }


def _time_line(time: TimeValue | None) -> Line | None:
    if time is None:
        return None
    days = time.interval
    return {
        "start": _day(days.start) if days else None,
        "end": _day(days.end) if days else None,
        "text": time.text,
        "basis": time.basis,
        "precision": time.precision.value if time.precision else None,
    }


def _quantity_line(quantity: Quantity) -> Line:
    return {
        "kind": quantity.kind.value,
        "who": quantity.who,
        "low": number(quantity.low),
        "best": number(quantity.best),
        "high": number(quantity.high),
        "unit": quantity.unit,
        "text": quantity.text,
        **_bounds(quantity.span),
        "basis": quantity.basis,
    }


def _coded(event_type: EventType, mode: Sequence[str]) -> Line:
    return {
        "quad": plover.quad(event_type).value,
        "cameo": cameo.to_cameo(event_type, mode),
        "intensity": number(plover.intensity(event_type, mode)),
    }


def claim_line(resolved: ResolvedClaim) -> Line:
    """One claim: what one article says happened, and on whose word."""
    claim, article = resolved.claim, resolved.article
    return {
        "schema_version": SCHEMA_VERSION,
        "claim_id": claim.id,
        "article_id": claim.article_id,
        "run_id": claim.run_id,
        # Text coded without a record has no capture: its path and digest are null, the keys stay.
        "capture": {"path": article.capture_path, "sha256": article.capture_sha256},
        "event_type": claim.event_type.value,
        "mode": list(claim.mode),
        "contexts": list(claim.contexts),
        **_coded(claim.event_type, claim.mode),
        "factuality": claim.factuality.value,
        "background": claim.background,
        "stance": claim.stance.value,
        "chain": [voice_line(voice) for voice in resolved.chain],
        "actors": [actor_ref_line(ref) for ref in resolved.actors],
        "recipients": [actor_ref_line(ref) for ref in resolved.recipients],
        "place": place_ref_line(resolved.place),
        "occurred": _time_line(claim.occurred),
        "quantities": [_quantity_line(quantity) for quantity in claim.quantities],
        "trigger": piece_line(resolved.trigger),
        "evidence": [piece_line(piece) for piece in resolved.evidence],
        "confidence": claim.confidence,
        "basis": claim.basis,
        "reviewed": resolved.reviewed,
        "event_id": resolved.event_id,
        "gone": _gone(resolved.gone),
    }


def _gone(gone: Gone | None) -> Line | None:
    """The later version of the page from which words of the evidence are gone, with the words."""
    if gone is None:
        return None
    return {
        "capture_id": gone.capture_id,
        "seen_at": _instant(gone.seen_at),
        "pieces": [piece_line(piece) for piece in gone.pieces],
    }


def version_line(step: VersionStep) -> Line:
    """One version of a page, and what changed in it against the one before."""
    page, before = step.page, step.before
    return {
        "schema_version": SCHEMA_VERSION,
        "capture_id": page.capture_id,
        "path": page.path,
        "url": page.url,
        "sha256": page.sha256,
        "seen_at": _instant(page.seen_at),
        "articles": len(page.articles),
        "before": before.capture_id if before else None,
        "changes": [_change_line(change, step) for change in step.changes],
    }


def _change_line(change: ArticleChange, step: VersionStep) -> Line:
    olds = {a.id: a for a in step.before.articles} if step.before else {}
    news = {a.id: a for a in step.page.articles}
    old = olds[change.old] if change.old else None
    new = news[change.new] if change.new else None
    return {
        "old": {"article_id": old.id, "title": old.title} if old else None,
        "new": {"article_id": new.id, "title": new.title} if new else None,
        "retitled": change.retitled,
        "edits": [
            {
                "kind": edit.kind.value,
                "old": {"text": edit.old_text, **_bounds(edit.old)},
                "new": {"text": edit.new_text, **_bounds(edit.new)},
            }
            for edit in change.edits
        ],
    }


def relation_line(resolved: ResolvedRelation) -> Line:
    """One state of affairs that an article states."""
    relation = resolved.relation
    return {
        "schema_version": SCHEMA_VERSION,
        "relation_id": relation.id,
        "kind": relation.kind.value,
        "status": relation.status.value,
        "subject": actor_ref_line(resolved.subject),
        "object": actor_ref_line(resolved.object),
        "post": relation.post,
        "held": interval_line(relation.held),
        "chain": [voice_line(voice) for voice in resolved.chain],
        "evidence": [piece_line(piece) for piece in resolved.evidence],
        "confidence": relation.confidence,
        "basis": relation.basis,
        "article_id": relation.article_id,
        "run_id": relation.run_id,
    }


def account_line(account: Account) -> Line:
    """One value given for a field of an event, with the claims that give it and whose word it is."""
    return {
        "value": account.value,
        "low": number(account.low),
        "high": number(account.high),
        "note": account.note or None,
        "independent_voices": account.independent_voices,
        "voices_together": account.voices_together or account.independent_voices,
        "agrees_with": account.agrees_with,
        "claims": list(account.claims),
        "voices": voices_line(account.voices),
        "denied_by": voices_line(account.denied_by),
    }


def voices_line(voices: Iterable[AccountVoice]) -> list[Line]:
    """Whose word it is, with the publisher that carries it."""
    return [{"name": v.name, "kind": v.kind, "publisher": v.publisher, "is_party": v.is_party} for v in voices]


def contradiction_line(contradiction: Contradiction) -> Line:
    """A field on which accounts exclude one another, with those accounts."""
    return {
        "field": contradiction.field,
        "accounts": [account_line(account) for account in contradiction.accounts],
        "reason": contradiction.reason,
    }


def _event_quantity_line(quantity: EventQuantity) -> Line:
    return {
        "kind": quantity.kind,
        "who": quantity.who,
        "low": number(quantity.low),
        "best": number(quantity.best),
        "high": number(quantity.high),
        "unit": quantity.unit,
    }


def event_line(event: Event) -> Line:
    """One happening as all its claims tell it."""
    days = interval_line(event.occurred)
    return {
        "schema_version": SCHEMA_VERSION,
        "event_id": event.id,
        "event_type": event.event_type.value,
        "mode": list(event.mode),
        "contexts": list(event.contexts),
        **_coded(event.event_type, event.mode),
        "factuality": event.factuality,
        "actors": [actor_ref_line(ref) for ref in event.actors],
        "recipients": [actor_ref_line(ref) for ref in event.recipients],
        "place": place_ref_line(event.place),
        "occurred": days and {**days, "precision": event.precision.value if event.precision else None},
        "quantities": [_event_quantity_line(quantity) for quantity in event.quantities],
        "background": event.background,
        "claims": list(event.claims),
        "articles": event.articles,
        "publishers": event.publishers,
        "independent_voices": event.independent_voices,
        "independence": list(event.independence),
        "accounts": {name: [account_line(account) for account in accounts] for name, accounts in event.accounts},
        "contradictions": [contradiction_line(contradiction) for contradiction in event.contradictions],
        "agreement": event.agreement.value,
        "replaced_by": event.replaced_by,
    }


def issue_line(issue: Issue) -> Line:
    """Something refused or set aside, and why."""
    return {
        "schema_version": SCHEMA_VERSION,
        "issue_id": issue.id,
        "item": issue.item,
        "stage": issue.stage,
        "code": issue.code,
        "message": issue.message,
        "refused": issue.refused,
        "capture_id": issue.capture_id,
        "article_id": issue.article_id,
        **_bounds(issue.span),
        "run_id": issue.run_id,
        "raised_at": _instant(issue.raised_at),
    }


def capture_line(row: CaptureRow) -> Line:
    """One page as it came, and what was set aside of it; offsets count in the capture's text."""
    return {
        "schema_version": SCHEMA_VERSION,
        "capture_id": row.id,
        "path": row.path,
        "url": row.url,
        "sha256": row.sha256,
        "retrieved_at": _instant(row.retrieved_at),
        "media_type": row.media_type,
        "encoding": row.encoding,
        "size": row.size,
        "run_id": row.run_id,
        "read_at": _instant(row.read_at),
        "versions": list(row.versions),
        "articles": row.articles,
        "set_aside": [{**_bounds(piece.span), "kind": piece.kind.value} for piece in row.set_aside],
    }


def article_line(row: ArticleRow) -> Line:
    """One article: where it stands, who put it out, when, and what it shares with others."""
    article = row.article
    return {
        "schema_version": SCHEMA_VERSION,
        "article_id": article.id,
        "run_id": row.run_id,
        "capture": {
            "capture_id": article.capture_id,
            "path": row.capture_path,
            "url": row.capture_url,
            "sha256": row.capture_sha256,
            "retrieved_at": _instant(row.retrieved_at),
        },
        "order": article.order,
        "kind": article.kind.value,
        "title": article.title,
        "publisher": _publisher(article.publisher),
        "credited_to": _publisher(article.credited_to),
        "author": article.author,
        "language": article.language,
        "published": _published(row.inferred or article.published),
        "body": [piece for span in article.body for piece in _places(article, span)],
        "parts": [
            {"kind": passage.kind.value, **piece}
            for passage in article.passages
            for piece in _places(article, passage.span)
        ],
        "copy_group": row.copy_group,
        "copy_of": row.copy_of,
        # A shared passage is stored from either side; seen from one article both are the same.
        "shares": [{"article_id": other, **_bounds(span)} for other, span in _shared(row)],
    }


def _shared(row: ArticleRow) -> list[tuple[ArticleId, Span]]:
    return list(dict.fromkeys((share.other_id, share.span) for share in row.shares))


def _publisher(publisher: PublisherRef | None) -> Line | None:
    return {"name": publisher.name, "domain": publisher.domain} if publisher else None


def _published(published: Published) -> Line | None:
    if published.interval is None:
        return None
    return {
        "start": _day(published.interval.start),
        "end": _day(published.interval.end),
        "basis": published.basis.value if published.basis else None,
        "evidence": {
            "text": published.evidence,
            **_capture_bounds(published.span),
            "reasons": list(published.reasons),
        },
    }


def _places(article: Article, span: Span) -> Iterator[Line]:
    """Where a stretch of an article stands in both texts, in several pieces where it crosses a hole."""
    for own, there in zip(article.offsets.cut_pieces(span), article.offsets.pieces(span), strict=True):
        yield {**_bounds(own), **_capture_bounds(there)}


def actor_line(row: ActorRow) -> Line:
    """One actor with its names, posts and memberships, and in how many claims it acts, receives and speaks."""
    actor = row.actor
    return {
        "schema_version": SCHEMA_VERSION,
        "actor_id": actor.id,
        "name": actor.name,
        "kind": actor.kind.value,
        "country": actor.country,
        "sector": actor.sector,
        "code": actor.code,
        "wikidata": actor.wikidata,
        "local": actor.local,
        "note": actor.note,
        "aliases": [
            {"name": a.name, "language": a.language, "held": interval_line(a.held), "ambiguous": a.ambiguous}
            for a in actor.aliases
        ],
        "posts": [
            {"title": p.title, "organisation": p.organisation, "held": interval_line(p.held)} for p in actor.posts
        ],
        "memberships": [{"kind": m.kind, "actor": m.actor, "held": interval_line(m.held)} for m in actor.memberships],
        "claims": row.claims,
        "as_actor": row.as_actor,
        "as_recipient": row.as_recipient,
        "as_voice": row.as_voice,
    }


def place_line(row: PlaceRow) -> Line:
    """One place, in degrees (WGS 84), and how many claims are set there."""
    place = row.place
    return {
        "schema_version": SCHEMA_VERSION,
        "place_id": place.id,
        "name": place.name,
        "aliases": list(place.aliases),
        "country": place.country,
        "admin1": place.admin1,
        "lat": place.latitude,
        "lon": place.longitude,
        "feature": place.feature,
        "population": place.population,
        "precision": place.precision,
        "geonames": place.geonames,
        "parents": list(place.parents),
        "claims": row.claims,
    }


def review_line(review: Review) -> Line:
    """One decision of a person on a field of an object; `before` and `after` are values, not their texts."""
    return {
        "review_id": review.id,
        "object_id": review.object_id,
        "field": review.field,
        "before": None if review.before is None else json.loads(review.before),
        "after": None if review.after is None else json.loads(review.after),
        "note": review.note,
        **_decided(review),
    }


def judgement_line(judgement: Judgement) -> Line:
    """One decision on whether two things are one."""
    return {
        "judgement_id": judgement.id,
        "kind": judgement.kind.value,
        "left": judgement.left,
        "right": judgement.right,
        "verdict": judgement.verdict.value,
        "reason": judgement.reason,
        **_decided(judgement),
    }


def _decided(row: Review | Judgement) -> Line:
    return {
        "decided_by": row.decided_by,
        "decided_at": _instant(row.decided_at),
        "withdrawn_at": _instant(row.withdrawn_at),
    }


def _decision_line(row: Review | Judgement) -> Line:
    return review_line(row) if isinstance(row, Review) else judgement_line(row)


def change_line(change: Change) -> Line:
    """One action of a person: what it put down and what it took back; undone where `undone_at` is set."""
    return {
        "schema_version": SCHEMA_VERSION,
        "number": change.number,
        "by": change.by,
        "at": _instant(change.at),
        "words": change.words,
        "undone_at": _instant(change.undone_at),
        "undone_by": change.undone_by,
        "rows": [_decision_line(row) for row in change.rows],
        "withdrawn": [_decision_line(row) for row in change.withdrawn],
    }


def standing_line(standing: Standing) -> Line:
    """What people's decisions leave of one object, and the token that a change must show."""
    return {
        "schema_version": SCHEMA_VERSION,
        "object_id": standing.object_id,
        "token": standing.token,
        "status": standing.status,
        "values": dict(standing.values),
        "reviews": [review_line(review) for review in standing.reviews],
        "judgements": [judgement_line(judgement) for judgement in standing.judgements],
    }
