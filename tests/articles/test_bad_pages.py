"""Broken pages and pages of no news: a result or a one-line refusal. benchmarks/bad_pages.py times larger ones."""

from __future__ import annotations

import pytest

from benchmarks.bad_pages import cases
from onrecord.articles import isolate
from onrecord.captures import from_bytes
from onrecord.errors import RefusedError
from onrecord.model.spans import Span

SMALL = cases(0.02)
REFUSED = ("null bytes", "nested without end")


@pytest.mark.parametrize("name", sorted(SMALL))
def test_a_result_or_a_refusal(name: str) -> None:
    content = SMALL[name]
    path = "page.html" if content[:1] == b"<" else "page.txt"
    if name in REFUSED:
        with pytest.raises(RefusedError) as refused:
            from_bytes(content, path=path, url=None)
        assert "\n" not in str(refused.value)
        return
    capture = from_bytes(content, path=path, url=None)
    isolation = isolate(capture)
    held = [p for a in isolation.articles for p in a.offsets.pieces(Span(0, len(a.text)))]
    counted = sum(sum(not ch.isspace() for ch in p.of(capture.text)) for p in held)
    counted += sum(sum(not ch.isspace() for ch in s.span.of(capture.text)) for s in isolation.set_aside)
    assert counted == sum(not ch.isspace() for ch in capture.text)
