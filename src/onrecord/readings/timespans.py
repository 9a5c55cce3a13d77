"""Stretches of a sentence that tell a time, as mentions."""

from __future__ import annotations

from onrecord.model.mentions import MentionKind
from onrecord.model.readings import ReadMention
from onrecord.model.spans import Span
from onrecord.text import timex


def time_mentions(text: str, sentence: Span) -> list[ReadMention]:
    """The time expressions of a sentence; what they mean is for the times stage."""
    return [
        ReadMention(span=span, kind=MentionKind.TIME, score=0.9, basis="time grammar")
        for span in timex.spans(text, sentence)
    ]
