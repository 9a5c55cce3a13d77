"""Whose words a stretch is: source, cue and content of each attribution, nested where one stands in another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from onrecord.model.mentions import AttributionForm
from onrecord.model.readings import ReadAttribution, ReadMention
from onrecord.model.spans import Span
from onrecord.readings import cues
from onrecord.readings.cues import Said
from onrecord.readings.quotes import Quoted, quotations
from onrecord.readings.sources import Sources
from onrecord.text.chunks import SentenceAnalysis

__all__ = ["Said", "read", "told"]

_BLOCK = 256


def read(
    text: str,
    analyses: Sequence[SentenceAnalysis],
    mentions: Sequence[ReadMention],
    stands: Sequence[dict[int, int]] = (),
) -> tuple[tuple[ReadMention, ...], tuple[ReadAttribution, ...]]:
    """The mentions, with sources that were none before and nameless ones marked so, and the attributions over them.

    `stands` gives for each sentence the mention that a pronoun's chunk stands for. Mentions keep their places; new
    ones come after them.
    """
    found = told(text, analyses)
    known = Sources(analyses, mentions, stands)
    indexed = [(said, known.index_of(said)) for said in found]
    attributions = [
        ReadAttribution(
            source=index, cue=said.cue, content=said.content, form=_form(text, said.content), parent=None,
            score=said.score, basis=said.basis,
        )
        for said, index in indexed
    ]  # fmt: skip
    return known.mentions(), _nested(attributions)


def told(text: str, analyses: Sequence[SentenceAnalysis]) -> tuple[Said, ...]:
    """What is said in the sentences and by which words of them, before sources are matched with mentions."""
    found: list[Said] = []
    for number, analysis in enumerate(analyses):
        found.extend(cues.in_sentence(number, analysis))
    found = _with_quotations(text, analyses, found)
    return tuple(sorted(found, key=lambda s: (_start(s), s.cue.start if s.cue else 0)))


def _start(said: Said) -> int:
    return min([span.start for span in said.content] + ([said.cue.start] if said.cue else []), default=0)


def _with_quotations(text: str, analyses: Sequence[SentenceAnalysis], found: list[Said]) -> list[Said]:
    """Quoted sentences without a cue go to the voice beside them: the one before in their paragraph, or the quotation
    that they carry on."""
    quoted = quotations(text, analyses)
    owners: dict[int, int] = {}
    for i, said in enumerate(found):
        owners[said.sentence] = i
    for number in range(len(analyses)):
        if number in owners or not quoted[number].whole:
            continue
        target = _owner(number, quoted, owners, analyses, text, found)
        if target is not None:
            found[target] = replace(found[target], content=_sorted((*found[target].content, quoted[number].span)))
            owners[number] = target
    return found


def _sorted(spans: tuple[Span, ...]) -> tuple[Span, ...]:
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start <= merged[-1].end + 2:
            merged[-1] = merged[-1].joined(span)
        else:
            merged.append(span)
    return tuple(merged)


def _owner(
    number: int,
    quoted: Sequence[Quoted],
    owners: dict[int, int],
    analyses: Sequence[SentenceAnalysis],
    text: str,
    found: Sequence[Said],
) -> int | None:
    """The attribution that a quoted sentence without a cue belongs to."""
    # A quotation still open at the end of this sentence belongs to the voice that closes it.
    ahead = number
    while ahead + 1 < len(analyses) and quoted[ahead].runs_on:
        ahead += 1
        if ahead in owners:
            return owners[ahead]
    before = number - 1
    if before not in owners or not found[owners[before]].content:
        return None
    gap = text[analyses[before].span.end : analyses[number].span.start]
    marked = any(mark in span.of(text) for span in found[owners[before]].content for mark in '"“')
    if (quoted[before].any or marked) and ("\n" not in gap or quoted[before].runs_on or quoted[before].whole):
        return owners[before]
    return None


def _form(text: str, content: tuple[Span, ...]) -> AttributionForm:
    words = " ".join(span.of(text) for span in content).strip()
    quotes = sum(words.count(mark) for mark in '"“”«»')
    if not quotes:
        return AttributionForm.INDIRECT
    outside = words.strip(".,;: ")
    closed = outside[:1] in '"“«' and outside[-1:] in '"”»'
    return AttributionForm.DIRECT if closed else AttributionForm.MIXED


def _nested(attributions: Sequence[ReadAttribution]) -> tuple[ReadAttribution, ...]:
    """The attributions with the nearest one inside whose content each stands as its parent."""
    found = []
    near = _by_block(attributions)
    for number, one in enumerate(attributions):
        beside = near.get(one.cue.start // _BLOCK, ()) if one.cue is not None else ()
        around = [
            (_size(attributions[other]), other)
            for other in beside
            if other != number and _stands_in(one, attributions[other]) and not _stands_in(attributions[other], one)
        ]
        found.append(replace(one, parent=min(around)[1] if around else None))
    return tuple(found)


def _by_block(attributions: Sequence[ReadAttribution]) -> dict[int, list[int]]:
    """The attributions whose content touches a block of characters, by the block's number."""
    found: dict[int, list[int]] = {}
    for number, one in enumerate(attributions):
        blocks = {at for span in one.content for at in range(span.start // _BLOCK, span.end // _BLOCK + 1)}
        for block in blocks:
            found.setdefault(block, []).append(number)
    return found


def _stands_in(one: ReadAttribution, outer: ReadAttribution) -> bool:
    if one.cue is None or one.cue == outer.cue:
        return False
    return any(one.cue.within(span) for span in outer.content)


def _size(one: ReadAttribution) -> int:
    return sum(len(span) for span in one.content)
