from __future__ import annotations

from onrecord.knowledge import KnowledgeBase


def test_shipped_base_finds_names() -> None:
    base = KnowledgeBase.shipped()
    assert [a.id for a in base.find("Beijing")] == ["kb:china"]
    assert [a.id for a in base.find("ISIS-K")] == ["kb:isis-k"]
    assert base.find("us") == ()
    assert [a.id for a in base.find("US")] == ["kb:united-states"]
