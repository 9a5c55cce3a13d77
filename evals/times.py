"""Time expressions by TempEval-3's rules: strict and relaxed spans, and values over relaxed matches.

Source: UzZaman et al., SemEval-2013 task 1. Two spans match strictly when they are the same, relaxed when they share a
character; each span matches once. Value F1 counts a relaxed match as right when the TIMEX3 values are equal. The date
of the document is given to the system and is not scored.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from onrecord import times
from onrecord.model.dates import DateInterval
from onrecord.text import timex

Timex = tuple[int, int, str | None]  # start, end, TIMEX3 value


def run(data: Path, limit: int | None) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """The scores of a file in the layout of `timeml`, and one prediction a line."""
    counts = Counts()
    lines = [json.loads(line) for line in data.read_text(encoding="utf-8").splitlines()[:limit] if line.strip()]
    predictions = []
    for document in lines:
        found = predict(document["text"], document.get("dct"))
        counts.add([(one[0], one[1], one[4]) for one in document["timex"]], [(s, e, v) for s, e, _, v, _ in found])
        predictions.append({"doc": document.get("doc"), "timex": found})
    return counts.scores(), predictions


def predict(text: str, dct: str | None) -> list[list[Any]]:
    """Start, end, type, value and words of each time expression that the program finds."""
    anchor = DateInterval.day(date.fromisoformat(dct[:10])) if dct else None
    values = times.in_text(text, timex.spans(text), anchor)
    return [[v.span.start, v.span.end, v.timex_type, v.timex_value, v.text] for v in values]


class Counts:
    """Matches over documents; F1 is taken over their sums."""

    def __init__(self) -> None:
        self.gold = self.found = self.strict = self.relaxed = self.value = 0

    def add(self, gold: Sequence[Timex], found: Sequence[Timex]) -> None:
        """Counts one document."""
        self.gold += len(gold)
        self.found += len(found)
        self.strict += len({one[:2] for one in gold} & {one[:2] for one in found})
        for own, other in matches(gold, found):
            self.relaxed += 1
            self.value += own[2] is not None and own[2] == other[2]

    def scores(self) -> dict[str, Any]:
        """relaxed_f1, strict_f1, value_f1 first, then what they rest on."""
        return {
            "relaxed_f1": self._f1(self.relaxed),
            "strict_f1": self._f1(self.strict),
            "value_f1": self._f1(self.value),
            "relaxed_precision": round(self.relaxed / self.found, 4) if self.found else 0.0,
            "relaxed_recall": round(self.relaxed / self.gold, 4) if self.gold else 0.0,
            "gold": self.gold,
            "found": self.found,
        }

    def _f1(self, right: int) -> float:
        return round(2 * right / (self.gold + self.found), 4) if self.gold + self.found else 0.0


def matches(gold: Sequence[Timex], found: Sequence[Timex]) -> list[tuple[Timex, Timex]]:
    """Pairs that overlap, each span in one pair at most: equal spans first, then from left to right."""
    taken = {other[:2]: other for other in found}
    pairs = [(own, taken.pop(own[:2])) for own in sorted(gold, key=lambda one: one[:2]) if own[:2] in taken]
    paired = {own[:2] for own, _ in pairs}
    rest = sorted(taken.values(), key=lambda one: one[:2])
    for own in sorted(gold, key=lambda one: one[:2]):
        hit = next((one for one in rest if one[0] < own[1] and own[0] < one[1]), None)
        if own[:2] not in paired and hit is not None:
            rest.remove(hit)
            pairs.append((own, hit))
    return pairs
