"""`onrecord model`, and what `code --explain` says of lists and model."""

from __future__ import annotations

import json
from typing import Any

TEXT = "Gunmen ambushed a patrol near Tessaro on Monday, killing six soldiers, the governor said. Rain fell."


def test_the_model_with_its_card(run: Any) -> None:
    told = run("model", "--model", "shipped").stdout
    assert "digest   model-" in told
    assert "learned  " in told
    assert "What it gets wrong" in told
    assert "What it gets wrong" not in run("model", "--model", "shipped", "--no-card").stdout


def test_the_lists_have_a_digest_and_no_card(run: Any) -> None:
    assert run("model", "--model", "lists").stdout.splitlines()[0] == "reads    word lists"


def test_a_folder_without_a_model_is_wrong_usage(run: Any) -> None:
    answer = run("code", "--model", "no/such/folder", text=TEXT)
    assert answer.exit_code == 2
    assert "no model in no/such/folder" in answer.stderr


def test_the_explanation_tells_each_sentence_who_found_what_and_what_came_of_it(run: Any) -> None:
    told = run("code", "--explain", "--model", "shipped", text=TEXT).stdout
    ambush, rain = told.split("\n| ")[1:]
    assert "(lists: " in ambush
    assert "the model     ASSAULT" in ambush
    assert "claim, confidence 0." in ambush
    assert "claim, confidence" not in rain


def test_a_happening_that_is_no_claim_says_why(run: Any) -> None:
    told = run("code", "--explain", "--model", "lists", text="Talks continued.").stdout
    assert "no claims" in told
    assert "no claim      " in told


def test_the_explanation_as_json_has_probabilities(run: Any) -> None:
    lines = run("code", "--explain", "--model", "shipped", "--format", "jsonl", text=TEXT).stdout.splitlines()
    (reading,) = json.loads(lines[0])["explain"]
    assert any(trigger["rivals"].get("ASSAULT", 0) > 0.5 for trigger in reading["triggers"])
