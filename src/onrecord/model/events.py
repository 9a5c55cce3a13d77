"""Events: what claims add up to. Computed from claims and judgements, thrown away and rebuilt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from onrecord.model.claims import EventType
from onrecord.model.dates import DateInterval, Precision
from onrecord.model.ids import ClaimId, EventId
from onrecord.model.resolved import ActorRef, PlaceRef

NAMES_NOBODY = "names nobody"
"""Noted of an account such as "gunmen" beside others that name somebody."""

SITE = "a site or thing"
"""Noted of an account of what was struck beside others of who was."""

COUNTED_IN = "a part of the count"
"""Noted of a number of some of those whom another account counts."""


LATER_COUNT = "a later count than"
"""Begins what is noted of a number that grew out of an earlier one, which is named."""


class Agreement(StrEnum):
    SINGLE = "single"  # one independent voice
    AGREE = "agree"
    PARTIAL = "partial"  # accounts differ without excluding one another
    CONFLICT = "conflict"


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountVoice:
    """Whose word an account is: the end of a chain, and the publisher that carries it."""

    name: str
    kind: str
    publisher: str | None
    is_party: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """One value that claims give for one field, with the claims and their voices. `value` is words to show.

    `note` says how it goes with a value that is neither the same nor against it: "part of …", "a later count than …".
    `independent_voices` counts who gives it as an event's are counted: copies, wires and houses of one owner once.
    `claims` are all that tell it, those of `denied_by` too, who say no to it and do not count among the voices.
    `agrees_with` is the more exact value that this one goes with ("soldiers" with an army), None for one by itself;
    `voices_together` counts the voices of all that go with one another.
    """

    value: str
    claims: tuple[ClaimId, ...]
    voices: tuple[AccountVoice, ...]
    low: float | None = None
    high: float | None = None
    note: str | None = None
    independent_voices: int = 0
    denied_by: tuple[AccountVoice, ...] = ()
    agrees_with: str | None = None
    voices_together: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountRow:
    """Accounts that agree, to be read as one: `first` is the most exact, `also` the others."""

    first: Account
    also: tuple[Account, ...] = ()

    @property
    def accounts(self) -> tuple[Account, ...]:
        """All of them, the most exact first."""
        return (self.first, *self.also)

    @property
    def claims(self) -> tuple[ClaimId, ...]:
        """The claims of all, each once."""
        return tuple(dict.fromkeys(claim for account in self.accounts for claim in account.claims))

    @property
    def voices(self) -> tuple[AccountVoice, ...]:
        """Who gives any of them, each once."""
        return tuple(dict.fromkeys(voice for account in self.accounts for voice in account.voices))

    @property
    def denied_by(self) -> tuple[AccountVoice, ...]:
        """Who says no to any of them, each once."""
        return tuple(dict.fromkeys(voice for account in self.accounts for voice in account.denied_by))

    @property
    def independent_voices(self) -> int:
        """The voices that are left of those who give any of them."""
        return self.first.voices_together or self.first.independent_voices


def rows_of(accounts: Sequence[Account]) -> tuple[AccountRow, ...]:
    """The accounts of a field, those that agree as one row, in the order of their first."""
    values = {account.value for account in accounts}
    own = [a for a in accounts if a.agrees_with is None or a.agrees_with not in values]
    return tuple(
        AccountRow(first=first, also=tuple(a for a in accounts if a.agrees_with == first.value and a is not first))
        for first in own
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Contradiction:
    """A field of an event on which accounts exclude one another."""

    field: str
    accounts: tuple[Account, ...]
    reason: str


def side_of(contradiction: Contradiction, row: AccountRow) -> Account | None:
    """The side of a contradiction that a row of its field stands on, None for one that excludes nobody."""
    values = {account.value for account in row.accounts}
    if row.first.note == NAMES_NOBODY:
        return None
    by_value = next((side for side in contradiction.accounts if side.value in values), None)
    if by_value is not None or any(side.low is not None for side in contradiction.accounts):
        return by_value
    # A side that several names tell bears the most exact of them.
    return next((side for side in contradiction.accounts if set(side.claims) & set(row.claims)), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class EventQuantity:
    """The range of one kind of number over all accounts: the lowest low, the highest high, best where all agree."""

    kind: str
    who: str | None
    low: float | None
    best: float | None
    high: float | None
    unit: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One happening as all its claims tell it. `accounts` are (field, the distinct values of that field)."""

    id: EventId
    event_type: EventType
    mode: tuple[str, ...]
    contexts: tuple[str, ...]
    factuality: str
    actors: tuple[ActorRef, ...]
    recipients: tuple[ActorRef, ...]
    place: PlaceRef | None
    occurred: DateInterval | None
    precision: Precision | None
    quantities: tuple[EventQuantity, ...]
    background: bool
    claims: tuple[ClaimId, ...]
    articles: int
    publishers: int
    independent_voices: int
    independence: tuple[str, ...]  # the steps of that count, in words
    accounts: tuple[tuple[str, tuple[Account, ...]], ...]
    contradictions: tuple[Contradiction, ...]
    agreement: Agreement
    replaced_by: EventId | None = None
