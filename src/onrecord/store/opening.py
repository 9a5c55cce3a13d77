"""Where a record lies, and connections to it: one SQLite file, or a PostgreSQL database."""

from __future__ import annotations

import os
import sqlite3
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.engine.interfaces import IsolationLevel
from sqlalchemy.exc import ArgumentError

from onrecord.errors import RecordError, UsageError

APPLICATION = 0x4F6E5265  # "OnRe", in the header of the file


class RecordMissingError(RecordError):
    """There is no record at the place named, and the caller only wants to read."""

    def __init__(self, record: str) -> None:
        super().__init__(f"there is no record at {record}; `onrecord read` makes one")
        self.record = record


@dataclass(frozen=True, slots=True, kw_only=True)
class Whereabouts:
    """Where a record lies. `label` is what people are shown, without a password; `file` None for a server."""

    url: URL
    label: str
    file: Path | None


def whereabouts(where: str | Path) -> Whereabouts:
    """The place that a path or a URL names. Raises UsageError for a database that is not supported."""
    words = str(where)
    if "://" not in words:
        file = Path(words).expanduser()
        return Whereabouts(url=URL.create("sqlite", database=str(file)), label=words, file=file)
    try:
        url = make_url(words)
    except ArgumentError as error:
        raise UsageError(f"{words!r} is not a database URL") from error
    kind = url.get_backend_name()
    if kind == "sqlite" and url.database:
        return Whereabouts(url=url, label=url.database, file=Path(url.database))
    if kind not in ("postgresql", "postgres"):
        raise UsageError(f"a record is a SQLite file or a postgresql:// URL, not {kind}://")
    return Whereabouts(url=url.set(drivername="postgresql+psycopg"), label=url.render_as_string(), file=None)


def connect(place: Whereabouts, *, write: bool, isolation: IsolationLevel = "REPEATABLE READ") -> Engine:
    """An engine whose connections keep foreign keys, see one moment per transaction, and write only when asked.

    `isolation` is what a server's transactions see of others; in a file they see one moment whatever it says.
    """
    if place.file is None:
        return _postgres(place.url, write, isolation)
    return _sqlite(place.url, write)


def _postgres(url: URL, write: bool, isolation: IsolationLevel) -> Engine:
    try:
        engine = create_engine(url, isolation_level=isolation, pool_pre_ping=True)
    except ModuleNotFoundError as error:
        raise UsageError("a record on PostgreSQL needs the extra: pip install 'onrecord[postgres]'") from error

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        if not write:
            connection.exec_driver_sql("SET TRANSACTION READ ONLY")

    return engine


def _sqlite(url: URL, write: bool) -> Engine:
    file = Path(str(url.database)).absolute()
    engine = create_engine(url, creator=lambda: _still(file)) if is_still(file, write=write) else create_engine(url)

    @event.listens_for(engine, "connect")
    def connected(connection: Any, _: Any) -> None:
        connection.isolation_level = None  # the driver's own BEGINs come too late for a consistent view
        for pragma in _pragmas(write):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        options = connection.get_execution_options()
        if not options.get("writes", False):
            connection.exec_driver_sql("BEGIN")
            return
        # Neither loses anything when the program is killed. When the power fails, FULL has kept what NORMAL may lose:
        # the last transactions. What is computed can be computed again; what a person decided is flushed to the disk.
        connection.exec_driver_sql(f"PRAGMA synchronous={'FULL' if options.get('lasting', True) else 'NORMAL'}")
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


def is_still(file: Path, *, write: bool) -> bool:
    """True for a record on a shelf: nobody may write there, so nobody does, and SQLite needs no files beside it."""
    has_log = file.with_name(file.name + "-wal").exists()
    return not write and not has_log and not os.access(file.parent, os.W_OK)


def _still(file: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{file.as_uri()}?immutable=1", uri=True, check_same_thread=False)


def _pragmas(write: bool) -> tuple[str, ...]:
    common = ("foreign_keys=ON", "busy_timeout=10000", "cache_size=-32000")
    return (*common, "journal_mode=WAL") if write else (*common, "query_only=ON")


LARGE = 5000
"""Claims from which on SQLite needs to know how much its tables hold."""


def keep_statistics(engine: Engine) -> None:
    """Nothing; has SQLite count what the tables of a large record hold, once that has doubled.

    Without, it takes every table for a small one, and looks through all articles for each that a search found. A server
    counts on its own.
    """
    if engine.dialect.name != "sqlite":
        return
    with engine.begin() as connection:
        now = connection.exec_driver_sql("SELECT count(*) FROM claims").scalar() or 0
        known = connection.exec_driver_sql("SELECT count(*) FROM sqlite_master WHERE name = 'sqlite_stat1'").scalar()
        query = "SELECT max(CAST(stat AS INTEGER)) FROM sqlite_stat1 WHERE tbl = 'claims'"
        then = (connection.exec_driver_sql(query).scalar() or 0) if known else 0
        if now >= max(LARGE, 2 * then):
            connection.exec_driver_sql("PRAGMA analysis_limit = 1000")
            connection.exec_driver_sql("ANALYZE")
