"""Training pages as tables of features with an answer for each line.

FOLDER holds gzipped HTML pages and `gold.jsonl` with `file`, `url` and `body` for each. Every page is read twice: with
its tags, and as the text that is left when they are stripped. Pages made of two or three of them, with lists of
questions between, teach that a page may hold several articles.
"""

from __future__ import annotations

import gzip
import json
import random
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from onrecord.articles import features
from onrecord.articles.lines import split
from onrecord.articles.tree import Tree
from onrecord.captures import from_bytes
from onrecord.errors import RefusedError
from onrecord.model.articles import Block, Capture, PageMetadata

_TOKEN = re.compile(r"\w+")
_ASKED = (
    "What is known about {}? ›",
    "Who is behind {}? ›",
    "Why did {} happen? ›",
    "Where is {} now? ›",
    "How many people were hit by {}? ›",
)


@dataclass
class Page:
    """One training page: features, answers, weights of its lines, and which of them stand on one path."""

    table: features.Table
    answers: np.ndarray
    weights: np.ndarray
    paths: np.ndarray
    parents: np.ndarray


def answers(texts: Sequence[str], body: str) -> list[int]:
    """For each line 1 where it is of the body: by runs of four words; a shorter line by the words beside it."""
    gold = _TOKEN.findall(body)
    runs = {tuple(gold[i : i + n]) for n in range(1, 6) for i in range(len(gold) - n + 1)}
    tokens = [_TOKEN.findall(t) for t in texts]
    found = [0] * len(texts)
    for i, own in enumerate(tokens):
        if len(own) >= 4:
            held = [tuple(own[k : k + 4]) in runs for k in range(len(own) - 3)]
            found[i] = int(sum(held) >= 0.5 * len(held))
    for i, own in enumerate(tokens):
        if 0 < len(own) < 4:
            above = tokens[i - 1][-2:] if i and found[i - 1] else []
            below = next((tokens[j][:2] for j in range(i + 1, min(i + 4, len(tokens))) if found[j]), [])
            found[i] = int(
                (len(above) == 2 and tuple(above + own) in runs) or (len(below) == 2 and tuple(own + below) in runs)
            )
    return found


def read(folder: Path, only: str | None = None) -> list[tuple[Capture, str]]:
    """The pages of a folder with the body of each."""
    rows = [json.loads(line) for line in (folder / "gold.jsonl").read_text(encoding="utf-8").splitlines()]
    found = []
    for row in rows:
        if only is not None and row["file"] != only:
            continue
        content = gzip.decompress((folder / row["file"]).read_bytes())
        try:
            capture = from_bytes(content, path=row["file"], url=row.get("url"), media_type="text/html")
        except RefusedError:
            continue
        found.append((capture, row["body"]))
    return found


def stripped(capture: Capture, rng: random.Random) -> Capture:
    """The page without its tags and its head, blank lines kept, all dropped, or one after each line."""
    kept = [x for x in capture.text.split("\n") if x.strip()]
    text = rng.choice((capture.text, "\n".join(kept), "\n\n".join(kept)))
    return replace(capture, text=text, blocks=(), metadata=PageMetadata(), content=b"")


def glued(pages: Sequence[Capture], rng: random.Random) -> Capture:
    """Pages one below another as one, some with a list of questions after it; the first one's head is the page's."""
    text, blocks = "", list[Block]()
    for page in pages:
        blocks += [replace(b, span=b.span.shifted(len(text))) for b in page.blocks]
        text += page.text + "\n\n"
        if not page.blocks and rng.random() < 0.4:
            text += "FAQs\n\n" + "".join(_questions(page, rng))
    return replace(pages[0], text=text, blocks=tuple(blocks))


def _questions(page: Capture, rng: random.Random) -> Iterator[str]:
    """Questions with answers: words of the page asked about, long lines of it said otherwise."""
    names = re.findall(r"[A-Z][a-z]{4,}(?: [A-Z][a-z]+)?", page.text) or ["it"]
    sentences = re.findall(r"[A-Z][^.\n]{60,220}\.", page.text) or ["Nothing is known of it so far."]
    for _ in range(rng.randint(4, 14)):
        answer = " ".join(rng.choices(sentences, k=2)).split()
        rng.shuffle(answer)
        yield rng.choice(_ASKED).format(rng.choice(names)) + "\n\n" + " ".join(answer).capitalize() + ".\n\n"


def page(capture: Capture, body: str) -> Page | None:
    """The page's features and answers, None for one without a line."""
    lines = split(capture)
    if not lines:
        return None
    tree = Tree(lines)
    table = features.of_capture(capture, lines, tree)
    sizes = np.array([len(_TOKEN.findall(x.text)) for x in lines])
    whole = max(60, len(_TOKEN.findall(body)))
    return Page(
        table=table,
        answers=np.array(answers([x.text for x in lines], body), dtype=np.float32),
        # A line counts by its words, within a page all lines together about once.
        weights=np.minimum((sizes + 2) / whole, 0.2).astype(np.float32),
        paths=tree.at,
        parents=tree.parents[tree.at],
    )


def load(folder: Path, seed: int) -> list[Page]:
    """All training pages: as they are, stripped, and glued."""
    rng = random.Random(seed)
    whole = list(read(folder))
    made = [*whole, *((stripped(c, rng), body) for c, body in whole)]
    bare = [(c, body) for c, body in made if not c.blocks]
    for source, count in ((whole, len(whole) // 8), (bare, len(bare) // 3)):
        for _ in range(count):
            chosen = rng.sample(source, rng.choice((2, 2, 3)))
            made.append((glued([c for c, _ in chosen], rng), "\n".join(body for _, body in chosen)))
    found = (page(c, body) for c, body in made)
    return [p for p in found if p is not None]


def tokens(text: str) -> Counter[tuple[str, ...]]:
    """The runs of four words of a text, counted."""
    found = _TOKEN.findall(text)
    return Counter(tuple(found[i : i + 4]) for i in range(max(1, len(found) - 3)) if found)
