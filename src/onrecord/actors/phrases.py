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


_INDEFINITE = frozenset({"a", "an", "one", "some", "several", "another", "two", "three", "many"})
_LISTED = re.compile(r"^(?:and|or|,)\b|^[\w-]+ and [A-Z]|^,")


class Split(NamedTuple):
    """A phrase as a possible owner and what is the owner's.

    `undone` where "former" or the like stands before, `definite` unless "a" or a number does, `turned` for "body of
    owner".
    """

    owner: str
    rest: str
    undone: bool = False
    definite: bool = True
    turned: bool = False


@lru_cache(maxsize=16384)
def splits(text: str) -> tuple[Split, ...]:
    """Every way to read the phrase as an owner with something of its own, the longest owner first.

    Lists of owners ("Kyrgyz and Tajik border guards") have no one owner and give nothing.
    """
    tokens = _POSSESSIVE.sub("", clean(text)).split()
    undone, definite = False, True
    while tokens and fold(tokens[0]) in words("actors_bodies", "before"):
        undone = undone or fold(tokens[0]) in words("actors_bodies", "undone")
        definite = definite and tokens[0].casefold() not in _INDEFINITE
        tokens = tokens[1:]
    undone = undone or (tokens[:1] != [] and tokens[0].casefold().startswith("ex-"))
    cuts = [(" ".join(tokens[:n]), " ".join(tokens[n:])) for n in range(len(tokens) - 1, 0, -1)]
    found = [Split(owner, rest, undone, definite) for owner, rest in cuts if not _LISTED.match(rest)]
    if tokens and "-" in tokens[0] and len(tokens) > 1:
        owner, _, led = tokens[0].rpartition("-")
        if led.casefold() in words("actors_bodies", "led"):
            found.append(Split(owner, " ".join(tokens[1:]), undone, definite))
    parts = _OF.split(" ".join(tokens))
    if len(parts) > 1:
        found.append(Split(_WHERE.sub("", parts[-1]), " of ".join(parts[:-1]), undone, definite, True))
    return tuple(found)


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


@lru_cache(maxsize=16384)
def state_body(rest: str) -> tuple[str, str] | None:
    """(sector, body) for a body of a state that does not speak for its government: ("LEG", "parliament"); else None."""
    text = fold(_WHERE.sub("", rest))
    for sector, bodies in load("actors_bodies")["own"].items():
        if text in bodies:
            return sector, text
    return None


@lru_cache(maxsize=16384)
def is_generic(name: str) -> bool:
    """True when every word of the name is one that bodies of many states bear: "Constitutional Court"."""
    return all(word in words("actors_bodies", "generic") for word in fold(name).split())


@lru_cache(maxsize=16384)
def bare_body(text: str) -> str | None:
    """ "government" or "forces" for a body named without an owner ("the foreign ministry"); None for anything else."""
    phrase = clean(text)
    tokens = phrase.split()
    while tokens and fold(tokens[0]) in {"the", ""}:
        tokens = tokens[1:]
    key = fold(" ".join(tokens))
    own = [s for s in ("government", "forces") if key in words("actors_bodies", s)]
    return own[0] if own and key not in words("actors_bodies", "vague") else None
