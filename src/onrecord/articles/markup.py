"""Which lines of an HTML page are its article, told by the tags: trafilatura's choice, put back onto our lines."""

from __future__ import annotations

import logging
import re
from collections.abc import Sequence

import trafilatura

from onrecord.articles.lines import Line
from onrecord.model.articles import Capture
from onrecord.text.similarity import containment, letter_shingles

# It reports every odd page as an error; a page without an article is none here.
logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
# A line this long is known by its letters alone; a shorter one must be a whole line of what was chosen.
_LONG = 25
# Bigger pages are left to the line model: parsing them again takes too long.
_MOST_BYTES = 2_000_000


def main_lines(capture: Capture, lines: Sequence[Line]) -> set[int] | None:
    """The indexes of the lines that are the page's one article; None where the tags do not tell it."""
    if not capture.blocks or len(capture.content) > _MOST_BYTES:
        return None
    markup = capture.content.decode(capture.encoding or "utf-8", "replace")
    text = trafilatura.extract(markup, fast=True, include_comments=False, include_tables=True)
    if not text:
        return None
    whole = _letters(text)
    short = {_letters(x) for x in text.splitlines()}
    held = [line for line in lines if _is_held(line, whole)]
    if not held:
        return None
    first, last = held[0].index, held[-1].index
    near = {x.index for x in lines[first : last + 1] if _letters(x.text) in short}
    return {x.index for x in held} | near


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).casefold()


def _is_held(line: Line, whole: str) -> bool:
    """True when the chosen text holds the line, or most of a long one."""
    letters = _letters(line.text)
    if len(letters) < _LONG:
        return False
    if letters in whole:
        return True
    return len(letters) > 200 and containment(letter_shingles(letters), letter_shingles(whole)) >= 0.6
