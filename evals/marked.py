"""Marked text: sentences whose answers stand in numbered brackets. Brackets out, spans in."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from onrecord.model.spans import Span

_OPENING = re.compile(r"\[(\d+) ")


class MarkupError(ValueError):
    """Text whose brackets do not close, cross or bear a number twice."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """One marked passage: the plain text, the span of each bracket, and the answers as they stand in its line."""

    id: str
    text: str
    spans: dict[int, Span]
    kinds: dict[int, str]
    published: str | None
    publisher: str | None
    claims: list[dict[str, Any]] = field(default_factory=list)
    attributions: list[dict[str, Any]] = field(default_factory=list)
    relations: list[dict[str, Any]] = field(default_factory=list)
    same: list[list[int]] = field(default_factory=list)
    time_values: dict[int, tuple[str, str]] = field(default_factory=dict)

    def words(self, number: int) -> str:
        """The characters of a bracket."""
        return self.spans[number].of(self.text)


def parse(marked: str) -> tuple[str, dict[int, Span]]:
    r"""The plain text and the span of each bracket. `\[` and `\]` are brackets of the text itself.

    Raises MarkupError where a bracket stays open, is empty or bears a number that another has.
    """
    plain: list[str] = []
    opened: list[tuple[int, int]] = []
    spans: dict[int, Span] = {}
    at = 0
    while at < len(marked):
        opening = _OPENING.match(marked, at)
        if opening:
            opened.append((int(opening[1]), len(plain)))
            at = opening.end()
        elif marked[at] == "\\" and marked[at + 1 : at + 2] in ("[", "]"):
            plain.append(marked[at + 1])
            at += 2
        elif marked[at] == "]" and opened:
            number, start = opened.pop()
            if number in spans or len(plain) == start:
                raise MarkupError(f"bracket {number} is empty or stands twice")
            spans[number] = Span(start, len(plain))
            at += 1
        else:
            plain.append(marked[at])
            at += 1
    if opened:
        raise MarkupError(f"bracket {opened[-1][0]} stays open")
    return "".join(plain), spans


def passage(row: dict[str, Any]) -> Passage:
    """The passage of one line of a marked corpus."""
    text, spans = parse(row["text"])
    return Passage(
        id=row["id"],
        text=text,
        spans=spans,
        kinds={int(number): kind for number, kind in row.get("spans", {}).items()},
        published=row.get("published"),
        publisher=row.get("publisher"),
        claims=row.get("claims", []),
        attributions=row.get("attributions", []),
        relations=row.get("relations", []),
        same=row.get("same", []),
        time_values={int(n): (days[0], days[1]) for n, days in row.get("time_values", {}).items()},
    )


def passages(data: Path) -> Iterator[Passage]:
    """The passages of a file, or of every .jsonl file of a folder in the order of names."""
    files = sorted(data.glob("*.jsonl")) if data.is_dir() else [data]
    for file in files:
        with file.open(encoding="utf-8") as lines:
            for line in lines:
                if line.strip():
                    yield passage(json.loads(line))
