"""One event's accounts set beside one another: what each voice says on each field, contradicted fields first."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from onrecord.export.words import (
    as_told,
    carried_words,
    chain_words,
    counted,
    days,
    event_numbers,
    field_words,
    listed,
    named_first,
    one_line,
    place_words,
    those_struck,
    type_words,
)
from onrecord.model.claims import Factuality, VoiceKind
from onrecord.model.events import Account, Event
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
    """The tellings of an event in the order of publication, one for each speaker and text.

    Copies of one text are one telling, under the name of the first.
    """
    voices: dict[tuple[str, str], list[ResolvedClaim]] = {}
    for claim in sorted(claims, key=_told_on):
        voices.setdefault((_speaker(claim), _text(claim)), []).append(claim)
    fields = [name for name, _ in event.accounts]
    contradicted = frozenset(contradiction.field for contradiction in event.contradictions)
    return SideBySide(
        fields=tuple(sorted(fields, key=lambda name: name not in contradicted)),
        contradicted=contradicted,
        tellings=tuple(_telling(event, told) for told in voices.values()),
    )


def _speaker(claim: ResolvedClaim) -> str:
    """Whose word the claim is in the end; "" for the publisher's own."""
    speakers = [v for v in claim.chain if v.kind not in (VoiceKind.PUBLISHER, VoiceKind.WIRE)]
    return (speakers[-1].actor_id or speakers[-1].label.casefold()) if speakers else ""


def _text(claim: ResolvedClaim) -> str:
    """What the claim stands in: its group of copies, else its publisher, else its article."""
    article = claim.article
    group = None if claim.is_added else article.copy_group
    return group or (article.publisher.name if article.publisher else article.article_id)


def _told_on(claim: ResolvedClaim) -> tuple[str, str]:
    published = claim.article.published.interval
    return str(published.start) if published and published.start else "9999", claim.claim.id


def _telling(event: Event, claims: Sequence[ResolvedClaim]) -> Telling:
    own = {claim.claim.id for claim in claims}
    denied = {claim.claim.id for claim in claims if claim.claim.factuality is Factuality.DENIED}
    says = {
        name: "; ".join(dict.fromkeys(_said(a, denied & set(a.claims)) for a in accounts if own & set(a.claims)))
        for name, accounts in event.accounts
    }
    publishers = list(dict.fromkeys(c.article.publisher.name for c in claims if c.article.publisher))
    carried = f"; the same text at {listed(publishers[1:])}" if len(publishers) > 1 else ""
    return Telling(voice=chain_words(claims[0]) + carried, claims=tuple(claims), says=says)


def _said(account: Account, denials: Collection[ClaimId]) -> str:
    notes = [account.note or "", "denied" if denials and account.denied_by else ""]
    told = "; ".join(note for note in notes if note)
    return one_line(f"{account.value} ({told})" if told else account.value)


def _who(event: Event) -> str:
    """Who did it, names alone where any is told; who denies it where nobody else is said to have."""
    named = as_told(event, "actors", [ref for ref in event.actors if ref.is_named] or event.actors)
    denied = [a for a in dict(event.accounts).get("actors", ()) if a.denied_by and not a.voices]
    if named or not denied:
        return "; ".join(dict.fromkeys(ref.label for ref in named_first(named)))
    return f"nobody is named; {listed([one_line(account.value) for account in denied])} denied it"


def facts(event: Event, claims: Mapping[ClaimId, ResolvedClaim]) -> dict[str, str]:
    """What stands at the head of an event: type, who, whom, where, when, numbers, and how many tell it."""
    who, things = those_struck(event)
    return {
        "what": type_words(event.event_type.value, event.mode),
        "contexts": ", ".join(event.contexts),
        "who": _who(event),
        "to whom": "; ".join(dict.fromkeys(ref.label for ref in named_first(as_told(event, "recipients", who)))),
        "struck": "; ".join(dict.fromkeys(ref.label for ref in things)),
        "where": place_words(event.place),
        "when": days(event.occurred),
        "numbers": "; ".join(event_numbers(event)),
        "status": event.factuality
        + (", in dispute" if any(c.field == "factuality" for c in event.contradictions) else ""),
        "told in": f"{carried_words(event)}; {counted(len(claims), 'claim')}",
        "independent": f"{event.independent_voices} ({'; '.join(event.independence)})"
        if event.independence
        else str(event.independent_voices),
        "disagree on": listed([f"{field_words(c.field)} ({c.reason})" for c in event.contradictions]),
    }
