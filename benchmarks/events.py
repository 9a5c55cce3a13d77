"""`python -m benchmarks.events [--claims 1000 10000] [--one-day 10000] [--seed S]`: merging claims into events.

Claims are made up: wars of some armed groups in provinces with towns, some happenings told by many, most by few, a
quarter of the articles copies of others. Prints, in seconds of CPU, what merging them all takes and what a hundred more
take, and the largest events, which must not grow with the record.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial
from time import process_time

from onrecord.events import MemoryShelf, update
from onrecord.model.articles import DateBasis, Published, PublisherRef
from onrecord.model.claims import Claim, EventType, Factuality, Stance, VoiceKind
from onrecord.model.dates import DateInterval, Precision, TimeValue
from onrecord.model.ids import ActorId, ArticleId, CaptureId, ClaimId, MentionId, PlaceId, RunId, make_key
from onrecord.model.mentions import MentionKind, Quantity, QuantityKind
from onrecord.model.resolved import ActorRef, ArticleRef, Piece, PlaceRef, ResolvedClaim, VoiceRef
from onrecord.model.spans import Span
from onrecord.model.tellings import Update

DAYS = 1000
FIRST = date(2022, 1, 1)
KINDS = (
    (EventType.ASSAULT, 5, ("killed", "attacked", "bombing", "ambush", "shelled")),
    (EventType.COERCE, 3, ("arrested", "detained", "raided", "seized")),
    (EventType.CONSULT, 3, ("met", "talks", "visited")),
    (EventType.ACCUSE, 2, ("accused", "blamed")),
    (EventType.PROTEST, 1, ("protested", "rally")),
    (EventType.SANCTION, 1, ("sanctioned",)),
)
WHO = ("soldiers", "police", "border guards", "villagers", "traders", "a judge", "miners", "teachers", "pilgrims",
       "a convoy", "a school", "a hospital", "a bus", "aid workers", "a market", "recruits")  # fmt: skip
WORDS = tuple(f"{a}{b}{c}" for a in ("mar", "tol", "ves", "kir", "lon", "bas") for b in ("a", "o", "en", "ur")
              for c in ("gate", "ling", "road", "field", "ter", "stone", "mill", "port"))  # fmt: skip
Articles = Mapping[ArticleId, Sequence[ResolvedClaim]]


@dataclass(frozen=True)
class Happening:
    """What truly happened, from which claims are told."""

    kind: EventType
    trigger: str
    day: date
    town: int
    doer: str | None
    hit: str
    killed: int
    words: tuple[str, ...]


class World:
    """Towns in provinces, groups and bodies, papers and wires, all drawn from one seed."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)
        self._places = [self._town(n) for n in range(1500)]
        self._actors = [f"Group {n}" for n in range(120)]

    def _town(self, number: int) -> PlaceRef:
        country, province = number % 30, number % 300
        parents = (PlaceId(f"pl:p{province}"), PlaceId(f"pl:c{country}"))
        return PlaceRef(
            text=f"Town{number}", span=Span(0, 1), mention_id=None, place_id=PlaceId(f"pl:t{number}"),
            name=f"Town{number}", country=f"C{country:02d}", admin1=parents[0], latitude=-40 + province % 80 * 1.0,
            longitude=province // 4 * 2.0 + number % 7 * 0.1, precision=1, parents=parents,
        )  # fmt: skip

    def happening(self, day: date | None = None, kind: EventType | None = None) -> Happening:
        """One happening; most are where most is going on."""
        draw = self._random
        chosen, _, triggers = draw.choices(KINDS, [weight for _, weight, _ in KINDS])[0]
        return Happening(
            kind=kind or chosen,
            trigger=draw.choice(triggers),
            day=day or FIRST + timedelta(days=draw.randrange(DAYS)),
            town=min(int(draw.expovariate(1 / 200)), len(self._places) - 1),
            doer=self._actors[min(int(draw.expovariate(1 / 15)), 119)] if draw.random() < 0.6 else None,
            hit=draw.choice(WHO),
            killed=int(draw.paretovariate(1.2)) + 1,
            words=tuple(draw.sample(WORDS, 10)),
        )

    def articles(self, claims: int, happenings: Iterator[Happening]) -> Iterator[tuple[ArticleId, list[ResolvedClaim]]]:
        """Articles of about ten claims until there are enough; a quarter are copies."""
        made, number, open_ = 0, 0, [next(happenings) for _ in range(40)]
        last: list[ResolvedClaim] = []
        while made < claims:
            number += 1
            article = ArticleId(f"article {number} {self._random.random()}")
            if last and self._random.random() < 0.25:
                rows = [self._copied(claim, article) for claim in last]
            else:
                open_[self._random.randrange(len(open_))] = next(happenings)
                rows = self._article(article, open_)
                last = rows
            made += len(rows)
            yield article, rows

    def _article(self, article: ArticleId, open_: Sequence[Happening]) -> list[ResolvedClaim]:
        draw = self._random
        about = draw.choice(open_)
        published = about.day + timedelta(days=draw.randint(0, 3))
        ref = _article_ref(article, f"Paper {draw.randrange(200)}", published)
        rows = [self._claim(ref, about, n) for n in range(draw.randint(1, 5))]
        return rows + [self._claim(ref, draw.choice(open_), n + 5) for n in range(draw.randint(0, 9))]

    def _copied(self, claim: ResolvedClaim, article: ArticleId) -> ResolvedClaim:
        group = make_key("cg", claim.article.title)
        ref = replace(
            claim.article, article_id=article, copy_group=group, publisher=PublisherRef(name=f"Paper {article}")
        )
        own = replace(claim.claim, id=ClaimId(make_key("cl", article, claim.claim.id)), article_id=article)
        return replace(claim, claim=own, article=ref)

    def _claim(self, ref: ArticleRef, about: Happening, number: int) -> ResolvedClaim:
        draw = self._random
        place = self._places[about.town] if draw.random() < 0.8 else None
        doer = (_actor(about.doer),) if about.doer and draw.random() < 0.7 else ()
        hit = (_actor(about.hit),) if draw.random() < 0.85 else ()
        told = draw.random()
        words = " ".join(draw.sample(about.words, draw.randint(4, 8)))
        killed = about.killed + draw.choice((0, 0, 0, 1, 3)) if draw.random() < 0.5 else None
        text = f"{doer[0].text if doer else 'Somebody'} {about.trigger} {about.hit} {words} {draw.choice(WORDS)}."
        at, shift = text.index(about.trigger), number * 300
        span, trigger = Span(shift, shift + len(text)), Span(shift + at, shift + at + len(about.trigger))
        stance = Stance.CLAIMS_RESPONSIBILITY if doer and draw.random() < 0.1 else Stance.REPORTS
        own = Claim(
            id=ClaimId(make_key("cl", ref.article_id, number)), article_id=ref.article_id, run_id=RunId("ru"),
            event_type=about.kind, mode=(), contexts=(), factuality=Factuality.HAPPENED, stance=stance,
            background=False, chain=(), actors=(), recipients=(), place=None, occurred=_when(about.day, told, shift),
            quantities=(_toll(killed, shift),) if killed else (), trigger=trigger, evidence=(span,), confidence=1.0,
            basis="verb",
        )  # fmt: skip
        voices = (VoiceRef(kind=VoiceKind.SPEAKER, text=f"Speaker {draw.randrange(9)}", span=None, cue="said"),)
        return ResolvedClaim(
            claim=own, article=ref, chain=voices if draw.random() < 0.5 else (), actors=doer, recipients=hit,
            place=place, trigger=Piece(text=about.trigger, span=trigger, capture_span=None),
            evidence=(Piece(text=text, span=span, capture_span=None),),
        )  # fmt: skip


def _article_ref(article: ArticleId, publisher: str, day: date) -> ArticleRef:
    return ArticleRef(
        article_id=article, capture_id=CaptureId(f"ca{article}"), capture_path=None, capture_url=None,
        capture_sha256=article, title=article, publisher=PublisherRef(name=publisher), credited_to=None,
        published=Published(interval=DateInterval.day(day), basis=DateBasis.METADATA),
        copy_group=make_key("cg", article), copy_of=None,
    )  # fmt: skip


def _actor(name: str) -> ActorRef:
    known = name[0].isupper()
    return ActorRef(
        text=name, span=Span(0, 1), mention_id=MentionId(name), mention_kind=MentionKind.ARMED_GROUP,
        actor_id=ActorId(f"kb:{name}") if known else None, name=name if known else None,
    )  # fmt: skip


def _when(day: date, told: float, shift: int) -> TimeValue | None:
    """The day, its month, or nothing, as texts tell it."""
    if told > 0.9:
        return None
    is_day = told < 0.75
    days = DateInterval.day(day) if is_day else DateInterval.month(day.year, day.month)
    return TimeValue(
        text=str(day), span=Span(shift, shift + 1), interval=days,
        precision=Precision.DAY if is_day else Precision.MONTH,
        basis="weekday before publication" if is_day else "month", timex_type="DATE",
        timex_value=str(day) if is_day else f"{day:%Y-%m}",
    )  # fmt: skip


def _toll(killed: int, shift: int) -> Quantity:
    return Quantity(
        kind=QuantityKind.KILLED, who=None, low=killed, best=killed, high=killed, unit=None, text=str(killed),
        span=Span(shift, shift + 1),
    )  # fmt: skip


def in_memory(world: World, claims: int, happenings: Iterator[Happening]) -> dict[str, object]:
    """Seconds of CPU for merging so many at once and for a hundred more, with what came of it."""
    articles = dict(world.articles(claims, happenings))
    shelf = MemoryShelf()
    first, made = _timed(shelf, articles)
    sizes = Counter(len(event.claims) for event in made.events)
    more = dict(world.articles(100, happenings))
    second, changed = _timed(shelf, more)
    return {
        "claims": sum(map(len, articles.values())),
        "articles": len(articles),
        "seconds": round(first, 2),
        "events": len(made.events),
        "likely_pairs": len(made.likely),
        "largest_events": sorted(sizes.elements(), reverse=True)[:5],
        "hundred_more_seconds": round(second, 3),
        "events_changed": len(changed.events),
        "claims_looked_at": len(changed.judged),
        "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }


def _timed(shelf: MemoryShelf, articles: Articles) -> tuple[float, Update]:
    begun = process_time()
    shelf.put(articles)
    made = update(shelf, articles)
    shelf.apply(made)
    return process_time() - begun, made


def main(arguments: Iterable[str] | None = None) -> None:
    """Prints one JSON object a line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--claims", type=int, nargs="*", default=[1000, 10_000])
    parser.add_argument("--one-day", type=int, nargs="*", default=[2000])
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args(arguments)
    for claims in asked.claims:
        world = World(asked.seed)
        print(json.dumps({"spread": "years", **in_memory(world, claims, iter(world.happening, None))}), flush=True)
    for claims in asked.one_day:
        world = World(asked.seed)
        alike = iter(partial(world.happening, FIRST, EventType.ASSAULT), None)
        print(json.dumps({"spread": "one day, one type", **in_memory(world, claims, alike)}), flush=True)


if __name__ == "__main__":
    main()
