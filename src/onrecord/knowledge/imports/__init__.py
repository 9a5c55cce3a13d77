"""Actors and places of other people's files, brought into a file of the user's own that every reading then knows."""

from onrecord.knowledge.imports.actors import Difference, Summary, compare, import_actors
from onrecord.knowledge.imports.drafts import Fault
from onrecord.knowledge.imports.formats import FORMATS, format_of
from onrecord.knowledge.imports.places import import_places

__all__ = [
    "FORMATS",
    "Difference",
    "Fault",
    "Summary",
    "compare",
    "format_of",
    "import_actors",
    "import_places",
]
