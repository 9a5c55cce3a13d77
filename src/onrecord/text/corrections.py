"""The tagger's known slips on news text, set right by rules over neighbouring words."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from onrecord.lexicons import load
from onrecord.text import countries, lemmas
from onrecord.text.marks import CLAUSAL
from onrecord.text.tagging import tagger
from onrecord.text.tokens import Token

_ALWAYS = {
    "not": "PART", "n't": "PART", "who": "PRON", "whom": "PRON", "which": "PRON", "said": "VERB", "says": "VERB",
    "told": "VERB", "killed": "VERB", "by": "ADP", "and": "CCONJ", "or": "CCONJ", "the": "DET", "a": "DET",
    "an": "DET", "—": "PUNCT", "–": "PUNCT", "-": "PUNCT", "%": "SYM", "$": "SYM", "€": "SYM", "£": "SYM",
    "including": "ADP", "amid": "ADP", "despite": "ADP", "according": "ADP",
    "percent": "NOUN", "militants": "NOUN", "gunmen": "NOUN", "troops": "NOUN", "airstrike": "NOUN",
}  # fmt: skip
# Numbers in words are numbers, whatever the tagger makes of the rarer ones.
_ALWAYS |= dict.fromkeys(
    ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen",
     "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty", "thirty", "forty", "fifty", "sixty",
     "seventy", "eighty", "ninety"),
    "NUM",
)  # fmt: skip
_TAKES_NOUN = frozenset({"DET", "NUM", "ADP", "ADJ"})
_STARTS_NOUN = frozenset({"DET", "PROPN", "NOUN", "PRON", "ADJ", "NUM"})
# Irregular past forms that are nouns as well.
_NOUNS_TOO = frozenset(
    {
        "saw", "rose", "ground", "wound", "felt", "left", "shot", "bit", "thought", "cut", "hit", "set", "lay",
        "found", "bound", "dove", "bent", "rent", "put", "cost", "cast", "split", "spread", "shut", "burst", "bet",
        "bid", "quit", "read", "run", "come", "become", "let", "hurt", "upset", "beat", "broadcast", "offset",
        "thrust", "rid", "shed", "slit", "fit", "knit",
    }
)  # fmt: skip
_BEFORE_NUMBER = {
    ("at", "least"), ("at", "most"), ("more", "than"), ("less", "than"), ("fewer", "than"), ("up", "to"),
    ("as", "many"), ("close", "to"), ("no", "more"), ("no", "fewer"),
}  # fmt: skip


def corrected(tokens: Sequence[Token], tags: list[str]) -> list[str]:
    """The tags with known slips set right, in place and given back."""
    known = countries.known_words()
    descriptions = countries.descriptions()
    names = _abbreviations(tokens, tags)
    for i, token in enumerate(tokens):
        always = _ALWAYS.get(token.lower)
        if i in names:
            tags[i] = "PROPN"
        elif always is not None:
            tags[i] = always
        elif token.text in known:
            tags[i] = "PROPN"
        elif token.text in descriptions and tags[i] in {"VERB", "NOUN", "ADV", "X", "ADP"}:
            tags[i] = "ADJ"
        else:
            tags[i] = _corrected(tokens, tags, i)
    _mark_quantifiers(tokens, tags)
    _mark_perfect_infinitives(tokens, tags)
    return tags


def _mark_perfect_infinitives(tokens: Sequence[Token], tags: list[str]) -> None:
    """ "is said to *have* bombed the port": an auxiliary, whatever the tagger made of it."""
    for i in range(1, len(tokens) - 1):
        is_perfect = tokens[i].lower == "have" and tokens[i - 1].lower == "to" and tags[i + 1] == "VERB"
        if is_perfect and tokens[i + 1].lower.endswith(("ed", "en", "wn")):
            tags[i] = "AUX"


_SMALL = frozenset({"AUX", "PRON", "VERB", "ADP", "DET", "SCONJ", "CCONJ", "ADV", "INTJ", "PART", "X"})
_STRESSED = frozenset({"not", "and", "or", "no", "all", "never", "must", "any", "am", "pm"})


def _abbreviations(tokens: Sequence[Token], tags: Sequence[str]) -> frozenset[int]:
    """The tokens that are abbreviations though they spell a small word: "targeted *IS* hideouts", "the *WHO* said".

    A line in capitals throughout shows nothing, nor does a word that writers put in capitals for stress.
    """
    words = [token.text for token in tokens if token.text.isalpha() and len(token.text) > 1]
    if sum(word.isupper() for word in words) * 2 > len(words):
        return frozenset()
    return frozenset(
        i
        for i, token in enumerate(tokens)
        if 1 < len(token.text) < 7
        and token.text.isalpha()
        and token.text.isupper()
        and tags[i] in _SMALL
        and token.lower not in _STRESSED
    )


def _corrected(tokens: Sequence[Token], tags: Sequence[str], i: int) -> str:
    lower, tag = tokens[i].lower, tags[i]
    before = tags[i - 1] if i else "START"
    if lower == "'s":
        return "AUX" if before == "PRON" else "PART"
    if _is_title(tokens, i):
        return "PROPN"
    if lower == "near" and i + 1 < len(tags) and tags[i + 1] != "PUNCT":
        return "ADP"
    if lower == "since" and before == "AUX":
        return "ADV"
    if lower == "dead" and i and lemmas.verb(tokens[i - 1].lower) in {"shoot", "strike", "gun"}:
        return "ADV"
    if lower in {"following", "regarding", "concerning"}:
        return _preposition_like(tokens, tags, i)
    if tag == "AUX":
        is_auxiliary = lower in lemmas.MODALS or lemmas.verb(lower) in {"be", "have", "do", "get"}
        return tag if is_auxiliary else "VERB"
    if tag == "PROPN" and tokens[i].text.islower():
        return "NOUN"
    if tag == "X" and tokens[i].text.islower() and before in {"DET", "NUM", "ADJ", "NOUN"}:
        return "NOUN"  # "an army *post*" is no foreign word
    if tag in {"NOUN", "PROPN"} and _is_verb_after_subject(tokens, tags, i):
        return "VERB"
    if tag == "VERB" and (_is_noun_after_modifier(tokens, tags, i) or _is_noun_after_name(tokens, tags, i)):
        return "NOUN"
    if tag == "VERB" and _is_noun_before_verb(tokens, tags, i):
        return "NOUN"
    if tag == "ADJ" and lower in _HARMED and before == "AUX" and tokens[i - 1].lower in lemmas.BE:
        return "VERB"
    if tag == "ADJ" and before == "PUNCT" and lower.endswith("ing") and lemmas.verb(lower) in tagger().verbs and i > 1:
        return "VERB" if i + 1 < len(tags) and tags[i + 1] in _STARTS_NOUN else tag
    if tag == "VERB" and i == 0 and len(tags) > 1 and tags[1] in {"VERB", "AUX"} and not lower.endswith("ing"):
        return "NOUN"
    return tag


# What is done to people, and no quality of theirs behind "were".
_HARMED = frozenset({"wounded", "injured", "maimed", "hurt", "detained", "arrested", "abducted", "kidnapped"})


def _is_title(tokens: Sequence[Token], i: int) -> bool:
    """ "Col." or "J." before a capitalised word: part of a name."""
    text = tokens[i].text
    return (
        text.endswith(".")
        and len(text) > 2
        and text[0].isupper()
        and i + 1 < len(tokens)
        and tokens[i + 1].text[0].isupper()
    )


def _preposition_like(tokens: Sequence[Token], tags: Sequence[str], i: int) -> str:
    after = tags[i + 1] if i + 1 < len(tags) else "PUNCT"
    before = tokens[i - 1].lower if i else ","
    starts = after in _STARTS_NOUN and before not in lemmas.BE
    return "ADP" if starts and not (i and tags[i - 1] == "DET") else tags[i]


def _is_verb_after_subject(tokens: Sequence[Token], tags: Sequence[str], i: int) -> bool:
    """ "A mortar *wounded* two", "the institute *argues*, …": a verb's ending between a noun and what follows verbs."""
    lower = tokens[i].lower
    if i == 0 or i + 1 >= len(tags) or tags[i - 1] not in {"NOUN", "PROPN", "PRON"} or tokens[i].text[0].isupper():
        return False
    if lower.endswith("ed"):
        return tags[i + 1] in {"DET", "NUM", "ADP", "PROPN", "PRON"}
    if tokens[i - 1].lower in {"he", "she", "it"} and lower.endswith("s"):
        return lemmas.verb(lower) in tagger().verbs and lemmas.verb(lower) != lower
    if lower in lemmas.irregular()[1] and lower not in _NOUNS_TOO:
        return tags[i + 1] in {"DET", "NUM", "ADP", "PROPN", "PRON", "ADJ", "SCONJ"}
    base = lemmas.verb(lower)
    if (
        tags[i - 1] == "PROPN"
        and tags[i + 1] == "PUNCT"
        and i > 1
        and tokens[i - 2].text == ","
        and lower.endswith("s")
    ):
        return base in CLAUSAL
    if (
        base == lower
        or base not in CLAUSAL
        or base in {"report", "claim", "demand", "estimate", "hope", "fear", "promise"}
    ):
        return False
    return tags[i + 1] in {"DET", "PROPN", "PRON", "SCONJ", "PUNCT"} and lower.endswith("s")


def _is_noun_after_modifier(tokens: Sequence[Token], tags: Sequence[str], i: int) -> bool:
    """ "hold *talks*", "the check *post*", "six *kills*": a plain form after what only a noun can follow."""
    lower = tokens[i].lower
    if i == 0 or lower.endswith(("ed", "ing", "en")) or lower in lemmas.irregular()[0]:
        return False
    before = tags[i - 1]
    if lower.endswith("s") and not lower.endswith("ss"):
        return before in _TAKES_NOUN or before == "VERB"
    if before in {"DET", "NUM", "ADP"} and tokens[i - 1].lower not in {"to", "that", "all", "both"}:
        return True
    return before in {"NOUN", "PROPN"} and i >= 2 and tags[i - 2] in {"DET", "NUM"} and _is_singular_subject(tokens, i)


def _is_noun_after_name(tokens: Sequence[Token], tags: Sequence[str], i: int) -> bool:
    """ "Balkh *province* police", "struck IS *hideouts* in": a form that no verb list has, between a name and what
    follows nouns."""
    lower = tokens[i].lower
    after = tags[i + 1] if i + 1 < len(tags) else "PUNCT"
    if i == 0 or tags[i - 1] != "PROPN" or after not in {"NOUN", "PROPN", "PUNCT", "AUX", "ADP", "CCONJ"}:
        return False
    if lower.endswith(("ed", "ing", "en")) or lower in lemmas.irregular()[0]:
        return False
    return lower not in tagger().verbs and lemmas.verb(lower) not in tagger().verbs


def _is_noun_before_verb(tokens: Sequence[Token], tags: Sequence[str], i: int) -> bool:
    """ "Mortar *shells* fell", "rebel *raids* drove": a form in "s" between a noun and a past form with no object of
    its own is the subject, not one verb more."""
    lower = tokens[i].lower
    if not 0 < i < len(tags) - 1 or not lower.endswith("s") or tags[i - 1] not in {"NOUN", "PROPN", "ADJ"}:
        return False
    if tags[i + 1] != "VERB" or tags[i + 2 : i + 3] == ["NOUN"] or lemmas.verb(lower) in CLAUSAL:
        return False
    ahead = tokens[i + 1].lower
    return lemmas.verb_form(ahead, "").startswith("VBD") and lemmas.noun(lower) != lower


def _is_singular_subject(tokens: Sequence[Token], i: int) -> bool:
    """True where the noun before is singular, so that a plain form after it is no verb: "the Talar check post"."""
    before = tokens[i - 1].lower
    return not before.endswith("s") and lemmas.noun(before) == before


def _mark_quantifiers(tokens: Sequence[Token], tags: list[str]) -> None:
    """ "At least", "more than", "up to" before a number belong to its noun phrase: they become determiners."""
    for i in range(len(tokens) - 2):
        pair = (tokens[i].lower, tokens[i + 1].lower)
        if pair in _BEFORE_NUMBER:
            ahead = i + 3 if tokens[i + 2].lower in {"as", "than"} else i + 2
            if ahead < len(tags) and (tags[ahead] == "NUM" or tokens[ahead].lower in {"a", "dozens", "half", "$", "€"}):
                for at in range(i, ahead):
                    tags[at] = "DET"


@cache
def _event_verbs() -> frozenset[str]:
    """The base forms of the verbs that name happenings: "Tashkent *frees* a singer"."""
    return frozenset(phrase.split()[0] for group in load("happenings_verbs") for phrase in group["words"])


def mark_headline_verb(tokens: Sequence[Token], tags: list[str]) -> bool:
    """True where a headline's verb was found and marked: the first word that can be one and agrees with the noun
    before it ("Army *kills* two", "Gunmen *attack* a bus")."""
    verbs = tagger().verbs | _event_verbs()
    for i in range(1, len(tokens) - 1):
        if tags[i] not in {"NOUN", "ADJ", "PROPN"} or tags[i - 1] not in {"NOUN", "PROPN", "ADJ"}:
            continue
        lower, before = tokens[i].lower, tokens[i - 1].lower
        plural = lemmas.noun(before) != before
        agrees = (
            lower in verbs
            if plural
            else lower.endswith("s") and lemmas.verb(lower) in verbs and lemmas.verb(lower) != lower
        )
        if agrees and tags[i + 1] in {"NOUN", "PROPN", "ADJ", "NUM", "DET", "ADP", "PART", "ADV"}:
            tags[i] = "VERB"
            return True
    return False
