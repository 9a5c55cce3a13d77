"""The whole road by command: pages in, a record, listings, files out, pages forgotten."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

PAGE = """Blast at Norland harbour kills four

The Harbour Gazette
5 March 2024

PORT NESS: Four soldiers were killed on Monday when a bomb exploded at a market in Kano, police said.

The Taliban said its fighters killed nine soldiers in the attack. A government spokesman denied that the army had
withdrawn from the town.

The president of France will visit Nigeria in May, her office said on Tuesday. The European Union imposed sanctions
on two ministers of Belarus last week, and Turkey condemned the attack.
"""


def lines_of(result: Any) -> list[dict[str, Any]]:
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


@pytest.fixture
def read(run: Any, tmp_path: Path) -> Any:
    """Runs commands in a folder where a page was read into onrecord.db."""
    (tmp_path / "page.txt").write_text(PAGE, encoding="utf-8")
    result = run("read", "page.txt", "--jobs", "1", "--published", "2024-03-05", "--publisher", "Harbour Gazette")
    assert result.exit_code == 0, result.output
    assert result.stdout == ""
    return run


def test_words_slice_back_to_the_file(read: Any) -> None:
    claims = lines_of(read("claims", "--format", "jsonl"))
    assert claims
    for claim in claims:
        assert claim["capture"]["path"].endswith("page.txt")
        for piece in (*claim["evidence"], claim["trigger"]):
            assert PAGE[piece["capture_start"] : piece["capture_end"]] == piece["text"]


def test_texts_slice_too(read: Any) -> None:
    [capture] = lines_of(read("captures", "--text", "--format", "jsonl"))
    assert capture["text"] == PAGE
    [article] = lines_of(read("articles", "--text", "--format", "jsonl"))
    for piece in (*article["body"], *article["parts"]):
        own = article["text"][piece["start"] : piece["end"]]
        assert own == PAGE[piece["capture_start"] : piece["capture_end"]]


def test_reading_twice_changes_nothing(read: Any) -> None:
    before = read("claims", "--format", "jsonl").stdout
    assert read("read", "page.txt", "--jobs", "1").exit_code == 0
    assert read("claims", "--format", "jsonl").stdout == before
    assert read("verify").exit_code == 0


def test_an_empty_file_is_refused_and_the_rest_goes_on(run: Any, tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_text(PAGE, encoding="utf-8")
    (tmp_path / "empty.txt").write_text("")
    result = run("read", ".", "--jobs", "1", "--record", "case.db")
    assert result.exit_code == 1
    assert "onrecord issues --record case.db" in result.stderr
    assert [i["item"] for i in lines_of(run("issues", "--record", "case.db", "--format", "jsonl")) if i["refused"]]
    assert lines_of(run("claims", "--record", "case.db", "--format", "jsonl"))


def test_a_forgotten_page_is_gone(read: Any) -> None:
    [capture] = lines_of(read("captures", "--format", "jsonl"))
    assert read("forget", capture["capture_id"]).exit_code == 0
    for listing in ("captures", "articles", "claims", "events", "relations"):
        assert lines_of(read(listing, "--format", "jsonl")) == []
    assert read("verify").exit_code == 0
    assert read("forget", capture["capture_id"]).exit_code == 2


def test_every_export_and_the_report(read: Any, tmp_path: Path) -> None:
    for name, path in (
        ("jsonl", "all.jsonl"),
        ("csv", "tables"),
        ("parquet", "tables.zip"),
        ("geojson", "events.geojson"),
        ("plover", "claims.jsonl"),
    ):
        assert read("export", name, "-o", path).exit_code == 0, name
        assert (tmp_path / path).exists()
    assert read("export", "xlsx", "-o", "x").exit_code == 2
    assert read("report", "-o", "brief.html").exit_code == 0
    assert "</html>" in (tmp_path / "brief.html").read_text(encoding="utf-8")


def test_events_and_actors_can_be_looked_at(read: Any) -> None:
    events = lines_of(read("events", "--format", "jsonl"))
    assert events
    for event in events:
        assert read("event", event["event_id"]).exit_code == 0
    for actor in lines_of(read("actors", "--format", "jsonl")):
        assert read("actor", actor["actor_id"]).exit_code == 0


def test_filters_narrow_what_is_listed(read: Any) -> None:
    everything = lines_of(read("claims", "--format", "jsonl"))
    for kind in {claim["event_type"] for claim in everything}:
        told = lines_of(read("claims", "--type", kind, "--format", "jsonl"))
        assert {claim["event_type"] for claim in told} == {kind}
    assert lines_of(read("claims", "--since", "2030", "--format", "jsonl")) == []
    assert len(lines_of(read("claims", "--limit", "1", "--format", "jsonl"))) == 1


def test_code_counts_in_the_text_as_given(run: Any) -> None:
    rows = [
        {"id": 7, "text": "Rebels killed two soldiers in Kano on Monday, police said.", "published": "2024-03-05"},
        {"id": "b", "text": "Nothing happened here."},
    ]
    text = "".join(json.dumps(row) + "\n" for row in rows)
    lines = lines_of(run("code", "--jsonl", text=text))
    assert lines
    for line in lines:
        assert line["id"] == 7
        assert line["capture"] == {"path": None, "sha256": None}
        for piece in line["evidence"]:
            assert rows[0]["text"][piece["start"] : piece["end"]] == piece["text"]
            assert piece["capture_start"] is None
    assert "killed" in run("code", text=rows[0]["text"]).stdout
    explained = lines_of(run("code", "--jsonl", "--explain", text=text))
    assert explained[0]["explain"][0]["triggers"]
    assert "|" in run("code", "--explain", text=rows[0]["text"]).stdout


def test_code_names_lines_that_it_cannot_read(run: Any) -> None:
    good = json.dumps({"id": 1, "text": "Rebels killed two soldiers."})
    result = run("code", "--jsonl", text=f'{{"id": 2}}\nnot json\n{{"text": "x", "published": "soon"}}\n\n{good}\n')
    assert result.exit_code == 1
    assert [line.split(":")[0] for line in result.stderr.splitlines()] == ["line 1", "line 2", "line 3"]
    assert all(json.loads(line)["id"] == 1 for line in result.stdout.splitlines())


def test_the_demonstration_prints_a_brief(run: Any, tmp_path: Path) -> None:
    result = run("demo")
    assert result.exit_code == 0, result.output
    assert 30 <= len(result.stdout.splitlines()) <= 60
    assert "WHERE ACCOUNTS DISAGREE" in result.stdout
    assert "ONE TEXT, COUNTED ONCE" in result.stdout
    assert run("verify", "--record", "onrecord-demo.db").exit_code == 0
    assert run("demo").stdout == result.stdout


def test_what_is_given_for_a_page_on_record_is_said_not_to_apply(run: Any, tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text("Rebels killed two soldiers in Kano on Monday, police said on Tuesday.\n" * 3)
    assert "not applied" not in run("read", "page.txt", "--published", "2024-03-05").stderr
    assert "not applied" not in run("read", "page.txt").stderr
    again = run("read", "page.txt", "--published", "2024-03-06", "--publisher", "The Kano Post")
    assert again.exit_code == 0
    assert "--publisher and --published not applied to the pages on record already" in again.stderr
    assert "onrecord forget" in again.stderr


def test_text_of_another_language_is_remarked_on(run: Any) -> None:
    french = "Les soldats ont attaqué le village mardi matin, a déclaré le ministre de la Défense devant la presse."
    result = run("code", text=french)
    assert (result.exit_code, result.stderr) == (0, "the language seems to be fr; only English is read\n")
    rows = "".join(json.dumps({"text": text}) + "\n" for text in (french, "The police said that two men were killed."))
    assert run("code", "--jsonl", text=rows).stderr == "1 text seems not to be English; only English is read\n"
    assert run("code", text="Rebels killed two soldiers in Kano on Monday, police said.").stderr == ""
