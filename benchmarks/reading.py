"""`python -m benchmarks.reading [FOLDER] [--model DIR]`: sentences a second of the readers, on marked passages.

The passages of a folder are joined into articles of some thirty sentences. A sentence counts as 25 words, whatever the
passages have. First one process: the lists, the model over them stage by stage, the encoder without heads, and, where
spaCy is installed, a pipeline of its tagger and its finder of names, trained here for a few steps (weights change no
speed). Then so many processes at once, and the most memory that `onrecord read` takes for the same text.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from evals.marked import passages
from onrecord.model.articles import Article
from onrecord.model.readings import Reader
from onrecord.pipeline import Program, plain_article
from onrecord.readings.neural import NeuralReader
from onrecord.readings.neural.decoding import Thresholds, decode, sight
from onrecord.readings.neural.inputs import padded, window
from onrecord.readings.neural.merging import Trust, joined, merged
from onrecord.readings.neural.reader import GRAPH
from onrecord.settings import load
from onrecord.text.chunks import analyse
from onrecord.text.encoder import Session
from onrecord.text.tagging import tagger
from onrecord.text.wordpieces import WordPieces

_PASSAGES = 15
_WORDS = 25


def main() -> None:
    """Prints one line for each thing measured."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", default=Path("corpus/claims"))
    parser.add_argument("--model", default="shipped")
    parser.add_argument("--articles", type=int, default=20)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    given = parser.parse_args()
    pages = articles(given.folder, given.articles)
    words = sum(len(page.text.split()) for page in pages)
    print(f"{len(pages)} articles, {words} words: {words / _WORDS:.0f} sentences of {_WORDS} words")
    lists, reader = (Program.load(replace(load(), model=name)).reader for name in ("lists", given.model))
    _report("lists alone", words, lambda: _read(lists, pages))
    _report("lists and model", words, lambda: _read(reader, pages))
    if isinstance(reader, NeuralReader):
        _stages(lists, reader, pages, words)
    if find_spec("spacy") is not None:
        _report("spaCy, tagger and names", words, _spacy(pages))
    for name in ("lists", given.model):
        _together(name, pages, words, given.jobs)
    for name in ("lists", given.model):
        print(f"peak memory of onrecord read, {name}: {_memory(pages, name):.0f} MB")


def articles(folder: Path, most: int) -> list[Article]:
    """Articles made of the passages, one after another."""
    texts = [row.text for row in passages(folder)]
    starts = range(0, len(texts), _PASSAGES)
    joined = ["\n\n".join(texts[at : at + _PASSAGES]) for at in starts]
    return [plain_article(text, published=None, publisher=None) for text in joined[:most]]


def _read(reader: Reader, pages: Sequence[Article]) -> None:
    analyse.cache_clear()
    for page in pages:
        reader.read(page)


def _report(name: str, words: int, run: Callable[[], object]) -> None:
    """Prints how fast the better of two runs was, after one that does not count."""
    run()
    best = (float("inf"), float("inf"))
    for _ in range(2):
        began, worked = time.perf_counter(), time.process_time()
        run()
        best = min(best, (time.process_time() - worked, time.perf_counter() - began))
    cpu, wall = (words / _WORDS / seconds for seconds in best)
    print(f"{name}: {cpu:.0f} sentences a second of processor time, {wall:.0f} by the clock", flush=True)


def _stages(lists: Reader, reader: NeuralReader, pages: Sequence[Article], words: int) -> None:
    """Prints what each step of reading with the model takes, and what the heads add to the encoder."""
    windows = [(page, base) for page in pages for base in lists.read(page)]
    parts = [[(page, part) for part in reader.parts(page.text, base.sentences)] for page, base in windows]
    flat = [one for group in parts for one in group]
    _report("  cutting into passes", words, lambda: [list(reader.parts(p.text, b.sentences)) for p, b in windows])
    _report("  the graph with its inputs", words, lambda: [reader.scored(*one) for one in flat])
    bare = Session(reader.folder / GRAPH, heads={"cues"})
    pieces = WordPieces.load(reader.folder / "vocab.txt")
    arrays = [padded([window([t.text for t in part[0]], pieces)]) for _, part in flat]
    _report("  the encoder without heads", words, lambda: [bare.run(one) for one in arrays])
    whole = Session(reader.folder / GRAPH)
    _report("  the encoder with all heads", words, lambda: [whole.run(one) for one in arrays])
    read = [[reader.scored(*one) for one in group] for group in parts]
    at, trust = Thresholds(), Trust()
    _report("  decoding", words, lambda: [decode(one, at) for group in read for one in group])
    told = [[decode(one, at) for one in group] for group in read]
    both = [
        (page.text, base, group, partial(sight, scores))
        for (page, base), group, scores in zip(windows, told, read, strict=True)
        if group
    ]
    _report("  joining with the lists", words, lambda: [merged(t, b, joined(g), see, trust) for t, b, g, see in both])


def _spacy(pages: Sequence[Article]) -> Callable[[], object]:
    """A pipeline of spaCy with a tagger and a finder of names, trained for a few steps on what our tagger says."""
    import spacy
    from spacy.training import Example

    nlp: Any = spacy.blank("en")
    for part in ("tok2vec", "tagger", "ner"):
        nlp.add_pipe(part)
    examples = []
    for page in pages[:2]:
        doc = nlp.make_doc(page.text)
        tags = tagger().tag([token.text.strip() or "." for token in doc])
        named = (tag == "PROPN" and token.is_alpha for tag, token in zip(tags, doc, strict=True))
        names = ["U-NAME" if name else "O" for name in named]
        examples.append(Example.from_dict(doc, {"tags": tags, "entities": names}))
    nlp.initialize(lambda: examples)
    for _ in range(5):
        nlp.update(examples)
    texts = [page.text for page in pages]
    return lambda: list(nlp.pipe(texts))


def _together(name: str, pages: Sequence[Article], words: int, jobs: int) -> None:
    """Prints how fast so many processes read at once, each all pages, once all have loaded."""
    context = multiprocessing.get_context("spawn")
    ready, took = context.Barrier(jobs), context.Queue()
    workers = [context.Process(target=_work, args=(name, pages, ready, took)) for _ in range(jobs)]
    for worker in workers:
        worker.start()
    seconds = max(took.get() for _ in workers)
    for worker in workers:
        worker.join()
    print(
        f"{jobs} processes, {name}: {jobs * words / _WORDS / seconds:.0f} sentences a second by the clock", flush=True
    )


def _work(name: str, pages: Sequence[Article], ready: Any, took: Any) -> None:
    reader = Program.load(replace(load(), model=name)).reader
    _read(reader, pages[:2])
    ready.wait()
    began = time.perf_counter()
    _read(reader, pages)
    took.put(time.perf_counter() - began)


def _memory(pages: Sequence[Article], name: str) -> float:
    """The most memory, in megabytes, of a process that reads the pages into a record; on Linux only."""
    with tempfile.TemporaryDirectory() as folder:
        for number, page in enumerate(pages):
            Path(folder, f"{number}.txt").write_text(page.text, encoding="utf-8")
        # Of the process itself since it began: what the system counts for a child holds its parent's memory too.
        script = (
            "import sys; sys.argv[0] = 'onrecord'\n"
            "from onrecord.cli import main\n"
            "try:\n    main()\n"
            "finally:\n    print(*(line for line in open('/proc/self/status') if 'VmHWM' in line), file=sys.stderr)\n"
        )
        given = ["read", folder, "--record", str(Path(folder, "x.db")), "--jobs", "1", "--model", name]
        run = subprocess.run([sys.executable, "-c", script, *given], capture_output=True, text=True, check=True)
    return int(run.stderr.split()[-2]) / 1024


if __name__ == "__main__":
    main()
