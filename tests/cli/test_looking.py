"""One event with its accounts side by side; one actor with its deeds."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import Any

from onrecord.model.filters import Filter


def test_an_event_side_by_side(run: Any, record: Any) -> None:
    result = run("event", "ev1", record=record)
    assert result.exit_code == 0, result.output
    told = result.stdout
    assert "≠ killed" in told
    assert told.index("≠ killed") < told.index("where ", told.index("≠ killed"))
    assert "the numbers exclude one another" in told
    assert "“We had no part in it,” the Coast League said." in told
    assert "page1.txt:" in told


def test_an_event_names_whose_word_each_account_is(run: Any, record: Any) -> None:
    told = run("event", "ev1", record=record).stdout
    assert "Ridge Front, a party to it (in Harbour Gazette)" in told


def test_every_number_of_an_event_leads_to_characters(run: Any, record: Any) -> None:
    told = run("event", "ev1", record=record).stdout
    table, words = told[told.index("WHO SAYS WHAT") :].split("THE WORDS")
    refs = set(re.findall(r"\[\d+\]", table))
    assert refs
    assert refs <= set(re.findall(r"^\[\d+\]", words, re.MULTILINE))
    assert "WHOSE WORD IT IS" in words
    for claim in record.claims(Filter()):
        for quantity in claim.claim.quantities:
            assert re.search(rf"{quantity.kind.value} “{re.escape(quantity.text)}” \d+-\d+", words)


def test_an_event_as_a_line(run: Any, record: Any) -> None:
    line = json.loads(run("event", "ev1", "--format", "jsonl", record=record).stdout)
    assert line["event_id"] == "ev1"
    assert [claim["claim_id"] for claim in line["told"]] == ["cl1", "cl2", "cl3"]


def test_no_such_event(run: Any, record: Any) -> None:
    result = run("event", "ev9", record=record)
    assert result.exit_code == 2
    assert result.stderr == "onrecord: there is no event ev9; `onrecord events` lists them\n"


def test_an_actor(run: Any, record: Any) -> None:
    told = run("actor", "RF", record=record).stdout
    assert "armed group" in told
    assert "acts and says: ASSAULT (explosives)" in told
    for title in ("RELATIONS CLAIMED", "EVENTS BY YEAR", "EVIDENCE"):
        assert title in told


def test_an_actor_by_the_words_of_pages_only(run: Any, record: Any) -> None:
    record.actors = lambda wanted: iter(())
    assert "the knowledge base does not know who this is" in run("actor", "dockers", record=record).stdout
    record.claims = lambda wanted: iter(())
    assert run("actor", "nobody", record=record).exit_code == 2


def test_an_event_that_is_now_part_of_another(run: Any, record: Any) -> None:
    found = record.event("ev1")
    record.event = lambda event_id: found
    assert run("event", "ev0", record=record).stderr == "ev0 is now part of ev1\n"


def test_an_event_is_found_by_the_first_characters_of_its_id(run: Any, record: Any) -> None:
    whole = run("event", "ev1", record=record)
    event = record.event("ev1")
    record.event = lambda event_id: event if event_id == "ev1234" else None
    record.events = lambda wanted: iter([replace(event, id="ev1234"), replace(event, id="ev9999")])
    assert run("event", "ev1", record=record).stdout == whole.stdout
    for wrong, said in (("ev", "may be any of 2 events"), ("zz", "there is no event zz")):
        result = run("event", wrong, record=record)
        assert (result.exit_code, result.stdout) == (2, "")
        assert said in result.stderr
        assert len(result.stderr.splitlines()) == 1


def test_an_article_is_found_by_the_first_characters_of_its_id(run: Any, record: Any) -> None:
    first = next(iter(record.articles(Filter()))).article.id
    record.articles = lambda wanted: iter([row for row in hand_made_articles(record) if row.article.id == first])
    run("claims", "--article", first[:-1], record=record)
    assert record.asked[-1].article == first
    assert run("claims", "--article", "zz", record=record).exit_code == 2


def hand_made_articles(record: Any) -> list[Any]:
    return list(type(record).articles(record, Filter()))
