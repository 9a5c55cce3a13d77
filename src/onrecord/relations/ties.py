"""Relations of many articles to ties: one for each kind, pair and post, with who says so, since when, and against whom.

The relations stay as they are; a tie is computed from them. What pages say is compared with the knowledge base, which
is told nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from onrecord.model.claims import RelationKind, RelationStatus
from onrecord.model.dates import DateInterval
from onrecord.model.ids import TieId
from onrecord.model.resolved import ActorRef, ResolvedRelation
from onrecord.model.ties import BaseCheck, BaseVerdict, DaysBasis, Tie, TieAccount
from onrecord.publishers.voices import carriers, count, voice_of
from onrecord.relations.identity import Base, Offices, id_of, office_of, plain_post, says_nothing
from onrecord.relations.rivals import SO, disputes, is_after, rivals


def join(told: Iterable[ResolvedRelation], base: Base) -> tuple[Tie, ...]:
    """The ties that the relations add up to, by kind and names; the same for relations in any order."""
    groups: dict[TieId, list[ResolvedRelation]] = defaultdict(list)
    offices: Offices = {}
    for one in sorted(told, key=_told_on):
        if not says_nothing(one):
            groups[id_of(one, base, offices)].append(one)
    ties = [_tie(key, members, base, offices) for key, members in groups.items()]
    against = rivals(ties, offices)
    found = (replace(tie, disputes=(*tie.disputes, *against.get(tie.id, ()))) for tie in ties)
    return tuple(sorted(found, key=lambda t: (t.kind.value, t.subject.label, t.object.label, t.post or "", t.id)))


def _told_on(one: ResolvedRelation) -> tuple[str, str]:
    day = _published(one)
    return str(day.start) if day and day.start else "9999", one.relation.id


def _published(one: ResolvedRelation) -> DateInterval | None:
    return one.article.published.interval


def _tie(key: TieId, told: Sequence[ResolvedRelation], base: Base, offices: Offices) -> Tie:
    first = told[0]
    kind = first.relation.kind
    parties = _parties(told)
    accounts = _accounts(told, parties)
    status = _status(accounts)
    voices, steps = count(told)
    return Tie(
        id=key,
        kind=kind,
        subject=_best([one.subject for one in told], first.subject),
        object=_best([one.object for one in told], first.object),
        post=next((one.relation.post for one in told if one.relation.post), None),
        status=status,
        held=_held(accounts),
        accounts=accounts,
        disputes=tuple(disputes(key, accounts)),
        base=_checked(first, accounts, status, base, offices),
        told=tuple(told),
        articles=len({one.article.copy_group or one.article.article_id for one in told}),
        publishers=carriers(told),
        independent_voices=voices,
        independence=steps,
    )


def _best(refs: Sequence[ActorRef], first: ActorRef) -> ActorRef:
    """The reference that tells most of the same one: of a mutual tie the first keeps its side."""
    same = [ref for ref in refs if (ref.actor_id, ref.label) == (first.actor_id, first.label)]
    return max(same, key=lambda ref: len(ref.aliases))


def _parties(told: Iterable[ResolvedRelation]) -> frozenset[str]:
    refs = [ref for one in told for ref in (one.subject, one.object)]
    return frozenset(key for ref in refs for key in (ref.actor_id or "", ref.label.casefold()) if key)


def _accounts(told: Sequence[ResolvedRelation], parties: frozenset[str]) -> tuple[TieAccount, ...]:
    """What is told in one way and for the same days, the earliest days first."""
    groups: dict[tuple[RelationStatus, DateInterval | None, DaysBasis], list[ResolvedRelation]] = defaultdict(list)
    for one in told:
        groups[one.relation.status, *_days(one)].append(one)
    found = (
        TieAccount(
            status=status,
            days=days,
            basis=basis,
            relations=tuple(one.relation.id for one in members),
            voices=tuple(dict.fromkeys(voice_of(one, parties) for one in members)),
            independent_voices=count(members)[0],
        )
        for (status, days, basis), members in groups.items()
    )
    return tuple(sorted(found, key=lambda a: (_first(a.days), a.status.value, str(a.days), a.basis.value)))


def _first(days: DateInterval | None) -> str:
    return "9999" if days is None else str(days.start or days.end or "")


def _days(one: ResolvedRelation) -> tuple[DateInterval | None, DaysBasis]:
    """The days for which a relation is told, and what they rest on."""
    if one.relation.held is not None:
        return one.relation.held, DaysBasis.TEXT
    published = _published(one)
    if published is None or (published.start is None and published.end is None):
        return None, DaysBasis.NONE
    if one.relation.status in (RelationStatus.ENDED, RelationStatus.PAST):
        # It was over before it was told, or on that day.
        return (
            (DateInterval(None, published.start), DaysBasis.PUBLICATION) if published.start else (None, DaysBasis.NONE)
        )
    return published, DaysBasis.PUBLICATION


def _status(accounts: Sequence[TieAccount]) -> RelationStatus:
    """What is left of all accounts: an end that nothing told later takes back, else that it holds, was, is denied."""
    so = [a for a in accounts if a.status in SO]
    ended = [a for a in accounts if a.status is RelationStatus.ENDED]
    if ended and not any(is_after(one, end) for one in so for end in ended):
        return RelationStatus.ENDED
    if so:
        return RelationStatus.HOLDS if any(a.status is RelationStatus.HOLDS for a in so) else RelationStatus.BEGUN
    told = {a.status for a in accounts}
    order = (RelationStatus.ENDED, RelationStatus.PAST, RelationStatus.DENIED, RelationStatus.PLANNED)
    return next(status for status in order if status in told)


def _held(accounts: Sequence[TieAccount]) -> tuple[DateInterval, ...]:
    """The days for which it is told as so, apart where they do not meet; an end that is told closes what was open."""
    ends = [a.days.end for a in accounts if a.status is RelationStatus.ENDED and a.days and a.days.end]
    told = [a.days for a in accounts if a.days and (a.status in SO or _is_told_past(a))]
    found: list[DateInterval] = []
    for days in sorted((_closed(d, ends) for d in told), key=lambda d: (str(d.start or ""), str(d.end or "9999"))):
        if found and not found[-1].before(days):
            found[-1] = found[-1].joined(days)
        else:
            found.append(days)
    return tuple(found)


def _is_told_past(account: TieAccount) -> bool:
    return account.status is RelationStatus.PAST and account.basis is DaysBasis.TEXT


def _closed(days: DateInterval, ends: Sequence[date]) -> DateInterval:
    if days.end is not None:
        return days
    later = [end for end in ends if days.start is None or end > days.start]
    return DateInterval(days.start, min(later)) if later else days


# Beside the knowledge base


def _checked(
    first: ResolvedRelation, accounts: Sequence[TieAccount], status: RelationStatus, base: Base, offices: Offices
) -> BaseCheck:
    kind, office = first.relation.kind, None
    if status is RelationStatus.PLANNED:
        return BaseCheck(verdict=BaseVerdict.UNCHECKED, words="only planned")
    if kind is RelationKind.HOLDS_POST:
        words = plain_post(first.relation.post or first.object.text)
        office = office_of(words, base, offices)
        # "President", "General", "an analyst": of what, the words do not say.
        if office is None and (words == words.casefold() or len(words.split()) <= 2):
            return BaseCheck(verdict=BaseVerdict.UNCHECKED, words="the words name nobody whose post it is")
    if not first.subject.is_named or not (first.object.is_named or kind is RelationKind.HOLDS_POST):
        return BaseCheck(verdict=BaseVerdict.UNCHECKED, words="one side is not named")
    asked = [a.days for a in accounts if a.status is status or (status in SO and a.status in SO)]
    days = next((d for d in reversed(asked) if d is not None), None)
    pair = (office.title, office.of) if office else None
    return base.check(kind, first.subject.actor_id, first.object.actor_id, pair, status, days)
