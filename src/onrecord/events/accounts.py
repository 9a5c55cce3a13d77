"""What the claims of one event say, field by field, and where what they say excludes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import combinations

from onrecord.events.agreeing import (
    Tellings,
    corrects,
    is_later_count,
    is_withdrawn,
    takes_back,
    with_counts,
    with_notes,
)
from onrecord.events.camps import rival_camps
from onrecord.events.denials import asserted, denier_of, denies
from onrecord.events.facets import listed
from onrecord.events.rows import ARMED, says_who, with_rows, words_for
from onrecord.events.settled import rival_days, rival_places
from onrecord.model.claims import Factuality
from onrecord.model.events import COUNTED_IN, Account, Contradiction
from onrecord.model.ids import ClaimId
from onrecord.model.mentions import MentionKind, Quantity, QuantityKind
from onrecord.model.resolved import ActorRef, ResolvedClaim
from onrecord.publishers.voices import voice_of

Accounts = tuple[tuple[str, tuple[Account, ...]], ...]
_TOLLS = (QuantityKind.KILLED, QuantityKind.INJURED, QuantityKind.DETAINED, QuantityKind.MISSING)
_NAMED = (MentionKind.PERSON, MentionKind.STATE, MentionKind.ORGANISATION, MentionKind.ARMED_GROUP)
_DONE = (Factuality.HAPPENED, Factuality.ONGOING)


def parties_of(claims: Iterable[ResolvedClaim]) -> frozenset[str]:
    """Ids and folded names of everyone who acts or is acted on, for marking voices that are parties."""
    refs = [ref for claim in claims for ref in (*claim.actors, *claim.recipients)]
    return frozenset(key for ref in refs for key in (ref.actor_id or "", ref.label.casefold()) if key)


def accounts_of(claims: Sequence[ResolvedClaim]) -> Accounts:
    """Per field the distinct values, each with the claims that give it and whose word they are."""
    parties = parties_of(claims)
    fields: list[tuple[str, tuple[Account, ...]]] = []
    dated = [c for c in claims if c.claim.occurred and c.claim.occurred.interval]
    for name, values in _FIELDS:
        # "Tuesday", of a week that cannot be told, adds nothing beside a date.
        found = _grouped(dated if name == "occurred" and dated else claims, values, parties, name)
        if found:
            fields.append((name, with_rows(name, with_notes(name, found, claims), claims)))
    for kind in QuantityKind:
        found = _counted(claims, kind, parties)
        if found:
            fields.append((kind.value, with_counts(kind.value, with_rows(kind.value, found, claims), claims)))
    return tuple(fields)


def _grouped(
    claims: Sequence[ResolvedClaim],
    values: Callable[[ResolvedClaim], Iterable[str]],
    parties: frozenset[str],
    field: str,
) -> tuple[Account, ...]:
    groups: dict[str, list[ResolvedClaim]] = {}
    for claim in claims:
        for value in values(claim):
            groups.setdefault(value, []).append(claim)
    return tuple(_account(value, members, parties, field) for value, members in sorted(groups.items()))


def _account(
    value: str,
    claims: Sequence[ResolvedClaim],
    parties: frozenset[str],
    field: str,
    low: float | None = None,
    high: float | None = None,
) -> Account:
    denying = [c for c in claims if denies(c, field)]
    return Account(
        value=value,
        claims=tuple(c.claim.id for c in claims),
        voices=tuple(dict.fromkeys(voice_of(c, parties) for c in claims if c not in denying)),
        low=low,
        high=high,
        denied_by=tuple(dict.fromkeys(denier_of(c, parties) for c in denying)),
    )


def _counted(claims: Sequence[ResolvedClaim], kind: QuantityKind, parties: frozenset[str]) -> tuple[Account, ...]:
    groups: dict[tuple[str, float | None, float | None], list[ResolvedClaim]] = {}
    for claim in claims:
        for quantity in claim.claim.quantities:
            if quantity.kind is kind:
                groups.setdefault((_amount(quantity), quantity.low, quantity.high), []).append(claim)
    ordered = sorted(groups.items(), key=lambda item: (item[0][1] or 0.0, item[0][0]))
    return tuple(_account(value, members, parties, kind.value, low, high) for (value, low, high), members in ordered)


def _amount(quantity: Quantity) -> str:
    who = f" ({quantity.who})" if quantity.who and quantity.who.casefold() not in quantity.text.casefold() else ""
    return f"{quantity.text}{who}"


def _who_did_it(claim: ResolvedClaim) -> Iterable[str]:
    return _called(claim.actors)


def _to_whom(claim: ResolvedClaim) -> Iterable[str]:
    return _called(claim.recipients)


def _called(refs: Iterable[ActorRef]) -> Iterable[str]:
    """What each is called; "others" beside somebody described are no further party."""
    return dict.fromkeys(words_for(ref) for ref in refs if says_who(ref))


def _where(claim: ResolvedClaim) -> Iterable[str]:
    return (claim.place.label,) if claim.place else ()


def _when(claim: ResolvedClaim) -> Iterable[str]:
    occurred = claim.claim.occurred
    if occurred is None:
        return ()
    days = occurred.interval
    if days is None or days.start is None or days.end is None:
        return (f"“{occurred.text}”",)
    return (str(days.start) if days.days == 1 else f"{days.start} to {days.end} (“{occurred.text}”)",)


def _what(claim: ResolvedClaim) -> Iterable[str]:
    modes = ", ".join(claim.claim.mode)
    return (f"{claim.claim.event_type.value} {modes}".strip(),)


def _whether(claim: ResolvedClaim) -> Iterable[str]:
    return (claim.claim.factuality.value,)


_FIELDS: tuple[tuple[str, Callable[[ResolvedClaim], Iterable[str]]], ...] = (
    ("actors", _who_did_it),
    ("recipients", _to_whom),
    ("place", _where),
    ("occurred", _when),
    ("act", _what),
    ("factuality", _whether),
)


def contradictions_of(claims: Sequence[ResolvedClaim], accounts: Accounts) -> tuple[Contradiction, ...]:
    """The fields on which accounts exclude one another, each with the reason."""
    standing = [c for c in claims if not is_withdrawn(c, claims)]
    if not standing:
        return ()
    told = asserted(standing, "act")
    left = {name: _of(told, values) for name, values in accounts}
    apart = (_rival_days(told), _rival_places(told))
    tolls = (_rival_tolls(standing, left, kind) for kind in _TOLLS)
    found = (_rival_actors(standing), *apart, _denial(standing), *tolls)
    return tuple(c for c in found if c is not None)


def _of(claims: Sequence[ResolvedClaim], accounts: Iterable[Account]) -> tuple[Account, ...]:
    """The accounts as these claims alone give them."""
    ids = {c.claim.id for c in claims}
    kept = (replace(a, claims=tuple(i for i in a.claims if i in ids)) for a in accounts)
    return tuple(a for a in kept if a.claims)


def _rival_days(claims: Sequence[ResolvedClaim]) -> Contradiction | None:
    return _rivals(claims, rival_days(claims), "occurred", _when, "the days exclude one another")


def _rival_places(claims: Sequence[ResolvedClaim]) -> Contradiction | None:
    return _rivals(claims, rival_places(claims), "place", _where, "the places exclude one another")


def _rivals(
    claims: Sequence[ResolvedClaim],
    apart: frozenset[ClaimId],
    field: str,
    values: Callable[[ResolvedClaim], Iterable[str]],
    reason: str,
) -> Contradiction | None:
    if not apart:
        return None
    accounts = _grouped([c for c in claims if c.claim.id in apart], values, parties_of(claims), field)
    return Contradiction(field=field, accounts=accounts, reason=reason)


def _rival_actors(claims: Sequence[ResolvedClaim]) -> Contradiction | None:
    camps, reason = rival_camps(claims)
    if len(camps) < 2:
        return None
    parties = parties_of(claims)
    accounts = tuple(_account(camp.name, camp.claims, parties, "actors") for camp in camps)
    return Contradiction(field="actors", accounts=tuple(sorted(accounts, key=lambda a: a.value)), reason=reason)


def _denial(claims: Sequence[ResolvedClaim]) -> Contradiction | None:
    denied = [c for c in claims if c.claim.factuality is Factuality.DENIED]
    told = [c for c in claims if c.claim.factuality in (*_DONE, Factuality.UNKNOWN)]
    told = [c for c in told if not any(takes_back(other, c) for other in denied)]
    if not denied or not told:
        return None
    parties = parties_of(claims)
    both = _grouped([*told, *denied], lambda c: ("denied",) if c in denied else ("told",), parties, "factuality")
    return Contradiction(field="factuality", accounts=both, reason="told by some, denied by others")


def _rival_tolls(
    claims: Sequence[ResolvedClaim], accounts: dict[str, tuple[Account, ...]], kind: QuantityKind
) -> Contradiction | None:
    """Numbers that exclude one another, told on the same days; a number that grows with later telling is an update."""
    by_id = {c.claim.id: c for c in claims}
    by_voice = Tellings.of(claims)
    rivals: dict[Account, None] = {}
    told = [a for a in accounts.get(kind.value, ()) if a.note != COUNTED_IN]
    standing = [a for a in told if not any(corrects(other, a, by_voice) for other in told)]
    for one, other in combinations(standing, 2):
        if by_voice.voices(one) == by_voice.voices(other) or not _exclude(one, other):
            continue  # the same voices, who have counted again
        if _same_count(one, other, by_id, kind) and not is_later_count(one, other, by_voice):
            rivals |= {one: None, other: None}
    if not rivals:
        return None
    return Contradiction(field=kind.value, accounts=tuple(rivals), reason="the numbers exclude one another")


def _exclude(one: Account, other: Account) -> bool:
    low, high = (one, other) if (one.low or 0) <= (other.low or 0) else (other, one)
    return low.high is not None and high.low is not None and low.high < high.low


def _same_count(one: Account, other: Account, by_id: Mapping[ClaimId, ResolvedClaim], kind: QuantityKind) -> bool:
    """False where the two count different people: "two guards" beside "six villagers"."""
    mine, theirs = (_counted_heads(a, by_id, kind) for a in (one, other))
    return not mine or not theirs or bool(mine & theirs)


def _counted_heads(account: Account, by_id: Mapping[ClaimId, ResolvedClaim], kind: QuantityKind) -> set[str]:
    """Whom the account counts: "soldiers" and "troopers" are the same kind of people."""
    quantities = [q for i in account.claims for q in by_id[i].claim.quantities if q.kind is kind]
    heads = {q.who.casefold().split()[-1] for q in quantities if q.who and q.low == account.low}
    kinds = {head: next((name for name in ARMED if head in listed(name)), head) for head in heads}
    return set(kinds.values()) - {"people", "persons", "others", "dead", "casualties", "killed"}
