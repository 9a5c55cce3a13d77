"""Reviews as marked text: what the evaluation's own reader gets back out of it."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent.parent / "store"))

from store_samples import BODY, Page, coding_of

from evals.marked import passage, passages
from onrecord.export import marked
from onrecord.export.formats import write
from onrecord.model.changes import Correction
from onrecord.model.filters import Filter
from onrecord.store import Record


@pytest.fixture
def record(tmp_path: Path) -> Record:
    opened = Record.open(tmp_path / "case.db", write=True)
    opened.add(coding_of(Page(more="\nA line [sic] of nothing.")))
    return opened


def decide(record: Record, words: str, field: str, after: object) -> None:
    claim = next(c for c in record.claims(Filter(as_read=True)) if c.trigger.text == words)
    record.change("mina", field, corrections=[Correction(claim.claim.id, field, after)])


def test_a_passage_with_an_open_claim_is_not_written(record: Record) -> None:
    decide(record, "killed", "status", "accepted")
    assert list(marked.lines(record, Filter())) == []


def test_what_people_decided_is_read_back(record: Record, tmp_path: Path) -> None:
    decide(record, "killed", "factuality", "denied")
    decide(record, "blamed", "status", "rejected")
    assert write("marked", record, Filter(), tmp_path / "reviews.txt") == 1
    (told,) = passages(tmp_path / "reviews.txt")
    assert told.text == BODY.strip()
    (claim,) = told.claims
    assert (claim["type"], claim["factuality"], claim["mode"]) == ("ASSAULT", "denied", "firearms")
    assert told.words(claim["trigger"]) == "killed"
    assert [told.words(n) for n in claim["actors"]] == ["ISKP"]
    assert [told.words(n) for n in (claim["place"], claim["time"])] == ["Kunduz", "Monday"]
    assert [(told.words(q["span"]), q["low"], q["high"]) for q in claim["quantities"]] == [("11 people", 11.0, 11.0)]
    assert [(told.words(v["source"]), told.words(v["cue"])) for v in claim["chain"]] == [("Karim Noor", "said")]
    assert told.kinds[claim["actors"][0]] == "armed_group"
    assert told.time_values[claim["time"]] == ("2025-01-20", "2025-01-21")
    assert (told.published, told.publisher) == ("2025-01-23", "The Valley Post")


def test_brackets_of_the_text_stay_its_own(record: Record) -> None:
    article = next(record.articles()).article
    start = article.text.index("[sic]")
    value = {"event_type": "CONSULT", "actors": [], "recipients": [], "trigger": [start, start + 5]}
    record.change("mina", "missed", corrections=[Correction(article.id, "claim", value)])
    (line,) = marked.lines(record, Filter())
    assert line["text"] == r"A line [1 \[sic\]] of nothing."
    assert passage(json.loads(json.dumps(line))).text == "A line [sic] of nothing."


def test_only_rejected_claims_make_a_passage_with_none(record: Record) -> None:
    for words in ("killed", "blamed"):
        decide(record, words, "status", "rejected")
    (line,) = marked.lines(record, Filter())
    assert line["claims"] == []
