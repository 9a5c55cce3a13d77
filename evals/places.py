"""Places: the right place for given toponyms, and for those that the program finds by itself.

`exact`: the share of gold toponyms with a GeoNames id that got that id. `acc161`: of those with an id or
coordinates, the share that got a place within 161 kilometres (Gritta et al. 2018); an id without coordinates
lies where the gazetteer says, and one that the gazetteer does not know is right only as itself. A toponym without an
answer counts as wrong in both.
`toponym_f1`: exact spans found by the program's own reading against the gold toponyms with an id or coordinates; what
it finds on gold spans without either is not counted, nor are places that it finds without a name ("the village").
`end_to_end_f1`: the same, the place within 161 km as well.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from onrecord import places
from onrecord.knowledge.gazetteer import Gazetteer
from onrecord.model import ids
from onrecord.model.actors import Place
from onrecord.model.articles import Article, ArticleKind, Published
from onrecord.model.judgements import Judgement, Verdict
from onrecord.model.mentions import Mention, MentionKind
from onrecord.model.spans import OffsetMap, Span
from onrecord.places.resolution import kilometres

NEAR_KM = 161.0
KINDS = (MentionKind.PLACE, MentionKind.FACILITY, MentionKind.STATE)


def run(data: Path, limit: int | None) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """The scores of a file in the layout of `geo`, and one prediction a line."""
    lines = [json.loads(line) for line in data.read_text(encoding="utf-8").splitlines()[:limit] if line.strip()]
    given, found = Given(), Found()
    predictions = []
    for document in lines:
        answers = resolved(document["text"], document["toponyms"])
        given.add(document["toponyms"], answers)
        ours = read(document["text"])
        found.add(document["toponyms"], ours)
        predictions.append({"doc": document.get("doc"), "given": _shown(answers), "found": _shown(ours)})
    return {**given.scores(), **found.scores()}, predictions


def _shown(answers: dict[tuple[int, int], Place | None]) -> list[list[Any]]:
    return [[*span, p.name, p.geonames, p.latitude, p.longitude] for span, p in answers.items() if p]


def article_of(text: str) -> Article:
    """The text as one article, all of it body."""
    whole = Span(0, len(text))
    return Article(
        id=ids.ArticleId("ar"), capture_id=ids.CaptureId("ca"), order=0, kind=ArticleKind.ARTICLE, title=None,
        publisher=None, credited_to=None, author=None, published=Published(interval=None, basis=None), language="en",
        text=text, offsets=OffsetMap.identity(len(text)), body=(whole,),
    )  # fmt: skip


def resolved(text: str, toponyms: list[list[Any]]) -> dict[tuple[int, int], Place | None]:
    """The place for each given toponym with a gold id or coordinates; None where the program gives none."""
    article = article_of(text)
    mentions = []
    for start, end, *_ in (one for one in toponyms if is_located(one)):
        span, kind = Span(start, end), MentionKind.PLACE
        ident = ids.mention_id(article.id, start, end, kind)
        mentions.append(
            Mention(id=ident, article_id=article.id, span=span, kind=kind, text=span.of(text), score=1.0, basis="given")
        )
    judgements, known = places.resolve(article, mentions, Gazetteer.shipped())
    best = _best(judgements, known)
    return {(m.span.start, m.span.end): best.get(m.id) for m in mentions}


def read(text: str) -> dict[tuple[int, int], Place | None]:
    """The places that the whole program finds in the text, by their spans."""
    from evals.program import coded

    coding = coded(text).coding
    best = _best(coding.judgements, coding.places)
    named = (m for m in coding.mentions if m.kind in KINDS and m.basis != "head noun")
    return {(m.span.start, m.span.end): best.get(m.id) for m in named}


def _best(judgements: tuple[Judgement, ...], known: tuple[Place, ...]) -> dict[str, Place]:
    by_id = {str(place.id): place for place in known}
    ranked = sorted(
        (j for j in judgements if j.right in by_id and j.verdict != Verdict.DIFFERENT), key=lambda j: j.score
    )
    return {judgement.left: by_id[judgement.right] for judgement in ranked}


def is_located(toponym: list[Any]) -> bool:
    """True for a gold toponym with an id or coordinates."""
    return bool(toponym[3]) or toponym[4] is not None


def point_of(toponym: list[Any]) -> tuple[float, float] | None:
    """Where a gold toponym lies: its own coordinates, else the gazetteer's for its id, else None."""
    if toponym[4] is not None:
        return float(toponym[4]), float(toponym[5])
    known = Gazetteer.shipped().get(f"gn:{toponym[3]}") if toponym[3] else None
    if known is None or known.latitude is None or known.longitude is None:
        return None
    return known.latitude, known.longitude


def is_near(place: Place | None, toponym: list[Any]) -> bool:
    """True where the place is the gold one or lies within 161 kilometres of it."""
    if place is None:
        return False
    point = point_of(toponym)
    if is_same(place, toponym) or point is None or place.latitude is None or place.longitude is None:
        return is_same(place, toponym)
    return kilometres(place.latitude, place.longitude, *point) <= NEAR_KM


def is_same(place: Place | None, toponym: list[Any]) -> bool:
    """True where the place bears a gold toponym's GeoNames id."""
    return place is not None and place.geonames is not None and str(place.geonames) == str(toponym[3])


class Given:
    """Counts over gold toponyms, their spans being given."""

    def __init__(self) -> None:
        self.with_id = self.same = self.located = self.near = 0

    def add(self, toponyms: list[list[Any]], answers: dict[tuple[int, int], Place | None]) -> None:
        """Counts one document."""
        for one in toponyms:
            place = answers.get((one[0], one[1]))
            if one[3]:
                self.with_id += 1
                self.same += is_same(place, one)
            if is_located(one):
                self.located += 1
                self.near += is_near(place, one)

    def scores(self) -> dict[str, Any]:
        """exact and acc161 with what they were taken over."""
        return {
            "exact": _share(self.same, self.with_id),
            "acc161": _share(self.near, self.located),
            "with_id": self.with_id,
            "located": self.located,
        }


class Found:
    """Counts over the places that the program finds by itself."""

    def __init__(self) -> None:
        self.gold = self.found = self.spans = self.placed = self.near = 0

    def add(self, toponyms: list[list[Any]], answers: dict[tuple[int, int], Place | None]) -> None:
        """Counts one document."""
        gold = {(one[0], one[1]): one for one in toponyms if is_located(one)}
        unlocated = [one for one in toponyms if not is_located(one)]
        counted = {
            s: p for s, p in answers.items() if s in gold or not any(s[0] < o[1] and o[0] < s[1] for o in unlocated)
        }
        self.gold += len(gold)
        self.found += len(counted)
        self.spans += len(gold.keys() & counted.keys())
        self.placed += sum(place is not None for place in counted.values())
        self.near += sum(is_near(counted.get(span), one) for span, one in gold.items())

    def scores(self) -> dict[str, Any]:
        """toponym_f1 and end_to_end_f1."""
        return {
            "toponym_f1": _share(2 * self.spans, self.gold + self.found),
            "end_to_end_f1": _share(2 * self.near, self.gold + self.placed),
        }


def _share(part: int, whole: int) -> float:
    return round(part / whole, 4) if whole else 0.0
