"""Captures for the tests of articles, made from text or HTML written for them: the fixture `pages` is this module."""

from __future__ import annotations

import sys
from datetime import datetime
from types import ModuleType

import pytest

from onrecord.captures import from_bytes
from onrecord.model.articles import Article, Capture, Given, Isolation, PageMetadata, PassageKind
from onrecord.model.ids import capture_id, digest

NOTHING = Given()


def page(
    text: str,
    *,
    url: str | None = None,
    given: Given = NOTHING,
    retrieved_at: datetime | None = None,
    metadata: tuple[tuple[str, str], ...] = (),
) -> Capture:
    """A plain-text capture."""
    content = text.encode("utf-8", "surrogatepass")
    sha256 = digest(content)
    return Capture(
        id=capture_id(sha256, url or "page.txt"),
        path="page.txt",
        url=url,
        sha256=sha256,
        retrieved_at=retrieved_at,
        media_type="text/plain",
        encoding="utf-8",
        text=text,
        content=content,
        metadata=PageMetadata(values=metadata),
        given=given,
    )


def html(markup: str, *, url: str | None = None) -> Capture:
    """An HTML capture."""
    return from_bytes(markup.encode(), path="page.html", url=url, media_type="text/html")


def body(article: Article) -> str:
    """The article's prose."""
    return "\n".join(span.of(article.text) for span in article.body)


def words(article: Article, kind: PassageKind) -> list[str]:
    """The words of an article's passages of one kind."""
    return [p.span.of(article.text) for p in article.passages_of(kind)]


def everything(isolation: Isolation, capture: Capture) -> list[int]:
    """Every capture offset that stands in an article or is set aside, with repetition."""
    found: list[int] = []
    for article in isolation.articles:
        for at in range(len(article.text)):
            found.append(article.offsets.offset(at))
    for aside in isolation.set_aside:
        found.extend(range(aside.span.start, aside.span.end))
    return found


PARAGRAPHS = (
    "Fishermen from the port of Velmar blocked the harbour on Monday after the coast guard seized two boats.",
    "The ministry of transport said the boats had crossed into a closed zone and that crews would be questioned.",
    "“We were three miles outside the zone,” said Oren Talsk, who leads the union, calling it a provocation.",
    "Talks between the union and the governor broke off late in the evening without a result, both sides said.",
)
OTHERS = (
    "Lawmakers in the island state of Korvia approved a new loan for its railways after two weeks of debate.",
    "The finance minister told the chamber that the money would reach the builders before the rainy season.",
    "Opposition members left the hall before the vote and announced that they would take the matter to the high court.",
    "Korvia's railways carried nine million people last year, a third fewer than before the floods of the past decade.",
)
ONE = "\n\n".join(PARAGRAPHS)
TWO = "\n\n".join(OTHERS)


@pytest.fixture(scope="session")
def pages() -> ModuleType:
    """This module: page, html, body, words, everything and the paragraphs."""
    return sys.modules[__name__]
