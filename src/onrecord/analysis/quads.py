"""What views show of the codebook that may not know it: quad categories, modes, contexts."""

from __future__ import annotations

from onrecord.codebook import CONTEXTS, MODES, quad

__all__ = ["CONTEXTS", "MODES", "quad"]
