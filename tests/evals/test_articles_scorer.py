from __future__ import annotations

import importlib
from typing import Any

import pytest

scorer = importlib.import_module("evals.articles")
TEXT = "Title here\n\nBody one two.\n\nBody three.\n\nTeaser text.\n"
BODY = [12, 38]


def gold(**more: Any) -> dict[str, Any]:
    row = {"kind": "article", "publisher": None, "credited_to": None, "body": BODY, "not_body": []}
    return {**row, "published_earliest": "2024-05-01", "published_latest": "2024-05-02", **more}


def own(**more: Any) -> dict[str, Any]:
    return {"kind": "article", "publisher": None, "credited_to": None, "published": None, "body": [BODY], **more}


def scores(left: list[dict[str, Any]], right: list[dict[str, Any]]) -> dict[str, float]:
    found: dict[str, float] = scorer.score([{"file": "f", "articles": left}], [{"articles": right}], [TEXT])
    return found


def test_a_perfect_answer() -> None:
    found = scores([gold()], [own()])
    assert {found[k] for k in ("char_precision", "char_recall", "char_f1", "article_f1")} == {1.0}


def test_too_much_costs_precision_and_too_little_recall() -> None:
    body = TEXT[BODY[0] : BODY[1]]
    letters = len("".join(body.split()))
    more = scores([gold()], [own(body=[[0, 38]])])
    assert more["char_precision"] == pytest.approx(letters / (letters + len("Titlehere")))
    assert more["char_recall"] == 1.0
    less = scores([gold()], [own(body=[[12, 25]])])
    assert less["char_recall"] == pytest.approx(len("Bodyonetwo.") / letters)


def test_holes_are_not_body() -> None:
    assert scores([gold(not_body=[[12, 25]])], [own(body=[[27, 38]])])["char_f1"] == 1.0


def test_teasers_count_as_articles_found_but_not_as_characters() -> None:
    teaser = gold(kind="teaser", body=[40, 52])
    found = scores([gold(), teaser], [own()])
    assert found["char_f1"] == 1.0
    assert found["article_f1"] == pytest.approx(2 / 3)
    assert scores([gold(), teaser], [own(), own(kind="article", body=[[40, 52]])])["char_precision"] < 1.0


def test_dates() -> None:
    key = gold()
    assert scorer.date_agrees(key, None)
    assert scorer.date_agrees(key, {"start": "2024-05-01", "end": "2024-05-03"})
    assert not scorer.date_agrees(key, {"start": "2024-05-01", "end": "2024-05-04"})
    assert not scorer.date_agrees(key, {"start": "2024-04-30", "end": "2024-05-01"})
    assert not scorer.date_agrees(gold(published_earliest=None), {"start": "2024-05-01", "end": "2024-05-02"})


def test_names() -> None:
    assert scorer.name_agrees(None, None)
    assert not scorer.name_agrees(None, {"name": "X"})
    assert not scorer.name_agrees("X", None)
    assert scorer.name_agrees("The Coast Herald (weekly)", {"name": "Coast Herald"})
    assert scorer.name_agrees("coastherald.com", {"name": "Coast Herald", "domain": "coastherald.com"})
    assert not scorer.name_agrees("Coast Herald", {"name": "Herald Tribune"})
