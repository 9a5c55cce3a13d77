"""Changes on the command line: listed, undone and done again."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

sys.path.insert(0, str(Path(__file__).parent.parent / "store"))

from store_samples import Page, coding_of

from onrecord.cli.app import app
from onrecord.model.changes import Correction
from onrecord.store import Record


@pytest.fixture
def case(tmp_path: Path) -> str:
    where = str(tmp_path / "case.db")
    with Record.open(where, write=True) as record:
        record.add(coding_of(Page()))
        claim = next(record.claims()).claim.id
        record.change("mina", "nobody died", corrections=[Correction(claim, "factuality", "denied", "by the ministry")])
    return where


def test_changes_are_listed_undone_and_done_again(case: str) -> None:
    def run(*words: str) -> str:
        result = CliRunner().invoke(app, [*words, "--record", case])
        assert result.exit_code == 0, result.output
        return result.output

    (line,) = [json.loads(one) for one in run("reviews", "--format", "jsonl").splitlines()]
    (row,) = line["rows"]
    assert (line["by"], line["words"], line["undone_at"]) == ("mina", "nobody died", None)
    assert (row["field"], row["before"], row["after"], row["note"]) == (
        "factuality",
        '"happened"',
        '"denied"',
        "by the ministry",
    )
    assert "undone: nobody died" in run("undo", "--by", "mina")
    assert json.loads(run("reviews", "--of", row["object_id"], "--format", "jsonl"))["undone_at"]
    assert "nothing of mina to undo" in run("undo", "--by", "mina")
    assert "done again: nobody died" in run("redo", "--by", "mina")
    assert "nothing of omar to do again" in run("redo", "--by", "omar")
    assert "nobody has changed anything" in run("reviews", "--by", "omar")
