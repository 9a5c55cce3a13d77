"""The reader's stretches are the page, and each claim's stretches are its evidence, to the character."""

from __future__ import annotations

import html
import re

from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient

from onrecord.model.filters import Filter
from onrecord.store import Record
from onrecord.web.marking import blocks, is_control

_MARK = re.compile(
    r'<mark class="[^"]*" data-claims="([^"]*)"><a href="[^"]*" draggable="false">(.*?)</a></mark>', re.DOTALL
)
_TAG = re.compile(r"<[^>]+>")
_TEXT = re.compile(r'<div class="text" dir="auto"[^>]*>(.*?)</div></section>', re.DOTALL)
_NOTE = re.compile(r'<a class="note.*?</a>', re.DOTALL)


def test_stretches_together_are_the_page(record: Record) -> None:
    for row in record.captures():
        text = record.capture(row.id).text
        articles = [found.article for found in record.articles(Filter(capture=row.id))]
        claims = list(record.claims(Filter(capture=row.id)))
        found = blocks(text, row, articles, claims)
        assert "".join(s.text for block in found for s in block.stretches) == text
        for told in claims:
            marked = "".join(s.text for b in found for s in b.stretches if told.claim.id in s.claims)
            assert marked == "".join(piece.text for piece in told.evidence)
            assert sum(told.claim.id in s.opens for b in found for s in b.stretches) == 1


def test_highlights_on_the_page_are_the_evidence(desk: TestClient, record: Record) -> None:
    claims = list(record.claims())
    assert any("\u0301" in record.capture(row.id).text for row in record.captures())
    for told in claims:
        page = desk.get(f"/pages/{told.article.capture_id}").text
        shown = "".join(
            html.unescape(_TAG.sub("", words)) for ids, words in _MARK.findall(page) if told.claim.id in ids.split()
        )
        assert shown == "".join(piece.text for piece in told.evidence)


def test_the_text_on_the_page_is_the_capture(desk: TestClient, record: Record) -> None:
    for row in record.captures():
        page = desk.get(f"/pages/{row.id}").text
        shown = "".join(html.unescape(_TAG.sub("", _NOTE.sub("", part))) for part in _TEXT.findall(page))
        text = record.capture(row.id).text
        assert re.sub(r"\s+", "", shown) == re.sub(r"\s+", "", text)


def test_what_turns_the_writing_is_shut_in_and_named(desk: TestClient, record: Record) -> None:
    pages = [desk.get(f"/pages/{row.id}").text for row in record.captures()]
    assert any('<bdi class="control" data-name="Right-To-Left Override">\u202e</bdi>' in page for page in pages)
    for page in pages:
        assert page.count("\u202e") == page.count(">\u202e</bdi>")


@given(st.characters())
def test_white_space_is_no_control(character: str) -> None:
    if character.isspace():
        assert not is_control(character)
