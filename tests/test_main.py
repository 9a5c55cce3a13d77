"""The package runs as a module."""

from __future__ import annotations

import subprocess
import sys


def test_runs_as_a_module() -> None:
    done = subprocess.run([sys.executable, "-m", "onrecord", "--version"], capture_output=True, text=True, check=True)
    assert done.stdout.strip()
