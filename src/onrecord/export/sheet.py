"""An event's accounts as an editor sets them: what is disputed first, what agrees on one row, and whose word each is.

The command line, the desk, the report and the brief all show these rows.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from onrecord.export.words import counted, field_words, listed, one_line, speaker_words, type_words, voices_words
from onrecord.model.events import (
    LATER_COUNT,
    NAMES_NOBODY,
    SITE,
    Account,
    AccountRow,
    AccountVoice,
    Contradiction,
    Event,
    rows_of,
    side_of,
)
from onrecord.model.ids import ClaimId
from onrecord.model.resolved import ActorRef, ResolvedClaim, VoiceRef

_INITIALS = re.compile(r"[A-Z][A-Z0-9-]{1,7}")
PEOPLE = ("actors", "recipients")
_LAST = ("place", "occurred", "act", "factuality")
SEVERAL = 3
"""Independent voices that are counted, not named, where all of a field say the same."""


@dataclass(frozen=True, slots=True)
class ShownRow:
    """One row: the value, what it is also told as or how it goes with the others, who says so and who denies it.

    `is_outgrown` is True for a number that a later count followed.
    `account` is the one whose value is shown; `claims` are those of all that share the row.
    """

    value: str
    aside: str
    said_by: str
    claims: tuple[ClaimId, ...]
    voices: int
    is_disputed: bool
    is_outgrown: bool
    account: Account


@dataclass(frozen=True, slots=True)
class ShownField:
    """One field in words, why its accounts exclude one another ("" where they do not), and its rows."""

    name: str
    title: str
    reason: str
    rows: tuple[ShownRow, ...]


def shown(event: Event, claims: Iterable[ResolvedClaim] = ()) -> tuple[ShownField, ...]:
    """The fields of an event with their rows, disputed ones first. `claims` tell who goes by initials."""
    called = names_of(claims)
    fields = [_field(event, name, accounts, called) for name, accounts in event.accounts if accounts]
    return tuple(sorted(fields, key=lambda field: (not field.reason, _place_of(field.name))))


@dataclass(frozen=True, slots=True)
class Names:
    """What the pages call those with long names, by those: `initials` ("JNIM"), and a state by the body that speaks."""

    initials: Mapping[str, str]
    speaking: Mapping[str, str]

    def voices(self, voices: Iterable[AccountVoice]) -> list[AccountVoice]:
        """The voices as the pages call them."""
        told = {**self.speaking, **self.initials}
        return [replace(voice, name=told.get(one_line(voice.name), voice.name)) for voice in voices]


def names_of(claims: Iterable[ResolvedClaim]) -> Names:
    """What the pages of these claims call those who act and speak."""
    initials: dict[str, str] = {}
    speaking: dict[str, set[str]] = {}
    for claim in claims:
        refs: tuple[ActorRef | VoiceRef, ...] = (*claim.actors, *claim.recipients, *claim.chain)
        for ref in refs:
            text = ref.text.removeprefix("the ").removeprefix("The ")
            if ref.actor_id and ref.name and _INITIALS.fullmatch(text) and len(ref.name) > 2 * len(text):
                initials.setdefault(one_line(ref.name), text)
        for voice in claim.chain:
            speaking.setdefault(one_line(voice.label), set()).add(one_line(speaker_words(voice)))
    return Names(initials, {label: told.pop() for label, told in speaking.items() if len(told) == 1})


def _place_of(field: str) -> int:
    """Who and whom, then the numbers, then where, when and what."""
    if field in PEOPLE:
        return PEOPLE.index(field)
    return 9 + _LAST.index(field) if field in _LAST else 5


def _field(event: Event, name: str, accounts: Sequence[Account], called: Names) -> ShownField:
    disputes = [c for c in event.contradictions if c.field == name]
    rows = [row for row in rows_of(accounts) if not _tells_nothing(name, row, accounts)]
    later = [f" {account.note} " for account in accounts if (account.note or "").startswith(LATER_COUNT)]
    outgrown = {account.value for account in accounts if any(f" {account.value} " in note for note in later)}
    drawn = [_row(event, name, row, disputes, outgrown, called) for row in rows]
    named = {one_line(ref.label) for ref in (*event.actors, *event.recipients) if ref.is_named}
    if name in PEOPLE:
        drawn.sort(key=lambda row: (row.account.note in _APART, one_line(row.account.value) not in named, -row.voices))
    elif all(row.account.low is None for row in drawn):
        drawn.sort(key=lambda row: -row.voices)
    return ShownField(
        name=name,
        title=field_words(name),
        reason=next((c.reason for c in disputes), ""),
        rows=tuple(sorted(drawn, key=lambda row: not row.is_disputed)),
    )


_APART = (NAMES_NOBODY, SITE)


def _tells_nothing(field: str, row: AccountRow, accounts: Sequence[Account]) -> bool:
    """True for "unknown" beside others: who leaves open whether it happened gives no account of that."""
    return field == "factuality" and row.first.value == "unknown" and len(accounts) > 1


def _row(
    event: Event,
    field: str,
    row: AccountRow,
    disputes: Sequence[Contradiction],
    outgrown: Collection[str],
    called: Names,
) -> ShownRow:
    return ShownRow(
        value=_value(field, row.first.value, called, row.first.note),
        aside="; ".join(_asides(field, row, called)),
        said_by=_said_by(event, row, bool(disputes), called),
        claims=row.claims,
        voices=row.independent_voices,
        is_disputed=any(side_of(one, row) is not None for one in disputes),
        is_outgrown=row.first.value in outgrown,
        account=row.first,
    )


def _value(field: str, value: str, called: Names, note: str | None = None) -> str:
    if field == "act":
        kind, _, modes = value.partition(" ")
        return type_words(kind, modes.split(", ") if modes else ())
    line = one_line(value)
    if note == NAMES_NOBODY and line[1:2].islower():
        return line[:1].lower() + line[1:]
    return f"{line} ({called.initials[line]})" if field in PEOPLE and line in called.initials else line


def _asides(field: str, row: AccountRow, called: Names) -> Iterable[str]:
    others: dict[str, str] = {}
    for account in row.also:
        others.setdefault(_folded(account.value), one_line(account.value))
    others.pop(_folded(row.first.value), None)
    if others:
        yield f"also told as {', '.join(_value(field, other, called) for other in others.values())}"
    note = one_line(row.first.note or "")
    around = note.removeprefix("part of ").removeprefix("in ").split(" and ")
    if note and not set(around) <= set(others.values()):
        yield note


def _folded(value: str) -> str:
    """The value without what makes no other value of it: capitals, and an article in front."""
    first, _, rest = one_line(value).casefold().partition(" ")
    return rest if first in ("the", "a", "an") and rest else one_line(value).casefold()


def _said_by(event: Event, row: AccountRow, is_disputed: bool, called: Names) -> str:
    """Who says so and who denies it; where nobody differs the voices are counted, and the words name them."""
    count, whole = row.independent_voices, event.independent_voices
    said = sayers(row.voices, row.first.value, called) if row.voices else ""
    if not is_disputed and count >= SEVERAL:
        said = f"all {counted(count, 'voice')}" if count == whole else f"{count} of the {counted(whole, 'voice')}"
    denied = f"denied by {sayers(row.denied_by, row.first.value, called, own='itself')}" if row.denied_by else ""
    return "; ".join(part for part in (said, denied) if part) or "no voice named"


def sayers(voices: Sequence[AccountVoice], value: str, called: Names, own: str = "its own account") -> str:
    """Whose word a value is; a party that names itself is not named twice."""
    mine = [voice for voice in voices if one_line(voice.name) == one_line(value)]
    rest = called.voices(voice for voice in voices if voice not in mine)
    carriers = list(dict.fromkeys(one_line(voice.publisher) for voice in mine if voice.publisher))
    said = [f"{own}{f' (in {listed(carriers)})' if carriers else ''}"] if mine else []
    return "; ".join([*said, *([voices_words(rest)] if rest else [])])
