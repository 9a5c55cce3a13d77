"""What changed between two versions of a page."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from onrecord.model.ids import ArticleId
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
