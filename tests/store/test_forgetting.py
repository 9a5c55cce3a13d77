"""Forgetting a capture: all that rests on it goes, bytes included, and nothing else does."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import select
from store_samples import ISKP, RUN, SPOKESMAN, TALIBAN, Page, coding_of, judged
from test_events import rebuild

from onrecord.model.changes import Correction
from onrecord.model.filters import Filter
from onrecord.model.ids import issue_id
from onrecord.model.judgements import JudgementKind
from onrecord.model.runs import Issue
from onrecord.store import Record
from onrecord.store import tables as t

SECRET = "Quillfeather"
KEPT = Page(path="kept.txt", url=None, actor=None)
GONE = Page(url="https://example.org/gone", title=f"{SECRET} speaks", more=f"{SECRET} was there. ")


def filled(record: Record) -> None:
    for page in (KEPT, GONE):
        record.add(coding_of(page))
    item = "https://example.org/gone"
    record.add_issues([Issue(id=issue_id(item, "x", "y", None), item=item, stage="x", code="y", message=SECRET)])
    rebuild(record)


def test_what_rests_on_a_capture_goes_and_the_rest_stays(record: Record) -> None:
    filled(record)
    kept = coding_of(KEPT)
    mention = coding_of(GONE).articles[0].mentions[0].id
    record.add_judgements([judged(JudgementKind.ACTOR, mention, TALIBAN.id, by=SECRET)])
    assert record.forget("https://example.org/gone") == 1
    assert record.forget("https://example.org/gone") == 0
    assert [row.id for row in record.captures()] == [kept.capture.id]
    assert [c.claim.article_id for c in record.claims()] == [kept.articles[0].article.id] * 2
    assert {row.actor.id for row in record.actors()} == {TALIBAN.id, SPOKESMAN.id}
    assert {j.left for j in record.judgements(withdrawn=True)} <= {m.id for m in kept.articles[0].mentions}
    assert record.search(SECRET) == ()
    assert [issue.item for issue in record.issues()] == ["kept.txt"]
    assert not record.events_current
    assert not [finding for finding in record.verify() if finding.is_fault]


def test_what_people_changed_on_it_goes(record: Record) -> None:
    filled(record)
    claims = {c.article.capture_url or c.article.capture_path: c.claim for c in record.claims()}
    gone, kept = claims["https://example.org/gone"], claims["kept.txt"]
    name = next(a for a in record.articles() if a.article.id == gone.article_id).article.text.index(SECRET)
    who = [{"start": name, "end": name + len(SECRET), "actor_id": TALIBAN.id}]
    record.change(SECRET, f"{SECRET} it was", corrections=[Correction(gone.id, "actors", who)])
    both = [Correction(gone.id, "note", SECRET), Correction(kept.id, "factuality", "denied")]
    record.change("mina", f"{SECRET} says no", corrections=both)
    assert record.forget("https://example.org/gone") == 1
    (change,) = record.changes()
    assert (change.by, change.words, len(change.rows)) == ("mina", "", 1)
    assert not [finding for finding in record.verify() if finding.is_fault]


def test_events_that_tell_of_it_go_until_they_are_built_again(record: Record) -> None:
    filled(record)
    record.forget(coding_of(GONE).capture.id)
    assert len(list(record.events())) == 1
    rebuild(record)
    assert len(list(record.events())) == 2
    assert record.verify() == ()


def test_only_that_it_was_done_is_kept(record: Record) -> None:
    filled(record)
    record.forget("https://example.org/gone")
    with record._reading() as connection:
        for table in t.metadata.sorted_tables:
            rows = connection.execute(select(table)).all()
            assert SECRET not in repr(rows), table.name
            assert "example.org/gone" not in repr(rows), table.name
        assert len(connection.execute(select(t.forgotten)).all()) == 1


def test_no_bytes_stay_in_the_files(tmp_path: Path) -> None:
    where = tmp_path / "case.db"
    with Record.open(where, write=True) as record:
        filled(record)
        record.forget("https://example.org/gone")
        held = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    for words in (SECRET, SECRET.lower(), "example.org/gone"):
        assert words.encode() not in held
        assert words.encode() not in where.read_bytes()


def test_bytes_that_a_reader_holds_go_with_the_next_writer(tmp_path: Path) -> None:
    where = tmp_path / "case.db"
    with Record.open(where, write=True) as record:
        filled(record)
    with Record.open(where) as reader, Record.open(where, write=True) as record:
        listing = reader.claims()
        next(listing)
        record.forget("https://example.org/gone")
        assert len(list(listing)) == 3
    with Record.open(where, write=True):
        pass
    assert SECRET.encode() not in b"".join(path.read_bytes() for path in tmp_path.iterdir())


def test_a_reading_of_a_forgotten_page_can_come_again(record: Record) -> None:
    filled(record)
    record.forget("https://example.org/gone")
    assert record.add(coding_of(GONE))
    assert len(list(record.actors(Filter(actor=ISKP.id)))) == 1
    assert {run.id for run in record.runs()} == {RUN.id}
