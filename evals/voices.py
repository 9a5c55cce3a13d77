"""books: which set of authors to believe when sellers disagree and copy one another."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from pathlib import Path

from evals.measures import Row, Scores, rounded, rows_of
from onrecord.events.choice import Statement, most_voices

Names = frozenset[str]


def run(data: Path, gold: Path, limit: int | None = None) -> tuple[Scores, list[Row]]:
    """accuracy: the share of objects of the key whose chosen set of authors is the key's."""
    values = {row["object"]: authors(row["value"]) for row in rows_of(gold, limit)}
    told: dict[str, list[Statement]] = defaultdict(list)
    for row in rows_of(data):
        if row["object"] in values:
            told[row["object"]].append(Statement(voice=row["source"], value=_key(authors(row["value"]))))
    chosen = {thing: most_voices(statements) for thing, statements in told.items()}
    right = sum(chosen.get(thing) == _key(value) for thing, value in values.items())
    predictions = [{"object": thing, "value": chosen.get(thing), "key": _key(v)} for thing, v in values.items()]
    return rounded({"accuracy": right / max(1, len(values)), "objects": len(values)}), predictions


def _key(names: Names) -> str | None:
    return "; ".join(sorted(names)) or None


def authors(value: str) -> Names:
    """The surnames with first initials in a list of authors, whichever way it is written."""
    plain = unicodedata.normalize("NFKD", value).encode("ascii", "ignore").decode().casefold()
    if "not available" in plain:
        return frozenset()
    parts = [p.strip() for p in re.split(r";| and | & |/|\bwith\b", plain) if p.strip()]
    if len(parts) == 1 and plain.count(",") > 1:
        parts = [p.strip() for p in plain.split(",") if p.strip()]
    return frozenset(n for n in map(_surname, parts) if n)


def _surname(name: str) -> str:
    name = re.sub(r"\([^)]*\)|\b(?:jr|sr|ii|iii|dr|prof|ph\.?d|author|editor|ed)\b\.?", " ", name)
    last, comma, first = name.partition(",")
    words = re.findall(r"[a-z'-]+", first if comma else name)
    if comma:
        return " ".join([*re.findall(r"[a-z'-]+", last)[-1:], *(w[0] for w in words[:1])])
    return " ".join([*words[-1:], *(w[0] for w in words[:1] if len(words) > 1)])
