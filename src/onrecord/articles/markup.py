"""Which lines of an HTML page are its articles: the line model's choice, trafilatura's where the model is unsure."""

from __future__ import annotations

import logging
import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from onrecord.articles import features
from onrecord.articles.drafts import several
from onrecord.articles.lines import Line
from onrecord.articles.model import LineModel
from onrecord.articles.tree import Tree
from onrecord.model.articles import Capture
from onrecord.text.similarity import containment, letter_shingles

# It reports every odd page as an error; a page without an article is none here.
logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
# A line this long is known by its letters alone; a shorter one must be a whole line of what was chosen.
_LONG = 25
# Bigger pages are left to the rules: parsing them again, or weighing so many lines, takes too long.
_MOST_BYTES = 1_500_000
MOST_LINES = 5_000
# An element gains by lines likelier than this to be of the article and loses by others.
_FAIR = 0.35
# Within the element that holds the article a line is taken at this probability.
_TAKEN = 0.2
# Of so many words a line weighs no more than one of them: one long line does not make an article.
_MOST_WEIGHT = 80
# Between these the model is unsure of a line; a page with more of such words for each one taken is left to trafilatura.
_UNSURE, _SURE = 0.15, 0.75
_MOST_UNSURE = 0.15
# What the model is sure to be no article's is not, whoever else takes it.
_NEVER = 0.03


def chosen_lines(capture: Capture, lines: Sequence[Line]) -> tuple[list[int], set[int]] | None:
    """Where each article of the page begins, and the indexes of the lines that are articles'; None where neither tells.

    Of several articles each has its lines in one element; of one, the model's choice
    stands where it is sure and trafilatura's elsewhere.
    """
    if not capture.blocks or not lines or len(lines) > MOST_LINES:
        return None
    tree = Tree(lines)
    told = likely(capture, lines, tree)
    sure = (told > _SURE).tolist()
    weights = [x.words if s and x.is_prose and x.link_density < 0.5 else 0 for x, s in zip(lines, sure, strict=True)]
    starts = several(lines, weights, tree, features.sidebars(tree))
    if len(starts) > 1:
        chosen: set[int] = set()
        for start, end in zip(starts, (*starts[1:], len(lines)), strict=True):
            part = lines[start:end]
            chosen |= {start + i for i in _in_one_element(part, Tree(part), told[start:end])}
        return starts, chosen
    own = _in_one_element(lines, tree, told)
    if not _is_unsure(lines, told, own):
        return starts, own
    other = by_trafilatura(capture, lines)
    best = {i for i in other if told[i] > _NEVER} or other if other else own
    return (starts, best) if best else None


def likely(capture: Capture, lines: Sequence[Line], tree: Tree) -> NDArray[np.float32]:
    """For each line how likely it is of an article's own text."""
    table = features.of_capture(capture, lines, tree)
    return LineModel.shipped().read(table, tree.at, tree.parents[tree.at])


def _in_one_element(lines: Sequence[Line], tree: Tree, told: NDArray[np.float32]) -> set[int]:
    """The likely lines inside the element that gains the most by its lines, the innermost of equals."""
    words = np.array([min(x.words, _MOST_WEIGHT) for x in lines], dtype=np.float32)
    gains = np.round(tree.held((told - _FAIR) * words), 4)
    best = max(range(len(gains)), key=lambda node: (gains[node], tree.depths[node]))
    inside = tree.within(best)[tree.at] & (told > _TAKEN)
    return set(np.flatnonzero(inside).tolist())


def _is_unsure(lines: Sequence[Line], told: NDArray[np.float32], own: set[int]) -> bool:
    taken = sum(lines[i].words for i in own)
    open_words = sum(x.words for x, p in zip(lines, told, strict=True) if _UNSURE < p < _SURE)
    return not taken or open_words > _MOST_UNSURE * taken


def by_trafilatura(capture: Capture, lines: Sequence[Line]) -> set[int] | None:
    """The lines that trafilatura takes for the page's text; None where it finds none or the page is too big."""
    if len(capture.content) > _MOST_BYTES:
        return None
    # Loaded only for the pages that need it.
    import trafilatura

    markup = capture.content.decode(capture.encoding or "utf-8", "replace")
    text = trafilatura.extract(markup, fast=True, include_comments=False, include_tables=True)
    if not text:
        return None
    whole = _letters(text)
    short = {_letters(x) for x in text.splitlines()}
    runs = letter_shingles(whole)
    held = [line for line in lines if _is_held(line, whole, runs)]
    if not held:
        return None
    first, last = held[0].index, held[-1].index
    near = {x.index for x in lines[first : last + 1] if _letters(x.text) in short}
    return {x.index for x in held} | near


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).casefold()


def _is_held(line: Line, whole: str, runs: set[int]) -> bool:
    """True when the chosen text holds the line, or most of a long one."""
    letters = _letters(line.text)
    if len(letters) < _LONG:
        return False
    if letters in whole:
        return True
    return len(letters) > 200 and containment(letter_shingles(letters), runs) >= 0.6
