"""Raw sentences to sets of (actor, recipient, type), as automatic coders are compared."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from evals.measures import Row, Scores, rounded, rows_of, set_f1
from evals.program import coded
from onrecord.codebook import cameo
from onrecord.model.resolved import ActorRef

Coded = tuple[str | None, str | None, str]


def run(data: Path, limit: int | None = None) -> tuple[Scores, list[Row]]:
    """precision, recall and f1 over a set of triples a sentence."""
    rows = list(rows_of(data, limit))
    mine = [predict(row) for row in rows]
    precision, recall, both = set_f1(zip(mine, [gold(row) for row in rows], strict=True))
    scores = {"precision": precision, "recall": recall, "f1": both, "rows": len(rows)}
    predictions = [
        {"id": row["id"], "events": [list(t) for t in sorted(m, key=str)]} for row, m in zip(rows, mine, strict=True)
    ]
    return rounded(scores), predictions


def gold(row: Row) -> set[Coded]:
    """The triples of a row's key; a record that codes no event gives none."""
    found = set()
    for event in row["events"]:
        event_type = None if event.get("no_event") else cameo.event_type(str(event["code"]))
        if event_type is not None:
            found.add((short(event.get("source")), short(event.get("target")), event_type.value))
    return found


def short(code: str | None) -> str | None:
    """The first three letters of an actor's code, None for "---" and for none."""
    cut = (code or "").strip("-")[:3].upper()
    return cut or None


def predict(row: Row) -> set[Coded]:
    """The triples that the program codes from the row's sentence."""
    day = str(row.get("date") or "")
    published = date(int(day[:4]), int(day[4:6]), int(day[6:8])) if len(day) == 8 else None
    found = set()
    for claim in coded(row["text"], published).claims:
        for actor in claim.actors or (None,):
            for recipient in claim.recipients or (None,):
                found.add((_code(actor), _code(recipient), claim.claim.event_type.value))
    return found


def _code(ref: ActorRef | None) -> str | None:
    return short(ref.code or ref.country) if ref else None
