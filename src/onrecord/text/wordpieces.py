"""Words to the pieces of an uncased BERT vocabulary, and the shape that lower case hides."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path

PAD, UNKNOWN, OPENING, CLOSING = "[PAD]", "[UNK]", "[CLS]", "[SEP]"
# A word of a language that joins no letters, or a line of rubbish, gives no more pieces than this.
MOST_PIECES = 8
_LONGEST_WORD = 100
_COMMON = 1000  # numbers of marks and letters, and about as many of the commonest words

# The shapes of words, by number: what a word looked like before it was put into lower case.
SHAPES = ("none", "lower", "title", "capitals", "mixed", "initial", "digits", "digits and letters", "mark", "other")
NONE, LOWER, TITLE, CAPITALS, MIXED, INITIAL, DIGITS, ALPHANUMERIC, MARK, OTHER = range(len(SHAPES))


class WordPieces:
    """The greedy longest-match pieces of words, after Wu et al. 2016 as BERT uses it (lower case, accents off).

    `vocabulary` lists the pieces in the order of their numbers; pieces inside a word begin with "##".
    """

    def __init__(self, vocabulary: Iterable[str]) -> None:
        self._numbers = {piece: number for number, piece in enumerate(vocabulary)}
        self.padding = self._numbers[PAD]
        self.opening = self._numbers[OPENING]
        self.closing = self._numbers[CLOSING]
        self._unknown = self._numbers[UNKNOWN]
        self.of = lru_cache(maxsize=50_000)(self._of)

    @classmethod
    def load(cls, file: Path) -> WordPieces:
        """The pieces of a `vocab.txt`, one a line."""
        return cls(file.read_text(encoding="utf-8").splitlines())

    def rarity(self, word: str) -> float:
        """How rare a word is, from 0: the pieces of a vocabulary stand in it by how often they were met."""
        numbers = self.of(word)
        return math.log1p(max(0, max(numbers) - _COMMON) / _COMMON) + 0.7 * (len(numbers) - 1)

    def _of(self, word: str) -> tuple[int, ...]:
        """The numbers of a word's pieces: one at least, `MOST_PIECES` at most."""
        found: list[int] = []
        for part in _parts(_plain(word)):
            found.extend(self._part(part))
            if len(found) >= MOST_PIECES:
                break
        return tuple(found[:MOST_PIECES]) or (self._unknown,)

    def _part(self, part: str) -> list[int]:
        if len(part) > _LONGEST_WORD:
            return [self._unknown]
        found: list[int] = []
        start = 0
        while start < len(part):
            for end in range(len(part), start, -1):
                number = self._numbers.get(part[start:end] if start == 0 else "##" + part[start:end])
                if number is not None:
                    found.append(number)
                    start = end
                    break
            else:
                return [self._unknown]
        return found


@lru_cache(maxsize=50_000)
def shape(word: str) -> int:
    """The number of a word's shape."""
    if not any(c.isalnum() for c in word):
        return MARK
    letters = [c for c in word if c.isalpha()]
    if any(c.isdigit() for c in word):
        return ALPHANUMERIC if letters else DIGITS
    cased = [c for c in letters if c.lower() != c.upper()]
    if not cased:
        return OTHER
    if all(c.islower() for c in cased):
        return LOWER
    if all(c.isupper() for c in cased):
        return CAPITALS if len(cased) > 1 else INITIAL
    return TITLE if cased[0].isupper() and all(c.islower() for c in cased[1:]) else MIXED


def _plain(word: str) -> str:
    """The word in lower case, without accents, as the vocabulary was made."""
    bare = unicodedata.normalize("NFD", word.lower())
    return "".join(c for c in bare if unicodedata.category(c) != "Mn")


def _parts(word: str) -> Iterator[str]:
    """The word cut at marks and at Chinese characters, each of which stands alone."""
    start = 0
    for at, c in enumerate(word):
        if _stands_alone(c):
            if start < at:
                yield word[start:at]
            yield c
            start = at + 1
    if start < len(word):
        yield word[start:]


def _stands_alone(c: str) -> bool:
    if c.isascii():
        return not c.isalnum()
    return unicodedata.category(c).startswith("P") or 0x4E00 <= ord(c) <= 0x9FFF or 0x3400 <= ord(c) <= 0x4DBF
