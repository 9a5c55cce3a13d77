"""What the program did and could not do: runs, issues, reviews."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from onrecord.model.ids import ArticleId, CaptureId, IssueId, ReviewId, RunId
from onrecord.model.spans import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One state of the program that readings were made with: version, model, knowledge, settings."""

    id: RunId
    program: str
    model: str
    knowledge: str
    settings: str
    started_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """Something refused or set aside with a reason. `item` is the path, URL or member name that people know.

    `refused` is True where an item was not read at all; False for a remark inside one that was.
    """

    id: IssueId
    item: str
    stage: str
    code: str
    message: str
    refused: bool = True
    capture_id: CaptureId | None = None
    article_id: ArticleId | None = None
    span: Span | None = None
    run_id: RunId | None = None
    raised_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """A person's change to one field of one object: before and after as JSON texts. Withdrawn, never deleted."""

    id: ReviewId
    object_id: str
    field: str
    before: str | None
    after: str | None
    note: str | None
    decided_by: str
    decided_at: datetime
    withdrawn_at: datetime | None = None
