"""The values that people give for the fields of a claim, as the model holds them. They were checked before."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from onrecord.model.claims import Voice, VoiceKind
from onrecord.model.dates import Precision, TimeValue
from onrecord.model.ids import MentionId
from onrecord.model.mentions import Quantity, QuantityKind
from onrecord.model.spans import Span
from onrecord.store.fields import days_of, span_of


def quantity_of(value: Mapping[str, Any], text: str) -> Quantity:
    """The number, with the words of the article that it stands in."""
    span = span_of(value)
    low, best, high = (None if value.get(n) is None else float(value[n]) for n in ("low", "best", "high"))
    return Quantity(
        kind=QuantityKind(value["kind"]),
        who=value.get("who"),
        low=low,
        best=best,
        high=high,
        unit=value.get("unit"),
        text=span.of(text),
        span=span,
    )


def time_of(value: Mapping[str, Any], text: str, by: str, read: Span | None, at: int) -> TimeValue:
    """The time: in the words that the person points at, else those that the program read, else no words, at `at`."""
    span = Span(*value["span"]) if value.get("span") else read or Span(at, at)
    return TimeValue(
        text=span.of(text),
        span=span,
        interval=days_of(value),
        precision=Precision(value["precision"]) if value.get("precision") else None,
        basis=f"set by {by}",
        timex_type="DATE",
        timex_value=None,
    )


def voice_of(value: Mapping[str, Any], text: str, mention: str | None) -> Voice:
    """The link of a chain; a wire may stand nowhere on the page."""
    span = None if value.get("start") is None else span_of(value)
    cue = None if value.get("cue") is None else Span(*value["cue"])
    return Voice(
        kind=VoiceKind(value["kind"]),
        text=value["text"] if span is None else span.of(text),
        span=span,
        mention_id=None if mention is None else MentionId(mention),
        cue=cue.of(text) if cue else None,
        cue_span=cue,
    )
