"""The page on JSON lines names every key that the program prints, and no other."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from onrecord.export.listings import LISTINGS, TIES

EVERY = (*LISTINGS, TIES)
PAGE = Path(__file__).parents[2] / "docs" / "reference" / "json-lines.md"
_ROW = re.compile(r"^\| ((?:`\w+`(?:, )?)+) \|", re.MULTILINE)
_LABEL = re.compile(r"^((?:`[\w.\[\]]+`(?:, )?)+)$", re.MULTILINE)


def sections() -> dict[str, dict[str, set[str]]]:
    """Listing to the names above its tables to the keys that they document; "" is the line itself."""
    told: dict[str, dict[str, set[str]]] = {}
    parts = re.split(r"^## (\w+)\n", PAGE.read_text(encoding="utf-8"), flags=re.MULTILINE)
    for listing, text in zip(parts[1::2], parts[2::2], strict=True):
        pieces = _LABEL.split(text)
        told[listing] = {"": keys(pieces[0])}
        for label, table in zip(pieces[1::2], pieces[2::2], strict=True):
            for name in re.findall(r"`([\w.]+)(?:\[\])?`", label):
                told[listing][name] = keys(table)
    return told


def keys(table: str) -> set[str]:
    """The keys in the first column of a table."""
    return {key for row in _ROW.findall(table) for key in re.findall(r"`(\w+)`", row)}


@pytest.fixture(scope="module")
def printed(refresh: ModuleType, demo_folder: Path) -> dict[str, list[dict[str, Any]]]:
    """Every line of every listing of the demonstration."""
    words = [refresh.program(), "export", "jsonl", "-o", "all.jsonl"]
    subprocess.run(words, cwd=demo_folder, capture_output=True, check=True)
    found: dict[str, list[dict[str, Any]]] = {listing: [] for listing in EVERY}
    for text in (demo_folder / "all.jsonl").read_text(encoding="utf-8").splitlines():
        line = json.loads(text)
        found[line.pop("listing")].append(line)
    return found


def inside(line: dict[str, Any], name: str) -> Iterator[dict[str, Any]]:
    """The objects that a line holds under a name; "accounts.FIELD" stands for those of every field."""
    values = line[name.split(".")[0]]
    if "." in name:
        values = [value for accounts in values.values() for value in accounts]
    yield from values if isinstance(values, list) else [values] if values else []


@pytest.mark.parametrize("listing", EVERY)
def test_the_keys_of_a_line_are_documented(printed: dict[str, list[dict[str, Any]]], listing: str) -> None:
    told = sections()[listing]
    assert printed[listing]
    for line in printed[listing]:
        assert set(line) == told[""]


@pytest.mark.parametrize("listing", EVERY)
def test_the_keys_inside_a_line_are_documented(printed: dict[str, list[dict[str, Any]]], listing: str) -> None:
    for name, told in sections()[listing].items():
        if not name:
            continue
        found = [value for line in printed[listing] for value in inside(line, name)]
        assert found, f"the demonstration shows no {listing} {name}"
        for value in found:
            assert set(value) == told, f"{listing} {name}"
