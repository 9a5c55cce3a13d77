"""Counts of people and things, and sums of money, as mentions with what they count."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cache

from onrecord.lexicons import load
from onrecord.model.mentions import MentionKind, QuantityKind
from onrecord.model.readings import ReadMention
from onrecord.model.spans import Span
from onrecord.text import lemmas, numbers
from onrecord.text.chunks import SentenceAnalysis
from onrecord.text.numbers import Amount

_SKIPPED_AFTER = frozenset(
    [
        "per",
        "percent",
        "%",
        "kg",
        "km",
        "th",
        "st",
        "nd",
        "rd",
        "am",
        "pm",
        "a.m",
        "p.m",
        "a.m.",
        "p.m.",
        "gmt",
        "degrees",
    ]
)
_MEASURES = frozenset(
    [
        "km",
        "kilometre",
        "kilometer",
        "mile",
        "metre",
        "meter",
        "kilogram",
        "kg",
        "gram",
        "tonne",
        "ton",
        "litre",
        "barrel",
        "hectare",
        "acre",
    ]
)


def parse(text: str) -> tuple[Amount, ...]:
    """The amounts that a text gives, with low, best and high."""
    return numbers.parse(text)


def quantity_mentions(analysis: SentenceAnalysis, taken: Sequence[Span]) -> list[ReadMention]:
    """Quantities and sums of a sentence outside the stretches that are times or names."""
    found = []
    for amount in numbers.parse(analysis.text, analysis.span):
        if any(amount.span.overlaps(span) for span in taken):
            continue
        mention = _money(amount) if amount.is_money else _count(analysis, amount)
        if mention is not None:
            found.append(mention)
    return found


def _money(amount: Amount) -> ReadMention:
    return ReadMention(
        span=amount.span, kind=MentionKind.MONEY, score=0.9, basis="currency", quantity_kind=QuantityKind.MONEY
    )


def _count(analysis: SentenceAnalysis, amount: Amount) -> ReadMention | None:
    """A counted noun phrase: the amount with the noun chunk it stands in or leads to."""
    first, last = _tokens_of(analysis, amount.span)
    if first < 0 or _is_bare(analysis, first, last, amount):
        return None
    end = _counted_end(analysis, last)
    span = Span(amount.span.start, analysis.tokens[end - 1].span.end)
    kind = _kind(analysis, first, end)
    return ReadMention(
        span=span, kind=MentionKind.QUANTITY, score=0.8, basis="number", quantity_kind=kind, head=amount.span
    )


def _tokens_of(analysis: SentenceAnalysis, span: Span) -> tuple[int, int]:
    """The first token of a span and the one past its last; -1 where it cuts a token."""
    tokens = analysis.tokens
    first = bisect_left(tokens, span.start, key=lambda token: token.span.start)
    last = bisect_right(tokens, span.end, lo=first, key=lambda token: token.span.end)
    return (first, last) if last > first else (-1, -1)


def _is_bare(analysis: SentenceAnalysis, first: int, last: int, amount: Amount) -> bool:
    """True for numbers that count nothing: years, ages, scores, parts of names, "one" as a pronoun."""
    tokens = analysis.tokens
    words = tokens[first].lower if last - first == 1 else ""
    after = tokens[last].lower if last < len(tokens) else ""
    before = tokens[first - 1].text if first else ""
    if after in _SKIPPED_AFTER or before in {"-", "–", "No.", "#", "Article", "Resolution", "Flight", "Section"}:
        return True
    if words in {"one", "no", "none", "zero"}:
        chunk = analysis.chunk_at[first]
        inside = chunk >= 0 and analysis.chunks[chunk].end > last
        return words == "no" or not inside or after in {"of", "day"}
    if words.isdigit() and len(words) == 4 and 1500 <= int(words) <= 2100 and not _leads_noun(analysis, last):
        return True
    if before == "," and after in {",", ")", "."} and words.isdigit() and int(words) < 110:
        return True
    return (
        bool(before)
        and before[0].isupper()
        and before not in {"At", "The", "About"}
        and analysis.tags[first - 1] == "PROPN"
    )


def _leads_noun(analysis: SentenceAnalysis, last: int) -> bool:
    chunk = analysis.chunk_at[last - 1]
    return chunk >= 0 and analysis.chunks[chunk].end > last


def _counted_end(analysis: SentenceAnalysis, last: int) -> int:
    """Past the counted noun: the chunk's end, with "of …" after a bare number ("dozens of Malian soldiers")."""
    chunk = analysis.chunk_at[last - 1]
    end = max(last, analysis.chunks[chunk].end) if chunk >= 0 else last
    tokens = analysis.tokens
    if end == last and end < len(tokens) and tokens[end].lower == "of" and end + 1 < len(tokens):
        inner = analysis.chunk_at[end + 1]
        if inner >= 0:
            return analysis.chunks[inner].end
    measured = end < len(tokens) and tokens[end].lower == "of" and lemmas.noun(tokens[end - 1].lower) in _MEASURES
    if measured and end + 1 < len(tokens) and analysis.chunk_at[end + 1] >= 0:
        return analysis.chunks[analysis.chunk_at[end + 1]].end
    return end


@cache
def _kind_words() -> dict[str, QuantityKind]:
    found: dict[str, QuantityKind] = {}
    for kind, words in load("numbers")["kinds"].items():
        for word in words:
            found.setdefault(word, QuantityKind(kind))
    return found


def _kind(analysis: SentenceAnalysis, first: int, end: int) -> QuantityKind:
    """What is counted: by the verb that governs the phrase, by a participle after it, else by its own noun."""
    words = _kind_words()
    chunk = analysis.chunk_at[first] if analysis.chunk_at[first] >= 0 else analysis.chunk_at[end - 1]
    done = {words[verb] for verb in _verbs_of(analysis, chunk) if verb in words}
    if done:
        # "killed or wounded 30": how many of them died is not told.
        return done.pop() if len(done) == 1 else QuantityKind.OTHER
    after = analysis.tokens[end].lower if end < len(analysis.tokens) else ""
    for word in (after, *(token.lower for token in analysis.tokens[first:end])):
        kind = words.get(lemmas.verb(word)) or words.get(lemmas.noun(word)) or words.get(word)
        if kind is not None:
            return kind
    return QuantityKind.OTHER


def _verbs_of(analysis: SentenceAnalysis, chunk: int) -> list[str]:
    """Lemmas of the verbs that the chunk is object of, or subject of where they are passive or of dying; of "are
    missing" the word behind the copula."""
    if chunk < 0:
        return []
    heads = _governed(analysis, chunk)
    found = []
    for number, verb in enumerate(analysis.verbs):
        is_subject = analysis.subjects[number] in heads
        if heads & set(analysis.objects[number]) or (is_subject and (verb.passive or verb.lemma in _UNDERGONE)):
            found.append(verb.lemma)
        elif is_subject and verb.lemma in {"be", "go", "remain"} and verb.end < len(analysis.tokens):
            found.append(analysis.tokens[verb.end].lower)
        elif is_subject and verb.form == "VBG":
            found.append(verb.lemma)
    return found


_UNDERGONE = frozenset({"miss", "die", "perish", "flee", "drown", "disappear"})


def _governed(analysis: SentenceAnalysis, chunk: int) -> set[int]:
    """The chunk, those it is joined to, and that which it hangs on by "of" ("dozens *of miners*")."""
    heads = {chunk}
    at: int | None = chunk
    while at is not None:
        heads.add(at)
        piece = analysis.chunks[at]
        before = piece.preposition
        if piece.joined_to is None and before is not None and analysis.tokens[before].lower == "of" and before:
            owner = analysis.chunk_at[before - 1]
            at = owner if owner >= 0 and owner not in heads else None
        else:
            at = piece.joined_to
    return heads
