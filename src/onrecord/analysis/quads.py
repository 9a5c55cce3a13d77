"""The quad category of an event type, for views that may not know the codebook itself."""

from __future__ import annotations

from onrecord.codebook import quad

__all__ = ["quad"]
