"""Which values of a field agree, so that a reader sees them as one: soldiers and an army, a town and its province."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from onrecord.events.facets import listed, party_of, shared, stem, stems
from onrecord.events.tolls import GENERIC, head_of
from onrecord.lexicons import load
from onrecord.model.dates import DateInterval
from onrecord.model.events import Account
from onrecord.model.ids import ActorId
from onrecord.model.mentions import MentionKind
from onrecord.model.resolved import ActorRef, PlaceRef, ResolvedClaim

PEOPLE = ("actors", "recipients")
ARMED = ("soldiers", "policemen", "irregular")
"""The lists of words for armed people, each for one kind of them."""
_STATES = frozenset({"state", "government_body"})
_PRONOUNS = frozenset({"its", "their", "his", "her", "our"})


def words_for(ref: ActorRef) -> str:
    """What a party is called among the accounts: a known actor's name, else the page's words without an article.

    Of a body that is known only as its state's the page's words are kept, which say more: "Mali's army".
    """
    told = ref.text.split()
    if ref.actor_id is None:
        return ref.label
    if ref.kind == "state" and told and told[0].casefold() not in _PRONOUNS and _heads_armed(ref.text):
        bare = " ".join(told[1:] if told[0].casefold() in {"the", "a", "an"} else told)
        return bare if bare[:1].isupper() else ref.label
    return ref.label


def _heads_armed(text: str) -> bool:
    return bool(_bodies(text) or set(text.casefold().split()) & listed("forces"))


def _bodies(text: str) -> frozenset[str]:
    """Which kinds of armed people the words tell of: soldiers, policemen, fighters of no state."""
    words = set(text.casefold().split())
    return frozenset(name for name in ARMED if words & listed(name))


def says_who(ref: ActorRef) -> bool:
    """False for words that describe nobody: "others", "two of the four"."""
    words = set(ref.text.casefold().split()) - listed("nobody")
    counts = load("numbers")["units"]
    return any(not word.isdigit() and word not in counts for word in words)


def is_site(ref: ActorRef) -> bool:
    """True for a building, a spot or a thing that is struck, of which nobody is known: "an army post"."""
    if ref.actor_id is not None:
        return False
    if ref.mention_kind in (MentionKind.QUANTITY, MentionKind.OTHER):
        return _head(ref) in {word.removesuffix("s") for word in listed("sites")}
    return ref.mention_kind in (MentionKind.FACILITY, MentionKind.PLACE)


def _head(ref: ActorRef) -> str:
    """The last word in the singular, as far as its ending tells."""
    return _last_word(ref).removesuffix("s")


def _last_word(ref: ActorRef) -> str:
    """ "" where a correction left no words."""
    return ref.text.casefold().split()[-1] if ref.text.split() else ""


def sites_of(claims: Sequence[ResolvedClaim], field: str) -> frozenset[str]:
    """The values of a field that are sites or things: also a town that the claims tell as the place, and what has the
    noun of another site ("a convoy" beside "an army convoy")."""
    refs = {words_for(r): r for c in claims for r in (c.actors if field == "actors" else c.recipients)}
    towns = {word.casefold() for c in claims if c.place for word in (c.place.text, c.place.label)}
    sites = {v for v, r in refs.items() if is_site(r) or (r.actor_id is None and r.text.casefold() in towns)}
    heads = {_head(refs[value]) for value in sites}
    bare = (value for value, r in refs.items() if r.actor_id is None and not r.is_named and _head(r) in heads)
    return frozenset({*sites, *bare})


def with_rows(field: str, accounts: Sequence[Account], claims: Sequence[ResolvedClaim]) -> tuple[Account, ...]:
    """The accounts, each that agrees with a more exact one with that one's value."""
    if len(accounts) < 2:
        return tuple(accounts)
    rules: Mapping[str, Callable[[Sequence[Account], Sequence[ResolvedClaim]], dict[str, str]]] = {
        "actors": partial(_parties, field="actors"),
        "recipients": partial(_parties, field="recipients"),
        "place": _places,
        "occurred": _days,
        "act": _acts,
        "factuality": lambda accounts, claims: {},
    }
    found = rules.get(field, _numbers)(accounts, claims)
    return tuple(replace(a, agrees_with=_last(a.value, found)) for a in accounts)


def _last(value: str, found: Mapping[str, str]) -> str | None:
    """The end of the chain of values that each agree with the next; None for a value that stands alone."""
    at, seen = value, {value}
    while at in found and found[at] not in seen:
        at = found[at]
        seen.add(at)
    return at if at != value else None


# Parties


@dataclass(frozen=True, slots=True)
class _Told:
    """One value of a party: a reference that gives it, and how many claims do."""

    value: str
    ref: ActorRef
    claims: int
    is_site: bool

    @property
    def head(self) -> str:
        """The last word."""
        return _last_word(self.ref)

    @property
    def bodies(self) -> frozenset[str]:
        """Which kinds of armed people it tells of."""
        found = _bodies(f"{self.ref.text} {self.ref.name or ''}")
        return found or (frozenset({"irregular"}) if self.ref.kind == "armed_group" else frozenset())

    @property
    def is_wide(self) -> bool:
        """True for a state by its bare name, where its army may be told."""
        return self.ref.kind == "state" and self.value == self.ref.label

    @property
    def is_bare(self) -> bool:
        """True for words that name nobody."""
        return self.ref.actor_id is None and not party_of((self.ref,)).names


def _parties(accounts: Sequence[Account], claims: Sequence[ResolvedClaim], *, field: str) -> dict[str, str]:
    told = _told(accounts, claims, field)
    found = {
        one.value: alike.value
        for one in told
        if (alike := next((other for other in told if other is not one and _is_same(one, other, told)), None))
    }
    covers = _is_meant if field == "actors" else _covers
    own = [one for one in told if one.value not in found]
    for one in own:
        within = [other for other in own if other is not one and covers(other, one)]
        finest = [o for o in within if not any(covers(other, o) for other in within)]
        if len(finest) == 1:
            found[one.value] = finest[0].value
    return found


def _told(accounts: Sequence[Account], claims: Sequence[ResolvedClaim], field: str) -> list[_Told]:
    refs: dict[str, ActorRef] = {}
    for claim in claims:
        for ref in claim.actors if field == "actors" else claim.recipients:
            refs.setdefault(words_for(ref), ref)
    sites = sites_of(claims, field)
    return [_Told(a.value, refs[a.value], len(a.claims), a.value in sites) for a in accounts if a.value in refs]


def _is_same(one: _Told, other: _Told, told: Sequence[_Told]) -> bool:
    """True where the two name the same somebody and the other is told more, or first of equals."""
    if one.is_site != other.is_site:
        return False
    known = one.ref.actor_id, other.ref.actor_id
    if all(known):
        same = known[0] == known[1]
    elif one.is_bare or other.is_bare:
        same = one.is_bare and other.is_bare and stems(one.ref.text) == stems(other.ref.text)
    else:
        same = shared(party_of((one.ref,)), party_of((other.ref,))) == 1
    rank = {t.value: (t.ref.actor_id is None, t.is_wide, -t.claims, told.index(t)) for t in (one, other)}
    return same and not _are_apart(one, other) and rank[other.value] < rank[one.value]


def _are_apart(one: _Told, other: _Told) -> bool:
    """True for soldiers and policemen, of one state or none."""
    mine, theirs = one.bodies, other.bodies
    return bool(mine and theirs and not mine & theirs)


def _is_meant(exact: _Told, loose: _Told) -> bool:
    """True for "the attackers", who are whoever is told to have attacked, where that is no name."""
    words = set(loose.ref.text.casefold().split())
    again = loose.is_bare and words <= {"the", *listed("perpetrators")}
    return again and exact.is_bare and not set(exact.ref.text.casefold().split()) & listed("perpetrators")


def _covers(exact: _Told, loose: _Told) -> bool:
    """True where the one tells more exactly whom the other tells: an army its soldiers and its state, guards people."""
    if exact.is_site != loose.is_site or _are_apart(exact, loose):
        return False
    if exact.ref.actor_id and loose.ref.actor_id:
        return _belongs(exact.ref, loose.ref.actor_id)
    if not loose.is_bare:
        return False
    if exact.is_bare:
        mine, theirs = set(stems(exact.ref.text)), set(stems(loose.ref.text))
        general = loose.head in GENERIC and exact.head not in GENERIC and exact.head not in listed("sites")
        return general or (stem(loose.head) == stem(exact.head) and theirs < mine)
    if loose.head in GENERIC:
        return not exact.is_site
    if exact.ref.kind == "armed_group":
        return "irregular" in loose.bodies
    return exact.ref.kind in _STATES and (bool(loose.bodies) or loose.head in listed("forces"))


def _belongs(ref: ActorRef, body: ActorId) -> bool:
    return ref.kind != "state" and body in ref.parents and ref.actor_id != body


# Places, days, acts and numbers


def _places(accounts: Sequence[Account], claims: Sequence[ResolvedClaim]) -> dict[str, str]:
    places: dict[str, PlaceRef] = {c.place.label: c.place for c in claims if c.place}
    values = [a.value for a in accounts if a.value in places]

    def holds(wide: str, fine: str) -> bool:
        return bool(places[wide].place_id) and places[wide].place_id in places[fine].parents

    return _finest(values, holds)


def _days(accounts: Sequence[Account], claims: Sequence[ResolvedClaim]) -> dict[str, str]:
    by_id = {c.claim.id: c.claim.occurred for c in claims}
    told: dict[str, DateInterval] = {}
    for account in accounts:
        occurred = next((by_id[i] for i in account.claims if by_id.get(i)), None)
        if occurred is not None and occurred.interval is not None:
            told[account.value] = occurred.interval
    return _finest(list(told), lambda wide, fine: told[fine] != told[wide] and told[fine].within(told[wide]))


def _acts(accounts: Sequence[Account], _: Sequence[ResolvedClaim]) -> dict[str, str]:
    told = {a.value: set(a.value.replace(",", "").split()) for a in accounts}
    return _finest(list(told), lambda wide, fine: told[wide] < told[fine])


def _finest(values: Sequence[str], holds: Callable[[str, str], bool]) -> dict[str, str]:
    """Each value that holds exactly one of the finest values, with that one."""
    fine = [v for v in values if not any(holds(v, other) for other in values)]
    found = {}
    for value in values:
        inside = [v for v in fine if holds(value, v)]
        if len(inside) == 1:
            found[value] = inside[0]
    return found


def _numbers(accounts: Sequence[Account], claims: Sequence[ResolvedClaim]) -> dict[str, str]:
    found: dict[str, str] = {}
    counted = {a.value: _counted(a, claims) for a in accounts}
    ranked = sorted(accounts, key=lambda a: (not counted[a.value], -len(a.claims), a.value))
    for at, one in enumerate(ranked):
        for other in ranked[:at]:
            heads = counted[one.value], counted[other.value]
            if _is_one_count(one, other) and (not all(heads) or heads[0] & heads[1]) and other.value not in found:
                found[one.value] = other.value
                break
    return found


def _is_one_count(one: Account, other: Account) -> bool:
    """True for "11" and "at least 11": the same least number, and no other highest."""
    return one.low is not None and one.low == other.low and (one.high == other.high or None in (one.high, other.high))


def _counted(account: Account, claims: Iterable[ResolvedClaim]) -> set[str]:
    """The stems of the nouns for those whom an account counts."""
    own = set(account.claims)
    told = [q for c in claims if c.claim.id in own for q in c.claim.quantities]
    return {head for q in told if q.text in account.value and q.low == account.low and (head := head_of(q.who))}
