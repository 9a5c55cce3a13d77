"""Who may import whom: the table of the architecture, as data, held against every import in the source."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent / "src" / "onrecord"

STAGES = (
    *("captures", "articles", "copies", "readings", "mentions", "times"),
    *("attributions", "claims", "relations", "actors", "places", "events"),
)
A_STAGE = {"text", "publishers", "codebook", "lexicons"}
MAY_IMPORT: dict[str, set[str]] = {
    "model": set(),
    "errors": set(),
    "lexicons": set(),
    "codebook": {"lexicons"},
    "knowledge": {"codebook"},
    "settings": set(),
    "text": {"lexicons"},
    "publishers": {"text", "lexicons"},
    **dict.fromkeys(STAGES, A_STAGE),
    "store": {"codebook", "knowledge"},
    "analysis": {"store", "codebook"},
    "export": {"store", "codebook"},
    "pipeline": {*STAGES, "store", "settings", "knowledge", "executors"},
    "cli": {"pipeline", "analysis", "export", "store", "settings", "web"},
    "web": {"pipeline", "analysis", "export", "store", "settings"},
    "executors": set(),
    "interface": {"pipeline", "export", "store", "settings", "captures"},
    "": {"interface"},  # onrecord/__init__.py
    "__main__": {"cli"},
}
STANDARD_LIBRARY_ONLY = {"model", "errors"}


def _package_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return "" if parts == ("__init__",) else parts[0]


def _imports(path: Path) -> Iterator[tuple[str, int]]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name, node.lineno
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: relative import"
            if node.module == "onrecord":
                for alias in node.names:
                    yield f"onrecord.{alias.name}", node.lineno
            elif node.module:
                yield node.module, node.lineno


def test_packages_import_only_what_the_table_allows() -> None:
    faults = []
    for path in sorted(ROOT.rglob("*.py")):
        package = _package_of(path)
        allowed = MAY_IMPORT[package] | {"model", "errors", package, "__version__"}
        for name, line in _imports(path):
            first, _, rest = name.partition(".")
            if first == "onrecord" and rest and rest.split(".")[0] not in allowed:
                faults.append(f"{path.relative_to(ROOT)}:{line} imports {name}")
            outside = first != "onrecord" and first not in sys.stdlib_module_names
            if outside and package in STANDARD_LIBRARY_ONLY:
                faults.append(f"{path.relative_to(ROOT)}:{line} imports {name}, not in the standard library")
    assert not faults, "\n".join(faults)


def test_training_is_never_imported() -> None:
    for path in ROOT.rglob("*.py"):
        for name, line in _imports(path):
            assert name.split(".")[0] not in {"training", "evals", "torch"}, f"{path}:{line}"
