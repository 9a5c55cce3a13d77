"""Listings as tables, JSON lines and CSV, and the filters that reach the record."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from typing import Any

import pytest

from onrecord.model.claims import EventType, Factuality, Quad
from onrecord.model.filters import Filter

LISTINGS = ("captures", "articles", "claims", "events", "relations", "actors", "places", "issues")


@pytest.mark.parametrize("listing", LISTINGS)
def test_every_listing_in_every_format(run: Any, record: Any, listing: str) -> None:
    table = run(listing, record=record)
    assert table.exit_code == 0, table.output
    assert len(table.stdout.splitlines()) >= 3
    lines = [json.loads(line) for line in run(listing, "--format", "jsonl", record=record).stdout.splitlines()]
    assert lines
    assert all(line["schema_version"] == 1 for line in lines)
    rows = list(csv.DictReader(io.StringIO(run(listing, "--format", "csv", record=record).stdout)))
    assert len(rows) == len(lines)


def test_filters_reach_the_record(run: Any, record: Any) -> None:
    filters = (
        "--actor Front --recipient guards --voice police --place Ness --country nrl --type assault "
        "--quad material-conflict --factuality HAPPENED --since 2024-03 --until 2024-03 --publisher Gazette "
        "--search harbour --article ar1 --capture ca1 --contradicted --no-background --as-read --limit 5 --offset 1"
    )
    assert run("claims", *filters.split(), record=record).exit_code == 0
    assert record.asked == [
        Filter(
            actor="Front",
            recipient="guards",
            voice="police",
            place="Ness",
            country="NRL",
            event_type=EventType.ASSAULT,
            quad=Quad.MATERIAL_CONFLICT,
            factuality=Factuality.HAPPENED,
            since=date(2024, 3, 1),
            until=date(2024, 3, 31),
            publisher="Gazette",
            text="harbour",
            article="ar1",
            capture="ca1",
            contradicted=True,
            include_background=False,
            as_read=True,
            limit=5,
            offset=1,
        )
    ]


@pytest.mark.parametrize(
    "wrong",
    [
        ("--type", "FIGHT"),
        ("--quad", "mixed"),
        ("--since", "yesterday"),
        ("--until", "2024-13-01"),
        ("--country", "Norland"),
        ("--limit", "-1"),
        ("--format", "xml"),
        ("--nonsense",),
    ],
)
def test_wrong_usage_is_exit_2_and_says_nothing_on_stdout(run: Any, record: Any, wrong: tuple[str, ...]) -> None:
    result = run("claims", *wrong, record=record)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr


def test_article_text_on_demand(run: Any, record: Any) -> None:
    line = json.loads(run("articles", "--text", "--format", "jsonl", record=record).stdout.splitlines()[0])
    for piece in line["body"]:
        assert line["text"][piece["start"] : piece["end"]]
    assert "text" not in json.loads(run("articles", "--format", "jsonl", record=record).stdout.splitlines()[0])


def test_words_of_pages_are_no_markup_and_move_no_cursor(run: Any, record: Any) -> None:
    issue = next(record.issues(Filter()))
    nasty = type(issue)(id=issue.id, item="[red]a\x1b[2Jb[/red]", stage="s", code="c", message="m")
    record.issues = lambda wanted: iter([nasty])
    told = run("issues", record=record).stdout
    assert "[red]a" in told
    assert "\x1b" not in told


def test_nothing_to_list_is_said_on_stderr(run: Any, record: Any) -> None:
    record.claims = lambda wanted: iter(())
    result = run("claims", record=record)
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "no claims\n")


def test_events_older_than_the_claims_are_said_so(run: Any, record: Any) -> None:
    record.events_current = False
    assert "older than its claims" in run("events", record=record).stderr
    assert run("claims", record=record).stderr == ""
