"""Actors and places brought in on the command line are known to the commands after it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

ROWS = "name,kind,country,sector,aliases\nGull Front,armed_group,ML,REB,GFX\nOdd,alien,,,\n"


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine.csv").write_text(ROWS, encoding="utf-8")
    return tmp_path


def test_what_is_imported_is_known_when_text_is_coded(desk: Path, run: Any) -> None:
    result = run("actors", "import", "mine.csv")
    assert result.exit_code == 1
    assert "row 3: unknown kind 'alien'" in result.stderr
    assert "1 new actors, 0 known ones, 1 refused" in result.stderr
    coded = run("code", "--jsonl", text=json.dumps({"text": "GFX killed nine soldiers in Bourem on Monday."}) + "\n")
    assert [actor["name"] for line in coded.stdout.splitlines() for actor in json.loads(line)["actors"]] == [
        "Gull Front"
    ]


def test_differences_and_exports(desk: Path, run: Any) -> None:
    result = run("actors", "diff", "mine.csv", "--format", "jsonl")
    assert [json.loads(line)["field"] for line in result.stdout.splitlines()] == ["actor"]
    assert not (desk / "onrecord-knowledge.db").exists()
    assert run("actors", "export", "-o", "all.csv").exit_code == 0
    assert "kb:taliban" in (desk / "all.csv").read_text(encoding="utf-8")


def test_places_of_a_dump(desk: Path, run: Any) -> None:
    cells = ["910001", "Ternbruk", "Ternbruk", "", "15.5", "-3.25", "P", "PPL", "ML", "", "04", *[""] * 3, "2300"]
    (desk / "ML.txt").write_text("\t".join([*cells, "", "260", "Africa/Bamako", "2020-01-01"]) + "\n", encoding="utf-8")
    assert run("places", "import", "ML.txt", "--country", "AQ").exit_code == 0
    result = run("places", "import", "ML.txt")
    assert "1 new places" in result.stderr
    assert run("places", "import", "ML.txt", "--country", "nowhere").exit_code == 2
