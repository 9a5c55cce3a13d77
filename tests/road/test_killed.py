"""A read that is killed at any moment leaves a record that verifies, and takes up where it stopped."""

from __future__ import annotations

import contextlib
import json
import os
import random
import signal
import time
from pathlib import Path
from typing import Any

import pytest

READ = ("read", "pages", "--record", "case.db")
KILLS = {1: 14, 2: 6}


def exported(shell: Any, folder: Path) -> dict[str, list[dict[str, Any]]]:
    """What the record holds, by listing, without the moments at which it was read."""
    listings = {}
    for listing in ("captures", "articles", "claims", "relations", "events", "actors", "places", "issues"):
        command = shell.run(listing, "--record", "case.db", "--format", "jsonl", folder=folder)
        assert command.code == 0, command.stderr
        lines = [json.loads(line) for line in command.stdout.splitlines()]
        listings[listing] = [{k: v for k, v in line.items() if k not in ("read_at", "raised_at")} for line in lines]
    return listings


def fresh(folder: Path, pages: Path) -> Path:
    """An empty working folder in which the pages are called "pages"."""
    folder.mkdir()
    (folder / "pages").symlink_to(pages)
    return folder


def written(folder: Path) -> int:
    """Bytes that the record's files hold so far."""
    total = 0
    for name in ("case.db", "case.db-wal"):
        try:
            total += (folder / name).stat().st_size
        except FileNotFoundError:
            continue
    return total


def grown(folder: Path, pid: int, size: int) -> bool:
    """True once the record has grown to this size, False when the process ended before."""
    while written(folder) < size:
        # The warm process reaps its children, so that one that has ended is gone.
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return False
        time.sleep(0.002)
    return True


def children(pid: int) -> list[int]:
    """The processes that this one has started."""
    try:
        return [int(word) for word in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []


def killed(shell: Any, folder: Path, jobs: int, chance: random.Random, whole: int) -> list[int] | None:
    """The processes that a read had started when it was killed at a random moment; None where it ended before."""
    begun = written(folder)
    command = shell.start(*READ, "--jobs", str(jobs), folder=folder)
    # The moment is chosen by how far the record has come, so that a slow machine is killed as evenly as a fast one.
    if grown(folder, command.pid, begun + int(chance.random() * whole / 3)):
        time.sleep(chance.random() * 0.05)
    started = children(command.pid)
    with contextlib.suppress(ProcessLookupError):
        os.kill(command.pid, signal.SIGKILL)
    assert command.wait() in (-signal.SIGKILL, 0), command.stderr
    return started if command.code else None


@pytest.mark.slow
@pytest.mark.parametrize("jobs", KILLS)
def test_a_killed_read_ends_like_an_undisturbed_one(shell: Any, pages: Path, tmp_path: Path, jobs: int) -> None:
    chance = random.Random(jobs)
    quiet = fresh(tmp_path / "quiet", pages)
    assert shell.run(*READ, "--jobs", "1", folder=quiet).code == 0
    expected, whole = exported(shell, quiet), written(quiet)
    assert len(expected["captures"]) == 12
    assert len(expected["claims"]) > 24
    disturbed = fresh(tmp_path / "disturbed-1", pages)
    kills, orphans = 0, []
    while kills < KILLS[jobs]:
        left = killed(shell, disturbed, jobs, chance, whole)
        if left is None:
            assert exported(shell, disturbed) == expected
            disturbed = fresh(tmp_path / f"disturbed-{kills + 2}", pages)
            continue
        kills += 1
        orphans += left
        verified = shell.run("verify", "--record", "case.db", folder=disturbed)
        assert verified.code == 0 or "there is no record" in verified.stderr, verified.stdout + verified.stderr
    assert shell.run(*READ, "--jobs", "1", folder=disturbed).code == 0
    assert exported(shell, disturbed) == expected
    assert shell.run("verify", "--record", "case.db", folder=disturbed).code == 0
    assert jobs == 1 or orphans
    assert ended(orphans)


def ended(pids: list[int], patience: float = 20) -> bool:
    """True when none of the processes is left; those that a killed one started notice that it is gone."""
    end = time.monotonic() + patience
    while time.monotonic() < end:
        if not any(Path(f"/proc/{pid}").exists() for pid in pids):
            return True
        time.sleep(0.1)
    return False
