"""Claims to events: which claims are of one happening, what they say of it side by side, and where they exclude."""

from onrecord.events.merge import EventSet, merge

__all__ = ["EventSet", "merge"]
