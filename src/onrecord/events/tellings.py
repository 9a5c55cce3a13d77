"""What the claims of one article have to do with each other, and what the article tells as its exact copies do."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import cache

from onrecord.events.bare import with_wording
from onrecord.events.blocking import keys_of, place_in_blocks
from onrecord.events.compare import are_others, clash
from onrecord.events.facets import DEEDS, Facets, facets_of, listed, related, shared, stem, words_of
from onrecord.events.packing import content_of, packed
from onrecord.model.claims import EventType, Stance
from onrecord.model.ids import ClaimId, make_key
from onrecord.model.resolved import ResolvedClaim
from onrecord.model.spans import Span
from onrecord.model.tellings import Telling, Told

_NEAR = 1500  # characters within which "soldiers" are taken for the soldiers told of before
_NEXT_SENTENCE = 400  # characters within which what is told without day and place is part of what was told
_NEWS_DAYS = 10
_NEXT = 250  # characters within which the same doer is taken to be at the same deed
# What an article tells of at length: the one raid, march or meeting that it is about.
_GATHERED = frozenset({EventType.ASSAULT, EventType.PROTEST, EventType.CONSULT})
_WIDE = (4, 5, 6)  # provinces and lands: "the town" is none of them
Placed = tuple[int, Facets]
"""Where the trigger of a claim begins, and the claim as the merger sees it."""


def tellings_of(claims: Iterable[ResolvedClaim], apart: frozenset[ClaimId]) -> tuple[list[Telling], list[Told]]:
    """What one article tells, and which of its claims tells it.

    An article that is a copy word for word, claim for claim, has the tellings of the other, so that it changes nothing.
    One with a claim in `apart`, which a person set apart from others, has tellings of its own.
    """
    ordered, told = in_context(claims)
    if not told:
        return [], []
    contents = [content_of(facets) for facets in told]
    whole = make_key("", *contents)
    owner = ordered[0].claim.article_id if any(c.claim.id in apart for c in ordered) else ""
    text = make_key("tx", told[0].text_of, whole, owner)
    met = {facets.continues[0] for facets in told if facets.continues is not None}
    tellings = []
    for facets, content in zip(told, contents, strict=True):
        own, rank = replace(facets, text=text), make_key("", content, whole)
        keys = keys_of(own, is_met=facets.number in met)
        name = make_key("te", text, facets.number)
        tellings.append(Telling(id=name, rank=rank, keys=keys, at=place_in_blocks(own, rank), facets=packed(own)))
    rows = [Told(c.claim.id, c.claim.article_id, t.id) for c, t in zip(ordered, tellings, strict=True)]
    return tellings, rows


def in_context(claims: Iterable[ResolvedClaim]) -> tuple[list[ResolvedClaim], list[Facets]]:
    """The claims of one article in the order of its words, and their facets as the whole article lets them be seen."""
    seen = [(claim.claim.trigger, claim, facets_of(claim)) for claim in claims]
    # Claims of one word go by what they tell, not by their ids, which differ in copies.
    seen.sort(key=lambda one: (one[0], content_of(one[2]), one[1].claim.id))
    ordered = [claim for _, claim, _ in seen]
    sentences = [" ".join(piece.text for piece in claim.evidence) for claim in ordered]
    facets = with_wording([own for _, _, own in seen], [claim.trigger.text for claim in ordered], sentences)
    told, words = _told_by(facets), _words([trigger for trigger, _, _ in seen])
    facets = [replace(f, told_by=told, word=words[n], number=n) for n, f in enumerate(facets)]
    facets = _placed_again([_undated(own, claim, ordered) for own, claim in zip(facets, ordered, strict=True)])
    facets = _owned(facets, ordered)
    placed = [(trigger.start, f) for (trigger, _, _), f in zip(seen, facets, strict=True)]
    return ordered, _spoken_on(placed)


def _undated(own: Facets, claim: ResolvedClaim, claims: Sequence[ResolvedClaim]) -> Facets:
    """The claim without a day that a later sentence tells of another deed."""
    time = claim.claim.occurred
    if own.is_dated or time is None or time.span.start < claim.claim.trigger.end:
        return own
    others = (c for c in claims if c.claim.trigger.start > claim.claim.trigger.end)
    taken = any(c.claim.occurred and c.claim.occurred.span == time.span for c in others)
    return replace(own, occurred=None, month=None) if taken else own


def _owned(members: Sequence[Facets], claims: Sequence[ResolvedClaim]) -> list[Facets]:
    """The claims, with "its embassy" of the land of whoever acted right before, where that is one land."""
    found: list[Facets] = []
    last: tuple[int, frozenset[str]] = (-_NEXT_SENTENCE, frozenset())
    for own, claim in zip(members, claims, strict=True):
        at, nations = last
        is_its = any(ref.text.casefold().startswith("its ") for ref in claim.recipients)
        if is_its and not own.recipients.nations and claim.claim.trigger.start - at < _NEXT_SENTENCE:
            own = replace(own, recipients=replace(own.recipients, nations=nations))
        if own.actors:
            last = (claim.claim.trigger.start, own.actors.nations if len(own.actors.nations) == 1 else frozenset())
        found.append(own)
    return found


def _placed_again(members: Sequence[Facets]) -> list[Facets]:
    """The claims, "in the town" with the town told last before it."""
    found: list[Facets] = []
    last: Facets | None = None
    for own in members:
        if own.is_there and last is not None:
            own = replace(own, place=last.place, is_placed=True)
        elif own.place is not None and own.place.precision not in _WIDE:
            last = own
        found.append(own)
    return found


def _words(triggers: Sequence[Span]) -> list[int]:
    """For each trigger, in order, the number of the first that it overlaps with."""
    found: list[int] = []
    end = -1
    for n, trigger in enumerate(triggers):
        found.append(found[-1] if trigger.start < end else n)
        end = max(end, trigger.end)
    return found


def _told_by(members: Sequence[Facets]) -> date | None:
    """The last day on which the article can have come out; where that is not told, the last day that it tells of."""
    published = members[0].published if members else None
    if published is not None and published.end is not None:
        return published.end - timedelta(days=1)
    days = [
        f.occurred.end - timedelta(days=1)
        for f in members
        if f.occurred and f.occurred.end and f.occurred.days == 1 and not f.is_open
    ]
    return max(days, default=None)


def _spoken_on(members: Sequence[Placed]) -> list[Facets]:
    """The claims, each with the one that it speaks on of where it does not tell when itself."""
    found: list[Facets] = []

    @cache
    def rivals(number: int) -> int:
        """A bit for each claim behind one that excludes it: many ask, and one by one that would be cubic."""
        return sum(1 << f.number for _, f in members[number + 1 :] if clash(members[number][1], f))

    for at, own in members:
        about = _about(members, found, at, own, rivals)
        if about and any(f.number == about[0] and clash(own, f) for _, f in members):
            # A place that its own sentence does not tell gives way.
            own = replace(own, place=None)
        found.append(replace(own, continues=about))
    return found


def _about(
    members: Sequence[Placed], found: Sequence[Facets], at: int, own: Facets, rivals: Callable[[int], int]
) -> tuple[int, str] | None:
    """The claim of the article that one speaks on of, and why; None where it stands for itself."""
    if own.event_type not in DEEDS or own.is_many or own.is_open:
        return None
    is_meant = own.is_definite or own.is_in_deed
    if own.is_dated and (own.occurred or own.month) and not (is_meant and own.place is None):
        return None
    bare = own if own.is_placed else replace(own, place=None)
    fitting = [(n, f) for n, f in members if f is not own and _can_carry(f, bare) and clash(bare, f) is None]
    if own.occurred or own.month:
        # "The shooting" of that day is no deed of which no day is told.
        fitting = [(n, f) for n, f in fitting if own.is_narrow and (f.is_narrow if f.occurred else _is_news(own))]
    before = [(n, f) for n, f in fitting if n < at]
    if is_meant or own.claims_the_deed:
        meant = [f for _, f in before if not _brings_others(own, f)]
        if meant:
            return meant[-1].number, "told as “the” one told before"
        beside = [f for _, f in fitting if f.said == own.said]
        if own.is_in_deed and beside:
            return beside[0].number, "told in one sentence"
        told = [f for n, f in members if n < at <= n + _NEXT_SENTENCE and _is_like(f, bare)]
        if told and not own.is_dated:
            return told[-1].number, "told as “the” one told right before"
        return _of_the_only_one(own, [f for _, f in fitting], rivals)
    near = [f for n, f in before if (at - n <= _NEAR and _same_people(own, f)) or _goes_on(own, f, at - n)]
    if near and not _is_anew(own):
        return near[-1].number, "the same people, told on in one article"
    beside = [f for _, f in fitting if f.said == own.said and not _brings_others(own, f)]
    if beside and not _is_anew(own):
        return beside[-1].number, "told in one sentence"
    last = next(((n, f) for (n, _), f in reversed([*zip(members, found, strict=False)]) if _is_told(f, own)), None)
    if last and _is_next(bare, last[1], at - last[0]):
        return last[1].number, "told on in the next sentence"
    is_free = own.recipients or own.event_type is not EventType.ASSAULT
    return _of_the_only_one(own, [f for _, f in fitting], rivals) if is_free else None


def _is_news(own: Facets) -> bool:
    """True for a deed of the days before its article came out."""
    day = own.occurred.start if own.occurred else None
    return day is not None and own.told_by is not None and own.told_by - day <= timedelta(days=_NEWS_DAYS)


def _is_like(other: Facets, own: Facets) -> bool:
    """True for a deed that the other can be, though it tells neither when nor where."""
    if not related(other.event_type, own.event_type) or other.is_open or other.is_many or other.is_anchored:
        return False
    return clash(own, other) is None and not _brings_others(own, other)


def _is_told(other: Facets, own: Facets) -> bool:
    """True for a deed of the kind that the article tells in full, or tells on."""
    return related(other.event_type, own.event_type) and (other.is_anchor or other.continues is not None)


def _is_next(own: Facets, other: Facets, between: int) -> bool:
    """True for what is told right after a deed as if it were part of it, with no word that it is another."""
    if between > _NEXT_SENTENCE or own.is_denied or own.is_background or own.is_many or _brings_others(own, other):
        return False
    if not _can_carry(other, own) and (other.continues is None or own.is_anchored):
        return False
    if clash(own, other) or (are_others(own.actors, other.actors) and own.stance is Stance.REPORTS):
        return False
    return not _is_anew(own)


def _is_anew(own: Facets) -> bool:
    """True where a word says that this is another deed, or one of many."""
    return not listed("anew").isdisjoint(words_of(own.said))


def _can_carry(other: Facets, own: Facets) -> bool:
    """True for a claim that tells when or where, and nowhere else than this one does."""
    if not other.is_anchor or other.is_open:
        return False
    if own.is_in_deed and other.place is None:
        return True
    if not own.is_anchored or other.place is None or own.place is None:
        return not own.is_anchored or (own.place is None and other.place is not None)
    alike = own.place.text.casefold() == other.place.text.casefold()
    return alike or own.is_in_deed or (own.place.place_id is not None and own.place.place_id == other.place.place_id)


def _same_people(own: Facets, other: Facets) -> bool:
    """True where both tell of people by the same common noun; a name alone ("the Front") is in every deed of a war."""
    mine, theirs = own.recipients, other.recipients
    armed = {stem(w) for w in listed("armed")}
    return bool(mine.common & theirs.common) or bool(mine.common & armed and theirs.common & armed)


def _goes_on(own: Facets, other: Facets, between: int) -> bool:
    """True for the next words on the same doer: "The column hit the post. *It killed* nine men"."""
    named = shared(own.actors, other.actors) == 1 and bool(own.actors)
    return named and between <= _NEXT and not own.is_denied


def _brings_others(own: Facets, other: Facets) -> bool:
    """True for "the attack on the school" after one on a bus: what is hit is told anew.

    People beside a place, and those hurt "in the attack", are whoever was there.
    """
    mine, theirs = own.recipients, other.recipients
    if own.is_in_deed or not mine or not theirs or shared(mine, theirs) or mine.words & theirs.words:
        return False
    people, sites = ({stem(w) for w in listed(section)} for section in ("anybody", "sites"))
    if mine.words <= people or (theirs.words <= people and not mine.nations - theirs.nations):
        return False
    return bool(mine.words & sites) == bool(theirs.words & sites)


def _of_the_only_one(own: Facets, fitting: Sequence[Facets], rivals: Callable[[int], int]) -> tuple[int, str] | None:
    """What an article tells without day and place is the one such deed that it tells in full, where there is one."""
    recent = [f for f in fitting if not f.is_background and not _brings_others(own, f)]
    leads = own.place is not None or own.is_definite or own.is_in_deed or own.claims_the_deed
    if not recent or not leads or own.event_type not in _GATHERED:
        return None
    numbers = sum(1 << f.number for f in recent)
    if any(rivals(f.number) & numbers for f in recent):
        return None
    return recent[0].number, "the only such deed that the article tells in full"
