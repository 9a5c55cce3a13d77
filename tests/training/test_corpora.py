"""The readers of corpora, on passages written here."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from evals.marked import passage
from onrecord.readings.neural import labels
from training import corpora
from training.examples import MASKED, ArcRow, Example, joined

ROW: dict[str, Any] = {
    "id": "t-1",
    "text": "[1 The mayor] [2 said] [3 [4 two [5 guards]] were [6 killed] in [7 Lorva]].",
    "spans": {"1": "post", "4": "quantity", "5": "group", "7": "place"},
    "claims": [
        {
            "trigger": 6, "type": "ASSAULT", "mode": "firearms", "actors": [], "recipients": [5], "place": 7,
            "time": None, "quantities": [{"span": 4, "kind": "killed", "low": 2, "high": 2, "who": 5}],
            "factuality": "happened", "stance": "reports", "chain": [{"source": 1, "cue": 2}],
        }
    ],
    "attributions": [{"source": 1, "cue": 2, "content": 3}],
    "relations": [],
    "same": [],
}  # fmt: skip
KILLED, SAID = 6, 2


def example() -> Example:
    return corpora.marked(passage(ROW))


def named(line: list[int], words: list[str]) -> list[tuple[str, int]]:
    return [(word, label) for word, label in zip(words, line, strict=True) if label]


def test_a_marked_passage_gives_its_words_and_nested_mentions() -> None:
    one = example()
    assert one.words == ["The", "mayor", "said", "two", "guards", "were", "killed", "in", "Lorva", "."]
    quantity, group = (labels.opening(corpora._KIND[kind]) for kind in ("quantity", "group"))
    assert one.tags["outer"][3:5] == [quantity, quantity + 1]
    assert named(one.tags["inner"], one.words) == [("guards", group)]


def test_its_claim_gives_trigger_roles_and_voice() -> None:
    one = example()
    assert named(one.tags["triggers"], one.words) == [("killed", labels.opening(corpora._TYPE["ASSAULT"]))]
    rows = {(row.group, row.channel): row for row in one.rows if row.word == KILLED}
    assert rows["roles", labels.ROLE_CHANNELS.index("recipient")].ends == (4,)
    assert rows["roles", labels.ROLE_CHANNELS.index("actor")].ends == ()
    assert rows["voices", 0].ends == (SAID,)
    assert {(p.channel, p.end) for p in one.pointers if p.word == SAID} == {(1, 0), (2, 1), (3, 3), (4, 8)}


def test_a_content_left_out_teaches_nothing() -> None:
    row = json.loads(json.dumps(ROW))
    row["attributions"][0]["content"] = None
    one = corpora.marked(passage(row))
    assert {p.channel for p in one.pointers} == {1, 2}


def test_examples_join_and_what_one_lacks_is_masked() -> None:
    bare = Example("claims", ["Rain", "fell", "."], tags={"triggers": [0, 0, 0]})
    both = joined([bare, example()])
    assert both.words[:4] == ["Rain", "fell", ".", "The"]
    assert both.tags["outer"][:3] == [MASKED] * 3
    assert ArcRow("voices", 0, KILLED + 3, (SAID + 3,), "cues") in both.rows
    assert both.cue_starts == [SAID + 3]


def test_a_pair_may_be_marked_on_one_side_only() -> None:
    row = {"marked": "<s>Lorva's council</s> lifted the curfew.", "root": "YIELD"}
    ((pair,),) = [one.pairs for one in corpora.pairs([row])]
    assert (pair.actor, pair.recipient) == (2, None)
    assert {labels.TYPES[n].value for n in pair.types} == {"CONCEDE", "RETREAT"}


def test_open_corpora_alone_can_be_asked_for(tmp_path: Path) -> None:
    for name in ("claims", *corpora.READERS):
        (tmp_path / name).mkdir()
        (tmp_path / name / "train.jsonl").write_text("")
    (tmp_path / "claims" / "w1.jsonl").write_text(json.dumps(ROW) + "\n")
    found = corpora.load(tmp_path, only_open=True)
    assert set(found) == {"claims", "ewt", "gum", "redocred", "re3d"}
    assert len(found["claims"][0]) == 1


def test_the_held_out_writer_stays_out(tmp_path: Path) -> None:
    (tmp_path / "claims").mkdir()
    for writer in ("w1", corpora.HELD_WRITER):
        (tmp_path / "claims" / f"{writer}.jsonl").write_text(json.dumps(ROW) + "\n")
    for name in corpora.READERS:
        (tmp_path / name).mkdir()
        (tmp_path / name / "train.jsonl").write_text("")
    assert len(corpora.load(tmp_path, only_open=False)["claims"][0]) == 1
    assert len(corpora.load(tmp_path, only_open=False, all_writers=True)["claims"][0]) == 2
