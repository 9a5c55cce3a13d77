"""What may go wrong: processes killed, disks full, two writers, readers beside a writer."""

from __future__ import annotations

import random
import resource
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy.exc import IntegrityError
from store_samples import RUN, Page, coding_of

from onrecord.errors import RecordDamagedError, RecordLockedError
from onrecord.model.ids import MentionId
from onrecord.store import Record

WRITER = Path(__file__).with_name("writing_process.py")


def _start(where: str) -> subprocess.Popen[str]:
    return subprocess.Popen([sys.executable, str(WRITER), where], stdout=subprocess.PIPE, text=True)


def _opened(process: subprocess.Popen[str]) -> None:
    assert process.stdout is not None
    assert process.stdout.readline() == "open\n"


def test_a_writer_killed_at_any_moment_leaves_a_record_that_verifies(where: str) -> None:
    moments = random.Random(7)
    added: set[int] = set()
    for _ in range(6):
        process = _start(where)
        _opened(process)
        time.sleep(moments.uniform(0.0, 0.25))
        process.send_signal(signal.SIGKILL)
        told, _ = process.communicate()
        added |= {int(line) for line in told.split()}
        with Record.open(where) as record:
            assert not [finding for finding in record.verify() if finding.is_fault]
            paths = {int(str(row.path).removesuffix(".txt")) for row in record.captures()}
            assert added <= paths  # what was said to be added is there
            added = paths
    with Record.open(where, write=True) as record:
        for number in sorted(added):
            assert not record.add(coding_of(Page(path=f"{number}.txt", url=None, repeat=1 + number % 7)))


def test_a_writer_killed_while_it_makes_the_record(tmp_path: Path) -> None:
    where = str(tmp_path / "case.db")
    moments = random.Random(11)
    for _ in range(5):
        process = _start(where)
        time.sleep(moments.uniform(0.4, 0.9))
        process.send_signal(signal.SIGKILL)
        process.communicate()
    with Record.open(where, write=True) as record:
        record.add(coding_of(Page()))
        assert not [finding for finding in record.verify() if finding.is_fault]


def test_the_second_writer_is_told_who_holds_the_record(where: str) -> None:
    process = _start(where)
    _opened(process)
    try:
        with pytest.raises(RecordLockedError) as told:
            Record.open(where, write=True)
        assert f"process {process.pid} " in told.value.holder
        assert " since 20" in told.value.holder
    finally:
        process.kill()
        process.communicate()
    with Record.open(where, write=True) as record:
        assert record.verify() is not None


def test_two_writers_in_one_process(where: str) -> None:
    with Record.open(where, write=True) as record:
        with pytest.raises(RecordLockedError, match="being written by process"):
            Record.open(where, write=True)
        record.begin_run(RUN)
    with Record.open(where, write=True) as record:
        assert [run.id for run in record.runs()] == [RUN.id]


def test_readers_see_one_moment_while_it_is_written(where: str) -> None:
    with Record.open(where, write=True) as record:
        record.add(coding_of(Page(repeat=300)))
        with Record.open(where) as reader:
            listing = reader.claims()
            first = next(listing)
            record.add(coding_of(Page(path="another.txt", url=None)))
            assert len([first, *listing]) == 600
            assert reader.counts()["captures"] == 2


def test_readers_are_never_in_the_way(where: str) -> None:
    """Listings run to their end in other threads while captures are added; each sees whole captures only."""
    faults: list[BaseException] = []
    with Record.open(where, write=True) as record:
        record.add(coding_of(Page(path="first.txt", url=None)))
        stop = threading.Event()
        threads = [threading.Thread(target=_read_on, args=(where, stop, faults)) for _ in range(2)]
        for thread in threads:
            thread.start()
        for number in range(15):
            record.add(coding_of(Page(path=f"{number}.txt", url=None)))
        stop.set()
        for thread in threads:
            thread.join()
    assert faults == []


def _read_on(where: str, stop: threading.Event, faults: list[BaseException]) -> None:
    try:
        with Record.open(where) as reader:
            while not stop.is_set():
                assert len(list(reader.claims())) % 2 == 0
                assert reader.verify() is not None
    except BaseException as fault:
        faults.append(fault)


def test_a_coding_that_breaks_off_leaves_nothing(record: Record) -> None:
    record.add(coding_of(Page()))
    before = record.counts()
    coding = coding_of(Page(path="broken.txt", url=None))
    (article,) = coding.articles
    claims = (article.claims[0], replace(article.claims[1], actors=(MentionId("me0"),)))
    with pytest.raises(IntegrityError):
        record.add(replace(coding, articles=(replace(article, claims=claims),)))
    assert record.counts() == before
    assert not [finding for finding in record.verify() if finding.is_fault]


def _fill(record: Record) -> None:
    for number in range(1000):
        record.add(coding_of(Page(path=f"{number}.txt", url=None, repeat=20)))


ROOM = 2 * 1024 * 1024


@pytest.fixture
def tiny_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of two megabytes; where none can be made, a folder in which no file grows beyond that."""
    folder = tmp_path / "tiny"
    folder.mkdir()
    if _mount("-t", "tmpfs", "-o", f"size={ROOM}", "tmpfs", str(folder)):
        yield folder
        subprocess.run(["umount", "--lazy", str(folder)], check=True)
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (ROOM, hard))
    yield folder
    resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def _mount(*arguments: str) -> bool:
    """True when it could be mounted, for which one must be root."""
    return bool(shutil.which("mount")) and not subprocess.run(["mount", *arguments], capture_output=True).returncode


def test_a_full_disk_is_told_and_damages_nothing(tiny_disk: Path) -> None:
    where = tiny_disk / "case.db"
    with Record.open(where, write=True) as record:
        with pytest.raises(RecordDamagedError, match=r"full|No space|disk I/O"):
            _fill(record)
        added = record.counts()["captures"]
        assert added > 0
    with Record.open(where) as record:
        assert record.counts()["captures"] == added
        assert not [finding for finding in record.verify() if finding.is_fault]


def test_no_room_for_a_record_at_all(tiny_disk: Path) -> None:
    if not tiny_disk.is_mount():
        resource.setrlimit(resource.RLIMIT_FSIZE, (4096, resource.getrlimit(resource.RLIMIT_FSIZE)[1]))
    else:
        (tiny_disk / "ballast").write_bytes(b"x" * (ROOM - 4096))
    with pytest.raises(RecordDamagedError, match=r"full|No space|disk I/O|unable to open"):
        Record.open(tiny_disk / "case.db", write=True)


def test_a_record_on_a_shelf_that_cannot_be_written_can_be_read(tiny_disk: Path) -> None:
    where = tiny_disk / "a case #1?.db"
    with Record.open(where, write=True) as record:
        record.add(coding_of(Page()))
    if tiny_disk.is_mount():
        assert _mount("-o", "remount,ro", str(tiny_disk))
    else:
        tiny_disk.chmod(0o555)
    with Record.open(where) as record:
        assert record.counts()["captures"] == 1
        assert not [finding for finding in record.verify() if finding.is_fault]
    with pytest.raises(RecordDamagedError, match="cannot be written"):
        Record.open(where, write=True)
    if not tiny_disk.is_mount():
        tiny_disk.chmod(0o755)
