"""Pages written for these tests, and commands run in processes of their own that start warm."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

WARM = Path(__file__).with_name("warm_start.py")
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday")
TOWNS = ("Gao", "Kidal", "Mopti", "Kayes", "Maiduguri", "Kano", "Goma", "Bukavu", "Mosul", "Herat", "Aden", "Basra")
STATES = ("Kenya", "Chile", "Norway", "Japan", "Turkey", "Brazil", "India", "Ghana", "Serbia", "Peru", "Egypt", "Cuba")


def page(number: int) -> str:
    """A page of its own for each number below 12; several tell of the same attack, with other tolls."""
    town, state, other = TOWNS[number], STATES[number], STATES[(number + 5) % 12]
    shared = TOWNS[number % 3]
    return f"""Gunmen kill {number + 3} in {town}

The {town} Courier
{number + 1} March 2024

{town.upper()}: Gunmen killed {number + 3} soldiers near {town} on {DAYS[number % 6]}, a military spokesman said.

At least {7 + number // 3} villagers were wounded when a bomb exploded at a market in {shared} last week, according to
police. The Taliban denied that its fighters had planted the bomb, and {state} condemned the attack.

{state} and {other} signed an agreement on fishing on {DAYS[(number + 2) % 6]}. The foreign minister of {other} will
visit {state} in May, her office said.
"""


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    """A folder of twelve pages, every third of them HTML."""
    folder = tmp_path / "pages"
    folder.mkdir()
    for number in range(12):
        text = page(number)
        if number % 3:
            (folder / f"{number:02}.txt").write_text(text, encoding="utf-8")
        else:
            title, _, rest = text.partition("\n\n")
            body = "".join(f"<p>{part}</p>\n" for part in rest.split("\n\n"))
            markup = f"<html><head><title>{title}</title></head><body><h1>{title}</h1>\n{body}</body></html>\n"
            (folder / f"{number:02}.html").write_text(markup, encoding="utf-8")
    return folder


class Command:
    """A command that was started. `wait` gives its exit code, negative for a signal."""

    def __init__(self, pid: int, answer: Callable[[], str], out: Path) -> None:
        self.pid = pid
        self._answer = answer
        self._out = out
        self.code: int | None = None

    def wait(self) -> int:
        """The exit code, once the command has ended."""
        if self.code is None:
            self.code = int(self._answer())
        return self.code

    @property
    def stdout(self) -> str:
        """What it wrote to standard output."""
        return self._out.with_suffix(".out").read_text(encoding="utf-8")

    @property
    def stderr(self) -> str:
        """What it wrote to standard error."""
        return self._out.with_suffix(".err").read_text(encoding="utf-8")


class Shell:
    """Starts commands of onrecord, each in a process of its own, forked from one that has loaded the program."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._count = 0
        self._server = subprocess.Popen(
            [sys.executable, str(WARM)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        assert self._server.stdout is not None
        assert self._server.stdin is not None
        self._answer = self._server.stdout.readline
        self._ask = self._server.stdin
        assert self._answer() == "warm\n"

    def start(self, *arguments: str, folder: Path, environment: dict[str, str] | None = None) -> Command:
        """The command, started; only one runs at a time."""
        self._count += 1
        out = self._folder / f"{self._count}"
        order = {"arguments": arguments, "folder": str(folder), "out": str(out), "environment": environment or {}}
        self._ask.write(json.dumps(order) + "\n")
        self._ask.flush()
        return Command(int(self._answer()), self._answer, out)

    def run(self, *arguments: str, folder: Path, environment: dict[str, str] | None = None) -> Command:
        """The command, ended."""
        command = self.start(*arguments, folder=folder, environment=environment)
        command.wait()
        return command

    def close(self) -> None:
        """Ends the process that others are forked from."""
        self._ask.close()
        self._server.wait()


@pytest.fixture(scope="session")
def shell(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shell]:
    """Starts commands in processes of their own."""
    opened = Shell(tmp_path_factory.mktemp("output"))
    yield opened
    opened.close()


def alive(pid: int) -> bool:
    """True while there is a process of this number."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True
