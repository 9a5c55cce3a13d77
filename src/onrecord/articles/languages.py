"""The language of a text."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

# Words that no English paragraph of news lacks and that no other language has together.
_ENGLISH = re.compile(r"\b(?:the|of|and|that|with|was|were|have|has|from|which|said|by|is|are|for|on|at|an)\b")
_LATIN = re.compile("[\u0000-\u024f]+")
_READ = 4_000
# Scripts that one language of news is written in, or nearly so: a few letters tell it.
_SCRIPTS = {
    "ja": re.compile("[\u3040-\u30ff]"),  # the syllables that no Chinese text has
    "ko": re.compile("[\uac00-\ud7af]"),
    "zh": re.compile("[\u4e00-\u9fff]"),
    "th": re.compile("[\u0e00-\u0e7f]"),
    "lo": re.compile("[\u0e80-\u0eff]"),
    "my": re.compile("[\u1000-\u109f]"),
    "km": re.compile("[\u1780-\u17ff]"),
    "ka": re.compile("[\u10a0-\u10ff]"),
    "hy": re.compile("[\u0530-\u058f]"),
    "el": re.compile("[\u0370-\u03ff]"),
    "he": re.compile("[\u0590-\u05ff]"),
    "am": re.compile("[\u1200-\u137f]"),
    "ta": re.compile("[\u0b80-\u0bff]"),
    "te": re.compile("[\u0c00-\u0c7f]"),
    "ml": re.compile("[\u0d00-\u0d7f]"),
    "si": re.compile("[\u0d80-\u0dff]"),
    "bn": re.compile("[\u0980-\u09ff]"),
}
# Letters that a language must be told by: of its own script, of a script that several share, of the Latin one.
_LEAST_OF_SCRIPT = 4
_LEAST_SHARED = 8
_LEAST = 20
# Names and a few words are anyone's: the model is heard where it is this sure.
_SURE = 0.45
# Below this the text is surely not English, whatever else it is.
_NOT_ENGLISH = 0.005
UNKNOWN = "und"


def language_of(text: str) -> str | None:
    """The ISO 639-1 code of the text's language, None for too little to tell, "und" for one that is not English and
    not told: Urdu or Russian in Latin letters, for instance.

    Plain English is told by its commonest words, which spares loading the model; a script of one language by its
    letters; the rest by py3langid with the probabilities that it gives.
    """
    sample = text[:_READ]
    letters = sum(map(str.isalpha, sample))
    outside = len(_LATIN.sub("", sample))
    is_latin = sample.isascii() or outside < 0.03 * len(sample)
    if letters < (_LEAST if is_latin else _LEAST_OF_SCRIPT):
        return None
    if is_latin:
        words = sample.casefold().split()
        hits = _ENGLISH.findall(sample.casefold())
        if len(hits) >= 0.15 * len(words) and len(set(hits)) >= 5:
            return "en"
    elif letters < _LEAST:
        told = _by_script(sample, letters)
        if told or letters < _LEAST_SHARED:
            return told
    return _by_model(sample, is_latin=is_latin)


def _by_script(sample: str, letters: int) -> str | None:
    """The language whose script most of a few letters are of, None where several languages write in it."""
    if _SCRIPTS["ja"].search(sample):
        return "ja"
    for code, script in _SCRIPTS.items():
        if len(script.findall(sample)) >= max(_LEAST_OF_SCRIPT, 0.5 * letters):
            return code
    return None


def _by_model(sample: str, *, is_latin: bool) -> str | None:
    ranked = _model().rank(sample)
    code, probability = str(ranked[0][0]), float(ranked[0][1])
    english = next((float(p) for label, p in ranked if label == "en"), 0.0)
    if code == "zxx":
        return None
    if code == "pcm" and english > 0.01:  # Nigerian Pidgin is close to English, and seldom what it seems to be
        return "en" if _ENGLISH.search(sample.casefold()) else None
    if code == "en" or probability >= _SURE:
        return code
    return None if is_latin and english >= _NOT_ENGLISH else UNKNOWN


@cache
def _model() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
