"""A dossier: one actor, its names and posts, and what the record says it did, in time. Plain text."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from onrecord.export.ties import told_lines
from onrecord.export.words import (
    chain_words,
    claim_headline,
    days,
    one_line,
    quote,
)
from onrecord.model.actors import ALWAYS, Actor
from onrecord.model.claims import EventType
from onrecord.model.dates import DateInterval
from onrecord.model.ids import ActorId
from onrecord.model.resolved import ActorRef, ResolvedClaim, VoiceRef
from onrecord.model.ties import Tie


def heading(actor: Actor) -> dict[str, str]:
    """Who the actor is: names and values, "" where nothing is known."""
    return {
        "name": actor.name,
        "kind": actor.kind.value.replace("_", " ") + (" (known from this record only)" if actor.local else ""),
        "country": actor.country or "",
        "sector": actor.sector or "",
        "code": actor.code or "",
        "note": actor.note or "",
        "id": actor.id,
    }


def names_by_date(actor: Actor) -> Iterator[str]:
    """The actor's other names: those of all times in one line, then those of a time, the oldest first."""
    aliases = {(a.name, a.held): a for a in actor.aliases if a.name != actor.name}.values()
    always = [alias.name for alias in aliases if alias.held == ALWAYS]
    if always:
        yield "; ".join(dict.fromkeys(always))
    for alias in sorted((a for a in aliases if a.held != ALWAYS), key=lambda a: (_first(a.held), a.name)):
        yield f"{alias.name}{_held(alias.held)}"


def posts(actor: Actor, known: Mapping[ActorId, str]) -> Iterator[str]:
    """The posts that a person held, the oldest first. `known` gives names by id."""
    for post in sorted(actor.posts, key=lambda p: (_first(p.held), p.title)):
        of = known.get(post.organisation, post.organisation) if post.organisation else ""
        yield f"{post.title}{', ' if of else ''}{of}{_held(post.held)}"


def ties(actor: Actor, known: Mapping[ActorId, str]) -> Iterator[str]:
    """What the actor belongs to, supports or fights as the knowledge base has it: a line for each kind, in time."""
    for kind, found in groupby(sorted(actor.memberships, key=lambda m: (m.kind, _first(m.held))), lambda m: m.kind):
        told = (f"{known.get(m.actor, m.actor)}{_held(m.held)}" for m in found)
        yield f"{kind.replace('_', ' ')} {'; '.join(told)}"


def by_year(counts: Iterable[tuple[DateInterval | None, EventType, int]]) -> Iterator[str]:
    """A line for each year: how many events of which type, the most frequent first; those without a year last."""
    years: dict[str, Counter[str]] = defaultdict(Counter)
    for interval, event_type, count in counts:
        start = interval.start if interval else None
        years[str(start.year) if start else "no day"][event_type.value] += count
    for year in sorted(years):
        types = sorted(years[year].items(), key=lambda item: (-item[1], item[0]))
        yield f"{year:<8} {years[year].total():>4}  {', '.join(f'{count} {kind}' for kind, count in types)}"


def _first(held: DateInterval) -> str:
    return str(held.start or held.end or "")


def _held(held: DateInterval) -> str:
    return f" ({days(held)})" if held != ALWAYS else ""


def sections(
    actor: Actor,
    known: Mapping[ActorId, str],
    ties_told: Iterable[Tie],
    events: Iterable[tuple[DateInterval | None, EventType, int]],
) -> Iterator[str]:
    """The lines of a dossier between the heading and the evidence; a part that has nothing is left out."""
    parts = {
        "NAMES": names_by_date(actor),
        "POSTS": posts(actor, known),
        "MEMBERSHIPS AND TIES": ties(actor, known),
        "RELATIONS CLAIMED": told_lines(ties_told),
        "EVENTS BY YEAR": by_year(events),
    }
    for title, lines in parts.items():
        if told := list(lines):
            yield from ("", title, *(f"  {line}" for line in told))


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
