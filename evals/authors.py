"""Lists of authors as sellers write them, to sets of surnames: who is named, whichever way round and however parted."""

from __future__ import annotations

import html
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher

_ROLE = re.compile(
    r"\(?\b(?:by\s*\(\s*(?:joint\s+)?(?:authors?|editor)\s*\))"
    r"|\(\s*(?:joint\s+)?(?:author|editor|edt|adapter|preface|foreword|translator|illustrator|contributor)s?\s*\)",
    re.IGNORECASE,
)
_PARTED = re.compile(r";|/|\||\band\b|&|\bwith\b", re.IGNORECASE)
# "Wright, Gary R.Stevens": a name that begins inside a word, but for those that are written so.
_GLUED = re.compile(r"(?<=[a-z])(?<!Mc)(?<!Mac)(?<!De)(?<!La)(?<!Le)(?<!Di)(?<!Van)(?<!Fitz)(?=[A-Z][a-z])")
_NO_NAMES = frozenset(
    {
        "jr", "sr", "ii", "iii", "iv", "dr", "prof", "phd", "ph", "author", "authors", "editor", "editors", "ed", "eds",
        "et", "al", "by", "others", "mr", "mrs", "ms", "md", "the", "joint", "co",
    }
)  # fmt: skip
_NOBODY = re.compile(r"not available|n/a|unknown|various", re.IGNORECASE)


def plain(value: str) -> str:
    """The list without entities and accents."""
    text = html.unescape(html.unescape(value))
    return unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()


def people(value: str) -> list[tuple[str, str]]:
    """(surname, first name or "") of everyone in a list, in its order; empty where it names nobody."""
    text = plain(value)
    if _NOBODY.search(text):
        return []
    text = re.sub(r"\([^)]*\)", ";", _ROLE.sub(";", re.sub(r"\bet\.? al\.?", "", text))).replace("_", " ")
    found: list[tuple[str, str]] = []
    for part in _PARTED.split(_GLUED.sub("; ", text)):
        pieces = [_words(piece) for piece in part.split(",")]
        found.extend(_named([piece for piece in pieces if piece]))
    return found


def _words(text: str) -> list[str]:
    return [w for w in re.findall(r"[a-z][a-z'-]*", text.lower()) if w.strip("'-") and w not in _NO_NAMES]


def _named(pieces: Sequence[list[str]]) -> Iterator[tuple[str, str]]:
    """The people in the pieces between commas: "Last, First, Last, First" or "First Last, First Last"."""
    even = len(pieces) % 2 == 0 and all(len(piece) <= 2 and len(piece[0]) > 1 for piece in pieces[::2])
    if len(pieces) > 1 and even and not all(len(piece) > 1 for piece in pieces):
        for last, first in zip(pieces[::2], pieces[1::2], strict=True):
            yield last[-1], first[0]
        return
    for piece in pieces:
        yield piece[-1], piece[0] if len(piece) > 1 else ""


def surnames(values: Sequence[str]) -> list[tuple[str, ...]]:
    """For each list of one book the surnames in it, the first-named first; misspellings under the commoner spelling.

    What is a surname is learned from all lists together: a word that stands last more often than first.
    """
    parsed = [people(value) for value in values]
    last = Counter(name for one in parsed for name in {last for last, _ in one})
    first = Counter(name for one in parsed for name in {first for _, first in one})
    known = {name for name in last if len(name) > 1 and last[name] > first.get(name, 0)}
    known = {name for name in known if not any(_ends(other, name) and last[other] > 1 for other in known)}
    spelled = _spellings(sorted(known, key=lambda name: (-last[name], name)))
    return [_in_list(value, one, spelled) for value, one in zip(values, parsed, strict=True)]


def _ends(whole: str, part: str) -> bool:
    return whole != part and whole.endswith((f"-{part}", f"'{part}"))


def _spellings(names: Sequence[str]) -> dict[str, str]:
    """Each spelling with the commonest one that it is close to."""
    spelled: dict[str, str] = {}
    for name in names:
        spelled[name] = next((other for other in spelled.values() if _close(name, other)), name)
    return spelled


def _close(one: str, other: str) -> bool:
    if abs(len(one) - len(other)) > 1 or min(len(one), len(other)) < 5:
        return False
    return SequenceMatcher(None, one, other).ratio() > 0.85


def _in_list(value: str, named: Sequence[tuple[str, str]], spelled: Mapping[str, str]) -> tuple[str, ...]:
    text = plain(value).lower()
    words = set(re.findall(r"[a-z][a-z'-]*", text))
    found = {name for name in spelled if name in words or (len(name) > 4 and name in text)}
    found = {name for name in found if not any(name != other and name in other for other in found)}
    ordered = [name for name, _ in named if name in found]
    return tuple(dict.fromkeys(spelled[name] for name in (*ordered, *sorted(found))))
