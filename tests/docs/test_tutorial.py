"""The tutorial's commands, run in order in an empty folder as its reader would."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "tutorial" / "first-record.md"
_BLOCK = re.compile(r"(?:<!-- exit: (\d+) -->\n)?```sh\n(.*?)```", re.DOTALL)
_INSTALL = "python3 -m venv .venv && .venv/bin/pip install . && .venv/bin/onrecord demo"


def test_every_command_of_the_tutorial_runs(tmp_path: Path) -> None:
    blocks = _BLOCK.findall(PAGE.read_text(encoding="utf-8"))
    assert len(blocks) >= 10
    script = "\n".join(
        f"{block}\ncode=$?; [ $code -eq {code or 0} ] || {{ echo 'block {number} left with' $code >&2; exit 99; }}"
        for number, (code, block) in enumerate(blocks, start=1)
    )
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        ["bash", "-c", script],
        cwd=tmp_path,
        env={**os.environ, "PATH": path, "ONRECORD_JOBS": "1"},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    assert re.search(r"2026-03-12 +Kayes Tribune", done.stdout)
    assert "each where its claim says" in done.stdout
    assert (tmp_path / "brief.html").stat().st_size > 10_000
    assert (tmp_path / "tables" / "claims.csv").exists()


def test_the_install_command_is_one_and_the_same() -> None:
    assert _INSTALL in PAGE.read_text(encoding="utf-8")
    assert (ROOT / "README.md").read_text(encoding="utf-8").count(_INSTALL) == 1
