"""How alike sentences are by the encoder: the same vectors each time, near for what means much the same."""

from __future__ import annotations

import hashlib
import json
from importlib.resources import files

from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.model.spans import Span
from onrecord.text.embedding import GRAPH, MADE, cosine, embedding

_RAID = "Gunmen raided the village of Tamba and killed nine farmers."
_ATTACK = "Nine farmers died when armed men attacked Tamba."
_LOAN = "The bank lends the port of Lumo forty million dollars."


def _of(sentence: str, words: str) -> tuple[str, str]:
    at = sentence.index(words)
    found = embedding(sentence, Span(at, at + len(words)))
    return found.sentence, found.words


def test_sentences_of_one_deed_are_nearer_than_those_of_two() -> None:
    raid, attack, loan = (_of(*one)[0] for one in ((_RAID, "raided"), (_ATTACK, "attacked"), (_LOAN, "lends")))
    assert cosine(raid, raid) > 0.999
    assert cosine(raid, attack) > 0.5 > cosine(raid, loan)


def test_words_of_one_sense_are_nearer_than_others() -> None:
    raided, attacked, lends = (_of(*one)[1] for one in ((_RAID, "raided"), (_ATTACK, "attacked"), (_LOAN, "lends")))
    assert cosine(raided, attacked) > cosine(raided, lends)


def test_what_was_read_before_changes_no_vector() -> None:
    before = _of(_RAID, "raided")
    _of(_LOAN, "lends")
    assert _of(_RAID, "raided") == before


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=300), st.integers(0, 300), st.integers(0, 300))
def test_any_text_has_vectors(text: str, start: int, end: int) -> None:
    found = embedding(text, Span(min(start, end), max(start, end)))
    assert -1.001 <= cosine(found.sentence, found.words[:0]) <= 1.001
    assert len(found.sentence) == 512


def test_a_long_line_is_cut_and_an_empty_vector_is_like_nothing() -> None:
    found = embedding("war " * 2000, Span(7990, 7995))
    assert cosine(found.sentence, found.sentence) > 0.999
    assert cosine("", found.sentence) == 0.0


def test_the_weights_are_those_that_their_digest_names() -> None:
    folder = files("onrecord.text") / "weights"
    made = json.loads((folder / MADE).read_text(encoding="utf-8"))
    assert hashlib.sha256((folder / GRAPH).read_bytes()).hexdigest() == made["graph"]
