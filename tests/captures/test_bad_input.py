from __future__ import annotations

import gzip
import io
import os
import random
import time
import zipfile
from pathlib import Path

import pytest

from onrecord import captures
from onrecord.captures import LoadOptions, Unit
from onrecord.errors import RefusedError
from onrecord.model.articles import Capture


def read(path: Path, **options: object) -> list[Capture | RefusedError]:
    return list(captures.load(str(path), options=LoadOptions(**options)))  # type: ignore[arg-type]


def code_of(path: Path, **options: object) -> str:
    (found,) = read(path, **options)
    assert isinstance(found, RefusedError)
    assert found.item.startswith(str(path))
    assert "\n" not in str(found)
    assert found.stage == "captures"
    return found.code


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.txt", b"", "empty"),
        ("a.txt", b" \r\n\t ", "empty"),
        ("a.txt", b"\xef\xbb\xbf\n", "empty"),
        ("a.html", b"<html><head><title>x</title></head><body><script>1</script></body></html>", "empty"),
        ("a.html", b"<!-- -->", "empty"),
        ("a.jpg", b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + bytes(range(256)) * 10, "binary"),
        ("a.txt", b"text\x00\x00\x01\x02" * 50, "binary"),
        ("a.html", bytes(random.Random(1).randbytes(5000)), "binary"),
        ("a.docx", b"PK\x03\x04\x14\x00\x06\x00\x08\x00\x00\x00!\x00[Content_Types].xml", "unsupported"),
        ("a.css", b"p { color: red }", "unsupported"),
        ("a.xml", b"<?xml version='1.0'?><data><row/></data>", "unsupported"),
        ("a.zip", b"PK\x03\x04 and no more", "unreadable"),
        ("a.warc", b"WARC/1.0\r\nno record", "truncated"),
        ("a.warc", b"not a warc file at all, but text\r\n\r\nsecond line\r\n\r\n", "unreadable"),
        ("a.pdf", b"%PDF-1.4\nno more", "unreadable"),
        ("a.html.gz", gzip.compress(b"<p>text</p>" * 100, mtime=0)[:-9], "truncated"),
        ("a.html.gz", b"\x1f\x8b\x08\x00 broken", "unreadable"),
        ("a.html", b"<div>" * 100_000, "too_deep"),
        ("a.rss", b"<rss version='2.0'><channel></channel></rss>", "empty"),
        ("a.csv", b"name,count\n1,2\n", "no_columns"),
    ],
)
def test_each_is_refused_with_one_line(tmp_path: Path, name: str, content: bytes, code: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    assert code_of(path) == code


def test_the_rest_goes_on(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"")
    (tmp_path / "b.txt").write_bytes(b"\x00\x01" * 99)
    (tmp_path / "c.txt").write_text("A page.")
    assert [getattr(f, "code", "read") for f in read(tmp_path)] == ["empty", "binary", "read"]


def test_a_huge_text_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "huge.txt"
    with path.open("wb") as file:
        file.write(b"text")
        file.truncate(200_000_000)
    start = time.monotonic()
    assert code_of(path) == "too_big"
    assert time.monotonic() - start < 0.5
    assert code_of(path, max_bytes=1000) == "too_big"


def test_what_is_not_there(tmp_path: Path) -> None:
    assert code_of(tmp_path / "none.txt") == "not_found"
    (tmp_path / "dangling").symlink_to(tmp_path / "none.txt")
    assert code_of(tmp_path / "dangling") == "not_found"


def test_a_scheme_that_is_not_fetched() -> None:
    for source in ("ftp://a.example/x", "file:///etc/hosts", "gopher://a.example"):
        (found,) = captures.load(source, options=LoadOptions())
        assert isinstance(found, RefusedError)
        assert found.code == "bad_scheme"


def test_directory_loops(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "page.txt").write_text("A page.")
    (tmp_path / "a" / "up").symlink_to(tmp_path)
    (tmp_path / "self").symlink_to(tmp_path / "self")
    found = read(tmp_path)
    assert [getattr(f, "code", "read") for f in found] == ["read", "loop", "loop"]


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert code_of(tmp_path / "pipe") == "not_a_file"


def test_a_zip_bomb(tmp_path: Path) -> None:
    path = tmp_path / "bomb.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("zeros.txt", b"a" * 5_000_000)
        archive.writestr("page.txt", "A page.")
    found = read(path)
    assert [getattr(f, "code", "read") for f in found] == ["read", "bomb"]


def test_a_zip_of_too_much_in_all(tmp_path: Path) -> None:
    path = tmp_path / "many.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(10):
            archive.writestr(f"{number}.txt", f"{number}" * 1000)
    assert code_of(path, max_total_bytes=5000) == "bomb"


def test_a_gzip_bomb(tmp_path: Path) -> None:
    path = tmp_path / "bomb.jsonl.gz"
    with gzip.open(path, "wb") as file:
        file.write(b'{"text": "One."}\n')
        for _ in range(40):
            file.write(b" " * 1_000_000)
    found = read(path)
    assert [getattr(f, "code", "read") for f in found] == ["read", "bomb"]


def test_a_locked_zip_member(tmp_path: Path) -> None:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("a.txt", "A page.")
    locked = bytearray(content.getvalue())
    locked[6] |= 1
    central = locked.rindex(b"PK\x01\x02")
    locked[central + 8] |= 1
    path = tmp_path / "locked.zip"
    path.write_bytes(locked)
    assert code_of(path) == "encrypted"


def test_a_broken_zip_member_leaves_the_others(tmp_path: Path) -> None:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("a.txt", "A first page.")
        archive.writestr("b.txt", "A second page.")
    broken = content.getvalue().replace(b"A first page.", b"A worst page.", 1)
    (tmp_path / "broken.zip").write_bytes(broken)
    assert [getattr(f, "code", "read") for f in read(tmp_path / "broken.zip")] == ["unreadable", "read"]


def test_a_zip_that_names_outside_paths_writes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "in" / "slip.zip"
    path.parent.mkdir()
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("../../out.txt", "A page.")
    read(path)
    assert [p.name for p in tmp_path.rglob("*")] == ["in", "slip.zip"]


def test_a_truncated_table_gives_the_rows_before_the_break(tmp_path: Path) -> None:
    rows = b"".join(b'{"text": "%s"}\n' % random.Random(n).randbytes(600).hex().encode() for n in range(50))
    path = tmp_path / "rows.jsonl.gz"
    path.write_bytes(gzip.compress(rows, mtime=0)[:-9000])
    found = read(path)
    assert all(isinstance(f, Capture) for f in found[:-1])
    assert len(found) > 20
    assert isinstance(found[-1], RefusedError)
    assert found[-1].code == "truncated"


def test_right_to_left_and_mixed_text_is_kept(tmp_path: Path) -> None:
    text = "\u200fقال المتحدث\u200e (Reuters) שלום, 12 قتيلاً.\u202e"
    (tmp_path / "a.txt").write_text(text)
    (tmp_path / "b.html").write_text(f"<p>{text}</p>")
    assert [f.text for f in read(tmp_path) if isinstance(f, Capture)] == [text, text]


def test_a_row_too_long_leaves_the_others(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_text('{"text": "One."}\n{"text": "' + "x" * 5000 + '"}\n{"text": "Three."}\n')
    assert [getattr(f, "code", "read") for f in read(path, max_bytes=1000)] == ["read", "too_big", "read"]


def test_markup_made_to_stall_the_reader_is_read_at_once() -> None:
    start = time.monotonic()
    for content in (
        b"<!---->" * 600 + b"text",
        b"<!--" * 5000 + b"text",
        b"<meta " * 5000 + b"text",
        b"<?xml " + b" " * 5000 + b"text",
        b'<script type="application/ld+json">[' + b"[]," * 100_000 + b"[]]</script>text",
        b"<p>" * 100_000 + b"text",
        b"<a href=x>" * 100_000 + b"text",
        b"<!" * 100_000 + b"text",
        b"&" * 100_000 + b"text",
        b"<p" + b" a" * 100_000 + b">text",
    ):
        unit = Unit(path="page", content=content, media_type="text/html")
        (found,) = captures.open_unit(unit, LoadOptions())
        assert getattr(found, "code", "read") in ("read", "empty", "too_deep")
    assert time.monotonic() - start < 10
