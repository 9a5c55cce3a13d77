"""Claims that tell of nobody, nowhere and no day: only their wording and the articles around them can be compared."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache

from onrecord.events.facets import Facets, stem
from onrecord.model.ids import ArticleId
from onrecord.text import lemmas

# Articles this much alike (cosine of their words, rare ones weighing more) tell of the same things; set on ECB+'s
# development part with the same stem asked for.
ALIKE = 0.25
_PARTICLES = frozenset({"up", "over", "off", "out", "on", "in", "away", "down", "back", "by", "of"})
_SAYING = frozenset(stem(w) for w in ("say", "tell", "report", "announce", "add", "state", "claim"))


def with_wording(facets: Iterable[Facets]) -> list[Facets]:
    """The facets, those of bare claims with the words that their article tells and the lemma of their trigger."""
    ordered = list(facets)
    articles: dict[ArticleId, set[str]] = defaultdict(set)
    for own in ordered:
        if own.is_bare:
            articles[own.article_id] |= own.words
    weights = _weights(articles)
    return [
        replace(own, about=weights[own.article_id], trigger=_lemma(own.claim.trigger.text)) if own.is_bare else own
        for own in ordered
    ]


def _weights(articles: Mapping[ArticleId, set[str]]) -> dict[ArticleId, Mapping[str, float]]:
    """For each article its words with how rare they are among the articles, brought to length 1."""
    held = Counter(word for words in articles.values() for word in words)
    found: dict[ArticleId, Mapping[str, float]] = {}
    for article, words in articles.items():
        row = {word: math.log(len(articles) / held[word]) for word in sorted(words) if held[word] < len(articles)}
        length = math.sqrt(sum(x * x for x in row.values())) or 1.0
        found[article] = {word: x / length for word, x in row.items()}
    return found


@cache
def _lemma(trigger: str) -> str:
    words: Sequence[str] = trigger.casefold().split() or [""]
    head = words[0] if len(words) > 1 and words[-1] in _PARTICLES else words[-1]
    return stem(lemmas.noun(lemmas.verb(head)))


def likeness(one: Facets, other: Facets) -> float:
    """How alike two bare claims are, 0 to 1: 0 for different triggers, else by their articles, 1 in one article."""
    if one.trigger != other.trigger:
        return 0.0
    shared = len(one.words & other.words) / max(1, min(len(one.words), len(other.words)))
    if one.trigger in _SAYING and shared < 0.5:
        return 0.0
    if one.article_id == other.article_id:
        return 1.0
    return sum(x * other.about.get(word, 0.0) for word, x in one.about.items())
