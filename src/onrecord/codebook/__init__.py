"""PLOVER and CAMEO as data: event types, quads, modes, contexts, intensities, and the table between the two."""

from __future__ import annotations

from onrecord.codebook.cameo import Coded, from_cameo, to_cameo
from onrecord.codebook.plover import CONTEXTS, MODES, QUADS, intensity, is_mode, quad

__all__ = ["CONTEXTS", "MODES", "QUADS", "Coded", "from_cameo", "intensity", "is_mode", "quad", "to_cameo"]
