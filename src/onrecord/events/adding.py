"""What the claims of one happening add up to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from onrecord.events.accounts import accounts_of, contradictions_of
from onrecord.events.facets import party_of, shared, stems
from onrecord.events.settled import event_type_of, occurred_of, place_of
from onrecord.events.tolls import quantities_of
from onrecord.model.claims import Factuality
from onrecord.model.events import Account, Agreement, Contradiction, Event
from onrecord.model.ids import ClaimId, event_id
from onrecord.model.resolved import ActorRef, ResolvedClaim
from onrecord.publishers.voices import carriers, count, roots_of


def event_of(claims: Sequence[ResolvedClaim]) -> Event:
    """What the claims of one happening add up to."""
    roots = {claim.claim.id: root.key for claim, root in zip(claims, roots_of(claims), strict=True)}
    accounts = tuple((field, _weighed(values, roots)) for field, values in accounts_of(claims))
    contradictions = tuple(
        replace(found, accounts=_weighed(found.accounts, roots)) for found in contradictions_of(claims, accounts)
    )
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
        publishers=carriers(claims),
        independent_voices=voices,
        independence=steps,
        accounts=accounts,
        contradictions=contradictions,
        agreement=_agreement(voices, [len(values) for _, values in accounts], contradictions),
    )


def _weighed(accounts: Iterable[Account], roots: Mapping[ClaimId, str]) -> tuple[Account, ...]:
    """The accounts, each with how many independent voices give it."""
    return tuple(replace(one, independent_voices=len({roots[claim] for claim in one.claims})) for one in accounts)


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
