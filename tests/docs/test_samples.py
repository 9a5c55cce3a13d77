"""The sample outputs of README and docs come from commands that still run."""

from __future__ import annotations

import re
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]


def test_every_sample_runs(refresh: ModuleType, demo_folder: Path) -> None:
    found = [sample for page in refresh.pages() for sample, _ in refresh.samples(page.read_text(encoding="utf-8"))]
    assert len(found) >= 12
    for sample in dict.fromkeys(found):
        assert refresh.run(sample, demo_folder).strip(), sample.command


def test_no_marker_is_passed_over(refresh: ModuleType) -> None:
    for page in refresh.pages():
        text = page.read_text(encoding="utf-8")
        marked = len(re.findall(r"<!-- (?:output|line) of:", text))
        assert len(list(refresh.samples(text))) == marked, page


def test_no_sample_shows_where_it_was_made(refresh: ModuleType) -> None:
    for page in refresh.pages():
        for _, match in refresh.samples(page.read_text(encoding="utf-8")):
            assert str(ROOT) not in match["block"], page
            assert "/tmp/" not in match["block"], page


def test_a_block_is_replaced_by_what_the_command_prints(refresh: ModuleType, demo_folder: Path) -> None:
    text = "before\n\n<!-- output of: onrecord issues -->\n```text\nold\n```\nafter\n"
    after = refresh.refreshed(text, demo_folder)
    assert "14-links-only.html" in after
    assert "old" not in after
    assert after.startswith("before\n\n<!-- output of: onrecord issues -->\n```text\n")
    assert after.endswith("```\nafter\n")


def test_a_command_that_fails_is_told(refresh: ModuleType, demo_folder: Path) -> None:
    with pytest.raises(refresh.CommandFailed):
        refresh.run(refresh.Sample("output", "onrecord event nowhere"), demo_folder)
    with pytest.raises(refresh.CommandFailed):
        refresh.run(refresh.Sample("output", "ls"), demo_folder)


def test_part_of_an_output(refresh: ModuleType) -> None:
    sample = refresh.Sample("output", "onrecord x", start="b", until="d")
    assert refresh._part("a\nb\nc\nd", sample) == "b\nc"


def test_some_keys_of_a_line(refresh: ModuleType) -> None:
    assert refresh._spread('{"a": 1, "b": "é"}', ("b",)) == '{\n  "b": "é"\n}'
