"""The scorers of attributions and of names on cases worked by hand."""

from __future__ import annotations

import pytest

from evals import attributions, ner
from onrecord.model.mentions import MentionKind
from onrecord.model.readings import ReadMention
from onrecord.model.spans import Span

GOLD: attributions.Parts = {"source": ((0, 6),), "cue": ((7, 11),), "content": ((12, 20), (25, 30))}


def test_exact_spans_need_every_stretch() -> None:
    half: attributions.Parts = {**GOLD, "content": ((12, 20),)}
    assert attributions.exact_f1([[GOLD]], [[GOLD]], "content") == 1
    assert attributions.exact_f1([[half]], [[GOLD]], "content") == 0
    assert attributions.exact_f1([[half, GOLD]], [[GOLD]], "content") == pytest.approx(2 / 3)


def test_overlap_asks_for_every_part_that_the_gold_has() -> None:
    near: attributions.Parts = {"source": ((3, 9),), "cue": ((10, 11),), "content": ((28, 40),)}
    other: attributions.Parts = {**near, "source": ((40, 50),)}
    assert attributions.overlap_f1([[near]], [[GOLD]]) == 1
    assert attributions.overlap_f1([[other]], [[GOLD]]) == 0
    assert attributions.overlap_f1([[near, near]], [[GOLD]]) == pytest.approx(2 / 3)
    nobody: attributions.Parts = {**GOLD, "source": ()}
    assert attributions.overlap_f1([[other]], [[nobody]]) == 1


def test_names_count_by_exact_tokens_and_three_types() -> None:
    row = {"tokens": ["Ana", "Ruiz", "of", "Peru"], "spans": [[0, 2, "Person"], [3, 4, "Location"], [0, 1, "Misc"]]}
    key = ner.key_of(row)
    assert key == {(0, 2, "PER"), (3, 4, "LOC")}
    assert ner.score([{(0, 2, "PER"), (3, 4, "ORG")}], [key]) == 0.5


def test_common_nouns_are_no_names() -> None:
    spans = [Span(0, 3), Span(4, 8), Span(9, 13)]
    found = [
        ReadMention(span=Span(0, 8), kind=MentionKind.ORGANISATION, score=1, basis="head noun"),
        ReadMention(span=Span(9, 13), kind=MentionKind.STATE, score=1, basis="country"),
    ]
    assert ner.entities(found, spans) == {(2, 3, "LOC")}


def test_sentences_of_a_document_of_gum() -> None:
    row = {
        "doc": "d",
        "tokens": ["Ana", "left", ".", "She", "slept"],
        "sents": [[0, 3], [3, 5]],
        "entities": [
            {"start": 0, "end": 1, "type": "person", "wiki": "Ana"},
            {"start": 3, "end": 4, "type": "person", "wiki": None},
        ],
    }
    assert [s["spans"] for s in ner.sentences_of(row)] == [[[0, 1, "PER"]], []]
