"""The one writer of a record, held by the operating system or the server, so that it ends when its process does."""

from __future__ import annotations

import json
import os
import socket
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

from filelock import FileLock, Timeout
from sqlalchemy import Connection, Engine, text

from onrecord.errors import RecordDamagedError, RecordLockedError
from onrecord.store.opening import Whereabouts

_ADVISORY = 0x4F6E5265


class WriterLock(Protocol):
    """Something held while a record is open for writing."""

    def release(self) -> None:
        """Lets the next writer in."""
        ...


def acquire(place: Whereabouts, engine: Engine) -> WriterLock:
    """The lock of the record's one writer. Raises RecordLockedError, naming who holds it."""
    return _FileWriter(place) if place.file else _ServerWriter(place, engine)


def holder(place: Whereabouts) -> str:
    """Who last wrote that they hold the record, in words."""
    if place.file is None:
        return "another process"
    try:
        told = json.loads(_beside(place.file, ".writer").read_text(encoding="utf-8"))
        return f"process {told['process']} on {told['host']} since {told['since']}"
    except (OSError, ValueError, KeyError, TypeError):
        return "another process"


def _beside(file: Path, ending: str) -> Path:
    return file.with_name(file.name + ending)


def _self() -> dict[str, str]:
    now = datetime.now(UTC).isoformat(timespec="seconds")
    return {"process": str(os.getpid()), "host": socket.gethostname(), "since": now}


class _FileWriter:
    """A lock file beside the record, and one that says who holds it; the latter may outlive a killed process."""

    def __init__(self, place: Whereabouts) -> None:
        assert place.file is not None
        self._told = _beside(place.file, ".writer")
        self._lock = FileLock(_beside(place.file, ".lock"), timeout=0, is_singleton=False)
        try:
            self._lock.acquire()
        except Timeout as error:
            raise RecordLockedError(place.label, holder(place)) from error
        except OSError as error:
            raise RecordDamagedError(place.label, f"cannot be written: {error.strerror or error}") from error
        try:
            self._told.write_text(json.dumps(_self()), encoding="utf-8")
        except OSError:
            self._told.unlink(missing_ok=True)  # a full disk: the lock holds, only its holder stays unnamed

    def release(self) -> None:
        self._told.unlink(missing_ok=True)
        self._lock.release()


class _ServerWriter:
    """An advisory lock on a connection of its own; its name on the server says who holds it."""

    def __init__(self, place: Whereabouts, engine: Engine) -> None:
        self._connection = engine.connect().execution_options(isolation_level="AUTOCOMMIT")
        told = " ".join(f"{value}" for value in _self().values())
        self._connection.execute(
            text("SELECT set_config('application_name', :name, false)"), {"name": f"onrecord {told}"}
        )
        held = self._connection.execute(text("SELECT pg_try_advisory_lock(:key)"), {"key": _ADVISORY}).scalar()
        if not held:
            who = _server_holder(self._connection)
            self._connection.close()
            raise RecordLockedError(place.label, who)

    def release(self) -> None:
        self._connection.execute(text("SELECT pg_advisory_unlock(:key)"), {"key": _ADVISORY})
        self._connection.invalidate()
        self._connection.close()


def _server_holder(connection: Connection) -> str:
    query = text(
        "SELECT a.application_name FROM pg_locks l JOIN pg_stat_activity a USING (pid) "
        "WHERE l.locktype = 'advisory' AND l.objid = :key AND l.granted AND l.database = "
        "(SELECT oid FROM pg_database WHERE datname = current_database())"
    )
    told = str(connection.execute(query, {"key": _ADVISORY}).scalar() or "").split(" ")
    if len(told) != 4:
        return "another process"
    return f"process {told[1]} on {told[2]} since {told[3]}"
