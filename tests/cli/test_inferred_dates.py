"""Pages without a date of their own, dated by others of the record; each date says what it rests on."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

KILLED = "Rebels killed eleven people with a bomb at a crowded market in Kano on {}, the governor of the state said."
BLAST = "The blast tore through the rows where grain is sold and left a crater two metres wide, traders told reporters."
DOCTORS = "France offered to send doctors and medicine to the hospitals of the northern city after the attack."
BORDER = "Nigeria and Niger signed an agreement on the guarding of their border after a string of raids on villages."
WIRE = ("Bomb kills eleven at market", "KANO, Nigeria (Reuters) - " + KILLED.format("Monday"), BLAST, DOCTORS, BORDER)
COPY = ("Eleven dead in Kano", KILLED.format("Monday"), BLAST, DOCTORS, BORDER, "Source: Reuters")
OTHER = (
    "Kano asks who laid the bomb",
    "Many shops in the old town were still shut, and few people spoke of anything but the dead of the grain rows.",
    KILLED.format("4 March 2024").replace("the governor of the state said", "as police in the city told this paper"),
    "An officer said that nobody had been arrested so far and that the search in the villages would go on for days.",
)
LATE = (
    "Kano counts its dead",
    "Rebels killed eleven people with a bomb at a market in Kano in March 2024, the governor of the state said.",
    "The rows where grain was sold have been cleared, and those who sold there have put their tables on the bridge.",
    "Nobody at the town hall would say when the market is to open again, and the traders no longer ask for it.",
)


def _lines(result: Any) -> list[dict[str, Any]]:
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


def _read(run: Any, folder: Path, name: str, paragraphs: tuple[str, ...], *more: str) -> None:
    (folder / name).write_text("\n\n".join(paragraphs), encoding="utf-8")
    assert run("read", name, "--jobs", "1", *more).exit_code == 0


def _articles(run: Any) -> dict[str, dict[str, Any]]:
    return {Path(a["capture"]["path"]).stem: a for a in _lines(run("articles", "--format", "jsonl"))}


def test_a_copy_came_out_no_earlier_than_its_original(run: Any, tmp_path: Path) -> None:
    _read(run, tmp_path, "copy.txt", COPY, "--publisher", "The Lagos Courier")
    assert _articles(run)["copy"]["published"] is None
    _read(run, tmp_path, "wire.txt", WIRE, "--publisher", "Reuters", "--published", "2024-03-05")
    found = _articles(run)
    told = found["copy"]["published"]
    assert (told["start"], told["end"], told["basis"]) == ("2024-03-05", None, "inferred")
    assert any(found["wire"]["article_id"] in reason for reason in told["evidence"]["reasons"])
    assert found["wire"]["published"]["basis"] == "given"
    assert "2024-03-05" in run("articles").stdout


def test_it_goes_when_what_it_rests_on_goes(run: Any, tmp_path: Path) -> None:
    _read(run, tmp_path, "copy.txt", COPY, "--publisher", "The Lagos Courier")
    _read(run, tmp_path, "wire.txt", WIRE, "--publisher", "Reuters", "--published", "2024-03-05")
    assert run("forget", _articles(run)["wire"]["capture"]["capture_id"]).exit_code == 0
    assert _articles(run)["copy"]["published"] is None
    assert run("verify").exit_code == 0


def test_nobody_reports_what_has_not_happened(run: Any, tmp_path: Path) -> None:
    _read(run, tmp_path, "late.txt", LATE, "--publisher", "The Lagos Courier")
    _read(run, tmp_path, "other.txt", OTHER, "--publisher", "Kano Mirror", "--published", "2024-03-06")
    events = [e for e in _lines(run("events", "--format", "jsonl")) if e["articles"] == 2]
    told = _articles(run)["late"]["published"]
    assert len(events) == 1
    assert (told["start"], told["end"], told["basis"]) == ("2024-03-04", None, "inferred")
    reasons = " ".join(told["evidence"]["reasons"])
    assert events[0]["event_id"] in reasons
    assert _articles(run)["other"]["article_id"] in reasons
