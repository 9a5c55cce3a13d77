"""Which words of an article stand in others too, and whose they were first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from onrecord.model.articles import PublisherRef
from onrecord.model.spans import Span

_WORD = re.compile(r"\w+")
# Editors change a word or two of a sentence that they take over; a sentence with more of its own is the publisher's.
_LEAST = 0.75


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedWords:
    """The passages that an article has in common with its copies, and those of them that stand in the original.

    `original` is who published the original; None where that is not known or the article is the original itself.
    """

    passages: tuple[Span, ...] = ()
    in_original: tuple[Span, ...] = ()
    original: PublisherRef | None = None


def lies_in(text: str, evidence: Iterable[Span], trigger: Span, passages: Sequence[Span]) -> bool:
    """True when the trigger stands in one of the passages, and so do three in four words of the evidence."""
    if not any(trigger.overlaps(passage) for passage in passages):
        return False
    words = [Span(m.start(), m.end()) for span in evidence for m in _WORD.finditer(text, span.start, span.end)]
    inside = sum(any(word.within(passage) for passage in passages) for word in words)
    return inside >= _LEAST * len(words)
