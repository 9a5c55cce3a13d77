"""Whether two claims are of one happening: a score with its reasons, or what rules it out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import cache

from onrecord.events.bare import ALIKE, likeness
from onrecord.events.facets import (
    SPEECH,
    Facets,
    Party,
    joined,
    kilometres,
    listed,
    near_days,
    related,
    shared,
    spot_of,
    stem,
)
from onrecord.events.settled import in_other_provinces
from onrecord.model.claims import EventType, Stance
from onrecord.model.dates import DateInterval
from onrecord.model.resolved import PlaceRef
from onrecord.text.embedding import cosine

# Points that make two claims one happening. Weights and threshold were set on pages written for the tests.
THRESHOLD = 5.0
FULL = 10.0
_MUTUAL = frozenset({EventType.CONSULT, EventType.AGREE, EventType.COOPERATE})
_NEWS_DAYS = 10
# A logistic regression over pairs that nothing rules out gives a whole cosine six to ten points, more to a high one.
_PER_COSINE, _MOST_MEANT = 8.0, 2.4
_ONE_SENSE = 0.7  # triggers this much alike mean the same deed: on ECB+'s training part such pairs cost no precision
_LONG_AGO = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Points for, the reasons, and the reason against where one rules the pair out."""

    points: float
    reasons: tuple[str, ...]
    against: str | None = None

    @property
    def is_same(self) -> bool:
        """True when the points suffice and nothing rules it out."""
        return self.against is None and self.points >= THRESHOLD


def score_of(points: float) -> float:
    """The points as a number in 0..1."""
    return max(0.0, min(1.0, points / FULL))


def compare(one: Facets, other: Facets) -> Comparison:
    """How far two claims are of one happening."""
    against = clash(one, other)
    if against:
        return Comparison(0.0, (), against)
    if _is_one_trigger(one, other):
        return Comparison(FULL, ("one trigger",))
    if _is_copied(one, other):
        return Comparison(FULL, ("one text in two copies",))
    if one.is_bare and other.is_bare:
        return _by_wording_alone(one, other)
    if (one.is_many or other.is_many) and one.text_of != other.text_of:
        return Comparison(0.0, (), "several deeds told as one")
    other_day, other_place = _is_other_day(one, other), _is_other_place(one.place, other.place)
    # Where day or place differ, words alone make no one happening of two.
    is_other = other_day or other_place or _is_told_apart(one, other)
    measures = [m for m in _MEASURES if not (is_other and m in _OF_WORDS)]
    parts = [part for measure in measures if (part := measure(one, other))]
    if _spoken_on(one, other):
        # What the article itself ties together needs no likeness: "the raiders burned nine granaries".
        parts = [part for part in parts if part[0] > 0]
    return Comparison(sum(p for p, _ in parts), tuple(reason for _, reason in parts))


def _is_other_day(one: Facets, other: Facets) -> bool:
    return one.occurred is not None and other.occurred is not None and not one.occurred.overlaps(other.occurred)


def _is_other_place(a: PlaceRef | None, b: PlaceRef | None) -> bool:
    if a is None or b is None or a.place_id is None or b.place_id is None or a.place_id == b.place_id:
        return False
    return a.place_id not in b.parents and b.place_id not in a.parents


def _is_told_apart(one: Facets, other: Facets) -> bool:
    """News without a day is of the days before it came out: words like it, months away, are of another deed.

    Not so for what is told as long ago, and for what was done by the same to the same.
    """
    if (one.occurred and other.occurred) or one.month or other.month or one.is_background or other.is_background:
        return False
    if shared(one.actors, other.actors) or shared(one.recipients, other.recipients):
        return False
    return _are_months_apart(one, other)


def _is_one_trigger(one: Facets, other: Facets) -> bool:
    return one.text == other.text and one.word == other.word


def _is_copied(one: Facets, other: Facets) -> bool:
    same_words = one.words == other.words and one.trigger == other.trigger
    return one.text_of == other.text_of and one.text != other.text and same_words


def _by_wording_alone(one: Facets, other: Facets) -> Comparison:
    alike = likeness(one, other)
    if alike < ALIKE or _is_told_apart(one, other):
        return Comparison(0.0, ())
    return Comparison(THRESHOLD + alike, (f"the same word in articles alike by {alike:.0%}",))


# What rules a pair out


def clash(one: Facets, other: Facets, *, as_strangers: bool = False) -> str | None:
    """Why the two cannot be one happening, None where they can; `as_strangers` takes them for two articles' claims."""
    if not related(one.event_type, other.event_type):
        return "different kinds of act"
    if one.is_open != other.is_open:
        return "one is done, the other is not"
    if not near_days(one, other) or _months_exclude(one, other):
        return "different days"
    if one.is_placed and other.is_placed and _places_exclude(one.place, other.place):
        return "different places"
    if _is_other_day(one, other) and _is_other_place(one.place, other.place):
        return "another day and another place"
    if one.is_many != other.is_many and not (one.is_bare and other.is_bare):
        return "one deed beside several"
    if not as_strangers and _is_one_trigger(one, other) and one.recipients and other.recipients:
        # "The bombing of the bridge, the school and the mill": one word, and each its own deed.
        return None if shared(one.recipients, other.recipients) else "one word for several deeds"
    return _roles_exclude(one, other)


def _months_exclude(one: Facets, other: Facets) -> bool:
    """ "In September", of no year that can be told, beside a day of another month."""
    if one.month and other.month:
        return one.month != other.month
    for month, days in ((one.month, other.occurred), (other.month, one.occurred)):
        if month and days is not None and days.days is not None and days.days <= 45 and not _holds(days, month):
            return True
    return False


def _holds(days: DateInterval, month: int) -> bool:
    last = days.end - timedelta(days=1) if days.end else None
    return days.start is not None and last is not None and month in (days.start.month, last.month)


def _places_exclude(a: PlaceRef | None, b: PlaceRef | None) -> bool:
    if a is None or b is None or a.place_id is None or b.place_id is None or a.place_id == b.place_id:
        return False
    if a.place_id in b.parents or b.place_id in a.parents:
        return False
    if a.country and b.country and a.country != b.country:
        return True
    if 6 in (a.precision, b.precision):
        return False
    if in_other_provinces(a, b):
        return True
    distance = kilometres(a, b)
    wide = 4 in (a.precision, b.precision)
    same_province = a.admin1 is not None and a.admin1 == b.admin1
    return distance is not None and distance > (250 if wide else 60) and not (wide and same_province)


def _roles_exclude(one: Facets, other: Facets) -> str | None:
    if one.event_type in SPEECH or other.event_type in SPEECH:
        return _speech_excludes(one, other)
    if one.event_type in _MUTUAL or other.event_type in _MUTUAL:
        mine, theirs = joined(one.actors, one.recipients), joined(other.actors, other.recipients)
        return "different parties" if are_others(mine, theirs) else None
    if _recipients_exclude(one.recipients, other.recipients):
        return "different recipients"
    if _is_turned(one, other) or _is_turned(other, one):
        return "done by the one to whom the other was done"
    if one.is_denied != other.is_denied and _denies_another(one, other):
        return "what is denied is another deed"
    # Rival claims of responsibility name different actors for one attack; for other acts the actor makes the act.
    if one.event_type is EventType.ASSAULT:
        return None
    return "different actors" if are_others(one.actors, other.actors) else None


def _speech_excludes(one: Facets, other: Facets) -> str | None:
    """Acts of speech are the same where the same one says the same to the same."""
    if one.event_type is not other.event_type:
        return "different acts of speech"
    if not shared(one.actors, other.actors):
        return "different speakers"
    if bool(one.recipients) != bool(other.recipients) or (
        one.recipients and not shared(one.recipients, other.recipients)
    ):
        return "spoken to others"
    return None if _topics_shared(one, other) >= 0.3 else "different topics"


def _topics_shared(one: Facets, other: Facets) -> float:
    """How much of what the two acts are about is told in both, 0 to 1; a half where one does not tell."""
    if not one.topic or not other.topic:
        return 0.5
    return len(one.topic & other.topic) / min(len(one.topic), len(other.topic))


def _recipients_exclude(one: Party, other: Party) -> bool:
    if not one or not other or shared(one, other):
        return False
    are_of_others = bool(one.nations and other.nations) and not one.nations & other.nations
    # Embassies of two states share their nouns.
    if (one.words & other.words) - (_stems("sites") | _stems("diplomatic") if are_of_others else frozenset()):
        return False
    if one.is_known and other.is_known:
        return not (one.nations & other.nations)
    if are_of_others:
        return True
    # "A judge" is no "bishop"; but "a foreigner" may be an engineer, and whoever is in a hotel may be anybody.
    armed = _stems("armed")
    if one.words & armed and other.words & armed:
        return False
    return one.is_one and other.is_one and not _is_wide(one) and not _is_wide(other)


def _is_turned(one: Facets, other: Facets) -> bool:
    """True where one acts on those who act in the other, and those on others than the one; in a fight both do."""
    mine, theirs = one.actors, other.recipients
    struck = shared(mine, theirs) == 1 or _is_owner(mine, theirs)
    if not struck or shared(one.recipients, theirs):
        return False
    return not any(word in listed("fights") for facets in (one, other) for word in facets.said.casefold().split())


def _is_owner(party: Party, struck: Party) -> bool:
    """True for "the army" where "an army post" is struck."""
    return not party.is_known and not party.names and bool(party.words) and party.words < struck.words


def _is_wide(party: Party) -> bool:
    """True for words that may stand for anybody or for whoever is at a place."""
    return bool(party.words & _stems("anybody") or party.words & _stems("sites")) or not party.words


@cache
def _stems(section: str) -> frozenset[str]:
    return frozenset(stem(w) for w in listed(section))


def are_others(one: Party, other: Party) -> bool:
    """True where the two name different people; a crowd, an organ of a state or its officials may be anybody's."""
    if not one or not other or shared(one, other) or one.words & other.words:
        return False
    if one.nations and other.nations:
        return not one.nations & other.nations
    return not (_is_nameless(one) or _is_nameless(other))


def _is_nameless(party: Party) -> bool:
    """True for words alone that say what somebody is and not who."""
    return not party.is_known and not party.names and bool(party.words & (_stems("nameless") | _stems("anybody")))


def _denies_another(one: Facets, other: Facets) -> bool:
    """What is denied is what is told, unless it is denied of others than those who did it, or the same doer says so."""
    denied, told = (one, other) if one.is_denied else (other, one)
    if are_others(denied.actors, told.actors):
        return True
    mine, theirs = denied.recipients, told.recipients
    alike = not mine or not theirs or shared(mine, theirs) or mine.words & theirs.words
    towns = {stem(w) for facets in (one, other) if facets.place for w in facets.place.text.split()}
    return not alike and not (mine.words | theirs.words) & (_stems("sites") | towns)


# What speaks for a pair


def _time(one: Facets, other: Facets) -> tuple[float, str] | None:
    if (one.month and other.occurred) or (other.month and one.occurred) or (one.month and other.month):
        return 1.5, "the same month of the year"
    if one.occurred is None or other.occurred is None:
        return None
    if not one.occurred.overlaps(other.occurred):
        return 1.0, "days next to each other"
    if one.is_narrow and other.is_narrow:
        days = max(one.occurred.days or 0, other.occurred.days or 0)
        return (2.5, "the same days") if days <= 4 else (2.0, "the same weeks")
    return 0.5, "days that can be the same"


def _place(one: Facets, other: Facets) -> tuple[float, str] | None:
    a, b = one.place, other.place
    if a is None or b is None:
        return _named(one, other)
    alike = _is_one_spot(a, b)
    if a.place_id is None or b.place_id is None:
        return (2.5, f"“{a.text}” in both") if alike else None
    if a.place_id == b.place_id:
        return (0.5, f"both in {a.label}") if a.precision == 6 else (2.5, f"both in {a.label}")
    if a.place_id in b.parents or b.place_id in a.parents:
        if alike:
            return 2.5, f"“{a.text}” in both"
        return (0.5 if 6 in (a.precision, b.precision) else 1.5), f"{a.label} and {b.label} contain one another"
    return 1.0, f"{a.label} and {b.label} are near"


def _is_one_spot(a: PlaceRef, b: PlaceRef) -> bool:
    """True for "the market of Karsa" and "Karsa"."""
    mine, theirs = spot_of(a), spot_of(b)
    return bool(mine) and bool(theirs) and (mine <= theirs or theirs <= mine)


def _named(one: Facets, other: Facets) -> tuple[float, str] | None:
    """The place of one is named in the sentence of the other, whatever it was read as there."""
    for told, unplaced in ((one, other), (other, one)):
        if told.place is None or told.place.precision == 6:
            continue
        spot = spot_of(told.place)
        if spot and spot <= unplaced.recipients.words:
            return 2.5, f"“{told.place.text}” is what the other tells as hit"
        if spot and spot <= unplaced.names:
            return 2.0, f"“{told.place.text}” named in both"
    return None


def _actors(one: Facets, other: Facets) -> tuple[float, str] | None:
    alike = shared(one.actors, other.actors)
    if alike:
        return (1.8, "the same actors") if alike == 1 else (1.4, "actors of one body")
    mutual = shared(joined(one.actors, one.recipients), joined(other.actors, other.recipients))
    if mutual and {one.event_type, other.event_type} & _MUTUAL:
        return 1.5 * mutual, "the same parties"
    told = one.stance is other.stance is Stance.REPORTS
    if one.actors.is_known and other.actors.is_known and told:
        return -2.0, "different actors, neither claiming nor blaming"
    return None


def _recipients(one: Facets, other: Facets) -> tuple[float, str] | None:
    mine, theirs = one.recipients, other.recipients
    words = mine.words & theirs.words
    alike = shared(mine, theirs)
    if alike and mine.names and theirs.names and not (mine.is_known or theirs.is_known):
        return 2.8, "the same recipients by name"
    if alike and (mine.is_known or words):
        return 1.8, "the same recipients"
    if words:
        return min(1.8, 0.9 * len(words) + (0.9 if mine.nations & theirs.nations else 0)), (
            f"recipients share {', '.join(sorted(words))}"
        )
    if mine.nations & theirs.nations:
        return 1.2, "recipients of one country"
    armed = _stems("armed")
    if mine.words & armed and theirs.words & armed:
        return 0.9, "armed recipients"
    if mine.words and theirs.words and not _is_wide(mine) and not _is_wide(theirs):
        return -1.5, "recipients of different kinds"
    return None


def _numbers(one: Facets, other: Facets) -> tuple[float, str] | None:
    for kind, amount in one.numbers:
        if any(amount == n and (kind == of or "other" in (kind, of)) for of, n in other.numbers):
            return 1.5, "the same numbers"
    return None


def _wording(one: Facets, other: Facets) -> tuple[float, str] | None:
    alike = len(one.words & other.words) / max(1, min(len(one.words), len(other.words)))
    points = 2.5 * max(0.0, alike - 0.2) if one.text != other.text else 0.0
    if one.event_type in SPEECH:
        points += 2.0 * _topics_shared(one, other)
    if one.trigger == other.trigger or cosine(one.sense, other.sense) >= _ONE_SENSE:
        points += 0.5
    return (points, f"wording shared by {alike:.0%}") if points >= 0.3 else None


def _meaning(one: Facets, other: Facets) -> tuple[float, str] | None:
    """Sentences that say much the same in whichever words, where both tell a place and a day or month.

    Where no place is told, what is said in the same formula every day would hold whole wars together.
    """
    if one.text == other.text or not (one.place and other.place and one.is_narrow and other.is_narrow):
        return None
    alike = cosine(one.meaning, other.meaning)
    points = min(_MOST_MEANT, _PER_COSINE * alike - 1.6)
    return (points, f"sentences alike by {alike:.0%}") if points >= 0.3 else None


def _are_months_apart(one: Facets, other: Facets) -> bool:
    """True where what one leaves undated was told long before or after the other."""
    if one.occurred and other.occurred:
        return False
    days = [f.occurred.start if f.occurred else f.told_by for f in (one, other)]
    return days[0] is not None and days[1] is not None and abs(days[0] - days[1]) > _LONG_AGO


def _spoken_on(one: Facets, other: Facets) -> tuple[float, str] | None:
    """One speaks on of what the other told before in the same article."""
    for own, about in ((one, other), (other, one)):
        if own.continues is not None and own.text == about.text and own.continues[0] == about.number:
            return THRESHOLD, own.continues[1]
    return None


def _told_together(one: Facets, other: Facets) -> tuple[float, str] | None:
    """Two deeds of one kind on one day in one article, with nothing that tells them apart."""
    if one.text != other.text or not (one.occurred and other.occurred):
        return None
    if one.place and other.place and not _place(one, other):
        return None
    days = max(one.occurred.days or 99, other.occurred.days or 99)
    if days > 2 or one.is_many or other.is_many:
        return None
    # Where one tells no place the article takes it for told.
    return (2.5 if (one.place is None) != (other.place is None) else 1.0), "one day in one article"


def _in_the_news(one: Facets, other: Facets) -> tuple[float, str] | None:
    """ "The attack in Karsa", undated, told in the days after an attack there."""
    for undated, dated in ((one, other), (other, one)):
        days, told = dated.occurred, undated.told_by
        if undated.occurred or undated.month or days is None or not dated.is_narrow or days.start is None:
            continue
        if told is None or (days.days or 0) > 4 or not timedelta(0) <= told - days.start <= timedelta(days=_NEWS_DAYS):
            continue
        meant = undated.is_definite or undated.is_in_deed or undated.is_denied or undated.claims_the_deed
        if (_place(one, other) or (0.0, ""))[0] >= 1:
            return (2.5 if meant else 1.5), "told in the days after"
        if one.event_type is not EventType.ASSAULT and _are_same_parties(one, other):
            return 1.5, "told of the same in the days after"
    return None


def _are_same_parties(one: Facets, other: Facets) -> bool:
    """True where both sides are the same, as far as they are told, and known."""
    mine, theirs = joined(one.actors, one.recipients), joined(other.actors, other.recipients)
    if {one.event_type, other.event_type} & _MUTUAL:
        return len({k for k in mine.keys if ":" in k} & set(theirs.keys)) > 1
    acting = one.actors.is_known and shared(one.actors, other.actors) == 1
    return acting and bool(
        shared(one.recipients, other.recipients) or one.recipients.nations & other.recipients.nations
    )


def _long_ago(one: Facets, other: Facets) -> tuple[float, str] | None:
    """A deed that both look back to, told by its month alone, is one that needed no more telling."""
    if one.text_of == other.text_of or not (one.is_narrow and other.is_narrow):
        return None
    return (1.0, "both look back to it") if _looks_back(one) and _looks_back(other) else None


def _looks_back(own: Facets) -> bool:
    days = own.occurred
    if days is None or days.end is None or own.told_by is None or (days.days or 0) <= 4:
        return False
    return own.told_by - days.end >= _LONG_AGO


Measure = Callable[[Facets, Facets], tuple[float, str] | None]
_OF_WORDS = (_wording, _meaning)
_MEASURES: tuple[Measure, ...] = (
    _time,
    _place,
    _actors,
    _recipients,
    _numbers,
    _wording,
    _meaning,
    _spoken_on,
    _told_together,
    _in_the_news,
    _long_ago,
)
