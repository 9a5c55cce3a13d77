from __future__ import annotations

import gzip
import io
import os
import pickle
import sys
import types
import zipfile
from datetime import date
from pathlib import Path

import pytest

from onrecord import captures
from onrecord.captures import Columns, LoadOptions
from onrecord.errors import RefusedError
from onrecord.model.articles import Capture, DateBasis, Given
from onrecord.model.dates import DateInterval
from onrecord.model.ids import capture_id, digest

PAGE = b"<html><head><title>Talks</title></head><body><p>The ministers met.</p></body></html>"


def read(source: str | Path, **options: object) -> list[Capture | RefusedError]:
    return list(captures.load(str(source), options=LoadOptions(**options)))  # type: ignore[arg-type]


def pages(source: str | Path, **options: object) -> list[Capture]:
    found = read(source, **options)
    assert not [f for f in found if isinstance(f, RefusedError)]
    return [f for f in found if isinstance(f, Capture)]


def summary(found: list[Capture | RefusedError], under: Path) -> list[tuple[str, str]]:
    lead = f"{under}{os.sep}"
    return [
        (f.item.removeprefix(lead), f.code) if isinstance(f, RefusedError) else ((f.path or "").removeprefix(lead), "")
        for f in found
    ]


def test_plain_text_is_the_file_exactly(tmp_path: Path) -> None:
    content = "\ufeffKabul\r\n\r\n  a \u00a0line \n".encode()
    path = tmp_path / "a.txt"
    path.write_bytes(content)
    (page,) = pages(path)
    assert page.text == "\ufeffKabul\r\n\r\n  a \u00a0line \n"
    assert (page.content, page.sha256, page.blocks) == (content, digest(content), ())
    assert (page.media_type, page.encoding, page.retrieved_at) == ("text/plain", "utf-8", None)
    assert page.id == capture_id(digest(content), "a.txt")


def test_the_folder_does_not_enter_the_id_and_the_url_does(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.html").write_bytes(PAGE)
    first, second = pages(tmp_path)
    assert first.id == second.id
    (third,) = pages(tmp_path / "one" / "a.html", url="https://a.example/1")
    assert third.id == capture_id(digest(PAGE), "https://a.example/1")
    assert third.url == "https://a.example/1"


def test_a_capture_is_made_again_from_what_is_stored(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "pages.zip", "w") as archive:
        archive.writestr("in/a.html", PAGE)
    (tmp_path / "rows.jsonl").write_text('{"text": "One page."}\n')
    for page in pages(tmp_path):
        again = captures.from_bytes(page.content, path=page.path, url=page.url, media_type=page.media_type)
        assert (again.id, again.text, again.blocks) == (page.id, page.text, page.blocks)


def test_a_folder_is_read_in_order_without_hidden_files(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.htm", "a/b/c.xhtml", ".hidden.txt", ".git/x.txt", "c"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(PAGE)
    assert [p for p, _ in summary(read(tmp_path), tmp_path)] == ["a/b/c.xhtml", "a/z.htm", "b.txt", "c"]
    types_found = [c.media_type for c in pages(tmp_path)]
    assert types_found == ["application/xhtml+xml", "text/html", "text/plain", "text/html"]


def test_globs_and_names_that_look_like_globs(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", "c.html", "[x].txt"):
        (tmp_path / name).write_text("text")
    assert [p for p, _ in summary(read(tmp_path / "[ab].txt"), tmp_path)] == ["a.txt", "b.txt"]
    assert [p for p, _ in summary(read(tmp_path / "[x].txt"), tmp_path)] == ["[x].txt"]
    assert summary(read(tmp_path / "*.pdf"), tmp_path) == [("*.pdf", "not_found")]


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", types.SimpleNamespace(buffer=io.BytesIO(PAGE)))
    (page,) = pages("-", url="https://a.example/1")
    assert (page.path, page.url, page.text) == ("-", "https://a.example/1", "The ministers met.")


def test_rows_on_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", types.SimpleNamespace(buffer=io.BytesIO(b'{"text": "One."}\n{"text": "Two."}\n')))
    assert [(p.path, p.text) for p in pages("-")] == [("-!1", "One."), ("-!2", "Two.")]


def test_zip_members_nested_once(tmp_path: Path) -> None:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("deep.html", PAGE)
    middle = io.BytesIO()
    with zipfile.ZipFile(middle, "w") as archive:
        archive.writestr("inner.zip", inner.getvalue())
    with zipfile.ZipFile(tmp_path / "outer.zip", "w") as archive:
        archive.writestr("b/two.txt", "Two.")
        archive.writestr("a.html", PAGE)
        archive.writestr("inner.zip", inner.getvalue())
        archive.writestr("middle.zip", middle.getvalue())
        archive.writestr("__MACOSX/._a.html", b"x")
        archive.writestr("empty/", "")
    assert summary(read(tmp_path), tmp_path) == [
        ("outer.zip!a.html", ""),
        ("outer.zip!b/two.txt", ""),
        ("outer.zip!inner.zip!deep.html", ""),
        ("outer.zip!middle.zip!inner.zip", "nested"),
    ]


def test_gzip_holds_one_file(tmp_path: Path) -> None:
    (tmp_path / "a.html.gz").write_bytes(gzip.compress(PAGE, mtime=0))
    (tmp_path / "b.jsonl.gz").write_bytes(gzip.compress(b'{"text": "One."}\n', mtime=0))
    found = pages(tmp_path)
    assert [p.text for p in found] == ["The ministers met.", "One."]
    assert found[0].content == PAGE
    assert found[0].id == capture_id(digest(PAGE), "a.html")


def test_jsonl_rows(tmp_path: Path) -> None:
    (tmp_path / "p.jsonl").write_text(
        '{"id": "x7", "text": "A text.\\r\\n", "url": "https://a.example/1", "title": "T", "publisher": "P",'
        ' "published": "2025-02-03"}\n\n{"html": "<p>Two</p>", "published": "2024-05"}\nbroken\n{"title": "no text"}\n'
    )
    found = read(tmp_path / "p.jsonl", given=Given(publisher="Given", title="Given"))
    first, second, third, fourth = found
    assert isinstance(first, Capture)
    assert (first.path, first.url, first.text) == (f"{tmp_path}/p.jsonl!x7", "https://a.example/1", "A text.\r\n")
    day = DateInterval.day(date(2025, 2, 3))
    assert first.given == Given(publisher="P", title="T", published=day, published_basis=DateBasis.GIVEN)
    assert isinstance(second, Capture)
    assert (second.text, second.media_type, second.given.publisher) == ("Two", "text/html", "Given")
    assert second.given.published == DateInterval.month(2024, 5)
    assert [(f.item[-2:], f.code) for f in (third, fourth) if isinstance(f, RefusedError)] == [
        ("!4", "unreadable"),
        ("!5", "empty"),
    ]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv", 'headline,body,when\nT,"One, with\nlines",2025-02-03\n'),
        ("a.csv", '\ufeffheadline;body;when\r\nT;"One, with\nlines";2025-02-03\r\n'),
        ("a.tsv", 'headline\tbody\twhen\nT\t"One, with\nlines"\t2025-02-03\n'),
    ],
)
def test_csv_columns_are_mapped(tmp_path: Path, name: str, content: str) -> None:
    (tmp_path / name).write_bytes(content.encode())
    (page,) = pages(tmp_path, columns=Columns(text="body", title="headline", published="when"))
    assert (page.text, page.given.title) == ("One, with\nlines", "T")
    assert page.given.published == DateInterval.day(date(2025, 2, 3))


def test_csv_in_another_encoding(tmp_path: Path) -> None:
    words = "Переговоры о перемирии начались в понедельник в столице. " * 10
    (tmp_path / "a.csv").write_bytes(f"text,title\n{words},Новости\n".encode("windows-1251"))
    (page,) = pages(tmp_path)
    assert page.text == words


def test_a_table_without_a_page_is_refused_once(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("name,count\nx,1\ny,2\n")
    (tmp_path / "b.jsonl").write_text('{"name": "x"}\n{"name": "y"}\n')
    assert summary(read(tmp_path), tmp_path) == [("a.csv", "no_columns"), ("b.jsonl", "no_columns")]


@pytest.mark.parametrize(
    ("cell", "days"),
    [
        ("2025-02-03T23:30:00-05:00", DateInterval.day(date(2025, 2, 4))),
        ("20250203", DateInterval.day(date(2025, 2, 3))),
        ("Mon, 03 Feb 2025 10:00:00 GMT", DateInterval.day(date(2025, 2, 3))),
        ("2025", DateInterval.year(2025)),
        (2025, DateInterval.year(2025)),
        ("03/04/2025", None),
        ("yesterday", None),
        ("", None),
        (None, None),
        ("2025-13", None),
        ("0000-01-01", None),
    ],
)
def test_days_of_a_cell(cell: object, days: DateInterval | None) -> None:
    from onrecord.captures.tables import published_days

    assert published_days(cell) == days


def test_units_and_refusals_cross_process_borders(tmp_path: Path) -> None:
    (tmp_path / "rows.jsonl").write_text('{"text": "One."}\n{"title": "none"}\n')
    (tmp_path / "a.txt").write_text("Two.")
    options = LoadOptions(given=Given(publisher="P"))
    found = list(captures.expand(str(tmp_path), options))
    again = pickle.loads(pickle.dumps((found, options)))
    assert [str(u) for u in again[0]] == [str(u) for u in found]
    units = [u for u in again[0] if not isinstance(u, RefusedError)]
    texts = [c.text for u in units for c in captures.open_unit(u, again[1]) if isinstance(c, Capture)]
    assert texts == ["Two.", "One."]


def test_expanding_a_folder_opens_no_page(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(PAGE)
    (unit,) = captures.expand(str(tmp_path), LoadOptions())
    assert not isinstance(unit, RefusedError)
    assert (unit.path, unit.content) == (f"{tmp_path}/a.html", None)


def test_nothing_is_printed_or_logged(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.4\nbroken")
    (tmp_path / "b.html").write_bytes(PAGE)
    (tmp_path / "c.warc").write_bytes(b"WARC/1.0\r\nbroken")
    read(tmp_path)
    assert capfd.readouterr() == ("", "")
