"""Names in a sentence: those on a list, countries, and runs of capitalised words."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from onrecord.lexicons import load
from onrecord.model.mentions import MentionKind
from onrecord.model.spans import Span
from onrecord.text import countries
from onrecord.text.chunks import SentenceAnalysis
from onrecord.text.tokens import Token, tokenize


class Found(NamedTuple):
    """Tokens `start` to `end` of a sentence that bear a name. `kind` None where only capitals show it."""

    start: int
    end: int
    kind: MentionKind | None
    score: float
    basis: str


@cache
def word_set(file: str, section: str) -> frozenset[str]:
    """One section of a word list, as a set."""
    return frozenset(load(file)[section])


@lru_cache(maxsize=50_000)
def folded(word: str) -> str:
    """The word in lower case without accents and with plain apostrophes and hyphens."""
    if word.isascii():
        return word.lower()
    plain = unicodedata.normalize("NFKD", word.replace("’", "'").replace("ʼ", "'").replace("‘", "'"))
    return "".join(c for c in plain if not unicodedata.combining(c)).replace("‐", "-").replace("‑", "-").lower()


class NameList:
    """Known names, found by their words; the longest match wins. Names of places only type a run of capitals.

    A name's capitals must be met: "IS" never matches "is", nor "May" "may". A sentence all in capitals matches only
    names of more than three letters.
    """

    def __init__(self, names: Iterable[tuple[str, MentionKind]]) -> None:
        self._rows: dict[str, list[tuple[tuple[str, ...], str, MentionKind]]] = {}
        self._places: set[str] = set()
        for name, kind in names:
            if kind is MentionKind.PLACE:
                self._places.add(folded(name))
                continue
            words = tuple(token.text for token in tokenize(name, Span(0, len(name))))
            if words:
                key = tuple(folded(word) for word in words)
                self._rows.setdefault(key[0], []).append((key, words[0] if len(words) == 1 else "", kind))
        for rows in self._rows.values():
            rows.sort(key=lambda row: (-len(row[0]), row[0], row[2].value))

    def is_place(self, words: str) -> bool:
        """True for the name of a place that the list holds."""
        return folded(words) in self._places

    def at(self, tokens: Sequence[Token], at: int, shouted: bool) -> Found | None:
        """The longest known name that begins at a token."""
        token = tokens[at]
        if not (token.text[0].isupper() or token.text[0].isdigit() or "-" in token.text or not token.text.isascii()):
            return None
        for key, single, kind in self._rows.get(folded(token.text), ()):
            end = _end_of_name(tokens, at, key)
            if end is None:
                continue
            if single and not _case_fits(_without_article(single), _without_article(token.text), shouted):
                continue
            if not single and not (_starts_alike(token.text) and _starts_alike(tokens[end - 1].text)):
                continue
            return Found(at, end, kind, 0.95, "actor list")
        return None


def _end_of_name(tokens: Sequence[Token], at: int, key: Sequence[str]) -> int | None:
    """The token behind a name that begins at `at`, None where it does not stand there. One that is told with an
    owner's mark is met too: "the League's Northern Province"."""
    for number, word in enumerate(key):
        owned = number and at < len(tokens) and tokens[at].lower in {"'s", "’s"} and word not in {"'s", "’s"}
        at += 1 if owned else 0
        if at >= len(tokens) or folded(tokens[at].text) != word:
            return None
        at += 1
    return at


def _without_article(word: str) -> str:
    """The word without an Arabic article, which is written small or large: "al-Qaeda", "Al-Qaeda"."""
    return word[3:] if word[:3].lower() in {"al-", "el-", "as-", "ar-", "an-", "ad-"} and word[3:4].isupper() else word


def _starts_alike(word: str) -> bool:
    return not word.islower() or "-" in word


def _case_fits(name: str, word: str, shouted: bool) -> bool:
    if len(name) <= 3 or name.isupper():
        return word == name and not (shouted and len(name) <= 3)
    return word[0].isupper() or not name[0].isupper()


def is_shouted(tokens: Sequence[Token]) -> bool:
    """True for a line all in capitals."""
    letters = [token.text for token in tokens if token.text.isalpha() and len(token.text) > 1]
    capitals = sum(word.isupper() for word in letters)
    whole = len(letters) == capitals > 1 and any(len(word) > 5 for word in letters)
    return whole or (len(letters) > 3 and capitals > 0.8 * len(letters))


def listed(analysis: SentenceAnalysis, names: NameList) -> list[Found]:
    """The known names of a sentence, from the left, none inside another."""
    tokens, found, at = analysis.tokens, [], 0
    shouted = is_shouted(tokens)
    while at < len(tokens):
        hit = names.at(tokens, at, shouted)
        if hit is not None and not _is_common_start(analysis, hit):
            found.append(hit)
            at = hit.end
        else:
            at += 1
    return found


def _is_common_start(analysis: SentenceAnalysis, hit: Found) -> bool:
    """A sentence that begins with a plain word which some name also is: "May", "Will", "Front"."""
    word = analysis.tokens[hit.start].text
    if hit.end - hit.start > 1:
        return False
    if word in word_set("names", "not_names") or word in word_set("names", "months_days"):
        return True
    return hit.start == 0 and analysis.tags[0] in {"AUX", "DET", "PRON", "ADP", "SCONJ", "CCONJ", "ADV"}


def regions(analysis: SentenceAnalysis) -> list[Found]:
    """Parts of the world of more than one word, which may hold a country's name: "Latin *America*"."""
    found, at = [], 0
    tokens = analysis.tokens
    while at < len(tokens):
        end = next((at + n for n in (4, 3, 2) if _words(tokens, at, at + n) in word_set("names", "place_whole")), at)
        if end > at:
            found.append(Found(at, end, MentionKind.PLACE, 0.95, "region"))
        at = max(end, at + 1)
    return found


def _words(tokens: Sequence[Token], start: int, end: int) -> str:
    if end > len(tokens) or not tokens[start].text[0].isupper():
        return ""
    return " ".join(token.text for token in tokens[start:end])


def national(analysis: SentenceAnalysis, taken: set[int]) -> list[Found]:
    """Countries, capitals, demonyms and peoples of a sentence; which of state, place or nationality is meant waits."""
    found, at = [], 0
    tokens = analysis.tokens
    while at < len(tokens):
        hit = None if at in taken or not tokens[at].text[0].isupper() else _national_at(tokens, at, taken)
        if hit is not None:
            found.append(hit)
            at = hit.end
        else:
            at += 1
    return found


def _national_at(tokens: Sequence[Token], at: int, taken: set[int]) -> Found | None:
    for length in (4, 3, 2, 1):
        end = at + length
        if end > len(tokens) or any(i in taken for i in range(at, end)):
            continue
        words = " ".join(token.text.replace("’", "'") for token in tokens[at:end])
        basis = _national_basis(words)
        if basis:
            return Found(at, end, None, 0.9, basis)
    return None


def _national_basis(words: str) -> str | None:
    if words.isupper() and len(words) > 4:
        words = words.title()
    if words in word_set("names", "place_whole"):
        return "region"
    if words in countries.names():
        return "country"
    if words in countries.adjectives():
        return "demonym"
    if words in countries.peoples() or words in word_set("peoples", "nouns"):
        return "people"
    if words in countries.capitals():
        return "capital"
    if words in word_set("peoples", "adjectives"):
        return "description"
    return None


def runs(analysis: SentenceAnalysis, taken: set[int]) -> list[Found]:
    """Runs of capitalised words outside what is taken: "Border Guard Command", "Bank of the South"."""
    tokens, found, at = analysis.tokens, [], 0
    shouted = is_shouted(tokens)
    while at < len(tokens) and not shouted:
        if at in taken or not _can_start(analysis, at):
            at += 1
            continue
        end = _run_end(analysis, at, taken)
        found.append(Found(at, end, None, 0.6, "capitalised run"))
        at = end
    return found


def _is_capital(word: str) -> bool:
    return word[0].isupper() or (len(word) > 3 and word[:3].lower() in {"al-", "el-", "ul-"} and word[3].isupper())


def _can_start(analysis: SentenceAnalysis, at: int) -> bool:
    token, tag = analysis.tokens[at], analysis.tags[at]
    if not _is_capital(token.text) or not token.text[0].isalpha():
        return False
    if token.text in word_set("names", "months_days") or token.text == "I":
        return False
    after = at + 1 < len(analysis.tokens) and _is_capital(analysis.tokens[at + 1].text)
    if token.text in word_set("names", "not_names"):
        return False
    if not _opens_sentence(analysis, at):
        return len(token.text) > 1 or after
    if after and token.text in word_set("names", "given_in_ly"):
        return True
    return tag == "PROPN" or (after and tag in {"NOUN", "ADJ", "X"} and len(token.text) > 1) or token.text.isupper()


def _opens_sentence(analysis: SentenceAnalysis, at: int) -> bool:
    return at == 0 or analysis.tokens[at - 1].text in {'"', "“", "«", ":", "—", "–", "•", "-", "‘", "'"}


def _run_end(analysis: SentenceAnalysis, start: int, taken: set[int]) -> int:
    tokens = analysis.tokens
    inside = word_set("names", "inside")
    at = last = start + 1
    while at < len(tokens) and at not in taken and at - start < 10:
        word = tokens[at].text
        if word in word_set("names", "months_days"):
            break
        if _is_capital(word) and word[0].isalpha():
            at += 1
            last = at
        elif word.isdigit() and len(word) <= 2 and last == at:
            break
        elif (tokens[at].lower in inside and last == at and _bridges(analysis, start, at, taken)) or (
            last < at and tokens[at].lower in {"the", "la", "los", "las", "al"} and at - last < 2
        ):
            at += 1
        else:
            break
    return last


def _bridges(analysis: SentenceAnalysis, start: int, at: int, taken: set[int]) -> bool:
    """True where a small word holds a name together: "Bank *of* Ghana", "Muhammad *bin* Zayed"."""
    tokens, lower = analysis.tokens, analysis.tokens[at].lower
    after = at + 1
    if after < len(tokens) and tokens[after].lower == "the":
        after += 1
    if after >= len(tokens) or after in taken or not _is_capital(tokens[after].text):
        return False
    if lower in word_set("names", "person_inside"):
        return True
    institution = any(
        tokens[i].text in word_set("names", "organisation_words")
        or tokens[i].text in word_set("names", "armed_group_words")
        or tokens[i].text
        in {"Gulf", "Strait", "Horn", "Cape", "Isle", "Bay", "Port", "Sea", "Treaty", "Ministry", "Bank"}
        for i in range(start, at)
    )
    if lower in {"of", "for"}:
        return institution or (
            lower == "of" and tokens[at - 1].text in {"Bank", "Front", "Union", "State", "Voice", "Times"}
        )
    if lower in {"and", "&"}:
        return (
            institution and tokens[after].text in word_set("names", "organisation_words") and not _is_list(analysis, at)
        )
    return (
        lower in {"in", "on", "to", "against", "under", "without"} and institution and lower in {"against", "without"}
    )


def _is_list(analysis: SentenceAnalysis, at: int) -> bool:
    return any(token.text == "," for token in analysis.tokens[max(0, at - 3) : at])
