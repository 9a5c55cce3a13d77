"""Wikidata entities as JSON lines: an item a line, or the array of a dump with an item a line."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from onrecord.knowledge.imports.drafts import Draft, Fault, Item, Office, RowError, Tenure, checked
from onrecord.knowledge.imports.lines import json_lines
from onrecord.model.actors import ActorKind

_HUMAN, _POSITION = "Q5", "Q4164871"
# What an item is an instance of (P31), to its kind; many more classes are told by the properties below.
_KINDS = {
    **dict.fromkeys(("Q3624078", "Q6256", "Q7275", "Q10711424"), ActorKind.STATE),
    **dict.fromkeys(("Q7278", "Q1393724"), ActorKind.PARTY),
    **dict.fromkeys(("Q17149090", "Q1550101", "Q176799", "Q1788992"), ActorKind.ARMED_GROUP),
    **dict.fromkeys(("Q4830453", "Q6881511", "Q783794", "Q891723"), ActorKind.COMPANY),
    **dict.fromkeys(("Q11032", "Q192283", "Q1110794", "Q1616075"), ActorKind.MEDIA),
    **dict.fromkeys(("Q327333", "Q192350", "Q2659904", "Q35535", "Q47913"), ActorKind.GOVERNMENT_BODY),
    **dict.fromkeys(("Q43229", "Q484652", "Q163740", "Q79913", "Q245065", "Q1335818"), ActorKind.ORGANISATION),
}
_SECTORS = {
    ActorKind.STATE: "GOV", ActorKind.GOVERNMENT_BODY: "GOV", ActorKind.ARMED_GROUP: "REB", ActorKind.MEDIA: "MED",
    ActorKind.COMPANY: "BUS", ActorKind.PARTY: "PTY",
}  # fmt: skip
# Property, the tie it tells, for everybody but persons; a person's party and bodies are memberships too.
_TIES = {"P463": "member_of", "P102": "member_of", "P749": "part_of", "P361": "part_of", "P1365": "successor_of"}
_MARKS = {9: 4, 10: 7, 11: 10}  # Wikidata's precision of a time to the characters of its date


def read(path: Path, state_of: Callable[[str], str | None]) -> Iterator[Item]:
    """The actors and offices of Wikidata items. `state_of` gives the country code for the item of a known state."""
    for line in json_lines(path):
        if isinstance(line, Fault):
            yield line
            continue
        try:
            yield from list(_read(*line, state_of))
        except (RowError, KeyError, TypeError, AttributeError, ValueError) as fault:
            reason = str(fault) if isinstance(fault, RowError) else f"not laid out as Wikidata's items are: {fault!r}"
            yield Fault(line[0], reason)


def _read(row: int, item: Mapping[str, Any], state_of: Callable[[str], str | None]) -> Iterator[Item]:
    key, claims = item["id"], item.get("claims") or {}
    labels = [*(item.get("labels") or {}).values()]
    name = _english(item.get("labels") or {}) or (labels[0]["value"] if labels else None)
    if name is None:
        raise RowError(f"{key} has no label")
    kinds = [value for value, _ in _values(claims, "P31")]
    if _POSITION in kinds or "P1308" in claims or ("P279" in claims and "P31" not in claims):
        of = [value for value, _ in (*_values(claims, "P1001"), *_values(claims, "P17"), *_values(claims, "P361"))]
        yield Office(row, key, name, next((state_of(q) or q for q in of), None))
        return
    kind = ActorKind.PERSON if _HUMAN in kinds else next((_KINDS[k] for k in kinds if k in _KINDS), None)
    if kind is None:
        raise RowError(f"{key} ({name}) is no actor that is known by its class: {', '.join(kinds) or 'none given'}")
    yield _actor(row, key, name, kind, item, state_of)
    yield from _posts(row, key, claims)
    for property_, tie in _TIES.items():
        for value, statement in _values(claims, property_):
            yield Tenure(row, key, tie, value, None, *_term(statement))


def _actor(
    row: int, key: str, name: str, kind: ActorKind, item: Mapping[str, Any], state_of: Callable[[str], str | None]
) -> Draft:
    claims = item.get("claims") or {}
    countries = [state_of(value) for value, _ in (*_values(claims, "P27"), *_values(claims, "P17"))]
    code = next((value for value, _ in _values(claims, "P298")), None)
    public = "P39" in claims or "P102" in claims or "P241" in claims
    family = None if kind is not ActorKind.PERSON or _english(item.get("labels") or {}) is None else "last"
    return Draft(
        row=row, key=key, name=name, kind=kind, country=code or next((c for c in countries if c), None),
        sector=_SECTORS.get(kind, "GOV" if "P39" in claims else None), wikidata=key, is_public=public, family=family,
        aliases=[[text, tongue, None, None, False] for tongue, text in _aliases(item) if text != name],
    )  # fmt: skip


def _english(texts: Mapping[str, Any]) -> str | None:
    found = texts.get("en") or texts.get("mul") or texts.get("en-gb")
    return str(found["value"]) if found else None


def _aliases(item: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for tongue, label in (item.get("labels") or {}).items():
        yield tongue, str(label["value"])
    for tongue, listed in (item.get("aliases") or {}).items():
        for alias in listed:
            yield tongue, str(alias["value"])


def _values(claims: Mapping[str, Any], property_: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The values of a property that are not deprecated, each with its statement: an item's id, or a string."""
    for statement in claims.get(property_, ()):
        value = statement["mainsnak"].get("datavalue", {}).get("value")
        if value is not None and statement.get("rank") != "deprecated":
            yield str(value["id"] if isinstance(value, dict) else value), statement


def _posts(row: int, key: str, claims: Mapping[str, Any]) -> Iterator[Item]:
    for office, statement in _values(claims, "P39"):
        yield Tenure(row, key, "post", office, None, *_term(statement))


def _term(statement: Mapping[str, Any]) -> tuple[str | None, str | None]:
    return checked(_time(statement, "P580"), _time(statement, "P582"))


def _time(statement: Mapping[str, Any], property_: str) -> str | None:
    """The date of a qualifier: as fine as it is known, "?" for one that is said to be unknown."""
    for snak in (statement.get("qualifiers") or {}).get(property_, ()):
        value = snak.get("datavalue", {}).get("value")
        if value is None:
            return "?"
        if value["time"][0] == "-":
            raise RowError("a date before our era")
        return str(value["time"][1:])[: _MARKS[value["precision"]]] if value["precision"] in _MARKS else "?"
    return None
