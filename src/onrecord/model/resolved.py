"""Claims and relations with their judgements applied: names instead of mentions. What views and exports read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from onrecord.model.articles import Published, PublisherRef
from onrecord.model.claims import Claim, Relation, VoiceKind
from onrecord.model.ids import ActorId, ArticleId, CaptureId, EventId, MentionId, PlaceId
from onrecord.model.mentions import MentionKind
from onrecord.model.spans import OffsetMap, Span


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorRef:
    """The words on the page for somebody, and whom they were judged to name: `actor_id` None where nobody known.

    `unsure` holds the ids between which the judgement stays open.
    """

    text: str
    span: Span
    mention_id: MentionId | None
    mention_kind: MentionKind | None
    actor_id: ActorId | None = None
    name: str | None = None
    aliases: tuple[str, ...] = ()
    kind: str | None = None
    country: str | None = None
    sector: str | None = None
    code: str | None = None
    parents: tuple[ActorId, ...] = ()
    unsure: tuple[ActorId, ...] = ()

    @property
    def label(self) -> str:
        """The name to show: the actor's, else the page's words."""
        return self.name or self.text

    @property
    def is_named(self) -> bool:
        """True for a known actor or a name; false for words such as "rival groups", "Gunmen", "its fighters"."""
        if self.actor_id is not None:
            return True
        if self.mention_kind in (MentionKind.GROUP, MentionKind.ANONYMOUS, None):
            return False
        # The first word may be capital because it opens the sentence.
        words = self.text.split()
        return any(word[:1].isupper() for word in words[1:]) or (words[:1] != [] and words[0][1:2].isupper())


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceRef:
    """The words on the page for a place, and the place they were judged to name."""

    text: str
    span: Span
    mention_id: MentionId | None
    place_id: PlaceId | None = None
    name: str | None = None
    aliases: tuple[str, ...] = ()
    country: str | None = None
    admin1: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    precision: int | None = None
    geonames: int | None = None
    parents: tuple[PlaceId, ...] = ()
    unsure: tuple[PlaceId, ...] = ()

    @property
    def label(self) -> str:
        """The name to show: the place's, else the page's words."""
        return self.name or self.text


@dataclass(frozen=True, slots=True, kw_only=True)
class VoiceRef:
    """One link of a chain of voices with whom it was judged to be.

    `basis` is "shared passage" for a wire that the page does not credit: its words stand in that wire's own story.
    """

    kind: VoiceKind
    text: str
    span: Span | None
    cue: str | None
    actor_id: ActorId | None = None
    name: str | None = None
    aliases: tuple[str, ...] = ()
    basis: str | None = None

    @property
    def label(self) -> str:
        """The name to show: the actor's or publisher's, else the page's words."""
        return self.name or self.text


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleRef:
    """What a claim needs to know of its article. `copy_group` names the text it is a copy of.

    `is_original` is True for the article that the others of its group copy.

    Capture fields are None for text that was coded without a capture.
    """

    article_id: ArticleId
    capture_id: CaptureId | None
    capture_path: str | None
    capture_url: str | None
    capture_sha256: str | None
    title: str | None
    publisher: PublisherRef | None
    credited_to: PublisherRef | None
    published: Published
    copy_group: str | None
    copy_of: ArticleId | None
    is_original: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Words of an article with where they stand in it and in its capture (None for text without a capture)."""

    text: str
    span: Span
    capture_span: Span | None


def pieces_of(text: str, offsets: OffsetMap | None, span: Span) -> tuple[Piece, ...]:
    """The pieces of a span of an article's text, several where it crosses a hole in the capture."""
    if offsets is None:
        return (Piece(text=span.of(text), span=span, capture_span=None),)
    pairs = zip(offsets.cut_pieces(span), offsets.pieces(span), strict=True)
    return tuple(Piece(text=own.of(text), span=own, capture_span=there) for own, there in pairs)


@dataclass(frozen=True, slots=True, kw_only=True)
class Gone:
    """That words of a claim's evidence are gone from a later version of its page, seen at `seen_at`."""

    capture_id: CaptureId
    seen_at: datetime
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ResolvedClaim:
    """A claim as the newest judgements and reviews leave it, ready to show, merge or export.

    `is_added` is True where its article shares passages with copies and the claim's words stand in none of them: they
    are the publisher's own. `gone` says from which later version of the page the words are gone.
    """

    claim: Claim
    article: ArticleRef
    chain: tuple[VoiceRef, ...]
    actors: tuple[ActorRef, ...]
    recipients: tuple[ActorRef, ...]
    place: PlaceRef | None
    trigger: Piece
    evidence: tuple[Piece, ...]
    reviewed: bool = False
    event_id: EventId | None = None
    is_added: bool = False
    gone: Gone | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ResolvedRelation:
    """A relation as the newest judgements leave it. `is_added` as of a claim."""

    relation: Relation
    article: ArticleRef
    subject: ActorRef
    object: ActorRef
    chain: tuple[VoiceRef, ...]
    evidence: tuple[Piece, ...]
    is_added: bool = False
