"""Choosing one value where accounts differ: named policies over kept accounts, never applied unasked.

A policy that cannot choose says so: a tie is no choice. The accounts stay as they are whatever is chosen.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from onrecord.analysis.latent_truth import Believed, Saying, believe
from onrecord.analysis.naming import Policy
from onrecord.model.claims import Factuality, Stance
from onrecord.model.events import COUNTED_IN, Account, Event
from onrecord.model.ids import ClaimId
from onrecord.model.resolved import ResolvedClaim

# Sectors that speak for a state.
_AUTHORITIES = frozenset({"GOV", "MIL", "COP", "JUD", "SPY", "LEG"})
# Fields whose values do not exclude one another merely by being several: no choice is wanted there.
MANY = frozenset({"recipients"})


WORDS: Mapping[Policy, str] = {
    Policy.RANGE: "no value is chosen",
    Policy.MOST_VOICES: "the value that most independent voices give",
    Policy.CONSERVATIVE: "the lowest number; of other fields the value only where all agree",
    Policy.HIGHEST: "the highest number",
    Policy.LATEST: "the value that was published last",
    Policy.ATTACKERS: "the value on the word of a side that acts in the event",
    Policy.AUTHORITIES: "the value on the word of a state's body",
    Policy.PROBABLE: "the most probable value, by how reliable and how dependent sources prove over the whole record",
}


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a policy makes of one field: the account chosen, None where it chooses none, and why in words."""

    field: str
    account: Account | None
    reason: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """What policies look at besides the accounts: the event's claims, the sectors of actors, and what the whole record
    makes probable (only PROBABLE asks for it)."""

    claims: Mapping[ClaimId, ResolvedClaim]
    sectors: Mapping[str, str]
    believed: Believed | None = None


def choose(event: Event, policy: Policy, evidence: Evidence) -> tuple[Chosen, ...]:
    """What the policy makes of every field of the event on which accounts differ."""
    chosen = []
    for field, told in event.accounts:
        accounts = [account for account in told if _stands(account)]
        if len(accounts) > 1 and field not in MANY and policy is not Policy.RANGE:
            account, reason = _CHOICES[policy](_Case(event, field, accounts, evidence))
            chosen.append(Chosen(field, account, reason))
    return tuple(chosen)


def _stands(account: Account) -> bool:
    """False for what is only denied, and for a number of some of those whom another account counts."""
    return bool(account.voices or not account.denied_by) and account.note != COUNTED_IN


@dataclass(frozen=True, slots=True)
class _Case:
    event: Event
    field: str
    accounts: Sequence[Account]
    evidence: Evidence

    def claims(self, account: Account) -> list[ResolvedClaim]:
        """The claims that give the account; who denies it does not."""
        told = [self.evidence.claims[claim] for claim in account.claims if claim in self.evidence.claims]
        if not account.denied_by:
            return told
        return [c for c in told if c.claim.factuality is not Factuality.DENIED and c.claim.stance is not Stance.DENIES]


_Choice = tuple[Account | None, str]


def _only(accounts: Iterable[Account], reason: str, none: str) -> _Choice:
    """The account where there is exactly one."""
    found = list(accounts)
    if len(found) == 1:
        return found[0], reason
    return None, none if not found else f"{len(found)} values stand alike"


def _most_voices(case: _Case) -> _Choice:
    counts = [account.independent_voices for account in case.accounts]
    best = max(counts)
    first = [account for account, count in zip(case.accounts, counts, strict=True) if count == best]
    return _only(first, f"{best} independent voices give it", "nobody gives a value")


def _conservative(case: _Case) -> _Choice:
    numbered = [account for account in case.accounts if account.low is not None]
    if not numbered:
        return None, "the accounts differ"
    least = min(account.low or 0 for account in numbered)
    return _only((a for a in numbered if a.low == least), "the lowest number told", "no number is told")


def _highest(case: _Case) -> _Choice:
    numbered = [account for account in case.accounts if account.high is not None]
    if not numbered:
        return None, "no number is told"
    most = max(account.high or 0 for account in numbered)
    return _only((a for a in numbered if a.high == most), "the highest number told", "no number is told")


def _latest(case: _Case) -> _Choice:
    days = [max((_day(claim) for claim in case.claims(account)), default="") for account in case.accounts]
    last = max(days)
    if not last:
        return None, "no account is dated"
    newest = (account for account, day in zip(case.accounts, days, strict=True) if day == last)
    return _only(newest, f"published last, on {last}", "no account is dated")


def _day(claim: ResolvedClaim) -> str:
    interval = claim.article.published.interval
    return str(interval.start) if interval and interval.start else ""


def _attackers(case: _Case) -> _Choice:
    sides = {ref.actor_id for ref in case.event.actors if ref.actor_id}
    own = (a for a in case.accounts if any(c.chain and c.chain[-1].actor_id in sides for c in case.claims(a)))
    return _only(own, "on the word of a side that acts", "no side that acts gives a value")


def _authorities(case: _Case) -> _Choice:
    def speaks_for_a_state(claim: ResolvedClaim) -> bool:
        speaker = claim.chain[-1].actor_id if claim.chain else None
        return case.evidence.sectors.get(speaker or "") in _AUTHORITIES

    own = (a for a in case.accounts if any(map(speaks_for_a_state, case.claims(a))))
    return _only(own, "on the word of a state's body", "no state's body gives a value")


def _probable(case: _Case) -> _Choice:
    if case.evidence.believed is None:
        return None, "nothing was learned from the record"
    thing = thing_of(case.event, case.field)
    shares = [case.evidence.believed.probability.get((thing, a.value), 0.0) for a in case.accounts]
    best = max(shares)
    first = (account for account, share in zip(case.accounts, shares, strict=True) if share == best)
    return _only(first, f"probability {best:.2f}", "nothing is probable")


_CHOICES: Mapping[Policy, Callable[[_Case], _Choice]] = {
    Policy.MOST_VOICES: _most_voices,
    Policy.CONSERVATIVE: _conservative,
    Policy.HIGHEST: _highest,
    Policy.LATEST: _latest,
    Policy.ATTACKERS: _attackers,
    Policy.AUTHORITIES: _authorities,
    Policy.PROBABLE: _probable,
}


def learn(events: Iterable[Event]) -> Believed:
    """What a record's accounts teach of its sources, and how probable each value is: a voice is a source, a field of an
    event a thing, and its values exclude one another."""
    sayings = [
        Saying(voice.name.casefold(), thing_of(event, field), (account.value,))
        for event in events
        for field, accounts in event.accounts
        if field not in MANY
        for account in accounts
        for voice in account.voices
    ]
    return believe(sayings, single=True)


def thing_of(event: Event, field: str) -> str:
    """The name under which a field of an event stands in what was learned."""
    return f"{event.id} {field}"
