from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.model.spans import OffsetMap, Span, cut

texts = st.text(alphabet="ab c\n\r\ufeffé\U0001f600\u0301ن", max_size=60)


@st.composite
def cuts(draw: st.DrawFn) -> tuple[str, list[Span]]:
    text = draw(texts)
    marks = sorted(draw(st.sets(st.integers(0, len(text)), max_size=8)))
    return text, [Span(a, b) for a, b in zip(marks[::2], marks[1::2], strict=False)]


@given(cuts())
def test_every_character_of_a_cut_text_leads_back_to_itself(given_cut: tuple[str, list[Span]]) -> None:
    text, pieces = given_cut
    short, offsets = cut(text, pieces)
    assert len(short) == offsets.length
    assert [text[offsets.offset(i)] for i in range(len(short))] == list(short)


@given(cuts(), st.data())
def test_pieces_of_any_span_join_to_its_text(given_cut: tuple[str, list[Span]], data: st.DataObject) -> None:
    text, pieces = given_cut
    short, offsets = cut(text, pieces)
    start = data.draw(st.integers(0, len(short)))
    span = Span(start, data.draw(st.integers(start, len(short))))
    assert "".join(p.of(text) for p in offsets.pieces(span)) == span.of(short)
    assert "".join(p.of(short) for p in offsets.cut_pieces(span)) == span.of(short)
    for own, there in zip(offsets.cut_pieces(span), offsets.pieces(span), strict=True):
        assert own.of(short) == there.of(text)


@given(cuts(), st.data())
def test_composing_maps_is_cutting_twice(given_cut: tuple[str, list[Span]], data: st.DataObject) -> None:
    text, pieces = given_cut
    middle, outer = cut(text, pieces)
    marks = sorted(data.draw(st.sets(st.integers(0, len(middle)), max_size=6)))
    inner_pieces = [Span(a, b) for a, b in zip(marks[::2], marks[1::2], strict=False)]
    short, inner = cut(middle, inner_pieces)
    direct = inner.composed(outer)
    assert direct.length == len(short)
    assert [direct.offset(i) for i in range(len(short))] == [outer.offset(inner.offset(i)) for i in range(len(short))]


@given(st.integers(0, 50), st.integers(0, 50), st.integers(0, 50), st.integers(0, 50))
def test_overlap_is_symmetric_and_needs_a_shared_character(a: int, b: int, c: int, d: int) -> None:
    one, two = Span(min(a, b), max(a, b)), Span(min(c, d), max(c, d))
    shared = set(range(one.start, one.end)) & set(range(two.start, two.end))
    if len(one) and len(two):
        assert one.overlaps(two) == bool(shared) == two.overlaps(one)
    assert one.within(one.joined(two))


@given(texts, st.data())
def test_stripped_spans_slice_to_stripped_text(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    span = Span(start, data.draw(st.integers(start, len(text))))
    assert span.stripped(text).of(text) == span.of(text).strip()


def test_bad_spans_and_maps_are_refused() -> None:
    with pytest.raises(ValueError, match="not a span"):
        Span(3, 2)
    with pytest.raises(ValueError, match="begins at 0"):
        OffsetMap((1,), (0,), 3)
    with pytest.raises(IndexError):
        OffsetMap.identity(3).offset(3)
    with pytest.raises(IndexError):
        OffsetMap.identity(3).pieces(Span(0, 4))
