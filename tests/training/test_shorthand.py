"""The short form of marked passages: what it says, and that nothing is lost on the way there and back."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.marked import passage
from training.shorthand import ShorthandError, main, passages, shortened

SHORT = """# t-1 | wire | Lorva | 2024-05-14 | Lorva Post
[1:g Raiders] [2 killed] [3:q at least 11 [4:g guards]] near [5:pl Teld] on [6:t Sunday], [7:anon an aide] [8 said].
! 2 ASSAULT.firearms a1 r4 p5 t6 q3=killed:11-:4 @7>8 +military,terrorism
! 2 ASSAULT r4 denied denies @->8
" 7 8 -
r member_of 1 4 -
= 1 4
d 6 2024-05-12 2024-05-13
"""


def test_the_short_form_says_what_marked_text_says() -> None:
    (row,) = passages(SHORT)
    first, second = row["claims"]
    assert (row["id"], row["publisher"], row["spans"]["5"]) == ("t-1", "Lorva Post", "place")
    assert (first["type"], first["mode"], first["actors"], first["recipients"]) == ("ASSAULT", "firearms", [1], [4])
    assert first["quantities"] == [{"span": 3, "kind": "killed", "low": 11, "high": None, "who": 4}]
    assert (first["factuality"], first["stance"], first["contexts"]) == (
        "happened",
        "reports",
        ["military", "terrorism"],
    )
    assert (second["factuality"], second["stance"], second["chain"]) == (
        "denied",
        "denies",
        [{"source": None, "cue": 8}],
    )
    assert row["attributions"] == [{"source": 7, "cue": 8, "content": None}]
    assert passage(row).words(3) == "at least 11 guards"


def test_there_and_back_nothing_is_lost() -> None:
    (row,) = passages(SHORT)
    assert list(passages(shortened(row))) == [row]


@st.composite
def _claims(draw: st.DrawFn) -> dict[str, Any]:
    number = st.integers(1, 8)
    low = draw(st.none() | st.integers(0, 9_999_999) | st.sampled_from([0.5, 1.25]))
    high = draw(st.none() | st.just(low) | st.integers(10_000_000, 99_999_999))
    return {
        "trigger": draw(number), "type": draw(st.sampled_from(["ASSAULT", "AID", "RETREAT"])),
        "mode": draw(st.sampled_from([None, "crowd-control"])), "actors": draw(st.lists(number, max_size=3)),
        "recipients": draw(st.lists(number, max_size=3)), "place": draw(st.none() | number),
        "time": draw(st.none() | number),
        "quantities": [{"span": 3, "kind": "killed", "low": low, "high": high, "who": draw(st.none() | number)}],
        "factuality": draw(st.sampled_from(["happened", "planned", "denied"])),
        "stance": draw(st.sampled_from(["reports", "claims responsibility", "promises"])),
        "chain": draw(st.lists(st.fixed_dictionaries({part: st.none() | number for part in ("source", "cue")}))),
    }  # fmt: skip


@given(st.lists(_claims(), max_size=3))
def test_any_claim_survives_the_way(claims: list[dict[str, Any]]) -> None:
    (row,) = passages(SHORT)
    row["claims"] = claims
    assert list(passages(shortened(row))) == [row]


def test_what_cannot_be_read_names_passage_and_line() -> None:
    with pytest.raises(ShorthandError, match="t-1"):
        list(passages(SHORT + "? 3\n"))


def test_files_are_written_beside_their_other_form(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "w.txt"
    file.write_text(SHORT, encoding="utf-8")
    monkeypatch.setattr("sys.argv", ["shorthand", str(file)])
    main()
    rows = [json.loads(line) for line in file.with_suffix(".jsonl").read_text(encoding="utf-8").splitlines()]
    assert rows == list(passages(SHORT))
