"""Tidy tables of a record: one row a thing, one value a cell. What CSV and Parquet write.

Each table is made from the JSON lines of one listing, so that no two formats can tell different things.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal, cast

from onrecord.export.lines import Line

Kind = Literal["text", "integer", "real", "flag", "day", "instant", "list"]
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Table:
    """A table's name, its columns in order with what they hold, and its rows in one JSON line of its listing.

    Days and instants are ISO 8601 texts, lists are lists of texts.
    """

    name: str
    listing: str
    columns: Mapping[str, Kind]
    rows: Callable[[Line], Iterator[Row]]


def _columns(text: str) -> dict[str, Kind]:
    """Columns written as "name name:integer name:day"; a bare name holds text."""
    kinds: dict[str, Kind] = {}
    for word in text.split():
        name, _, kind = word.partition(":")
        kinds[name] = cast(Kind, kind or "text")
    return kinds


def _labels(refs: list[Line]) -> list[str]:
    return [ref["name"] or ref["text"] for ref in refs]


def _prefixed(prefix: str, line: Line | None, *keys: str) -> Row:
    return {f"{prefix}_{key}": line[key] if line else None for key in keys}


_PLACE = "place_text place_id place_name place_country place_admin1 lat:real lon:real place_precision:integer"


def _place(place: Line | None) -> Row:
    if place is None:
        place = dict.fromkeys(("text", "place_id", "name", "country", "admin1", "lat", "lon", "precision"))
    return {
        "place_text": place["text"],
        "place_id": place["place_id"],
        "place_name": place["name"],
        "place_country": place["country"],
        "place_admin1": place["admin1"],
        "lat": place["lat"],
        "lon": place["lon"],
        "place_precision": place["precision"],
    }


def _captures(line: Line) -> Iterator[Row]:
    keys = ("capture_id", "path", "url", "sha256", "retrieved_at", "media_type", "articles")
    yield {key: line[key] for key in keys}


def _set_aside(line: Line) -> Iterator[Row]:
    for piece in line["set_aside"]:
        yield {"capture_id": line["capture_id"], **piece}


def _articles(line: Line) -> Iterator[Row]:
    keys = ("article_id", "order", "kind", "title", "author", "language", "copy_group", "copy_of")
    yield {
        **{key: line[key] for key in keys},
        "capture_id": line["capture"]["capture_id"],
        "capture_path": line["capture"]["path"],
        "capture_url": line["capture"]["url"],
        "publisher": line["publisher"] and line["publisher"]["name"],
        "publisher_domain": line["publisher"] and line["publisher"]["domain"],
        "credited_to": line["credited_to"] and line["credited_to"]["name"],
        **_prefixed("published", line["published"], "start", "end", "basis"),
    }


def _claims(line: Line) -> Iterator[Row]:
    keys = ("claim_id", "article_id", "run_id", "event_id", "event_type", "mode", "contexts", "quad", "cameo")
    more = ("intensity", "factuality", "background", "stance", "confidence", "reviewed")
    yield {
        **{key: line[key] for key in (*keys, *more)},
        "actors": _labels(line["actors"]),
        "recipients": _labels(line["recipients"]),
        "voices": _labels(line["chain"]),
        **_place(line["place"]),
        **_prefixed("occurred", line["occurred"], "start", "end", "text", "basis", "precision"),
        **{f"trigger_{key}" if key != "text" else "trigger": line["trigger"][key] for key in ("text", "start", "end")},
        "capture_path": line["capture"]["path"],
        "capture_sha256": line["capture"]["sha256"],
    }


_PARTICIPANT = ("text", "start", "end", "actor_id", "name", "kind", "country", "sector", "code")


def _participants(owner: str) -> Callable[[Line], Iterator[Row]]:
    def rows(line: Line) -> Iterator[Row]:
        for role in ("actor", "recipient"):
            for order, ref in enumerate(line[f"{role}s"]):
                yield {owner: line[owner], "role": role, "order": order, **{key: ref[key] for key in _PARTICIPANT}}

    return rows


def _each(owner: str, key: str, order: str) -> Callable[[Line], Iterator[Row]]:
    """Rows from a list inside the line, with the owner's id and the place in the list."""

    def rows(line: Line) -> Iterator[Row]:
        for number, item in enumerate(line[key]):
            yield {owner: line[owner], order: number, **item}

    return rows


def _evidence(line: Line) -> Iterator[Row]:
    for order, piece in enumerate(line["evidence"]):
        where = {"capture_path": line["capture"]["path"], "capture_sha256": line["capture"]["sha256"]}
        yield {"claim_id": line["claim_id"], "order": order, **piece, **where}


def _relations(line: Line) -> Iterator[Row]:
    keys = ("relation_id", "article_id", "run_id", "kind", "status", "post", "confidence")
    yield {
        **{key: line[key] for key in keys},
        **_prefixed("subject", line["subject"], "text", "actor_id", "name"),
        **_prefixed("object", line["object"], "text", "actor_id", "name"),
        **_prefixed("held", line["held"], "start", "end"),
        "voices": _labels(line["chain"]),
        "evidence": " … ".join(piece["text"] for piece in line["evidence"]),
    }


def _ties(line: Line) -> Iterator[Row]:
    keys = ("tie_id", "kind", "status", "post", "articles", "publishers", "independent_voices")
    yield {
        **{key: line[key] for key in keys},
        **_prefixed("subject", line["subject"], "text", "actor_id", "name"),
        **_prefixed("object", line["object"], "text", "actor_id", "name"),
        "held_start": line["held"][0]["start"] if line["held"] else None,
        "held_end": line["held"][-1]["end"] if line["held"] else None,
        **_prefixed("base", line["base"], "verdict", "words"),
        "disputed": [dispute["reason"] for dispute in line["disputes"]],
        "relations": len(line["told"]),
    }


def _tie_accounts(line: Line) -> Iterator[Row]:
    for number, account in enumerate(line["accounts"]):
        yield {
            "tie_id": line["tie_id"],
            "account": number,
            "status": account["status"],
            **_prefixed("days", account["days"], "start", "end"),
            "basis": account["basis"],
            "independent_voices": account["independent_voices"],
            "voices": list(dict.fromkeys(voice["name"] for voice in account["voices"])),
            "relations": account["relations"],
        }


def _tie_evidence(line: Line) -> Iterator[Row]:
    for told in line["told"]:
        for order, piece in enumerate(told["evidence"]):
            named = {"tie_id": line["tie_id"], "relation_id": told["relation_id"], "article_id": told["article_id"]}
            where = {"capture_path": told["capture"]["path"], "capture_sha256": told["capture"]["sha256"]}
            yield {**named, "order": order, "status": told["status"], **piece, **where}


def _events(line: Line) -> Iterator[Row]:
    keys = ("event_id", "event_type", "mode", "contexts", "quad", "cameo", "intensity", "factuality", "background")
    more = ("articles", "publishers", "independent_voices", "agreement")
    yield {
        **{key: line[key] for key in (*keys, *more)},
        "actors": _labels(line["actors"]),
        "recipients": _labels(line["recipients"]),
        **_place(line["place"]),
        **_prefixed("occurred", line["occurred"], "start", "end", "precision"),
        "claims": len(line["claims"]),
        "contradicted": [contradiction["field"] for contradiction in line["contradictions"]],
    }


def _event_claims(line: Line) -> Iterator[Row]:
    for claim in line["claims"]:
        yield {"event_id": line["event_id"], "claim_id": claim}


def _numbered(line: Line) -> Iterator[tuple[Row, Line]]:
    """Every account of an event with the cells that name it: the event, the field, its place in the list."""
    for field, accounts in line["accounts"].items():
        for number, account in enumerate(accounts):
            yield {"event_id": line["event_id"], "field": field, "account": number}, account


def _accounts(line: Line) -> Iterator[Row]:
    disputed = {contradiction["field"] for contradiction in line["contradictions"]}
    for name, account in _numbered(line):
        values = {key: account[key] for key in ("value", "low", "high", "note", "agrees_with")}
        counts = {key: account[key] for key in ("independent_voices", "voices_together")}
        told = {"claims": len(account["claims"]), "denials": len(account["denied_by"])}
        yield {**name, **values, **counts, **told, "contradicted": name["field"] in disputed}


def _account_claims(line: Line) -> Iterator[Row]:
    for name, account in _numbered(line):
        for claim in account["claims"]:
            yield {**name, "claim_id": claim}


def _account_voices(line: Line) -> Iterator[Row]:
    for name, account in _numbered(line):
        for key in ("voices", "denied_by"):
            for voice in account[key]:
                yield {**name, **voice, "denies": key == "denied_by"}


def _issues(line: Line) -> Iterator[Row]:
    yield {key: value for key, value in line.items() if key not in ("schema_version", "run_id")}


def _actors(line: Line) -> Iterator[Row]:
    keys = ("actor_id", "name", "kind", "country", "sector", "code", "local")
    yield {
        **{key: line[key] for key in keys},
        "aliases": [a["name"] for a in line["aliases"]],
        "claims": line["claims"],
    }


def _places(line: Line) -> Iterator[Row]:
    yield {key: value for key, value in line.items() if key not in ("schema_version", "parents")}


_SPAN = "start:integer end:integer"
_CAPTURE_SPAN = "capture_start:integer capture_end:integer"
_ACTOR = f"text {_SPAN} actor_id name kind country sector code"
_CODED = "event_type mode:list contexts:list quad cameo intensity:real factuality background:flag"
_ACCOUNT = "event_id field account:integer"

TABLES: tuple[Table, ...] = tuple(
    Table(name, listing, _columns(columns), rows)
    for name, listing, columns, rows in (
        (
            "captures",
            "captures",
            "capture_id path url sha256 retrieved_at:instant media_type articles:integer",
            _captures,
        ),
        ("set_aside", "captures", f"capture_id {_SPAN} kind", _set_aside),
        (
            "articles",
            "articles",
            "article_id capture_id capture_path capture_url order:integer kind title publisher publisher_domain "
            "credited_to author language published_start:day published_end:day published_basis copy_group copy_of",
            _articles,
        ),
        (
            "claims",
            "claims",
            f"claim_id article_id run_id event_id {_CODED} stance actors:list recipients:list voices:list {_PLACE} "
            "occurred_start:day occurred_end:day occurred_text occurred_basis occurred_precision trigger "
            "trigger_start:integer trigger_end:integer confidence:real reviewed:flag capture_path capture_sha256",
            _claims,
        ),
        ("participants", "claims", f"claim_id role order:integer {_ACTOR}", _participants("claim_id")),
        (
            "voices",
            "claims",
            f"claim_id depth:integer kind name actor_id text cue {_SPAN}",
            _each("claim_id", "chain", "depth"),
        ),
        (
            "quantities",
            "claims",
            f"claim_id order:integer kind who low:real best:real high:real unit text {_SPAN} basis",
            _each("claim_id", "quantities", "order"),
        ),
        (
            "evidence",
            "claims",
            f"claim_id order:integer text {_SPAN} {_CAPTURE_SPAN} capture_path capture_sha256",
            _evidence,
        ),
        (
            "relations",
            "relations",
            "relation_id article_id run_id kind status subject_text subject_actor_id subject_name object_text "
            "object_actor_id object_name post held_start:day held_end:day voices:list evidence confidence:real",
            _relations,
        ),
        (
            "events",
            "events",
            f"event_id {_CODED} actors:list recipients:list {_PLACE} occurred_start:day occurred_end:day "
            "occurred_precision claims:integer articles:integer publishers:integer independent_voices:integer "
            "agreement contradicted:list",
            _events,
        ),
        ("event_participants", "events", f"event_id role order:integer {_ACTOR}", _participants("event_id")),
        (
            "event_quantities",
            "events",
            "event_id order:integer kind who low:real best:real high:real unit",
            _each("event_id", "quantities", "order"),
        ),
        ("event_claims", "events", "event_id claim_id", _event_claims),
        (
            "accounts",
            "events",
            f"{_ACCOUNT} value low:real high:real claims:integer independent_voices:integer contradicted:flag "
            "note agrees_with voices_together:integer denials:integer",
            _accounts,
        ),
        ("account_claims", "events", f"{_ACCOUNT} claim_id", _account_claims),
        ("account_voices", "events", f"{_ACCOUNT} name kind publisher is_party:flag denies:flag", _account_voices),
        (
            "actors",
            "actors",
            "actor_id name kind country sector code local:flag aliases:list claims:integer",
            _actors,
        ),
        (
            "places",
            "places",
            "place_id name aliases:list country admin1 lat:real lon:real feature population:integer precision:integer "
            "geonames:integer claims:integer",
            _places,
        ),
        (
            "ties",
            "ties",
            "tie_id kind status subject_text subject_actor_id subject_name object_text object_actor_id object_name "
            "post held_start:day held_end:day base_verdict base_words disputed:list relations:integer articles:integer "
            "publishers:integer independent_voices:integer",
            _ties,
        ),
        (
            "tie_accounts",
            "ties",
            "tie_id account:integer status days_start:day days_end:day basis independent_voices:integer voices:list "
            "relations:list",
            _tie_accounts,
        ),
        (
            "tie_evidence",
            "ties",
            f"tie_id relation_id article_id order:integer status text {_SPAN} {_CAPTURE_SPAN} capture_path "
            "capture_sha256",
            _tie_evidence,
        ),
        (
            "issues",
            "issues",
            f"issue_id item stage code message refused:flag capture_id article_id {_SPAN} raised_at:instant",
            _issues,
        ),
    )
)
"""Every table, in the order in which they are written."""


def table(name: str) -> Table:
    """The table of that name; the main one of a listing bears the listing's name. Raises KeyError for another."""
    return {table.name: table for table in TABLES}[name]
