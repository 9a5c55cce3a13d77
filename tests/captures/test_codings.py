from __future__ import annotations

import gzip
import tracemalloc
import zlib
from itertools import repeat

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.captures.codings import body
from onrecord.errors import RefusedError


def code_of(chunks: list[bytes], coding: str | None, limit: int = 1000) -> str:
    with pytest.raises(RefusedError) as caught:
        body(chunks, coding, "a", limit)
    return caught.value.code


def cut(content: bytes, size: int) -> list[bytes]:
    return [content[at : at + size] for at in range(0, len(content), size)]


@settings(deadline=None)
@given(st.binary(max_size=300), st.integers(1, 40), st.integers(1, 300))
def test_whatever_the_chunks_the_body_comes_out(content: bytes, size: int, times: int) -> None:
    whole = content * times
    bare = zlib.compressobj(wbits=-15)
    for packed, coding, expected in (
        (whole, None, whole),
        (whole, "identity", whole),
        (gzip.compress(whole, mtime=0), "gzip", whole),
        (gzip.compress(whole, mtime=0), "X-GZIP, identity", whole),
        (gzip.compress(whole, mtime=0) + gzip.compress(content, mtime=0), "gzip", whole + content),
        (zlib.compress(whole), "deflate", whole),
        (bare.compress(whole) + bare.flush(), "deflate", whole),
    ):
        assert body(cut(packed, size), coding, "a", 100_000) == expected


def test_a_few_packed_bytes_never_fill_the_memory() -> None:
    packed = gzip.compress(b" " * 100_000_000, mtime=0)
    tracemalloc.start()
    assert code_of([packed], "gzip", 1_000_000) == "too_big"
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 4_000_000


def test_members_of_nothing_without_end_are_left_at_the_limit() -> None:
    with pytest.raises(RefusedError) as caught:
        body(repeat(gzip.compress(b"", mtime=0)), "gzip", "a", 100_000)
    assert caught.value.code == "too_big"


def test_what_cannot_be_unpacked_is_refused_with_its_code() -> None:
    packed = gzip.compress(b"words", mtime=0)
    assert code_of([packed], "br") == "coding"
    assert code_of([packed], "gzip, gzip") == "coding"
    assert code_of([packed], "compress") == "coding"
    assert code_of([packed[:-3]], "gzip") == "truncated"
    assert code_of([b"words"], "gzip") == "unreadable"
    assert code_of([b"w" * 1001], None) == "too_big"
    assert body([], "gzip", "a", 10) == b""
    assert body([packed, b"\0\0"], "gzip", "a", 100) == b"words"
