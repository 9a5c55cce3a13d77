"""How alike two texts are: shingles of words or letters as numbers, containment and resemblance of sets of them.

A shingle is kept as a 64-bit hash, the same on every machine and in every run. `sketch` keeps about one in `rate` of
them, those whose hash divides by it: the same shingles of any two texts are kept, so containment can be estimated from
sketches and an index over them grows with the text alone (Broder 1997, "mod p" sampling; Manber 1994).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from hashlib import blake2b
from zlib import crc32

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")


def words_of(text: str) -> list[str]:
    """The words of the text case-folded, punctuation dropped."""
    return [w.replace("’", "'") for w in _WORD.findall(text.casefold())]


def number(shingle: str) -> int:
    """A 64-bit hash of the shingle, the same everywhere."""
    return int.from_bytes(blake2b(shingle.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")


def word_shingles(words: Sequence[str], size: int) -> list[int]:
    """One number for each run of `size` words, in order; one for all of them where there are fewer."""
    if not words:
        return []
    if len(words) <= size:
        return [number(" ".join(words))]
    return [number(" ".join(words[i : i + size])) for i in range(len(words) - size + 1)]


def letter_shingles(text: str, size: int = 24, step: int = 1) -> set[int]:
    """Runs of `size` letters and digits, spaces and punctuation dropped: alike in text glued and text spaced."""
    letters = "".join(ch for ch in text.casefold() if ch.isalnum())
    if len(letters) <= size:
        return {hash_run(letters)} if letters else set()
    return {hash_run(letters[i : i + size]) for i in range(0, len(letters) - size + 1, step)}


def hash_run(letters: str) -> int:
    """A 32-bit number for a run of letters, the same everywhere; cheaper than `number` and enough within a page."""
    return crc32(letters.encode("utf-8", "surrogatepass"))


def sketch(shingles: Iterable[int], rate: int) -> set[int]:
    """About one in `rate` of the shingles, the same ones of any text that holds them."""
    return {s for s in shingles if s % rate == 0}


def containment(inner: Collection[int], outer: Collection[int]) -> float:
    """How much of `inner` is in `outer`, 0 to 1; 0 for an empty `inner`."""
    if not inner:
        return 0.0
    held = outer if isinstance(outer, set | frozenset) else set(outer)
    return sum(1 for s in inner if s in held) / len(inner)


def resemblance(one: Collection[int], other: Collection[int]) -> float:
    """Jaccard's index of two sets of shingles, 0 to 1."""
    a, b = set(one), set(other)
    return len(a & b) / len(a | b) if a or b else 0.0
