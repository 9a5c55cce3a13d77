"""Places: which place of the gazetteer each mention names."""

from onrecord.places.namings import Gazetteer
from onrecord.places.resolution import resolve

__all__ = ["Gazetteer", "resolve"]
