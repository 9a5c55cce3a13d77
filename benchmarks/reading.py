"""`python benchmarks/reading.py FOLDER [--model DIR]`: sentences a second of the readers, on marked passages.

The passages of a folder are joined into articles of some thirty sentences. Times are of one thread in one process.
"""

from __future__ import annotations

import argparse
import resource
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from evals.marked import passages
from onrecord.model.articles import Article
from onrecord.model.readings import Reader
from onrecord.pipeline import Program, plain_article
from onrecord.readings.neural.inputs import padded, window
from onrecord.readings.neural.reader import GRAPH, VOCABULARY, NeuralReader
from onrecord.settings import load
from onrecord.text.encoder import Session
from onrecord.text.sentences import split
from onrecord.text.tokens import tokenize
from onrecord.text.wordpieces import WordPieces

_PASSAGES = 15


def main() -> None:
    """Prints one line for each reader, and for the graph alone."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--model", type=Path)
    parser.add_argument("--articles", type=int, default=20)
    given = parser.parse_args()
    pages = articles(given.folder, given.articles)
    sentences = sum(len(split(page.text)) for page in pages)
    words = sum(len(page.text.split()) for page in pages)
    print(f"{len(pages)} articles, {sentences} sentences, {words / sentences:.1f} words each")
    base = Program.load(load()).reader
    _report("lists", sentences, lambda: _read(base, pages))
    if given.model:
        reader = NeuralReader(base, given.model)
        _report("model over lists", sentences, lambda: _read(reader, pages))
        _report("graph alone", sentences, _graph(given.model, pages))
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


def articles(folder: Path, most: int) -> list[Article]:
    """Articles made of the passages, one after another."""
    texts = [row.text for row in passages(folder)]
    starts = range(0, len(texts), _PASSAGES)
    joined = ["\n\n".join(texts[at : at + _PASSAGES]) for at in starts]
    return [plain_article(text, published=None, publisher=None) for text in joined[:most]]


def _read(reader: Reader, pages: Sequence[Article]) -> None:
    for page in pages:
        reader.read(page)


def _graph(folder: Path, pages: Sequence[Article]) -> Callable[[], None]:
    """The passes over windows of six sentences, made ready beforehand."""
    session, pieces = Session(folder / GRAPH), WordPieces.load(folder / VOCABULARY)
    batches = []
    for page in pages:
        found = split(page.text)
        for at in range(0, len(found), 6):
            words = [t.text for s in found[at : at + 6] for t in tokenize(page.text, s)]
            batches.append(padded([window(words, pieces)]))

    def run() -> None:
        for batch in batches:
            session.run(batch)

    return run


def _report(name: str, sentences: int, run: Callable[[], None]) -> None:
    run()
    began, worked = time.perf_counter(), time.process_time()
    run()
    wall, cpu = time.perf_counter() - began, time.process_time() - worked
    print(f"{name}: {sentences / wall:.0f} sentences a second, {sentences / cpu:.0f} a second of processor time")


if __name__ == "__main__":
    main()
