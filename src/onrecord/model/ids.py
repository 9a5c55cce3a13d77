"""Ids made from content: the only module that makes any.

An id is the SHA-256 of a JSON array of key fields, shortened to 80 bits and led by two letters that say what it
names. The key fields of each kind stand in the functions below; what is left out on purpose stands in their
docstrings, and a test names it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NewType

CaptureId = NewType("CaptureId", str)
ArticleId = NewType("ArticleId", str)
MentionId = NewType("MentionId", str)
AttributionId = NewType("AttributionId", str)
ClaimId = NewType("ClaimId", str)
RelationId = NewType("RelationId", str)
TieId = NewType("TieId", str)
ActorId = NewType("ActorId", str)
PlaceId = NewType("PlaceId", str)
EventId = NewType("EventId", str)
JudgementId = NewType("JudgementId", str)
RunId = NewType("RunId", str)
IssueId = NewType("IssueId", str)
ReviewId = NewType("ReviewId", str)
Digest = NewType("Digest", str)

MARK = "mk"  # what leads the id of a mention that a person marked

Key = str | int | None | Sequence["Key"]


def digest(content: bytes) -> Digest:
    """The SHA-256 of bytes, in lower-case hex."""
    return Digest(hashlib.sha256(content).hexdigest())


def text_digest(text: str) -> Digest:
    """The SHA-256 of a text's UTF-8; lone surrogates are kept as they are."""
    return digest(text.encode("utf-8", "surrogatepass"))


def make_key(prefix: str, *fields: Key) -> str:
    """`prefix` and twenty hex digits of the SHA-256 of the fields as a JSON array."""
    array = json.dumps(fields, ensure_ascii=True, separators=(",", ":"))
    return prefix + hashlib.sha256(array.encode()).hexdigest()[:20]


def capture_id(sha256: Digest, source: str) -> CaptureId:
    """Id of a capture: its bytes and its URL, or its file name where it has none.

    Left out: the folder, the time it was read, what the user said of it. The same file read from another
    folder, or read twice, is the same capture.
    """
    return CaptureId(make_key("ca", sha256, source))


def article_id(capture: CaptureId, kind: str, text: str, pieces: Iterable[tuple[int, int]]) -> ArticleId:
    """Id of an article: its capture, kind, text and the pieces of the capture it was cut from.

    Left out: title, publisher, author and date, which a person or a later stage may correct.
    """
    return ArticleId(make_key("ar", capture, kind, text_digest(text), [list(p) for p in pieces]))


def mention_id(article: ArticleId, start: int, end: int, kind: str) -> MentionId:
    """Id of a mention: its article, characters and kind. Left out: score and basis."""
    return MentionId(make_key("me", article, start, end, kind))


def attribution_id(article: ArticleId, source: Key, cue: Key, content: Key) -> AttributionId:
    """Id of an attribution: its article and the characters of source, cue and content. Left out: form, score."""
    return AttributionId(make_key("at", article, source, cue, content))


def claim_id(
    article: ArticleId,
    run: RunId,
    event_type: str,
    trigger: tuple[int, int],
    *,
    actors: Sequence[MentionId],
    recipients: Sequence[MentionId],
    factuality: str,
    stance: str,
    voice: str | None,
) -> ClaimId:
    """Id of a claim: article, run, type, trigger, who to whom, factuality, stance and the last voice's words.

    Left out: place, time, quantities, mode, contexts, confidence: two claims never differ in those alone.
    """
    key: list[Key] = [list(trigger), list(actors), list(recipients), factuality, stance, voice]
    return ClaimId(make_key("cl", article, run, event_type, *key))


def relation_id(article: ArticleId, run: RunId, kind: str, subject: MentionId, object_: MentionId) -> RelationId:
    """Id of a relation: article, run, kind and both mentions. Left out: post, dates, chain."""
    return RelationId(make_key("re", article, run, kind, subject, object_))


def tie_id(kind: str, subject: str, object_: str | None, post: str | None) -> TieId:
    """Id of a tie: its kind, what tells both ends from others, and the post. Left out: who tells it, when, and days."""
    return TieId(make_key("ti", kind, subject, object_, post))


def local_actor_id(name: str, kind: str) -> ActorId:
    """Id of an actor that the knowledge base does not know: folded name and kind, so articles agree on it."""
    return ActorId(make_key("lo", " ".join(name.casefold().split()), kind))


def local_place_id(name: str, holder: str) -> PlaceId:
    """A place of the record alone: its folded name and the place that it is told in."""
    return PlaceId(make_key("pl", name, holder))


def event_id(claims: Iterable[ClaimId]) -> EventId:
    """Id of an event: the first of its claims in id order, so that it lives as long as that claim does."""
    return EventId(make_key("ev", min(claims)))


def row_number(event: EventId, row: int) -> int:
    """A number for one row of an event where ids are numbers: below 2**53, the same while the event lives."""
    return int(make_key("", event, row)[:13], 16)


def judgement_id(kind: str, left: str, right: str, decided_by: str) -> JudgementId:
    """Id of a judgement: what was compared and who decided. Left out: verdict, score, time."""
    return JudgementId(make_key("ju", kind, left, right, decided_by))


def review_id(object_id: str, field: str, by: str, at: datetime) -> ReviewId:
    """Id of a person's change: what it is about, the field, who made it and when. Left out: the values."""
    return ReviewId(make_key("rv", object_id, field, by, at.isoformat()))


def added_claim_id(article: ArticleId, values: str) -> ClaimId:
    """Id of a claim that a person added: its article and its values as JSON. Left out: who added it, and the run.

    So it stays the same when the page is read again.
    """
    return ClaimId(make_key("cl", article, "added", values))


def mark_id(claim: ClaimId, start: int, end: int, target: str | None) -> MentionId:
    """Id of a mention that a person marked for one claim: the claim, the characters, whom or what it names.

    Led by letters of its own, so that no mention that the program found is ever taken for one.
    """
    return MentionId(make_key(MARK, claim, start, end, target))


def run_id(program: str, model: str, knowledge: str, settings: str) -> RunId:
    """Id of a run: program version, model, knowledge and settings digests. Left out: when it ran."""
    return RunId(make_key("ru", program, model, knowledge, settings))


def issue_id(item: str, stage: str, code: str, place: Key) -> IssueId:
    """Id of an issue: the item, the stage, the code and where in the item. Left out: wording and time."""
    return IssueId(make_key("is", item, stage, code, place))
