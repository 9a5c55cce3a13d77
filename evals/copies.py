"""copies: pairs of articles made by the edits that editors make, half of them copies, half independent reports.

FILE is `tests/copies/stories.yaml`, the stories that `benchmarks.copies` makes pairs from, the same for a seed.
"""

from __future__ import annotations

from pathlib import Path

from benchmarks.copies import pairs, score
from evals.measures import Row, Scores


def run(data: Path, limit: int | None = None) -> tuple[Scores, list[Row]]:
    """precision, recall and f1 of being told copies, over 600 pairs."""
    told = score(list(pairs(limit or 600, seed=1)))
    scores = {key: float(str(told[key])) for key in ("precision", "recall", "f1", "pairs")}
    return scores, []
