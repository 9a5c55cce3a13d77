"""One way to run work on many items, here or in a pool of processes: results come back in the order of the items.

An executor is given a `load` that makes what every item needs (the model, the knowledge base), called once a process,
and a `work` that takes what was loaded and one item. Ray will be a third of the same shape.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from itertools import chain, islice
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any, Protocol, TypeVar

from onrecord.errors import WorkerLostError

Item = TypeVar("Item")
Result = TypeVar("Result")


class Executor(Protocol):
    """Anything that runs `work` over items."""

    def run(
        self, load: Callable[[], Any], work: Callable[[Any, Item], Result], items: Iterable[Item]
    ) -> Iterator[Result]:
        """The results, in the order of the items. An exception of `work` is raised where its result would stand."""
        ...


class InProcess:
    """Runs everything in this process."""

    def run(
        self, load: Callable[[], Any], work: Callable[[Any, Item], Result], items: Iterable[Item]
    ) -> Iterator[Result]:
        """The results, one at a time as they are asked for."""
        loaded = load()
        for item in items:
            yield work(loaded, item)


class ProcessPool:
    """Runs `work` in several processes, each of which loads once. Items and results must pickle.

    Few items are run in this process: starting others costs more than it saves. At most four items a process wait,
    so that a folder of a million pages is never held in memory.
    """

    def __init__(self, jobs: int, *, worth_it: int = 12) -> None:
        self._jobs = jobs
        self._worth_it = worth_it

    def run(
        self, load: Callable[[], Any], work: Callable[[Any, Item], Result], items: Iterable[Item]
    ) -> Iterator[Result]:
        """The results, in the order of the items."""
        ahead = iter(items)
        first = list(islice(ahead, self._worth_it))
        if self._jobs < 2 or len(first) < self._worth_it:
            return InProcess().run(load, work, first if self._jobs >= 2 else chain(first, ahead))
        return self._pooled(load, work, chain(first, ahead))

    def _pooled(
        self, load: Callable[[], Any], work: Callable[[Any, Item], Result], items: Iterable[Item]
    ) -> Iterator[Result]:
        # Processes are started afresh: a forked copy would share open database files and threads.
        context = multiprocessing.get_context("spawn")
        waiting: deque[Future[Result]] = deque()
        pool = ProcessPoolExecutor(self._jobs, mp_context=context, initializer=_begin, initargs=(load, work))
        try:
            for item in items:
                waiting.append(pool.submit(_work, item))
                if len(waiting) >= 4 * self._jobs:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        except BrokenProcessPool as error:
            raise WorkerLostError(self._jobs) from error
        finally:
            pool.shutdown(cancel_futures=True)


# What a worker process keeps between items; set once, by `_begin`, in that process only.
_state: dict[str, Any] = {}


def _begin(load: Callable[[], Any], work: Callable[[Any, Any], Any]) -> None:
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _state["loaded"] = load()
    _state["work"] = work


def _end_with_parent() -> None:
    """Ends this process when the one that started it is gone: killed, it cannot tell us, and we would wait for ever."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


def _work(item: Any) -> Any:
    return _state["work"](_state["loaded"], item)


class Beside:
    """Runs `work` in one process of its own that is kept between runs, so that it loads once, and one item at a time.

    For a server: what is read there takes neither its memory nor its turn. `load` and `work` must pickle, and `load`
    must be the same for all runs. A killed process is started anew by the next run.
    """

    def __init__(self) -> None:
        self._process: BaseProcess | None = None
        self._pipe: Connection | None = None
        self._turn = threading.Lock()

    def run(
        self, load: Callable[[], Any], work: Callable[[Any, Item], Result], items: Iterable[Item]
    ) -> Iterator[Result]:
        """The results, in the order of the items, each as it is asked for. Raises WorkerLostError."""
        with self._turn:
            self._ask(load, work, is_work=True)
            for item in items:
                yield self._ask(load, item)

    def _ask(self, load: Callable[[], Any], words: Any, *, is_work: bool = False) -> Any:
        pipe = self._started(load)
        try:
            pipe.send((is_work, words))
            is_done, answer = pipe.recv()
        except (EOFError, OSError) as error:
            self.close()
            raise WorkerLostError(1) from error
        if not is_done:
            raise answer
        return answer

    def _started(self, load: Callable[[], Any]) -> Connection:
        if self._pipe is None:
            context = multiprocessing.get_context("spawn")
            self._pipe, theirs = context.Pipe()
            self._process = context.Process(target=_answer, args=(theirs, load), daemon=True)
            self._process.start()
            theirs.close()  # theirs alone stays open, so that we hear when it closes
        return self._pipe

    def close(self) -> None:
        """Ends the process, in the middle of an item if need be; whoever waits for that gets a WorkerLostError."""
        process, pipe = self._process, self._pipe
        self._process = self._pipe = None
        if process is not None and pipe is not None:
            process.terminate()
            process.join()
            pipe.close()


def _answer(pipe: Connection, load: Callable[[], Any]) -> None:
    """Takes work and items from a pipe until it closes. The terminal's interrupt is for the process that asks."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    if hasattr(os, "nice"):
        os.nice(5)  # whoever looks at a page goes before
    loaded = work = None
    with suppress(EOFError, BrokenPipeError):
        while True:
            is_work, words = pipe.recv()
            try:
                loaded = load() if loaded is None else loaded
                work = words if is_work else work
                answer = None if is_work or work is None else work(loaded, words)
            except Exception as fault:
                pipe.send((False, fault))
            else:
                pipe.send((True, answer))
