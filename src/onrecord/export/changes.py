"""The versions of a page in words: when each was seen, and what changed in it against the one before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from onrecord.export.words import clipped, counted, one_line
from onrecord.model.versions import ArticleChange, Edit, EditKind, VersionStep

_CLIP = 300


def told(steps: Sequence[VersionStep]) -> Iterator[str]:
    """The lines to show: the page's address, then each version with its changes."""
    first = steps[0].page
    yield f"{first.url or first.path or first.capture_id}: {counted(len(steps), 'version')}"
    for number, step in enumerate(steps, 1):
        page = step.page
        seen = f"{page.seen_at:%Y-%m-%d %H:%M}"
        yield ""
        yield f"{number}  seen {seen}, {counted(len(page.articles), 'article')}  [{page.capture_id}]"
        for change in step.changes:
            yield from (f"   {line}" for line in _change(change, step))
        if step.before is not None and not step.changes:
            yield "   no article changed; what did is set aside"


def _change(change: ArticleChange, step: VersionStep) -> Iterator[str]:
    titles = {a.id: a.title for a in (*(step.before.articles if step.before else ()), *step.page.articles)}
    old, new = (one_line(titles.get(one) or "untitled") if one else "" for one in (change.old, change.new))
    if change.new is None:
        yield f"article gone: {old}"
    elif change.old is None:
        yield f"new article: {new}"
    else:
        yield f"retitled: {old} → {new}" if change.retitled else f"changed: {new}"
    for edit in change.edits:
        yield f"  {_edit(edit)}"


def _edit(edit: Edit) -> str:
    old, new = clipped(edit.old_text, _CLIP), clipped(edit.new_text, _CLIP)
    if edit.kind is EditKind.ADDED:
        return f"come   “{new}”"
    if edit.kind is EditKind.REMOVED:
        return f"gone   “{old}”"
    if edit.kind is EditKind.MOVED:
        return f"moved  “{old}”"
    return f"now    “{new}”, was “{old}”"
