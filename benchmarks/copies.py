"""`python -m benchmarks.copies [--pairs N] [--seed S]`: how surely copies are told from independent reports.

Pairs are made from stories written for it (tests/copies/stories.yaml). A copy is an agency's text after the edits that
editors make: cut, beheaded, retitled, reordered, spliced with another report, added to, respelt, reworded, or several
of these. A pair that is none sets such a copy beside another reporter's own account of the same event, which quotes
the same person, or beside another story. Prints precision, recall and F1 over pairs, and what was missed.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from onrecord.copies import group
from onrecord.model.articles import Article, ArticleKind, Published, PublisherRef
from onrecord.model.ids import ArticleId, CaptureId
from onrecord.model.spans import OffsetMap, Span

STORIES = Path(__file__).parent.parent / "tests" / "copies" / "stories.yaml"
# What a desk adds of its own.
ADDED = (
    "Our correspondent reached the place in the evening and found the main street empty and most shutters closed.",
    "It was the second such event in the region this year, and observers had warned for months that it was coming.",
    "This newspaper asked the authorities for comment but had received no answer by the time it went to print.",
    "For readers at home the question is whether the price of what they buy will follow; economists are divided on it.",
    "A short history of the dispute, with a map and a list of those involved, can be found on the pages that follow.",
    "Diplomats from several capitals are expected to discuss the matter when they meet behind closed doors next week.",
)
SPELT = {
    "metres": "meters", "kilometres": "kilometers", "centred": "centered", "armoured": "armored", "defence": "defense",
    "per cent": "percent", "criticised": "criticized", "labour": "labor", "programme": "program",
    "journalists": "reporters", "neighbouring": "neighboring",
    "harbour": "harbor", "lorry": "truck", "nine": "9", "twelve": "12", "eleven": "11",
    "fourteen": "14", "thirty": "30", "six": "6", "four": "4", "three": "3", "two": "2", "five": "5", "eight": "8",
}  # fmt: skip
REWORDED = {
    "said": "stated", "according to": "as told by", "killing": "leaving dead", "attack": "assault",
    "government": "cabinet", "ordered": "instructed", "announced": "made known", "before": "ahead of",
    "people": "persons", "because": "since", "several": "a number of", "shortly": "soon", "agreement": "deal",
    "rejected": "turned down", "struck": "hit",
}  # fmt: skip
Edit = Callable[[list[str], random.Random], list[str]]


@dataclass(frozen=True)
class Pair:
    """Two articles, whether one is a copy of the other, and how it was made."""

    left: Article
    right: Article
    is_copy: bool
    made: str


def cut(text: list[str], rng: random.Random) -> list[str]:
    """The beginning of the text, at least half of it."""
    return text[: rng.randint((len(text) + 1) // 2, len(text) - 1)]


def behead(text: list[str], rng: random.Random) -> list[str]:
    """The text without its first paragraph, or with one of the desk's in its place."""
    return [*rng.choice(([], [rng.choice(ADDED)])), *text[1:]]


def reorder(text: list[str], rng: random.Random) -> list[str]:
    """The paragraphs in another order."""
    return rng.sample(text, len(text))


def add(text: list[str], rng: random.Random) -> list[str]:
    """One to four paragraphs of the desk's own among them."""
    found = list(text)
    for paragraph in rng.sample(ADDED, rng.randint(1, 4)):
        found.insert(rng.randint(0, len(found)), paragraph)
    return found


def respell(text: list[str], rng: random.Random) -> list[str]:
    """Spelling, figures and quotation marks in another house's style."""
    swapped = [_swapped(p, SPELT, 1.0, rng) for p in text]
    return [p.replace("“", '"').replace("”", '"').replace("’", "'") for p in swapped]


def reword(text: list[str], rng: random.Random) -> list[str]:
    """Single words for others here and there, one of four sentences cut short at a comma."""
    swapped = [_swapped(p, REWORDED, 0.7, rng) for p in text]
    return [re.sub(r", [^,“”]*\.$", ".", p) if rng.random() < 0.25 else p for p in swapped]


def _swapped(text: str, words: dict[str, str], part: float, rng: random.Random) -> str:
    pattern = re.compile(rf"\b(?:{'|'.join(words)})\b")
    return pattern.sub(lambda m: words[m[0]] if rng.random() < part else m[0], text)


EDITS: dict[str, Edit] = {
    "retitled": lambda text, rng: text,
    "cut": cut,
    "beheaded": behead,
    "reordered": reorder,
    "added to": add,
    "respelt": respell,
    "reworded": reword,
}


def stories() -> list[dict[str, list[str]]]:
    """The stories: each with `wire` and `other` as lists of paragraphs."""
    found: list[dict[str, list[str]]] = yaml.safe_load(STORIES.read_text(encoding="utf-8"))
    return found


def copied(text: list[str], others: list[str], rng: random.Random) -> tuple[list[str], str]:
    """A copy of the text, with the names of its edits: one to three, now and then spliced with another report."""
    names = rng.sample(sorted(EDITS), rng.choice((1, 1, 2, 2, 3)))
    for name in names:
        text = EDITS[name](text, rng)
    if rng.random() < 0.2:
        text = rng.choice(([*text, *others[:3]], [*others[:3], *text]))
        names.append("spliced")
    return text, ", ".join(names)


def article(name: str, paragraphs: list[str]) -> Article:
    """An article of these paragraphs, put out by a publisher of that name."""
    text = "\n\n".join(paragraphs)
    return Article(
        id=ArticleId(f"ar-{name}"),
        capture_id=CaptureId(f"ca-{name}"),
        order=0,
        kind=ArticleKind.ARTICLE,
        title=None,
        publisher=PublisherRef(name=name),
        credited_to=None,
        author=None,
        published=Published(interval=None, basis=None),
        language="en",
        text=text,
        offsets=OffsetMap.identity(len(text)),
        body=(Span(0, len(text)),),
    )


def pairs(count: int, seed: int) -> Iterator[Pair]:
    """Half of them copies, half independent reports, the stories in turn."""
    rng, told = random.Random(seed), stories()
    for i in range(count):
        at = (i // 2) % len(told)
        story, next_story = told[at], told[(at + 1 + rng.randrange(len(told) - 1)) % len(told)]
        text, made = copied(story["wire"], next_story["other"], rng)
        if i % 2 == 0:
            yield Pair(article("wire", story["wire"]), article(f"copy{i}", text), True, made)
            continue
        foreign = rng.random() < 0.2
        # The next story's own account may have been spliced into the copy: then it is no independent text.
        other, _ = copied(story["other"], story["other"], rng) if not foreign else (next_story["wire"], "")
        own = [p for p in other if p not in ADDED]
        yield Pair(article(f"copy{i}", text), article("other", own), False, f"{made} / independent")


def score(made: list[Pair]) -> dict[str, object]:
    """Precision, recall and F1 over pairs, and how the wrongly judged ones were made."""
    missed, false = Counter[str](), Counter[str]()
    right = 0
    for pair in made:
        found = bool(group((pair.left, pair.right)))
        right += found and pair.is_copy
        if found != pair.is_copy:
            (missed if pair.is_copy else false)[pair.made] += 1
    precision = right / max(1, right + false.total())
    recall = right / max(1, right + missed.total())
    return {
        "pairs": len(made),
        "precision": round(precision, 4),
        "recall": round(recall, 4),
        "f1": round(2 * precision * recall / max(1e-9, precision + recall), 4),
        "missed": dict(missed),
        "false": dict(false),
    }


def main() -> None:
    """Prints the scores as one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pairs", type=int, default=600)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    made = list(pairs(given.pairs, given.seed))
    begun = time.process_time()
    told = score(made)
    print(json.dumps({**told, "pairs_per_cpu_second": round(len(made) / (time.process_time() - begun))}, indent=1))


if __name__ == "__main__":
    main()
