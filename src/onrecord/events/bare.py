"""Claims that tell of nobody, nowhere and no day: only their wording and the articles around them can be compared."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache

from onrecord.events.facets import Facets, stem
from onrecord.lexicons import load
from onrecord.text import lemmas
from onrecord.text.embedding import pieces

# Articles this much alike (cosine of their words, rare ones weighing more) tell of the same things; set on ECB+'s
# training part with the same stem asked for.
ALIKE = 0.25
_WORD = re.compile(r"\w[\w'’.-]*")
_PARTICLES = frozenset({"up", "over", "off", "out", "on", "in", "away", "down", "back", "by", "of"})
_SAYING = frozenset(stem(w) for w in ("say", "tell", "report", "announce", "add", "state", "claim"))


def with_wording(members: Sequence[Facets], triggers: Sequence[str], sentences: Sequence[str]) -> list[Facets]:
    """The facets of one article, those of bare claims with the words that they tell and the lemma of their trigger."""
    about = _weights(text for own, text in zip(members, sentences, strict=True) if own.is_bare)
    return [
        replace(own, about=about, trigger=_lemma(trigger)) if own.is_bare else own
        for own, trigger in zip(members, triggers, strict=True)
    ]


def _weights(sentences: Iterable[str]) -> Mapping[str, float]:
    """The words with how much each tells, brought to length 1: rare ones more, names and numbers twice as much.

    How rare a word is comes from the encoder's vocabulary and needs no counting over articles: what a record holds
    besides does not change how alike two articles are.
    """
    row: dict[str, float] = {}
    for sentence in sorted(set(sentences)):
        for number, match in enumerate(_WORD.finditer(sentence)):
            word, names = match[0].casefold(), match[0][0].isdigit() or (number > 0 and match[0][0].isupper())
            row[word] = max(row.get(word, 0.0), pieces().rarity(word) * (2.0 if names else 1.0))
    length = math.sqrt(sum(x * x for x in row.values())) or 1.0
    return {word: round(x / length, 4) for word, x in sorted(row.items()) if x}


@cache
def _lemma(trigger: str) -> str:
    words: Sequence[str] = trigger.casefold().split() or [""]
    head = words[0] if len(words) > 1 and words[-1] in _PARTICLES else words[-1]
    base = stem(lemmas.noun(lemmas.verb(head)))
    return _same_deeds().get(base, base)


@cache
def _same_deeds() -> dict[str, str]:
    """The stem of each word that tells a deed in other words, with the stem of the first of these."""
    return {stem(word): stem(words[0]) for words in load("events")["same_deed"] for word in reversed(words)}


def likeness(one: Facets, other: Facets) -> float:
    """How alike two bare claims are, 0 to 1: 0 for different triggers, else by their articles, 1 in one article."""
    if one.trigger != other.trigger:
        return 0.0
    shared = len(one.words & other.words) / max(1, min(len(one.words), len(other.words)))
    if one.trigger in _SAYING and shared < 0.5:
        return 0.0
    if one.text == other.text:
        return 1.0
    return sum(x * other.about.get(word, 0.0) for word, x in one.about.items())
