"""The demonstration makes its own record and leaves other files alone."""

from __future__ import annotations

from pathlib import Path
from typing import Any


def test_a_file_that_is_no_record_is_left_alone(run: Any, tmp_path: Path) -> None:
    other = tmp_path / "notes.txt"
    other.write_text("mine")
    result = run("demo", "--record", "notes.txt")
    assert result.exit_code == 2
    assert other.read_text() == "mine"


def test_a_server_is_no_place_for_a_demonstration(run: Any) -> None:
    assert run("demo", "--record", "postgresql://localhost/x").exit_code == 2
