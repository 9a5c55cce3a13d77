"""Events from claims: blocked, compared, clustered, and told side by side."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from onrecord.events.accounts import accounts_of, contradictions_of
from onrecord.events.bare import with_wording
from onrecord.events.cluster import Pair, cluster
from onrecord.events.compare import Comparison
from onrecord.events.facets import Facets, facets_of, party_of, shared, stems
from onrecord.events.independence import count, publishers
from onrecord.events.settled import event_type_of, occurred_of, place_of
from onrecord.events.tellings import of_articles
from onrecord.events.tolls import quantities_of
from onrecord.model.claims import Factuality
from onrecord.model.events import Agreement, Contradiction, Event
from onrecord.model.ids import ClaimId, event_id, judgement_id
from onrecord.model.judgements import Judgement, JudgementKind, Verdict
from onrecord.model.resolved import ActorRef, ResolvedClaim


@dataclass(frozen=True, slots=True, kw_only=True)
class EventSet:
    """Events in the order of their ids, and the judgements that joined their claims."""

    events: tuple[Event, ...]
    judgements: tuple[Judgement, ...]


def merge(claims: Sequence[ResolvedClaim], *, decided: Sequence[Judgement] = ()) -> EventSet:
    """The events that the claims add up to; every claim is in exactly one.

    `decided` are standing judgements of people about pairs of claims: they go before the program's own. The same claims
    in any order give the same events.
    """
    facets = of_articles(with_wording(facets_of(c) for c in sorted(claims, key=lambda c: c.claim.id)))
    clusters, joins = cluster(facets, decided)
    events = tuple(_event([f.claim for f in members]) for members in clusters)
    by_id = {f.claim_id: f for f in facets}
    judgements = tuple(_judgement(pair, comparison, by_id) for pair, comparison in sorted(joins.items()))
    return EventSet(events=tuple(sorted(events, key=lambda e: e.id)), judgements=judgements)


def _judgement(pair: Pair, comparison: Comparison, by_id: Mapping[ClaimId, Facets]) -> Judgement:
    left, right = pair
    return Judgement(
        id=judgement_id(JudgementKind.CLAIMS.value, left, right, "onrecord"),
        kind=JudgementKind.CLAIMS,
        left=left,
        right=right,
        verdict=Verdict.SAME,
        score=comparison.score,
        reason="; ".join(comparison.reasons),
        left_value=by_id[left].claim.evidence[0].text,
        right_value=by_id[right].claim.evidence[0].text,
    )


def _event(claims: Sequence[ResolvedClaim]) -> Event:
    accounts = accounts_of(claims)
    contradictions = contradictions_of(claims, accounts)
    voices, steps = count(claims)
    occurred, precision = occurred_of(claims)
    return Event(
        id=event_id(c.claim.id for c in claims),
        event_type=event_type_of(claims),
        mode=_ordered(m for c in claims for m in c.claim.mode),
        contexts=_ordered(x for c in claims for x in c.claim.contexts),
        factuality=_factuality(claims),
        actors=_refs([r for c in claims for r in c.actors]),
        recipients=_refs([r for c in claims for r in c.recipients]),
        place=place_of(claims),
        occurred=occurred,
        precision=precision,
        quantities=quantities_of(claims),
        background=all(c.claim.background for c in claims),
        claims=tuple(c.claim.id for c in claims),
        articles=len({c.article.copy_group or c.article.article_id for c in claims}),
        publishers=publishers(claims),
        independent_voices=voices,
        independence=steps,
        accounts=accounts,
        contradictions=contradictions,
        agreement=_agreement(voices, [len(values) for _, values in accounts], contradictions),
    )


def _ordered(values: Iterable[str]) -> tuple[str, ...]:
    counted = Counter(values)
    return tuple(sorted(counted, key=lambda v: (-counted[v], v)))


def _factuality(claims: Sequence[ResolvedClaim]) -> str:
    told = [c.claim.factuality for c in claims]
    for one in (Factuality.HAPPENED, Factuality.ONGOING, Factuality.UNKNOWN, Factuality.DENIED):
        if one in told:
            return one.value
    return min(told, key=lambda f: (-told.count(f), f.value)).value


def _refs(refs: Sequence[ActorRef]) -> tuple[ActorRef, ...]:
    """One reference for each distinct actor: by id, else by name; bare words only where no name covers them."""
    kept: dict[str, ActorRef] = {}
    for ref in sorted(refs, key=lambda r: (r.actor_id is None, -len(r.text), r.text)):
        known = next((k for k, other in kept.items() if _is_one(ref, other)), None)
        if known is None:
            kept[ref.actor_id or " ".join(ref.text.casefold().split())] = ref
    return tuple(kept[key] for key in sorted(kept))


def _is_one(one: ActorRef, other: ActorRef) -> bool:
    if one.actor_id and other.actor_id:
        return one.actor_id == other.actor_id
    alike = " ".join(stems(one.text)) == " ".join(stems(other.text))
    return alike or shared(party_of((one,)), party_of((other,))) == 1


def _agreement(voices: int, values: Sequence[int], contradictions: Sequence[Contradiction]) -> Agreement:
    if contradictions:
        return Agreement.CONFLICT
    if voices < 2:
        return Agreement.SINGLE
    return Agreement.PARTIAL if any(n > 1 for n in values) else Agreement.AGREE
