"""`onrecord event --policy`: one value a field where the policy can choose, the accounts as they were."""

from __future__ import annotations

import json
from typing import Any

import pytest


@pytest.mark.parametrize(
    ("policy", "value"),
    [("conservative", "Four"), ("highest", "nine"), ("attackers", "nine"), ("authorities", None), ("latest", None)],
)
def test_each_policy_on_the_number_of_dead(run: Any, record: Any, policy: str, value: str | None) -> None:
    line = json.loads(run("event", "ev1", "--policy", policy, "--format", "jsonl", record=record).stdout)
    chosen = {choice["field"]: choice for choice in line["chosen"]}
    assert chosen["killed"]["value"] == value
    assert chosen["killed"]["reason"]
    assert len(line["accounts"]["killed"]) == 2


def test_without_a_policy_nothing_is_chosen(run: Any, record: Any) -> None:
    line = json.loads(run("event", "ev1", "--format", "jsonl", record=record).stdout)
    assert "chosen" not in line
    assert "CHOSEN by probable" in run("event", "ev1", "--policy", "probable", record=record).stdout
