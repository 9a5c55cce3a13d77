"""Claims to events: which claims are of one happening, what they say of it side by side, and where they exclude."""

from onrecord.events.merge import EventSet, digest, merge
from onrecord.events.shelf import MemoryShelf, Shelf
from onrecord.events.updating import update

__all__ = ["EventSet", "MemoryShelf", "Shelf", "digest", "merge", "update"]
