"""One writer at a time on the desk: whoever writes waits a bounded time, and readings give way to people."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from onrecord.errors import RecordLockedError
from onrecord.store import Record

WAIT = 10.0
"""Seconds for which a person's change waits until others have written."""
RETRY = 0.05
"""Seconds between two looks at whether another process has finished writing."""


class Gate:
    """Lets the threads of this process write to a record one after another, each with a record opened for writing.

    A reading comes in once for each page (`patient`), and never before a person who waits.
    """

    def __init__(self, record: Record) -> None:
        self._record = record
        self._free = threading.Condition()
        self._holder: str | None = None
        self._people = 0

    @contextmanager
    def writing(self, what: str = "a change", *, wait: float = WAIT, patient: bool = False) -> Iterator[Record]:
        """The record, open for writing until the block ends. Not for use inside itself.

        `what` is what others are told who wait in vain. Raises RecordLockedError after `wait` seconds, naming who
        writes: another thread of this desk, or another process; RecordDamagedError where nobody may write.
        """
        deadline = time.monotonic() + wait
        self._enter(what, deadline, patient)
        try:
            with self._opened(deadline) as record:
                yield record
        finally:
            with self._free:
                self._holder = None
                self._free.notify_all()

    def _enter(self, what: str, deadline: float, patient: bool) -> None:
        with self._free:
            self._people += not patient
            try:
                is_free = self._free.wait_for(
                    lambda: self._holder is None and not (patient and self._people),
                    timeout=max(0.0, deadline - time.monotonic()),
                )
                if not is_free:
                    raise RecordLockedError(self._record.name, f"this desk ({self._holder or 'a change'})")
                self._holder = what
            finally:
                self._people -= not patient
                self._free.notify_all()

    def _opened(self, deadline: float) -> Record:
        """The record open for writing, once no other process writes."""
        while True:
            try:
                return self._record.writable()
            except RecordLockedError:
                if time.monotonic() >= deadline:
                    raise
                time.sleep(RETRY)
