"""The event lexicon in memory: which verbs, phrases and nouns name a happening, and where its roles stand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from onrecord.lexicons import load
from onrecord.model.claims import EventType
from onrecord.model.mentions import MentionKind

GAP = ("...",)


@dataclass(frozen=True, slots=True, kw_only=True)
class VerbFrame:
    """One verb or verb phrase: what it means and who does what.

    `pattern` is what must follow the verb: alternatives, or `GAP` for the words that hold the object. `kind` is the
    frame's name in the word list (acts, alone, suffers, gets, mutual, hosts).
    """

    phrase: str
    lemma: str
    pattern: tuple[tuple[str, ...], ...]
    event_type: EventType
    mode: str | None
    kind: str
    to: frozenset[str] = frozenset()
    by: frozenset[str] = frozenset()
    needs: frozenset[str] = frozenset()
    needs_kinds: frozenset[MentionKind] = frozenset()
    actor_needs: frozenset[str] = frozenset()
    blocks: frozenset[str] = frozenset()
    object_kinds: frozenset[MentionKind] = frozenset()
    over_object: bool = False
    negated: bool = False
    role_place: bool = False
    plans: bool = False
    asks: bool = False  # an infinitive or a "that" must follow: "told them *to leave*"
    wide: bool = False  # what is needed or barred may stand anywhere in the sentence
    past: bool = False  # only a past form is a happening: "supports" is a state

    @property
    def is_narrow(self) -> bool:
        """True where the frame asks for something besides its words."""
        return bool(self.needs or self.needs_kinds or self.object_kinds or self.actor_needs)


@dataclass(frozen=True, slots=True, kw_only=True)
class NounFrame:
    """One event noun: what it means and where its roles stand. Roles are "actor", "recipient", "actors", "none"."""

    words: tuple[str, ...]
    event_type: EventType
    mode: str | None
    owner: str
    of: str
    on: frozenset[str] = field(default=frozenset())
    by: frozenset[str] = field(default=frozenset())
    together: frozenset[str] = field(default=frozenset())


@cache
def verb_frames() -> Mapping[str, tuple[VerbFrame, ...]]:
    """The verb frames by the base form of their verb, longer phrases and narrower frames first."""
    found: dict[str, list[VerbFrame]] = {}
    for group in load("happenings_verbs"):
        for phrase in group["words"]:
            frame = _verb_frame(group, phrase)
            found.setdefault(frame.lemma, []).append(frame)
    return {lemma: tuple(sorted(frames, key=_rank)) for lemma, frames in found.items()}


@cache
def base_forms() -> Mapping[str, str]:
    """Inflected forms to base forms of the lexicon's own verbs, so that no guess at a spelling loses one."""
    found: dict[str, str] = {}
    for base in verb_frames():
        for form in _inflected(base):
            found.setdefault(form, base)
    return found


def _inflected(base: str) -> tuple[str, ...]:
    stem = base[:-1] if base.endswith("e") else base
    forms = [base, f"{base}s", f"{base}es", f"{stem}ed", f"{stem}ing"]
    if base.endswith("y") and base[-2:-1] not in "aeiou":
        forms += [f"{base[:-1]}ied", f"{base[:-1]}ies"]
    if base[-1:] not in "aeiouwxy" and base[-2:-1] in "aeiou":
        forms += [f"{base}{base[-1]}ed", f"{base}{base[-1]}ing"]
    return tuple(forms)


def _rank(frame: VerbFrame) -> tuple[int, bool]:
    return -len([part for part in frame.pattern if part != GAP]), not frame.is_narrow


def _verb_frame(group: Mapping[str, Any], phrase: str) -> VerbFrame:
    words = phrase.split()
    negated = False
    while words[0] in {"not", "will", "would"}:
        negated = negated or words[0] == "not"
        words = words[1:]
        negated = True
    needs = [str(word) for word in group.get("needs", ())]
    return VerbFrame(
        phrase=phrase,
        lemma=words[0],
        pattern=tuple(tuple(word.split("/")) for word in words[1:]),
        event_type=EventType(group["type"]),
        mode=group.get("mode"),
        kind=group["frame"],
        to=frozenset(group.get("to", ())),
        by=frozenset(group.get("from", ())),
        needs=frozenset(word for word in needs if not word.startswith("<")),
        needs_kinds=frozenset(MentionKind(word[1:-1]) for word in needs if word.startswith("<")),
        actor_needs=frozenset(group.get("actor_needs", ())),
        blocks=frozenset(str(word) for word in group.get("blocks", ())),
        object_kinds=frozenset(MentionKind(kind) for kind in group.get("object", ())),
        over_object=bool(group.get("over_object")),
        negated=negated,
        role_place=bool(group.get("role_place")),
        plans=bool(group.get("plans")),
        asks=bool(group.get("asks")),
        past=bool(group.get("past")),
        wide=bool(group.get("wide")),
    )


@cache
def noun_frames() -> Mapping[str, tuple[NounFrame, ...]]:
    """The noun frames by their last word, longer names first."""
    found: dict[str, list[NounFrame]] = {}
    for group in load("happenings_nouns"):
        for name in group["nouns"]:
            words = tuple(name.split())
            found.setdefault(words[-1], []).append(
                NounFrame(
                    words=words,
                    event_type=EventType(group["type"]),
                    mode=group.get("mode"),
                    owner=group["owner"],
                    of=group["of"],
                    on=frozenset(group.get("on", ())),
                    by=frozenset(group.get("by", ())),
                    together=frozenset(group.get("with", ())),
                )
            )
    return {last: tuple(sorted(frames, key=lambda f: -len(f.words))) for last, frames in found.items()}


@cache
def signs() -> Mapping[str, Any]:
    """The words near a happening that tell its mode, its context or its factuality."""
    signs: Mapping[str, Any] = load("happenings_signs")
    return signs


@cache
def sign_words(name: str) -> frozenset[str]:
    """One flat list of the sign words."""
    return frozenset(str(word) for word in signs()[name])
