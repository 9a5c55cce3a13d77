"""Which mention speaks, where the words right before a cue name nobody: a pronoun, or a description with the name
behind it ("a nurse, Ana Ruiz, said")."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from onrecord.model.mentions import MentionKind
from onrecord.model.readings import ReadAttribution, ReadMention
from onrecord.model.spans import Span

_OF_ONE = frozenset({"he", "she", "his", "her"})
_OF_BODY = frozenset({"it", "its"})
_PRONOUNS = _OF_ONE | _OF_BODY
_NAMED = frozenset(
    {MentionKind.PERSON, MentionKind.ORGANISATION, MentionKind.ARMED_GROUP, MentionKind.MEDIA, MentionKind.COMPANY}
)
_PERSONS = frozenset({MentionKind.PERSON, MentionKind.POST, MentionKind.ANONYMOUS})
_APPOSED = re.compile(r"(?:\s+[a-z-]+){0,3},\s+(?:(?:the|a|an)\s+)?(?:[a-z-]+\s+){0,2}$")
_FARTHEST = 60  # characters from a description to its name


def with_names(
    text: str, mentions: Sequence[ReadMention], voices: Sequence[ReadAttribution]
) -> tuple[ReadAttribution, ...]:
    """The attributions, each with the name of who speaks where its source is a pronoun or a description beside one."""
    found = list(voices)
    for number, voice in enumerate(voices):
        if voice.source is None or voice.cue is None:
            continue
        source = _apposed(text, mentions, voice.source, voice.cue)
        if source is None and mentions[voice.source].span.of(text).casefold() in _PRONOUNS:
            source = _last_spoken(text, mentions, found, number)
        if source is not None:
            found[number] = replace(voice, source=source)
    return tuple(found)


def _apposed(text: str, mentions: Sequence[ReadMention], source: int, cue: Span) -> int | None:
    """The name behind a description, between commas: "a monitor, *the Sumra Watch*, said"."""
    one = mentions[source]
    words = one.span.of(text)
    is_described = not words[:1].isupper() or words.startswith(("A ", "An ", "The ", "Its ", "Their ", "Our "))
    if one.kind in _NAMED and not is_described and words.casefold() not in {*_PRONOUNS, "their"}:
        return None
    behind = [
        (mention.span.start, number)
        for number, mention in enumerate(mentions)
        if mention.kind in _NAMED
        and one.span.end < mention.span.start <= one.span.end + _FARTHEST
        and mention.span.end <= cue.start
        and text[mention.span.end : cue.start].strip() == ","
        and _APPOSED.fullmatch(text[one.span.end : mention.span.start])
    ]
    return min(behind)[1] if behind else None


def _last_spoken(
    text: str, mentions: Sequence[ReadMention], voices: Sequence[ReadAttribution], number: int
) -> int | None:
    """Who spoke last before a pronoun speaks: "it" is a body and nobody in it, "he" a person."""
    word = mentions[voices[number].source or 0].span.of(text).casefold()
    at = mentions[voices[number].source or 0].span.start
    before = [
        (voice.cue.start, voice.source)
        for voice in voices
        if voice.source is not None and voice.cue is not None and voice.cue.end <= at
        and mentions[voice.source].span.of(text).casefold() not in _PRONOUNS
        and _fits(word, mentions[voice.source].kind)
    ]  # fmt: skip
    return max(before)[1] if before else None


def _fits(word: str, kind: MentionKind) -> bool:
    return (kind in _PERSONS) is (word in _OF_ONE)
