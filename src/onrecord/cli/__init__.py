"""The command line: one file for each group of commands. `main` runs it."""

from __future__ import annotations

__all__ = ["main"]


def main() -> None:
    """Runs the command that the arguments name and leaves with its exit code."""
    from onrecord.cli.app import run

    run()
