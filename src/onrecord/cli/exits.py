"""Exit codes, and errors as one line on standard error."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

import typer

from onrecord.errors import OnRecordError, RecordError, RefusedError

DONE = 0
REFUSED = 1
"""Done, with items refused, each listed by `onrecord issues`; for `verify`, done and something is off."""
USAGE = 2
UNUSABLE = 3
"""The record cannot be used: locked, of a newer schema, damaged, or the disk is full."""
FAULT = 70
"""A fault of the program itself (sysexits.h: EX_SOFTWARE)."""
INTERRUPTED = 130

_FULL = (errno.ENOSPC, errno.EDQUOT)


def exit_code(error: Exception) -> int:
    """The exit code that an error ends a command with."""
    if isinstance(error, RecordError):
        return UNUSABLE
    if isinstance(error, RefusedError):
        return REFUSED
    if isinstance(error, OnRecordError):
        return USAGE
    if isinstance(error, OSError):
        return UNUSABLE if error.errno in _FULL else USAGE
    return FAULT


def error_line(error: Exception) -> str:
    """What is said of an error, on one line."""
    text = " ".join(str(error).split()) or type(error).__name__
    if isinstance(error, OnRecordError | OSError):
        return f"onrecord: {text}"
    return f"onrecord: a fault of the program: {type(error).__name__}: {text} (run it again with --debug for the trace)"


def say(text: str) -> None:
    """Prints a line to standard error: whatever is no result."""
    print(text, file=sys.stderr)


@contextmanager
def plainly(*, debug: bool) -> Iterator[None]:
    """Turns errors raised inside into one line and an exit code; with `debug` they rise as they are."""
    try:
        yield
    except KeyboardInterrupt:
        say("onrecord: interrupted")
        raise typer.Exit(INTERRUPTED) from None
    except BrokenPipeError:
        _quiet_end()
    except (OnRecordError, OSError) as error:
        _end(error, debug=debug)
    except Exception as error:
        # typer's own (usage errors, exits) are handled by typer, which knows how to show them.
        if type(error).__module__.startswith(("typer", "click")):
            raise
        _end(error, debug=debug)


def _end(error: Exception, *, debug: bool) -> NoReturn:
    if debug:
        raise error
    say(error_line(error))
    raise typer.Exit(exit_code(error))


def _quiet_end() -> NoReturn:
    """Ends without a word: whoever read our output has had enough (`onrecord claims | head`)."""
    # Python would complain again when it flushes standard output at its end.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    raise typer.Exit(DONE)
