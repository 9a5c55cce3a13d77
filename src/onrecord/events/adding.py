"""What the claims of one happening add up to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from onrecord.events.accounts import accounts_of, contradictions_of
from onrecord.events.denials import asserted, denies
from onrecord.events.facets import party_of, shared, stems
from onrecord.events.rows import words_for
from onrecord.events.settled import event_type_of, occurred_of, place_of
from onrecord.events.tolls import quantities_of
from onrecord.model.claims import Factuality
from onrecord.model.events import Account, Agreement, Contradiction, Event, rows_of
from onrecord.model.ids import ClaimId, event_id
from onrecord.model.resolved import ActorRef, ResolvedClaim
from onrecord.publishers.voices import carriers, count, roots_of


def event_of(claims: Sequence[ResolvedClaim]) -> Event:
    """What the claims of one happening add up to."""
    roots = {claim.claim.id: root.key for claim, root in zip(claims, roots_of(claims), strict=True)}
    accounts = tuple((field, _weighed(field, values, claims, roots)) for field, values in accounts_of(claims))
    contradictions = tuple(
        replace(found, accounts=_weighed(found.field, found.accounts, claims, roots))
        for found in contradictions_of(claims, accounts)
    )
    voices, steps = count(claims)
    told = asserted(claims, "act")
    occurred, precision = occurred_of(told) if any(c.claim.occurred for c in told) else occurred_of(claims)
    return Event(
        id=event_id(c.claim.id for c in claims),
        event_type=event_type_of(told),
        mode=_ordered(m for c in told for m in c.claim.mode),
        contexts=_ordered(x for c in claims for x in c.claim.contexts),
        factuality=_factuality(claims),
        actors=_parties([r for c in asserted(claims, "actors") for r in c.actors], dict(accounts).get("actors", ())),
        recipients=_parties([r for c in told for r in c.recipients], dict(accounts).get("recipients", ())),
        # What is denied is found where and when it is denied, if nobody tells it otherwise.
        place=place_of(told if any(c.place for c in told) else claims),
        occurred=occurred,
        precision=precision,
        quantities=quantities_of(told),
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


def _weighed(
    field: str, accounts: Sequence[Account], claims: Iterable[ResolvedClaim], roots: Mapping[ClaimId, str]
) -> tuple[Account, ...]:
    """The accounts, each with how many independent voices give it; who denies it is none."""
    given = {c.claim.id: roots[c.claim.id] for c in claims if not denies(c, field)}

    def voices(some: Iterable[Account]) -> int:
        return len({given[claim] for one in some for claim in one.claims if claim in given})

    rows = {account: row for row in rows_of(accounts) for account in row.accounts}
    return tuple(
        replace(one, independent_voices=voices([one]), voices_together=voices(rows[one].accounts)) for one in accounts
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


def _parties(refs: Sequence[ActorRef], accounts: Sequence[Account]) -> tuple[ActorRef, ...]:
    """Those of one side as an editor lists them: of accounts that agree only the most exact that somebody asserts."""
    told: dict[str, list[ActorRef]] = {}
    for ref in refs:
        told.setdefault(words_for(ref), []).append(ref)
    named = (next((told[a.value] for a in row.accounts if a.value in told), []) for row in rows_of(accounts))
    return _refs([ref for some in named for ref in some])


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
