"""Sources to captures: files, folders, archives, tables, feeds and addresses, each page decoded and rendered."""

from onrecord.captures.options import Columns, LoadOptions
from onrecord.captures.page import from_bytes
from onrecord.captures.sources import Source, expand, load, open_unit
from onrecord.captures.units import Unit

__all__ = ["Columns", "LoadOptions", "Source", "Unit", "expand", "from_bytes", "load", "open_unit"]
