"""Claims with their judgements applied: a pure function over rows, the same for the store and for `code`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from onrecord.model.actors import Actor, Place
from onrecord.model.claims import Claim, Relation, Voice, VoiceKind
from onrecord.model.ids import ActorId, EventId, MentionId, PlaceId
from onrecord.model.judgements import Judgement, JudgementKind, Verdict
from onrecord.model.mentions import Mention, MentionKind
from onrecord.model.resolved import (
    ActorRef,
    ArticleRef,
    Gone,
    PlaceRef,
    ResolvedClaim,
    ResolvedRelation,
    VoiceRef,
    pieces_of,
)
from onrecord.model.shared import SharedWords, lies_in
from onrecord.model.spans import OffsetMap, Span

PROGRAM = "onrecord"
SHARED_PASSAGE = "shared passage"


@dataclass(frozen=True, slots=True, kw_only=True)
class Links:
    """Which actor or place each mention was judged to name: the standing SAME, and what is UNSURE."""

    same: Mapping[str, str] = field(default_factory=dict)
    unsure: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def links_of(judgements: Iterable[Judgement], kind: JudgementKind) -> Links:
    """The links that standing judgements of one kind leave; a person's outranks a program's for the same mention."""
    same: dict[str, Judgement] = {}
    unsure: dict[str, list[Judgement]] = {}
    ruled_out = {(j.left, j.right) for j in judgements if _stands(j, kind) and j.verdict is Verdict.DIFFERENT}
    for judgement in judgements:
        if not _stands(judgement, kind) or (judgement.left, judgement.right) in ruled_out:
            continue
        if judgement.verdict is Verdict.SAME:
            best = same.get(judgement.left)
            if best is None or _rank(judgement) > _rank(best):
                same[judgement.left] = judgement
        elif judgement.verdict is Verdict.UNSURE:
            unsure.setdefault(judgement.left, []).append(judgement)
    return Links(
        same={left: j.right for left, j in same.items()},
        unsure={
            left: tuple(j.right for j in sorted(rows, key=lambda j: (-j.score, j.right)))
            for left, rows in unsure.items()
            if left not in same
        },
    )


def _stands(judgement: Judgement, kind: JudgementKind) -> bool:
    return judgement.kind is kind and judgement.withdrawn_at is None


def _rank(judgement: Judgement) -> tuple[bool, float, str]:
    return judgement.decided_by != PROGRAM, judgement.score, judgement.right


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolver:
    """Everything needed to put names to the mentions of one article, and a wire to words that were a wire's."""

    article: ArticleRef
    text: str
    offsets: OffsetMap | None
    mentions: Mapping[MentionId, Mention]
    actors: Mapping[str, Actor]
    places: Mapping[str, Place]
    actor_links: Links
    place_links: Links
    shared: SharedWords | None = None

    def actor(self, mention_id: MentionId) -> ActorRef:
        """Whom a mention names."""
        mention = self.mentions[mention_id]
        bare = ActorRef(
            text=mention.text,
            span=mention.span,
            mention_id=mention_id,
            mention_kind=mention.kind,
            unsure=tuple(ActorId(i) for i in self.actor_links.unsure.get(mention_id, ())),
        )
        actor = self.actors.get(self.actor_links.same.get(mention_id, ""))
        return _named(bare, actor) if actor else bare

    def place(self, mention_id: MentionId) -> PlaceRef:
        """Which place a mention names."""
        mention = self.mentions[mention_id]
        place = self.places.get(self.place_links.same.get(mention_id, ""))
        unsure = tuple(PlaceId(i) for i in self.place_links.unsure.get(mention_id, ()))
        if place is None:
            return PlaceRef(text=mention.text, span=mention.span, mention_id=mention_id, unsure=unsure)
        return PlaceRef(
            text=mention.text,
            span=mention.span,
            mention_id=mention_id,
            place_id=place.id,
            name=place.name,
            aliases=place.aliases,
            country=place.country,
            admin1=place.admin1,
            latitude=place.latitude,
            longitude=place.longitude,
            precision=place.precision,
            geonames=place.geonames,
            parents=place.parents,
        )

    def voice(self, voice: Voice) -> VoiceRef:
        """Whom a link of a chain is."""
        actor = None
        if voice.mention_id is not None:
            actor = self.actors.get(self.actor_links.same.get(voice.mention_id, ""))
        # A publisher or wire is known by the very name that its link bears.
        own = voice.text if voice.kind in (VoiceKind.PUBLISHER, VoiceKind.WIRE) else None
        return VoiceRef(
            kind=voice.kind,
            text=voice.text,
            span=voice.span,
            cue=voice.cue,
            actor_id=actor.id if actor else None,
            name=actor.name if actor else own,
            aliases=names_of(actor) if actor else (),
        )

    def chain(self, voices: Iterable[Voice], evidence: Sequence[Span], trigger: Span) -> tuple[VoiceRef, ...]:
        """Whom the links are, and behind the publisher whose story the words were taken from, where a copy tells it."""
        named = [self.voice(v) for v in voices]
        wire = self._copied_from(evidence, trigger)
        is_credited = any(v.kind is VoiceKind.WIRE for v in named)
        if wire is not None and not is_credited and all(v.label != wire for v in named):
            after = sum(v.kind is VoiceKind.PUBLISHER for v in named)
            link = VoiceRef(
                kind=VoiceKind.WIRE, text=wire, span=None, cue=None, actor_id=None, name=wire, basis=SHARED_PASSAGE
            )
            named.insert(after, link)
        return tuple(named)

    def _copied_from(self, evidence: Sequence[Span], trigger: Span) -> str | None:
        """Who first published the story that these words are shared with."""
        if self.shared is None or self.shared.original is None:
            return None
        copied = lies_in(self.text, evidence, trigger, self.shared.in_original)
        return self.shared.original.name if copied else None

    def _is_added(self, evidence: Sequence[Span], trigger: Span) -> bool:
        if self.shared is None or self.article.copy_group is None:
            return False
        return not lies_in(self.text, evidence, trigger, self.shared.passages)

    def _gone(self, gone: Gone, spans: Iterable[Span]) -> Gone:
        return replace(gone, pieces=tuple(p for span in spans for p in pieces_of(self.text, self.offsets, span)))

    def claim(
        self,
        claim: Claim,
        *,
        reviewed: bool = False,
        event: EventId | None = None,
        gone: tuple[Gone, Sequence[Span]] | None = None,
    ) -> ResolvedClaim:
        """The claim with names put to its mentions; `gone` are words of it that its page no longer has."""
        return ResolvedClaim(
            claim=claim,
            article=self.article,
            chain=self.chain(claim.chain, claim.evidence, claim.trigger),
            actors=_each_once(self.actor(m) for m in claim.actors),
            recipients=_each_once(self.actor(m) for m in claim.recipients),
            place=self.place(claim.place) if claim.place else None,
            trigger=pieces_of(self.text, self.offsets, claim.trigger)[0],
            evidence=tuple(p for span in claim.evidence for p in pieces_of(self.text, self.offsets, span)),
            reviewed=reviewed,
            event_id=event,
            is_added=self._is_added(claim.evidence, claim.trigger),
            gone=self._gone(*gone) if gone else None,
        )

    def relation(self, relation: Relation) -> ResolvedRelation:
        """The relation with names put to its mentions."""
        return ResolvedRelation(
            relation=relation,
            article=self.article,
            subject=self.actor(relation.subject),
            object=self.actor(relation.object),
            chain=self.chain(relation.chain, relation.evidence, self.mentions[relation.subject].span),
            evidence=tuple(p for span in relation.evidence for p in pieces_of(self.text, self.offsets, span)),
            is_added=self._is_added(relation.evidence, self.mentions[relation.subject].span),
        )

    def quote(self, span: Span) -> str:
        """The words of the article at a span."""
        return span.of(self.text)


# People of somebody: "Chinese miners" and "Chinese workers" are two crowds of one state.
_PEOPLE = frozenset({MentionKind.GROUP, MentionKind.POST, MentionKind.QUANTITY})


def _each_once(found: Iterable[ActorRef]) -> tuple[ActorRef, ...]:
    """Those who fill a role, none by two names: of "Beijing" and "China" the first."""
    seen: set[ActorId] = set()
    kept: list[ActorRef] = []
    for ref in found:
        if ref.actor_id is not None and ref.mention_kind not in _PEOPLE:
            if ref.actor_id in seen:
                continue
            seen.add(ref.actor_id)
        kept.append(ref)
    return tuple(kept)


def names_of(actor: Actor) -> tuple[str, ...]:
    """The actor's other names, each once; some of them others bear too."""
    return tuple(dict.fromkeys(alias.name for alias in actor.aliases if alias.name != actor.name))


def _named(ref: ActorRef, actor: Actor) -> ActorRef:
    return replace(
        ref,
        actor_id=actor.id,
        name=actor.name,
        aliases=names_of(actor),
        kind=actor.kind.value,
        country=actor.country,
        sector=actor.sector,
        code=actor.code,
        parents=tuple(m.actor for m in actor.memberships if m.kind in ("part_of", "member_of")),
    )
