"""The scorer of accounts: the key fits its pages, pairs are counted right, values compared by their ways of writing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from evals.accounts import answers, near_misses_merged, pairs_of, sentences_of
from onrecord.model.events import Account, Contradiction
from onrecord.model.spans import Span

HERE = Path(__file__).parent.parent / "accounts"


@pytest.mark.parametrize("folder", [HERE, HERE / "closed"])
def test_every_keyed_page_is_there_and_every_near_miss_is_mutual(folder: Path) -> None:
    rows = [json.loads(line) for line in (folder / "key.jsonl").read_text(encoding="utf-8").splitlines()]
    near = {row["id"]: set(row["near_misses"]) for row in rows}
    pages = {page["page"] for row in rows for page in row["pages"]}
    assert pages <= {page.name for page in (folder / "pages").iterdir()}
    assert all(row["id"] in near[other] for row in rows for other in row["near_misses"])
    assert all(row["independent_voices"] == len(row["voices"]) for row in rows)


def test_the_benchmark_is_as_large_as_it_says() -> None:
    keys = [HERE / "key.jsonl", HERE / "closed" / "key.jsonl"]
    rows = [json.loads(line) for key in keys for line in key.read_text(encoding="utf-8").splitlines()]
    pages = [page for key in keys for page in (key.parent / "pages").iterdir()]
    assert (len(rows), len(pages)) == (43, 145)
    assert all(len(row["pages"]) >= 3 for row in rows)


def test_pairs_of_claims() -> None:
    # Two claims of A together, one of A apart, one of B in the event of the two.
    assert pairs_of([("A", "1"), ("A", "1"), ("A", "2"), ("B", "1")]) == (1, 3, 3)
    assert pairs_of([]) == (0, 0, 0)


def test_a_sentence_stands_on_its_page_once() -> None:
    row = {"pages": [{"page": "p", "sentences": ["He left."]}]}
    assert sentences_of(row, {"p": "Yes. He left."}) == [("p", Span(5, 13))]
    with pytest.raises(ValueError, match="2 times"):
        sentences_of(row, {"p": "He left. He left."})


def test_a_contradiction_needs_its_field_and_two_of_its_values() -> None:
    found = Contradiction(field="killed", accounts=(_account("13 people"), _account("25 villagers")), reason="")
    assert answers({"field": "killed", "values": [["13", "thirteen"], ["25"]]}, [found])
    assert not answers({"field": "killed", "values": [["3"], ["25"]]}, [found])
    assert not answers({"field": "injured", "values": [["13"], ["25"]]}, [found])


def test_near_misses_in_one_event() -> None:
    rows = [{"id": "1", "near_misses": ["2"]}, {"id": "2", "near_misses": ["1"]}, {"id": "3", "near_misses": []}]
    assert near_misses_merged(rows, {"1": "e", "2": "e", "3": "e"}) == [("1", "2")]
    assert near_misses_merged(rows, {"1": "e", "2": "f"}) == []


def _account(value: str) -> Account:
    return Account(value=value, claims=(), voices=())
