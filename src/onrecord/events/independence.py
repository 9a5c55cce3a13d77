"""Whose word an account rests on, and how many independent voices stand behind an event."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from onrecord.model.articles import PublisherRef
from onrecord.model.claims import VoiceKind
from onrecord.model.events import AccountVoice
from onrecord.model.ids import ClaimId
from onrecord.model.resolved import ResolvedClaim
from onrecord.publishers import Publishers


def voice_of(claim: ResolvedClaim, parties: frozenset[str] = frozenset()) -> AccountVoice:
    """The end of the claim's chain: a speaker, else the wire it is credited to, else the publisher.

    `parties` are ids and folded names of those who act in the event; a voice among them is marked as a party.
    """
    publisher = _publisher_name(claim)
    if not claim.chain:
        return AccountVoice(name=publisher or "unnamed publisher", kind=VoiceKind.PUBLISHER.value, publisher=publisher)
    last = claim.chain[-1]
    return AccountVoice(
        name=last.label,
        kind=last.kind.value,
        publisher=publisher,
        is_party=bool({last.actor_id or "", last.label.casefold()} & parties),
    )


@dataclass(frozen=True, slots=True)
class Root:
    """Where an account comes from: what counts as one voice, under which name, and how it was come by, in words."""

    key: str
    name: str
    steps: tuple[str, ...] = ()


def count(claims: Sequence[ResolvedClaim]) -> tuple[int, tuple[str, ...]]:
    """The number of independent voices, and the steps that led to it in words.

    Copies of one text count once, a wire counts once however many carry it, a speaker once however many quote, papers
    of one owner once, and what one house tells in several articles once.
    """
    roots = roots_of(claims)
    members: dict[str, list[ResolvedClaim]] = defaultdict(list)
    for claim in sorted(claims, key=lambda c: c.claim.id):
        members[roots[claim.claim.id].key].append(claim)
    steps = sorted(_step([roots[c.claim.id] for c in some], some) for some in members.values())
    return len(members), tuple(steps)


def roots_of(claims: Iterable[ResolvedClaim]) -> dict[ClaimId, Root]:
    """For each claim of one event whose word it is in the end."""
    held = list(claims)
    carriers: dict[str, set[str]] = defaultdict(set)
    for claim in held:
        if claim.article.copy_group and not claim.is_added:
            carriers[claim.article.copy_group].add(_house(claim).key)
    return {claim.claim.id: _root(claim, carriers) for claim in held}


def _root(claim: ResolvedClaim, carriers: Mapping[str, set[str]]) -> Root:
    own = [v for v in claim.chain if v.kind in (VoiceKind.SPEAKER, VoiceKind.ANONYMOUS)]
    if not own:
        return _carrier(claim, carriers)
    last = own[-1].label
    handed = (f"{' told by '.join(v.label for v in reversed(own))}",) if len(own) > 1 else ()
    if own[-1].kind is VoiceKind.ANONYMOUS:
        carrier = _carrier(claim, carriers)
        return Root(f"unnamed source of {carrier.key}", f"unnamed source of {carrier.name}", (*carrier.steps, *handed))
    register = Publishers.shipped()
    if register.by_name(last) and not register.is_ambiguous(last):
        house = _house_named(last, PublisherRef(name=last))
        return Root(house.key, f"publisher {last}", (*house.steps, *handed))
    return Root(_folded(last), f"speaker {last}", handed)


def _carrier(claim: ResolvedClaim, carriers: Mapping[str, set[str]]) -> Root:
    """The wire that a claim is credited to, the text that several houses carry, else the house that put it out."""
    credited = claim.article.credited_to
    wires = [v for v in claim.chain if v.kind is VoiceKind.WIRE]
    if credited or wires:
        name = credited.name if credited else wires[-1].label
        house = _house_named(name, credited or PublisherRef(name=name))
        shared = any(v.basis for v in wires) and not credited
        return Root(house.key, f"wire {name}", (*house.steps, *(("by passages shared with it",) if shared else ())))
    house, group = _house(claim), claim.article.copy_group
    if group and not claim.is_added and len(carriers[group]) > 1:
        own = claim.article.is_original and claim.article.publisher
        if own:
            return Root(house.key, f"wire {own.name}", (*house.steps, "others copied its text"))
        return Root(f"text {group}", f"text {group}", ("one text in several publications",))
    return house


def _house(claim: ResolvedClaim) -> Root:
    """Who put out a claim's article."""
    publisher = claim.article.publisher
    if publisher is None:
        return Root(f"page {_page(claim)}", f"unnamed publisher of {_title(claim)}")
    return _house_named(publisher.name, publisher)


def _house_named(name: str, ref: PublisherRef) -> Root:
    """A publisher, or the owner whose house it is of."""
    register = Publishers.shipped()
    known = register.by_key(ref.key) if ref.key else None
    known = known or (register.by_domain(ref.domain) if ref.domain else None) or register.by_name(name)
    if known is not None and known.owner:
        return Root(_folded(known.owner), f"publisher {name}", (f"{known.name} belongs to {known.owner}",))
    return Root(_folded(known.name if known else name), f"publisher {name}")


def _folded(name: str) -> str:
    return " ".join(name.casefold().split()).removeprefix("the ")


def publishers(claims: Iterable[ResolvedClaim]) -> int:
    """The number of publishers that carry the claims; one not known by name counts as its page."""
    return len({_publisher_name(c) or _page(c) for c in claims})


def _page(claim: ResolvedClaim) -> str:
    return claim.article.capture_sha256 or claim.article.article_id


def _publisher_name(claim: ResolvedClaim) -> str | None:
    return claim.article.publisher.name if claim.article.publisher else None


def _title(claim: ResolvedClaim) -> str:
    return f"“{claim.article.title}” ({_page(claim)[:8]})" if claim.article.title else _page(claim)[:14]


def _step(roots: Sequence[Root], members: Sequence[ResolvedClaim]) -> str:
    carried = sorted({_publisher_name(m) or "an unnamed publisher" for m in members})
    names = " and ".join(sorted({root.name for root in roots}))
    why = sorted({step for root in roots for step in root.steps})
    return "; ".join([f"{names}: one voice, carried by {', '.join(carried)}", *why])
