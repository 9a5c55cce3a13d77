"""Versions of one page by command: what changed, what claims rest on words that are gone; known where none did."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

URL = "https://harbour.example/market"
TITLE = "Blast at Kano market"
HEAD = f"{TITLE}\n\nThe Harbour Gazette\n5 March 2024\n\n"
KILLED = "KANO, Nigeria — Rebels killed four soldiers at a market in Kano on Monday, police said."
NINE = "KANO, Nigeria — Rebels killed nine soldiers at a market in Kano on Monday, police said."
SIGNED = "France and Nigeria signed an agreement on fishing on Tuesday after two years of talks in Abuja."
BLAMED = "The Taliban condemned the attack on Wednesday and said that none of its fighters had any part in it."
LATER = "Turkey condemned the attack on Thursday and offered its help to the families of those who were killed."


def page(*paragraphs: str, menu: str = "Home | World | Sport") -> str:
    body = "".join(f"<p>{p}</p>\n" for p in paragraphs)
    return (
        f"<html><head><title>{TITLE}</title></head><body><nav>{menu}</nav>"
        f"<h1>{TITLE}</h1><p>5 March 2024</p>\n{body}</body></html>\n"
    )


def lines_of(result: Any) -> list[dict[str, Any]]:
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


@pytest.fixture
def read(run: Any, tmp_path: Path) -> Any:
    """Reads texts as versions of one address, one after the other; gives the last command's result."""

    def versions(*texts: str) -> Any:
        for number, text in enumerate(texts, 1):
            (tmp_path / f"v{number}.html").write_text(text, encoding="utf-8")
            result = run(
                "read",
                "--model",
                "lists",
                f"v{number}.html",
                "--url",
                URL,
                "--jobs",
                "1",
                "--publisher",
                "Harbour Gazette",
            )
            assert result.exit_code == 0, result.output
        return result

    return versions


def claims_of(run: Any, word: str) -> list[dict[str, Any]]:
    return [c for c in lines_of(run("claims", "--format", "jsonl")) if word in c["evidence"][0]["text"]]


def test_other_text_is_a_new_version_and_the_same_text_is_known(run: Any, read: Any) -> None:
    first = page(KILLED, SIGNED, BLAMED)
    result = read(first, first.replace("<nav>", "<nav data-visit='2'>"))
    assert "0 new pages (1 were on record already)" in result.stderr
    assert len(lines_of(run("captures", "--format", "jsonl"))) == 1
    read(first, page(NINE, SIGNED, BLAMED))
    assert [len(c["versions"]) for c in lines_of(run("captures", "--format", "jsonl"))] == [2, 2]
    assert run("verify").exit_code == 0


def test_what_changed_is_shown(run: Any, read: Any) -> None:
    read(page(KILLED, SIGNED, BLAMED), page(NINE, BLAMED, LATER))
    told = run("versions", URL).stdout
    assert f"{URL}: 2 versions" in told
    assert "“nine”, was “four”" in told
    assert f"gone   “{SIGNED}”" in told
    assert f"come   “{LATER}”" in told
    first, second = lines_of(run("versions", URL, "--format", "jsonl"))
    assert (first["before"], first["changes"]) == (None, [])
    assert second["before"] == first["capture_id"]
    assert [e["kind"] for e in second["changes"][0]["edits"]] == ["changed", "removed", "added"]
    assert run("versions", second["capture_id"]).stdout == told
    assert run("versions", second["capture_id"][:9]).stdout == told


def test_a_moved_paragraph_is_not_gone(run: Any, read: Any) -> None:
    read(page(KILLED, SIGNED, BLAMED), page(KILLED, BLAMED, SIGNED))
    assert "moved" in run("versions", URL).stdout
    assert all(c["gone"] is None for c in lines_of(run("claims", "--format", "jsonl")))


def test_claims_say_that_their_words_are_gone(run: Any, read: Any) -> None:
    read(page(KILLED, SIGNED, BLAMED), page(KILLED, BLAMED))
    [signed] = claims_of(run, "fishing")
    newest = lines_of(run("versions", URL, "--format", "jsonl"))[-1]
    assert signed["gone"]["capture_id"] == newest["capture_id"]
    assert signed["gone"]["seen_at"] == newest["seen_at"]
    assert signed["gone"]["pieces"][0]["text"] == SIGNED
    assert all(c["gone"] is None for c in claims_of(run, "killed four"))
    day = newest["seen_at"][:10]
    assert f"the words this rests on are gone from the version of {day}" in run("event", signed["event_id"]).stdout


def test_words_that_came_back_are_not_gone(run: Any, read: Any) -> None:
    read(page(KILLED, SIGNED, BLAMED), page(KILLED, BLAMED), page(KILLED, SIGNED, BLAMED, LATER))
    assert all(c["gone"] is None for c in lines_of(run("claims", "--format", "jsonl")))
    assert "3 versions" in run("versions", URL).stdout


def test_words_are_gone_since_the_first_version_without_them(run: Any, read: Any) -> None:
    read(page(KILLED, SIGNED, BLAMED), page(KILLED, BLAMED), page(KILLED, BLAMED, LATER))
    second = lines_of(run("versions", URL, "--format", "jsonl"))[1]
    assert {c["gone"]["capture_id"] for c in claims_of(run, "fishing")} == {second["capture_id"]}


def test_a_page_that_is_not_on_record(run: Any, read: Any) -> None:
    read(page(KILLED, SIGNED, BLAMED))
    assert "1 version" in run("versions", URL).stdout
    assert run("versions", "https://elsewhere.example/").exit_code == 2


def test_forgetting_a_version_leaves_the_other(run: Any, read: Any) -> None:
    read(page(KILLED, SIGNED, BLAMED), page(KILLED, BLAMED))
    newest = lines_of(run("versions", URL, "--format", "jsonl"))[-1]["capture_id"]
    assert run("forget", newest).exit_code == 0
    assert all(c["gone"] is None for c in lines_of(run("claims", "--format", "jsonl")))
    assert run("verify").exit_code == 0
