"""The fields of a claim as a form shows them and as it gives them back.

What a form shows is made from the values of a claim (`changes.values_of`): plain names and strings, one row for each
actor, number or voice. What it gives back is read against the values that it showed: a field that nobody touched keeps
its value, whatever the strings leave out. A row says its characters by offsets in the article (`start`, `end`), which
selecting words fills in, or by the words themselves; `was` holds the offsets that it showed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from onrecord.analysis.quads import MODES
from onrecord.errors import UsageError
from onrecord.export.words import clipped, days, number_words, one_line
from onrecord.model import typed
from onrecord.model.claims import EventType, VoiceKind
from onrecord.model.dates import DateInterval
from onrecord.model.mentions import QuantityKind
from onrecord.model.spans import Span
from onrecord.web.naming import Names, shown
from onrecord.web.posted import Posted

PLAIN = ("event_type", "factuality", "stance")
ROWS = ("actors", "recipients", "place", "occurred", "quantities", "chain")
TITLES = {
    "event_type": "type",
    "mode": "mode",
    "contexts": "contexts",
    "factuality": "factuality",
    "stance": "stance",
    "background": "background",
    "actors": "who did it",
    "recipients": "to whom",
    "place": "where",
    "occurred": "when",
    "quantities": "numbers",
    "chain": "on whose word",
}
"""The fields in the order of the form, with what they are called there."""

Pairs = Iterator[tuple[str, str]]
Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Reading:
    """What rows are read against: the article's text, where in it the claim stands, and who bears which name."""

    text: str
    near: int
    names: Names

    def label(self, kind: str, key: str | None) -> str:
        """The name of whom or what an id means, as a field shows it; "" for none."""
        return shown(self.names.label(kind, key), key) if key else ""


# From values to what a form shows


def filled(values: Values, reading: Reading) -> Posted:
    """The fields of a form that shows these values."""
    return Posted(tuple(_filled(values, reading)))


def _filled(values: Values, reading: Reading) -> Pairs:
    for name in PLAIN:
        yield name, values.get(name) or ""
    yield "background", "yes" if values.get("background") else ""
    yield from (("mode", f"{values.get('event_type')}:{mode}") for mode in values.get("mode") or ())
    yield from (("contexts", context) for context in values.get("contexts") or ())
    for group in ROWS:
        for number, one in enumerate(_rows_of(values, group)):
            for field, value in _row(group, one, reading).items():
                yield f"{group}.{number}.{field}", value


def _rows_of(values: Values, group: str) -> Sequence[Mapping[str, Any]]:
    found = values.get(group)
    if found is None:
        return ()
    return (found,) if isinstance(found, Mapping) else tuple(found)


def _row(group: str, one: Mapping[str, Any], reading: Reading) -> dict[str, str]:
    if group == "occurred":
        start, end = one.get("span") or (None, None)
        return {**_stretch(start, end, reading.text), **_days_of(one)}
    row = _stretch(one.get("start"), one.get("end"), reading.text)
    if group == "quantities":
        numbers = {name: _number_of(one.get(name)) for name in ("low", "best", "high")}
        return {**row, "kind": one["kind"], "of": one.get("who") or "", "unit": one.get("unit") or "", **numbers}
    if group == "chain":
        words = row["words"] or one_line(one.get("text") or "")
        start, end = one.get("cue") or (None, None)
        said = _stretch(start, end, reading.text)
        who = reading.label("actor", one.get("actor_id"))
        return {**row, "words": words, "kind": one["kind"], "who": who, "cue": said["words"], "cue-was": said["was"]}
    kind, key = ("place", "place_id") if group == "place" else ("actor", "actor_id")
    return {**row, "who": reading.label(kind, one.get(key))}


def _stretch(start: int | None, end: int | None, text: str) -> dict[str, str]:
    if start is None or end is None:
        return {"words": "", "start": "", "end": "", "was": ""}
    words = one_line(text[start:end])
    return {"words": words, "start": str(start), "end": str(end), "was": f"{start}-{end}"}


def _days_of(one: Mapping[str, Any]) -> dict[str, str]:
    end = one.get("end")
    last = (date.fromisoformat(end) - timedelta(days=1)).isoformat() if end else ""
    return {"first": one.get("start") or "", "last": last, "precision": one.get("precision") or ""}


def _number_of(value: float | None) -> str:
    return "" if value is None else f"{value:g}" if not float(value).is_integer() else str(int(value))


# From what a form gives back to values


def touched(given: Posted, was: Values, reading: Reading) -> tuple[str, ...]:
    """The fields in which a form that showed `was` says something else now, in the order of the form."""
    before = filled(was, reading)
    found = {name for name in PLAIN if given.one(name) != before.one(name)}
    if (given.one("background") == "yes") != bool(was.get("background")):
        found.add("background")
    if sorted(_modes(given)) != sorted(was.get("mode") or ()):
        found.add("mode")
    if sorted(given.all("contexts")) != sorted(was.get("contexts") or ()):
        found.add("contexts")
    found.update(group for group in ROWS if _kept(given.rows(group)) != [dict(row) for row in before.rows(group)])
    return tuple(name for name in TITLES if name in found)


def changed(given: Posted, was: Values, reading: Reading) -> dict[str, Any]:
    """The fields that were changed on a form that showed `was`, with their new values.

    Raises UsageError, with words for people, where something typed makes no sense, and Unclear for a name that does.
    """
    before = filled(was, reading)
    return {name: _value(name, given, before, was, reading) for name in touched(given, was, reading)}


def _value(name: str, given: Posted, before: Posted, was: Values, reading: Reading) -> Any:
    if name in ROWS:
        return _read(name, given, before, was, reading)
    if name == "background":
        return given.one("background") == "yes"
    if name == "mode":
        return _modes(given)
    return list(given.all("contexts")) if name == "contexts" else given.one(name)


def _modes(given: Posted) -> list[str]:
    """The modes that are ticked among those of the type that is chosen."""
    pairs = (one.partition(":") for one in given.all("mode"))
    return [mode for kind, _, mode in pairs if kind == given.one("event_type")]


def _kept(rows: Sequence[Mapping[str, str]]) -> list[dict[str, str]]:
    """The rows without those that stand empty for a new one and those that were taken out."""
    return [dict(row) for row in rows if "gone" not in row and _is_filled(row)]


def _is_filled(row: Mapping[str, str]) -> bool:
    return any(row.get(name) for name in ("words", "start", "end", "who", "first", "best", "low", "high"))


def _read(group: str, given: Posted, before: Posted, was: Values, reading: Reading) -> Any:
    values = list(_rows_of(was, group))
    shown_before = [dict(row) for row in before.rows(group)]
    found = []
    for row in _kept(given.rows(group)):
        if row in shown_before:
            found.append(values[shown_before.index(row)])
        else:
            found.append(_READERS[group](row, reading))
    if group in ("place", "occurred"):
        if len(found) > 1:
            raise UsageError(f"{TITLES[group]}: a claim has one, not {len(found)}")
        return found[0] if found else None
    return found


def span_of(row: Mapping[str, str], reading: Reading, field: str = "words") -> Span:
    """The characters that a row means: its offsets where they were changed, else its words wherever they stand.

    Of several places where the words stand the nearest to the claim is meant. Raises UsageError where there is none.
    """
    at = f"{row.get('start', '')}-{row.get('end', '')}"
    if field == "words" and at not in ("-", row.get("was") or "-"):
        return _offsets(row, reading.text)
    words, was = row.get(field, ""), row.get("was" if field == "words" else f"{field}-was", "")
    if was:
        start, _, end = was.partition("-")
        held = Span(int(start), int(end))
        if _squeezed(held.of(reading.text)) == _squeezed(words):
            return held
    return find(reading.text, words, reading.near)


def _offsets(row: Mapping[str, str], text: str) -> Span:
    try:
        span = Span(int(row.get("start", "")), int(row.get("end", "")))
    except ValueError as error:
        raise UsageError("characters are given by two numbers, the first and the one after the last") from error
    if not len(span) or span.end > len(text):
        raise UsageError(f"the article has no characters {span.start} to {span.end}; it has {len(text):,}")
    return span


def find(text: str, words: str, near: int) -> Span:
    """Where words stand in a text, white space aside; of several places the nearest. Raises UsageError for none."""
    pattern = r"\s+".join(map(re.escape, words.split()))
    spans = [Span(found.start(), found.end()) for found in re.finditer(pattern, text)] if pattern else []
    if not spans:
        raise UsageError(f"“{clipped(words, 60)}” does not stand in the article: copy the words as they are there")
    return min(spans, key=lambda span: (abs(span.start - near), span.start))


_END = re.compile(r"[.!?…][\"”’»)\]]*\s+|\n\s*")


def sentence_about(text: str, span: Span) -> Span:
    """The sentence that holds a span, as far as stops and ends of lines tell: what a new claim rests on at first."""
    start = max((found.end() for found in _END.finditer(text, 0, span.start)), default=0)
    after = _END.search(text, span.end)
    return Span(start, after.end() if after else len(text)).stripped(text)


def _squeezed(words: str) -> str:
    return "".join(one_line(words).split())


def _who(row: Mapping[str, str], reading: Reading) -> dict[str, Any]:
    span = span_of(row, reading)
    return {"start": span.start, "end": span.end, "actor_id": reading.names.of("actor", row.get("who", ""))}


def _where(row: Mapping[str, str], reading: Reading) -> dict[str, Any]:
    span = span_of(row, reading)
    return {"start": span.start, "end": span.end, "place_id": reading.names.of("place", row.get("who", ""))}


def _when(row: Mapping[str, str], reading: Reading) -> dict[str, Any]:
    first, last = row.get("first", ""), row.get("last", "")
    try:
        start = typed.first_day(first) if first else None
        end = typed.last_day(last or first) if last or first else None
    except ValueError as error:
        raise UsageError(f"when: {error}") from error
    if start and end and end < start:
        raise UsageError(f"when: {end} is before {start}")
    span = span_of(row, reading) if row.get("words") or row.get("start") else None
    return {
        "start": start.isoformat() if start else None,
        "end": (end + timedelta(days=1)).isoformat() if end else None,
        "precision": row.get("precision") or _precision(first),
        **({"span": [span.start, span.end]} if span else {}),
    }


def _precision(first: str) -> str | None:
    return {0: None, 1: "year", 2: "month"}.get(len(first.split("-")) if first else 0, "day")


def _how_many(row: Mapping[str, str], reading: Reading) -> dict[str, Any]:
    span = span_of(row, reading)
    kind = row.get("kind", "")
    if kind not in set(QuantityKind):
        raise UsageError(f"numbers: say what “{clipped(span.of(reading.text), 40)}” counts")
    low, best, high = (_number(row.get(name, "")) for name in ("low", "best", "high"))
    if low is None and best is None and high is None:
        raise UsageError(f"numbers: say how many “{clipped(span.of(reading.text), 40)}” is, or at least, or at most")
    if best is not None:
        low, high = best if low is None else low, best if high is None else high
    return {
        "kind": kind,
        "who": row.get("of") or None,
        "low": low,
        "best": best,
        "high": high,
        "unit": row.get("unit", "").upper() or None,
        "start": span.start,
        "end": span.end,
    }


def _number(words: str) -> float | None:
    if not words:
        return None
    try:
        value = float(words.replace(",", "").replace("\u202f", "").replace(" ", ""))
    except ValueError as error:
        raise UsageError(f"numbers: {words!r} is no number") from error
    if not 0 <= value < 1e15:
        raise UsageError(f"numbers: {words!r} is no number that can be counted")
    return int(value) if value.is_integer() else value


def _whose(row: Mapping[str, str], reading: Reading) -> dict[str, Any]:
    if row.get("kind") not in set(VoiceKind):
        raise UsageError("on whose word: say whether it is a speaker, nobody named, or a wire")
    try:
        span: Span | None = span_of(row, reading)
    except UsageError:
        if row["kind"] != VoiceKind.WIRE or not row.get("words"):
            raise
        span = None  # a wire may be known to the reader of the page and not be named on it
    near = span.start if span else reading.near
    cue = span_of(row, Reading(reading.text, near, reading.names), "cue") if row.get("cue") else None
    return {
        "kind": row["kind"],
        "start": span.start if span else None,
        "end": span.end if span else None,
        "text": span.of(reading.text) if span else row["words"],
        "cue": [cue.start, cue.end] if cue else None,
        "actor_id": reading.names.of("actor", row.get("who", "")),
    }


_READERS: Mapping[str, Callable[[Mapping[str, str], Reading], dict[str, Any]]] = {
    "actors": _who,
    "recipients": _who,
    "place": _where,
    "occurred": _when,
    "quantities": _how_many,
    "chain": _whose,
}


# Values in words


def told(field: str, value: Any, reading: Reading) -> str:
    """A value of a field as people read it; "none" for none."""
    if field == "background":
        return "yes" if value else "no"
    if field in ROWS:
        rows = (value,) if isinstance(value, Mapping) else value or ()
        return "; ".join(_told(field, row, reading) for row in rows) or "none"
    if isinstance(value, (list, tuple)):
        return ", ".join(value) or "none"
    return str(value) if value else "none"


def _told(field: str, one: Mapping[str, Any], reading: Reading) -> str:
    if field == "occurred":
        start, end = (date.fromisoformat(one[n]) if one.get(n) else None for n in ("start", "end"))
        return days(DateInterval(start, end)) or clipped(_words(one.get("span") or (0, 0), reading), 40) or "open"
    words = clipped(_words((one.get("start"), one.get("end")), reading) or one.get("text") or "", 40)
    if field == "quantities":
        bounds = number_words(one.get("low"), one.get("best"), one.get("high"))
        return " ".join(word for word in (one["kind"], bounds, one.get("unit"), one.get("who")) if word)
    key = one.get("place_id") or one.get("actor_id")
    return reading.names.label("place" if field == "place" else "actor", key) if key else words


def _words(ends: Sequence[int | None], reading: Reading) -> str:
    start, end = ends
    return one_line(reading.text[start:end]) if start is not None and end is not None else ""


def described(before: Values, after: Values, reading: Reading) -> str:
    """A change of a claim in one line: "type ASSAULT → COERCE; where Gao → Bourem"."""

    def short(name: str, values: Values) -> str:
        return clipped(told(name, values.get(name), reading), 60)

    return "; ".join(f"{TITLES[n]} {short(n, before)} → {short(n, after)}" for n in TITLES if n in after)


def modes_by_type() -> Iterable[tuple[str, tuple[str, ...]]]:
    """Each event type that takes modes, with them."""
    return ((kind.value, MODES[kind]) for kind in EventType if MODES[kind])
