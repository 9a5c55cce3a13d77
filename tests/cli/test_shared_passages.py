"""A story rewritten from a wire: what it shares traces to the wire, what it adds to its publisher."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

KILLED = (
    "KANO, Nigeria{} - Rebels killed eleven people with a bomb at a crowded market in Kano on Monday, "
    "the governor said."
)
BLAST = (
    "The blast tore through the rows where grain is sold and left a crater two metres wide, traders at the place told "
    "reporters."
)
CONDEMNED = (
    "France condemned the attack on Tuesday and offered to send doctors and medicine to the hospitals of the northern "
    "city."
)
SIGNED = (
    "Nigeria and Niger signed an agreement on the guarding of their border in January, after a string of raids on "
    "villages."
)
ARRESTED = "Police in Lagos arrested two men on Wednesday whom they suspect of having sold the fuses, an officer said."
TURKEY = "Turkey condemned the attack."
ADDED = (ARRESTED, TURKEY)
WIRE = ("Bomb kills eleven at market", KILLED.format(", March 5 (Reuters)"), BLAST, CONDEMNED, SIGNED)
REWRITTEN = ("Kano in mourning", KILLED.format(""), ARRESTED, BLAST, f"{CONDEMNED} {TURKEY} {SIGNED}")


def lines_of(result: Any) -> list[dict[str, Any]]:
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


@pytest.fixture
def read(run: Any, tmp_path: Path) -> Any:
    (tmp_path / "wire.txt").write_text("\n\n".join(WIRE), encoding="utf-8")
    (tmp_path / "courier.txt").write_text("\n\n".join(REWRITTEN), encoding="utf-8")
    for name, publisher in (("courier.txt", "The Lagos Courier"), ("wire.txt", "Reuters")):
        result = run(
            "read", "--model", "lists", name, "--publisher", publisher, "--published", "2024-03-05", "--jobs", "1"
        )
        assert result.exit_code == 0, result.output
    return run


def chain(claim: dict[str, Any]) -> list[tuple[str, str]]:
    return [(voice["kind"], voice["name"]) for voice in claim["chain"] if voice["kind"] in ("publisher", "wire")]


def told_by_courier(read: Any) -> list[dict[str, Any]]:
    return [c for c in lines_of(read("claims", "--format", "jsonl")) if c["capture"]["path"].endswith("courier.txt")]


def test_shared_words_are_the_wires_and_added_ones_the_publishers(read: Any) -> None:
    claims = told_by_courier(read)
    own = [c for c in claims if any(added in " ".join(p["text"] for p in c["evidence"]) for added in ADDED)]
    assert {c["evidence"][0]["text"] for c in own} >= set(ADDED)
    assert {tuple(chain(c)) for c in own} == {(("publisher", "The Lagos Courier"),)}
    shared = [c for c in claims if c not in own]
    assert len(shared) >= 3
    assert {tuple(chain(c)) for c in shared} == {(("publisher", "The Lagos Courier"), ("wire", "Reuters"))}
    assert {v["basis"] for c in shared for v in c["chain"] if v["kind"] == "wire"} == {"shared passage"}


def test_the_wire_and_its_copy_are_one_voice(read: Any) -> None:
    events = lines_of(read("events", "--format", "jsonl"))
    both = [e for e in events if len(e["claims"]) > 1]
    assert both
    # Of the attack the governor and France speak, each once; nothing is the copy's own word.
    assert sorted(e["independent_voices"] for e in both) == [*[1] * (len(both) - 1), 2]
    assert not any(step.startswith("publisher") for e in both for step in e["independence"])
    assert {e["publishers"] for e in both} == {2}


def test_the_claim_as_it_was_read_stays_as_it_was(read: Any) -> None:
    wire = next(c for c in lines_of(read("captures", "--format", "jsonl")) if c["path"].endswith("wire.txt"))
    assert read("forget", wire["capture_id"]).exit_code == 0
    assert {kind for c in told_by_courier(read) for kind, _ in chain(c)} == {"publisher"}
    assert read("verify").exit_code == 0
