"""One writer at a time: people before readings, a bounded wait, and another process named."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from onrecord.errors import RecordLockedError
from onrecord.settings import Settings
from onrecord.store import Record
from onrecord.web.desk import Desk
from onrecord.web.writing import Gate


@pytest.fixture
def opened(tmp_path: Path) -> Record:
    Record.open(tmp_path / "small.db", write=True).close()
    return Record.open(tmp_path / "small.db")


def test_what_is_written_shows_at_once(opened: Record) -> None:
    desk = Desk(opened, Settings())
    before = desk.kept("stamp", opened.stamp)
    with desk.writing() as record:
        record.renew("links")
        assert record.counts() == opened.counts()
    assert desk.kept("stamp", opened.stamp) == opened.stamp()
    assert isinstance(before, str)


def test_a_second_thread_waits_for_the_first(opened: Record) -> None:
    gate, order = Gate(opened), []
    with gate.writing():
        other = threading.Thread(target=lambda: _write(gate, order, "other"))
        other.start()
        other.join(0.1)
        order.append("first")
    other.join()
    assert order == ["first", "other"]


def _write(gate: Gate, order: list[str], name: str, patient: bool = False) -> None:
    with gate.writing(name, patient=patient):
        order.append(name)


def test_a_wait_in_vain_names_who_writes(opened: Record) -> None:
    gate, told = Gate(opened), []
    with gate.writing("reading of 3 files"):
        waiting = threading.Thread(target=lambda: told.append(_refused(gate)))
        waiting.start()
        waiting.join()
    assert "this desk (reading of 3 files)" in told[0]
    with gate.writing():  # who gave up holds nothing
        pass


def _refused(gate: Gate) -> str:
    with pytest.raises(RecordLockedError) as refused, gate.writing(wait=0.05):
        pass
    return str(refused.value)


def test_another_process_is_named_and_waited_for(opened: Record) -> None:
    gate = Gate(opened)
    other = Record.open(opened.name, write=True)
    assert "process" in _refused(gate)
    closing = threading.Timer(0.1, other.close)
    closing.start()
    with gate.writing(wait=10) as record:
        assert record.name == opened.name
    closing.join()


def test_a_reading_gives_way_to_a_person(opened: Record) -> None:
    gate, order = Gate(opened), []
    with gate.writing():
        reading = threading.Thread(target=_write, args=(gate, order, "reading", True))
        reading.start()
        person = threading.Thread(target=_write, args=(gate, order, "person"))
        person.start()
        person.join(0.1)
    reading.join()
    person.join()
    assert order == ["person", "reading"]


def test_a_fault_inside_lets_the_next_one_in(opened: Record) -> None:
    gate = Gate(opened)
    with pytest.raises(ZeroDivisionError), gate.writing():
        _ = 1 // 0
    with gate.writing(wait=0.5):
        pass
