"""Base forms of English verbs and nouns, by rule, a list of irregular verbs and the tagger's list of known verbs."""

from __future__ import annotations

from functools import cache, lru_cache

from onrecord.lexicons import load
from onrecord.text.tagging import tagger

BE = frozenset(["be", "am", "is", "are", "was", "were", "been", "being", "'s", "'re", "'m"])
HAVE = frozenset(["have", "has", "had", "having", "'ve"])
GET = frozenset(["get", "gets", "got", "gotten", "getting"])
MODALS = frozenset(
    [
        "will",
        "would",
        "can",
        "could",
        "may",
        "might",
        "shall",
        "should",
        "must",
        "'ll",
        "'d",
        "wo",
        "ca",
        "ought",
        "cannot",
    ]
)
_VOWELS = "aeiou"
_IRREGULAR_NOUNS = {
    "men": "man", "women": "woman", "children": "child", "people": "person", "policemen": "policeman",
    "gunmen": "gunman", "lives": "life", "wives": "wife", "feet": "foot", "crises": "crisis", "bases": "base",
    "spokesmen": "spokesman", "servicemen": "serviceman", "countrymen": "countryman", "media": "medium",
    "forces": "force", "police": "police", "troops": "troop", "series": "series", "news": "news", "knives": "knife",
    "policewomen": "policewoman", "fishermen": "fisherman", "militiamen": "militiaman", "leaves": "leaf",
    "headquarters": "headquarters", "dead": "dead", "clergymen": "clergyman", "thieves": "thief", "us": "us",
}  # fmt: skip


@cache
def irregular() -> tuple[dict[str, str], frozenset[str], frozenset[str]]:
    """Form to base of the irregular verbs; their past forms; their past participles."""
    bases: dict[str, str] = {}
    pasts: set[str] = set()
    participles: set[str] = set()
    for row in load("irregular_verbs"):
        base, past, participle = (part.split("/") for part in row.split())
        for form in (*past, *participle):
            bases.setdefault(form, base[0])
        pasts.update(past)
        participles.update(participle)
    return bases, frozenset(pasts), frozenset(participles)


@lru_cache(maxsize=20_000)
def verb(word: str) -> str:
    """The base form of a verb form in lower case: "killed" → "kill", "was" → "be"."""
    if word in BE:
        return "be"
    if word in HAVE:
        return "have"
    if word in {"lay", "found", "left", "saw", "fell", "felt", "bound", "wound", "ground"}:
        # Also bases of rarer verbs; in news the past is meant.
        return {"lay": "lie"}.get(word) or irregular()[0][word]
    known = tagger().verbs
    if word in irregular()[0] and word not in known:
        return irregular()[0][word]
    candidates = _candidates(word)
    for candidate in candidates:
        if candidate in known:
            return candidate
    return irregular()[0].get(word) or candidates[0]


def _candidates(word: str) -> tuple[str, ...]:
    """Possible bases, the likeliest by spelling first."""
    if word.endswith("ied") and len(word) > 3:
        return (word[:-3] + "y", word[:-1])
    if word.endswith("ies") and len(word) > 4:
        return (word[:-3] + "y", word[:-1])
    for ending in ("ed", "ing"):
        if word.endswith(ending) and len(word) >= len(ending) + 2:
            return _unsuffixed(word[: -len(ending)], ending)
    if word.endswith(("sses", "shes", "ches", "xes", "zes", "oes")):
        return (word[:-2], word[:-1])
    if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 3:
        return (word[:-1],)
    return (word,)


def _unsuffixed(stem: str, ending: str) -> tuple[str, ...]:
    plain, silent = stem, stem + "e"
    if stem.endswith("e"):
        return (silent, plain) if ending == "ed" else (plain, silent)
    if stem[-1:] == "l" and stem[-2:-1] not in _VOWELS + "lrw":
        return (silent, plain)
    doubled = len(stem) > 2 and stem[-1] == stem[-2] and stem[-1] not in "aeiou"
    if doubled and stem[-1] not in "lsfz":
        return (stem[:-1], plain, silent)
    if doubled:
        return (plain, stem[:-1], silent)
    if stem.endswith(("c", "v", "u", "dg", "z", "rg", "ng", "at", "is", "iz", "as", "os")):
        return (silent, plain)
    short = len(stem) > 2 and stem[-2] in _VOWELS and stem[-3] not in _VOWELS and stem[-1] not in "wxylrnt"
    return (silent, plain) if short else (plain, silent)


@lru_cache(maxsize=20_000)
def noun(word: str) -> str:
    """The singular of a noun in lower case: "policemen" → "policeman"."""
    if word in _IRREGULAR_NOUNS:
        return _IRREGULAR_NOUNS[word]
    if len(word) < 4 or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes")):
        return word[:-2]
    return word[:-1]


def verb_form(word: str, previous: str) -> str:
    """The Penn form of a verb token, alone or "VBD|VBN" where the word does not tell; `previous` the word before it."""
    bases, pasts, participles = irregular()
    if word in MODALS:
        return "MD"
    if word in BE or word in HAVE or word in {"do", "does", "did"}:
        return _auxiliary_form(word)
    if word in pasts or word in participles:
        if word not in participles:
            return "VBD"
        if word not in pasts:
            # "become", "run" are also bases.
            return "VBN|VB" if word in tagger().verbs and word not in bases else "VBN"
        return "VBD|VBN"
    if word.endswith("ing") and len(word) > 4 and word not in {"bring", "swing", "sing"}:
        return "VBG"
    if word.endswith("ed") and len(word) > 3 and word not in {"need", "proceed", "succeed", "exceed", "speed", "feed"}:
        return "VBD|VBN"
    if word.endswith("s") and not word.endswith("ss") and verb(word) != word:
        return "VBZ"
    return "VB" if previous == "to" or previous in MODALS else "VBP"


def _auxiliary_form(word: str) -> str:
    if word in {"be", "have", "do"}:
        return "VB" if word == "be" else "VBP"
    if word in {"been"}:
        return "VBN"
    if word in {"being", "having"}:
        return "VBG"
    return "VBD" if word in {"was", "were", "had", "did"} else "VBZ" if word in {"is", "has", "does", "'s"} else "VBP"
