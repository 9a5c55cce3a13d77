"""A dossier: one actor, its names and posts, and what the record says it did, in time. Plain text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from onrecord.export.words import chain_words, claim_headline, days, one_line, quote
from onrecord.model.actors import ALWAYS, Actor
from onrecord.model.dates import DateInterval
from onrecord.model.ids import ActorId
from onrecord.model.resolved import ActorRef, ResolvedClaim, VoiceRef


def heading(actor: Actor, known: Mapping[ActorId, str]) -> dict[str, str]:
    """Who the actor is: names and values, "" where nothing is known. `known` gives other actors' names by id."""
    return {
        "name": actor.name,
        "kind": actor.kind.value.replace("_", " ") + (" (known from this record only)" if actor.local else ""),
        "country": actor.country or "",
        "sector": actor.sector or "",
        "code": actor.code or "",
        "also called": "; ".join(alias.name for alias in actor.aliases if alias.name != actor.name),
        "posts": "; ".join(f"{post.title}{_held(post.held)}" for post in actor.posts),
        "related": "; ".join(
            f"{m.kind.replace('_', ' ')} {known.get(m.actor, m.actor)}{_held(m.held)}" for m in actor.memberships
        ),
        "note": actor.note or "",
        "id": actor.id,
    }


def _held(held: DateInterval) -> str:
    return f" ({days(held)})" if held != ALWAYS else ""


def in_time(claims: Sequence[ResolvedClaim]) -> list[ResolvedClaim]:
    """The claims by the day they happened, else the day they were published; those without either last."""
    return sorted(claims, key=lambda claim: (_day(claim), claim.claim.id))


def _day(claim: ResolvedClaim) -> str:
    occurred = claim.claim.occurred.interval if claim.claim.occurred else None
    for interval in (occurred, claim.article.published.interval):
        if interval is not None and interval.start is not None:
            return str(interval.start)
    return "9999"


def deeds(claims: Sequence[ResolvedClaim], actor: ActorId | None) -> Iterator[str]:
    """Two lines for each claim in time: what happened and the actor's part in it; the words and whose they are."""
    for claim in in_time(claims):
        yield f"{_when(claim):<12} {part(claim, actor)}{claim_headline(claim)}"
        yield f"{'':<12} {quote(claim)} {one_line(chain_words(claim))}"


def _when(claim: ResolvedClaim) -> str:
    day = _day(claim)
    occurred = claim.claim.occurred and claim.claim.occurred.interval
    return "no day" if day == "9999" else day if occurred else f"({day})"


def part(claim: ResolvedClaim, actor: ActorId | None) -> str:
    """The actor's part in a claim: "acts: ", "receives: ", "says: ", or "" where it is not known who is meant."""
    if actor is None:
        return ""
    parts: dict[str, Sequence[ActorRef | VoiceRef]] = {
        "acts": claim.actors,
        "receives": claim.recipients,
        "says": claim.chain,
    }
    played = [name for name, refs in parts.items() if any(ref.actor_id == actor for ref in refs)]
    return f"{' and '.join(played)}: " if played else ""
