"""A coarse part of speech for each token: an averaged perceptron, plain Python, trained by `training/tagger.py`.

Method: Collins 2002, with the features and the word list of unambiguous words of Honnibal's 2013 tagger. Verb forms
are not learnt (the open data has none): `forms` derives them from endings, a list of irregular verbs and context.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

MODEL_FILE = "tagger.json.gz"


@dataclass(frozen=True, slots=True)
class Tagger:
    """The weights: for each feature a list of (tag number, weight); and words that only ever bear one tag."""

    tags: tuple[str, ...]
    certain: dict[str, str]
    weights: dict[str, tuple[tuple[int, int], ...]]
    verbs: frozenset[str]

    def tag(self, words: Sequence[str]) -> list[str]:
        """One universal part-of-speech tag for each word of a sentence."""
        return self._walk(shown(words))

    def _walk(self, words: list[str]) -> list[str]:
        found: list[str] = []
        previous, before = "-START-", "-START2-"
        lowers = ["-s2-", "-s1-", *(word.lower() for word in words), "-e1-", "-e2-"]
        certain, weights, count = self.certain, self.weights, len(self.tags)
        for i, word in enumerate(words):
            tag = certain.get(word)
            if tag is None:
                scores = [0] * count
                for feature in features(i, word, lowers, previous, before):
                    rows = weights.get(feature)
                    if rows is not None:
                        for number, weight in rows:
                            scores[number] += weight
                tag = self.tags[scores.index(max(scores))]
            found.append(tag)
            before, previous = previous, tag
        return found


def shown(words: Sequence[str]) -> list[str]:
    """The words as the model sees them: digits alike, an all-capitals line in lower case, curly marks made straight."""
    letters = [word for word in words if word.isalpha() and len(word) > 1]
    shouted = len(letters) > 3 and sum(word.isupper() for word in letters) > 0.8 * len(letters)
    return [_normal(word.lower() if shouted else word) for word in words]


def _normal(word: str) -> str:
    if word[0].isdigit():
        return "!YEAR" if len(word) == 4 and word.isdigit() else "!DIGITS"
    return word.replace("’", "'").replace("‘", "'").replace("“", '"').replace("”", '"')


def features(i: int, word: str, lowers: list[str], previous: str, before: str) -> list[str]:
    """The features of word `i`; `lowers` holds the sentence in lower case behind two marks of the start."""
    at = i + 2
    lower = lowers[at]
    shape = ("X" if word[0].isupper() else "x") + ("-" if "-" in word else "") + ("A" if word.isupper() else "")
    place = "0" if i == 0 else "1"
    return [
        "b",
        "s" + lower[-3:],
        "S" + lower[-2:] + shape,
        "4" + lower[-4:] + place,
        "p" + lower[:2],
        "w" + lower,
        "h" + shape + place + previous,
        "1" + previous,
        "2" + before + previous,
        "c" + previous + lower,
        "l" + lowers[at - 1],
        "m" + lowers[at - 2],
        "n" + lowers[at + 1],
        "N" + lowers[at + 1][-3:] + shape,
        "o" + lowers[at + 2],
    ]


@cache
def tagger() -> Tagger:
    """The shipped tagger, loaded once a process."""
    raw = gzip.decompress(files(__package__).joinpath(MODEL_FILE).read_bytes())
    model = json.loads(raw)
    weights = {feature: tuple(zip(row[::2], row[1::2], strict=True)) for feature, row in model["weights"].items()}
    certain = {word: model["tags"][number] for word, number in model["certain"].items()}
    return Tagger(tuple(model["tags"]), certain, weights, frozenset(model["verbs"]))
