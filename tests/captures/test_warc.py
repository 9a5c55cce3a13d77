from __future__ import annotations

import gzip
import tracemalloc
from datetime import UTC, datetime
from pathlib import Path

import pytest

from onrecord import captures
from onrecord.captures import LoadOptions
from onrecord.errors import RefusedError
from onrecord.model.articles import Capture

HTML = "text/html; charset=utf-8"


def record(url: str, body: bytes, *, media_type: str = HTML, status: str = "200 OK", headers: str = "") -> bytes:
    http = f"HTTP/1.1 {status}\r\nContent-Type: {media_type}\r\n{headers}\r\n".encode() + body
    return typed("response", url, "application/http; msgtype=response", http)


def typed(kind: str, url: str, media_type: str, content: bytes) -> bytes:
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2025-01-02T03:04:05Z\r\n"
        f"WARC-Record-ID: <urn:uuid:{len(url)}>\r\nContent-Type: {media_type}\r\nContent-Length: {len(content)}\r\n\r\n"
    )
    return head.encode() + content + b"\r\n\r\n"


def read(path: Path, **options: int) -> list[Capture | RefusedError]:
    return list(captures.load(str(path), options=LoadOptions(**options)))  # type: ignore[arg-type]


def codes(found: list[Capture | RefusedError]) -> list[str]:
    return [getattr(f, "code", "read") for f in found]


def body(number: int) -> bytes:
    # Words that do not pack away, so that a cut anywhere falls within them.
    return b"<p>" + b" ".join(f"{number * 7919 * n % 10007:05d}".encode() for n in range(1, 60)) + b"</p>"


def pages() -> list[bytes]:
    return [record(f"https://a.example/{n}", body(n)) for n in range(1, 4)]


def test_a_page_with_its_time_and_address(tmp_path: Path) -> None:
    path = tmp_path / "a.warc"
    path.write_bytes(
        record("https://a.example/1", "<p>Переговоры</p>".encode("cp1251"), media_type="text/html; charset=cp1251")
    )
    (page,) = read(path)
    assert isinstance(page, Capture)
    assert (page.url, page.path) == ("https://a.example/1", f"{path}!https://a.example/1")
    assert page.retrieved_at == datetime(2025, 1, 2, 3, 4, 5, tzinfo=UTC)
    assert (page.text, page.encoding, page.media_type) == ("Переговоры", "cp1251", "text/html")


def test_what_is_no_page_is_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "a.warc.gz"
    parts = [
        typed("warcinfo", "x", "application/warc-fields", b"software: test\r\n"),
        typed("request", "https://a.example/1", "application/http; msgtype=request", b"GET / HTTP/1.1\r\n\r\n"),
        record("https://a.example/1", b"<p>moved</p>", status="301 Moved"),
        record("https://a.example/2", b"\xff\xd8\xff", media_type="image/jpeg"),
        record("https://a.example/3", b"<p>here</p>"),
        typed("conversion", "https://a.example/4", "text/plain", b"text of a page"),
    ]
    path.write_bytes(b"".join(gzip.compress(part, mtime=0) for part in parts))
    assert [f.text for f in read(path) if isinstance(f, Capture)] == ["here", "text of a page"]
    assert codes(read(path)) == ["read", "read"]


def test_packed_and_chunked_answers_are_unpacked(tmp_path: Path) -> None:
    packed = gzip.compress(b"<p>packed</p>", mtime=0)
    chunked = f"{len(packed):x}\r\n".encode() + packed + b"\r\n0\r\n\r\n"
    path = tmp_path / "a.warc"
    headers = "Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n"
    path.write_bytes(record("https://a.example/1", chunked, headers=headers))
    assert [f.text for f in read(path) if isinstance(f, Capture)] == ["packed"]


@pytest.mark.parametrize(
    ("sent", "coding", "expected"),
    [
        (b"<p>whole</p>", "chunked", "whole"),
        (b"7;a=b\r\n<p>in ch\r\n8\r\nunks</p>\r\n0\r\n\r\n", "chunked", "unreadable"),
        (b"8;a=b\r\n<p>in ch\r\n8\r\nunks</p>\r\n0\r\n\r\n", "Chunked", "in chunks"),
        (b"8\r\n<p>in ch\r\n8\r\nunks", "chunked", "truncated"),
        (b"8\r\n<p>in ch\r\n", "chunked", "truncated"),
        (gzip.compress(b" " * 40_000_000, mtime=0), "gzip", "coding"),
        (b"\x1b\x03\x00\xf8\x25", "br, chunked", "coding"),
    ],
)
def test_bodies_as_they_were_sent(tmp_path: Path, sent: bytes, coding: str, expected: str) -> None:
    path = tmp_path / "a.warc"
    first = record("https://a.example/1", sent, headers=f"Transfer-Encoding: {coding}\r\n")
    path.write_bytes(first + record("https://a.example/2", b"<p>here</p>"))
    found = read(path)
    assert [f.text if isinstance(f, Capture) else f.code for f in found] == [expected, "here"]


@pytest.mark.parametrize(
    ("packed", "coding", "code"),
    [
        (gzip.compress(b" " * 40_000_000, mtime=0), "gzip", "too_big"),
        (gzip.compress(gzip.compress(b" " * 40_000_000), mtime=0), "gzip, gzip", "coding"),
        (b"\x1b\x03\x00\xf8\x25", "br", "coding"),
        (gzip.compress(b"<p>packed</p>", mtime=0)[:-9], "gzip", "truncated"),
        (b"<p>plain</p>", "gzip", "unreadable"),
    ],
)
def test_what_is_packed_in_a_record_is_unpacked_in_bounds_and_the_next_is_read(
    tmp_path: Path, packed: bytes, coding: str, code: str
) -> None:
    path = tmp_path / "a.warc"
    swelling = record("https://a.example/1", packed, headers=f"Content-Encoding: {coding}\r\n")
    path.write_bytes(swelling + record("https://a.example/2", b"<p>here</p>"))
    tracemalloc.start()
    found = read(path, max_bytes=1_000_000)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert codes(found) == [code, "read"]
    assert peak < 8_000_000


@pytest.mark.parametrize("packed", [True, False])
def test_wherever_a_file_breaks_off_the_records_before_are_read_and_one_refusal_follows(
    tmp_path: Path, packed: bool
) -> None:
    parts = [gzip.compress(part, mtime=0) for part in pages()] if packed else pages()
    whole = b"".join(parts)
    path = tmp_path / ("a.warc.gz" if packed else "a.warc")
    path.write_bytes(whole)
    assert codes(read(path)) == ["read"] * 3
    for end in range(len(whole) - len(parts[-1]) + 1, len(whole) - 16, 7):
        path.write_bytes(whole[:end])
        assert codes(read(path)) == ["read", "read", "truncated"], end
    path.write_bytes(whole[: len(whole) - len(parts[-1])])
    assert codes(read(path)) == ["read", "read"]


def test_one_gzip_member_for_all_records(tmp_path: Path) -> None:
    path = tmp_path / "a.warc.gz"
    packed = gzip.compress(b"".join(pages()), mtime=0)
    path.write_bytes(packed)
    assert codes(read(path)) == ["read"] * 3
    path.write_bytes(packed[:-60])
    assert codes(read(path)) == ["read", "read", "truncated"]


def test_damage_in_the_middle_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.warc.gz"
    parts = [bytearray(gzip.compress(part, mtime=0)) for part in pages()]
    parts[1][len(parts[1]) // 2] ^= 0xFF
    path.write_bytes(b"".join(parts))
    found = codes(read(path))
    assert found[0] == "read"
    assert found[-1] in ("unreadable", "truncated")


def test_a_record_too_large_leaves_the_others(tmp_path: Path) -> None:
    path = tmp_path / "a.warc"
    path.write_bytes(
        record("https://a.example/1", b"<p>" + b"x" * 5000) + record("https://a.example/2", b"<p>small</p>")
    )
    found = read(path, max_bytes=1000)
    assert codes(found) == ["too_big", "read"]
    assert isinstance(found[0], RefusedError)
    assert found[0].item.endswith("!https://a.example/1")


def test_a_packed_answer_that_swells_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.warc"
    path.write_bytes(
        record("https://a.example/1", gzip.compress(b" " * 3_000_000, mtime=0), headers="Content-Encoding: gzip\r\n")
        + record("https://a.example/2", b"<p>small</p>")
    )
    assert codes(read(path, max_bytes=100_000)) == ["too_big", "read"]
