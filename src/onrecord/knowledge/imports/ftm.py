"""FollowTheMoney: entities as JSON lines, and statements as CSV. https://followthemoney.tech"""

from __future__ import annotations

import json
import sqlite3
import tempfile
from collections.abc import Iterator, Mapping
from itertools import groupby
from pathlib import Path
from typing import Any

from onrecord.knowledge.imports.drafts import (
    Draft,
    Fault,
    Item,
    Office,
    RowError,
    Tenure,
    checked,
    country_code,
    day_of,
)
from onrecord.knowledge.imports.lines import csv_rows, json_lines
from onrecord.model.actors import ActorKind

STATEMENT_COLUMNS = (
    *("canonical_id", "entity_id", "prop", "prop_type", "schema", "value", "dataset", "origin", "lang"),
    *("original_value", "external", "first_seen", "last_seen", "id"),
)
_KINDS = {
    "Person": ActorKind.PERSON,
    "Company": ActorKind.COMPANY,
    "PublicBody": ActorKind.GOVERNMENT_BODY,
    "Organization": ActorKind.ORGANISATION,
    "LegalEntity": ActorKind.ORGANISATION,
}
# Property with the subject, property with the object, and the tie, for schemata that join two entities.
_TIES = {
    "Occupancy": ("holder", "post", "post"),
    "Membership": ("member", "organization", "member_of"),
    "Employment": ("employee", "employer", "post"),
    "Directorship": ("director", "organization", "post"),
    "Succession": ("successor", "predecessor", "successor_of"),
}
# Topics by what they say of a body's kind or of anybody's sector; the first that fits counts.
_TOPIC_KINDS = {"pol.party": ActorKind.PARTY, "gov.igo": ActorKind.ORGANISATION, "crime.terror": ActorKind.ARMED_GROUP}
_TOPIC_SECTORS = {
    "crime.terror": "REB", "mil": "MIL", "gov.igo": "IGO", "gov.legislative": "LEG", "gov.judicial": "JUD",
    "gov.security": "COP", "gov": "GOV", "pol.party": "PTY", "role.judge": "JUD", "role.journo": "MED",
    "role.spy": "SPY", "role.act": "NGO", "role.pep": "GOV", "role.pol": "GOV", "role.diplo": "GOV", "rel": "REL",
    "crime": "CRM",
}  # fmt: skip


def read_entities(path: Path) -> Iterator[Item]:
    """The actors, offices and ties of FollowTheMoney entities; entities of other schemata are passed over."""
    for line in json_lines(path):
        yield from [line] if isinstance(line, Fault) else _items(*line)


def read_statements(path: Path) -> Iterator[Item]:
    """The same of statements, gathered by entity in a temporary file: they may come in any order."""
    with tempfile.TemporaryDirectory(prefix="onrecord-") as folder:
        gathered = sqlite3.connect(Path(folder) / "statements.db")
        gathered.execute("create table said (entity text, row integer, schema text, prop text, value text, lang text)")
        for row in csv_rows(path, ("entity_id", "prop", "schema", "value"), STATEMENT_COLUMNS):
            if isinstance(row, Fault):
                yield row
            elif not {"entity_id", "prop", "schema", "value"} <= set(row[1]):
                yield Fault(row[0], "a statement needs entity_id, prop, schema and value")
            elif row[1].get("external", "").lower() not in ("t", "true", "1"):
                cells = row[1]
                entity = cells.get("canonical_id") or cells["entity_id"]
                said = (entity, row[0], cells["schema"], cells["prop"], cells["value"], cells.get("lang"))
                gathered.execute("insert into said values (?,?,?,?,?,?)", said)
        gathered.execute("create index by_entity on said (entity, row)")
        for entity, rows in groupby(gathered.execute("select * from said order by entity, row"), key=lambda r: r[0]):
            yield from _items(*_entity(entity, list(rows)))
        gathered.close()


def _entity(identifier: str, rows: list[tuple[Any, ...]]) -> tuple[int, Mapping[str, Any]]:
    properties: dict[str, list[str]] = {}
    for _, _, _, prop, value, _ in rows:
        if prop != "id":
            properties.setdefault(prop, []).append(value)
    schemata = [schema for _, _, schema, *_ in rows]
    return rows[0][1], {"id": identifier, "schema": max(schemata, key=schemata.count), "properties": properties}


def _items(row: int, entity: Mapping[str, Any]) -> list[Item]:
    try:
        return list(_read(row, entity))
    except RowError as fault:
        return [Fault(row, str(fault))]


def _read(row: int, entity: Mapping[str, Any]) -> Iterator[Item]:
    schema, key, properties = entity.get("schema"), entity.get("id"), entity.get("properties")
    if not isinstance(schema, str) or not key or not isinstance(key, str) or not isinstance(properties, dict):
        raise RowError("a FollowTheMoney entity has id, schema and properties")
    said = {name: [v for v in _texts(values) if v] for name, values in properties.items()}
    if schema in _TIES:
        yield from _tenures(row, schema, said)
    elif schema == "Position":
        of = _first(said, "organization") or country_code(_first(said, "country"))
        yield Office(row, key, _name(said, "Position"), of)
    elif schema in _KINDS:
        yield _actor(row, key, schema, said)
        for parent in said.get("parent", ()):
            yield Tenure(row, key, "part_of", parent)
        of = next(iter(map(country_code, [*said.get("nationality", ()), *said.get("country", ())])), None)
        for title in said.get("position", ()) if of else ():
            yield Tenure(row, key, "post", str(of), title, "?", "?")


def _texts(values: Any) -> list[str]:
    """The values of a property; nested entities count by their id."""
    listed = values if isinstance(values, list) else [values]
    return [str(v.get("id", "")) if isinstance(v, dict) else str(v).strip() for v in listed if v is not None]


def _first(said: Mapping[str, list[str]], *names: str) -> str | None:
    return next((value for name in names for value in said.get(name, ())), None)


def _name(said: Mapping[str, list[str]], schema: str) -> str:
    name = _first(said, "name")
    if name is None:
        raise RowError(f"a {schema} without a name")
    return name


def _tenures(row: int, schema: str, said: Mapping[str, list[str]]) -> Iterator[Item]:
    subject, object_, kind = _TIES[schema]
    if not said.get(subject) or not said.get(object_):
        raise RowError(f"{schema} without {subject} or {object_}")
    start, end = _first(said, "startDate", "periodStart"), _first(said, "endDate", "periodEnd")
    ends = checked(day_of(start), day_of(end))
    if end is None and _first(said, "status") == "ended":
        ends = (ends[0], "?")
    title = None if kind != "post" or schema == "Occupancy" else _first(said, "role") or "member of staff"
    for holder in said[subject]:
        for of in said[object_]:
            yield Tenure(row, holder, kind, of, title, *ends)


def _actor(row: int, key: str, schema: str, said: Mapping[str, list[str]]) -> Draft:
    topics = said.get("topics", [])
    kinds = (kind for topic, kind in _TOPIC_KINDS.items() if topic in topics and schema != "Person")
    sectors = (s for topic, s in _TOPIC_SECTORS.items() if any(t == topic or t.startswith(f"{topic}.") for t in topics))
    kind = next(kinds, _KINDS[schema])
    names = [*said["name"][1:], *said.get("alias", ()), *said.get("abbreviation", ())] if said.get("name") else []
    weak = [[name, "en", None, None, True] for name in said.get("weakAlias", ())]
    former = [[name, "en", None, "?", False] for name in said.get("previousName", ())]
    sector = next(sectors, "GOV" if schema == "PublicBody" else None)
    return Draft(
        row=row, key=key, name=_name(said, schema), kind=kind, sector=sector,
        country=country_code(_first(said, "country", "nationality", "citizenship", "jurisdiction")),
        wikidata=_first(said, "wikidataId") or (key if key[:1] == "Q" and key[1:].isdigit() else None),
        note=_first(said, "notes", "description"), family=_first(said, "lastName"),
        is_public=bool(sector or said.get("position")),
        aliases=[*([name, "en", None, None, False] for name in dict.fromkeys(names)), *former, *weak],
    )  # fmt: skip


def is_statements(first_line: str) -> bool:
    """True where the first line is the header of a statement CSV."""
    return {"entity_id", "prop", "schema", "value"} <= {cell.strip() for cell in first_line.lower().split(",")}


def is_entity(line: str) -> bool:
    """True where a line of JSON is a FollowTheMoney entity."""
    try:
        value = json.loads(line.strip().rstrip(","))
    except ValueError:
        return False
    return isinstance(value, dict) and "schema" in value and "properties" in value
