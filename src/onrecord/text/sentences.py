"""Sentence boundaries with exact offsets, by rule: no model, no dependency, linear time."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from functools import cache

from onrecord.lexicons import load
from onrecord.model.spans import Span

# Longer than any real sentence: guards the stages after this one against a page without a single stop.
MAX_LENGTH = 2000

_CLOSERS = "\"'”’»)]}›"
_OPENERS = "\"'“‘«([{‹"
_STOP = re.compile(r"(?P<break>\n[^\S\n]*\n\s*|\n)|(?P<wide>[؟۔。！？।]+)|(?P<stop>\.{2,}|…+|[.!?]+)", re.UNICODE)
_CLOSING = re.compile(r"[\"'”’»)\]}›]*")
_WORD_BEFORE = re.compile(r"[^\s\"'“”‘’«»(\[{]*$")
_ACRONYM = re.compile(r"(?:[^\W\d_]\.)*[^\W\d_]$")
_FIRST_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")


@cache
def _abbreviations() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    words = load("abbreviations")
    return frozenset(words["never_final"]), frozenset(words["may_be_final"]), frozenset(words["sentence_openers"])


def split(text: str, within: Span | None = None) -> tuple[Span, ...]:
    """The sentences of a text, or of a stretch of it, in order, without white space at their ends.

    A blank line always ends a sentence; a single line break does, unless its paragraph looks hard-wrapped.
    """
    whole = within or Span(0, len(text))
    found: list[Span] = []
    start = whole.start
    for end in _boundaries(text, whole):
        found.extend(_trimmed(text, start, end))
        start = end
    found.extend(_trimmed(text, start, whole.end))
    return tuple(found)


def _boundaries(text: str, whole: Span) -> Iterator[int]:
    wrapped_until, looked_until = -1, whole.start
    for match in _STOP.finditer(text, whole.start, whole.end):
        if match.lastgroup == "break":
            at = match.start()
            if "\n" in match.group()[1:]:
                yield match.end()
                continue
            if at >= looked_until:
                looked_until = _paragraph_end(text, at, whole.end)
                if _is_wrapped(text, _paragraph_start(text, at, whole.start), looked_until):
                    wrapped_until = looked_until
            if at >= wrapped_until:
                yield match.end()
        elif match.lastgroup == "wide":
            yield _closed(text, match.end(), whole.end)
        else:
            end = _closed(text, match.end(), whole.end)
            if _ends_sentence(text, match, end, whole):
                yield end


def _paragraph_start(text: str, at: int, floor: int) -> int:
    return max(text.rfind("\n\n", max(floor, at - 2000), at), floor)


def _paragraph_end(text: str, at: int, ceiling: int) -> int:
    found = text.find("\n\n", at + 1, ceiling)
    return ceiling if found < 0 else found


def _is_wrapped(text: str, start: int, end: int) -> bool:
    """True where lines of even width run on: some line begins in lower case after one without a stop."""
    if end - start > 20_000:
        return False
    lines = [line.strip() for line in text[start:end].strip().split("\n")]
    if len(lines) < 2 or any(not 40 <= len(line) <= 100 for line in lines[:-1]):
        return False
    pairs = itertools.pairwise(lines)
    return any(below[:1].islower() and above[-1:] not in ".!?:" for above, below in pairs)


def _closed(text: str, at: int, ceiling: int) -> int:
    """Past the quotes and brackets that close after a stop."""
    closing = _CLOSING.match(text, at, min(at + 4, ceiling))
    end = closing.end() if closing else at
    # A straight quote before a letter opens the next sentence rather than closing this one.
    if end > at and end < ceiling and text[end - 1] in "\"'" and text[end].isalnum() and text[at : end - 1] == "":
        before = text.count(text[end - 1], max(0, at - 1500), at)
        if before % 2 == 0:
            return at
    return end


def _ends_sentence(text: str, match: re.Match[str], end: int, whole: Span) -> bool:
    if end >= whole.end:
        return True
    after = text[end]
    if not after.isspace():
        return _is_glued(text, match, end)
    opening = _next_start(text, end, whole.end)
    if opening is None:
        return True
    first = text[opening]
    if first.islower() or first in ",;:)]":
        return False
    if match.group() != ".":
        return True
    return not _is_abbreviated(text, match.start(), opening, whole, closed=end > match.end())


def _is_glued(text: str, match: re.Match[str], end: int) -> bool:
    """True for "unlikely.Earlier" and "said.”The": no space, but a lower-case end and a capitalised word."""
    at = match.start()
    before = text[max(0, at - 2) : at]
    after = text[end : end + 2]
    if len(before) < 2 or len(after) < 2 or match.group() == "...":
        return False
    if not (before[-1].islower() or before[-1].isdigit() or before[-1] in _CLOSERS or before.isupper()):
        return False
    starts = after[0].isupper() and (after[1].islower() or after[1] == " ")
    quoted = after[0] in "“«‘" and after[1].isupper()
    return (starts or quoted) and not (before.isdigit() and not starts)


def _next_start(text: str, at: int, ceiling: int) -> int | None:
    """Where the next word begins, past white space and opening marks; None where only space is left."""
    while at < ceiling and (text[at].isspace() or text[at] in _OPENERS or text[at] in "—–-•*·"):
        if text[at] == "\n":
            return None
        at += 1
    return at if at < ceiling else None


def _is_abbreviated(text: str, dot: int, opening: int, whole: Span, *, closed: bool) -> bool:
    """True where the dot belongs to an abbreviation or an initial and the sentence goes on."""
    if closed:
        return False
    never, may, openers = _abbreviations()
    word_match = _WORD_BEFORE.search(text[max(whole.start, dot - 24) : dot])
    word = word_match.group() if word_match else ""
    following = _FIRST_WORD.match(text, opening, min(opening + 40, whole.end))
    next_word = following.group() if following else ""
    lower = word.lower().strip("-–—")
    if lower in never:
        return bool(next_word) or text[opening].isdigit()
    if lower in may:
        return next_word not in openers or text[opening].isdigit()
    if lower in {"no", "nos", "art", "sec", "vol", "pp", "p", "para"}:
        return text[opening].isdigit()
    if _ACRONYM.fullmatch(word) and (len(word) > 1 or word.isupper()):
        return next_word not in openers
    return word.isdigit() and len(word) < 3 and _starts_line(text, dot - len(word), whole)


def _starts_line(text: str, at: int, whole: Span) -> bool:
    """True for the numbers of a list: "1. The first point"."""
    return at <= whole.start or text[at - 1] == "\n"


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    """The stretch without outer white space, cut at white space where it is too long to be a sentence."""
    while end - start > MAX_LENGTH:
        space = text.rfind(" ", start + MAX_LENGTH // 2, start + MAX_LENGTH)
        stop = space if space > 0 else start + MAX_LENGTH
        yield from _trimmed(text, start, stop)
        start = stop
    span = Span(start, end).stripped(text)
    if len(span):
        yield span
