"""What is read in from the desk: readings that wait, run one after another beside the server, and can be told of.

A reading holds the record only while one page of it is written, so that people correct meanwhile. It is kept in the
memory of the server; what it read is in the record, page by page, whatever becomes of the server.
"""

from __future__ import annotations

import queue
import secrets
import shutil
import tempfile
import threading
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from onrecord.errors import OnRecordError, RecordLockedError, UsageError
from onrecord.model.articles import Deposit
from onrecord.model.ids import CaptureId
from onrecord.model.runs import Issue
from onrecord.store import Record
from onrecord.web.desk import Desk

if TYPE_CHECKING:  # takes long to load, and most desks never read anything in
    from onrecord.pipeline import Beside, Executor, Progress, ReadOptions, ReadSummary

IDLE = 600.0
"""Seconds after which the process that reads is ended, where nothing is left to read."""
KEPT = 30
"""Readings told of; of older ones, only what they read stays."""
PATIENCE = 2.0
"""Seconds of waiting for another process that writes, before the reading looks whether it was stopped."""

Source = str | Deposit


class State(StrEnum):
    WAITING = "waiting"
    READING = "reading"
    JOINING = "joining"
    DONE = "done"
    STOPPED = "stopped"
    FAILED = "failed"


RUNNING = frozenset({State.READING, State.JOINING})
OPEN = RUNNING | {State.WAITING}


@dataclass(kw_only=True)
class Reading:
    """One reading: what is read, how far it has come, and what came of it. Changed by its intake alone.

    `total` is None where it cannot be told; `item` is what was last read; `message` says why it waits or failed.
    """

    id: str
    title: str
    sources: tuple[Source, ...]
    options: ReadOptions
    folder: Path | None
    added_at: datetime
    left: tuple[Source, ...] = ()
    state: State = State.WAITING
    is_stopping: bool = False
    done: int = 0
    total: int | None = None
    item: str = ""
    message: str = ""
    known: int = 0
    articles: int = 0
    claims: int = 0
    new: tuple[CaptureId, ...] = ()
    refused: tuple[Issue, ...] = ()

    @property
    def is_open(self) -> bool:
        """True while it waits or runs."""
        return self.state in OPEN

    @property
    def again(self) -> tuple[Source, ...]:
        """The sources of what was refused, each once; an address that was refused stands for itself."""
        return tuple(dict.fromkeys(source for issue in self.refused if (source := self._source(issue.item))))

    def _source(self, item: str) -> Source | None:
        for source in self.sources:
            name = source.name if isinstance(source, Deposit) else source
            if item == name or item.startswith(f"{name}!"):
                return source
        return item if item.startswith(("http://", "https://")) else None


class _StoppedError(Exception):
    """A reading was told to stop while it waited."""


@dataclass
class _Shared:
    """What the threads of the desk and of the reading share, under one lock."""

    readings: dict[str, Reading] = field(default_factory=dict)
    version: int = 0
    thread: threading.Thread | None = None
    is_closed: bool = False


class Intake:
    """The readings of a desk. `executor` reads; by default a process beside this one, which loads the model once."""

    def __init__(self, desk: Desk, executor: Executor | None = None) -> None:
        self._desk = desk
        self.is_ending = False
        """True once the server is about to end: whoever is told of readings as they go on is let go."""
        self._executor = executor
        self._beside: Beside | None = None
        self._waiting: queue.Queue[str | None] = queue.Queue()
        self._lock = threading.RLock()
        self._shared = _Shared()

    @property
    def version(self) -> int:
        """A number that grows with every change of any reading."""
        return self._shared.version

    def readings(self) -> list[Reading]:
        """The readings as they are now, the newest first."""
        with self._lock:
            return [replace(one) for one in reversed(self._shared.readings.values())]

    def reading(self, reading_id: str) -> Reading | None:
        """One reading as it is now; None for one that is not told of any more."""
        with self._lock:
            one = self._shared.readings.get(reading_id)
            return replace(one) if one else None

    def folder(self) -> Path:
        """A new folder for what is brought in; it goes when its reading is no longer told of."""
        return Path(tempfile.mkdtemp(prefix="onrecord-"))

    def add(self, title: str, sources: Sequence[Source], options: ReadOptions, folder: Path | None = None) -> str:
        """The id of a new reading, which waits for its turn. Raises UsageError where too many wait already."""
        if sum(one.is_open for one in self.readings()) >= KEPT:
            raise UsageError(f"{KEPT} readings are waiting; let some of them end first")
        reading = Reading(
            id=secrets.token_hex(6),
            title=title,
            sources=tuple(sources),
            left=tuple(sources),
            options=options,
            folder=folder,
            added_at=datetime.now(UTC),
        )
        with self._lock:
            self._shared.readings[reading.id] = reading
            self._forget_old()
        self._queue(reading.id)
        return reading.id

    def stop(self, reading_id: str) -> None:
        """Nothing; the reading ends after the page that it is at, and one that waits does not begin."""
        with self._change(reading_id) as one:
            if one.state is State.WAITING:
                one.state = State.STOPPED
            elif one.is_open:
                one.is_stopping = True

    def go_on(self, reading_id: str) -> None:
        """Nothing; what was stopped or failed is taken up where it was."""
        self._again(reading_id, frozenset({State.STOPPED, State.FAILED}), only_refused=False)

    def retry(self, reading_id: str) -> None:
        """Nothing; what was refused is read again, and only that."""
        self._again(reading_id, frozenset({State.DONE, State.STOPPED}), only_refused=True)

    def _again(self, reading_id: str, states: frozenset[State], *, only_refused: bool) -> None:
        with self._change(reading_id) as one:
            left = one.again if only_refused else one.left
            if one.state not in states or not left:
                return
            one.left, one.refused, one.state, one.is_stopping, one.message = left, (), State.WAITING, False, ""
        self._queue(reading_id)

    def close(self) -> None:
        """Ends what reads, in the middle of a page if need be; what was read before is on record."""
        with self._lock:
            self._shared.is_closed = True
            thread, folders = self._shared.thread, [one.folder for one in self._shared.readings.values()]
            for one in self._shared.readings.values():
                one.is_stopping = True
        self._waiting.put(None)
        if self._beside is not None:
            self._beside.close()
        if thread is not None:
            thread.join(timeout=30)
        for folder in folders:
            _remove(folder)

    # The thread that reads.

    def _queue(self, reading_id: str) -> None:
        self._waiting.put(reading_id)
        with self._lock:
            self._shared.version += 1
            if self._shared.thread is None and not self._shared.is_closed:
                self._shared.thread = threading.Thread(target=self._work, name="intake", daemon=True)
                self._shared.thread.start()

    def _reader(self) -> Executor:
        """What reads; the process beside this one is made with the first reading."""
        from onrecord.pipeline import Beside

        if self._executor is None:
            self._executor = self._beside = Beside()
        return self._executor

    def _work(self) -> None:
        while not self._shared.is_closed:
            try:
                reading_id = self._waiting.get(timeout=IDLE)
            except queue.Empty:
                if self._beside is not None:
                    self._beside.close()
                continue
            one = self.reading(reading_id) if reading_id else None
            if one is not None and one.state is State.WAITING:
                self._read(one)

    def _read(self, one: Reading) -> None:
        from onrecord.pipeline import read_sharing

        with self._change(one.id) as begun:
            begun.state, begun.done, begun.total, begun.item = State.READING, 0, None, ""
            begun.message = "loading what reads"
        try:
            summary = read_sharing(
                self._desk.record,
                lambda: self._writing(one.id),
                one.left,
                options=one.options,
                on_progress=lambda state: self._note(one.id, state),
                executor=self._reader(),
                is_stopped=lambda: self._is_stopping(one.id),
            )
        except _StoppedError:
            self._end(one.id, State.STOPPED)
        except OnRecordError as error:
            is_stopped = self._is_stopping(one.id)
            self._end(one.id, State.STOPPED if is_stopped else State.FAILED, "" if is_stopped else str(error))
        except Exception as fault:  # a fault of ours must not end the thread that all readings wait for
            self._end(one.id, State.FAILED, f"the program failed ({type(fault).__name__}: {fault})")
        else:
            self._finish(one.id, summary)

    @contextmanager
    def _writing(self, reading_id: str) -> Iterator[Record]:
        """The record open for writing; waits for another process for as long as that takes, unless stopped."""
        with ExitStack() as entered:
            yield self._entered(entered, reading_id)

    def _entered(self, entered: ExitStack, reading_id: str) -> Record:
        while True:
            try:
                return entered.enter_context(self._desk.writing("a reading", wait=PATIENCE, patient=True))
            except RecordLockedError as error:
                if self._is_stopping(reading_id):
                    raise _StoppedError from error
                with self._change(reading_id) as one:
                    one.message = f"waiting: {error}"

    def _note(self, reading_id: str, state: Progress) -> None:
        with self._change(reading_id) as one:
            one.done, one.total, one.message = state.done, state.total, ""
            one.known += state.known
            one.new += state.new
            one.refused += state.refused
            if state.item:
                one.item = state.item
            else:
                one.state = State.JOINING

    def _finish(self, reading_id: str, summary: ReadSummary) -> None:
        with self._change(reading_id) as one:
            one.articles += summary.articles
            one.claims += summary.claims
            is_whole = one.total is not None and one.done >= one.total
            one.state = State.STOPPED if one.is_stopping and not is_whole else State.DONE
            one.is_stopping = False
            one.message = ""
            if one.state is State.DONE:
                _remove_read(one)

    def _end(self, reading_id: str, state: State, message: str = "") -> None:
        with self._change(reading_id) as one:
            one.state, one.message, one.is_stopping = state, message, False

    def _is_stopping(self, reading_id: str) -> bool:
        with self._lock:
            one = self._shared.readings.get(reading_id)
            return self._shared.is_closed or one is None or one.is_stopping

    @contextmanager
    def _change(self, reading_id: str) -> Iterator[Reading]:
        with self._lock:
            yield self._shared.readings[reading_id]
            self._shared.version += 1

    def _forget_old(self) -> None:
        ended = [one for one in self._shared.readings.values() if not one.is_open]
        for one in ended[: max(0, len(self._shared.readings) - KEPT)]:
            del self._shared.readings[one.id]
            _remove(one.folder)


def _remove_read(reading: Reading) -> None:
    """Takes away what was brought in and is read; what was refused stays, to be tried again."""
    again = reading.again
    for source in reading.sources:
        if isinstance(source, Deposit) and source not in again:
            Path(source.file).unlink(missing_ok=True)


def _remove(folder: Path | None) -> None:
    if folder is not None:
        shutil.rmtree(folder, ignore_errors=True)
