"""Values neither the same nor against one another: a branch and its body, a town and its province, a later count.

Says so beside the value, so that who reads the accounts need not know it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from onrecord.events.camps import is_boast
from onrecord.events.facets import party_of, shared
from onrecord.events.rows import PEOPLE, sites_of, words_for
from onrecord.model.events import COUNTED_IN, LATER_COUNT, NAMES_NOBODY, SITE, Account, rows_of
from onrecord.model.ids import ClaimId
from onrecord.model.mentions import QuantityKind
from onrecord.model.resolved import ActorRef, PlaceRef, ResolvedClaim
from onrecord.publishers.voices import roots_of, voice_of

# "Two of the militants", "eight wounded soldiers had died": some of those who were counted.
_PART = re.compile(r"[\w-]+ of (?:the|them|these|those)\b", re.I)
_AMONG = re.compile(r"\b(?:among (?:them|whom|the (?:dead|victims|wounded))|including|of (?:them|whom))[\s,:]*$", re.I)
_OF_THEM = re.compile(r"\s+of (?:the|them|these|those|whom)\b", re.I)
_HURT = re.compile(r"\b(?:wounded|injured)\b", re.I)
_WITHDRAWN = "no longer on its page, which now says otherwise"


def with_notes(field: str, accounts: Sequence[Account], claims: Sequence[ResolvedClaim]) -> tuple[Account, ...]:
    """The accounts of a field, each with how it goes with the others."""
    found = _noted_as_withdrawn(accounts, claims)
    within: Mapping[str, str] = {}
    if len(accounts) > 1 and field == "place":
        within = _places_within(claims)
    elif len(accounts) > 1 and field in PEOPLE:
        within = {**_set_apart(field, claims), **_actors_within(claims)}
    return tuple(
        replace(account, note=within[account.value]) if account.value in within and not account.note else account
        for account in found
    )


def _set_apart(field: str, claims: Sequence[ResolvedClaim]) -> dict[str, str]:
    """For each value what it is, where it is another kind of answer than the others: no name, a site."""
    refs = {words_for(r): r for c in claims for r in (c.actors if field == "actors" else c.recipients)}
    if field == "recipients":
        apart = dict.fromkeys(sites_of(claims, field), SITE)
    else:
        parties = {value: party_of((ref,)) for value, ref in refs.items()}
        named = [value for value, party in parties.items() if party.is_known or party.names or party.nations]
        apart = dict.fromkeys(refs.keys() - set(named), NAMES_NOBODY)
    return apart if len(apart) < len(refs) else {}


def _actors_within(claims: Iterable[ResolvedClaim]) -> dict[str, str]:
    """For each name the wider bodies among the others that it is part of, in words."""
    refs: dict[str, ActorRef] = {}
    for claim in claims:
        refs.update((words_for(ref), ref) for ref in (*claim.actors, *claim.recipients))
    found = {}
    for label, ref in refs.items():
        mine = party_of((ref,))
        wide = [
            name
            for name, other in sorted(refs.items())
            if other.actor_id and other.actor_id != ref.actor_id and other.actor_id in mine.wide
            if shared(mine, party_of((other,)))
        ]
        if wide:
            found[label] = f"part of {' and '.join(wide)}"
    return found


def _places_within(claims: Iterable[ResolvedClaim]) -> dict[str, str]:
    """For each place the wider places among the others that it lies in, in words."""
    places: dict[str, PlaceRef] = {c.place.label: c.place for c in claims if c.place}
    found = {}
    for label, place in places.items():
        around = [name for name, other in sorted(places.items()) if other.place_id and other.place_id in place.parents]
        if around:
            found[label] = f"in {' and '.join(around)}"
    return found


@dataclass(frozen=True, slots=True)
class Tellings:
    """The claims of an event by id, and whose word each is in the end."""

    by_id: Mapping[ClaimId, ResolvedClaim]
    voice: Mapping[ClaimId, str]

    @classmethod
    def of(cls, claims: Sequence[ResolvedClaim]) -> Tellings:
        """Those of these claims."""
        voices = {c.claim.id: root.key for c, root in zip(claims, roots_of(claims), strict=True)}
        return cls({c.claim.id: c for c in claims}, voices)

    def voices(self, account: Account) -> set[str]:
        """Whose word an account is."""
        return {self.voice[claim] for claim in account.claims}


def with_counts(field: str, accounts: Sequence[Account], claims: Sequence[ResolvedClaim]) -> tuple[Account, ...]:
    """The accounts of a number, later counts and parts of a count noted as such."""
    told_by = Tellings.of(claims)
    rows = [replace(row.first, claims=row.claims) for row in rows_of(accounts)]
    found = []
    for account in _noted_as_withdrawn(accounts, claims):
        before = [
            other.value
            for other in rows
            if other.low is not None and account.low is not None and other.low < account.low
            if account.value != other.value and account.agrees_with != other.value
            if is_later_count(other, account, told_by)
        ]
        after = [other.value for other in accounts if corrects(other, account, told_by)]
        told = f"{LATER_COUNT} {' and '.join(before)}" if before else None
        died_later = field == QuantityKind.KILLED.value and _HURT.search(account.value)
        if len(accounts) > 1 and (died_later or is_part(account, told_by)):
            told = COUNTED_IN
        note = account.note or (f"corrected to {', '.join(after)} by the same voice" if after else told)
        found.append(replace(account, note=note))
    return tuple(found)


def _noted_as_withdrawn(accounts: Iterable[Account], claims: Sequence[ResolvedClaim]) -> list[Account]:
    gone = {c.claim.id for c in claims if is_withdrawn(c, claims)}
    return [replace(a, note=_WITHDRAWN) if gone.issuperset(a.claims) else a for a in accounts]


def is_withdrawn(claim: ResolvedClaim, claims: Iterable[ResolvedClaim]) -> bool:
    """True where a later version of the page no longer has the words, and tells the same happening in others."""
    url, capture = claim.article.capture_url, claim.article.capture_id
    if claim.gone is None or url is None:
        return False
    return any(c.gone is None and c.article.capture_url == url and c.article.capture_id != capture for c in claims)


def takes_back(denial: ResolvedClaim, told: ResolvedClaim) -> bool:
    """True where the same voice denies later what it told itself."""
    one, other = voice_of(denial), voice_of(told)
    before, after = _published(told), _published(denial)
    if (one.name, one.kind) != (other.name, other.kind) or before is None or after is None:
        return False
    return before < after


def is_part(account: Account, told: Tellings) -> bool:
    """True for some of those who were counted: "two of them", "eleven people, *among them four women*"."""
    return _PART.match(account.value) is not None or all(_tells_part(told.by_id[i], account) for i in account.claims)


def _tells_part(claim: ResolvedClaim, account: Account) -> bool:
    for piece in claim.evidence:
        for quantity in claim.claim.quantities:
            if quantity.low != account.low or not quantity.span.within(piece.span):
                continue
            at, end = quantity.span.start - piece.span.start, quantity.span.end - piece.span.start
            if _AMONG.search(piece.text[:at]) or _OF_THEM.match(piece.text[end:]):
                return True
    return False


def is_later_count(one: Account, other: Account, told: Tellings) -> bool:
    """True where the higher of two numbers was told on later days than the lower: a toll that grows."""
    low, high = (one, other) if (one.low or 0) <= (other.low or 0) else (other, one)
    if any(is_boast(told.by_id[i]) for i in (*low.claims, *high.claims)):
        return False  # what an attacker boasts of is no later count
    # Who gives both tells what was counted first, and that it has grown.
    early = [_told_on(told.by_id[i], told.by_id.values()) for i in low.claims if i not in high.claims]
    late = [_told_on(told.by_id[i], told.by_id.values()) for i in high.claims]
    if not early or None in early or None in late:
        return False
    return max(str(d) for d in early) < min(str(d) for d in late)


def corrects(later: Account, earlier: Account, told: Tellings) -> bool:
    """True where all who gave the one number gave another, lower one on later days: a count taken back."""
    if later.high is None or earlier.low is None or later.high >= earlier.low:
        return False
    last = _last_told(later, told)
    return all(voice in last and bool(day) and day < last[voice] for voice, day in _last_told(earlier, told).items())


def _last_told(account: Account, told: Tellings) -> dict[str, str]:
    """The last day on which each voice gave the account; "" where that is not told."""
    found: dict[str, str] = {}
    for claim in account.claims:
        voice = told.voice[claim]
        found[voice] = max(found.get(voice, ""), _published(told.by_id[claim]) or "")
    return found


def _told_on(claim: ResolvedClaim, claims: Iterable[ResolvedClaim]) -> str | None:
    """The day on which the article came out, of an undated copy the day of the text that it copies."""
    group = claim.article.copy_group
    copied = (_published(c) for c in claims if group and c.article.copy_group == group)
    return _published(claim) or min((day for day in copied if day), default=None)


def _published(claim: ResolvedClaim) -> str | None:
    interval = claim.article.published.interval
    return None if interval is None or interval.start is None else str(interval.start)
