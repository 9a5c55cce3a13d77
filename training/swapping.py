"""Marked passages with other names in them, so that what is learned is the sentence and not who stood in it."""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

Row = dict[str, Any]
_LEAF = re.compile(r"\[(\d+) ([^\[\]\\]+)\]")
_NAMED = frozenset({"person", "place", "state", "nationality", "organisation", "armed_group", "media", "company"})
_ENDINGS = ("ish", "ese", "ian", "an", "i", "ch")
_OFTEN = 0.7


class Names:
    """Names by kind and by form, taken from passages and, for places, from a list."""

    def __init__(self, rows: Iterable[Row], places: Iterable[str] = ()) -> None:
        found: dict[tuple[str, str], set[str]] = defaultdict(set)
        for row in rows:
            for number, words in _LEAF.findall(row["text"]):
                kind = row["spans"].get(number)
                if kind in _NAMED:
                    found[kind, form(words)].add(words)
        for place in places:
            found["place", form(place)].add(place)
        self._found = {key: sorted(names) for key, names in found.items()}

    def another(self, kind: str, words: str, rng: random.Random) -> str:
        """A name of the kind that is written in the same form; the same where no other is known."""
        return rng.choice(self._found.get((kind, form(words)), [words]))


def form(words: str) -> str:
    """How a name is written: each capitalised word as X with what kind of word it may be, all others as they stand."""
    return " ".join(_word_form(word) for word in words.split(" "))


def _word_form(word: str) -> str:
    if not word[:1].isupper():
        return word
    if word.isupper() and len(word) > 1:
        return "XX"
    bare = re.sub(r"['’]s?$", "", word)
    return "X" + next((end for end in _ENDINGS if bare.endswith(end)), "") + word[len(bare) :]


def swapped(row: Row, names: Names, rng: random.Random) -> Row:
    """The passage with most of its names exchanged, each for the same other one wherever it stands."""
    others: dict[tuple[str, str], str] = {}
    for number, words in sorted(_LEAF.findall(row["text"]), key=lambda leaf: -len(leaf[1])):
        kind = row["spans"].get(number)
        if kind in _NAMED and (kind, words) not in others:
            longer = _longer(kind, words, others)
            other = names.another(kind, words, rng) if rng.random() < _OFTEN else words
            others[kind, words] = longer or other

    def exchanged(leaf: re.Match[str]) -> str:
        return f"[{leaf[1]} {others.get((row['spans'].get(leaf[1], ''), leaf[2]), leaf[2])}]"

    return {**row, "text": _LEAF.sub(exchanged, row["text"])}


def _longer(kind: str, words: str, others: dict[tuple[str, str], str]) -> str | None:
    """The last word of the exchanged full name of a person whose last name this is."""
    full = (new for (other, old), new in others.items() if kind == other == "person" and old.endswith(f" {words}"))
    return next((new.split(" ")[-1] for new in full), None)


def with_swaps(rows: Sequence[Row], names: Names, times: int, seed: int) -> list[Row]:
    """The passages, and each so many times more with other names."""
    rng = random.Random(seed)
    return [*rows, *(swapped(row, names, rng) for _ in range(times) for row in rows)]
