"""The codebook in the docs is the one the program codes by."""

from __future__ import annotations

from types import ModuleType


def test_the_page_is_what_the_tables_give(codebook: ModuleType) -> None:
    built = codebook.build()
    assert codebook.PAGE.read_text(encoding="utf-8") == built, "run python docs/build_codebook.py"


def test_every_type_is_told(codebook: ModuleType) -> None:
    assert set(codebook.COVERS) == set(codebook.QUADS)
