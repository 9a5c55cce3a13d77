"""What the tables of the listings show of each JSON line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from onrecord.cli.printing import Column, Line

CLIP = 90


def _days(line: Line | None) -> str:
    from onrecord.export.words import days
    from onrecord.model.dates import DateInterval

    if not line:
        return ""
    start, end = (date.fromisoformat(day) if day else None for day in (line["start"], line["end"]))
    return days(DateInterval(start, end)) or line.get("text") or ""


def _labels(refs: Sequence[Line]) -> str:
    """The names, those of known actors before the page's own words."""
    known_first = sorted(refs, key=lambda ref: ref["actor_id"] is None)
    return ", ".join(dict.fromkeys(ref["name"] or ref["text"] for ref in known_first))


def _place(line: Line) -> str:
    place = line["place"]
    return (place["name"] or place["text"]) if place else ""


def _kind(line: Line) -> str:
    mode = ", ".join(line["mode"])
    return f"{line['event_type']} {mode}".strip()


def _tolls(line: Line) -> str:
    from onrecord.export.words import number_words

    found = []
    for quantity in line["quantities"]:
        number = number_words(quantity["low"], quantity["best"], quantity["high"])
        found.append(" ".join(word for word in (quantity["kind"], number, quantity["unit"]) if word))
    return "; ".join(found)


def _event_tolls(line: Line) -> str:
    """The numbers of an event over all its accounts: "killed 11 to 30, in dispute"."""
    from onrecord.export.words import group_words, number_words, toll_words

    disputed = {c["field"]: [account["value"] for account in c["accounts"]] for c in line["contradictions"]}
    rows: dict[str, list[tuple[str, str | None]]] = {}
    for quantity in line["quantities"]:
        bounds = number_words(quantity["low"], quantity["best"], quantity["high"])
        number = " ".join(word for word in (bounds, quantity["unit"]) if word)
        rows.setdefault(quantity["kind"], []).append((number, quantity["who"]))
    found = []
    for kind, groups in rows.items():
        told = [(account["value"], account["low"], account["high"]) for account in line["accounts"].get(kind, ())]
        found.append(toll_words(kind, group_words(groups), told, disputed.get(kind, []), groups=len(groups)))
    return "; ".join(found)


def _clip(text: str | None, width: int = CLIP) -> str:
    from onrecord.export.words import clipped

    return clipped(text or "", width)


def _voice(line: Line) -> str:
    return (line["chain"][-1]["name"] or line["chain"][-1]["text"]) if line["chain"] else ""


def _quote(line: Line) -> str:
    return _clip(" … ".join(piece["text"] for piece in line["evidence"]))


def _publisher(line: Line) -> str:
    publisher = line["publisher"]["name"] if line["publisher"] else ""
    return f"{publisher} (credits {line['credited_to']['name']})" if line["credited_to"] else publisher


def _set_aside(line: Line) -> str:
    return str(sum(piece["end"] - piece["start"] for piece in line["set_aside"]))


def _disputes(line: Line) -> str:
    from onrecord.export.words import field_words

    return ", ".join(field_words(contradiction["field"]) for contradiction in line["contradictions"])


def _degrees(line: Line) -> str:
    return f"{line['lat']:.2f}, {line['lon']:.2f}" if line["lat"] is not None and line["lon"] is not None else ""


def _held(line: Line) -> str:
    return " ".join(word for word in (line["post"] or "", _days(line["held"])) if word)


def _relation_kind(line: Line) -> str:
    """The kind, with what the words make of it where that is not simply that it holds: "leads (ended)"."""
    kind: str = line["kind"].replace("_", " ")
    return kind if line["status"] == "holds" else f"{kind} ({line['status']})"


def _object(line: Line) -> str:
    """Whom or what the relation is to; nothing where a post is all that is said."""
    named = _labels([line["object"]])
    return "" if named in (_labels([line["subject"]]), line["post"]) else named


def _title(line: Line) -> str:
    return _clip(line["title"])


def _text(key: str, **more: Any) -> Column:
    return Column(key.replace("_", " "), lambda line: "" if line[key] is None else str(line[key]), **more)


def _id(header: str, key: str) -> Column:
    return Column(header, lambda line: str(line[key]), is_id=True)


def _actors(line: Line) -> str:
    return _labels(line["actors"])


def _recipients(line: Line) -> str:
    return _labels(line["recipients"])


_WHEN = Column("when", lambda line: _days(line["occurred"]))
_TYPE = Column("type", _kind)
_WHO = Column("actors", _actors, least=14)
_WHOM = Column("to whom", _recipients, least=12)

COLUMNS: Mapping[str, Sequence[Column]] = {
    "captures": (
        _id("capture", "capture_id"),
        Column("source", lambda line: line["url"] or line["path"] or "", least=24),
        _text("media_type", rank=1),
        _text("articles"),
        Column("set aside", _set_aside),
    ),
    "articles": (
        _id("article", "article_id"),
        Column("published", lambda line: _days(line["published"])),
        Column("publisher", _publisher, least=14),
        Column("title", _title, least=20),
        Column("kind", lambda line: "copy" if line["copy_of"] else line["kind"], rank=1),
    ),
    "claims": (
        _id("claim", "claim_id"),
        _WHEN,
        _TYPE,
        _WHO,
        _WHOM,
        Column("where", _place, rank=2),
        Column("numbers", _tolls, rank=3),
        Column("status", lambda line: line["factuality"], rank=4),
        Column("voice", _voice, rank=1, least=12),
        Column("words", _quote, rank=5, least=30),
    ),
    "events": (
        _id("event", "event_id"),
        _WHEN,
        _TYPE,
        _WHO,
        _WHOM,
        Column("where", _place, rank=2),
        Column("numbers", _event_tolls, rank=3),
        Column("voices", lambda line: str(line["independent_voices"]), rank=4),
        Column("disputed", _disputes, rank=1),
    ),
    "relations": (
        _id("relation", "relation_id"),
        Column("subject", lambda line: _labels([line["subject"]]), least=14),
        Column("kind", _relation_kind),
        Column("object", _object, least=14),
        Column("post, held", _held, rank=1, least=12),
        Column("voice", _voice, rank=2, least=12),
        Column("words", _quote, rank=3, least=30),
    ),
    "actors": (
        Column("actor", lambda line: line["actor_id"]),
        _text("name", least=14),
        Column("kind", lambda line: line["kind"].replace("_", " ")),
        _text("country", rank=1),
        _text("sector", rank=2),
        _text("claims"),
    ),
    "places": (
        Column("place", lambda line: line["place_id"]),
        _text("name", least=14),
        _text("country"),
        _text("admin1", rank=1),
        Column("degrees", _degrees, rank=2),
        _text("claims"),
    ),
    "issues": (
        Column("item", lambda line: line["item"], least=20),
        _text("stage", rank=2),
        _text("code", rank=1),
        _text("message", least=24),
        Column("", lambda line: "refused" if line["refused"] else "noted"),
    ),
}
