"""What the tables of the listings show of each JSON line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from onrecord.cli.printing import Column, Line

WIDE = 90


def _days(line: Line | None) -> str:
    from onrecord.export.words import days
    from onrecord.model.dates import DateInterval

    if not line:
        return ""
    start, end = (date.fromisoformat(day) if day else None for day in (line["start"], line["end"]))
    return days(DateInterval(start, end)) or line.get("text") or ""


def _labels(refs: Sequence[Line]) -> str:
    return ", ".join(dict.fromkeys(ref["name"] or ref["text"] for ref in refs))


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


def _clip(text: str | None, width: int = WIDE) -> str:
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


def _text(key: str) -> Column:
    return key.replace("_", " "), lambda line: "" if line[key] is None else str(line[key])


COLUMNS: Mapping[str, Sequence[Column]] = {
    "captures": (
        ("capture", lambda line: line["capture_id"]),
        ("source", lambda line: line["url"] or line["path"] or ""),
        ("type", lambda line: line["media_type"]),
        _text("articles"),
        ("set aside", _set_aside),
    ),
    "articles": (
        ("article", lambda line: line["article_id"]),
        ("published", lambda line: _days(line["published"])),
        ("publisher", _publisher),
        ("title", lambda line: _clip(line["title"])),
        ("kind", lambda line: "copy" if line["copy_of"] else line["kind"]),
    ),
    "claims": (
        ("claim", lambda line: line["claim_id"]),
        ("when", lambda line: _days(line["occurred"])),
        ("type", _kind),
        ("actors", lambda line: _labels(line["actors"])),
        ("recipients", lambda line: _labels(line["recipients"])),
        ("where", _place),
        ("numbers", _tolls),
        _text("factuality"),
        ("voice", _voice),
        ("words", _quote),
    ),
    "events": (
        ("event", lambda line: line["event_id"]),
        ("when", lambda line: _days(line["occurred"])),
        ("type", _kind),
        ("actors", lambda line: _labels(line["actors"])),
        ("recipients", lambda line: _labels(line["recipients"])),
        ("where", _place),
        ("numbers", _tolls),
        ("voices", lambda line: str(line["independent_voices"])),
        ("disagree on", _disputes),
    ),
    "relations": (
        ("relation", lambda line: line["relation_id"]),
        ("subject", lambda line: _labels([line["subject"]])),
        ("kind", lambda line: line["kind"].replace("_", " ")),
        ("object", lambda line: _labels([line["object"]])),
        ("post, held", _held),
        ("voice", _voice),
        ("words", _quote),
    ),
    "actors": (
        ("actor", lambda line: line["actor_id"]),
        _text("name"),
        ("kind", lambda line: line["kind"].replace("_", " ")),
        _text("country"),
        _text("sector"),
        _text("claims"),
    ),
    "places": (
        ("place", lambda line: line["place_id"]),
        _text("name"),
        _text("country"),
        _text("admin1"),
        ("degrees", _degrees),
        _text("claims"),
    ),
    "issues": (
        ("item", lambda line: line["item"]),
        _text("stage"),
        _text("code"),
        _text("message"),
        ("refused", lambda line: "refused" if line["refused"] else "noted"),
    ),
}
