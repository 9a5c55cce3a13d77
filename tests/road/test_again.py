"""Pages read again by another program, and pages forgotten."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any


def lines(command: Any) -> list[dict[str, Any]]:
    """The JSON lines that a command printed."""
    assert command.code == 0, command.stderr
    return [json.loads(line) for line in command.stdout.split("\n") if line]


def test_another_program_adds_a_run_and_its_events(shell: Any, pages: Path, tmp_path: Path) -> None:
    other = {"ONRECORD_TEASERS": "true"}  # another setting of what is read makes another run
    assert shell.run("read", "pages", "--jobs", "1", folder=tmp_path).code == 0
    before = {name: lines(shell.run(name, "--format", "jsonl", folder=tmp_path)) for name in ("claims", "events")}
    assert shell.run("reread", "--jobs", "1", folder=tmp_path).code == 0
    assert lines(shell.run("claims", "--format", "jsonl", folder=tmp_path)) == before["claims"]
    again = shell.run("reread", "--jobs", "1", folder=tmp_path, environment=other)
    assert again.code == 0
    assert "read 12 pages again" in again.stderr
    after = {name: lines(shell.run(name, "--format", "jsonl", folder=tmp_path)) for name in ("claims", "events")}
    assert {c["run_id"] for c in before["claims"]}.isdisjoint({c["run_id"] for c in after["claims"]})
    assert len(after["claims"]) == len(before["claims"])
    assert {i for e in after["events"] for i in e["claims"]} == {c["claim_id"] for c in after["claims"]}
    assert len(after["events"]) == len(before["events"])
    assert shell.run("verify", folder=tmp_path).code == 0
    for event in before["events"]:  # an id that was noted down leads on
        assert shell.run("event", event["event_id"], folder=tmp_path).code == 0
        break


def test_a_forgotten_page_leaves_no_bytes(shell: Any, pages: Path, tmp_path: Path) -> None:
    secret = "Zuleika Quorndon"
    text = (
        f"{secret} shot\n\nThe Harbour Gazette\n5 March 2024\n\n{secret} was killed by rebels of the Grumbleweed Front."
    )
    (pages / "secret-xylograph.txt").write_text(text, encoding="utf-8")
    assert shell.run("read", "pages", "--jobs", "1", folder=tmp_path).code == 0
    assert shell.run("forget", "pages/secret-xylograph.txt", folder=tmp_path).code == 0
    left = b"".join(file.read_bytes() for file in tmp_path.glob("onrecord.db*")).lower()
    for word in (b"quorndon", b"zuleika", b"grumbleweed", b"xylograph"):
        assert word not in left
    assert len(lines(shell.run("captures", "--format", "jsonl", folder=tmp_path))) == 12
    assert shell.run("verify", folder=tmp_path).code == 0
