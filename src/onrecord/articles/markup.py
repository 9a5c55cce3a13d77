"""Which lines of an HTML page are its one article: the line model's choice, trafilatura's where the model is unsure."""

from __future__ import annotations

import logging
import re
from collections import defaultdict
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from onrecord.articles import features
from onrecord.articles.lines import Line
from onrecord.articles.model import LineModel
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
_MOST_UNSURE = 0.1
# What the model is sure to be no article's is not, whoever else takes it.
_NEVER = 0.03


def main_lines(capture: Capture, lines: Sequence[Line]) -> set[int] | None:
    """The indexes of the lines that are the page's one article; None where neither tells it."""
    if not capture.blocks or not lines or len(lines) > MOST_LINES:
        return None
    told = likely(capture, lines)
    own = _in_one_element(lines, told)
    if not _is_unsure(lines, told, own):
        return own
    other = by_trafilatura(capture, lines)
    return {i for i in other if told[i] > _NEVER} or other if other else own or None


def likely(capture: Capture, lines: Sequence[Line]) -> NDArray[np.float32]:
    """For each line how likely it is of an article's own text."""
    table = features.of_capture(capture, lines)
    return LineModel.shipped().read(table, features.path_numbers(lines), features.path_numbers(lines, up=1))


def _in_one_element(lines: Sequence[Line], told: NDArray[np.float32]) -> set[int]:
    """The likely lines inside the element that gains the most by its lines, the innermost of equals."""
    gains: dict[tuple[str, ...], float] = defaultdict(float)
    by_path: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for i, line in enumerate(lines):
        by_path[line.block.path if line.block else ()].append(i)
    for path, members in by_path.items():
        gain = sum((float(told[i]) - _FAIR) * min(lines[i].words, _MOST_WEIGHT) for i in members)
        for k in range(len(path) + 1):
            gains[path[:k]] += gain
    best = max(gains, key=lambda path: (gains[path], len(path)))
    inside = (i for path, members in by_path.items() if path[: len(best)] == best for i in members)
    return {i for i in inside if told[i] > _TAKEN}


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
