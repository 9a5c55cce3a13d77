"""A capture's text cut into stretches for the reader: whose each is, and which claims rest on it.

Stretches follow one another and together are the text, character for character; a claim's stretches together are its
evidence, character for character, whatever lies across.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from onrecord.export.words import shows
from onrecord.model.articles import Article
from onrecord.model.ids import ClaimId
from onrecord.model.resolved import ResolvedClaim
from onrecord.model.spans import Span
from onrecord.store import CaptureRow

GAP = "gap"


@dataclass(frozen=True, slots=True)
class Stretch:
    """Characters of a capture that are alike in every respect: the claims that rest on them, the passage they are of.

    `opens` are the claims whose evidence begins here; `control` names a character that does not show, "" for words.
    """

    text: str
    claims: tuple[ClaimId, ...] = ()
    opens: tuple[ClaimId, ...] = ()
    passage: str = ""
    is_trigger: bool = False
    control: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """A run of stretches of one owner: an article (`article` is its place in the list) or what was set aside.

    `kind` is "article", "teaser", or why the text was set aside; "gap" for white space between. `start` is where in
    the capture it begins.
    """

    kind: str
    start: int
    article: int | None
    is_first: bool
    stretches: tuple[Stretch, ...]


def blocks(
    text: str, page: CaptureRow, articles: Sequence[Article], claims: Iterable[ResolvedClaim]
) -> tuple[Block, ...]:
    """The capture's text as blocks in its order."""
    owners = _owners(len(text), page, articles)
    marks = _marks(articles, claims)
    opened: set[ClaimId] = set()
    seen: set[int] = set()
    found = []
    for span, kind, number in owners:
        stretches = tuple(_stretches(text, span, marks, opened))
        found.append(Block(kind, span.start, number, number is not None and number not in seen, stretches))
        if number is not None:
            seen.add(number)
    return tuple(found)


def _owners(length: int, page: CaptureRow, articles: Sequence[Article]) -> list[tuple[Span, str, int | None]]:
    """Who each stretch of the capture belongs to, in order and without holes."""
    owned: list[tuple[Span, str, int | None]] = [(piece.span, piece.kind.value, None) for piece in page.set_aside]
    for place, article in enumerate(articles):
        pieces = article.offsets.pieces(Span(0, len(article.text)))
        owned += [(piece, article.kind.value, place) for piece in pieces]
    found: list[tuple[Span, str, int | None]] = []
    at = 0
    for span, kind, number in sorted(owned, key=lambda one: (one[0], one[1])):
        if span.start > at:
            found.append((Span(at, span.start), GAP, None))
        if span.end > at:
            found.append((Span(max(at, span.start), span.end), kind, number))
            at = span.end
    if at < length:
        found.append((Span(at, length), GAP, None))
    return _joined(found)


def _joined(found: Sequence[tuple[Span, str, int | None]]) -> list[tuple[Span, str, int | None]]:
    """The same without the gaps inside one article, and with pieces of one owner that touch made one."""
    joined: list[tuple[Span, str, int | None]] = []
    for n, (span, kind, number) in enumerate(found):
        before = joined[-1] if joined else None
        is_between = kind == GAP and before is not None and n + 1 < len(found) and found[n + 1][1:] == before[1:]
        if before is not None and (before[1:] == (kind, number) or is_between):
            joined[-1] = (before[0].joined(span), before[1], before[2])
        else:
            joined.append((span, kind, number))
    return joined


@dataclass(frozen=True, slots=True)
class _Mark:
    """Something that holds of a stretch: a claim's evidence, its trigger, or a passage."""

    span: Span
    claim: ClaimId | None = None
    passage: str = ""
    is_trigger: bool = False


def _marks(articles: Sequence[Article], claims: Iterable[ResolvedClaim]) -> list[_Mark]:
    found = [
        _Mark(piece, passage=passage.kind.value)
        for article in articles
        for passage in article.passages
        for piece in article.offsets.pieces(passage.span)
    ]
    for told in claims:
        found += [_Mark(p.capture_span, claim=told.claim.id) for p in told.evidence if p.capture_span is not None]
        if told.trigger.capture_span is not None:
            found.append(_Mark(told.trigger.capture_span, is_trigger=True))
    return sorted(found, key=lambda mark: (mark.span.start, -mark.span.end))


def _stretches(text: str, span: Span, marks: Sequence[_Mark], opened: set[ClaimId]) -> Iterable[Stretch]:
    here = [mark for mark in marks if mark.span.overlaps(span)]
    edges = {span.start, span.end}
    for mark in here:
        edges |= {max(mark.span.start, span.start), min(mark.span.end, span.end)}
    edges |= {at for n in range(span.start, span.end) if is_control(text[n]) for at in (n, n + 1)}
    cuts = sorted(edges)
    for start, end in pairwise(cuts):
        holding = [mark for mark in here if mark.span.start <= start and end <= mark.span.end]
        yield _stretch(text[start:end], holding, opened)


def _stretch(words: str, holding: Sequence[_Mark], opened: set[ClaimId]) -> Stretch:
    # The shortest evidence leads: where one claim's words lie inside another's, a click means the inner one.
    spans = sorted((mark for mark in holding if mark.claim), key=lambda mark: (len(mark.span), mark.claim))
    claims = tuple(dict.fromkeys(mark.claim for mark in spans if mark.claim))
    opens = tuple(claim for claim in claims if claim not in opened)
    opened.update(opens)
    return Stretch(
        text=words,
        claims=claims,
        opens=opens,
        passage=next((mark.passage for mark in holding if mark.passage), ""),
        is_trigger=any(mark.is_trigger for mark in holding),
        control=_name_of(words) if len(words) == 1 and is_control(words) else "",
    )


def is_control(character: str) -> bool:
    """True for a character that does not show and may turn or break the writing around it; white space is none."""
    return not shows(character) and not character.isspace()


def _name_of(character: str) -> str:
    return unicodedata.name(character, f"U+{ord(character):04X}").title()
