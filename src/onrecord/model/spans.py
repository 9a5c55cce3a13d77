"""Stretches of text and the map from an article's characters back to its capture's."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open stretch of code points of one text: `text[start:end]`."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a span: {self.start}..{self.end}")

    def __len__(self) -> int:
        return self.end - self.start

    def of(self, text: str) -> str:
        """The characters of `text` that the span covers."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """True when the two share at least one character."""
        return self.start < other.end and other.start < self.end

    def within(self, other: Span) -> bool:
        """True when no character of the span lies outside `other`."""
        return other.start <= self.start and self.end <= other.end

    def shifted(self, by: int) -> Span:
        """The span moved by `by` characters."""
        return Span(self.start + by, self.end + by)

    def joined(self, other: Span) -> Span:
        """The shortest span that covers both."""
        return Span(min(self.start, other.start), max(self.end, other.end))

    def stripped(self, text: str) -> Span:
        """The span without white space at its ends; empty where it holds nothing else."""
        piece = text[self.start : self.end]
        start = self.start + len(piece) - len(piece.lstrip())
        return Span(start, max(start, self.start + len(piece.rstrip())))


@dataclass(frozen=True, slots=True)
class OffsetMap:
    """Where each character of a cut text stands in the text it was cut from.

    From cut offset `starts[i]` up to the next start, the source offset is the cut offset plus `shifts[i]`.
    `length` is the length of the cut text. Shifts may go down as well as up, but pieces keep their order.
    """

    starts: tuple[int, ...]
    shifts: tuple[int, ...]
    length: int

    def __post_init__(self) -> None:
        if len(self.starts) != len(self.shifts):
            raise ValueError("an offset map needs as many shifts as starts")
        if self.length and (not self.starts or self.starts[0] != 0):
            raise ValueError("an offset map begins at 0")
        if any(a >= b for a, b in zip(self.starts, self.starts[1:], strict=False)):
            raise ValueError("the starts of an offset map rise")

    @classmethod
    def of_pieces(cls, pieces: Iterable[Span]) -> OffsetMap:
        """The map of a text made by joining these stretches of the source, in this order."""
        starts: list[int] = []
        shifts: list[int] = []
        length = 0
        for piece in pieces:
            if not len(piece):
                continue
            shift = piece.start - length
            if not shifts or shifts[-1] != shift:
                starts.append(length)
                shifts.append(shift)
            length += len(piece)
        return cls(tuple(starts), tuple(shifts), length)

    @classmethod
    def identity(cls, length: int) -> OffsetMap:
        """The map of a text that was not cut at all."""
        return cls.of_pieces([Span(0, length)])

    def offset(self, at: int) -> int:
        """The source offset of the character at `at`. Raises IndexError outside the cut text."""
        if not 0 <= at < self.length:
            raise IndexError(f"{at} is outside 0..{self.length}")
        return at + self.shifts[bisect_right(self.starts, at) - 1]

    def pieces(self, span: Span) -> tuple[Span, ...]:
        """The source stretches of a span of the cut text, several where it crosses a hole.

        Raises IndexError where the span runs past the cut text.
        """
        if span.end > self.length:
            raise IndexError(f"{span} runs past {self.length}")
        found: list[Span] = []
        at = span.start
        while at < span.end:
            i = bisect_right(self.starts, at) - 1
            stop = min(span.end, self.starts[i + 1] if i + 1 < len(self.starts) else self.length)
            found.append(Span(at + self.shifts[i], stop + self.shifts[i]))
            at = stop
        return tuple(found)

    def cut_pieces(self, span: Span) -> tuple[Span, ...]:
        """The span itself, broken where it crosses a hole, in offsets of the cut text."""
        found: list[Span] = []
        at = span.start
        for piece in self.pieces(span):
            found.append(Span(at, at + len(piece)))
            at += len(piece)
        return tuple(found)

    def composed(self, outer: OffsetMap) -> OffsetMap:
        """The map straight to the outermost text, when this map's source was itself cut by `outer`."""
        return OffsetMap.of_pieces(piece for own in self.pieces(Span(0, self.length)) for piece in outer.pieces(own))


def cut(text: str, pieces: Sequence[Span]) -> tuple[str, OffsetMap]:
    """The pieces of `text` joined, and the map back to `text`."""
    return "".join(piece.of(text) for piece in pieces), OffsetMap.of_pieces(pieces)
