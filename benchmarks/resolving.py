"""`python -m benchmarks.resolving [FOLDER] [--mentions N]`: how fast names are resolved, and how long loading takes.

The passages of a folder are joined into articles of some thirty sentences and their names found once, which is not
measured. Then actors, places and times of the same articles are resolved until so many mentions were, in CPU seconds
of one core. What is remembered between articles (folded names, looked-up places) is remembered as in a real run, so
the first round is told apart from the later ones.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.reading import articles
from onrecord import actors, mentions, places, times
from onrecord.model.articles import Article
from onrecord.model.mentions import Mention
from onrecord.pipeline import Program
from onrecord.settings import Settings

_LOAD = """
import time
from onrecord.knowledge.base import KnowledgeBase
from onrecord.knowledge.gazetteer import Gazetteer
began = time.process_time()
KnowledgeBase.shipped()
middle = time.process_time()
Gazetteer.shipped()
print(middle - began, time.process_time() - middle)
"""

Found = list[tuple[Article, tuple[Mention, ...]]]


def main() -> None:
    """Prints one line for each thing measured."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", default=Path("corpus/claims"))
    parser.add_argument("--mentions", type=int, default=100_000)
    parser.add_argument("--articles", type=int, default=40)
    given = parser.parse_args()
    loaded = min(map(_loading, range(3)), key=sum)
    print(f"loading: actors {loaded[0]:.3f} s, places {loaded[1]:.3f} s of CPU")
    program = Program.load(Settings())
    found = [(page, mentions.find(page, program.reader.read(page))) for page in articles(given.folder, given.articles)]
    work: dict[str, Callable[[Article, tuple[Mention, ...]], object]] = {
        "actors": lambda page, named: actors.resolve(page, named, program.knowledge),
        "places": lambda page, named: places.resolve(page, named, program.gazetteer),
        "times": times.date,
    }
    print(f"{len(found)} articles with {sum(len(named) for _, named in found)} mentions")
    for name, resolve in work.items():
        _report(name, found, resolve, given.mentions)
    _report("all three", found, lambda page, named: [resolve(page, named) for resolve in work.values()], given.mentions)


def _loading(_: int) -> tuple[float, float]:
    """CPU seconds that actors and places take to load in a fresh process, imports of the program left out."""
    told = subprocess.run([sys.executable, "-c", _LOAD], capture_output=True, text=True, check=True).stdout.split()
    return float(told[0]), float(told[1])


def _report(name: str, found: Found, resolve: Callable[[Article, tuple[Mention, ...]], object], wanted: int) -> None:
    first = _round(found, resolve)
    done, spent = 0, 0.0
    while done < wanted:
        spent += _round(found, resolve)
        done += sum(len(named) for _, named in found)
    per_round = sum(len(named) for _, named in found)
    print(f"{name}: {done / spent:,.0f} mentions a second over {done:,}; {per_round / first:,.0f} in the first round")


def _round(found: Found, resolve: Callable[[Article, tuple[Mention, ...]], object]) -> float:
    began = time.process_time()
    for page, named in found:
        resolve(page, named)
    return time.process_time() - began


if __name__ == "__main__":
    main()
