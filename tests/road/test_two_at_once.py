"""Two commands on one record, and disks without room."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any, NoReturn

import pytest

HOLD = """
import sys
from onrecord.store import Record
with Record.open(sys.argv[1], write=True):
    print("open", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def held(shell: Any, pages: Path, tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """A record of twelve pages that another process holds open for writing."""
    assert shell.run("read", "pages", "--jobs", "1", folder=tmp_path).code == 0
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path / "onrecord.db")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == "open\n"
    yield holder
    holder.communicate("")


def test_the_second_writer_is_told_who_holds_the_record(shell: Any, held: Any, tmp_path: Path) -> None:
    for command in (("read", "pages"), ("reread",), ("forget", "anything")):
        second = shell.run(*command, folder=tmp_path)
        assert second.code == 3, second.stderr
        [line] = second.stderr.splitlines()
        assert f"process {held.pid} on" in line


def test_readers_work_beside_a_writer(shell: Any, held: Any, tmp_path: Path) -> None:
    assert shell.run("claims", "--format", "jsonl", folder=tmp_path).stdout.count("\n") > 24
    for command in (("events",), ("verify",), ("export", "jsonl", "-o", "out"), ("report", "-o", "brief.html")):
        assert shell.run(*command, folder=tmp_path).code == 0, command


def test_the_demonstration_takes_no_record_from_under_its_writer(shell: Any, held: Any, tmp_path: Path) -> None:
    before = (tmp_path / "onrecord.db").stat()
    assert shell.run("demo", "--record", "onrecord.db", folder=tmp_path).code in (2, 3)
    assert (tmp_path / "onrecord.db").stat().st_ino == before.st_ino


def test_the_demonstration_takes_no_other_database_away(shell: Any, tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "other.db") as other:
        other.execute("CREATE TABLE mine (x)")
    other.close()
    assert shell.run("demo", "--record", "other.db", folder=tmp_path).code == 3
    with sqlite3.connect(tmp_path / "other.db") as other:
        assert other.execute("SELECT count(*) FROM mine").fetchone() == (0,)
    other.close()


def test_the_demonstration_takes_no_record_of_other_pages_away(shell: Any, pages: Path, tmp_path: Path) -> None:
    assert shell.run("read", "pages/01.txt", folder=tmp_path).code == 0
    demo = shell.run("demo", "--record", "onrecord.db", folder=tmp_path)
    assert demo.code == 2
    assert "pages of your own" in demo.stderr
    assert shell.run("captures", "--format", "jsonl", folder=tmp_path).stdout.count("\n") == 1


def test_reading_twice_adds_nothing(shell: Any, pages: Path, tmp_path: Path) -> None:
    listings = ("captures", "articles", "claims", "relations", "events", "actors", "places", "issues")
    assert shell.run("read", "pages", "--jobs", "1", folder=tmp_path).code == 0
    before = {name: shell.run(name, "--format", "jsonl", folder=tmp_path).stdout for name in listings}
    again = shell.run("read", "pages", "pages/01.txt", "--jobs", "1", folder=tmp_path)
    assert again.code == 0
    assert "12 were on record already" in again.stderr or "13 were on record already" in again.stderr
    assert {name: shell.run(name, "--format", "jsonl", folder=tmp_path).stdout for name in listings} == before


@pytest.fixture
def small_disk(tmp_path: Path, left_out: Callable[[str], NoReturn]) -> Iterator[Path]:
    """A disk of a megabyte."""
    folder = tmp_path / "disk"
    folder.mkdir()
    if not shutil.which("mount") or os.geteuid() != 0:
        left_out("only root may make a small disk")
    made = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(folder)], capture_output=True)
    if made.returncode:
        left_out("no small disk can be made here")
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


def test_a_full_disk_is_told_in_one_line(shell: Any, pages: Path, small_disk: Path) -> None:
    (small_disk / "ballast").write_bytes(b"x" * 200_000)
    read = shell.run("read", str(pages), "--jobs", "1", folder=small_disk)
    assert read.code == 3, read.stderr
    [line] = read.stderr.splitlines()
    assert any(words in line for words in ("full", "No space", "disk I/O"))
    verified = shell.run("verify", folder=small_disk)
    assert verified.code == 0 or "there is no record" in verified.stderr, verified.stdout + verified.stderr
    (small_disk / "ballast").unlink()
    subprocess.run(["mount", "-o", "remount,size=40m", str(small_disk)], check=True)
    assert shell.run("read", str(pages), "--jobs", "1", folder=small_disk).code == 0
    assert shell.run("verify", folder=small_disk).code == 0


def captures_in(record: Path) -> int:
    """How many pages a record holds that another process is reading into; none while its tables are being made."""
    try:
        with closing(sqlite3.connect(f"file:{record}?mode=ro", uri=True)) as connection:
            return int(connection.execute("SELECT count(*) FROM captures").fetchone()[0])
    except sqlite3.Error:
        return 0


def test_an_interrupted_read_says_so(shell: Any, pages: Path, tmp_path: Path) -> None:
    command = shell.start("read", "pages", "--jobs", "1", folder=tmp_path)
    while not captures_in(tmp_path / "onrecord.db"):
        time.sleep(0.002)
    os.kill(command.pid, signal.SIGINT)
    assert command.wait() == 130
    assert command.stderr == "onrecord: interrupted\n"
    assert shell.run("verify", folder=tmp_path).code == 0
