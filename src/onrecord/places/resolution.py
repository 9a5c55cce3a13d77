"""Which place each name of an article means, with the score, the reason and what was compared.

Each name has its candidates. A candidate gains by its own size, by a holder told beside the name ("X in Y province"),
by the article's other places in its country and division or near by, by the dateline and by the peoples named.
Scores of all names are computed together, three times over, so that each leans on how the others stand.
"""

from __future__ import annotations

import math
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from onrecord.model.actors import Place
from onrecord.model.articles import Article
from onrecord.model.ids import MentionId, PlaceId, judgement_id
from onrecord.model.judgements import Judgement, JudgementKind, Verdict
from onrecord.model.mentions import Mention, MentionKind
from onrecord.places.namings import Gazetteer, Naming, gather, hints
from onrecord.places.told import told_within
from onrecord.text import countries

ROUNDS = 3
CLOSE_KM = 40.0  # two candidates nearer than this are one place for a reader, told finely or coarsely
SURE = 0.6  # the share of the likeliest candidate below which two stay open

# What each sign is worth, in natural logarithms of odds; chosen on the part of the open data set aside for it.
PEOPLE = 0.6
OWN_NAME = 0.4
TYPE = 2.6
HOLDER, NO_HOLDER = 3.0, -1.0
HOLDS = 1.2
COUNTRY, DIVISION, NEAR = 3.75, 2.75, 1.8
COUNTRY_HALF, DIVISION_HALF, NEAR_HALF = 0.9, 1.0, 1.2
REACH, LEAST_SHARE = 55.0, 0.02  # kilometres over which nearness fades; what a candidate needs to lend any
HINT = 0.35  # a country or division named inside other names, as in "Texas Department of Health"
_CLASSES = {"H.SEA": 5.0, "A.PCLI": 7.5, "L.CONT": 6.5, "A.ADM1": 4.4, "A.ADM2": 2.2, "P.PPLX": 1.5}
_LETTERS = {"X": 3.5, "H": 3.5, "T": 3.5, "S": 3.0}
ACROSS = 7.0  # a region across borders, which no country's votes can lift
DATELINE = 1.5  # a town in the dateline
NOWHERE = 2.8  # that the name means a place the gazetteer does not hold
TOLD = 0.5  # the score of a place that nobody knows but for what holds it
_SEATS = {"P.PPLC": 2.2, "P.PPLA": 0.3}
_KINDS = {
    "province": "A.ADM1", "governorate": "A.ADM1", "state": "A.ADM1", "oblast": "A.ADM1", "region": "A.ADM1",
    "district": "A.ADM2", "county": "A.ADM2", "municipality": "A.ADM2",
    "city": "P.", "town": "P.", "village": "P.", "capital": "P.",
}  # fmt: skip


@dataclass(slots=True)
class Context:
    """What the other names of an article speak for: weights by country and division, and where they lie."""

    countries: dict[str, float]
    divisions: dict[tuple[str, str], float]
    points: Grid


# By whole degrees: which name, latitude, longitude, weight.
Grid = dict[tuple[int, int], list[tuple[int, float, float, float]]]


def resolve(
    article: Article, mentions: Iterable[Mention], gazetteer: Gazetteer
) -> tuple[tuple[Judgement, ...], tuple[Place, ...]]:
    """A judgement for every mention of a place, facility or state that the gazetteer knows, and the places judged.

    Where two places stay open both are given as `unsure`; a name that nobody bears gets no judgement.
    """
    listed = list(mentions)
    namings = gather(article, listed, gazetteer)
    shares = _weigh(namings, _peoples(listed), hints(article, namings, gazetteer))
    judgements: list[Judgement] = []
    places: dict[str, Place] = {}
    for naming, share in zip(namings, shares, strict=True):
        for place, score, verdict in _decided(naming, share):
            places[place.id] = place
            reason = _reason(naming, place, len(naming.candidates))
            judgements += [_judgement(m, place, score, verdict, reason) for m in naming.mentions]
    held = {MentionId(j.left): places[PlaceId(j.right)] for j in judgements if j.verdict is Verdict.SAME}
    open_ones = {j.left for j in judgements} - held.keys()
    for mention, place, holder in told_within(article, (m for m in listed if m.id not in open_ones), held):
        places[place.id] = place
        judgements.append(
            _judgement(mention, place, TOLD, Verdict.SAME, f"told in {holder.name}; no known place there")
        )
    return tuple(judgements), tuple(places.values())


def _peoples(mentions: Sequence[Mention]) -> dict[str, float]:
    """Countries of the peoples and states named, each once with half a vote."""
    kinds = (MentionKind.NATIONALITY, MentionKind.STATE)
    codes = {countries.code_of(m.text) for m in mentions if m.kind in kinds}
    return {code: 0.5 for code in codes if code}


def _weigh(namings: Sequence[Naming], peoples: dict[str, float], told: Iterable[Place]) -> list[list[float]]:
    """The share of each candidate of each name; those of one name sum to less than one."""
    own = [[_own_score(naming, place) for place in naming.candidates] for naming in namings]
    shares, hinted = [_softmax(scores) for scores in own], list(told)
    for _ in range(ROUNDS):
        context = _context(namings, shares, peoples)
        for place in hinted:
            _count(context, place, HINT)
        shares = [
            _softmax([score + _support(i, naming, j, shares[i], context) for j, score in enumerate(own[i])])
            for i, naming in enumerate(namings)
        ]
    return shares


def _own_score(naming: Naming, place: Place) -> float:
    """What a candidate has by itself and by the words beside the name."""
    score = _CLASSES.get(place.feature) or _LETTERS.get(place.feature[0], 0.0)
    if place.feature == "X.REGION" and place.country is None:
        score = ACROSS
    if naming.dateline and place.feature.startswith("P."):
        score += DATELINE
    if not score or place.feature.startswith("P."):
        score += PEOPLE * math.log10((place.population or 0) + 10) + _SEATS.get(place.feature, 0.0)
    wanted = {_KINDS[kind] for kind in naming.kinds if kind in _KINDS}
    if any(place.feature.startswith(one) for one in wanted):
        score += TYPE
    if naming.holds and place.feature in ("A.ADM1", "A.PCLI"):
        score += HOLDS
    if _plain(place.name).removesuffix("city") == _plain(naming.name).removesuffix("city"):
        score += OWN_NAME
    if holders := _holders(naming):
        score += HOLDER if any(_holds(holder, place) for holder in holders) else NO_HOLDER
    return score


def _holders(naming: Naming) -> list[Place]:
    """Who is told to hold the name. No country holds another: "Mexico, the United States" is a list."""
    is_state = any(place.feature == "A.PCLI" for place in naming.candidates)
    return [one for one in naming.containers if not (is_state and one.feature in ("A.PCLI", "L.CONT"))]


@lru_cache(maxsize=4096)
def _plain(name: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", name).casefold() if c.isalnum())


def _holds(holder: Place, place: Place) -> bool:
    if holder.id == place.id:
        return False
    if holder.id in place.parents:
        return True
    if holder.feature == "A.PCLI":
        return holder.country == place.country
    same = holder.country == place.country and holder.admin1 == place.admin1 and place.admin1 is not None
    return same and place.feature != "A.ADM1" and not (holder.feature.startswith("P.") and place.feature == "A.ADM2")


def _context(namings: Sequence[Naming], shares: list[list[float]], peoples: dict[str, float]) -> Context:
    context = Context(defaultdict(float, peoples), defaultdict(float), defaultdict(list))
    for i, naming in enumerate(namings):
        weight = 2.0 if naming.dateline else 1.0
        for place, share in zip(naming.candidates, shares[i], strict=True):
            _count(context, place, weight * share)
            if share > LEAST_SHARE and _is_near_sighted(place):
                lat, lon = place.latitude or 0.0, place.longitude or 0.0
                context.points[math.floor(lat), math.floor(lon)].append((i, lat, lon, weight * share))
    return context


def _count(context: Context, place: Place, weight: float) -> None:
    if place.country:
        context.countries[place.country] += weight
    if place.country and place.admin1:
        context.divisions[place.country, place.admin1] += weight


def _is_near_sighted(place: Place) -> bool:
    """True for a place small enough to lie near another."""
    return place.latitude is not None and place.feature.startswith(("P.", "A.ADM2", "S."))


def _support(i: int, naming: Naming, j: int, shares: list[float], context: Context) -> float:
    """What the article's other names add to a candidate; its own name's votes are taken out."""
    place, weight = naming.candidates[j], 2.0 if naming.dateline else 1.0
    if place.country is None:
        return 0.0
    mine = [s for p, s in zip(naming.candidates, shares, strict=True) if p.country == place.country]
    votes = context.countries[place.country] - weight * sum(mine)
    score = COUNTRY * votes / (votes + COUNTRY_HALF) if votes > 0 else 0.0
    if place.admin1:
        pairs = zip(naming.candidates, shares, strict=True)
        mine = [s for p, s in pairs if (p.country, p.admin1) == (place.country, place.admin1)]
        votes = context.divisions[place.country, place.admin1] - weight * sum(mine)
        score += DIVISION * votes / (votes + DIVISION_HALF) if votes > 0 else 0.0
    return score + _nearness(i, place, context)


def _nearness(i: int, place: Place, context: Context) -> float:
    if not _is_near_sighted(place):
        return 0.0
    lat, lon = place.latitude or 0.0, place.longitude or 0.0
    row, column = math.floor(lat), math.floor(lon)
    best: dict[int, float] = {}  # of each other name the candidate that lends most
    for cell in ((row + y, column + x) for y in (-1, 0, 1) for x in (-1, 0, 1)):
        for other, lat2, lon2, weight in context.points.get(cell, ()):
            if other != i:
                lent = weight * math.exp(-kilometres(lat, lon, lat2, lon2) / REACH)
                best[other] = max(best.get(other, 0.0), lent)
    near = sum(best.values())
    return NEAR * near / (near + NEAR_HALF)


def kilometres(lat: float, lon: float, lat2: float, lon2: float) -> float:
    """The distance over the globe between two points in degrees, by the haversine formula."""
    a, b = math.radians(lat), math.radians(lat2)
    half = math.sin((b - a) / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(math.radians(lon2 - lon) / 2) ** 2
    return 12742.0 * math.asin(min(1.0, math.sqrt(half)))


def _softmax(scores: list[float]) -> list[float]:
    """The shares of candidates with these scores, some left over for a place that the gazetteer does not hold."""
    top = max([*scores, NOWHERE])
    grown = [math.exp(score - top) for score in scores]
    whole = sum(grown) + math.exp(NOWHERE - top)
    return [one / whole for one in grown]


def _decided(naming: Naming, shares: list[float]) -> list[tuple[Place, float, Verdict]]:
    ranked = sorted(zip(shares, naming.candidates, strict=True), key=lambda pair: (-pair[0], pair[1].id))
    (best, place), rest = ranked[0], ranked[1:]
    rival = next(((share, other) for share, other in rest if not _alike(place, other)), None)
    if best + sum(s for s, other in rest if _alike(place, other)) >= SURE:
        return [(place, round(best, 3), Verdict.SAME)]
    if rival is None or rival[0] < best / 4:  # it is this one or none that we know
        return [(place, round(best, 3), Verdict.UNSURE)]
    return [(place, round(best, 3), Verdict.UNSURE), (rival[1], round(rival[0], 3), Verdict.UNSURE)]


def _alike(place: Place, other: Place) -> bool:
    """True for a town and the division around it, and for entries that lie side by side."""
    if place.id in other.parents or other.id in place.parents:
        return True
    if place.latitude is None or other.latitude is None or place.country != other.country:
        return False
    return kilometres(place.latitude, place.longitude or 0.0, other.latitude, other.longitude or 0.0) < CLOSE_KM


def _reason(naming: Naming, place: Place, candidates: int) -> str:
    told = next((h.name for h in _holders(naming) if _holds(h, place)), None)
    parts = [f"told beside {told}"] if told else []
    parts.append("the only place of that name" if candidates == 1 else f"one of {candidates} of that name, by context")
    if place.feature == "A.ADM1" and any(place.id in other.parents for other in naming.candidates):
        parts.append("a division or a town in it: the wider is given")
    if naming.near:
        parts.append("the town in the name of a site")
    return "; ".join(parts)


def _judgement(mention: Mention, place: Place, score: float, verdict: Verdict, reason: str) -> Judgement:
    where = ", ".join(part for part in (place.name, place.admin1, place.country) if part)
    return Judgement(
        id=judgement_id(JudgementKind.PLACE, mention.id, place.id, "onrecord"),
        kind=JudgementKind.PLACE,
        left=mention.id,
        right=place.id,
        verdict=verdict,
        score=score,
        reason=reason,
        left_value=mention.text,
        right_value=where,
    )
