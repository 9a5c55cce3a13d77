"""What every page of the desk has at hand: the record, the settings, and figures kept while the record stays."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any, TypeVar, cast

from starlette.requests import Request

from onrecord.errors import RecordError
from onrecord.settings import Settings
from onrecord.store import Record
from onrecord.web.writing import WAIT, Gate

T = TypeVar("T")
MOMENT = 1.0
"""Seconds for which a page may show the record as it was: one page asks for several kept things."""
LONG = 0.5
"""Seconds of computing from which on a tally may be a moment old."""
KEPT = 64
"""Computed things kept at most; each is small, a figure or a tally."""


@dataclass(frozen=True, slots=True)
class _Made:
    """Something computed, for which state of the record, and how long it took."""

    value: Any
    stamp: str
    seconds: float


class Desk:
    """A record being looked at. What is costly to compute is kept until the record changes."""

    def __init__(self, record: Record, settings: Settings) -> None:
        self.record = record
        self.settings = settings
        self._gate = Gate(record)
        self.standing: dict[Hashable, Mapping[str, tuple[float, float]]] = {}
        """Where the nodes of networks stood when they were last laid out."""
        self._kept: OrderedDict[Hashable, Any] = OrderedDict()
        self._late: dict[Hashable, _Made] = {}
        self._renewing: set[Hashable] = set()
        self._stamp = ""
        self._looked = float("-inf")
        self._lock = threading.Lock()

    def kept(self, key: Hashable, make: Callable[[], T]) -> T:
        """What `make` gives, computed once for each key and state of the record."""
        stamp = self.stamp()
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return cast(T, self._kept[key])
        made = make()  # outside the lock: two readers may both compute, none waits for the other
        with self._lock:
            if stamp == self._stamp:
                self._kept[key] = made
                while len(self._kept) > KEPT:
                    self._kept.popitem(last=False)
        return made

    def late(self, key: Hashable, make: Callable[[], T]) -> T:
        """The same; but what took long may be the record's of a moment ago, while it is computed anew beside.

        For tallies of a large record, which would hold up every page while it is being read into.
        """
        self.stamp()
        with self._lock:
            last = self._late.get(key)
            if last is None or last.seconds < LONG:
                last = None
            elif last.stamp != self._stamp and key not in self._renewing:
                self._renewing.add(key)
                threading.Thread(target=self._renew, args=(key, make), daemon=True).start()
        return cast(T, last.value) if last is not None else self._timed(key, make)

    def _timed(self, key: Hashable, make: Callable[[], T]) -> T:
        stamp, begun = self._stamp, time.monotonic()
        made = self.kept(key, make)
        seconds = time.monotonic() - begun
        with self._lock:
            before = self._late.get(key)
            if before is not None and before.stamp == stamp:  # at hand: that it came fast says nothing
                seconds = max(seconds, before.seconds)
            self._late[key] = _Made(made, stamp, seconds)
        return made

    def _renew(self, key: Hashable, make: Callable[[], Any]) -> None:
        try:
            with suppress(RecordError):  # what fails is told where a page asks for it and has nothing older
                self._timed(key, make)
        finally:
            with self._lock:
                self._renewing.discard(key)

    def stamp(self) -> str:
        """The record's stamp, looked at anew after a moment; what was kept for another is let go."""
        with self._lock:
            if time.monotonic() - self._looked < MOMENT:
                return self._stamp
        stamp = self.record.stamp()
        with self._lock:
            if stamp != self._stamp:
                self._kept.clear()
                self._stamp = stamp
            self._looked = time.monotonic()
        return stamp

    @contextmanager
    def writing(self, what: str = "a change", *, wait: float = WAIT, patient: bool = False) -> Iterator[Record]:
        """The record, open for writing, as Gate.writing has it; the next page shows what was written."""
        try:
            with self._gate.writing(what, wait=wait, patient=patient) as record:
                yield record
        finally:
            if not patient:  # a reading writes all the time: a moment later is soon enough
                self.changed()

    def changed(self) -> None:
        """Nothing; whoever writes through the desk calls it, so that the next page shows the change."""
        with self._lock:
            self._looked = float("-inf")


def desk_of(request: Request) -> Desk:
    """The desk that answers a request."""
    return cast(Desk, request.app.state.desk)
