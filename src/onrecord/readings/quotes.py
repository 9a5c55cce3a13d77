"""Where quotation marks open and close over sentences."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from onrecord.model.spans import Span
from onrecord.text.chunks import SentenceAnalysis


class Quoted(NamedTuple):
    """How a sentence stands to quotation marks: `whole` inside them, with `any` of it inside, open at its end."""

    whole: bool
    any: bool
    runs_on: bool
    span: Span


def quotations(text: str, analyses: Sequence[SentenceAnalysis]) -> list[Quoted]:
    """The state of each sentence. An open quotation ends at the paragraph unless the next one opens with a mark."""
    found: list[Quoted] = []
    inside = False
    previous_end = 0
    for analysis in analyses:
        sentence = analysis.span.of(text)
        if inside and "\n" in text[previous_end : analysis.span.start] and sentence[:1] not in '"“«':
            inside = False
        opened_before = inside
        inside = _after(sentence, inside)
        marked = any(mark in sentence for mark in '"“”«»')
        whole = (opened_before or sentence[:1] in '"“«') and _is_whole(sentence, inside)
        found.append(Quoted(whole, marked or opened_before, inside, analysis.span))
        previous_end = analysis.span.end
    return found


def _after(sentence: str, inside: bool) -> bool:
    for at, mark in enumerate(sentence):
        if mark in "“«":
            inside = True
        elif mark in "”»":
            inside = False
        elif mark == '"':
            # A mark at the very start of a sentence always opens: paragraphs of one quotation repeat it.
            inside = True if at == 0 else not inside
    return inside


def _is_whole(sentence: str, inside_at_end: bool) -> bool:
    """True where nothing stands outside the marks."""
    if inside_at_end:
        return True
    body = sentence.rstrip(".!?,;: ")
    return body[-1:] in '"”»' and not any(mark in body[1:-1] for mark in '"”»')
