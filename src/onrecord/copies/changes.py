"""What changed between two versions of a page: articles added and gone, words added, removed, changed and moved."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from onrecord.model.articles import Article
from onrecord.model.spans import Span
from onrecord.model.versions import ArticleChange, Edit, EditKind
from onrecord.text.similarity import resemblance, word_shingles, words_of

_PARAGRAPH = re.compile(r"[^\n]*\S[^\n]*")
_WORD = re.compile(r"\S+")
# Two articles that share so many of their words are versions of one; a new one under the old title needs fewer.
_ALIKE = 0.25
_ALIKE_TITLED = 0.05
# Longer stretches are not compared word by word: the whole stretch has changed.
_MOST_WORDS = 3_000
# Of more units than this, those that stand everywhere are not matched one by one: it would take their number squared.
_MOST_UNITS = 2_000
# Two changed words with no more than so many equal ones between them are one edit.
_BRIDGE = 2
# A shorter stretch that stands elsewhere may stand there by chance.
_LEAST_MOVED = 40


def changes(old: Article, new: Article) -> tuple[Edit, ...]:
    """What differs between two versions of an article, in the order of the older; none for the same words.

    White space does not count. Paragraphs are compared first, then the words of those that differ. A paragraph that
    stands elsewhere in the newer is moved: its two places give one edit.
    """
    lefts, rights = _units(old.text, _PARAGRAPH), _units(new.text, _PARAGRAPH)
    found: list[Edit] = []
    for left, right in _differing(old.text, new.text, lefts, rights):
        found.extend(_within(old.text, new.text, left, right))
    return tuple(_with_moves(found))


def compare(old: Sequence[Article], new: Sequence[Article]) -> tuple[ArticleChange, ...]:
    """What became of the articles of a page between two versions; unchanged ones are left out.

    Articles are matched by their words, then by their titles; what is left over was added or is gone.
    """
    found: list[ArticleChange] = []
    pairs = _matched(old, new)
    gone = {a.id for a in old} - {o.id for o, _ in pairs}
    fresh = {a.id for a in new} - {n.id for _, n in pairs}
    for left, right in pairs:
        edits = changes(left, right)
        retitled = left.title != right.title
        if edits or retitled:
            found.append(ArticleChange(old=left.id, new=right.id, retitled=retitled, edits=edits))
    found.extend(ArticleChange(old=a.id, new=None, retitled=False) for a in old if a.id in gone)
    found.extend(ArticleChange(old=None, new=a.id, retitled=False) for a in new if a.id in fresh)
    return tuple(found)


def lost(evidence: Iterable[Span], edits: Iterable[Edit]) -> tuple[Span, ...]:
    """The stretches of the older article, among those given, that rest on words which the newer no longer has.

    A moved stretch is still there, and so is one beside which words were put in; one with words put into its midst is
    not what it was.
    """
    struck = [e for e in edits if e.kind is not EditKind.MOVED]
    return tuple(span for span in evidence if any(_strikes(edit, span) for edit in struck))


def _strikes(edit: Edit, span: Span) -> bool:
    if edit.kind is EditKind.ADDED:
        return span.start < edit.old.start < span.end
    return edit.old.overlaps(span)


def _units(text: str, pattern: re.Pattern[str], within: Span | None = None) -> list[Span]:
    span = Span(0, len(text)) if within is None else within
    return [Span(m.start(), m.end()) for m in pattern.finditer(text, span.start, span.end)]


def _differing(
    old: str, new: str, lefts: Sequence[Span], rights: Sequence[Span], bridge: int = 0
) -> Iterator[tuple[Span, Span]]:
    """The stretches that differ, as spans of either text; an empty one where nothing answers the other."""
    one = [" ".join(s.of(old).split()) for s in lefts]
    other = [" ".join(s.of(new).split()) for s in rights]
    joined: list[tuple[int, int, int, int]] = []
    for a, b, c, d in _unequal(one, other):
        if joined and a - joined[-1][1] <= bridge and c - joined[-1][3] <= bridge:
            joined[-1] = (joined[-1][0], b, joined[-1][2], d)
        else:
            joined.append((a, b, c, d))
    for a, b, c, d in joined:
        yield _stretch(lefts, a, b, len(old)), _stretch(rights, c, d, len(new))


def _unequal(one: Sequence[str], other: Sequence[str]) -> Iterator[tuple[int, int, int, int]]:
    """The stretches that differ, as numbers of units; what both begin and end with is set aside first."""
    start, stop = 0, 0
    shorter = min(len(one), len(other))
    while start < shorter and one[start] == other[start]:
        start += 1
    while stop < shorter - start and one[-1 - stop] == other[-1 - stop]:
        stop += 1
    left, right = one[start : len(one) - stop], other[start : len(other) - stop]
    matcher = SequenceMatcher(None, left, right, autojunk=len(right) > _MOST_UNITS)
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag != "equal":
            yield a + start, b + start, c + start, d + start


def _stretch(units: Sequence[Span], first: int, stop: int, length: int) -> Span:
    if first < stop:
        return units[first].joined(units[stop - 1])
    at = units[first].start if first < len(units) else units[-1].end if units else length
    return Span(at, at)


def _within(old: str, new: str, left: Span, right: Span) -> Iterator[Edit]:
    """The edits of two stretches that differ: word by word where they still have much in common."""
    lefts, rights = _units(old, _WORD, left), _units(new, _WORD, right)
    if lefts and rights and max(len(lefts), len(rights)) <= _MOST_WORDS:
        one, other = {s.of(old) for s in lefts}, {s.of(new) for s in rights}
        if len(one & other) >= 0.3 * min(len(one), len(other)):
            for a, b in _differing(old, new, lefts, rights, _BRIDGE):
                yield _edit(old, new, a, b)
            return
    yield _edit(old, new, left, right)


def _edit(old: str, new: str, left: Span, right: Span) -> Edit:
    kind = EditKind.CHANGED if len(left) and len(right) else EditKind.REMOVED if len(left) else EditKind.ADDED
    return Edit(kind=kind, old=left, new=right, old_text=left.of(old), new_text=right.of(new))


def _with_moves(edits: Sequence[Edit]) -> Iterator[Edit]:
    """The edits with each removed stretch that was added elsewhere, word for word, as one that was moved."""
    added = {" ".join(e.new_text.split()): e for e in edits if e.kind is EditKind.ADDED}
    moved: set[Edit] = set()
    found: list[Edit] = []
    for edit in edits:
        words = " ".join(edit.old_text.split())
        target = added.get(words) if edit.kind is EditKind.REMOVED and len(words) >= _LEAST_MOVED else None
        if target is not None and target not in moved:
            moved.add(target)
            edit = replace(edit, kind=EditKind.MOVED, new=target.new, new_text=target.new_text)
        found.append(edit)
    yield from (e for e in found if e not in moved)


def _matched(old: Sequence[Article], new: Sequence[Article]) -> list[tuple[Article, Article]]:
    """The articles of the older version with those of the newer that they became, the likest first."""
    shingles = {a.id: word_shingles(words_of(a.text), 2) for a in (*old, *new)}
    scored = []
    for i, left in enumerate(old):
        for j, right in enumerate(new):
            alike = resemblance(shingles[left.id], shingles[right.id])
            titled = left.title is not None and left.title == right.title
            if left.kind is right.kind and alike >= (_ALIKE_TITLED if titled else _ALIKE):
                scored.append((-alike - titled, i, j))
    taken: tuple[set[int], set[int]] = (set(), set())
    pairs = []
    for _, i, j in sorted(scored):
        if i not in taken[0] and j not in taken[1]:
            taken[0].add(i)
            taken[1].add(j)
            pairs.append((i, j))
    return [(old[i], new[j]) for i, j in sorted(pairs)]
