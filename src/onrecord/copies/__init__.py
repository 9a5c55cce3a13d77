"""Articles to groups of one text: who copied, which passages, and the original where that can be told; versions."""

from __future__ import annotations

from onrecord.copies.changes import changes, compare, lost
from onrecord.copies.grouping import VERSION, group, grouped, update
from onrecord.copies.losses import losses
from onrecord.copies.shelf import MemoryShelf

__all__ = ["VERSION", "MemoryShelf", "changes", "compare", "group", "grouped", "losses", "lost", "update"]
