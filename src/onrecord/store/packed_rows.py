"""Model objects as rows of the tables: one function a table, each giving plain dictionaries."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from onrecord.model import ids
from onrecord.model.actors import Actor, Place
from onrecord.model.articles import Article, Capture, SetAside
from onrecord.model.claims import Claim, Relation, Voice
from onrecord.model.coding import ArticleCoding, CaptureCoding
from onrecord.model.dates import DateInterval
from onrecord.model.events import Event
from onrecord.model.ids import RunId, text_digest
from onrecord.model.judgements import Judgement
from onrecord.model.mentions import Attribution, Mention
from onrecord.model.runs import Issue, Review, Run
from onrecord.model.spans import Span
from onrecord.store.folding import domain_of, folded
from onrecord.store.packing import packed

Row = dict[str, Any]


def statement_key(claim: Claim) -> str:
    """The claim's id but for its run: equal for the same statement read again by another run."""
    return ids.claim_id(
        claim.article_id,
        RunId(""),
        claim.event_type,
        (claim.trigger.start, claim.trigger.end),
        actors=claim.actors,
        recipients=claim.recipients,
        factuality=claim.factuality,
        stance=claim.stance,
        voice=claim.chain[-1].text if claim.chain else None,
    )


def run_row(run: Run, now: datetime) -> Row:
    return {
        "id": run.id,
        "program": run.program,
        "model": run.model,
        "knowledge": run.knowledge,
        "settings": run.settings,
        "started_at": run.started_at or now,
    }


def capture_row(capture: Capture, now: datetime) -> Row:
    return {
        "id": capture.id,
        "source": capture.source,
        "path": capture.path,
        "url": capture.url,
        "sha256": capture.sha256,
        "retrieved_at": capture.retrieved_at,
        "media_type": capture.media_type,
        "encoding": capture.encoding,
        "size": len(capture.content),
        "content": capture.content,
        "added_at": now,
    }


def rendering_row(capture: Capture) -> Row:
    """The capture's text and what its tags told; its digest is over all of it."""
    text = capture.text.encode("utf-8", "surrogatepass")
    blocks = json.dumps(packed(capture.blocks), separators=(",", ":")).encode()
    head = json.dumps(packed(capture.metadata), separators=(",", ":")).encode()
    return {
        "capture_id": capture.id,
        "digest": ids.digest(b"".join(ids.digest(part).encode() for part in (text, blocks, head))),
        "text_sha256": ids.digest(text),
        "text": text,
        "blocks": blocks,
        "metadata": head,
    }


def article_row(article: Article) -> Row:
    return {
        "id": article.id,
        "capture_id": article.capture_id,
        "kind": article.kind.value,
        "title": article.title,
        "text": article.text,
        "text_sha256": text_digest(article.text),
        "offsets": packed(article.offsets),
    }


def article_reading_row(reading: int, article: Article) -> Row:
    publisher = article.publisher
    return {
        "reading": reading,
        "article_id": article.id,
        "position": article.order,
        "title": article.title,
        "publisher": packed(publisher),
        "publisher_name": folded(publisher.name) if publisher else None,
        "publisher_domain": domain_of(publisher.domain) if publisher and publisher.domain else None,
        "credited_to": packed(article.credited_to),
        "author": article.author,
        "published": packed(article.published),
        **_days("published", article.published.interval),
        "language": article.language,
        "body": packed(article.body),
    }


def _days(prefix: str, interval: DateInterval | None) -> Row:
    return {
        "is_dated": interval is not None,
        f"{prefix}_start": interval.start if interval else None,
        f"{prefix}_end": interval.end if interval else None,
    }


def passage_rows(reading: int, article: Article) -> list[Row]:
    return [
        {"reading": reading, "article_id": article.id, "position": n, "kind": p.kind.value, **_span("", p.span)}
        for n, p in enumerate(article.passages)
    ]


def _span(prefix: str, span: Span | None) -> Row:
    lead = f"{prefix}_" if prefix else ""
    return {f"{lead}start": span.start if span else None, f"{lead}end": span.end if span else None}


def set_aside_rows(reading: int, pieces: Iterable[SetAside]) -> list[Row]:
    return [
        {"reading": reading, "position": n, "kind": p.kind.value, **_span("", p.span)} for n, p in enumerate(pieces)
    ]


def mention_row(reading: int, mention: Mention) -> Row:
    return {
        "reading": reading,
        "id": mention.id,
        "article_id": mention.article_id,
        **_span("", mention.span),
        "kind": mention.kind.value,
        "text": mention.text,
        "folded": folded(mention.text),
        "score": mention.score,
        "basis": mention.basis,
        **_span("head", mention.head),
    }


def time_rows(reading: int, coding: ArticleCoding) -> list[Row]:
    return [
        {
            "reading": reading,
            "mention_id": mention_id,
            "value": packed(value),
            "start": value.interval.start if value.interval else None,
            "end": value.interval.end if value.interval else None,
        }
        for mention_id, value in coding.times
    ]


def attribution_row(reading: int, attribution: Attribution) -> Row:
    return {
        "reading": reading,
        "id": attribution.id,
        "article_id": attribution.article_id,
        "source": attribution.source,
        **_span("cue", attribution.cue),
        "content": packed(attribution.content),
        "form": attribution.form.value,
        "parent": attribution.parent,
        "score": attribution.score,
        "basis": attribution.basis,
    }


def claim_row(reading: int, claim: Claim, published: DateInterval | None) -> Row:
    when = (claim.occurred.interval if claim.occurred else None) or published
    return {
        "id": claim.id,
        "reading": reading,
        "article_id": claim.article_id,
        "run_id": claim.run_id,
        "statement_key": statement_key(claim),
        "event_type": claim.event_type.value,
        "mode": packed(claim.mode),
        "contexts": packed(claim.contexts),
        "factuality": claim.factuality.value,
        "stance": claim.stance.value,
        "background": claim.background,
        "place": claim.place,
        "occurred": packed(claim.occurred),
        **_days("when", when),
        "quantities": packed(claim.quantities),
        **_span("trigger", claim.trigger),
        "evidence": packed(claim.evidence),
        "confidence": claim.confidence,
        "basis": claim.basis,
    }


def participant_rows(reading: int, claim: Claim) -> list[Row]:
    return [
        {"claim_id": claim.id, "role": role, "position": n, "reading": reading, "mention_id": mention}
        for role, mentions in (("actor", claim.actors), ("recipient", claim.recipients))
        for n, mention in enumerate(mentions)
    ]


def voice_rows(reading: int, owner: str, owner_id: str, chain: Sequence[Voice]) -> list[Row]:
    return [
        {
            owner: owner_id,
            "position": n,
            "reading": reading,
            "kind": voice.kind.value,
            "text": voice.text,
            "folded": folded(voice.text),
            **_span("", voice.span),
            "mention_id": voice.mention_id,
            "cue": voice.cue,
            **_span("cue", voice.cue_span),
        }
        for n, voice in enumerate(chain)
    ]


def relation_row(reading: int, relation: Relation, published: DateInterval | None) -> Row:
    return {
        "id": relation.id,
        "reading": reading,
        "article_id": relation.article_id,
        "run_id": relation.run_id,
        "kind": relation.kind.value,
        "subject": relation.subject,
        "object": relation.object,
        "post": relation.post,
        "held": packed(relation.held),
        **_days("when", relation.held or published),
        "evidence": packed(relation.evidence),
        "confidence": relation.confidence,
        "basis": relation.basis,
    }


def _digest_of(value: Actor | Place) -> str:
    return ids.digest(json.dumps(packed(value)).encode())


def actor_row(actor: Actor) -> Row:
    plain = ("id", "name", "sector", "country", "code", "wikidata", "note", "local")
    return {name: getattr(actor, name) for name in plain} | {"kind": actor.kind.value, "digest": _digest_of(actor)}


def name_rows(actor: Actor) -> list[Row]:
    own = {"name": actor.name, "folded": folded(actor.name), "language": "", "held": [None, None], "ambiguous": False}
    others = [
        {
            "name": alias.name,
            "folded": folded(alias.name),
            "language": alias.language,
            "held": packed(alias.held),
            "ambiguous": alias.ambiguous,
        }
        for alias in actor.aliases
    ]
    return [{"actor_id": actor.id, "position": n, **row} for n, row in enumerate([own, *others])]


def post_rows(actor: Actor) -> list[Row]:
    return [
        {
            "actor_id": actor.id,
            "position": n,
            "title": post.title,
            "organisation": post.organisation,
            "held": packed(post.held),
        }
        for n, post in enumerate(actor.posts)
    ]


def membership_rows(actor: Actor) -> list[Row]:
    return [
        {"actor_id": actor.id, "position": n, "kind": m.kind, "other": m.actor, "held": packed(m.held)}
        for n, m in enumerate(actor.memberships)
    ]


def place_row(place: Place) -> Row:
    plain = ("id", "name", "country", "admin1", "latitude", "longitude", "feature", "population", "precision")
    row = {name: getattr(place, name) for name in plain}
    return row | {"geonames": place.geonames, "parents": packed(place.parents), "digest": _digest_of(place)}


def place_name_rows(place: Place) -> list[Row]:
    return [
        {"place_id": place.id, "position": n, "name": name, "folded": folded(name)}
        for n, name in enumerate((place.name, *place.aliases))
    ]


def place_within_rows(place: Place) -> list[Row]:
    return [{"place_id": place.id, "whole": whole} for whole in sorted({place.id, *place.parents})]


def judgement_row(judgement: Judgement, now: datetime) -> Row:
    return {
        "id": judgement.id,
        "kind": judgement.kind.value,
        "left_id": judgement.left,
        "right_id": judgement.right,
        "verdict": judgement.verdict.value,
        "score": judgement.score,
        "reason": judgement.reason,
        "left_value": judgement.left_value,
        "right_value": judgement.right_value,
        "decided_by": judgement.decided_by,
        "decided_at": judgement.decided_at or now,
        "withdrawn_at": judgement.withdrawn_at,
        "withdrawn_by": None,
    }


def issue_row(issue: Issue, now: datetime) -> Row:
    plain = ("id", "item", "stage", "code", "message", "refused", "capture_id", "article_id", "run_id")
    row = {name: getattr(issue, name) for name in plain}
    return row | _span("", issue.span) | {"raised_at": issue.raised_at or now}


def review_row(review: Review, key: str | None) -> Row:
    plain = ("id", "object_id", "field", "before", "after", "note", "decided_by", "decided_at", "withdrawn_at")
    return {name: getattr(review, name) for name in plain} | {"statement_key": key}


def event_row(event: Event) -> Row:
    return {
        "id": event.id,
        "event_type": event.event_type.value,
        "mode": packed(event.mode),
        "contexts": packed(event.contexts),
        "factuality": event.factuality,
        "actors": packed(event.actors),
        "recipients": packed(event.recipients),
        "place": packed(event.place),
        **_days("occurred", event.occurred),
        "precision": event.precision.value if event.precision else None,
        "quantities": packed(event.quantities),
        "background": event.background,
        "articles": event.articles,
        "publishers": event.publishers,
        "independent_voices": event.independent_voices,
        "independence": packed(event.independence),
        "agreement": event.agreement.value,
    }


def event_claim_rows(event: Event) -> list[Row]:
    return [{"event_id": event.id, "position": n, "claim_id": claim} for n, claim in enumerate(event.claims)]


def account_rows(event: Event) -> list[Row]:
    """One row an account; a field without any keeps one row, so that it stays in its place."""
    return [
        {
            "event_id": event.id,
            "field_position": at,
            "position": n,
            "field": name,
            "account": packed(account),
        }
        for at, (name, accounts) in enumerate(event.accounts)
        for n, account in enumerate(accounts or (None,))
    ]


def contradiction_rows(event: Event) -> list[Row]:
    return [
        {
            "event_id": event.id,
            "position": n,
            "field": c.field,
            "reason": c.reason,
            "accounts": packed(c.accounts),
        }
        for n, c in enumerate(event.contradictions)
    ]


def reading_row(coding: CaptureCoding, rendering: str, now: datetime) -> Row:
    return {
        "capture_id": coding.capture.id,
        "run_id": coding.run.id,
        "rendering": rendering,
        "given": packed(coding.capture.given),
        "is_newest": True,
        "read_at": now,
    }
