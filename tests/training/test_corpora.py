"""The readers of corpora, on passages written here."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

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


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Empty corpora, and beside them passages of two writers, one of them held out."""
    for name in corpora.READERS:
        (tmp_path / name).mkdir()
        (tmp_path / name / "train.jsonl").write_text("")
    marked(tmp_path / "own", "w1", corpora.HELD_WRITERS[0])
    return tmp_path


def marked(folder: Path, *names: str) -> Path:
    folder.mkdir()
    for name in names:
        (folder / f"{name}.jsonl").write_text(json.dumps(ROW) + "\n")
    return folder


def test_open_corpora_alone_can_be_asked_for(root: Path) -> None:
    found = corpora.load(root, root / "own", only_open=True)
    assert set(found) == {"claims", "ewt", "gum", "meantime", "redocred", "re3d"}


def test_held_out_writers_stay_out(root: Path) -> None:
    each = 1 + corpora.SWAPS
    assert len(corpora.load(root, root / "own", only_open=False)["claims"][0]) == each
    assert len(corpora.load(root, root / "own", only_open=False, all_writers=True)["claims"][0]) == 2 * each


def test_a_persons_corrections_are_one_more_corpus_and_development_files_are_none(root: Path) -> None:
    also = marked(root / "corrected", "mine", "mine-dev")
    found = corpora.load(root, root / "own", only_open=True, also=also, passes={"gum": 0})
    assert len(found["also"][0]) == 1 + corpora.SWAPS
    assert "gum" not in found


def test_a_claim_binds_its_parties_by_its_type() -> None:
    bound = {(p.actor, p.recipient): p for p in example().pairs}
    assert bound[None, 4].types == (corpora._TYPE["ASSAULT"],)
    assert not any(pair.latent for pair in bound.values())
    assert bound[None, None].types == (corpora._TYPE["ASSAULT"],)


def test_a_quantity_leads_to_those_it_counts() -> None:
    whose = labels.ROLE_CHANNELS.index("whose")
    assert [row.ends for row in example().rows if (row.group, row.channel) == ("roles", whose)] == [(4,)]


def test_names_are_learned_from_capitals_and_left_open_where_unclear() -> None:
    one = example()
    assert named(one.tags["names"], one.words) == [("Lorva", labels.opening(corpora._NAME["LOC"]))]
    row = json.loads(json.dumps(ROW))
    row["text"] = row["text"].replace("[1 The mayor]", "[1 The Lorvan mayor]")
    assert corpora.marked(passage(row)).tags["names"][1] == MASKED


def test_main_parties_of_a_sentence_leave_the_opening_mark() -> None:
    row = {"tokens": ["Guards", "beat", "two", "men"], "roles": [
        {"role": "source", "start": 0, "end": 1, "text": "Guards"},
        {"role": "target", "start": 2, "end": 4, "text": "two men"},
    ]}  # fmt: skip
    (one,) = corpora.cameo_roles([row])
    assert {(r.word, r.channel, r.ends) for r in one.rows} == {(-1, 0, (0,)), (-1, 1, (3,))}


def test_a_neutral_sentence_tells_nothing() -> None:
    (one,) = corpora.cameo_quad([{"text": "The harbour froze.", "penta": 0}])
    assert one.pairs[0].types == ()


def test_meantime_ends_after_six_sentences() -> None:
    row = {
        "tokens": ["Ona", "left", "Lorva", "on", "Monday", ".", *"abcdef"], "sent": [0, 0, 0, 0, 0, 0, *range(1, 7)],
        "mentions": {
            "1": {"tag": "ENTITY_MENTION", "span": [0, 1]}, "2": {"tag": "EVENT_MENTION", "span": [1, 2]},
            "3": {"tag": "ENTITY_MENTION", "span": [2, 3]}, "4": {"tag": "TIMEX3", "span": [4, 5]},
        },
        "relations": [
            {"tag": "HAS_PARTICIPANT", "sem_role": "Arg0", "source": ["2"], "target": ["1"]},
            {"tag": "REFERS_TO", "source": ["1", "3"], "target": ["9"]},
        ],
    }  # fmt: skip
    (one,) = corpora.meantime([row])
    assert len(one.words) == 11
    assert one.tags["times"][4] == labels.opening(0)
    arg0 = labels.ROLE_CHANNELS.index("arg0")
    assert [r.ends for r in one.rows if (r.group, r.channel) == ("roles", arg0)] == [(0,)]
    assert {(r.word, r.ends) for r in one.rows if r.group == "links"} == {(0, (2,)), (2, (0,))}


def test_wikievents_teaches_what_an_attack_was_made_with() -> None:
    row = {
        "sentences": [[[["A", 0, 1], ["mine", 2, 6], ["killed", 7, 13], ["Ona", 14, 17]], "A mine killed Ona"]],
        "entities": [{"id": n, "sent_idx": 0, "start": at, "end": at + 1} for n, at in (("e1", 1), ("e2", 3))],
        "events": [{"type": "Life.Die.Unspecified", "sent": 0, "span": [2, 3], "args": [
            {"role": "Instrument", "entity_id": "e1"}, {"role": "Victim", "entity_id": "e2"},
        ]}],
    }  # fmt: skip
    (one,) = corpora.wikievents([row])
    assert [(r.word, r.ends) for r in one.rows] == [(2, (1,))]
