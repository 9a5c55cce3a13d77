"""Two readers of the same passages: what they give alike, layer by layer."""

from __future__ import annotations

import copy
from typing import Any

from training.agreement import agreement

PASSAGE: dict[str, Any] = {
    "id": "t-1",
    "text": "[1 Rebels] [2 shelled] [3 a depot] near [4 Ness] on [5 Monday], [6 the mayor] [7 said].",
    "spans": {"1": "armed_group", "3": "facility", "4": "place", "5": "time", "6": "post"},
    "claims": [
        {
            "trigger": 2, "type": "ASSAULT", "mode": "heavy-weapons", "actors": [1], "recipients": [3], "place": 4,
            "time": 5, "quantities": [], "factuality": "happened", "stance": "reports",
            "chain": [{"source": 6, "cue": 7}],
        }
    ],
    "attributions": [{"source": 6, "cue": 7, "content": None}],
    "relations": [],
    "same": [],
    "time_values": {"5": ["2024-03-04", "2024-03-05"]},
}  # fmt: skip


def test_one_reading_agrees_with_itself() -> None:
    assert {score["f1"] for score in agreement([PASSAGE], [PASSAGE]).values()} == {1.0}


def test_each_change_shows_in_its_own_layer() -> None:
    other = copy.deepcopy(PASSAGE)
    other["claims"][0] |= {"stance": "blames", "recipients": []}
    other["text"] = other["text"].replace("the mayor", "the governor")
    found = agreement([PASSAGE], [other])
    assert found["claims"]["f1"] == 1.0
    assert found["claims: stance"]["f1"] == 0.0
    assert found["claims: recipients"]["f1"] == 0.0
    assert found["claims: actors"]["f1"] == 1.0
    # Another name for the source changes its span, not its type elsewhere.
    assert 0 < found["spans"]["f1"] < 1


def test_a_passage_that_one_dropped_is_left_out() -> None:
    assert agreement([PASSAGE], []) == {}
