"""Persons by other forms of their names: transliterated otherwise, without a middle or clan name, monarchs by title."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any

from onrecord.model.actors import Actor, ActorKind
from onrecord.model.ids import ActorId
from onrecord.model.names import fold

_CROWNED = frozenset({"king", "queen", "sultan", "emir", "emperor", "empress", "crown prince", "pope"})
_NUMERAL = re.compile(r"\s+[IVX]+$")
_ABD = re.compile(r"\babd\s*[aeiou]?l?\s*(?=[a-z])")  # "Abdul Rahman", "Abd al-Rahman", "Abdurrahman", "Abdel Rahman"
# Articles and "son of" in Arabic names: some write them, some do not.
_SMALL = frozenset(
    {"al", "el", "ad", "as", "ash", "ar", "at", "an", "az", "ul", "ud", "ed", "bin", "ibn", "ben", "bint"}
)
_SOUNDS = (("ph", "f"), ("kh", "k"), ("gh", "g"), ("dh", "d"), ("th", "t"), ("ch", "sh"), ("q", "k"), ("w", "v"))
_COMMON = 25  # persons who bear a word: "Mohammed", "Ali", "Khan"; two such words say too little to leave any out
_LEAST, _LEAST_SHORT = 6, 8  # letters: shorter names of two words are too often somebody else's


class People:
    """Persons by looser forms of their names; several where the form does not tell them apart."""

    def __init__(self, actors: Mapping[ActorId, Actor], first: frozenset[ActorId]) -> None:
        self._whole: dict[tuple[str, ...], list[ActorId]] = {}
        self._short: dict[tuple[str, ...], list[ActorId]] = {}
        self._crowned: dict[str, list[ActorId]] = {}
        self._borne: Counter[str] = Counter()
        for actor in actors.values():
            if actor.kind is ActorKind.PERSON:
                self._add(actor, actor.id in first)
                for style in _styles(actor, actors):
                    _put(self._crowned, fold(style), actor.id)

    def _add(self, actor: Actor, family_first: bool) -> None:
        self._borne.update(set(parts(actor.name)))
        for name in (actor.name, *(alias.name for alias in actor.aliases)):
            words = parts(name)
            for form in (words, words[1:] + words[:1] if family_first else ()):
                if len(form) > 1:
                    _put(self._whole, form, actor.id)
            for form in (_without_clan(name), () if family_first else words[:1] + words[-1:]):
                if 1 < len(form) < len(words):
                    _put(self._short, form, actor.id)

    def find(self, name: str) -> Iterable[ActorId]:
        """Who may be meant by a name of two words and more: the nearest forms first, one kind of form at a time."""
        crowned = self._crowned.get(fold(name))
        if crowned:
            return crowned
        words = parts(name)
        letters = sum(map(len, words))
        if len(words) < 2 or letters < _LEAST:
            return ()
        whole = self._whole.get(words) or self._whole.get(_without_clan(name))
        if whole or letters < _LEAST_SHORT:
            return whole or ()
        known = self._short.get(words, ()) if self._telling(words) else ()
        return known or (self._shorter(words) if len(words) > 2 else ())

    def _shorter(self, words: tuple[str, ...]) -> Iterable[ActorId]:
        """Who is known by fewer words: without those between the first and the last, or without the last."""
        for form in ((words[0], words[-1]), words[:-1]):
            if form in self._whole and self._telling(form):
                return self._whole[form]
        return ()

    def _telling(self, words: tuple[str, ...]) -> bool:
        rare = sum(self._borne[word] < _COMMON for word in words)
        return rare == len(words) or (len(words) > 2 and rare > 0)


@lru_cache(maxsize=65536)
def parts(name: str) -> tuple[str, ...]:
    """The words of a name in a coarse spelling that transliterations share, articles, initials and "son of" left out.

    "Mohammed Abdul-Rahman" and "Muhammad Abd al-Rahman" give the same.
    """
    words = _ABD.sub("abd", fold(name)).split()
    kept = [word for at, word in enumerate(words) if len(word) > 1 and (at == 0 or word not in _SMALL)]
    return tuple(_coarse(word) for word in kept)


@lru_cache(maxsize=65536)
def _coarse(word: str) -> str:
    for written, sound in _SOUNDS:
        word = word.replace(written, sound)
    word = re.sub("y(?=[aeiou])", "j", word)
    vowels = re.sub("[aeiy]+", "a", re.sub("[ou]+", "u", word))
    return re.sub(r"(.)\1+", r"\1", vowels).removesuffix("h")


def _without_clan(name: str) -> tuple[str, ...]:
    """The words without the dynasty of "Faisal bin Farhan Al Saud"; () where there is none."""
    words = name.split()
    return parts(" ".join(words[:-2])) if len(words) > 3 and words[-2] == "Al" else ()


def _styles(actor: Actor, actors: Mapping[ActorId, Actor]) -> Iterator[str]:
    """What a monarch is called: "King Felipe", "King Felipe VI of Spain", "Felipe of Spain"."""
    for post in actor.posts:
        if post.title not in _CROWNED:
            continue
        own = actor.name.split(" of ")[0]
        given = own if " of " in actor.name or _NUMERAL.search(own) else own.split()[0]
        of = actors.get(post.organisation) if post.organisation else None
        for called in dict.fromkeys((given, _NUMERAL.sub("", given))):
            yield f"{post.title} {called}"
            if of is not None:
                yield f"{called} of {of.name}"
                yield f"{post.title} {called} of {of.name}"


def _put(index: dict[Any, list[ActorId]], key: Any, actor: ActorId) -> None:
    found = index.setdefault(key, [])
    if actor not in found:
        found.append(actor)
