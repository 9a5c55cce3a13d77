"""Copies after editors' edits against independent reports: a smaller part of `benchmarks/copies.py`."""

from __future__ import annotations

import random

from benchmarks.copies import ADDED, add, article, pairs, score, stories
from onrecord.copies import group


def test_edited_copies_are_told_from_independent_reports() -> None:
    told = score(list(pairs(120, seed=11)))
    assert told["f1"] >= 0.97, told
    assert told["precision"] == 1.0, told


def test_a_desks_own_paragraphs_are_not_shared() -> None:
    rng = random.Random(3)
    for i, story in enumerate(stories()):
        wire, rewritten = article("wire", story["wire"]), article(f"desk{i}", add(story["wire"], rng))
        (found,) = group((wire, rewritten))
        own = [s.span.of(rewritten.text) for s in found.shares_of(rewritten.id)]
        assert not any(
            paragraph[:40] in passage for paragraph in ADDED for passage in own if paragraph not in wire.text
        )
        assert sum(map(len, own)) > 0.9 * sum(map(len, story["wire"]))
