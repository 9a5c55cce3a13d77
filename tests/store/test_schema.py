"""The schema on disk: migrations make the tables that the program knows, and strangers are told apart."""

from __future__ import annotations

import sqlite3
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, make_url, text
from store_samples import RUN, Page, coding_of

from onrecord.errors import RecordDamagedError, RecordError, RecordNewerError, UsageError
from onrecord.model.changes import Correction
from onrecord.model.runs import Review
from onrecord.store import Record, RecordMissingError
from onrecord.store.opening import whereabouts
from onrecord.store.schema import HEAD, VERSION_TABLE
from onrecord.store.tables import metadata


def _is_ours(_: Any, name: str | None, kind: str, *__: Any) -> bool:
    """Leaves out the full-text index, which each database has in its own way."""
    is_index = kind == "index" and name == "ix_article_search_words"
    return not is_index and not (kind == "table" and (name or "").startswith("article_search"))


def _is_other_type(context: MigrationContext, _: Any, __: Any, held: Any, known: Any) -> bool:
    """True when the database's own word for a column's type is another one."""
    plain = {"DOUBLE PRECISION": "FLOAT", "VARCHAR": "TEXT"}
    told = [kind.compile(dialect=context.dialect) for kind in (held, known)]
    for name, other in plain.items():
        told = [words.replace(name, other) for words in told]
    return told[0] != told[1]


def test_migrations_make_the_tables_of_the_program(record: Record) -> None:
    with record._engine.connect() as connection:
        options = {"compare_type": _is_other_type, "include_object": _is_ours, "version_table": VERSION_TABLE}
        assert compare_metadata(MigrationContext.configure(connection, opts=options), metadata) == []


def test_the_newest_migration_is_the_one_the_program_knows() -> None:
    config = Config()
    config.set_main_option("script_location", "onrecord.store:migrations")
    assert ScriptDirectory.from_config(config).get_heads() == [HEAD]
    assert resources.files("onrecord.store.migrations").joinpath("env.py").is_file()


def test_nothing_to_read_is_told(where: str) -> None:
    with pytest.raises(RecordMissingError, match="there is no record"):
        Record.open(where)
    if "://" not in where:
        assert not Path(where).exists()


def test_an_empty_file_becomes_a_record(tmp_path: Path) -> None:
    where = tmp_path / "case.db"
    where.touch()
    with pytest.raises(RecordMissingError):
        Record.open(where)
    with Record.open(where, write=True) as record:
        assert record.counts()["captures"] == 0


def test_a_newer_record_is_left_alone(where: str) -> None:
    with Record.open(where, write=True) as record, record._writing() as connection:
        connection.execute(text(f"UPDATE {VERSION_TABLE} SET version_num = '9999'"))
    for write in (True, False):
        with pytest.raises(RecordNewerError, match="update onrecord"):
            Record.open(where, write=write)


@pytest.mark.parametrize("content", [b"This is no database at all. " * 400, b"SQLite format 3\x00" + b"\xff" * 5000])
def test_a_file_that_is_no_record(tmp_path: Path, content: bytes) -> None:
    where = tmp_path / "notes.txt"
    where.write_bytes(content)
    for write in (True, False):
        with pytest.raises(RecordDamagedError):
            Record.open(where, write=write)
    assert where.read_bytes() == content


def test_another_programs_database_is_not_touched(tmp_path: Path) -> None:
    where = tmp_path / "other.db"
    with sqlite3.connect(where) as other:
        other.execute("CREATE TABLE notes (words TEXT)")
    other.close()
    for write in (True, False):
        with pytest.raises(RecordDamagedError, match="not a record"):
            Record.open(where, write=write)


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(RecordError, match="no folder"):
        Record.open(tmp_path / "nowhere" / "case.db", write=True)
    assert not (tmp_path / "nowhere").exists()


def test_damage_in_the_middle_is_found_by_verify(tmp_path: Path) -> None:
    where = tmp_path / "case.db"
    with Record.open(where, write=True) as record:
        for n in range(20):
            record.add(coding_of(Page(path=f"{n}.txt", url=None, repeat=5)))
    content = bytearray(where.read_bytes())
    for page in range(60, len(content) // 4096):
        content[page * 4096 + 10 : page * 4096 + 200] = b"\x5a" * 190
    where.write_bytes(bytes(content))
    with pytest.raises(RecordDamagedError, match="malformed"), Record.open(where) as record:
        # Where the tables' own description was not hit, the record opens, and verifying tells.
        raise RecordDamagedError(record.name, " ".join(finding.message for finding in record.verify()))


def test_a_changed_number_is_found_by_verify(tmp_path: Path) -> None:
    where = tmp_path / "case.db"
    with Record.open(where, write=True) as record:
        record.add(coding_of(Page()))
    content = where.read_bytes()
    assert b"killed 11 people" in content
    where.write_bytes(content.replace(b"killed 11 people", b"killed 99 people"))
    with Record.open(where) as record:
        assert {finding.check for finding in record.verify()} >= {"articles", "mentions", "claims", "index"}


def test_places_of_records() -> None:
    assert whereabouts("case.db").file == Path("case.db")
    assert whereabouts("sqlite:///folder/case.db").file == Path("folder/case.db")
    server = whereabouts("postgres://me:secret@host/news")
    assert server.url.drivername == "postgresql+psycopg"
    assert "secret" not in server.label
    for wrong in ("mysql://host/db", "sqlite://", "://"):
        with pytest.raises(UsageError):
            whereabouts(wrong)


def test_a_server_that_does_not_answer() -> None:
    with pytest.raises(RecordDamagedError, match="refused"):
        Record.open("postgresql://nobody@127.0.0.1:1/nothing")


def test_records_in_one_server_that_hold_other_tables(where: str) -> None:
    if "://" not in where:
        return
    engine = create_engine(make_url(where).set(drivername="postgresql+psycopg"))
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE notes (words TEXT)"))
        connection.execute(text("CREATE TABLE alembic_version (version_num TEXT)"))
    engine.dispose()
    with Record.open(where, write=True) as record:
        record.begin_run(RUN)
        assert [run.id for run in record.runs()] == [RUN.id]


def test_a_revision_that_no_program_made_is_told(where: str) -> None:
    with Record.open(where, write=True) as record, record._writing() as connection:
        connection.execute(text(f"UPDATE {VERSION_TABLE} SET version_num = '0000'"))
    for write in (True, False):
        with pytest.raises(RecordDamagedError, match="brought up to date"):
            Record.open(where, write=write)


_NEW_INDEXES = ("ix_claim_corrections_place", "ix_claims_confidence", "ix_judgements_kind_verdict")
_NEW_COLUMNS = {
    "claims": ("is_read",),
    "claim_participants": ("is_read", "stands"),
    "claim_voices": ("is_read", "stands"),
    "relation_voices": ("is_read", "stands"),
    "reviews": ("told",),
    "claim_corrections": (
        *("status", "sets_place", "sets_occurred", "occurred", "is_dated", "when_start", "when_end", "quantities"),
    ),
}


def test_a_record_of_the_first_schema_is_brought_up_and_keeps_what_it_holds(
    where: str,
) -> None:
    with Record.open(where, write=True) as record:
        coding = coding_of(Page())
        record.add(coding)
        record.change(
            "mina", "no attack", corrections=[Correction(coding.articles[0].claims[0].id, "status", "rejected")]
        )
        before = record.counts()
        with record._writing() as connection:
            merged = ("event_ends", "tellings", "told", "telling_blocks", "telling_pairs", "unmerged")
            users = ("user_log", "sessions", "users")
            changed = ("change_rows", "changes", "claim_heirs", "article_corrections")
            copied = ("copy_texts", "copy_shingles", "copy_edges")
            for table in ("claim_losses", "inferred_dates", *merged, *users, *changed, *copied):
                connection.execute(text(f"DROP TABLE {table}"))
            for index in _NEW_INDEXES:
                connection.execute(text(f"DROP INDEX {index}"))
            connection.execute(text("ALTER TABLE claim_corrections DROP COLUMN place"))
            for table, columns in _NEW_COLUMNS.items():
                for column in columns:
                    connection.execute(text(f"ALTER TABLE {table} DROP COLUMN {column}"))
            connection.execute(text(f"UPDATE {VERSION_TABLE} SET version_num = '0001'"))
    with Record.open(where) as record:
        assert record.counts() == before
        (change,) = record.changes()
        assert [(change.by, row.field) for row in change.rows if isinstance(row, Review)] == [("mina", "status")]
        assert all(claim.gone is None for claim in record.claims())
        assert record.verify() == () or all(not finding.is_fault for finding in record.verify())
