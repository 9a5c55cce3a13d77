from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.text import wordpieces
from onrecord.text.wordpieces import MOST_PIECES, WordPieces, shape

VOCABULARY = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "un", "##arm", "##ed", "arm", "men", "-", "cafe", "中", "a", "##a"]


@pytest.fixture(scope="module")
def pieces() -> WordPieces:
    return WordPieces(VOCABULARY)


@pytest.mark.parametrize(
    ("word", "wanted"),
    [
        ("unarmed", ["un", "##arm", "##ed"]),
        ("Men", ["men"]),
        ("un-armed", ["un", "-", "arm", "##ed"]),
        ("Café", ["cafe"]),
        ("中中", ["中", "中"]),
        ("xyz", ["[UNK]"]),
        ("́", ["[UNK]"]),
        ("a" * 300, ["[UNK]"]),
        ("a" * 50, ["a", *["##a"] * (MOST_PIECES - 1)]),
    ],
)
def test_words_are_cut_into_the_longest_pieces(pieces: WordPieces, word: str, wanted: list[str]) -> None:
    assert [VOCABULARY[number] for number in pieces.of(word)] == wanted


@given(st.text())
def test_every_word_gives_one_piece_at_least_and_not_too_many(word: str) -> None:
    numbers = WordPieces(VOCABULARY).of(word)
    assert 1 <= len(numbers) <= MOST_PIECES
    assert all(0 <= number < len(VOCABULARY) for number in numbers)


@pytest.mark.parametrize(
    ("word", "wanted"),
    [
        ("killed", wordpieces.LOWER),
        ("Karlsen", wordpieces.TITLE),
        ("NATO", wordpieces.CAPITALS),
        ("McLeod", wordpieces.MIXED),
        ("A", wordpieces.INITIAL),
        ("1,200", wordpieces.DIGITS),
        ("F-16s", wordpieces.ALPHANUMERIC),
        ("—", wordpieces.MARK),
        ("中国", wordpieces.OTHER),
        ("al-Sahra", wordpieces.MIXED),
    ],
)
def test_shapes(word: str, wanted: int) -> None:
    assert shape(word) == wanted
