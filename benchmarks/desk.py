"""How long the desk takes: makes a record of many claims from invented pages, then times its views.

    python benchmarks/desk.py [--claims N] [--record FILE]

Times are CPU seconds of the server's own work (`time.process_time`), each view asked cold, right after the desk opened,
and again. A record that is there already is used as it is.
"""

from __future__ import annotations

import argparse
import random
import resource
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from starlette.testclient import TestClient

from onrecord import pipeline
from onrecord.model.actors import ActorKind
from onrecord.model.filters import Filter
from onrecord.settings import Settings
from onrecord.store import Record
from onrecord.web import create_app

ACTORS, PLACES = 500, 600
"""Names drawn from the knowledge base and the gazetteer."""
DAYS, HAPPENINGS = 720, 30
"""Days told of, and what happens on each of them."""
FIRST = date(2024, 1, 1)
WORDS = tuple(
    a.capitalize() + b + c
    for a in ("bal", "kor", "tam", "shi", "dur", "wel", "gan")
    for b in ("a", "o", "i")
    for c in "nrkltzm"
)
DEEDS = (
    "{a} said on {day} that its forces had killed {n} soldiers in {p}.",
    "{a} accused {b} of attacking a village near {p} on {day}.",
    "{a} and {b} signed an agreement in {p} on {day}.",
    "Gunmen killed {n} soldiers in {p} on {day}, a military spokesman said.",
    "{a} denied that it had sent weapons to {b}.",
    "Police arrested {n} people in {p} on {day}, the interior ministry said.",
    "{a} threatened {b} with new sanctions on {day}.",
    "{a} condemned the attack in {p}.",
    "{b} sent aid to {a} on {day}.",
)
VIEWS = (
    *(
        "/",
        "/events",
        "/events?contradicted=yes",
        "/events?type=ASSAULT&since=2026-02",
        "/claims",
        "/claims?actor=Iran",
    ),
    *("/claims?limit=50&offset=5000", "/relations", "/actors", "/places", "/publishers", "/pages", "/issues"),
    *("/timeline", "/map", "/network", "/network?most=500", "/search?q=soldiers", "/api/v1/claims"),
)


class World:
    """What happens, the same on every run: so much each day, told by some five pages each."""

    def __init__(self) -> None:
        chance = random.Random(1)
        _, gazetteer = pipeline.knowledge_of(Settings())
        kinds = (ActorKind.STATE, ActorKind.ARMED_GROUP, ActorKind.ORGANISATION)
        names = sorted({a.name for a in pipeline.known_actors(Settings()) if a.kind in kinds and _is_plain(a.name)})
        self._actors = chance.sample(names, ACTORS)
        towns = sorted({name for name in gazetteer.names() if _is_plain(name)})
        self._places = chance.sample(towns, PLACES)

    def page(self, number: int, sentences: int = 10) -> str:
        """An invented page of news, which tells of one day, the same for the same number."""
        chance = random.Random(number)
        day = number * 7919 % DAYS
        told = [self._deed(day, chance.randrange(HAPPENINGS), chance.random() < 0.1) for _ in range(sentences)]
        paragraphs = "\n\n".join(" ".join(pair) for pair in zip(told[::2], told[1::2], strict=True))
        printed = FIRST + timedelta(days=day + 1)
        return f"Report {number} of the day\n\nGazette {number % 200}\n\n{printed:%-d %B %Y}\n\n{paragraphs}\n"

    def _deed(self, day: int, number: int, is_higher: bool) -> str:
        chance = random.Random(day * HAPPENINGS + number)
        # Some actors are much in the news, most seldom.
        a, b = (self._actors[min(int(chance.expovariate(1 / 90)), ACTORS - 1)] for _ in range(2))
        place = f"{chance.choice(WORDS)} {chance.choice(WORDS)}, near {chance.choice(self._places)}"
        told = {
            "a": a,
            "b": b,
            "p": place,
            "n": chance.randint(2, 40) + is_higher,
            "day": f"{FIRST + timedelta(days=day):%A}",
        }
        return chance.choice(DEEDS).format(**told)


def _is_plain(name: str) -> bool:
    return name.isascii() and len(name) > 4 and name[0].isupper() and name.replace(" ", "").isalpha()


def made(path: Path, claims: int) -> None:
    """Reads invented pages into the record until it holds so many claims."""
    world, number = World(), 0
    with tempfile.TemporaryDirectory() as folder, Record.open(path, write=True) as record:
        while (left := claims - record.counts()["claims"]) > 0:
            batch = []
            for _ in range(max(20, left // 11)):
                file = Path(folder) / f"page{number}.txt"
                file.write_text(world.page(number), encoding="utf-8")
                batch.append(str(file))
                number += 1
            # The lists alone read as many claims of these plain words in a tenth of the time.
            pipeline.read_into(record, batch, options=pipeline.ReadOptions(settings=Settings(jobs=1, model="lists")))


def timed(desk: TestClient, address: str) -> tuple[float, int]:
    """CPU seconds that an answer takes, and its size."""
    start = time.process_time()
    answer = desk.get(address)
    answer.raise_for_status()
    return time.process_time() - start, len(answer.content)


def measured(path: Path) -> Iterator[tuple[str, float, float, int]]:
    """Each view with its seconds cold and again, and its size."""
    with Record.open(path) as record:
        event = max(record.events(Filter(limit=2000)), key=lambda e: len(e.claims)).id
        first = next(record.claims(Filter(limit=1)))
        actor = next(record.actors(Filter(limit=1))).actor.id
    own = (f"/events/{event}", f"/pages/{first.article.capture_id}?claim={first.claim.id}", f"/actors/{actor}")
    for address in (*VIEWS, *own):
        with Record.open(path) as record:
            desk = TestClient(create_app(record, Settings()), base_url="http://localhost")
            desk.get("/static/desk.css")
            cold, size = timed(desk, address)
            yield address, cold, timed(desk, address)[0], size


def main() -> None:
    """Makes the record where there is none, and prints a line for each view."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--claims", type=int, default=100_000)
    parser.add_argument("--record", type=Path, default=Path("desk-benchmark.db"))
    chosen = parser.parse_args()
    if not chosen.record.exists():
        start = time.process_time()
        made(chosen.record, chosen.claims)
        print(f"made in {time.process_time() - start:.0f} CPU seconds")
    with Record.open(chosen.record) as record:
        print(", ".join(f"{count} {name}" for name, count in record.counts().items()))
    for address, cold, again, size in measured(chosen.record):
        print(f"{cold * 1000:8.0f} ms {again * 1000:8.0f} ms {size / 1024:7.0f} KiB  {address[:70]}")
    print(f"memory at most {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB")


if __name__ == "__main__":
    main()
