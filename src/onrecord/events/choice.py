"""Choosing one value where accounts differ: named policies over kept accounts, never applied unasked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One voice giving one value; None where it gives none."""

    voice: str
    value: str | None


def most_voices(statements: Iterable[Statement]) -> str | None:
    """The value that most distinct voices give; None where none gives any. Ties go to the first in code-point order."""
    voices: dict[str, set[str]] = defaultdict(set)
    for statement in statements:
        if statement.value is not None:
            voices[statement.value].add(statement.voice)
    return min(voices, key=lambda value: (-len(voices[value]), value), default=None)
