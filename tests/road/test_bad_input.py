"""A folder of everything that a page should not be: each thing refused in one line, the good pages read."""

from __future__ import annotations

import gzip
import json
import os
import random
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

GOOD = """Rebels kill four soldiers near Kano

The Kano Courier
5 March 2024

KANO: Rebels killed four soldiers near Kano on Monday, police said. France condemned the attack.
"""
NOISE = random.Random(5).randbytes(40_000)


def _warc(*urls: str) -> bytes:
    """A WARC file of one page for each address."""
    body = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html><body><p>" + GOOD.encode() + b"</p></body></html>"
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {}\r\nWARC-Date: 2024-03-05T10:00:00Z\r\n"
        "WARC-Record-ID: <urn:uuid:12345678-1234-1234-1234-123456789012>\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return b"".join(head.format(url).encode() + body + b"\r\n\r\n" for url in urls)


def _zip(path: Path, members: dict[str, bytes]) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)


def _huge(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(200_000_000)


def _put(content: bytes) -> Callable[[Path], Any]:
    return lambda path: path.write_bytes(content)


BAD: dict[str, tuple[Callable[[Path], Any], str]] = {
    "empty.txt": (_put(b""), "empty"),
    "blank.html": (_put(b" \n\n "), "empty"),
    "binary.txt": (_put(NOISE), "binary"),
    "nul.txt": (_put(GOOD.replace("soldiers", "sol\0diers").encode()), "binary"),
    "huge.txt": (_huge, "too_big"),
    "one-line.txt": (_put(b"Rebels killed four soldiers near Kano. " * 130_000), "too_long"),
    "mangled.txt": (_put("Été à Kano ".encode() + b"\x81\x8d\x8f\x90\x9d\xff" * 40), "encoding"),
    "cut.txt.gz": (_put(gzip.compress(NOISE, mtime=0)[:20_000]), "truncated"),
    "cut.warc": (_put(_warc("http://a.example/1", "http://a.example/2")[:-100]), "truncated"),
    "cut.warc.gz": (_put(gzip.compress(_warc("http://b.example/1"), mtime=0)[:-20]), "truncated"),
    "not.gz": (_put(b"\x1f\x8bno gzip at all"), "unreadable"),
    "not.zip": (_put(b"PK\x03\x04no zip at all"), "unreadable"),
    "not.warc": (_put(b"no warc at all\n" * 40), "unreadable"),
    "bomb.gz": (_put(gzip.compress(b"a" * 30_000_000, mtime=0)), "bomb"),
    "deep.html": (_put(b"<div>" * 100_000 + GOOD.encode()), "too_deep"),
    "links.html": (_put(b"<html><body><nav><a href=/>Home</a> <a href=/>News</a></nav></body></html>"), "no_article"),
    "broken.pdf": (_put(b"%PDF-1.7\n1 0 obj <</Type /Catalog>> endobj\n" + NOISE[:300]), "unreadable"),
    "head.pdf": (_put(b"%PDF-1.4"), "unreadable"),
    "gone.txt": (lambda path: path.symlink_to("nowhere"), "not_found"),
    "self.txt": (lambda path: path.symlink_to("self.txt"), "loop"),
    "again": (lambda path: path.symlink_to(".."), "loop"),
    "pipe.txt": (os.mkfifo, "not_a_file"),
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A working folder with pages/, which holds one good page, two in a zip, and all that is bad."""
    pages = tmp_path / "pages"
    (pages / "below").mkdir(parents=True)
    (pages / "good.txt").write_text(GOOD, encoding="utf-8")
    for name, (make, _) in BAD.items():
        make(pages / name if name != "again" else pages / "below" / name)
    bomb = {"./fine.txt": GOOD.replace("Kano", "Jos").encode(), "bomb.txt": b"a" * 60_000_000}
    _zip(pages / "members.zip", bomb)
    mixed = "قُتل أربعة جنود في كانو يوم الإثنين، بحسب الشرطة.\n\n" * 6
    (pages / "right-to-left.txt").write_text(mixed, encoding="utf-8")
    return tmp_path


def test_each_is_refused_in_one_line_and_the_rest_read(shell: Any, folder: Path) -> None:
    read = shell.run("read", "pages", "--jobs", "1", folder=folder)
    assert read.code == 1, read.stderr
    assert len(read.stderr.splitlines()) == 2, read.stderr
    assert "Traceback" not in read.stderr
    listed = shell.run("issues", "--format", "jsonl", folder=folder)
    issues = [json.loads(line) for line in listed.stdout.splitlines()]
    found = {Path(i["item"]).name: i["code"] for i in issues if i["refused"]}
    expected = {name: code for name, (_, code) in BAD.items()} | {"members.zip!bomb.txt": "bomb"}
    assert found == expected
    assert all("\n" not in i["message"] for i in issues)
    assert [Path(i["item"]).name for i in issues if not i["refused"]] == ["right-to-left.txt"]
    claims = shell.run("claims", "--format", "jsonl", folder=folder).stdout.splitlines()
    read_from = {Path(json.loads(line)["capture"]["path"]).name for line in claims}
    assert {"good.txt", "members.zip!.", "fine.txt", "1"} & read_from >= {"good.txt", "fine.txt"}
    assert shell.run("verify", folder=folder).code == 0


def test_bad_sources_are_wrong_usage_or_refused(shell: Any, tmp_path: Path) -> None:
    for source in ("nowhere.txt", "no*such*.html", "ftp://a.example/x"):
        read = shell.run("read", source, folder=tmp_path)
        assert read.code == 1, read.stderr
        assert "Traceback" not in read.stderr
    assert shell.run("read", folder=tmp_path).code == 2
    assert shell.run("read", "x.txt", "--published", "someday", folder=tmp_path).code == 2
    assert shell.run("read", "x.txt", "--jobs", "0", folder=tmp_path).code == 2
    assert shell.run("read", "x.txt", "--map", "nonsense", folder=tmp_path).code == 2
