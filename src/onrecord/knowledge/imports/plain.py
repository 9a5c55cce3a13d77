"""Plain CSV of actors: a row each, with its names, posts and ties in cells of several parts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from onrecord.knowledge.imports.drafts import Draft, Fault, Item, RowError, Tenure, checked, country_code, day_of
from onrecord.knowledge.imports.lines import csv_rows
from onrecord.knowledge.schema import SECTORS, TIES
from onrecord.model.actors import ActorKind

COLUMNS = ("id", "name", "kind", "country", "sector", "code", "wikidata", "aliases", "posts", "ties", "note", "family")
NEEDED = ("name", "kind")


def read(path: Path) -> Iterator[Item]:
    """The actors of a CSV file. `|` parts the entries of a cell, `;` the parts of an entry.

    aliases: `name;language;from;until`, posts: `title;organisation;from;until`, ties: `kind;organisation;from;until`;
    what is empty at the end may be left out. Raises UsageError for a header without name and kind.
    """
    for row in csv_rows(path, NEEDED, COLUMNS):
        if isinstance(row, Fault):
            yield row
            continue
        try:
            yield from list(_read(*row))
        except RowError as fault:
            yield Fault(row[0], str(fault))


def _read(row: int, cells: dict[str, str]) -> Iterator[Item]:
    if "name" not in cells:
        raise RowError("no name")
    sector = cells.get("sector", "").upper() or None
    if sector is not None and sector not in SECTORS:
        raise RowError(f"unknown sector {sector}; one of {', '.join(sorted(SECTORS))}")
    key = cells.get("id") or f"{cells['name']}/{cells.get('kind', '')}/{cells.get('country', '')}"
    posts, ties = _entries(cells, "posts", 4), _entries(cells, "ties", 4)
    yield Draft(
        row=row, key=key, name=cells["name"], kind=_kind(cells.get("kind")), country=_country(cells.get("country")),
        sector=sector, code=cells.get("code"), wikidata=cells.get("wikidata"), note=cells.get("note"),
        family=cells.get("family"), is_public=bool(sector or posts),
        aliases=[_alias(entry) for entry in _entries(cells, "aliases", 4)],
    )  # fmt: skip
    for title, of, start, end in posts:
        if not title or not of:
            raise RowError(f"a post needs a title and an organisation: {title or of!r}")
        yield Tenure(row, key, "post", of, title, *_ends(start, end))
    for kind, of, start, end in ties:
        if kind not in TIES or not of:
            raise RowError(f"a tie is one of {', '.join(TIES)} and an organisation: {kind!r}")
        yield Tenure(row, key, kind, of, None, *_ends(start, end))


def _kind(text: str | None) -> ActorKind:
    kind = (text or "").lower().replace(" ", "_")
    if kind not in set(ActorKind):
        raise RowError(f"unknown kind {text!r}; one of {', '.join(ActorKind)}")
    return ActorKind(kind)


def _country(text: str | None) -> str | None:
    code = country_code(text)
    if text and code is None:
        raise RowError(f"unknown country {text!r}; write ISO 3166-1")
    return code


def _entries(cells: dict[str, str], column: str, parts: int) -> list[list[str]]:
    """The entries of a cell, each filled up to so many parts."""
    entries = [
        [part.strip() for part in entry.split(";")] for entry in cells.get(column, "").split("|") if entry.strip()
    ]
    if any(len(entry) > parts for entry in entries):
        raise RowError(f"{column}: an entry has at most {parts} parts between semicolons")
    return [entry + [""] * (parts - len(entry)) for entry in entries]


def _ends(start: str, end: str) -> tuple[str | None, str | None]:
    return checked(day_of(start), day_of(end))


def _alias(entry: list[str]) -> list[Any]:
    name, language, start, end = entry
    return [name, language or "en", *_ends(start, end), False]
