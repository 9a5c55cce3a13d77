"""What leaves a record: JSON lines, tables, maps, PLOVER records, the brief and the report."""

from onrecord.export.formats import FORMATS, write

__all__ = ["FORMATS", "write"]
