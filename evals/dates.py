"""dates: the day of publication of HTML pages.

FILE is a folder of gzipped HTML pages with `gold.jsonl` (`file`, `url`, `date`). An answer of several days counts as
none. `benchmarks/dates.py` takes the same pages apart by folds and by what costs what.
"""

from __future__ import annotations

import gzip
import json
import re
from datetime import date
from pathlib import Path

from evals.measures import Row, Scores, rounded
from onrecord.articles import isolate
from onrecord.captures import from_bytes
from onrecord.errors import RefusedError
from onrecord.model.articles import Article


def run(data: Path, limit: int | None = None) -> tuple[Scores, list[Row]]:
    """exact: the share of pages whose day is told; wrong: another day is; null: none is."""
    rows = [json.loads(line) for line in (data / "gold.jsonl").read_text(encoding="utf-8").splitlines()]
    dated = [row for row in rows if re.fullmatch(r"\d{4}-\d\d-\d\d", row["date"] or "")][:limit]
    predictions = [_predicted(data, row) for row in dated]
    right = sum(row["told"] == row["key"] for row in predictions)
    null = sum(row["told"] is None for row in predictions)
    count = max(1, len(dated))
    scores = {"exact": right / count, "wrong": (len(dated) - right - null) / count, "null": null / count}
    return rounded({**scores, "pages": len(dated)}), predictions


def _predicted(folder: Path, row: Row) -> Row:
    try:
        content = gzip.decompress((folder / row["file"]).read_bytes())
        articles = isolate(from_bytes(content, path="page.html", url=row.get("url"), media_type="text/html")).articles
    except RefusedError:
        articles = ()
    day = _day(articles[0]) if articles else None
    return {"url": row.get("url"), "key": row["date"], "told": day.isoformat() if day else None}


def _day(article: Article) -> date | None:
    """The one day told of an article, None for none or several."""
    interval = article.published.interval
    return interval.start if interval and interval.days == 1 else None
