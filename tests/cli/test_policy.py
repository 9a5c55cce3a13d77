"""`onrecord event --policy`: one value a field where the policy can choose, the accounts as they were."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from onrecord.model.events import COUNTED_IN
from onrecord.model.filters import Filter


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


def test_a_part_of_the_count_is_no_lowest_number(run: Any, record: Any) -> None:
    (attack, _) = record.events(Filter())
    accounts = dict(attack.accounts)
    four, nine = accounts["killed"]
    part = replace(four, value="two of the dockers", low=2, high=2, note=COUNTED_IN)
    accounts["killed"] = (part, four, nine)
    changed = replace(attack, accounts=tuple(accounts.items()))
    record.event = lambda event: changed
    line = json.loads(run("event", "ev1", "--policy", "conservative", "--format", "jsonl", record=record).stdout)
    assert {one["field"]: one["value"] for one in line["chosen"]}["killed"] == four.value


@pytest.mark.parametrize(("path", "is_said"), [("pages/a.html", True), ("pages/a.txt", False)])
def test_where_characters_are_counted_is_said_of_pages_with_markup(
    run: Any, record: Any, path: str, is_said: bool
) -> None:
    told = [replace(c, article=replace(c.article, capture_path=path)) for c in record.claims(Filter())]
    record.claims = lambda wanted: iter(told)
    assert ("without its markup" in run("event", "ev1", record=record).stdout) == is_said
