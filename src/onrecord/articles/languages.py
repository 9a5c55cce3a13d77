"""The language of a text."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

# Words that no English paragraph of news lacks and that no other language has together.
_ENGLISH = re.compile(r"\b(?:the|of|and|that|with|was|were|have|has|from|which|said|by|is|are|for|on|at|an)\b")
_LATIN = re.compile("[\u0000-\u024f]+")
_READ = 4_000


def language_of(text: str) -> str | None:
    """The ISO 639-1 code of the text's language, None for too little text to tell.

    Plain English is told by its commonest words, which spares loading the model; the rest by py3langid.
    """
    sample = text[:_READ]
    letters = sum(map(str.isalpha, sample))
    if letters < 20:
        return None
    words = sample.casefold().split()
    if sample.isascii() or len(_LATIN.sub("", sample)) < 0.03 * len(sample):
        hits = _ENGLISH.findall(sample.casefold())
        if len(hits) >= 0.15 * len(words) and len(set(hits)) >= 5:
            return "en"
    code, _score = _model().classify(sample)
    return str(code)


@cache
def _model() -> Any:
    import py3langid

    return py3langid
