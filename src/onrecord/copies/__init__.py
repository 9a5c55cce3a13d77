"""Articles to groups of one text: who copied, which passages, and the original where that can be told; versions."""

from __future__ import annotations

from onrecord.copies.changes import changes, compare, lost
from onrecord.copies.grouping import Index, group
from onrecord.copies.losses import losses

__all__ = ["Index", "changes", "compare", "group", "losses", "lost"]
