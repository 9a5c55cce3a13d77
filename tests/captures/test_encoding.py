from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.captures.encoding import declared_in_markup, decode, is_binary

RUSSIAN = "Министры встретились в столице и подписали договор о границе. " * 20
SPANISH = "La reunión de mañana será en Bogotá, según el portavoz. " * 20


def text_of(content: bytes, *declared: str) -> str:
    found = decode(content, declared)
    assert found is not None
    return found[0]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be", "utf-32-le"])
def test_a_byte_order_mark_decides_and_stays_a_character(encoding: str) -> None:
    content = "\ufeffTalks\r\nresume".encode(encoding)
    assert text_of(content, "koi8-r") == "\ufeffTalks\r\nresume"


@pytest.mark.parametrize("encoding", ["windows-1251", "koi8-r", "iso-8859-5"])
def test_a_declaration_that_fits_is_taken(encoding: str) -> None:
    assert text_of(RUSSIAN.encode(encoding), encoding) == RUSSIAN


@pytest.mark.parametrize(
    "declared", ["iso-8859-1", "windows-1251", "ascii", "utf-16", "no-such-encoding", "hex", "utf-7"]
)
def test_a_declaration_that_the_bytes_contradict_is_passed_over(declared: str) -> None:
    assert text_of(SPANISH.encode(), declared) == SPANISH


def test_latin_1_means_what_the_web_means_by_it() -> None:
    assert text_of("“Peace” – at last €".encode("cp1252"), "ISO-8859-1") == "“Peace” – at last €"


def test_seven_bit_encodings_are_read_where_declared() -> None:
    japanese = "外相が会談した"
    assert text_of(japanese.encode("iso2022_jp"), "iso-2022-jp") == japanese


def test_text_without_a_declaration_is_detected() -> None:
    assert text_of(RUSSIAN.encode("windows-1251")) == RUSSIAN


def test_western_text_without_a_declaration_is_read_as_western() -> None:
    french = "Le ministre a été reçu à l’ambassade où il a déclaré que la trêve tiendrait. " * 3
    assert text_of(french.encode("cp1252")) == french


def test_utf_16_without_a_mark_is_detected() -> None:
    assert text_of(SPANISH.encode("utf-16-le")) == SPANISH


def test_utf_8_cut_within_a_character_keeps_the_rest() -> None:
    assert text_of((RUSSIAN + "да").encode()[:-1]) == RUSSIAN + "д\ufffd"


def test_mojibake_is_left_alone() -> None:
    assert text_of("Ã©tÃ©".encode()) == "Ã©tÃ©"


@pytest.mark.parametrize(
    "content", [b"\x00\x01\x02\x03" * 40, bytes(range(256)) * 4, b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"]
)
def test_binary_is_told(content: bytes) -> None:
    assert is_binary(content)


@pytest.mark.parametrize("text", ["plain", "тест", "a\tb\r\n\x0c", "外相"])
def test_text_is_not_binary(text: str) -> None:
    for encoding in ("utf-8", "utf-16"):
        assert not is_binary(text.encode(encoding))


def test_declarations_in_markup() -> None:
    assert declared_in_markup(b"<meta charset='koi8-r'>") == ("koi8-r",)
    assert declared_in_markup(b'<meta http-equiv=x content="text/html; charset=gbk">') == ("gbk",)
    assert declared_in_markup(b'<?xml version="1.0" encoding="cp1251"?><html>') == ("cp1251",)


@given(st.text())
def test_utf_8_survives_exactly(text: str) -> None:
    content = text.encode()
    if not any(content.startswith(mark) for mark in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) and "\0" not in text:
        assert text_of(content) == text


@given(st.binary())
def test_no_bytes_break_it(content: bytes) -> None:
    is_binary(content)
    decode(content, ["utf-8", "gbk"])
