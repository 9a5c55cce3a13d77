"""Units of work: what one process needs to make one page, or one feed's pages, small enough to send to it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from onrecord.model.articles import Given


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """One thing to read: a container's member where `content` is set, else an address to fetch where it is `remote`,
    else a file.

    `path` is the name that people know, "outer.zip!inner.html" for a member, and what a refusal names; `file` where its
    bytes lie, if not under that name.
    """

    path: str | None
    file: str | None = None
    url: str | None = None
    remote: bool = False
    content: bytes | None = field(default=None, repr=False)
    media_type: str | None = None
    retrieved_at: datetime | None = None
    given: Given = field(default_factory=Given)

    @property
    def item(self) -> str:
        """What people call it."""
        return self.path or self.url or "-"
