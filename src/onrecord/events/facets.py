"""What of a claim bears on whether another is of the same happening: computed once a claim, compared many times."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from datetime import timedelta

from onrecord.lexicons import load
from onrecord.model.claims import EventType, Factuality
from onrecord.model.dates import DateInterval
from onrecord.model.ids import ArticleId, ClaimId
from onrecord.model.resolved import ActorRef, PlaceRef, ResolvedClaim

_COMMON = frozenset(word for line in load("common_words") for word in line)
_WORD = re.compile(r"[^\W\d_]{2,}|\d+")

# Types that careful coders give to one deed in different words.
_FAMILIES = (
    (EventType.ASSAULT, EventType.COERCE),
    (EventType.AGREE, EventType.SUPPORT, EventType.COOPERATE),
    (EventType.SANCTION, EventType.COERCE),
    (EventType.CONCEDE, EventType.RETREAT),
    (EventType.ACCUSE, EventType.REJECT),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Facets:
    """One claim as the merger sees it. `actors` and `recipients` map an id or folded words to its wider groups."""

    claim: ResolvedClaim
    claim_id: ClaimId
    article_id: ArticleId
    text_of: str  # the copy group, else the article
    event_type: EventType
    actors: dict[str, frozenset[str]]
    recipients: dict[str, frozenset[str]]
    recipient_words: frozenset[str]
    named_recipients: bool
    place: PlaceRef | None
    occurred: DateInterval | None
    published: DateInterval | None
    words: frozenset[str]
    trigger: str
    is_definite: bool
    is_open: bool  # planned, threatened or possible: not the deed itself

    @property
    def bounds(self) -> DateInterval:
        """The days on which it can have happened: as told, else any day up to publication."""
        if self.occurred is not None:
            return self.occurred
        if self.published is not None and not self.is_open:
            return DateInterval(None, self.published.end)
        return DateInterval(None, None)

    @property
    def is_narrow(self) -> bool:
        """True when the days are told to within a month and a half."""
        days = self.occurred.days if self.occurred else None
        return days is not None and days <= 45


def facets_of(claim: ResolvedClaim) -> Facets:
    """The facets of one claim."""
    own = claim.claim
    sentence = " ".join(piece.text for piece in claim.evidence)
    before = claim.evidence[0].text[: max(0, claim.trigger.span.start - claim.evidence[0].span.start)]
    return Facets(
        claim=claim,
        claim_id=own.id,
        article_id=own.article_id,
        text_of=claim.article.copy_group or own.article_id,
        event_type=own.event_type,
        actors=_keys(claim.actors),
        recipients=_keys(claim.recipients),
        recipient_words=frozenset(w for r in claim.recipients for w in _words(r.text)),
        named_recipients=any(r.actor_id for r in claim.recipients),
        place=claim.place,
        occurred=own.occurred.interval if own.occurred else None,
        published=claim.article.published.interval,
        words=frozenset(_words(sentence)),
        trigger=_stem(claim.trigger.text),
        is_definite=bool(re.search(r"\b(?:the|this|that|these|those)\s+(?:\w+\s+)?$", before, re.IGNORECASE)),
        is_open=own.factuality in (Factuality.PLANNED, Factuality.THREATENED, Factuality.POSSIBLE),
    )


def related(one: EventType, other: EventType) -> bool:
    """True when two types may name one deed."""
    return one is other or any(one in family and other in family for family in _FAMILIES)


def _keys(refs: tuple[ActorRef, ...]) -> dict[str, frozenset[str]]:
    keys: dict[str, frozenset[str]] = {}
    for ref in refs:
        if ref.actor_id:
            keys[ref.actor_id] = frozenset((ref.actor_id, *ref.parents))
        else:
            folded = " ".join(_words(ref.text))
            keys[folded] = frozenset((folded,))
    return keys


def _words(text: str) -> list[str]:
    return [_stem(w) for w in _WORD.findall(text.casefold()) if w not in _COMMON]


def _stem(word: str) -> str:
    # Enough to bring "attacks", "attacked" and "attack" together; not a lemma.
    word = word.casefold()
    for ending in ("ings", "ing", "ers", "ed", "es", "s", "er"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word


def shared_actors(one: dict[str, frozenset[str]], other: dict[str, frozenset[str]]) -> float:
    """1.0 where the two name the same somebody, 0.6 where one belongs to the other, else 0."""
    if one.keys() & other.keys():
        return 1.0
    wide_one = frozenset().union(*one.values()) if one else frozenset()
    wide_other = frozenset().union(*other.values()) if other else frozenset()
    return 0.6 if (wide_one & other.keys()) or (wide_other & one.keys()) else 0.0


def kilometres(one: PlaceRef, other: PlaceRef) -> float | None:
    """The great-circle distance (haversine), None where a place has no coordinates."""
    if None in (one.latitude, one.longitude, other.latitude, other.longitude):
        return None
    la, lo, lb, ob = (math.radians(v or 0.0) for v in (one.latitude, one.longitude, other.latitude, other.longitude))
    a = math.sin((lb - la) / 2) ** 2 + math.cos(la) * math.cos(lb) * math.sin((ob - lo) / 2) ** 2
    return 12742 * math.asin(math.sqrt(a))


def near_days(one: DateInterval, other: DateInterval) -> bool:
    """True when the two can be the same day, a day's slack for time zones and for tellings after midnight."""
    slack = timedelta(days=1)
    wider = DateInterval(
        one.start - slack if one.start else None,
        one.end + slack if one.end else None,
    )
    return wider.overlaps(other)
