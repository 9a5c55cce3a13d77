"""Text that stands twice on a page: a body printed again, glued into one line or cut short, a lede shown above."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from onrecord.articles.lines import Line, Role
from onrecord.text.similarity import letter_shingles

# A line counts as standing in another where this part of its runs of letters does.
_ALIKE = 0.8
# Shorter lines repeat by chance.
_LEAST_LETTERS = 40
# So many characters of a page are compared, its longest lines first, and of a line; the rest stands as it is.
_MOST_TEXT = 300_000
_MOST_OF_A_LINE = 40_000


class _Runs:
    """The runs of letters of every long line, and which lines hold each."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.of: dict[int, frozenset[int]] = {}
        self.holders: dict[int, list[int]] = defaultdict(list)
        for line in lines:
            runs = frozenset(letter_shingles(line.text[:_MOST_OF_A_LINE]))
            self.of[line.index] = runs
            for run in runs:
                self.holders[run].append(line.index)

    def shared(self, index: int) -> Counter[int]:
        """How many runs of the line each other line holds."""
        found: Counter[int] = Counter()
        for run in self.of[index]:
            holders = self.holders[run]
            if 1 < len(holders) <= 20:
                found.update(h for h in holders if h != index)
        return found


def mark(lines: Sequence[Line]) -> None:
    """Gives the role REPEAT to prose that stands elsewhere on the page in a better state.

    Of a paragraph and a line that holds many of them glued together, the paragraphs are kept where they cover the long
    line; of two alike the longer is kept; of two equal ones the first, unless the second stands with more company.
    """
    long = [x for x in lines if x.role in (Role.PROSE, Role.CAPTION) and len(x.text) >= _LEAST_LETTERS]
    long = _within_reach(long)
    if len(long) < 2 or not _may_repeat(long):
        return
    runs = _Runs(long)
    by_index = {line.index: line for line in long}
    held_in: dict[int, list[int]] = defaultdict(list)  # long line -> lines that stand in it
    for line in long:
        own = runs.of[line.index]
        for other, n in runs.shared(line.index).items():
            if own and n / len(own) >= _ALIKE:
                held_in[other].append(line.index)
    _drop_glued(by_index, held_in, runs)
    _drop_doubles(by_index, held_in)


def _may_repeat(lines: Sequence[Line]) -> bool:
    """False where no five words stand twice on the lines: most pages. Scripts without spaces are always compared."""
    seen: set[tuple[str, ...]] = set()
    size = 0
    for line in lines:
        words = line.text.split()
        if len(line.text) > 15 * len(words):
            return True
        own = set(zip(words, words[1:], words[2:], words[3:], words[4:], strict=False))
        size += len(own)
        seen |= own
        if size - len(seen) >= 2:
            return True
    return False


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
        covered: set[int] = set()
        for i in smaller:
            covered |= runs.of[i]
        # The cut end of a glued copy stands in a paragraph that is longer than its part here.
        for i in held_in:
            if i != index and by_index[i].role is not Role.REPEAT and i not in smaller:
                covered |= runs.of[i] & runs.of[index]
        if len(covered & runs.of[index]) >= 0.7 * len(runs.of[index]):
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
