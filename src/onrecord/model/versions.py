"""What changed between two versions of a page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from onrecord.model.articles import Article
from onrecord.model.ids import ArticleId, CaptureId, ClaimId
from onrecord.model.spans import Span


class EditKind(StrEnum):
    """How a stretch of the older article differs from the newer."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    MOVED = "moved"  # the same words stand elsewhere


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """One stretch that differs: `old` counts in the older article's text, `new` in the newer's.

    An added stretch has an empty `old` where it was put in, a removed one an empty `new` where it stood.
    """

    kind: EditKind
    old: Span
    new: Span
    old_text: str
    new_text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleChange:
    """What became of one article of a page. `old` is None for one that was added, `new` for one that is gone."""

    old: ArticleId | None
    new: ArticleId | None
    retitled: bool
    edits: tuple[Edit, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PageVersion:
    """One capture of an address, as its newest reading has it: when it was seen, its whole text, its articles.

    `seen_at` is when the bytes were fetched, else when they came into the record.
    """

    capture_id: CaptureId
    url: str | None
    path: str | None
    sha256: str
    seen_at: datetime
    text: str
    articles: tuple[Article, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionStep:
    """A version of a page and what changed in it against the one before; nothing for the first."""

    page: PageVersion
    before: PageVersion | None
    changes: tuple[ArticleChange, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Loss:
    """Words that a claim rests on and that a later version of its page no longer has.

    `capture_id` is the first version from which they are gone for good; spans count in the claim's own article.
    """

    claim_id: ClaimId
    capture_id: CaptureId
    spans: tuple[Span, ...]
