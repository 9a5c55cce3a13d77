"""Actors as files that other programs read, and that `onrecord actors import` reads back."""

from __future__ import annotations

import csv
import hashlib
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from onrecord.errors import UsageError
from onrecord.export import ftm
from onrecord.export.files import whole_file
from onrecord.export.lines import Line
from onrecord.model.actors import Actor, ActorKind, Alias
from onrecord.model.ids import ActorId

CSV_COLUMNS = (
    "id",
    "name",
    "kind",
    "country",
    "sector",
    "code",
    "wikidata",
    "aliases",
    "posts",
    "ties",
    "note",
    "family",
)
STATEMENT_COLUMNS = (
    *("canonical_id", "entity_id", "prop", "prop_type", "schema", "value", "dataset", "origin", "lang"),
    *("original_value", "external", "first_seen", "last_seen", "id"),
)
DATASET = "onrecord"
_PROP_TYPES = {
    **dict.fromkeys(("name", "alias", "weakAlias", "previousName"), "name"),
    **dict.fromkeys(("holder", "post", "organization", "member", "subject", "object"), "entity"),
    **dict.fromkeys(("successor", "predecessor"), "entity"),
    **dict.fromkeys(("startDate", "endDate"), "date"),
    "country": "country", "wikidataId": "identifier", "notes": "text", "topics": "topic",
}  # fmt: skip


def _entities(actors: Iterable[Actor]) -> Iterator[Line]:
    known: dict[ActorId, Actor] = {actor.id: actor for actor in actors}
    for actor in known.values():
        yield from ftm.actor_entities(actor, known)


def _write_entities(actors: Iterable[Actor], path: Path) -> int:
    return ftm.write_entities(_entities(actors), path)


def _write_statements(actors: Iterable[Actor], path: Path) -> int:
    rows = (row for line in _once(_entities(actors)) for row in statements(line))
    return _write_csv(STATEMENT_COLUMNS, rows, path)


def _once(lines: Iterable[Line]) -> Iterator[Line]:
    seen: set[str] = set()
    for line in lines:
        if line["id"] not in seen:
            seen.add(line["id"])
            yield line


def statements(line: Line) -> Iterator[dict[str, Any]]:
    """The statements of an entity: one that it is there, then one for each value of a property.

    Ids as FollowTheMoney makes them: SHA-1 of data set, entity, property and value.
    """
    values = [(name, value) for name, listed in line["properties"].items() for value in listed]
    whole = _sha1("".join(sorted(f"{n}{v}" for n, v in values)))
    for name, value in (("id", whole), *values):
        key = f"{DATASET}.{line['id']}.{name}.{value}"
        yield {
            "canonical_id": line["id"], "entity_id": line["id"], "prop": name, "schema": line["schema"], "value": value,
            "prop_type": "id" if name == "id" else _PROP_TYPES.get(name, "string"), "dataset": DATASET,
            "external": "f", "id": _sha1(key),
        }  # fmt: skip


def _sha1(text: str) -> str:
    return hashlib.sha1(text.encode(), usedforsecurity=False).hexdigest()


def _write_csv(columns: tuple[str, ...], rows: Iterable[Mapping[str, Any]], path: Path) -> int:
    count = 0
    with whole_file(path) as draft, draft.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, restval="", lineterminator="\n")
        writer.writeheader()
        for row in rows:
            writer.writerow(row)
            count += 1
    return count


def _write_plain(actors: Iterable[Actor], path: Path) -> int:
    return _write_csv(CSV_COLUMNS, map(plain_row, actors), path)


def plain_row(actor: Actor) -> dict[str, str]:
    """The actor as one row of the plain CSV: `|` between entries of a cell, `;` between the parts of an entry."""
    names: list[Alias] = [alias for alias in actor.aliases if alias.name != actor.name and not alias.ambiguous]
    ties = [(tie.kind, tie.actor, *ftm.days_of(tie.held)) for tie in actor.memberships]
    return {
        "id": actor.id, "name": actor.name, "kind": actor.kind.value, "country": actor.country or "",
        "sector": actor.sector or "", "code": actor.code or "", "wikidata": actor.wikidata or "",
        "aliases": _cell((a.name, a.language, *ftm.days_of(a.held)) for a in names),
        "posts": _cell((p.title, p.organisation, *ftm.days_of(p.held)) for p in actor.posts if p.organisation),
        "ties": _cell(ties), "note": actor.note or "",
    }  # fmt: skip


def _cell(entries: Iterable[Iterable[str | None]]) -> str:
    parts = ([(part or "").replace(";", ",").replace("|", "/") for part in entry] for entry in entries)
    return " | ".join(";".join(entry).rstrip(";") for entry in parts)


def _write_petrarch(actors: Iterable[Actor], path: Path) -> int:
    count = 0
    with whole_file(path) as draft, draft.open("w", encoding="utf-8", newline="\n") as file:
        file.write("# Actors of OnRecord. Only those with a code; ambiguous names are left out.\n")
        for actor in actors:
            if actor.code:
                file.write("\n".join(petrarch_lines(actor)) + "\n")
                count += 1
    return count


def petrarch_lines(actor: Actor) -> Iterator[str]:
    """The entry of an actor: its name, its other names, and its code, for a person by the dates of its posts."""
    root = _capitals(actor.name)
    others = dict.fromkeys(_capitals(alias.name) for alias in actor.aliases if not alias.ambiguous)
    terms = [post.held for post in actor.posts if actor.kind is ActorKind.PERSON and post.held.start]
    yield f"{root}  [{actor.code}]" if not terms else root
    yield from (f"+{other}" for other in others if other.strip("_") and other != root)
    for held in terms:
        start, end = f"{held.start:%Y%m%d}", f"{held.end:%Y%m%d}" if held.end else ""
        yield f"\t[{actor.code} {start}-{end}]" if end else f"\t[{actor.code} >{start}]"
    if terms and actor.country:
        yield f"\t[{actor.country}ELI]"


def _capitals(name: str) -> str:
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if c.isascii() and c not in "[]{};#+\"'")
    return "_".join(plain.upper().split()) + "_"


FORMATS: Mapping[str, Callable[[Iterable[Actor], Path], int]] = {
    "ftm": _write_entities,
    "statements": _write_statements,
    "csv": _write_plain,
    "petrarch": _write_petrarch,
}
_SUFFIXES = {".jsonl": "ftm", ".json": "ftm", ".ftm": "ftm", ".csv": "csv", ".txt": "petrarch", ".actors": "petrarch"}


def write(actors: Iterable[Actor], path: Path, form: str | None = None) -> int:
    """The number of entities, statements, rows or entries written; the file appears whole or not at all.

    Without `form` the suffix tells. Raises UsageError for one that tells none, and for a format that there is not.
    """
    form = form or _SUFFIXES.get(path.suffix.lower(), "")
    if form not in FORMATS:
        raise UsageError(f"which format is {path}? say --to with one of {', '.join(FORMATS)}")
    return FORMATS[form](actors, path)
