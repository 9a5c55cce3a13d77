"""`python -m onrecord`: the command line, where the command itself is not on the path."""

from __future__ import annotations

from onrecord.cli import main

main()
