"""Which passages of two articles are one text, found by runs of shared words that small edits do not break."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from onrecord.model.articles import Article
from onrecord.model.spans import Span
from onrecord.text.similarity import word_shingles

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
# Words in a shingle; five in a row are seldom shared by chance, and one edited word costs five shingles.
SIZE = 5
# Two runs are one passage where at most so many words were changed, left out or put in between them.
_GAP = 12
# A shorter passage is a phrase, not a copy.
_LEAST = 12
# More words than this of one's own, put into a passage or left out of it, break it in two.
_OWN = 3
_QUOTE = re.compile(r"[“„«\"]([^“”„«»\"]{1,2000})[”»\"]")


@dataclass(slots=True, eq=False)
class Words:
    """The words of an article's body with where they stand in its text, and the shingles of them."""

    article: Article
    words: list[str] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    quoted: list[bool] = field(default_factory=list)
    shingles: list[int] = field(default_factory=list)

    @classmethod
    def of(cls, article: Article) -> Words:
        """The words of the article."""
        own = cls(article)
        for part in article.body:
            for match in _WORD.finditer(article.text, part.start, part.end):
                own.words.append(match[0].casefold().replace("’", "'"))
                own.spans.append(Span(match.start(), match.end()))
        own.quoted = _in_quotes(article.text, own.spans)
        own.shingles = word_shingles(own.words, SIZE)
        return own


def _in_quotes(text: str, spans: Sequence[Span]) -> list[bool]:
    """For each word whether it stands in quotation marks: what was said is not copying."""
    quotes = [Span(m.start(), m.end()) for m in _QUOTE.finditer(text)]
    starts = [q.start for q in quotes]
    found = []
    for span in spans:
        i = bisect_right(starts, span.start) - 1
        found.append(i >= 0 and span.end <= quotes[i].end)
    return found


@dataclass(frozen=True, slots=True)
class Run:
    """Words `start` to `stop` of one article, which stand in the other as `other` to `other_stop`."""

    start: int
    stop: int
    other: int
    other_stop: int
    shared: int
    pieces: tuple[tuple[int, int, int, int], ...] = ()

    def passages(self) -> tuple[tuple[int, int, int, int], ...]:
        """The stretches (start, stop, other, other_stop) that hold no more than a changed word or two."""
        found: list[tuple[int, int, int, int]] = []
        for piece in self.pieces or ((self.start, self.stop, self.other, self.other_stop),):
            if found and piece[0] - found[-1][1] <= _OWN and piece[2] - found[-1][3] <= _OWN:
                found[-1] = (found[-1][0], piece[1], found[-1][2], piece[3])
            else:
                found.append(piece)
        return tuple(found)


@dataclass(frozen=True, slots=True)
class Alignment:
    """The passages two articles share. `own` counts shared words outside quotation marks; containments are 0 to 1."""

    runs: tuple[Run, ...]
    own: int
    left_in_right: float
    right_in_left: float


def align(left: Words, right: Words) -> Alignment:
    """The passages that two articles share, with how much of each they make."""
    runs = tuple(r for r in _joined(sorted(_runs(left, right), key=lambda r: (r.start, r.other))) if r.shared >= _LEAST)
    covered = {i for r in runs for i in range(r.start, r.stop)}
    mirrored = {i for r in runs for i in range(r.other, r.other_stop)}
    own = sum(1 for i in covered if not left.quoted[i])
    return Alignment(
        runs=runs,
        own=own,
        left_in_right=len(covered) / max(1, len(left.words)),
        right_in_left=len(mirrored) / max(1, len(right.words)),
    )


def _runs(left: Words, right: Words) -> Iterator[Run]:
    """The longest runs of equal words, from each place of the left text on; ties go on from the run before."""
    common = set(left.shingles).intersection(right.shingles)
    places: dict[int, list[int]] = {shingle: [] for shingle in common}
    for j, shingle in enumerate(right.shingles):
        if shingle in common:
            places[shingle].append(j)
    reached, expected = 0, 0
    for at, shingle in enumerate(left.shingles):
        if at < reached or shingle not in common:
            continue
        other = min(places[shingle], key=lambda j: abs(j - expected))
        length = _equal(left.words, right.words, at, other)
        if length >= SIZE:
            yield Run(at, at + length, other, other + length, length)
            expected = other + length
        reached = at + max(1, length)


def _equal(left: Sequence[str], right: Sequence[str], at: int, other: int) -> int:
    length = 0
    while at + length < len(left) and other + length < len(right) and left[at + length] == right[other + length]:
        length += 1
    return length


def _joined(runs: Sequence[Run]) -> list[Run]:
    """Runs with only a few words between them in both texts as one."""
    found: list[Run] = []
    for run in runs:
        last = found[-1] if found else None
        if last and 0 <= run.start - last.stop <= _GAP and 0 <= run.other - last.other_stop <= _GAP:
            pieces = (*last.pieces, (run.start, run.stop, run.other, run.other_stop))
            found[-1] = Run(last.start, run.stop, last.other, run.other_stop, last.shared + run.shared, pieces)
        else:
            found.append(replace(run, pieces=((run.start, run.stop, run.other, run.other_stop),)))
    return found
