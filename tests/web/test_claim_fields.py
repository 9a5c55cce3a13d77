"""Rows of a claim's form: words found in a text, and numbers and days as people type them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import UsageError
from onrecord.model.spans import Span
from onrecord.web import claim_fields
from onrecord.web.claim_fields import Reading, find, sentence_about, span_of
from onrecord.web.posted import Posted

TEXT = "The army said 12 men died in Gao. Rebels said forty  men\ndied in Gao on Friday.\n\nNobody else spoke."


class _Nobody:
    """Names of which none is known."""

    def of(self, kind: str, typed: str) -> None:
        return None

    def label(self, kind: str, key: str) -> str:
        return key


def _reading(near: int = 0) -> Reading:
    return Reading(TEXT, near, _Nobody())  # type: ignore[arg-type]


@given(st.data())
def test_words_are_found_where_they_stand_nearest(data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(TEXT) - 1))
    end = data.draw(st.integers(start + 1, len(TEXT)))
    words = " ".join(TEXT[start:end].split())
    if not words:
        with pytest.raises(UsageError):
            find(TEXT, words, start)
        return
    found = find(TEXT, words, start)
    assert " ".join(found.of(TEXT).split()) == words
    assert abs(found.start - start) <= len(TEXT[start:end]) - len(TEXT[start:end].lstrip())


@given(st.text(alphabet="ab. \n!?”👩\u0301", min_size=1, max_size=60), st.data())
def test_a_sentence_holds_what_it_is_about(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    span = Span(start, data.draw(st.integers(start + 1, len(text))))
    found = sentence_about(text, span)
    assert span.stripped(text).within(found) or not len(span.stripped(text))


def test_the_sentence_about_a_word() -> None:
    at = TEXT.index("forty")
    assert sentence_about(TEXT, Span(at, at + 5)).of(TEXT) == "Rebels said forty  men"
    at = TEXT.index("Nobody")
    assert sentence_about(TEXT, Span(at, at + 6)).of(TEXT) == "Nobody else spoke."


def test_changed_offsets_win_and_changed_words_win() -> None:
    row = {"words": "army", "start": "4", "end": "8", "was": "4-8"}
    assert span_of(row, _reading()) == Span(4, 8)
    assert span_of({**row, "start": "0"}, _reading()).of(TEXT) == "The army"
    assert span_of({**row, "words": "Rebels"}, _reading()).of(TEXT) == "Rebels"
    assert span_of({**row, "words": "in Gao"}, _reading(near=60)).start > 34
    for wrong in ({"start": "8", "end": "4"}, {"start": "x", "end": "8"}, {"start": "0", "end": "9999"}):
        with pytest.raises(UsageError):
            span_of({**row, **wrong}, _reading())


def _changed(**fields: str) -> dict[str, object]:
    pairs = tuple((name.replace("__", "."), value) for name, value in fields.items())
    return claim_fields.changed(Posted(pairs), {}, _reading())


def test_numbers_as_people_type_them() -> None:
    row = {"quantities__0__words": "12 men", "quantities__0__kind": "killed"}
    (found,) = _changed(**row, quantities__0__best="1,200")["quantities"]
    assert (found["low"], found["best"], found["high"]) == (1200, 1200, 1200)
    (found,) = _changed(**row, quantities__0__low="10")["quantities"]
    assert (found["low"], found["best"], found["high"]) == (10, None, None)
    for wrong in ("many", "-1", "nan", "inf", "1e30"):
        with pytest.raises(UsageError):
            _changed(**row, quantities__0__best=wrong)
    with pytest.raises(UsageError):
        _changed(**row)


def test_days_as_people_type_them() -> None:
    assert _changed(occurred__0__first="2026-03")["occurred"] == {
        "start": "2026-03-01",
        "end": "2026-04-01",
        "precision": "month",
    }
    found = _changed(occurred__0__first="2026-03-14", occurred__0__last="2026-03-16", occurred__0__words="Friday")
    assert found["occurred"]["end"] == "2026-03-17"
    assert Span(*found["occurred"]["span"]).of(TEXT) == "Friday"
    for first, last in (("soon", ""), ("2026-03-14", "2026-03-12"), ("2026-13-01", "")):
        with pytest.raises(UsageError):
            _changed(occurred__0__first=first, occurred__0__last=last)


def test_a_row_that_is_taken_out_is_gone() -> None:
    was = {"actors": [{"start": 4, "end": 8, "actor_id": None}]}
    shown = claim_fields.filled(was, _reading())
    assert claim_fields.changed(shown, was, _reading()) == {}
    assert claim_fields.changed(shown.with_([("actors.0.gone", "yes")]), was, _reading()) == {"actors": []}
