"""The scripts of the desk are what their sources build, small, and come with the licences of what they hold.

The first is left out where npm or the packages named in desk/package-lock.json are missing; CI installs them.
"""

from __future__ import annotations

import gzip
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

from onrecord.web.app import STATIC

DESK = Path(__file__).parents[2] / "desk"
MOST = 150 * 1024
"""Bytes of scripts and styles together, compressed."""


def test_the_scripts_are_what_their_sources_build(tmp_path: Path, left_out: Callable[[str], NoReturn]) -> None:
    if shutil.which("node") is None:
        left_out("node is not installed")
    if not (DESK / "node_modules" / "esbuild").exists():
        left_out("the packages of the desk's scripts are not installed (npm ci --prefix desk)")
    subprocess.run(["node", "build.mjs", str(tmp_path)], cwd=DESK, check=True)
    built = {file.relative_to(tmp_path) for file in tmp_path.rglob("*.*")}
    assert {file.name for file in built if file.suffix == ".js"} == {file.name for file in STATIC.glob("*.js")}
    for file in built:
        made = (tmp_path / file).read_bytes()
        assert (STATIC.parent / file).read_bytes() == made, f"{file}: npm run build --prefix desk"


def test_scripts_and_styles_are_small() -> None:
    files = [file for file in STATIC.iterdir() if file.suffix in (".js", ".css")]
    assert sum(len(gzip.compress(file.read_bytes(), 6)) for file in files) <= MOST


def test_every_package_in_the_scripts_has_its_licence() -> None:
    told = (STATIC / "LICENSES.txt").read_text(encoding="utf-8")
    assert re.search(r"^htmx\.org 2\.0\.11 \(0BSD\)$", told, re.MULTILINE)


def test_the_lock_names_no_host() -> None:
    assert '"resolved"' not in (DESK / "package-lock.json").read_text(encoding="utf-8")
