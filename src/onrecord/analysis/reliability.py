"""Reliability after the Admiralty convention: a publisher's letter, which only people give, and the credibility of what
is told, a number computed from how many independent voices agree.

The letter says how far a source is to be relied on (A to E; F, cannot be judged, until somebody sets it). The number
says how far one piece of information is borne out, from 1, confirmed, to 5, improbable; 6 cannot be judged. The two are
never mixed.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from onrecord.errors import UsageError
from onrecord.model.claims import VoiceKind
from onrecord.model.events import Account, AccountRow, Contradiction, Event, rows_of, side_of
from onrecord.model.filters import Filter
from onrecord.model.ids import review_id
from onrecord.model.runs import Review
from onrecord.store.fields import RELIABILITY

if TYPE_CHECKING:
    from onrecord.store import Record

LETTERS: Mapping[str, str] = {
    "A": "completely reliable",
    "B": "usually reliable",
    "C": "fairly reliable",
    "D": "not usually reliable",
    "E": "unreliable",
    "F": "cannot be judged",
}
CREDIBILITY: Mapping[int, str] = {
    1: "confirmed by other sources",
    2: "probably true",
    3: "possibly true",
    4: "doubtful",
    5: "improbable",
    6: "cannot be judged",
}


@dataclass(frozen=True, slots=True)
class Grade:
    """How far one account is borne out, with the reason in words, and the letters of those who published it."""

    field: str
    value: str
    credibility: int
    reason: str
    letters: Mapping[str, str]


@dataclass(slots=True)
class PublisherRow:
    """One publisher of a record: its articles, those that are copies, those that others copied, its letter."""

    name: str
    domain: str | None
    letter: str
    articles: int = 0
    copies: int = 0
    copied: int = 0


def letters(record: Record) -> Mapping[str, str]:
    """The letters that people gave, by folded name; who is not in it has F."""
    given: dict[str, str] = {}
    for review in record.reviews():
        if review.field == RELIABILITY and review.after is not None:
            given[review.object_id] = json.loads(review.after)
    return {name.partition(":")[2]: letter for name, letter in given.items()}


def rating(name: str, letter: str, *, before: str | None, by: str, at: datetime, note: str | None = None) -> Review:
    """A person's letter for a publisher, as a review to add. Raises UsageError for what is no letter from A to F."""
    letter = letter.upper()
    if letter not in LETTERS:
        raise UsageError(f"{letter!r} is no letter from A to F")
    about = f"publisher:{folded(name)}"
    return Review(
        id=review_id(about, RELIABILITY, by, at),
        object_id=about,
        field=RELIABILITY,
        before=None if before is None else json.dumps(before),
        after=json.dumps(letter),
        note=note,
        decided_by=by,
        decided_at=at,
    )


def folded(name: str) -> str:
    """The name as letters are kept by."""
    return " ".join(name.casefold().split())


def publishers(record: Record) -> list[PublisherRow]:
    """The publishers of a record, those with the most articles first."""
    given = letters(record)
    rows: dict[str, PublisherRow] = {}
    copied: Counter[str] = Counter()
    owner: dict[str, str] = {}
    for row in record.articles(Filter()):
        who = row.article.publisher
        if who is None:
            continue
        one = rows.setdefault(who.name, PublisherRow(who.name, who.domain, given.get(folded(who.name), "F")))
        one.articles += 1
        one.copies += row.copy_of is not None
        owner[row.article.id] = who.name
        copied.update([row.copy_of] if row.copy_of else [])
    for article, count in copied.items():
        if article in owner:
            rows[owner[article]].copied += count
    return sorted(rows.values(), key=lambda row: (-row.articles, row.name))


def grades(event: Event, given: Mapping[str, str]) -> tuple[Grade, ...]:
    """How far each account of an event is borne out."""
    disputed = {contradiction.field: contradiction for contradiction in event.contradictions}
    return tuple(
        Grade(field, account.value, *_credibility(row, _against(disputed.get(field), row)), _letters(account, given))
        for field, accounts in event.accounts
        for row in rows_of(accounts)
        for account in row.accounts
    )


def _against(contradiction: Contradiction | None, row: AccountRow) -> int | None:
    """The voices behind the strongest account that excludes those of a row; None where none does."""
    own = None if contradiction is None else side_of(contradiction, row)
    if contradiction is None or own is None:
        return None
    return max((side.independent_voices for side in contradiction.accounts if side is not own), default=0) or None


def _letters(account: Account, given: Mapping[str, str]) -> dict[str, str]:
    names = dict.fromkeys(voice.publisher for voice in account.voices if voice.publisher)
    return {name: given.get(folded(name), "F") for name in names}


def _credibility(row: AccountRow, against: int | None) -> tuple[int, str]:
    """The number, and why. `against` counts the voices behind the strongest account that excludes this one."""
    voices = row.independent_voices
    told = f"{voices} independent voice{'s' if voices != 1 else ''}"
    if not row.voices:
        return 6, "denied, and asserted by nobody"
    if against is not None:
        return (4 if voices >= against else 5), f"{told}, against {against} that exclude it"
    if all(voice.is_party for voice in row.voices):
        return 6, f"{told}, a side of the event alone"
    if voices >= 3:
        return 1, f"{told} agree"
    if voices == 2:
        return 2, f"{told} agree"
    unnamed = all(voice.kind == VoiceKind.ANONYMOUS.value for voice in row.voices)
    return (6, f"{told}, without a name") if unnamed else (3, f"{told}, not contradicted")
