"""The keys of JSON lines are what other people's scripts stand on: each set is frozen here."""

from __future__ import annotations

import json
from typing import Any

import pytest

from onrecord.export import lines
from onrecord.export.jsonl import dumps
from onrecord.export.listings import LISTINGS, walk
from onrecord.model.filters import Filter

KEYS = {
    "captures": "schema_version capture_id path url sha256 retrieved_at media_type encoding size run_id read_at "
    "versions articles set_aside",
    "articles": "schema_version article_id run_id capture order kind title publisher credited_to author language "
    "published body parts copy_group copy_of shares",
    "claims": "schema_version claim_id article_id run_id capture event_type mode contexts quad cameo intensity "
    "factuality background stance chain actors recipients place occurred quantities trigger evidence "
    "confidence basis reviewed event_id gone",
    "relations": "schema_version relation_id kind status subject object post held chain evidence confidence basis "
    "article_id run_id",
    "events": "schema_version event_id event_type mode contexts quad cameo intensity factuality actors recipients "
    "place occurred quantities background claims articles publishers independent_voices independence "
    "accounts contradictions agreement replaced_by",
    "actors": "schema_version actor_id name kind country sector code wikidata local note aliases posts memberships "
    "claims as_actor as_recipient as_voice",
    "places": "schema_version place_id name aliases country admin1 lat lon feature population precision geonames "
    "parents claims",
    "issues": "schema_version issue_id item stage code message refused capture_id article_id start end run_id "
    "raised_at",
}
NESTED = {
    ("captures", "set_aside"): "start end kind",
    ("articles", "capture"): "capture_id path url sha256 retrieved_at",
    ("articles", "publisher"): "name domain",
    ("articles", "credited_to"): "name domain",
    ("articles", "published"): "start end basis evidence",
    ("articles", "body"): "start end capture_start capture_end",
    ("articles", "parts"): "kind start end capture_start capture_end",
    ("claims", "capture"): "path sha256",
    ("claims", "chain"): "kind name actor_id text cue start end basis",
    ("claims", "recipients"): "text start end actor_id name aliases kind country sector code unsure",
    ("claims", "place"): "text start end place_id name aliases country admin1 lat lon precision unsure",
    ("claims", "occurred"): "start end text basis precision",
    ("claims", "quantities"): "kind who low best high unit text start end basis",
    ("claims", "trigger"): "text start end capture_start capture_end",
    ("claims", "evidence"): "text start end capture_start capture_end",
    ("events", "quantities"): "kind who low best high unit",
    ("events", "occurred"): "start end precision",
    ("events", "contradictions"): "field accounts reason",
}


def first(record: Any, listing: str) -> dict[str, Any]:
    return next(walk(record, listing, Filter()))


@pytest.mark.parametrize("listing", LISTINGS)
def test_keys_of_a_line(record: Any, listing: str) -> None:
    line = first(record, listing)
    assert set(line) == set(KEYS[listing].split())
    assert line["schema_version"] == 1
    assert json.loads(dumps(line)) == line


@pytest.mark.parametrize(("listing", "key"), NESTED)
def test_keys_inside_a_line(record: Any, listing: str, key: str) -> None:
    inside = first(record, listing)[key]
    inside = inside[0] if isinstance(inside, list) else inside
    assert set(inside) == set(NESTED[listing, key].split())


def test_offsets_slice_in_both_texts(record: Any, page: str, text: str) -> None:
    for line in walk(record, "claims", Filter()):
        for piece in (*line["evidence"], line["trigger"]):
            assert text[piece["start"] : piece["end"]] == piece["text"]
            assert page[piece["capture_start"] : piece["capture_end"]] == piece["text"]


def test_a_body_across_a_hole_is_several_pieces(record: Any, page: str, text: str) -> None:
    body = first(record, "articles")["body"]
    assert len(body) == 2
    for piece in body:
        assert text[piece["start"] : piece["end"]] == page[piece["capture_start"] : piece["capture_end"]]


def test_accounts_of_an_event(record: Any) -> None:
    line = first(record, "events")
    assert set(line["accounts"]) == {"place", "actors", "killed"}
    told = line["accounts"]["killed"][1]
    assert told["value"] == "nine"
    assert told["claims"] == ["cl2"]
    assert told["voices"] == [
        {"name": "Ridge Front", "kind": "speaker", "publisher": "Harbour Gazette", "is_party": True}
    ]


def test_whole_numbers_are_whole() -> None:
    assert [lines.number(value) for value in (12.0, 0.5, None)] == [12, 0.5, None]


def test_half_a_surrogate_pair_is_escaped() -> None:
    assert dumps({"text": "a\ud83d"}) == '{"text": "a\\ud83d"}'
