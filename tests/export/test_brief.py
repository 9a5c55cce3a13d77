"""The brief says what disagrees, whose word each account is, and where the words stand."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from onrecord.export.brief import WIDTH, compose
from onrecord.export.material import gather
from onrecord.model.claims import EventType
from onrecord.model.filters import Filter


def brief(record: Any) -> list[str]:
    return compose(gather(record, Filter(), "case.db"), record_option="--record case.db")


def test_what_the_brief_shows(record: Any) -> None:
    told = "\n".join(brief(record))
    assert "2 pages held 2 articles, 1 of them a copy of another" in told
    assert "WHERE ACCOUNTS DISAGREE (1 event)" in told
    assert "Four" in told
    assert "Ridge Front, a party to it (in Harbour Gazette)" in told
    assert "3 independent voices" in told
    assert "DENIED (1 claim)" in told
    assert "refused empty.txt: the file is empty" in told
    assert "set aside 10 characters that belong to no article: boilerplate 10" in told
    assert "onrecord event ev1 --record case.db" in told


def test_quotes_carry_their_offsets(record: Any, page: str) -> None:
    start = page.index("The Ridge Front said")
    assert any(f"page1.txt:{start}-" in line for line in brief(record))


def test_the_brief_is_the_same_each_time_and_not_wide(record: Any) -> None:
    lines = brief(record)
    assert lines == brief(record)
    assert all(len(line) <= WIDTH for line in lines)


def test_a_large_record_has_a_brief_of_thirty_to_sixty_lines(record: Any) -> None:
    material = gather(record, Filter(), "case.db")
    attack, visit = material.events
    many = {
        "events": tuple(
            replace(event, id=f"{event.id}-{number}", event_type=kind)
            for event in (attack, visit)
            for number, kind in enumerate(list(EventType) * 3)
        ),
        "articles": tuple({**line, "copy_group": f"cg{number}"} for number in range(20) for line in material.articles),
        "issues": material.issues * 30,
    }
    lines = compose(replace(material, **many), record_option="--record case.db")
    assert 30 <= len(lines) <= 60
    assert sum(line.startswith("●") for line in lines) >= 15


def test_an_empty_record_has_a_brief(record: Any) -> None:
    for listing in ("captures", "articles", "claims", "events", "issues"):
        setattr(record, listing, lambda wanted: iter(()))
    assert brief(record)[0] == "ON RECORD: case.db"
