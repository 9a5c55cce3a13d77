"""Words and marks of a sentence, with exact offsets."""

from __future__ import annotations

import re
from typing import NamedTuple

from onrecord.model.spans import Span


class Token(NamedTuple):
    """A word, number or mark. `lower` is its text in lower case with curly apostrophes made straight."""

    span: Span
    text: str
    lower: str


_TOKEN = re.compile(
    r"""
    (?P<link>https?://\S+|www\.\S+|[\w.+-]+@[\w-]+\.[\w.]+|[@\#]\w+)
  | (?P<dotted>(?:[^\W\d_]\.){2,}(?:[^\W\d_](?![\w]))?)                       # U.S.  a.m.
  | (?P<title>(?:Mr|Mrs|Ms|Dr|Prof|Gen|Lt|Col|Maj|Capt|Sgt|Cpl|Brig|Cmdr|Adm|Gov|Sen|Rep|Rev|Hon|St|Mt|No|vs|Jr|Sr
      |Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Inc|Corp|Co|Ltd|Maj\.-Gen|Lt\.-Gen)\.(?=[\s,-]*[\w“"‘(]))
  | (?P<number>\d+(?:st|nd|rd|th)\b(?!-)|\d+(?:[.,:/]\d+)*(?:-[^\W\d_]+)+|\d+(?:[.,:/]\d+)*(?:s\b)?)
  | (?P<word>[^\W\d_](?:[\w\u0300-\u036f\u064b-\u0652])*(?:(?:[-&‐‑'’ʼ‘`]|\.(?=[^\W\d_]{2,3}\b(?!\.)(?<=\.[a-z])))\w+)*)
  | (?P<dash>--+|''|``|\.{2,})
  | (?P<mark>\S)
    """,
    re.VERBOSE | re.UNICODE,
)
_CLITIC = re.compile(r"(?:['’ʼ](?:s|re|ve|ll|d|m)|n['’ʼ]t)$", re.IGNORECASE)
_APOSTROPHES = str.maketrans({"’": "'", "ʼ": "'", "‘": "'", "`": "'"})


def tokenize(text: str, span: Span) -> tuple[Token, ...]:
    """The tokens of a stretch of text, in order. Clitics ("'s", "n't") stand alone; hyphenated words stay whole."""
    found: list[Token] = []
    for match in _TOKEN.finditer(text, span.start, span.end):
        start, word = match.start(), match.group()
        if match.lastgroup == "word" and ("'" in word or "’" in word or "ʼ" in word):
            clitic = _CLITIC.search(word)
            if clitic and clitic.start() > 0:
                middle = start + clitic.start()
                found.append(_token(start, word[: clitic.start()]))
                found.append(_token(middle, word[clitic.start() :]))
                continue
        found.append(_token(start, word))
    return tuple(found)


def _token(start: int, word: str) -> Token:
    return Token(Span(start, start + len(word)), word, word.lower().translate(_APOSTROPHES))
