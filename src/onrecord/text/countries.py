"""Names of countries, their adjectives, peoples and capitals, as sets for quick look-up."""

from __future__ import annotations

from functools import cache

from onrecord.lexicons import load


@cache
def names() -> dict[str, str]:
    """Country names as news writes them, to ISO 3166-1 alpha-3."""
    return {name: code for code, row in load("demonyms").items() for name in row["names"]}


@cache
def adjectives() -> dict[str, str]:
    """Adjectives of nationality, to the country's code."""
    return {word: code for code, row in load("demonyms").items() for word in row["adjectives"]}


@cache
def peoples() -> dict[str, str]:
    """Nouns for the people of a country ("Afghans", "Danes"), to its code."""
    found: dict[str, str] = {}
    for code, row in load("demonyms").items():
        for word in row["people"]:
            found[word] = code
        for word in row["adjectives"]:
            if not word.endswith(("ese", "ish", "ch", "s", "US", "UK", "UAE", ".", "x")):
                found[word + "s"] = code
    return found


@cache
def capitals() -> dict[str, str]:
    """Capitals used for their governments, to the country's code."""
    return {name: code for code, row in load("demonyms").items() for name in row["capitals"]}


@cache
def descriptions() -> frozenset[str]:
    """Every adjective that only describes: of countries, peoples, faiths and regions."""
    return frozenset(adjectives()) | frozenset(load("peoples")["adjectives"])


@cache
def known_words() -> frozenset[str]:
    """Single capitalised words that are names of countries, capitals or peoples, whatever a tagger thinks."""
    found = {*names(), *capitals(), *peoples(), *load("peoples")["nouns"]}
    return frozenset(word for word in found if " " not in word and word[0].isupper())


def code_of(words: str) -> str | None:
    """The ISO code of a country's name, adjective, people or capital; None where it is none."""
    bare = words.removeprefix("the ").removeprefix("The ")
    for table in (names(), adjectives(), peoples(), capitals()):
        if words in table or bare in table:
            return table.get(words) or table[bare]
    return None
