"""What is new in a record since a day or a read: events, actors, relations, accounts that came to known events."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from onrecord.errors import UsageError
from onrecord.model.events import Account, Event
from onrecord.model.filters import Filter
from onrecord.model.ids import ClaimId
from onrecord.model.resolved import ActorRef, ResolvedClaim, ResolvedRelation
from onrecord.model.ties import Tie

if TYPE_CHECKING:
    from onrecord.store import Record


EVERYTHING = Filter()


@dataclass(frozen=True, slots=True)
class Changed:
    """A known event that new pages tell of too: by field the accounts that only they give, and what they contradict."""

    event: Event
    accounts: Mapping[str, tuple[Account, ...]]
    contradicted: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class News:
    """What pages read since a moment brought. `captures` counts them.

    `ties` are told by these pages alone, `tied` were known and are told by them too.
    """

    since: datetime
    captures: int
    events: tuple[Event, ...]
    changed: tuple[Changed, ...]
    actors: tuple[ActorRef, ...]
    relations: tuple[ResolvedRelation, ...]
    ties: tuple[Tie, ...] = ()
    tied: tuple[Tie, ...] = ()


def news(record: Record, since: datetime, ties: Sequence[Tie] = (), wanted: Filter = EVERYTHING) -> News:
    """What is new. An event is new where all its claims come from pages read since, and changed where some do; an actor
    where no older claim names it. `ties` are all that relations add up to, `wanted` what is asked for of the rest."""
    fresh = {row.id for row in record.captures(Filter()) if _utc(row.read_at) >= since}
    claims = list(record.claims(Filter()))
    new_claims = {claim.claim.id for claim in claims if claim.article.capture_id in fresh}
    events = tuple(record.events(wanted))
    asked = claims if wanted == EVERYTHING else list(record.claims(wanted))
    return News(
        since=since,
        captures=len(fresh),
        events=tuple(event for event in events if new_claims.issuperset(event.claims)),
        changed=tuple(changed for event in events if (changed := _changed(event, new_claims)) is not None),
        actors=_new_actors(claims, new_claims, asked),
        relations=tuple(r for r in record.relations(wanted) if r.article.capture_id in fresh),
        ties=tuple(tie for tie in ties if all(told.article.capture_id in fresh for told in tie.told)),
        tied=tuple(tie for tie in ties if len({told.article.capture_id in fresh for told in tie.told}) > 1),
    )


def read_time(record: Record, run: str) -> datetime | None:
    """When the first page of a run was read; None for a run that read none."""
    times = [_utc(row.read_at) for row in record.captures(Filter()) if row.run_id == run]
    return min(times, default=None)


def last_read(record: Record) -> datetime | None:
    """When the pages of the last day of reading were begun: midnight (UTC) before the newest capture."""
    newest = max((_utc(row.read_at) for row in record.captures(Filter())), default=None)
    return newest.replace(hour=0, minute=0, second=0, microsecond=0) if newest else None


def moment(record: Record, text: str) -> datetime:
    """The moment meant by a day, a time, a run or "last". Raises UsageError for anything else."""
    found = last_read(record) if text == "last" else read_time(record, text)
    if found is not None:
        return found
    if text == "last":  # nothing was read yet
        return datetime.min.replace(tzinfo=UTC)
    try:
        meant = datetime.fromisoformat(text)
        return meant if meant.tzinfo else meant.replace(tzinfo=UTC)
    except ValueError as error:
        raise UsageError(f"{text!r} is no day (2026-03-01), time, run of this record or `last`") from error


def _utc(moment: datetime | None) -> datetime:
    if moment is None:
        return datetime.min.replace(tzinfo=UTC)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _changed(event: Event, new_claims: set[ClaimId]) -> Changed | None:
    own = set(event.claims)
    if not own & new_claims or own <= new_claims:
        return None
    accounts: dict[str, tuple[Account, ...]] = {}
    for field, values in event.accounts:
        added = tuple(account for account in values if new_claims.issuperset(account.claims))
        if added:
            accounts[field] = added
    contradicted = tuple(c.field for c in event.contradictions if c.field in accounts)
    return Changed(event, accounts, contradicted)


def _new_actors(
    claims: Iterable[ResolvedClaim], new_claims: set[ClaimId], asked: Iterable[ResolvedClaim]
) -> tuple[ActorRef, ...]:
    """Actors that new claims among those asked for name and no older claim of all does, by name."""
    old = {ref.actor_id for c in claims if c.claim.id not in new_claims for ref in (*c.actors, *c.recipients)}
    found: dict[str, ActorRef] = {}
    for claim in asked:
        for ref in (*claim.actors, *claim.recipients):
            if ref.actor_id and claim.claim.id in new_claims:
                found.setdefault(ref.actor_id, ref)
    return tuple(sorted((ref for key, ref in found.items() if key not in old), key=lambda ref: ref.label))


__all__ = ["Changed", "News", "last_read", "moment", "news", "read_time"]
