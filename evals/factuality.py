"""factuality: how far the text holds a predicate to be fact, from -3 to 3."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

from evals.measures import Row, Scores, pearson, rounded, rows_of
from evals.program import coded, joined, program
from onrecord.model.claims import Factuality
from onrecord.model.readings import Reading
from onrecord.model.spans import Span
from onrecord.readings.neural import NeuralReader

# Where our seven words lie on the corpus' scale.
ON_SCALE = {
    Factuality.HAPPENED: 3.0,
    Factuality.ONGOING: 3.0,
    Factuality.PLANNED: 1.0,
    Factuality.THREATENED: 0.5,
    Factuality.POSSIBLE: 0.5,
    Factuality.UNKNOWN: 0.0,
    Factuality.DENIED: -3.0,
}
# For predicates that are none of the sixteen types the lists read nothing: they are answered as told.
UNREAD = 3.0


def run(data: Path, limit: int | None = None) -> tuple[Scores, list[Row]]:
    """mae and pearson over the set UW, mae_SET and pearson_SET for each set, read: the share that was a trigger."""
    errors: dict[str, list[tuple[float, float]]] = defaultdict(list)
    predictions, read = [], 0
    for row in rows_of(data, limit):
        answers = predict(row)
        read += sum(a is not None for a in answers)
        filled = [UNREAD if a is None else a for a in answers]
        errors[row["set"]] += [(mine, gold) for mine, (_, _, gold) in zip(filled, row["targets"], strict=True)]
        predictions.append({"set": row["set"], "values": filled})
    scores: Scores = {}
    for name, pairs in sorted(errors.items()):
        mae = sum(abs(a - b) for a, b in pairs) / len(pairs)
        r = pearson([a for a, _ in pairs], [b for _, b in pairs])
        scores |= {f"mae_{name}": mae, f"pearson_{name}": r}
    total = sum(map(len, errors.values()))
    main = {"mae": scores.get("mae_UW"), "pearson": scores.get("pearson_UW")}
    return rounded({**main, **scores, "read": read / max(1, total), "targets": total}), predictions


def predict(row: Row) -> list[float | None]:
    """A value for each target: the model's, where one reads; else the lists', None where they made nothing of it."""
    text, spans = joined(row["tokens"])
    targets = [Span(spans[a].start, spans[b - 1].end) for a, b, _ in row["targets"]]
    reader = program().reader
    if isinstance(reader, NeuralReader):
        return list(reader.factuality(text, targets))
    readings = coded(text).readings
    return [value_of(target, readings) for target in targets]


def value_of(target: Span, readings: tuple[Reading, ...]) -> float | None:
    """Where the reading of a trigger at the target lies on the scale."""
    for reading in readings:
        for trigger in reading.triggers:
            if trigger.span.overlaps(target):
                return ON_SCALE[trigger.factuality]
    return None
