"""Events in a record: what is read page by page is what all pages at once would give, and `verify` proves it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text
from typer.testing import CliRunner

from onrecord import events, pipeline
from onrecord.cli.app import app
from onrecord.model.filters import Filter
from onrecord.model.judgements import Judgement, JudgementKind, Verdict
from onrecord.pipeline import ReadOptions, read_into
from onrecord.store import Record

ALL = Filter(include_background=True)
PAGES = {
    "courier": "NAIROBI, 7 May 2024 - Gunmen killed six soldiers near Kismayo on Monday, a governor said. The attack "
    "came hours after a visit by the president. Al-Shabaab said that it had killed nine soldiers near Kismayo on "
    "Monday.",
    "ledger": "MOGADISHU, 8 May 2024 - At least six soldiers were killed near Kismayo on 6 May 2024, the army said on "
    "Wednesday. Police arrested twelve traders in Baidoa on Tuesday.",
    "herald": "NAIROBI, 9 May 2024 - Kenya condemned the attack near Kismayo. The Jubba Front said it had killed nine "
    "soldiers near Kismayo on Monday.",
    "post": "BAMAKO, 12 March 2026 - Gunmen killed 11 soldiers in an attack on a post near Gao on Tuesday, "
    "a spokesman said.",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, words in PAGES.items():
        (tmp_path / f"{name}.txt").write_text(words, encoding="utf-8")
    return tmp_path


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    with Record.open(tmp_path / "case.db", write=True) as opened:
        yield opened


def read(record: Record, *pages: Path) -> None:
    read_into(record, [str(page) for page in pages], options=ReadOptions())


def faults(record: Record) -> list[str]:
    return [f"{f.check} {f.item} {f.message}" for f in pipeline.verify(record) if f.is_fault]


def test_page_by_page_is_as_all_at_once(record: Record, folder: Path, tmp_path: Path) -> None:
    pages = [folder / f"{name}.txt" for name in PAGES]
    for page in reversed(pages):
        read(record, page)
        assert not faults(record)
    with Record.open(tmp_path / "other.db", write=True) as other:
        read(other, *pages)
        assert list(record.events(ALL)) == list(other.events(ALL))


def test_what_is_forgotten_leaves_no_trace_in_events(record: Record, folder: Path, tmp_path: Path) -> None:
    courier, *others = (folder / f"{name}.txt" for name in PAGES)
    read(record, courier, *others)
    before = datetime.now(UTC) - timedelta(seconds=1)
    record.forget(str(courier))
    held = (tmp_path / "case.db").read_bytes() + (tmp_path / "case.db-wal").read_bytes()
    assert b"visit by the president" not in held
    pipeline.rebuild(record)
    assert not faults(record)
    with Record.open(tmp_path / "other.db", write=True) as other:
        read(other, *others)
        assert list(record.events(ALL)) == list(other.events(ALL))
    assert dict(record.deleted_since(before))
    assert not dict(record.deleted_since(datetime.now(UTC)))


def test_a_persons_judgement_outlives_the_next_pages(record: Record, folder: Path) -> None:
    read(record, folder / "courier.txt", folder / "ledger.txt")
    event = max(record.events(ALL), key=lambda e: len(e.claims))
    one, other = sorted(event.claims)[:2]
    record.add_judgements([judged(one, other)])
    pipeline.rebuild(record)
    read(record, folder / "herald.txt", folder / "post.txt")
    assert not any({one, other} <= set(e.claims) for e in record.events(ALL))
    assert not faults(record)
    record.withdraw_judgement(judged(one, other).id, "ana")
    pipeline.rebuild(record)
    assert any({one, other} <= set(e.claims) for e in record.events(ALL))
    assert not faults(record)


def judged(left: str, right: str) -> Judgement:
    return Judgement(
        id=f"ju{left}", kind=JudgementKind.CLAIMS, left=left, right=right, verdict=Verdict.DIFFERENT, score=1.0,
        reason="two attacks", left_value="", right_value="", decided_by="ana",
    )  # fmt: skip


def test_verify_finds_an_event_that_does_not_follow(record: Record, folder: Path) -> None:
    read(record, folder / "courier.txt")
    with record._writing() as connection:
        connection.execute(text("UPDATE events SET independent_voices = 9"))
    assert any("does not follow" in fault for fault in faults(record))


def test_another_merger_merges_all_anew(record: Record, folder: Path) -> None:
    read(record, folder / "courier.txt", folder / "ledger.txt")
    before = list(record.events(ALL))
    with record._writing() as connection:
        connection.execute(text("UPDATE state SET value = 'older' WHERE key = 'merger'"))
    pipeline.rebuild(record)
    assert list(record.events(ALL)) == before
    assert not faults(record)


def test_an_article_without_a_date_and_two_actors_alone(record: Record, tmp_path: Path) -> None:
    bare = tmp_path / "bare.txt"
    bare.write_text("Kenya attacked Somalia. Somalia attacked Kenya. The attack came at dawn.", encoding="utf-8")
    read(record, bare)
    found = list(record.events(ALL))
    assert found
    assert all(event.occurred is None and event.place is None for event in found)
    assert not faults(record)


def test_ended_events_are_listed_on_the_command_line(record: Record, folder: Path, tmp_path: Path) -> None:
    read(record, folder / "courier.txt", folder / "post.txt")
    ids = {e.id for e in record.events(ALL)}
    record.forget(str(folder / "post.txt"))
    pipeline.rebuild(record)
    asked = ["events", "--record", str(tmp_path / "case.db"), "--deleted-since", "2020-01-01"]
    told = CliRunner().invoke(app, asked)
    assert told.exit_code == 0
    lines = [json.loads(line) for line in told.stdout.splitlines()]
    assert {line["event_id"] for line in lines} == ids - {e.id for e in record.events(ALL)}
    assert all(line["replaced_by"] is None for line in lines)


def test_what_another_version_merged_is_noted_and_not_checked(record: Record, folder: Path) -> None:
    read(record, folder / "courier.txt")
    record.merge("another version", events.update)
    notes = [f for f in pipeline.verify(record) if not f.is_fault]
    assert [f.check for f in notes] == ["merging"]
    assert not faults(record)
    read(record, folder / "ledger.txt")
    assert not list(pipeline.verify(record))
