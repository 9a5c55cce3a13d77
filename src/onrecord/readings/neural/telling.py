"""Voices mended by the words around them: what is said told whole, and voices in set phrases ("for the union, it was a
trap"); "claimed nine lives" and "known for its market" tell nobody's words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from onrecord.model.mentions import AttributionForm, MentionKind
from onrecord.model.readings import ReadAttribution, Reading
from onrecord.model.spans import Span

PHRASE = "set phrase"
_SPEAKS = frozenset({MentionKind.PERSON, MentionKind.ORGANISATION, MentionKind.ARMED_GROUP, MentionKind.POST,
                     MentionKind.MEDIA, MentionKind.COMPANY, MentionKind.STATE})  # fmt: skip
_LIVES = re.compile(r"^(?:[\w’'-]+\s+){0,4}(?:life|lives)\b", re.I)
_TAKES = re.compile(r"claim(?:s|ed|ing)?$", re.I)
_OPENERS = frozenset({"when", "while", "as", "although", "though", "after", "before", "asked", "if", "since", "because",
                      "despite", "in", "on", "at", "during", "speaking", "meanwhile", "according"})  # fmt: skip
_QUOTES = re.compile(r"[\"“”„«»;:]")
_DATELINE = re.compile(r"^[^a-z]{2,}[^–—]{0,80}[)\]]?\s+[–—-]{1,2}\s+|^\d{1,2}[:.]\d\d\s+")
_LEAST = 4  # words of a clause
_NEAR = 40  # characters between a cue and its source
# "…, *the head of the district*, Ana Ruiz, said": the title of who speaks.
_APPOSED = re.compile(r",\s+(?:the|a|an|its|their|his|her|our)\s+[^,]{2,70}$", re.I)
# "…, *and the plan*, she said, has …": a clause that goes on behind the cue.
_GOES_ON = re.compile(r",\s+(?:and|but|or|so|which|who|whose|without|with|in|by|of)\b[^,]*$", re.I)
_FOR = re.compile(r"^For\s+(?:the\s+)?")
_FOR_IT = re.compile(
    r"^\s*(?:\([\w .-]{2,12}\))?,(?:\s+(?:however|though|too|by contrast),)?\s+(?=(?:it|this|that)\s+(?:is|was|had)\b)"
)
_STANDS = re.compile(
    r"^,?\s+(?:has\s+|have\s+|had\s+)?(?P<cue>(?:stands?|stood|stuck|sticks?)\s+(?:by|to))\s+(?=(?:a|an|the|its|his|her|their)\b)"
)
_CAME = re.compile(
    r"\b(?P<content>claims?\s+(?:of|to|for)\s+[^.;:,]{3,60}?)\s+"
    r"(?P<cue>(?:has\s+|have\s+|had\s+)?(?:come|comes|came)\s+from)\s+(?:the\s+)?$"
)


def with_whole_words(text: str, readings: Sequence[Reading]) -> tuple[Reading, ...]:
    """The readings, each voice with all that it says and those of set phrases added."""
    return tuple(_mended(text, reading) for reading in readings)


def _mended(text: str, reading: Reading) -> Reading:
    kept = [n for n, voice in enumerate(reading.attributions) if not _tells_nothing(text, voice)]
    places = {old: new for new, old in enumerate(kept)}
    voices = [
        replace(voice, parent=places.get(voice.parent) if voice.parent is not None else None)
        for voice in (reading.attributions[n] for n in kept)
    ]
    whole = [_whole(text, reading, voice, voices) for voice in voices]
    added = [one for sentence in reading.sentences for one in _in_phrases(text, reading, sentence, whole)]
    if not added and tuple(whole) == reading.attributions:
        return reading
    return replace(reading, attributions=(*whole, *added))


def _tells_nothing(text: str, voice: ReadAttribution) -> bool:
    """ "The blast *claimed* nine lives"; "the town is *known* for its market"."""
    if voice.cue is None:
        return False
    if voice.cue.of(text).casefold() == "known":
        return re.match(r"\s+(?:for|as)\b", text[voice.cue.end :]) is not None
    told = " ".join(span.of(text) for span in voice.content)
    return _TAKES.search(voice.cue.of(text)) is not None and _LIVES.match(told) is not None


def _whole(text: str, reading: Reading, voice: ReadAttribution, voices: Sequence[ReadAttribution]) -> ReadAttribution:
    """The voice with the whole clause before its cue or source, where it carries a part of it or what follows it alone:
    "*Nine had died*, the ministry said, three of them having been found in the river"."""
    clause = _clause_before(text, reading, voice)
    if clause is None or not voice.content:
        return voice
    if any("," in text[span.end : clause.end] for span in voice.content if span.within(clause)):
        return voice  # what follows the comma is no more of it
    inside = [span for span in voice.content if span.within(clause)]
    behind = [span for span in voice.content if not span.within(clause)]
    if inside == [clause] or len(inside) > 1 or any(span.overlaps(clause) for span in behind):
        return voice
    said = max(voice.cue.end, reading.mentions[voice.source].span.end) if voice.cue and voice.source is not None else 0
    if any("," not in text[said : span.start] for span in behind):
        return voice  # "the chairwoman, Ana Ruiz, stood by a toll of nine"
    others = [one for one in voices if one is not voice]
    if any(span.overlaps(clause) for one in others for span in (*one.content, *([one.cue] if one.cue else []))):
        return voice
    within = [n for n, trigger in enumerate(reading.triggers) if trigger.span.within(clause)]
    return replace(voice, content=(clause, *behind), triggers=tuple(sorted({*voice.triggers, *within})))


def _clause_before(text: str, reading: Reading, voice: ReadAttribution) -> Span | None:
    """What stands in the sentence before ", the ministry said" or ", said the ministry"; None where it is no clause."""
    if voice.cue is None or voice.source is None:
        return None
    source = reading.mentions[voice.source].span
    sentence = next((s for s in reading.sentences if voice.cue.within(s)), None)
    if sentence is None or not source.within(sentence) or _STARTS_WORDS.match(text[voice.cue.end : sentence.end]):
        return None
    end = min(source.start, voice.cue.start)
    if max(source.start, voice.cue.start) - min(source.end, voice.cue.end) > _NEAR:
        return None
    before = re.sub(r"(?:\b(?:the|a|an|its|their|his|her)\s+)$", "", text[sentence.start : end], flags=re.I)
    if not before.rstrip().endswith(","):
        return None
    before = _APPOSED.sub("", before.rstrip(" ,"))
    if _GOES_ON.search(before):
        return None
    opened = _DATELINE.match(before)
    start = opened.end() if opened else 0
    words = before[start:].split()
    if len(words) < _LEAST or words[0].casefold() in _OPENERS or _QUOTES.search(before[start:]):
        return None
    return Span(sentence.start + start, sentence.start + len(before))


# "…, the ministry said *that* …": what is said follows.
_STARTS_WORDS = re.compile(r"\s+(?:that|[\"“:])", re.I)


def _in_phrases(
    text: str, reading: Reading, sentence: Span, voices: Sequence[ReadAttribution]
) -> Iterator[ReadAttribution]:
    """Those who speak in set phrases of a sentence in which the model hears nobody say it."""
    if any(voice.cue is not None and voice.cue.within(sentence) for voice in voices):
        return
    for number, mention in enumerate(reading.mentions):
        if mention.kind not in _SPEAKS or not mention.span.within(sentence):
            continue
        before, after = text[sentence.start : mention.span.start], text[mention.span.end : sentence.end]
        behind, stop = mention.span.end, sentence.start + len(sentence.of(text).rstrip(" .\n"))
        opened, carried = _FOR.fullmatch(before), _FOR_IT.match(after)
        stands, came = _STANDS.match(after), _CAME.search(before)
        if opened and carried:
            yield _phrase(reading, number, Span(sentence.start, sentence.start + 3), Span(behind + carried.end(), stop))
        elif stands:
            cue = Span(behind + stands.start("cue"), behind + stands.end("cue"))
            yield _phrase(reading, number, cue, Span(behind + stands.end(), stop))
        elif came:
            cue, content = (
                Span(sentence.start + came.start(part), sentence.start + came.end(part)) for part in ("cue", "content")
            )
            yield _phrase(reading, number, cue, content)
        else:
            continue
        return


def _phrase(reading: Reading, source: int, cue: Span, content: Span) -> ReadAttribution:
    return ReadAttribution(
        source=source,
        cue=cue,
        content=(content,),
        form=AttributionForm.INDIRECT,
        parent=None,
        score=0.5,
        basis=PHRASE,
        triggers=tuple(n for n, trigger in enumerate(reading.triggers) if trigger.span.within(content)),
    )
