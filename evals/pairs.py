"""plover_pairs: which event type binds a marked pair."""

from __future__ import annotations

import re
from pathlib import Path

from evals.measures import Row, Scores, macro_f1, rounded, rows_of
from evals.program import coded, program
from onrecord.codebook import plover
from onrecord.model.claims import EventType, Quad
from onrecord.model.resolved import ActorRef, ResolvedClaim
from onrecord.model.spans import Span
from onrecord.readings.neural import NeuralReader

_NUMBER = {
    Quad.VERBAL_COOPERATION: 1,
    Quad.MATERIAL_COOPERATION: 2,
    Quad.VERBAL_CONFLICT: 3,
    Quad.MATERIAL_CONFLICT: 4,
}
_MARKS = re.compile(r"</?[st]>")


def run(data: Path, limit: int | None = None) -> tuple[Scores, list[Row]]:
    """binary_f1, quad_f1 and type_f1, all macro; a pair for which nothing is found is wrong for every label."""
    rows = list(rows_of(data, limit))
    predictions = [predict(row) for row in rows]
    gold_quads = [row["penta"] for row in rows]
    quads = [p["penta"] for p in predictions]
    return rounded(
        {
            "binary_f1": macro_f1([_is_conflict(q) for q in quads], [_is_conflict(q) for q in gold_quads]),
            "quad_f1": macro_f1(quads, gold_quads),
            "type_f1": macro_f1([p["root"] for p in predictions], [row["root"] for row in rows]),
            "answered": sum(p["root"] is not None for p in predictions) / max(1, len(rows)),
            "rows": len(rows),
        }
    ), predictions


def _is_conflict(quad: int | None) -> bool | None:
    return None if quad is None else quad > 2


def predict(row: Row) -> Row:
    """The type that the reader's head for pairs gives; else that of the claim that fits best, None where none does."""
    text, source, target = unmarked(row["marked"])
    reader = program().reader
    if isinstance(reader, NeuralReader) and source is not None and target is not None:
        kind = reader.bound(text, source, target)
        if kind is not None:
            return {"id": row.get("id"), "root": corpus_root(kind), "penta": _NUMBER[plover.quad(kind)]}
    claims = coded(text).claims
    if not claims:
        return {"id": row.get("id"), "root": None, "penta": None}
    best = max(claims, key=lambda c: (_fit(c, source, target), c.claim.confidence, -c.claim.trigger.start))
    return {
        "id": row.get("id"),
        "root": corpus_root(best.claim.event_type),
        "penta": _NUMBER[plover.quad(best.claim.event_type)],
    }


def corpus_root(event_type: EventType) -> str:
    """The corpus' own name of a type: it puts CONCEDE and RETREAT together."""
    return "YIELD" if event_type in (EventType.CONCEDE, EventType.RETREAT) else event_type.value


def unmarked(marked: str) -> tuple[str, Span | None, Span | None]:
    """The sentence without its marks, and where source and target stand in it; None for one that is not told."""
    at, plain = 0, list[str]()
    starts, spans = dict[str, int](), dict[str, Span]()
    last = 0
    for mark in _MARKS.finditer(marked):
        plain.append(marked[last : mark.start()])
        at += mark.start() - last
        last = mark.end()
        name = mark.group()[-2]
        if mark.group()[1] == "/":
            spans[name] = Span(starts[name], at)
        else:
            starts[name] = at
    plain.append(marked[last:])
    return "".join(plain), spans.get("s"), spans.get("t")


def _fit(claim: ResolvedClaim, source: Span | None, target: Span | None) -> float:
    points = 2.0 * _touches(claim.actors, source) + 2.0 * _touches(claim.recipients, target)
    points += 1.0 * _touches(claim.actors, target) + 1.0 * _touches(claim.recipients, source)
    if source is None or target is None:
        return points
    return points + 0.5 * claim.claim.trigger.within(source.joined(target))


def _touches(refs: tuple[ActorRef, ...], span: Span | None) -> bool:
    return span is not None and any(ref.span.overlaps(span) for ref in refs)
