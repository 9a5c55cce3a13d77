"""Base forms."""

from __future__ import annotations

import pytest

from onrecord.text import lemmas


@pytest.mark.parametrize(
    ("form", "base"),
    [
        ("killed", "kill"),
        ("freed", "free"),
        ("agreed", "agree"),
        ("died", "die"),
        ("planning", "plan"),
        ("shelling", "shell"),
        ("struck", "strike"),
        ("denies", "deny"),
        ("was", "be"),
        ("seized", "seize"),
        ("beheaded", "behead"),
        ("fled", "flee"),
    ],
)
def test_verbs(form: str, base: str) -> None:
    assert lemmas.verb(form) == base


@pytest.mark.parametrize(
    ("form", "base"), [("policemen", "policeman"), ("cities", "city"), ("churches", "church"), ("police", "police")]
)
def test_nouns(form: str, base: str) -> None:
    assert lemmas.noun(form) == base
