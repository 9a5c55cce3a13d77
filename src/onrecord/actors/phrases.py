"""Noun phrases taken apart: honorifics off a name, the owner off a body ("Chinese | Foreign Ministry")."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

from onrecord.lexicons import load
from onrecord.model.names import fold

_POSSESSIVE = re.compile(r"['’]s\b|(?<=s)['’](?=\s)")
_EDGES = re.compile(r"^[\s\"“”'‘’(\[]+|[\s\"“”'‘’)\],.;:]+$")
_OF = re.compile(r"\s+(?:of|for|from|at)\s+(?:the\s+)?", re.IGNORECASE)
_WHERE = re.compile(r"\s+(?:in|to|on|against|near|at)\s+.*$", re.IGNORECASE)


@cache
def words(lexicon: str, section: str) -> frozenset[str]:
    """One section of a word list, folded."""
    return frozenset(fold(word) for word in load(lexicon)[section])


@lru_cache(maxsize=16384)
def clean(text: str) -> str:
    """The phrase without quotation marks, brackets and a last possessive."""
    bare = _EDGES.sub("", text.replace("\n", " "))
    return re.sub(r"(?:['’]s|(?<=s)['’])$", "", bare).strip()


@lru_cache(maxsize=16384)
def without_honorifics(name: str) -> tuple[str, str]:
    """(titles, name): "General Michael Kurilla" gives ("General", "Michael Kurilla"). The last word always stays."""
    tokens = name.split()
    titles = words("actors_roles", "honorifics")
    at = 0
    moved = True
    while moved and at < len(tokens) - 1:
        moved = False
        for size in (3, 2, 1):
            if at + size < len(tokens) and fold(" ".join(tokens[at : at + size])) in titles:
                at += size
                moved = True
                break
    return " ".join(tokens[:at]), " ".join(tokens[at:])


class Split(NamedTuple):
    """A phrase as a possible owner and what is the owner's; `undone` where "former" or the like stands before."""

    owner: str
    rest: str
    undone: bool


@lru_cache(maxsize=16384)
def splits(text: str) -> tuple[Split, ...]:
    """Every way to read the phrase as an owner with something of its own, the longest owner first."""
    phrase = _POSSESSIVE.sub("", clean(text))
    tokens = phrase.split()
    undone = False
    while tokens and fold(tokens[0]) in words("actors_bodies", "before"):
        undone = undone or fold(tokens[0]) in words("actors_bodies", "undone")
        tokens = tokens[1:]
    if fold(" ".join(tokens[:1])).startswith("ex "):
        undone = True
    found = [Split(" ".join(tokens[:n]), " ".join(tokens[n:]), undone) for n in range(len(tokens) - 1, 0, -1)]
    if tokens and "-" in tokens[0] and len(tokens) > 1:
        owner, _, led = tokens[0].rpartition("-")
        if led.casefold() in words("actors_bodies", "led"):
            found.append(Split(owner, " ".join(tokens[1:]), undone))
    return (*found, *_turned(" ".join(tokens), undone))


def _turned(phrase: str, undone: bool) -> list[Split]:
    """ "government of Mali" and "spokesman for the Taliban" turned round."""
    parts = _OF.split(phrase)
    return [Split(_WHERE.sub("", parts[-1]), " of ".join(parts[:-1]), undone)] if len(parts) > 1 else []


@lru_cache(maxsize=16384)
def part_of_owner(rest: str) -> str | None:
    """Which list of bodies the owned words belong to: government, forces or followers; None for none.

    "Foreign Ministry spokesperson" counts by its last words, "governor for Balkh province" by its first.
    """
    head = _WHERE.sub("", _OF.split(rest)[0] if not rest.casefold().startswith("ministry") else rest)
    text = fold(head)
    tokens = text.split()
    for size in range(min(4, len(tokens)), 0, -1):
        tail = " ".join(tokens[-size:])
        for section in ("government", "forces", "followers"):
            if tail in words("actors_bodies", section):
                return section
        if tail in words("actors_roles", "officials"):
            return "officials"
    return "government" if text.startswith("ministry of") else None


@lru_cache(maxsize=16384)
def public_role(title: str) -> bool:
    """True when the title is one that people bear in public."""
    head = fold(_WHERE.sub("", _OF.split(_POSSESSIVE.sub("", title))[0]))
    tokens = head.split()
    return any(" ".join(tokens[-n:]) in words("actors_roles", "public") for n in (3, 2, 1))
