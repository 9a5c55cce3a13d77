"""Which reader a file of actors needs: by its name, else by its first line."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from onrecord.errors import UsageError
from onrecord.knowledge.imports import ftm, petrarch, plain, wikidata
from onrecord.knowledge.imports.drafts import Fault, Item
from onrecord.knowledge.imports.lines import numbered

FORMATS: Mapping[str, str] = {
    "ftm": "FollowTheMoney entities, JSON lines",
    "statements": "FollowTheMoney statements, CSV",
    "wikidata": "Wikidata items, JSON lines",
    "petrarch": "an actor dictionary of PETRARCH or TABARI",
    "csv": f"CSV with the columns {', '.join(plain.COLUMNS)}",
}


def format_of(path: Path) -> str:
    """The format of a file. Raises UsageError where the file cannot be opened or is none that is known."""
    first = ""
    for line in numbered(path):
        first = "" if isinstance(line, Fault) else line[1].strip()
        if first.strip("[]"):
            break
    if first.startswith("{") or path.suffix in (".jsonl", ".ndjson", ".json"):
        return "ftm" if ftm.is_entity(first) else "wikidata"
    if ftm.is_statements(first):
        return "statements"
    if path.suffix in (".csv", ".tsv") or ("," in first and "name" in first.lower().split(",")):
        return "csv"
    if path.suffix in (".txt", ".actors", ".dat") or first[:1] in "#;<":
        return "petrarch"
    raise UsageError(f"{path} is none of {', '.join(FORMATS)}; say which with --from")


def reader(form: str, state_of: Callable[[str], str | None]) -> Callable[[Path], Iterator[Item]]:
    """The reader of a format. Raises UsageError for a format that there is not."""
    if form == "wikidata":
        return lambda path: wikidata.read(path, state_of)
    readers = {
        "ftm": ftm.read_entities, "statements": ftm.read_statements, "petrarch": petrarch.read, "csv": plain.read,
    }  # fmt: skip
    if form not in readers:
        raise UsageError(f"there is no format {form!r}; there are {', '.join(FORMATS)}")
    return readers[form]
