"""Whose word an account rests on, and how many independent voices stand behind an event."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from onrecord.model.claims import VoiceKind
from onrecord.model.events import AccountVoice
from onrecord.model.resolved import ResolvedClaim


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


def count(claims: Sequence[ResolvedClaim]) -> tuple[int, tuple[str, ...]]:
    """The number of independent voices, and the steps that led to it in words.

    Copies of one text count once, a wire counts once however many carry it, a speaker once however many quote.
    """
    roots: dict[str, list[ResolvedClaim]] = {}
    for claim in sorted(claims, key=lambda c: c.claim.id):
        roots.setdefault(root_of(claim), []).append(claim)
    steps = tuple(_step(root, members) for root, members in sorted(roots.items()))
    return len(roots), steps


def publishers(claims: Iterable[ResolvedClaim]) -> int:
    """The number of publishers that carry the claims; one not known by name counts as its page."""
    return len({_publisher_name(c) or _page(c) for c in claims})


def _page(claim: ResolvedClaim) -> str:
    return claim.article.capture_sha256 or claim.article.article_id


def _publisher_name(claim: ResolvedClaim) -> str | None:
    return claim.article.publisher.name if claim.article.publisher else None


def root_of(claim: ResolvedClaim) -> str:
    """What tells one independent voice from another: a speaker, a wire, a text told by several, else the publisher."""
    own = [v for v in claim.chain if v.kind in (VoiceKind.SPEAKER, VoiceKind.ANONYMOUS)]
    if own and own[-1].kind is VoiceKind.SPEAKER:
        return f"speaker {own[-1].label}"
    if own:
        return f"unnamed source of {_carrier(claim)}"
    return _carrier(claim)


def _carrier(claim: ResolvedClaim) -> str:
    wires = [v.label for v in claim.chain if v.kind is VoiceKind.WIRE]
    if claim.article.credited_to or wires:
        return f"wire {claim.article.credited_to.name if claim.article.credited_to else wires[-1]}"
    if claim.article.copy_group and not claim.is_added:
        # What others copied from it stands under its name with them.
        own = _publisher_name(claim) if claim.article.is_original else None
        return f"wire {own}" if own else f"text {claim.article.copy_group}"
    return f"publisher {_publisher_name(claim)}" if claim.article.publisher else f"unnamed publisher of {_title(claim)}"


def _title(claim: ResolvedClaim) -> str:
    return f"“{claim.article.title}” ({_page(claim)[:8]})" if claim.article.title else _page(claim)[:14]


def _step(root: str, members: Sequence[ResolvedClaim]) -> str:
    carried = sorted({_publisher_name(m) or "an unnamed publisher" for m in members})
    return f"{root}: one voice, carried by {', '.join(carried)}"
