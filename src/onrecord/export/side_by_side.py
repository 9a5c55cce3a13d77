"""One event's accounts set beside one another: what each voice says on each field, contradicted fields first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from onrecord.export.words import (
    chain_words,
    days,
    field_words,
    listed,
    number_words,
    one_line,
    place_words,
    type_words,
)
from onrecord.model.events import Event
from onrecord.model.ids import ClaimId
from onrecord.model.resolved import ResolvedClaim


@dataclass(frozen=True, slots=True)
class Telling:
    """What one voice tells of an event: its name, its claims, and what they say of each field."""

    voice: str
    claims: tuple[ResolvedClaim, ...]
    says: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class SideBySide:
    """The fields of an event in order and who says what of each. `contradicted` are those that exclude one another."""

    fields: tuple[str, ...]
    contradicted: frozenset[str]
    tellings: tuple[Telling, ...]


def compare(event: Event, claims: Sequence[ResolvedClaim]) -> SideBySide:
    """The tellings of an event, one for each chain of voices, in the order of publication."""
    voices: dict[str, list[ResolvedClaim]] = {}
    for claim in sorted(claims, key=_told_on):
        voices.setdefault(chain_words(claim), []).append(claim)
    fields = [name for name, _ in event.accounts]
    contradicted = frozenset(contradiction.field for contradiction in event.contradictions)
    return SideBySide(
        fields=tuple(sorted(fields, key=lambda name: name not in contradicted)),
        contradicted=contradicted,
        tellings=tuple(_telling(event, voice, told) for voice, told in voices.items()),
    )


def _told_on(claim: ResolvedClaim) -> tuple[str, str]:
    published = claim.article.published.interval
    return str(published.start) if published and published.start else "9999", claim.claim.id


def _telling(event: Event, voice: str, claims: Sequence[ResolvedClaim]) -> Telling:
    own = {claim.claim.id for claim in claims}
    says = {
        name: "; ".join(one_line(account.value) for account in accounts if own & set(account.claims))
        for name, accounts in event.accounts
    }
    return Telling(voice=voice, claims=tuple(claims), says=says)


def facts(event: Event, claims: Mapping[ClaimId, ResolvedClaim]) -> dict[str, str]:
    """What stands at the head of an event: type, who, whom, where, when, numbers, and how many tell it."""
    numbers = [
        " ".join(word for word in (q.kind, number_words(q.low, q.best, q.high), q.unit, q.who and f"({q.who})") if word)
        for q in event.quantities
    ]
    return {
        "what": type_words(event.event_type.value, event.mode),
        "contexts": ", ".join(event.contexts),
        "who": "; ".join(dict.fromkeys(ref.label for ref in event.actors)),
        "to whom": "; ".join(dict.fromkeys(ref.label for ref in event.recipients)),
        "where": place_words(event.place),
        "when": days(event.occurred),
        "numbers": "; ".join(numbers),
        "status": event.factuality,
        "told by": f"{event.publishers} publishers in {event.articles} articles, {len(claims)} claims",
        "independent": f"{event.independent_voices} ({'; '.join(event.independence)})"
        if event.independence
        else str(event.independent_voices),
        "disagree on": listed([f"{field_words(c.field)} ({c.reason})" for c in event.contradictions]),
    }
