from __future__ import annotations

import os
import signal
from functools import partial

import pytest

from onrecord.errors import WorkerLostError
from onrecord.executors import Beside, InProcess, ProcessPool


def load() -> int:
    return 10


def work(loaded: int, item: int) -> int:
    return loaded + item


def die(loaded: int, item: int, *, parent: int) -> int:
    if os.getpid() != parent:
        os.kill(os.getpid(), signal.SIGKILL)
    return item


def test_results_come_in_the_order_of_the_items_here_and_in_processes() -> None:
    wanted = [10 + i for i in range(40)]
    assert list(InProcess().run(load, work, range(40))) == wanted
    assert list(ProcessPool(2).run(load, work, range(40))) == wanted
    assert list(ProcessPool(1).run(load, work, iter(range(40)))) == wanted


def test_few_items_start_no_process() -> None:
    assert list(ProcessPool(2).run(load, partial(die, parent=os.getpid()), range(5))) == list(range(5))


def test_a_process_that_dies_is_said_so() -> None:
    with pytest.raises(WorkerLostError, match="fewer --jobs"):
        list(ProcessPool(2).run(load, partial(die, parent=os.getpid()), range(40)))


def whose(loaded: int, item: int) -> tuple[int, int]:
    return os.getpid(), loaded + item


def fail(loaded: int, item: int) -> int:
    raise ZeroDivisionError(f"{loaded} {item}")


def test_one_process_beside_is_kept_between_runs() -> None:
    beside = Beside()
    first = list(beside.run(load, whose, (1, 2)))
    again = list(beside.run(load, whose, (3,)))
    assert [told for _, told in (*first, *again)] == [11, 12, 13]
    assert len({process for process, _ in (*first, *again)} | {os.getpid()}) == 2
    with pytest.raises(ZeroDivisionError, match="10 1"):
        list(beside.run(load, fail, (1,)))
    assert next(beside.run(load, whose, (4,))) == (first[0][0], 14)
    beside.close()


def test_a_process_beside_that_dies_is_said_so_and_started_anew() -> None:
    beside = Beside()
    with pytest.raises(WorkerLostError):
        list(beside.run(load, partial(die, parent=os.getpid()), (1,)))
    assert list(beside.run(load, work, (1,))) == [11]
    beside.close()
