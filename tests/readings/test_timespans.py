"""Time expressions as mentions."""

from __future__ import annotations

from onrecord.model.mentions import MentionKind
from onrecord.model.spans import Span
from onrecord.readings.timespans import time_mentions


def test_spans_of_times() -> None:
    text = "He left on Friday morning and came back in late 2021."
    mentions = time_mentions(text, Span(0, len(text)))
    assert [m.span.of(text) for m in mentions] == ["Friday morning", "late 2021"]
    assert all(m.kind is MentionKind.TIME for m in mentions)
