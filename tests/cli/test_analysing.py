"""Commands that add events up, over the record made by hand."""

from __future__ import annotations

import json
from typing import Any
from xml.etree import ElementTree

import pytest


@pytest.mark.parametrize("command", ["timeline", "contradictions", "compare police 'Ridge Front'", "new"])
@pytest.mark.parametrize("form", ["table", "jsonl"])
def test_every_analysis_prints(run: Any, record: Any, command: str, form: str) -> None:
    words = [word.strip("'") for word in command.replace("'Ridge Front'", "Ridge_Front").split()]
    arguments = [word.replace("_", " ") for word in words]
    done = run(*arguments, "--format", form, record=record)
    assert done.exit_code == 0, done.output
    assert done.stdout.strip()
    if form == "jsonl":
        assert all(json.loads(line) for line in done.stdout.splitlines())


def test_dyads_and_network(run: Any, record: Any) -> None:
    assert run("dyads", record=record).exit_code == 0
    network = json.loads(run("network", "--format", "json", record=record).stdout)
    assert {node["label"] for node in network["nodes"]} == {"Ridge Front"}
    document = run("network", "--format", "graphml", record=record).stdout
    assert ElementTree.fromstring(document.encode()).tag.endswith("graphml")


def test_one_name_is_no_comparison_and_a_word_no_day(run: Any, record: Any) -> None:
    assert run("compare", "police", record=record).exit_code == 2
    assert run("new", "--since", "lately", record=record).exit_code == 2
