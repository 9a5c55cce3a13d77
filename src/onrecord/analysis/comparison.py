"""What two or more publishers or voices tell of the same events, set side by side."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from onrecord.model.events import Account, Event


@dataclass(frozen=True, slots=True)
class Compared:
    """One event that at least two of the named tell. `says` holds, for each field, the values that each of them gives.

    `apart` are the fields on which no two of them give the same; `contradicted` those of them whose values exclude.
    """

    event: Event
    says: Mapping[str, Mapping[str, tuple[str, ...]]]
    apart: tuple[str, ...]
    contradicted: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """The events that several tell, and how many each tells alone of those named."""

    names: tuple[str, ...]
    events: tuple[Compared, ...]
    alone: Mapping[str, int]


def compare(events: Iterable[Event], names: Sequence[str]) -> Comparison:
    """The named publishers or voices on the events that they share. Names are compared folded, and whole."""
    found: list[Compared] = []
    alone = dict.fromkeys(names, 0)
    for event in events:
        says = _says(event, names)
        tellers = {name for told in says.values() for name in told}
        if len(tellers) == 1:
            alone[tellers.pop()] += 1
        elif tellers:
            found.append(_compared(event, says))
    return Comparison(tuple(names), tuple(found), alone)


def _says(event: Event, names: Sequence[str]) -> dict[str, dict[str, tuple[str, ...]]]:
    """By field, what each of the named who tells of it says."""
    fields: dict[str, dict[str, tuple[str, ...]]] = {}
    for field, accounts in event.accounts:
        told = {name: tuple(a.value for a in accounts if _gives(a, name)) for name in names}
        given = {name: values for name, values in told.items() if values}
        if given:
            fields[field] = given
    return fields


def _gives(account: Account, name: str) -> bool:
    """True where the value stands on the word of the named, or in what it publishes."""
    wanted = name.casefold()
    return any(wanted in {voice.name.casefold(), (voice.publisher or "").casefold()} for voice in account.voices)


def _compared(event: Event, says: Mapping[str, Mapping[str, tuple[str, ...]]]) -> Compared:
    apart = tuple(field for field, told in says.items() if len(told) > 1 and not _meet(list(told.values())))
    excluding = {contradiction.field for contradiction in event.contradictions}
    return Compared(event, says, apart, tuple(field for field in apart if field in excluding))


def _meet(values: Sequence[tuple[str, ...]]) -> bool:
    """True where any two of the named give one value alike."""
    return any(set(one) & set(other) for n, one in enumerate(values) for other in values[n + 1 :])
