"""The scripts of docs/, and one record of the demonstration's pages for all tests of the docs."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]


def script(name: str) -> ModuleType:
    """A script of docs/ as a module."""
    spec = importlib.util.spec_from_file_location(f"docs_{name}", ROOT / "docs" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def refresh() -> ModuleType:
    """docs/refresh_outputs.py."""
    return script("refresh_outputs")


@pytest.fixture(scope="session")
def codebook() -> ModuleType:
    """docs/build_codebook.py."""
    return script("build_codebook")


@pytest.fixture(scope="session")
def demo_folder(refresh: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the sample pages and a record of them."""
    folder = tmp_path_factory.mktemp("demo")
    refresh.prepare(folder)
    return folder
