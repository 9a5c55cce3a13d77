"""What the claims of one article have to do with each other: which speaks on of what was told before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from onrecord.events.compare import clash
from onrecord.events.facets import DEEDS, Facets, listed, shared, stem
from onrecord.model.claims import EventType
from onrecord.model.ids import ArticleId

_NEAR = 1500  # characters within which "soldiers" are taken for the soldiers told of before
_NEXT = 250  # characters within which the same doer is taken to be at the same deed


def of_articles(facets: Iterable[Facets]) -> list[Facets]:
    """The facets with the day by which each article was told and what each claim speaks on of."""
    by_article: dict[ArticleId, list[Facets]] = defaultdict(list)
    for own in facets:
        by_article[own.article_id].append(own)
    found: list[Facets] = []
    for key in sorted(by_article):
        told = _told_by(by_article[key])
        members = sorted((replace(f, told_by=told) for f in by_article[key]), key=lambda f: (f.at, f.claim_id))
        found.extend(_spoken_on(members, own) for own in members)
    return sorted(found, key=lambda f: f.claim_id)


def _told_by(members: Sequence[Facets]) -> date | None:
    """The last day on which the article can have come out; where that is not told, the last day that it tells of."""
    published = members[0].published
    if published is not None and published.end is not None:
        return published.end - timedelta(days=1)
    days = [
        f.occurred.end - timedelta(days=1)
        for f in members
        if f.occurred and f.occurred.end and f.occurred.days == 1 and not f.is_open
    ]
    return max(days, default=None)


def _spoken_on(members: Sequence[Facets], own: Facets) -> Facets:
    """The claim with the one that it speaks on of, where it does not tell when itself."""
    if own.event_type not in DEEDS or own.occurred or own.month or own.is_many or own.is_open:
        return own
    fitting = [f for f in members if f is not own and _can_carry(f, own) and clash(own, f) is None]
    before = [f for f in fitting if f.at < own.at]
    if own.is_definite or own.claims_the_deed:
        meant = [f for f in before if not _brings_others(own, f)]
        if meant:
            return replace(own, continues=(meant[-1].claim_id, "told as “the” one told before"))
        return _of_the_only_one(own, fitting)
    near = [f for f in before if (own.at - f.at <= _NEAR and _same_people(own, f)) or _goes_on(own, f)]
    if near:
        return replace(own, continues=(near[-1].claim_id, "the same people, told on in one article"))
    return _of_the_only_one(own, fitting) if own.recipients and not own.is_denied else own


def _can_carry(other: Facets, own: Facets) -> bool:
    """True for a claim that tells when or where, and nowhere else than this one does."""
    if not other.is_anchor or other.is_open:
        return False
    if not own.is_anchored or other.place is None or own.place is None:
        return not own.is_anchored
    alike = own.place.text.casefold() == other.place.text.casefold()
    return alike or (own.place.place_id is not None and own.place.place_id == other.place.place_id)


def _same_people(own: Facets, other: Facets) -> bool:
    """True where both tell of people by the same common noun; a name alone ("the Front") is in every deed of a war."""
    mine, theirs = own.recipients, other.recipients
    armed = {stem(w) for w in listed("armed")}
    return bool(mine.common & theirs.common) or bool(mine.common & armed and theirs.common & armed)


def _goes_on(own: Facets, other: Facets) -> bool:
    """True for the next words on the same doer: "The column hit the post. *It killed* nine men"."""
    named = shared(own.actors, other.actors) == 1 and bool(own.actors) and bool(own.recipients)
    return named and own.at - other.at <= _NEXT and not own.is_denied


def _brings_others(own: Facets, other: Facets) -> bool:
    """True for "the attack on the school" after one on a bus: what is hit is told anew."""
    mine, theirs = own.recipients, other.recipients
    if not mine or shared(mine, theirs) or mine.words & theirs.words:
        return False
    return not mine.words <= {stem(w) for w in listed("anybody")}


def _of_the_only_one(own: Facets, fitting: Sequence[Facets]) -> Facets:
    """What an article tells without day and place is the one such deed that it tells in full, where there is one."""
    recent = [f for f in fitting if not f.claim.claim.background and not _brings_others(own, f)]
    apart = any(clash(a, b) for i, a in enumerate(recent) for b in recent[i + 1 :])
    leads = own.place is not None or own.is_definite or own.claims_the_deed
    if not recent or apart or not leads or own.event_type is not EventType.ASSAULT:
        return own
    return replace(own, continues=(recent[0].claim_id, "the only such deed that the article tells in full"))
