"""Accounts beside one another: contradicted fields first, copies of one text once."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from onrecord.export.side_by_side import compare, facts
from onrecord.model.articles import PublisherRef
from onrecord.model.filters import Filter


def test_each_speaker_is_a_telling(record: Any) -> None:
    attack = next(record.events(Filter()))
    claims = [claim for claim in record.claims(Filter()) if claim.claim.id in attack.claims]
    compared = compare(attack, claims)
    assert compared.fields == ("actors", "killed", "place")
    assert compared.contradicted == {"actors", "killed"}
    assert [telling.says["killed"] for telling in compared.tellings] == ["Four", "nine", ""]
    assert compared.tellings[0].voice == "police (in Harbour Gazette)"


def test_copies_are_one_telling(record: Any) -> None:
    attack = next(record.events(Filter()))
    first = next(record.claims(Filter()))
    copied = replace(
        first,
        claim=replace(first.claim, id="cl9"),
        article=replace(first.article, publisher=PublisherRef(name="Inland Echo")),
    )
    [telling] = compare(attack, [first, copied]).tellings
    assert telling.voice == "police (in Harbour Gazette); the same text at Inland Echo"


def test_the_head_of_an_event(record: Any) -> None:
    attack = next(record.events(Filter()))
    head = facts(attack, {})
    assert head["numbers"] == "killed 4 to 9, in dispute"
    assert head["told in"] == "2 different articles, carried by 1 publisher; 0 claims"
    assert head["independent"] == "3 (2 articles are one text; three speakers)"
