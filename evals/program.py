"""The program under test, loaded once for a scoring run."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cache

from onrecord.model.dates import DateInterval
from onrecord.model.spans import Span
from onrecord.pipeline import CodedText, Program, code_text
from onrecord.settings import load


@cache
def program() -> Program:
    """The program as installed, under the settings of the environment."""
    return Program.load(load())


def coded(text: str, published: date | None = None) -> CodedText:
    """The text coded as one article."""
    return code_text(program(), text, published=DateInterval.day(published) if published else None)


def joined(tokens: Sequence[str]) -> tuple[str, list[Span]]:
    """Tokens as one text with a space between, and where each stands in it."""
    spans, at = [], 0
    for token in tokens:
        spans.append(Span(at, at + len(token)))
        at += len(token) + 1
    return " ".join(tokens), spans


def tokens_of(span: Span, spans: Sequence[Span]) -> tuple[int, int] | None:
    """The half-open token range that a span touches, None where it touches none."""
    hit = [i for i, s in enumerate(spans) if s.overlaps(span)]
    return (hit[0], hit[-1] + 1) if hit else None
