"""Runs commands in forked copies of this process, which has loaded the program: a start then takes no time.

Takes orders on standard input, one JSON object a line: {arguments, folder, out, environment}. Answers with the process
id when a command has begun, and with its exit code, negative for a signal, when it has ended.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from typing import Any


def main() -> None:
    """Answers orders until there are no more."""
    from onrecord import pipeline
    from onrecord.cli import app, coding, demo, exporting, listing, looking, reading, upkeep  # noqa: F401
    from onrecord.settings import Settings

    pipeline.loaded(Settings(jobs=1))
    pipeline.loaded(Settings(jobs=2))
    print("warm", flush=True)
    for line in sys.stdin:
        order = json.loads(line)
        pid = os.fork()
        if pid == 0:
            _become(order)
        print(pid, flush=True)
        _, status = os.waitpid(pid, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)


def _become(order: dict[str, Any]) -> None:
    """Runs the command in this process and ends it."""
    from onrecord.cli import main as command_line

    # A shell that runs the tests in the background has interrupts ignored; a person's shell has not.
    signal.signal(signal.SIGINT, signal.default_int_handler)

    os.chdir(order["folder"])
    os.environ.update(order["environment"])
    for stream, name in ((1, ".out"), (2, ".err")):
        os.dup2(os.open(order["out"] + name, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), stream)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    sys.stdout, sys.stderr = (os.fdopen(number, "w", encoding="utf-8") for number in (1, 2))
    sys.argv = ["onrecord", *order["arguments"]]
    code = 0
    try:
        command_line()
    except SystemExit as ended:
        code = ended.code if isinstance(ended.code, int) else int(ended.code is not None)
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
    os._exit(code)


if __name__ == "__main__":
    main()
