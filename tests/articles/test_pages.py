"""The pages in tests/pages, isolated, against their expected reading; and what must hold of any page."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from evals.articles import run
from onrecord.articles import isolate
from onrecord.captures import from_bytes

PAGES = Path(__file__).parent.parent / "pages"
ROWS = [json.loads(line) for line in (PAGES / "articles.jsonl").read_text(encoding="utf-8").splitlines()]


def test_scores_of_the_written_pages() -> None:
    scores, _ = run(PAGES / "articles.jsonl")
    assert min(scores.values()) >= 0.99, {k: v for k, v in scores.items() if v < 0.99}


@pytest.mark.parametrize("row", ROWS, ids=[r["file"] for r in ROWS])
def test_every_character_is_in_an_article_or_set_aside(row: dict[str, Any], pages: Any) -> None:
    capture = from_bytes((PAGES / row["file"]).read_bytes(), path=row["file"], url=row.get("url"))
    isolation = isolate(capture)
    held = pages.everything(isolation, capture)
    held = [i for i in held if not capture.text[i].isspace()]
    assert len(held) == len(set(held))
    assert set(held) == {i for i, ch in enumerate(capture.text) if not ch.isspace()}
    titles = [a.title for a in isolation.articles if a.kind == "article"]
    assert titles == [a["title"] for a in row["articles"] if a["kind"] == "article"]
