"""Text that stands twice on a page: a body printed again, glued into one line or cut short, a lede shown above."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from onrecord.articles.lines import Line, Role

# A line counts as standing in another where this part of its runs of letters does.
_ALIKE = 0.8
# Shorter lines repeat by chance.
_LEAST_LETTERS = 40
# So many characters of a page are compared, its longest lines first, and of a line; the rest stands as it is.
_MOST_TEXT = 300_000
_MOST_OF_A_LINE = 40_000


# A run is so many letters and figures in a row, spaces and punctuation dropped: alike in text glued and text spaced.
_RUN = 24
# Any large odd number serves: runs are told apart by their polynomial at it, modulo 2**64 (Karp and Rabin 1987).
_BASE = 0x9E3779B97F4A7C15
# What stands on more lines than this is a phrase of the site.
_MOST_HOLDERS = 20


class _Runs:
    """The runs of letters of every long line as numbers: `runs`, each line's once; `holders`, the lines' places."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.indexes = [line.index for line in lines]
        kept = [_letters(line.text[:_MOST_OF_A_LINE]) for line in lines]
        codes = np.concatenate(kept).astype(np.uint64)
        place = np.repeat(np.arange(len(lines)), [len(k) for k in kept])
        powers = np.full(len(codes), _BASE, dtype=np.uint64)
        powers[0] = 1
        powers = np.cumprod(powers)
        back = np.full(len(codes), pow(_BASE, -1, 2**64), dtype=np.uint64)
        back[0] = 1
        sums = np.concatenate([np.zeros(1, dtype=np.uint64), np.cumsum((codes + np.uint64(1)) * powers)])
        runs = (sums[_RUN:] - sums[:-_RUN]) * np.cumprod(back)[: len(codes) - _RUN + 1]
        inside = place[_RUN - 1 :] == place[: len(codes) - _RUN + 1]
        runs, place = runs[inside], place[: len(codes) - _RUN + 1][inside]
        order = np.lexsort((place, runs))
        runs, place = runs[order], place[order]
        first = np.concatenate([[True], (runs[1:] != runs[:-1]) | (place[1:] != place[:-1])])
        self.runs, self.holders = runs[first], place[first]
        self.counts = np.bincount(self.holders, minlength=len(lines))

    def of(self, index: int) -> frozenset[int]:
        """The runs of the line with this index."""
        return frozenset(self.runs[self.holders == self.indexes.index(index)].tolist())

    def held(self) -> Iterator[tuple[int, int]]:
        """Each line most of whose runs stand in another, with that other: their indexes."""
        n = len(self.indexes)
        starts = np.flatnonzero(np.concatenate([[True], self.runs[1:] != self.runs[:-1]]))
        sizes = np.diff(starts, append=len(self.runs))
        keys = []
        for size in range(2, _MOST_HOLDERS + 1):
            rows = starts[sizes == size]
            if len(rows):
                group = self.holders[rows[:, None] + np.arange(size)]
                keys += [group[:, i] * n + group[:, j] for i in range(size) for j in range(size) if i != j]
        if not keys:
            return
        pairs, shared = np.unique(np.concatenate(keys), return_counts=True)
        alike = shared >= _ALIKE * self.counts[pairs // n]
        for pair in pairs[alike].tolist():
            yield self.indexes[pair // n], self.indexes[pair % n]


def _letters(text: str) -> NDArray[np.uint32]:
    """The codes of the text's letters and figures, case-folded; nought fills up what is shorter than one run."""
    codes = np.frombuffer(text.casefold().encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    kept = codes[_alphanumeric()[np.minimum(codes, _PLANE - 1)]]
    return kept if len(kept) >= _RUN else np.concatenate([kept, np.zeros(_RUN - len(kept), dtype=np.uint32)])


_PLANE = 0x10000


@cache
def _alphanumeric() -> NDArray[np.bool_]:
    """Which characters of the basic plane are letters or figures; the last stands for all beyond it."""
    return np.array([chr(i).isalnum() for i in range(_PLANE - 1)] + [True])


def mark(lines: Sequence[Line]) -> None:
    """Gives the role REPEAT to prose that stands elsewhere on the page in a better state.

    Of a paragraph and a line that holds many of them glued together, the paragraphs are kept where they cover the long
    line; of two alike the longer is kept; of two equal ones the first, unless the second stands with more company.
    """
    long = [x for x in lines if x.role in (Role.PROSE, Role.CAPTION) and len(x.text) >= _LEAST_LETTERS]
    long = _within_reach(long)
    if len(long) < 2:
        return
    runs = _Runs(long)
    by_index = {line.index: line for line in long}
    held_in: dict[int, list[int]] = defaultdict(list)  # long line -> lines that stand in it
    for inner, outer in runs.held():
        held_in[outer].append(inner)
    _drop_glued(by_index, held_in, runs)
    _drop_doubles(by_index, held_in)


def _within_reach(lines: list[Line]) -> list[Line]:
    """The longest lines, as many as are compared, in page order."""
    if sum(len(line.text) for line in lines) <= _MOST_TEXT:
        return lines
    kept, left = [], _MOST_TEXT
    for line in sorted(lines, key=lambda x: (-len(x.text), x.index)):
        left -= min(len(line.text), _MOST_OF_A_LINE)
        if left < 0:
            break
        kept.append(line)
    return sorted(kept, key=lambda x: x.index)


def _drop_glued(by_index: dict[int, Line], held_in: dict[int, list[int]], runs: _Runs) -> None:
    """Sets aside a long line whose text other lines carry in pieces; pieces of a line that says more are dropped."""
    for index, inner in sorted(held_in.items()):
        line = by_index[index]
        smaller = [
            i for i in inner if len(by_index[i].text) < 0.9 * len(line.text) and by_index[i].role is not Role.REPEAT
        ]
        if len(smaller) < 2:
            continue
        own = runs.of(index)
        covered: set[int] = set()
        for i in smaller:
            covered |= runs.of(i)
        # The cut end of a glued copy stands in a paragraph that is longer than its part here.
        for i in held_in:
            if i != index and by_index[i].role is not Role.REPEAT and i not in smaller:
                covered |= runs.of(i) & own
        if len(covered & own) >= 0.7 * len(own):
            line.role = Role.REPEAT


def _drop_doubles(by_index: dict[int, Line], held_in: dict[int, list[int]]) -> None:
    """Of each two stretches of lines alike keeps one: the longer, else the first.

    Of two single lines it keeps the longer, else the one with more prose beside it, else the first.
    """
    pairs = sorted(
        {(min(o, i), max(o, i)) for o, inner in held_in.items() for i in inner if _may_pair(by_index[o], by_index[i])}
    )
    for chain in _chains(pairs):
        left, right = [by_index[x] for x, _ in chain], [by_index[y] for _, y in chain]
        if len(chain) == 1:
            _worse(left[0], right[0], by_index).role = Role.REPEAT
            continue
        shorter = sum(len(x.text) for x in left) < 0.95 * sum(len(y.text) for y in right)
        for line in left if shorter else right:
            line.role = Role.REPEAT


def _may_pair(one: Line, two: Line) -> bool:
    return Role.REPEAT not in (one.role, two.role)


def _chains(pairs: list[tuple[int, int]]) -> list[list[tuple[int, int]]]:
    """Pairs of lines alike that go on side by side, each stretch by itself; a line is of one pair only."""
    chains: list[list[tuple[int, int]]] = []
    done: set[int] = set()
    for x, y in pairs:
        if x in done or y in done:
            continue
        done |= {x, y}
        home = next((c for c in chains if 0 < x - c[-1][0] <= 4 and 0 < y - c[-1][1] <= 4), None)
        if home is None:
            chains.append([(x, y)])
        else:
            home.append((x, y))
    return chains


def _worse(one: Line, two: Line, by_index: dict[int, Line]) -> Line:
    inner, outer = (one, two) if len(one.text) < len(two.text) else (two, one)
    company_out, company_in = _company(outer, by_index), _company(inner, by_index)
    if len(inner.text) < 0.95 * len(outer.text):
        return outer if company_in > company_out and len(inner.text) > 0.5 * len(outer.text) else inner
    if company_in != company_out:
        return inner if company_in < company_out else outer
    return max(outer, inner, key=lambda x: x.index)


def _company(line: Line, by_index: dict[int, Line]) -> int:
    """How many of the four lines beside it are prose."""
    near = (line.index + k for k in (-2, -1, 1, 2))
    return sum(1 for k in near if k in by_index and by_index[k].role is not Role.REPEAT)
