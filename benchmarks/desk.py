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
from pathlib import Path

from starlette.testclient import TestClient

from onrecord import pipeline
from onrecord.model.filters import Filter
from onrecord.settings import Settings
from onrecord.store import Record
from onrecord.web import create_app

ACTORS = (
    "The Taliban",
    "Iran",
    "Mali",
    "Russia",
    "China",
    "Pakistan",
    "JNIM",
    "The Houthis",
    "Niger",
    "Turkey",
    "India",
)
PLACES = ("Kabul", "Gao", "Bamako", "Tunis", "Muscat", "Niamey", "Peshawar", "Osh", "Quetta", "Herat", "Balkh province")
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


def page(seed: int, sentences: int = 10) -> str:
    """An invented article, the same for the same seed."""
    chance = random.Random(seed)
    day = f"{1 + seed % 28} {('January', 'February', 'March')[seed // 28 % 3]} 2026"

    def deed() -> str:
        a, b = chance.sample(ACTORS, 2)
        place = f"{chance.choice(WORDS)} {chance.choice(WORDS)}, near {chance.choice(PLACES)}"
        told = {"a": a, "b": b.removeprefix("The "), "p": place, "n": chance.randint(2, 40)}
        return chance.choice(DEEDS).format(**told, day=chance.choice(("Monday", "Tuesday", "Thursday", "Saturday")))

    paragraphs = "\n\n".join(" ".join(deed() for _ in range(2)) for _ in range(sentences // 2))
    return f"Report {seed} of the day\n\nGazette {seed % 40}\n\n{day}\n\n{paragraphs}\n"


def made(path: Path, claims: int) -> None:
    """Reads invented pages into the record until it holds so many claims."""
    with tempfile.TemporaryDirectory() as folder, Record.open(path, write=True) as record:
        seed = 0
        while record.counts()["claims"] < claims:
            left = claims - record.counts()["claims"]
            batch = []
            for _ in range(max(20, left // 13)):
                file = Path(folder) / f"page{seed}.txt"
                file.write_text(page(seed), encoding="utf-8")
                batch.append(str(file))
                seed += 1
            pipeline.read_into(record, batch, options=pipeline.ReadOptions(settings=Settings(jobs=1)))


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
    parser.add_argument("--claims", type=int, default=20_000)
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
