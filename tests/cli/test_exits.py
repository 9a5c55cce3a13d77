"""Exit codes, errors as one line, help for every command, a quick start."""

from __future__ import annotations

import errno
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from onrecord import __version__
from onrecord.cli.app import app
from onrecord.cli.exits import exit_code
from onrecord.errors import (
    KnowledgeError,
    RecordDamagedError,
    RecordLockedError,
    RecordNewerError,
    RefusedError,
    UsageError,
)

GROUPS = {group.name: group.typer_instance for group in app.registered_groups if group.name and group.typer_instance}
COMMANDS = [command.name or command.callback.__name__ for command in app.registered_commands if command.callback]
COMMANDS += GROUPS
PAGE = Path(__file__).parents[2] / "docs" / "reference" / "commands.md"


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (UsageError("x"), 2),
        (KnowledgeError("f", "e", "r"), 2),
        (RefusedError("i", "c", "r"), 1),
        (RecordLockedError("r", "h"), 3),
        (RecordNewerError("r", "2", "1"), 3),
        (RecordDamagedError("r", "c"), 3),
        (OSError(errno.ENOSPC, "No space left on device"), 3),
        (PermissionError(errno.EACCES, "Permission denied"), 2),
        (ZeroDivisionError("x"), 70),
    ],
)
def test_exit_codes(error: Exception, code: int) -> None:
    assert exit_code(error) == code


def test_an_error_is_one_line_and_with_debug_a_trace(run: Any, record: Any) -> None:
    def broken(wanted: Any) -> Any:
        raise RecordDamagedError("case.db", "the disk\nis full")

    record.claims = broken
    result = run("claims", record=record)
    assert (result.exit_code, result.stdout, result.stderr) == (3, "", "onrecord: case.db: the disk is full\n")
    assert isinstance(run("--debug", "claims", record=record).exception, RecordDamagedError)


def test_a_fault_of_ours_says_so(run: Any, record: Any) -> None:
    record.claims = lambda wanted: 1 / 0
    result = run("claims", record=record)
    assert result.exit_code == 70
    assert "--debug" in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_interrupted(run: Any, record: Any) -> None:
    def interrupted(wanted: Any) -> Any:
        raise KeyboardInterrupt

    record.claims = interrupted
    result = run("claims", record=record)
    assert (result.exit_code, result.stderr) == (130, "onrecord: interrupted\n")


@pytest.mark.parametrize("command", [("reread",), ("forget", "ca1"), ("undo",), ("rate", "Harbour Gazette", "B")])
def test_what_works_on_pages_on_record_makes_no_record(run: Any, tmp_path: Path, command: tuple[str, ...]) -> None:
    result = run(*command, "--record", "none.db")
    assert (result.exit_code, "no record at none.db" in result.stderr) == (3, True)
    assert not list(tmp_path.glob("none.db*"))


def test_there_is_no_record(run: Any) -> None:
    result = run("claims")
    assert result.exit_code == 3
    assert "onrecord.db" in result.stderr


def test_every_command_has_help_and_stands_in_the_reference(run: Any) -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert len(COMMANDS) == len(set(COMMANDS)) >= 18
    for command in COMMANDS:
        result = run(command, "--help")
        assert result.exit_code == 0
        assert f"## onrecord {command}" in page, command
    for shown in [line for line in page.splitlines() if line.startswith("## onrecord ")]:
        assert shown.split()[2] in COMMANDS
    for name, group in GROUPS.items():
        for command_ in group.registered_commands:
            result = run(name, str(command_.name), "--help")
            assert result.exit_code == 0
            assert f"## onrecord {name} {command_.name}" in page


def test_every_option_stands_in_the_reference(run: Any) -> None:
    import typer.main

    page = PAGE.read_text(encoding="utf-8")
    group = typer.main.get_command(app)
    commands = dict(group.commands)  # type: ignore[attr-defined]
    for name in GROUPS:
        commands |= {f"{name} {below}": command for below, command in commands[name].commands.items()}
    for name, command in commands.items():
        assert command.help, name
        for parameter in command.params:
            for option in (*parameter.opts, *parameter.secondary_opts):
                if option.startswith("--"):
                    assert f"`{option}" in page, f"{name} {option}"


def test_version_loads_nothing_heavy() -> None:
    loaded = "import sys; from onrecord.cli import app; print(*[m for m in {} if m in sys.modules])".format(
        ("sqlalchemy", "arro3", "jinja2", "onrecord.pipeline", "onrecord.store", "trafilatura", "rich.table")
    )
    result = subprocess.run([sys.executable, "-c", loaded], capture_output=True, text=True, check=True)
    assert result.stdout.strip() == ""
    code = "from onrecord.cli import main; main()"
    told = subprocess.run([sys.executable, "-c", code, "--version"], capture_output=True, text=True, check=True)
    assert told.stdout == f"onrecord {__version__}\n"


def test_a_pipe_that_closes_early_is_no_error(tmp_path: Path) -> None:
    code = (
        "import sys, typer\n"
        "from onrecord.cli.exits import plainly\n"
        "try:\n"
        "    with plainly(debug=False):\n"
        "        while True: print('x' * 1000)\n"
        "except typer.Exit as left: sys.exit(left.exit_code)\n"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=tmp_path
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.readline()
    process.stdout.close()
    errors = process.stderr.read()
    process.wait(timeout=30)
    assert (process.returncode, errors) == (0, "")
