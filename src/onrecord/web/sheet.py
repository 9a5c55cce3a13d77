"""A page's text as it is shown beside claims: blocks with their articles' heads, and the claims on their words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.export.words import days, one_line
from onrecord.model.filters import Filter
from onrecord.model.ids import CaptureId, ClaimId
from onrecord.model.resolved import ResolvedClaim
from onrecord.model.spans import Span
from onrecord.store import ArticleRow, CaptureRow, Record
from onrecord.web import cells
from onrecord.web.marking import Block, blocks


@dataclass(frozen=True, slots=True)
class ArticleHead:
    """What is known of an article on the page: name, publisher, day and what that rests on, copies."""

    id: str
    kind: str
    title: str
    facts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """A block, the head of its article where that begins here, and whose characters it holds.

    `pieces` are "start,end,own": the characters of the page from `start` to `end` are those of the article from `own`.
    """

    block: Block
    head: ArticleHead | None
    article_id: str
    pieces: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """The text with its claims: their numbers, the classes that colour them, and the one picked out ("" for none)."""

    shown: tuple[Shown, ...]
    numbers: dict[ClaimId, int]
    quads: dict[ClaimId, str]
    chosen: str


def page_of(record: Record, capture_id: CaptureId) -> CaptureRow | None:
    """The capture as listings have it; None where there is none of this id."""
    return next((row for row in record.captures(Filter(capture=capture_id)) if row.id == capture_id), None)


def sheet(
    text: str, page: CaptureRow, articles: Sequence[ArticleRow], claims: Sequence[ResolvedClaim], chosen: str
) -> Sheet:
    """The text of a page with the claims on it, numbered in their order."""
    found = blocks(text, page, [row.article for row in articles], claims)
    return Sheet(
        shown=tuple(_shown(block, articles) for block in found),
        numbers={told.claim.id: number for number, told in enumerate(claims, 1)},
        quads={told.claim.id: cells.quad_class(told.claim.event_type) for told in claims},
        chosen=chosen if any(told.claim.id == chosen for told in claims) else "",
    )


def sheet_of_article(record: Record, row: ArticleRow, claims: Sequence[ResolvedClaim], chosen: str) -> Sheet | None:
    """The text of one article alone; None for one without a page."""
    page = page_of(record, row.article.capture_id)
    if page is None:
        return None
    whole = sheet(record.capture(page.id).text, page, [row], claims, chosen)
    return Sheet(tuple(one for one in whole.shown if one.article_id), whole.numbers, whole.quads, whole.chosen)


def in_order_of_words(claims: Sequence[ResolvedClaim]) -> list[ResolvedClaim]:
    """Claims as their words follow one another on the page."""

    def begins(told: ResolvedClaim) -> tuple[int, int, str]:
        starts = [piece.capture_span.start for piece in told.evidence if piece.capture_span is not None]
        trigger = told.trigger.capture_span
        return min(starts, default=0), trigger.start if trigger else 0, told.claim.id

    return sorted(claims, key=begins)


def _shown(block: Block, articles: Sequence[ArticleRow]) -> Shown:
    if block.article is None:
        return Shown(block, None, "", "")
    row = articles[block.article]
    return Shown(block, _head(row) if block.is_first else None, row.article.id, _pieces(block, row))


def _pieces(block: Block, row: ArticleRow) -> str:
    whole, offsets = Span(0, len(row.article.text)), row.article.offsets
    here = Span(block.start, block.start + sum(len(stretch.text) for stretch in block.stretches))
    pairs = zip(offsets.pieces(whole), offsets.cut_pieces(whole), strict=True)
    return " ".join(f"{there.start},{there.end},{own.start}" for there, own in pairs if there.overlaps(here))


def _head(row: ArticleRow) -> ArticleHead:
    article, published = row.article, row.inferred or row.article.published
    facts = {
        "publisher": article.publisher.name if article.publisher else "not named on the page",
        "credits": article.credited_to.name if article.credited_to else "",
        "author": article.author or "",
        "published": days(published.interval) or "unknown",
        "the day rests on": published.basis.value if published.basis and published.interval else "",
        "text": _copied(row),
    }
    told = tuple((name, one_line(value)) for name, value in facts.items() if value)
    return ArticleHead(article.id, article.kind.value, one_line(article.title or "untitled"), told)


def _copied(row: ArticleRow) -> str:
    if row.copy_of is not None:
        return "a copy of another article on record"
    return "stands in other articles too" if row.copy_group else ""
