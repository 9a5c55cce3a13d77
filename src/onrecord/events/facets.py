"""What of a claim bears on whether another is of the same happening: computed once a claim, compared many times."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cache

from onrecord.lexicons import load
from onrecord.model.claims import EventType, Factuality, Stance
from onrecord.model.dates import DateInterval, Precision, TimeValue
from onrecord.model.readings import TOLD_ON
from onrecord.model.resolved import ActorRef, Piece, PlaceRef, ResolvedClaim
from onrecord.model.spans import Span
from onrecord.text import countries
from onrecord.text.embedding import embedding
from onrecord.text.numbers import value_of
from onrecord.text.timewords import MONTHS, WEEKDAYS

_COMMON = frozenset(word for line in load("common_words") for word in line)
_WORD = re.compile(r"[^\W\d_]{2,}|\d+")
_BEFORE_DEFINITE = re.compile(
    r"\b(?:the|this|that)\s+(?:[\w-]+\s+){0,2}$|\b(?:\w+(?:'s|’s|s'|s’)|its|their|his|her)\s+(?:[\w-]+\s+)?$", re.I
)
_CALENDAR = frozenset((*MONTHS, *WEEKDAYS))
_DATELINE = re.compile(r"^[A-Z][\w .,’'-]{1,40}(?:\([^)]{1,60}\))?(?: —| –| -|:) ")
_OF_A_DAY = re.compile(r"\b(?:\w+day(?:'s|’s)(?: \w+)?|(?<!among )(?<!of )the) $", re.I)
# "raid on Karsa", "were killed on Monday in Karsa": the first name that a place can have.
_PLACED = re.compile(
    r"(?:\s+(?:early |late )?(?:on \w+day|yesterday|overnight))?\s+(?:in|at|near|on|outside)\s+"
    r"(?:the (?:village|town|city|district|area) of )?(?P<name>[A-Z][\w’'-]{2,}(?: [A-Z][\w’'-]+)*)(?!['’]s)"
)
_THE_NUMBER = re.compile(r"the (?:\d+|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?) ", re.I)
# "A nurse at", with which a sentence or an apposition begins.
_SOMEBODY_IN = re.compile(r"(?:^|, )(?:an?|the) (?:[\w’'-]+ ){1,3}(?:in|at|of|near) (?:the )?$", re.I)
_ON_THE_WAY = re.compile(
    r"\b(?:left|leaving|reached|from|towards?|for|via|across|fled|to|direction of)(?: the)? $", re.I
)
_THERE = re.compile(r"(?:the|this|that) (?:\w+ )?(?:city|town|village|hamlet|camp|district|township|settlement)$", re.I)
_LAND = 6  # how fine a place is that is a whole state
_BESIDE = 25  # characters between a speaker and where that one is
_NIGHT = re.compile(r"\b(?:over)?night|\b(?:evening|midnight|late)\b", re.I)
_WRITTEN_DAY = re.compile(r"\d{4}-\d\d-\d\d$")
_UNDATED_MONTH = re.compile(r"XXXX-(\d\d)")

# Types that careful coders give to one deed in different words.
_FAMILIES = (
    (EventType.AGREE, EventType.SUPPORT, EventType.COOPERATE),
    (EventType.SANCTION, EventType.COERCE),
    (EventType.CONCEDE, EventType.RETREAT),
)
SPEECH = frozenset(
    {
        EventType.ACCUSE, EventType.REQUEST, EventType.REJECT, EventType.THREATEN, EventType.SUPPORT, EventType.CONCEDE,
        EventType.AGREE,
    }
)  # fmt: skip
DEEDS = frozenset(
    {
        EventType.ASSAULT, EventType.COERCE, EventType.PROTEST, EventType.MOBILIZE, EventType.RETREAT,
        EventType.SANCTION, EventType.CONSULT, EventType.AID,
    }
)  # fmt: skip


@cache
def listed(section: str) -> frozenset[str]:
    """One section of the list of words about happenings."""
    return frozenset(load("events")[section])


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """Those on one side of a claim. `keys` map an id or folded words to the wider groups of each."""

    keys: dict[str, frozenset[str]]
    wide: frozenset[str]  # the keys with all groups that they belong to
    names: frozenset[frozenset[str]]  # for those not known by id, the words of their name
    known_names: frozenset[frozenset[str]]  # the same for those known by id
    words: frozenset[str]  # the stems of all words for them, nationalities left out
    common: frozenset[str]  # those of the words that are no names: "soldiers"
    nations: frozenset[str]  # ISO codes that the words or the actors' countries bring
    is_known: bool  # somebody of them is known by id
    is_one: bool  # a single person or thing: "a judge"

    def __bool__(self) -> bool:
        return bool(self.keys)


@dataclass(frozen=True, slots=True, kw_only=True)
class Facets:
    """One claim as the merger sees it: what it tells, and nothing of where in the record it stands.

    `text` is the article that tells it, `text_of` its group of copies; both are set once the whole article is known.
    """

    text: str = ""
    text_of: str
    event_type: EventType
    actors: Party
    recipients: Party
    place: PlaceRef | None  # none for words that name no place: "the town"
    is_there: bool  # its place is told as "the town", "the district"
    is_placed: bool  # its own sentence says so
    names: frozenset[str]  # the stems of all other names in its sentence
    occurred: DateInterval | None
    is_written: bool  # a day told by its number and month, not by a weekday or an evening
    is_bare: bool  # neither who, nor where, nor when was read with it
    is_dated: bool  # its own sentence tells the day
    is_timed: bool  # a time is told, of whichever day
    month: int | None  # where a month is told and no year can be
    published: DateInterval | None
    told_by: date | None = None  # the last day that the article tells of, or that it came out on
    said: str  # the words that state it
    meaning: str = ""  # the vector of the sentence
    sense: str = ""  # the vector of the trigger
    words: frozenset[str]
    topic: frozenset[str]  # the words around the trigger
    trigger: str
    word: int = 0  # which of the article's triggers it is; claims of overlapping words share one
    numbers: frozenset[tuple[str, float]]  # those above two: smaller ones are in every other telling
    stance: Stance
    is_background: bool
    is_definite: bool
    is_in_deed: bool  # who did it, or where one was hurt, leads back to a deed: "the attackers", "in the raid"
    is_many: bool  # several deeds told as one: "a spate of attacks"
    is_open: bool  # planned, threatened or possible: not the deed itself
    is_denied: bool
    about: Mapping[str, float] = field(default_factory=dict)  # for a bare claim the words of its article, weighed
    continues: tuple[int, str] | None = None  # which claim of the article this one speaks on of, and why
    number: int = 0  # which claim of its article it is

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

    @property
    def is_anchored(self) -> bool:
        """True when the claim itself tells when, or where more finely than a country."""
        has_place = self.place is not None and self.is_placed and self.place.precision != 6
        return self.occurred is not None or self.month is not None or has_place

    @property
    def is_anchor(self) -> bool:
        """True when others of the article can lean on the claim: it tells a month or less, or a place."""
        return self.is_anchored and (self.occurred is None or self.is_narrow or self.place is not None)

    @property
    def sides(self) -> tuple[object, ...]:
        """All that can rule out that a claim of another article is of the same happening."""
        place = (self.place.place_id, self.place.text.casefold()) if self.place else None
        return (
            self.event_type, self.is_placed, self.is_open, self.is_denied, self.is_many, self.is_bare,
            self.claims_the_deed, self.bounds, self.occurred, self.is_written, self.month, place,
            frozenset(self.actors.keys), self.actors.names, self.actors.known_names,
            frozenset(self.recipients.keys), self.recipients.names, self.recipients.known_names,
            self.recipients.words, self.recipients.nations, self.recipients.is_one,
            self.topic if self.event_type in SPEECH else None,
        )  # fmt: skip

    @property
    def claims_the_deed(self) -> bool:
        """True for a claim of responsibility."""
        return self.stance is Stance.CLAIMS_RESPONSIBILITY


def facets_of(claim: ResolvedClaim) -> Facets:
    """The facets of one claim."""
    own = claim.claim
    sentence = " ".join(piece.text for piece in claim.evidence)
    first = _piece_of_trigger(claim)
    place = _place_of(claim, first)
    at = max(0, claim.trigger.span.start - first.span.start)
    before = first.text[:at]
    around = first.text[max(0, at - 40) : at + len(claim.trigger.text) + 90]
    occurred = own.occurred
    vectors = embedding(first.text, Span(at, at + len(claim.trigger.text)))
    return Facets(
        text_of=claim.article.copy_group or own.article_id,
        event_type=own.event_type,
        actors=party_of(
            tuple(ref for ref in claim.actors if own.event_type is not EventType.ASSAULT or not _is_anybody(ref))
        ),
        recipients=party_of(claim.recipients),
        place=replace(place, span=Span(0, 0), mention_id=None, aliases=()) if place else None,
        is_there=place is None and claim.place is not None and bool(_THERE.match(claim.place.text)),
        is_placed=_is_placed(claim, place, first),
        names=_names_in(claim, first.text),
        occurred=occurred.interval if occurred else None,
        is_written=_is_written(occurred, sentence),
        is_bare=not (claim.actors or claim.recipients or claim.place or occurred),
        is_dated=occurred is not None and occurred.span.overlaps(first.span),
        is_timed=occurred is not None,
        month=_month(occurred.timex_value) if occurred and occurred.interval is None else None,
        published=claim.article.published.interval,
        said=claim.evidence[0].text,
        meaning=vectors.sentence,
        sense=vectors.words,
        words=frozenset(stems(sentence)),
        topic=frozenset(stems(around)) - _told_elsewhere(claim),
        trigger=stem(claim.trigger.text.split()[-1]) if claim.trigger.text.split() else "",
        numbers=frozenset(_numbers(claim)),
        stance=own.stance,
        is_background=own.background,
        is_definite=_is_definite(claim, before),
        is_in_deed=_is_in_deed(claim, sentence),
        is_many=_is_many(claim.trigger.text, before),
        is_open=own.factuality in (Factuality.PLANNED, Factuality.THREATENED, Factuality.POSSIBLE),
        is_denied=own.factuality is Factuality.DENIED,
    )


def _numbers(claim: ResolvedClaim) -> Iterator[tuple[str, float]]:
    """How many of what, "at least 31" as 31, and how many "the ten workers" are; small numbers are in every telling."""
    for quantity in claim.claim.quantities:
        amount = quantity.best or quantity.low or quantity.high
        if amount is not None and amount > 2:
            yield quantity.kind.value, amount
    for ref in claim.recipients:
        yield from (("other", amount) for word in ref.text.split()[:2] if (amount := value_of(word) or 0) > 2)


def _place_of(claim: ResolvedClaim, first: Piece) -> PlaceRef | None:
    """The place of a claim; where it was read with none, the name that stands behind its trigger: "killed in Karsa"."""
    place = claim.place
    if place is not None and place.precision == _LAND and all(_nation(w) is None for w in _WORD.findall(place.text)):
        # A capital that was taken for those who rule in it: where people march it is the town.
        return PlaceRef(text=place.text, span=place.span, mention_id=None, country=place.country)
    if place is not None:
        return place if place.place_id is not None or spot_of(place) else None
    at = claim.trigger.span.end - first.span.start
    found = _PLACED.match(first.text, max(0, at))
    if not found or found["name"].casefold() in _CALENDAR or _nation(found["name"]) is not None:
        return None
    start = first.span.start + found.start("name")
    return PlaceRef(text=found["name"], span=Span(start, start + len(found["name"])), mention_id=None)


def _is_placed(claim: ResolvedClaim, place: PlaceRef | None, first: Piece) -> bool:
    """True where the sentence of the claim tells the place, and tells it of the deed and not of who speaks of it.

    "A nurse in Karsa, Ama Tal, said" and "the border service in Karsa said" are no words on where it was done, nor is
    whence they came and whither they went.
    """
    if place is None or not any(place.span.overlaps(piece.span) for piece in claim.evidence):
        return False
    voices = [v.span for v in claim.chain if v.span is not None]
    if any(v.overlaps(place.span) or 0 <= place.span.start - v.end <= len(" in the ") for v in voices):
        return False
    before = first.text[: max(0, place.span.start - first.span.start)]
    if _ON_THE_WAY.search(before):
        return False
    found = _SOMEBODY_IN.search(before)
    if not found or claim.trigger.text in found[0]:
        return True
    return not any(0 <= v.start - place.span.end <= _BESIDE for v in voices)


def spot_of(place: PlaceRef) -> frozenset[str]:
    """The stems of the names in the words for a place: of "the market of Karsa" the town's."""
    plain = _COMMON | listed("divisions")
    return frozenset(stem(w) for w in _WORD.findall(place.text) if w[0].isupper() and w.casefold() not in plain)


def _is_anybody(ref: ActorRef) -> bool:
    """True for "people" and the like: who did it is never told so, but who was hit."""
    words = [w.casefold() for w in _WORD.findall(ref.text) if w.casefold() not in _COMMON]
    return ref.actor_id is None and bool(words) and listed("anybody").issuperset(words)


def _names_in(claim: ResolvedClaim, sentence: str) -> frozenset[str]:
    """The stems of the names in a sentence but those of who acts and of who says so, of lands and of days."""
    told = _DATELINE.sub("", sentence)
    found = {w for w in re.findall(r"(?:^|(?<=[\w,;:’'] ))[^\W\d_][\w’'-]+", told) if w[0].isupper()}
    others = [ref.label for ref in claim.chain] + [t for ref in claim.actors for t in (ref.text, ref.label)]
    spent = {w.casefold() for text in others for w in _WORD.findall(text)}
    words = {w for name in found for w in _WORD.findall(name) if w[0].isupper() and w.casefold() not in spent}
    kept = (w for w in words if len(w) > 2 and _nation(w) is None and w.casefold() not in _COMMON | _CALENDAR)
    return frozenset(stem(w) for w in kept) - _no_names()


def _is_definite(claim: ResolvedClaim, before: str) -> bool:
    """True for "the attack"."""
    return not claim.claim.basis.startswith("verb") and bool(_BEFORE_DEFINITE.search(before))


def _is_in_deed(claim: ResolvedClaim, sentence: str) -> bool:
    """True for what was done "in the attack", for what "the attackers" did and for what befell "the victims"."""
    if claim.claim.basis.startswith(TOLD_ON):
        return True
    if any(_are(ref.text, "attackers") for ref in claim.actors):
        return True
    if any(_are(ref.text, "victims") or _THE_NUMBER.match(ref.text) for ref in claim.recipients):
        return True
    return bool(_in_the_deed().search(sentence))


def _are(text: str, section: str) -> bool:
    """True for "the attackers", "the two gunmen", "their captives", where the list has the last word."""
    words = text.casefold().split()
    return len(words) > 1 and words[0] in ("the", "their", "its") and words[-1] in listed(section)


@cache
def _in_the_deed() -> re.Pattern[str]:
    nouns = "|".join(sorted(listed("deeds")))
    return re.compile(
        rf"\bin it\b|\b(?:in|during) (?:the|that|this|its|their|\w+day(?:'s|’s)) (?:[\w-]+ )?(?:{nouns})\b", re.I
    )


def _told_elsewhere(claim: ResolvedClaim) -> frozenset[str]:
    """The stems of the words that tell who, when and which act: what is left is what the act is about."""
    parties = [ref.text for ref in (*claim.actors, *claim.recipients)]
    when = claim.claim.occurred.text if claim.claim.occurred else ""
    return frozenset(stems(" ".join((*parties, when, claim.trigger.text))))


def _piece_of_trigger(claim: ResolvedClaim) -> Piece:
    found = [piece for piece in claim.evidence if claim.trigger.span.overlaps(piece.span)]
    return found[0] if found else claim.evidence[0]


def _is_written(occurred: TimeValue | None, sentence: str) -> bool:
    """True for a single day that is written out; an evening or a night may reach into the next day."""
    if occurred is None or occurred.precision is not Precision.DAY or not occurred.basis:
        return False
    is_one = occurred.interval is not None and occurred.interval.days == 1
    is_date = occurred.basis.startswith(("written date", "day and month"))
    return is_one and is_date and bool(_WRITTEN_DAY.match(occurred.timex_value or "")) and not _NIGHT.search(sentence)


def _month(value: str | None) -> int | None:
    match = _UNDATED_MONTH.match(value or "")
    return int(match[1]) if match else None


def _is_many(trigger: str, before: str) -> bool:
    """True for words that tell of several deeds at once; "the killings", "Tuesday's arrests" are of one happening."""
    last = trigger.casefold().split()[-1:]
    if not last or last[0] not in listed("several_deeds") or _OF_A_DAY.search(before):
        return False
    near = {*re.findall(r"\w+", before.casefold())[-3:], *trigger.casefold().split()[:-1]}
    return not near & {"two", "three", "four", "twin", "both", "joint"}


def family(kind: EventType) -> str:
    """The name that all types share which may name one deed."""
    return next((found[0].value for found in _FAMILIES if kind in found), kind.value)


def related(one: EventType, other: EventType) -> bool:
    """True when two types may name one deed."""
    return one is other or family(one) == family(other)


def party_of(refs: tuple[ActorRef, ...]) -> Party:
    """Those on one side, as the merger sees them."""
    keys: dict[str, frozenset[str]] = {}
    for ref in refs:
        if ref.actor_id:
            # A state is no part of the bodies that it is a member of: what the one does the other does not.
            keys[ref.actor_id] = frozenset((ref.actor_id, *(() if ref.kind == "state" else ref.parents)))
        else:
            folded = " ".join(stems(ref.text))
            keys[folded] = frozenset((folded,))
    unnamed = [ref for ref in refs if not ref.actor_id]
    first = refs[0].text.casefold().split()[:1] if len(refs) == 1 else []
    return Party(
        keys=keys,
        wide=frozenset().union(*keys.values()) if keys else frozenset(),
        names=frozenset(n for ref in unnamed if (n := _name(ref.text))),
        known_names=frozenset(n for ref in refs if ref.actor_id for t in (ref.text, ref.label) if (n := _name(t))),
        words=frozenset(w for ref in refs for w in plain_words(ref.text)),
        common=frozenset(stem(w) for ref in refs for w in _WORD.findall(ref.text) if w.islower() and w not in _COMMON),
        nations=frozenset(n for ref in refs for n in _nations(ref)),
        is_known=len(unnamed) < len(refs),
        is_one=bool(first) and first[0] in {"a", "an", "one"},
    )


def _name(text: str) -> frozenset[str]:
    """The words of a name, without those around it that do not change whom it means ("the … fighters")."""
    words = [w for w in _WORD.findall(text) if w[0].isupper() and w.casefold() not in _COMMON]
    if all(_nation(w) for w in words):
        return frozenset()
    return frozenset(stem(w) for w in words) - _no_names()


@cache
def _no_names() -> frozenset[str]:
    """The stems of words that are capital only where a sentence begins: "Gunmen", "Delegations"."""
    return frozenset(
        stem(w) for section in ("men", "nameless", "anybody", "armed", "attackers") for w in listed(section)
    )


def plain_words(text: str) -> list[str]:
    """The stems of the words, nationalities left out."""
    return [stem(w) for w in _WORD.findall(text) if w.casefold() not in _COMMON and _nation(w) is None]


@cache
def _nation(word: str) -> str | None:
    return countries.adjectives().get(word) or countries.peoples().get(word) or countries.names().get(word)


def _nations(ref: ActorRef) -> set[str]:
    found = {code for word in re.findall(r"[^\W\d_]+", ref.text) if (code := _nation(word))}
    if ref.kind in ("state", "government_body", "person") and ref.country:
        found.add(ref.country)
    return found


def words_of(text: str) -> list[str]:
    """The words in lower case."""
    return _WORD.findall(text.casefold())


def stems(text: str) -> list[str]:
    """The stems of the words that tell one happening from another."""
    return [stem(w) for w in _WORD.findall(text.casefold()) if w not in _COMMON]


@cache
def stem(word: str) -> str:
    """Enough to bring "attacks", "attacked" and "attack" together; not a lemma."""
    word = word.casefold()
    for ending in ("ings", "ing", "ers", "ed", "es", "s", "er"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word[:-1] if word.endswith("e") and len(word) >= 5 else word


def shared(one: Party, other: Party) -> float:
    """1.0 where the two name the same somebody, 0.6 where one belongs to the other, else 0."""
    if not one.keys or not other.keys:
        return 0.0
    if not one.keys.keys().isdisjoint(other.keys):
        return 1.0
    if not one.wide.isdisjoint(other.keys) or not other.wide.isdisjoint(one.keys):
        return 0.6
    if not (one.names or other.names):
        return 0.0
    met = (*((a, b) for a in one.names for b in other.names | other.known_names),
           *((a, b) for a in one.known_names for b in other.names))  # fmt: skip
    return 1.0 if any(_one_name(a, b) for a, b in met) else 0.0


def _one_name(one: frozenset[str], other: frozenset[str]) -> bool:
    """True where one name holds the whole of the other: "Mobilization Front", "National Mobilization Front"."""
    small, large = sorted((one, other), key=len)
    return small <= large and (len(small) > 1 or small == large)


def joined(one: Party, other: Party) -> Party:
    """Both parties as one, for acts in which all take part."""
    return Party(
        keys={**one.keys, **other.keys},
        wide=one.wide | other.wide,
        names=one.names | other.names,
        known_names=one.known_names | other.known_names,
        words=one.words | other.words,
        common=one.common | other.common,
        nations=one.nations | other.nations,
        is_known=one.is_known or other.is_known,
        is_one=False,
    )


def kilometres(one: PlaceRef, other: PlaceRef) -> float | None:
    """The great-circle distance (haversine), None where a place has no coordinates."""
    if None in (one.latitude, one.longitude, other.latitude, other.longitude):
        return None
    la, lo, lb, ob = (math.radians(v or 0.0) for v in (one.latitude, one.longitude, other.latitude, other.longitude))
    a = math.sin((lb - la) / 2) ** 2 + math.cos(la) * math.cos(lb) * math.sin((ob - lo) / 2) ** 2
    return 12742 * math.asin(math.sqrt(a))


def near_days(one: Facets, other: Facets) -> bool:
    """True when the two can be of one day: a day's slack for time zones and tellings after midnight.

    Two days that are both written out leave no slack: 18 May is not 19 May.
    """
    slack = timedelta(days=0 if one.is_written and other.is_written else 1)
    a, b = one.bounds, other.bounds
    before = a.end is not None and b.start is not None and a.end + slack <= b.start
    after = b.end is not None and a.start is not None and b.end + slack <= a.start
    return not (before or after)
