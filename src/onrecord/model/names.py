"""Names brought to one form, so that spellings of one name meet. Standard library only."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# Letters that no decomposition takes apart.
_LETTERS = str.maketrans(
    {"ø": "o", "đ": "d", "ð": "d", "ł": "l", "ı": "i", "ħ": "h", "æ": "ae", "œ": "oe", "þ": "th", "ə": "e"}
)
_DROPPED = re.compile(r"[.'’‘ʼʻ`´ʿʾ\"“”()\[\]]")
_SPACED = re.compile(r"[\s\-‐‑‒–—―/,_:;]+")
_POSSESSIVE = re.compile(r"(?:['’]s|(?<=s)['’])$")
_ARTICLE = re.compile(r"^(?:the|a|an)\s+", re.IGNORECASE)
_PLAIN = re.compile(r"[A-Za-z]+(?: [A-Za-z]+)*")
_ARABIC_ARTICLES = frozenset({"al", "el", "ul", "ol", "as", "ash", "ad", "an", "ar", "at"})


@lru_cache(maxsize=65536)
def fold(name: str) -> str:
    """The name in lower case without diacritics, hyphens, apostrophes, dots and a leading article.

    "The Tehrik-i-Taliban" and "tehrik i taliban" fold alike; "U.S." folds to "us".
    """
    if _PLAIN.fullmatch(name) and not _ARTICLE.match(name):
        return name.lower()  # half of all names: nothing to take away
    plain = _POSSESSIVE.sub("", name.strip())
    plain = _ARTICLE.sub("", plain)
    kept = plain.casefold().translate(_LETTERS)
    if not kept.isascii():  # most names are, and folding them is half of what loading the knowledge base takes
        kept = "".join(c for c in unicodedata.normalize("NFKD", kept) if not unicodedata.combining(c))
    return _SPACED.sub(" ", _DROPPED.sub("", kept).replace("&", " and ")).strip()


@lru_cache(maxsize=65536)
def bare(name: str) -> str:
    """The folded name without Arabic articles and spaces: "al-Shabaab" and "Shabaab", "Abd el Aziz" and "Abdelaziz".

    A looser key than `fold`: ask it only where `fold` found nothing.
    """
    words = fold(name).split()
    kept = [w for w in words if w not in _ARABIC_ARTICLES] or words
    return "".join(kept)


def is_initials(name: str) -> bool:
    """True for names made of capitals, digits, dots and hyphens: "TTP", "U.S.", "ISIS-K", "M23"."""
    letters = [c for c in name if c.isalpha()]
    return bool(letters) and all(c.isupper() for c in letters) and " " not in name.strip()
