"""Files that lie beside pages and are none: passed over in a folder, read where they are named."""

from __future__ import annotations

from pathlib import Path

from onrecord import captures
from onrecord.captures import LoadOptions
from onrecord.errors import RefusedError
from onrecord.model.articles import Capture


def test_notes_and_tables_of_other_things_are_passed_over(tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_text("Police arrested nine people in Osh.", encoding="utf-8")
    (tmp_path / "NOTES.md").write_text("# Notes", encoding="utf-8")
    (tmp_path / "scores.jsonl").write_text('{"score": 1}\n', encoding="utf-8")
    found = list(captures.load(str(tmp_path), options=LoadOptions()))
    refused = [one for one in found if isinstance(one, RefusedError)]
    assert [one.path for one in found if isinstance(one, Capture)] == [str(tmp_path / "page.txt")]
    assert {one.code for one in refused} == {"not_a_page", "no_columns"}
    assert all(one.passed_over for one in refused)


def test_what_is_named_is_read_or_refused(tmp_path: Path) -> None:
    notes, scores = tmp_path / "NOTES.md", tmp_path / "scores.jsonl"
    notes.write_text("# Notes", encoding="utf-8")
    scores.write_text('{"score": 1}\n', encoding="utf-8")
    assert isinstance(next(captures.load(str(notes), options=LoadOptions())), Capture)
    (refused,) = captures.load(str(scores), options=LoadOptions())
    assert isinstance(refused, RefusedError)
    assert not refused.passed_over
