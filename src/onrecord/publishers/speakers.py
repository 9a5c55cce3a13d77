"""Which speakers of one thing are one voice: a body and its spokesman, a governor and "the governor there".

Asked of the tellings of one thing alone: "the police" on two pages about one attack are the same police, of two attacks
they need not be. Of two candidates for whom somebody may be, neither is taken.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from onrecord.lexicons import load
from onrecord.model.resolved import Piece, VoiceRef
from onrecord.text import countries

Words = frozenset[str]

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_SMALL = frozenset(
    {"the", "a", "an", "s", "of", "for", "in", "at", "there", "here", "its", "their", "his", "her", "local", "official",
     "officials", "source", "sources"}
)  # fmt: skip
# Behind a spokesman his rank may stand: "an army spokesman, Colonel ...".
_SPOKESMAN = r"spokes(?:man|woman|person|people)\b"
_RANK = r",?\s*(?:[A-Z][\w.]*\s+){0,2}$"
_SPOKEN_FOR = re.compile(rf"(?P<body>(?:[\w’'-]+\s+){{1,3}}){_SPOKESMAN}{_RANK}")
_FOR = re.compile(rf"{_SPOKESMAN}\s+(?:for|of)\s+(?P<body>[^,.;]+?){_RANK}")
_BREAKS = re.compile(r"[.;:]|\b(?:said|told|says|and|to|that|as)\b")
# Bodies whose officers speak for them, and the units that tell an officer for one of the army's.
_FORCES = frozenset({"police", "army", "military", "navy", "gendarmerie", "gendarmes", "carabinieri", "coastguard",
                     "marines", "troops"})  # fmt: skip
# What a body may be called beside its name.
_BODIES = frozenset({"agency", "group", "movement", "party", "militia", "organisation", "organization", "service",
                     "security", "force", "network", "union", "alliance", "front"})  # fmt: skip
# Other words for one body: "the Varanian-installed administration", "the Varanian-installed authorities".
_ALIKE = {"authorities": "administration", "authority": "administration"}
# What a body is called by whoever holds its office, and those who speak as its head.
_OFFICES = {"administrator": "administration", "minister": "ministry", "ambassador": "embassy",
            "consul": "consulate", "prosecutor": "prosecution"}  # fmt: skip
_HEADS = frozenset({"head", "chief", "director", "commander", "leader", "chair", "chairman", "chairwoman"})
# Whose business is the press: "the army's media wing" and a body that has it in its name.
_PRESS = frozenset({"media", "press", "information", "communication", "communications"})
_PRESS_NAMES = _PRESS | {"relations"}
_PARTS = frozenset({"wing", "arm", "office", "service", "department", "centre", "center", "section", "unit", "cell"})
# Parts of an armed body, which their names tell of whom they are: "the Miran Oso front of the Vael Army".
_PART_OF = re.compile(r"\s+of\s+(?:the\s+)?(?P<body>[A-Z][\w’'-]*(?:\s+[A-Z][\w’'-]*)*)")
_HAS_PART = re.compile(r"(?P<body>.+?)[’']s\s")
_BRANCHES = frozenset({"front", "wing", "brigade", "branch", "faction", "bloc", "column", "battalion", "division"})
# "Vael police held six men, the force said": what the bare word stands for is named before it.
_FORCE = re.compile(r"(?:[A-Z][\w-]*(?:[’']s)?\s+)?(?:police|army|military|navy|gendarmerie|coastguard)\b")
_OWN = re.compile(r"\b(?:its|their)\b")
_LAND = frozenset({"army", "military", "troops"})
_UNITS = frozenset({"infantry", "battalion", "brigade", "regiment", "platoon", "artillery"})
_RELATIVE = re.compile(r"\b(?:who|whom|whose|which|where)\b")
_BEFORE = 90  # characters before a name in which its title stands
_AFTER = 70  # and behind it


@dataclass(frozen=True, slots=True)
class Speaker:
    """One speaker as the words tell him: `key` for who he is known to be, `words` of his name or description.

    `titles` are the words that an article puts beside his name, `close` those right beside it, `body` those of whom he
    speaks for, `names` the words of each name that he goes by. `text` is the article, `is_own` is True for "one of its
    officials, Ana Ruiz".
    """

    key: str
    words: Words
    is_named: bool
    titles: Words = frozenset()
    body: Words = frozenset()
    names: tuple[Words, ...] = ()
    close: Words = frozenset()
    text: str = ""
    is_own: bool = False


def speaker_of(voice: VoiceRef, evidence: Iterable[Piece], article: str = "") -> Speaker:
    """The speaker at the end of a chain, by his own words and those around them in the evidence."""
    before, after = _around(voice, evidence)
    text = _force_meant(voice.text, before)
    before, after = before[-_BEFORE:], after[:_AFTER]
    owned = _words(text)
    # "Sudan's army" is known as Sudan, but Sudan's doctors may say otherwise.
    is_part = voice.actor_id is not None and voice.name is not None and owned > _words(voice.name) and len(owned) > 1
    key = _key(text) if voice.actor_id is None or is_part else voice.actor_id
    named = _is_name(text)
    spoken = _body(f"{before}" if named else f"{text} ") or (_body_behind(after) if named else _whole(text, after))
    return Speaker(
        key=key,
        words=owned if voice.actor_id is None or is_part else owned | _words(voice.name or ""),
        is_named=named,
        titles=_titles(before, after) if named else frozenset(),
        body=spoken,
        names=() if is_part else tuple(_words(name) for name in voice.aliases),
        close=_titles(_close(before), after) if named else frozenset(),
        text=article,
        is_own=named and _OWN.search(_close(before)) is not None,
    )


def same_speakers(speakers: Sequence[Speaker]) -> list[str]:
    """For each speaker the key that all who are one voice with him share."""
    first = {one.key: one.key for one in speakers}
    held: dict[str, list[Speaker]] = {}
    for one in speakers:
        held.setdefault(one.key, []).append(one)
    for fits in (_is_part_of, is_meant_by, _is_press_of, _speaks_for, _serves, _heads_it, _is_of_it):
        for key, mine in sorted(held.items()):
            found = {
                _root(first, other)
                for other, theirs in held.items()
                if other != key and any(fits(a, b) for a in mine for b in theirs)
            } - {_root(first, key)}
            if len(found) == 1:
                first[_root(first, key)] = found.pop()
    return [_root(first, one.key) for one in speakers]


def _root(first: dict[str, str], key: str) -> str:
    while first[key] != key:
        key = first[key]
    return key


def _is_part_of(one: Speaker, other: Speaker) -> bool:
    """ "The prison service" and "Norvania's prison service"; "Ilmaz" and "Oru Ilmaz"; "Harrasa" and "the Harrasa
    agency"."""
    if not one.words or not one.words < other.words:
        return False
    return one.is_named == other.is_named or (one.is_named and other.words - one.words <= _BODIES)


def is_meant_by(one: Speaker, other: Speaker) -> bool:
    """ "The regional governor" and "governor Yurii Halahan": a description, and somebody named who bears the title."""
    if one.is_named or not other.is_named or not one.words:
        return False
    return bool(one.words & other.titles & _heads())


def _speaks_for(one: Speaker, other: Speaker) -> bool:
    """ "Police spokesman Oru Ilmaz" and "Sumra police"."""
    if not one.body:
        return False
    return one.body <= other.words or (bool(other.words) and other.words <= one.body) or one.body in other.names


def _serves(one: Speaker, other: Speaker) -> bool:
    """ "A police captain, Oru Ilmaz" and "Sumra police": an officer tells what his force tells."""
    if not one.is_named or other.titles or not one.titles & (_heads() | _ranks()):
        return False
    forces = (one.titles | (_LAND if one.titles & _UNITS else frozenset())) & other.words & _FORCES
    return bool(forces)


def _heads_it(one: Speaker, other: Speaker) -> bool:
    """ "The district administrator, Ana Ruiz" and "the district administration"; "the head of the port authority"."""
    if not one.is_named or other.is_named or not other.words:
        return False
    offices = {_OFFICES[title] for title in one.close & _OFFICES.keys()} & other.words
    if offices and (one.close & (other.words - offices) or other.words == offices):
        return True
    return bool(one.close & _HEADS) and other.words <= one.close - _HEADS


def _is_of_it(one: Speaker, other: Speaker) -> bool:
    """ "Its spokesman, Ana Ruiz" and the only body that speaks in the same article."""
    return one.is_own and bool(one.text) and one.text == other.text and not other.is_named


def _is_press_of(one: Speaker, other: Speaker) -> bool:
    """ "The army's media wing" and "Vael Public Relations"."""
    if one.is_named or not (one.words & _PRESS and one.words & _PARTS):
        return False
    return other.is_named and not other.close & (_heads() | _ranks()) and bool(other.words & _PRESS_NAMES)


@cache
def _heads() -> Words:
    """The nouns that head a title, in their last words."""
    return frozenset(head.split()[-1].casefold() for head in load("posts")["heads"]) - {"spokesman", "spokeswoman"}


@cache
def _ranks() -> Words:
    """The ranks that stand before a name, without their stops."""
    return frozenset(rank.strip(".").casefold() for rank in load("posts")["ranks"])


def _words(text: str) -> Words:
    """The words that tell who is meant, nationalities as their country."""
    found = (word for word in _WORD.findall(text.replace("’s", " ").replace("'s", " ")))
    return frozenset(_folded(word) for word in found) - _SMALL


@cache
def _folded(word: str) -> str:
    nation = countries.adjectives().get(word) or countries.names().get(word)
    return nation.casefold() if nation else _ALIKE.get(word.casefold(), word.casefold())


def _key(text: str) -> str:
    return " ".join(sorted(_words(text))) or " ".join(text.casefold().split())


def _is_name(text: str) -> bool:
    """True for words that all begin large, with no nationality among them: "Yurii Halahan", not "The police"."""
    words = [w for w in _WORD.findall(text) if w.casefold() not in _SMALL]
    return bool(words) and all(w[0].isupper() for w in words) and not any(_folded(w) != w.casefold() for w in words)


def _around(voice: VoiceRef, evidence: Iterable[Piece]) -> tuple[str, str]:
    """The words of the article before and behind the speaker, as far as the evidence holds them."""
    if voice.span is None:
        return "", ""
    for piece in evidence:
        if voice.span.within(piece.span):
            start, end = voice.span.start - piece.span.start, voice.span.end - piece.span.start
            return piece.text[:start], piece.text[end:]
    return "", ""


def _force_meant(text: str, before: str) -> str:
    """The words for "the force", which stand before it."""
    if _words(text) != {"force"}:
        return text
    found = _FORCE.findall(before)
    return found[-1] if found else text


def _whole(text: str, after: str) -> Words:
    """The words of the body that an armed branch is of."""
    if not _words(text) & _BRANCHES:
        return frozenset()
    found = _PART_OF.match(after) or _HAS_PART.match(text)
    return _words(found["body"]) if found else frozenset()


def _close(before: str) -> str:
    """What stands before a name from the last comma on: "on Monday*, the harbour administrator*, Ana Ruiz"."""
    return before.rstrip(" ,").rpartition(",")[2]


def _titles(before: str, after: str) -> Words:
    """The words right before a name, and those that stand behind it between commas."""
    near = _BREAKS.split(before)[-1]
    behind = re.match(r",\s*([^,.;]+)(?:[,.;]|$)", after)
    return _words(near) | (_words(_RELATIVE.split(behind[1])[0]) if behind else frozenset())


def _body(before: str) -> Words:
    """Whom "police spokesman" or "a spokesman for the army" in front of a name speaks for."""
    near = _BREAKS.split(before)[-1]
    found = _FOR.search(near) or _SPOKEN_FOR.search(near)
    return _words(found["body"]) if found else frozenset()


def _body_behind(after: str) -> Words:
    behind = re.match(r",\s*([^,.;]+)", after)
    return _body(behind[1]) if behind else frozenset()
