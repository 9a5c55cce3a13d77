"""What two ties tell that cannot both be so: two leaders of one body at a time, allies that fight each other."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import combinations

from onrecord.lexicons import load
from onrecord.model.claims import RelationKind, RelationStatus
from onrecord.model.dates import DateInterval
from onrecord.model.ids import TieId
from onrecord.model.resolved import ResolvedRelation
from onrecord.model.ties import DaysBasis, Tie, TieAccount, TieDispute, TieSide
from onrecord.relations.identity import Office, key_of, plain_post

SO = frozenset({RelationStatus.HOLDS, RelationStatus.BEGUN})


def disputes(key: TieId, accounts: Sequence[TieAccount]) -> Iterator[TieDispute]:
    """What accounts of one tie exclude: a denial, and an end after which it is told as so."""
    so = [a for a in accounts if a.status in SO]
    denied = [a for a in accounts if a.status is RelationStatus.DENIED]
    against = [(a, d) for a in so for d in denied if _meet(a, d) and not _same_voices(a, d)]
    if against:
        yield _dispute(key, "told by some, denied by others", against)
    ended = [a for a in accounts if a.status is RelationStatus.ENDED]
    late = [(a, e) for a in so if a.status is RelationStatus.HOLDS for e in ended if is_after(a, e)]
    if late:
        yield _dispute(key, "told as ended, and as so afterwards", late)


def _meet(one: TieAccount, other: TieAccount) -> bool:
    """True where two accounts may speak of the same time: days that the words name keep them apart, others do not."""
    if DaysBasis.TEXT not in (one.basis, other.basis) or one.days is None or other.days is None:
        return True
    return one.days.overlaps(other.days)


def _same_voices(one: TieAccount, other: TieAccount) -> bool:
    return {v.name for v in one.voices} == {v.name for v in other.voices}


def _dispute(key: TieId, reason: str, pairs: Iterable[tuple[TieAccount, TieAccount]]) -> TieDispute:
    told = dict.fromkeys(account for pair in pairs for account in pair)
    return TieDispute(reason=reason, sides=tuple(_side(key, account, account.status.value) for account in told))


def _side(key: TieId, account: TieAccount, value: str) -> TieSide:
    when = "" if account.days is None else f", {_words(account.days)}"
    return TieSide(value=f"{value}{when}", tie=key, relations=account.relations, voices=account.voices)


def _words(days: DateInterval) -> str:
    """Half-open days with both ends named where they are told: "2026-03-10", "from 2019-01-01", "before 2021-01-01"."""
    if days.days == 1:
        return str(days.start)
    if days.start and days.end:
        return f"{days.start} to before {days.end}"
    return f"from {days.start}" if days.start else f"before {days.end}"


def is_after(so: TieAccount, ended: TieAccount) -> bool:
    """True where it is told as so for days after those by which it is told as ended."""
    if so.days is None or ended.days is None or ended.days.end is None:
        return False
    return so.days.start is not None and so.days.start >= ended.days.end


def rivals(ties: Sequence[Tie], offices: Mapping[str, Office | None]) -> dict[TieId, list[TieDispute]]:
    """By tie, what it tells that another tie excludes."""
    found: dict[TieId, list[TieDispute]] = defaultdict(list)
    places: dict[str, list[Tie]] = defaultdict(list)
    for tie in ties:
        if place := _sole_place(tie, offices):
            places[place].append(tie)
    for holders in places.values():
        for one, other in combinations(holders, 2):
            if _at_one_time(one, other):
                _note(found, one, other, "two are told to hold one post at the same time")
    sides: dict[frozenset[str], list[Tie]] = defaultdict(list)
    for tie in ties:
        if tie.kind in (RelationKind.ALLIED_WITH, RelationKind.FIGHTS):
            sides[frozenset(key_of(ref, tie.told[0]) for ref in (tie.subject, tie.object))].append(tie)
    for both in sides.values():
        for one, other in combinations(both, 2):
            if one.kind is not other.kind and _at_one_time(one, other):
                _note(found, one, other, "told as allies, and as fighting each other, at the same time")
    return found


def _note(found: dict[TieId, list[TieDispute]], one: Tie, other: Tie, reason: str) -> None:
    sides = tuple(
        _side(tie.id, account, f"{tie.subject.label} {tie.kind.value.replace('_', ' ')} {_what(tie)}")
        for tie in (one, other)
        for account in tie.accounts
        if account.status in SO
    )
    for tie in (one, other):
        found[tie.id].append(TieDispute(reason=reason, sides=sides))


def _what(tie: Tie) -> str:
    return (tie.post or tie.object.label) if tie.kind is RelationKind.HOLDS_POST else tie.object.label


def _sole_place(tie: Tie, offices: Mapping[str, Office | None]) -> str | None:
    """What one alone can hold at a time, None for a post that several share and for one of nobody named."""
    if not tie.subject.is_named:
        return None
    if tie.kind is RelationKind.HOLDS_POST:
        words = plain_post(tie.post or tie.object.text)
        office = offices.get(words)
        body = office.of if office else words.casefold()
        is_named = office is not None or any(word[:1].isupper() for word in words.split())
        return f"post {office.title if office else ''} {body}" if is_named and _is_sole(words) else None
    if tie.kind is RelationKind.LEADS and tie.object.is_named and any(_is_sole(_role(one)) for one in tie.told):
        return f"leads {key_of(tie.object, tie.told[0])}"
    return None


@lru_cache(maxsize=1)
def _posts() -> tuple[re.Pattern[str], re.Pattern[str]]:
    lists = load("relations")
    sole, shared = ("|".join(re.escape(word) for word in lists[name]) for name in ("sole", "shared"))
    return re.compile(rf"\b(?:{sole})\b", re.I), re.compile(rf"\b(?:{shared})\b", re.I)


def _is_sole(words: str) -> bool:
    sole, shared = _posts()
    return bool(sole.search(words)) and not shared.search(words)


def _role(one: ResolvedRelation) -> str:
    """The words for what somebody is to a body: the post, else what stands between the two."""
    if one.relation.post:
        return one.relation.post
    whole = one.subject.span.joined(one.object.span)
    pieces = (p.text[max(0, whole.start - p.span.start) : max(0, whole.end - p.span.start)] for p in one.evidence)
    return " ".join(pieces)


def _at_one_time(one: Tie, other: Tie) -> bool:
    """True where the stretches from the first to the last day on which each is told as so share a day."""
    mine, theirs = _whole(one), _whole(other)
    return mine is not None and theirs is not None and mine.overlaps(theirs)


def _whole(tie: Tie) -> DateInterval | None:
    """From the first to the last day for which it is told as so; None where it is told as so for no day."""
    if not tie.held or all(a.status not in SO for a in tie.accounts):
        return None
    found = tie.held[0]
    for days in tie.held[1:]:
        found = found.joined(days)
    return found
