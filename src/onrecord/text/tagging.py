"""A coarse part of speech for each token: an averaged perceptron, plain Python, trained by `training/tagger.py`.

Method: Collins 2002, with the features and the word list of unambiguous words of Honnibal's 2013 tagger. Verb forms
are not learnt (the open data has none): `forms` derives them from endings, a list of irregular verbs and context.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib.resources import files

MODEL_FILE = "tagger.json.gz"
_MOST_KNOWN = 50_000  # words held with their own scores


@dataclass(frozen=True, slots=True)
class Tagger:
    """The weights: for each feature a list of (tag number, weight); and words that only ever bear one tag."""

    tags: tuple[str, ...]
    certain: dict[str, str]
    weights: dict[str, tuple[tuple[int, int], ...]]
    verbs: frozenset[str]
    _known: dict[str, tuple[int, ...]] = field(default_factory=dict, init=False, compare=False, repr=False)

    def tag(self, words: Sequence[str]) -> list[str]:
        """One universal part-of-speech tag for each word of a sentence."""
        return self._walk(shown(words))

    def _walk(self, words: list[str]) -> list[str]:
        found: list[str] = []
        previous, before = "-START-", "-START2-"
        lowers = ["-s2-", "-s1-", *(word.lower() for word in words), "-e1-", "-e2-"]
        certain, weights = self.certain, self.weights
        for i, word in enumerate(words):
            tag = certain.get(word)
            if tag is None:
                scores = list(self._own(i, word))
                for feature in around(i, word, lowers, previous, before):
                    rows = weights.get(feature)
                    if rows is not None:
                        for number, weight in rows:
                            scores[number] += weight
                tag = self.tags[scores.index(max(scores))]
            found.append(tag)
            before, previous = previous, tag
        return found

    def _own(self, i: int, word: str) -> tuple[int, ...]:
        """What the word by itself gives each tag; looked up once for a word, as weights are whole numbers."""
        key = word if i else "\0" + word
        known = self._known.get(key)
        if known is None:
            scores = [0] * len(self.tags)
            for feature in alone(i, word):
                for number, weight in self.weights.get(feature, ()):
                    scores[number] += weight
            if len(self._known) >= _MOST_KNOWN:
                self._known.clear()
            known = self._known[key] = tuple(scores)
        return known


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
    return [*alone(i, word), *around(i, word, lowers, previous, before)]


def alone(i: int, word: str) -> list[str]:
    """The features that a word has by itself, and by being the first."""
    lower = word.lower()
    return [
        "b",
        "s" + lower[-3:],
        "S" + lower[-2:] + _shape(word),
        "4" + lower[-4:] + ("0" if i == 0 else "1"),
        "p" + lower[:2],
        "w" + lower,
    ]


def around(i: int, word: str, lowers: list[str], previous: str, before: str) -> list[str]:
    """The features that a word has by what stands around it."""
    at = i + 2
    shape = _shape(word)
    ahead = lowers[at + 1]
    return [
        "h" + shape + ("0" if i == 0 else "1") + previous,
        "1" + previous,
        "2" + before + previous,
        "c" + previous + lowers[at],
        "l" + lowers[at - 1],
        "m" + lowers[at - 2],
        "n" + ahead,
        "N" + ahead[-3:] + shape,
        "o" + lowers[at + 2],
    ]


@lru_cache(maxsize=50_000)
def _shape(word: str) -> str:
    return ("X" if word[0].isupper() else "x") + ("-" if "-" in word else "") + ("A" if word.isupper() else "")


@cache
def tagger() -> Tagger:
    """The shipped tagger, loaded once a process."""
    raw = gzip.decompress(files(__package__).joinpath(MODEL_FILE).read_bytes())
    model = json.loads(raw)
    weights = {feature: tuple(zip(row[::2], row[1::2], strict=True)) for feature, row in model["weights"].items()}
    certain = {word: model["tags"][number] for word, number in model["certain"].items()}
    return Tagger(tuple(model["tags"]), certain, weights, frozenset(model["verbs"]))
