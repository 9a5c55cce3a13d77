"""Search: words in the articles, names of actors and places."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from onrecord.errors import UsageError
from onrecord.export.words import days, one_line
from onrecord.model.filters import Filter
from onrecord.store import ArticleRow, Record
from onrecord.store.searching import terms_of
from onrecord.web import addresses, rendering
from onrecord.web.desk import desk_of

HITS = 30
AROUND = 110
"""Characters of an article shown before and after the first word found."""


@dataclass(frozen=True, slots=True)
class Hit:
    """An article that holds the words: its title, who and when, and the words around the first of them."""

    title: str
    href: str
    about: str
    pieces: tuple[tuple[str, bool], ...]


def search(request: Request) -> Response:
    """Articles that hold the words asked for, and actors and places of that name."""
    record, query = desk_of(request).record, request.query_params.get("q", "").strip()
    hits, message = [], ""
    if query:
        try:
            hits = list(_hits(record, query))
        except UsageError as error:
            message = str(error)
    return rendering.page(
        request,
        "search.html",
        f"Search: {query}" if query else "Search",
        hits=hits,
        is_full=len(hits) == HITS,
        message=message,
        names=list(_names(record, query)) if query else [],
        links=_links(query) if hits else (),
    )


def _hits(record: Record, query: str) -> Iterator[Hit]:
    words = [word for is_wanted, some, _ in terms_of(query) if is_wanted for word in some]
    for found in record.search(query, limit=HITS):
        row = record.article(found.article_id)
        if row is not None:
            yield _hit(row, words)


def _hit(row: ArticleRow, words: list[str]) -> Hit:
    article, published = row.article, row.inferred or row.article.published
    about = (article.publisher.name if article.publisher else "", days(published.interval))
    return Hit(
        title=one_line(article.title or "untitled"),
        href=f"{addresses.page(article.capture_id)}#{article.id}",
        about=", ".join(one_line(part) for part in about if part),
        pieces=tuple(_around(article.text, words)),
    )


def _around(text: str, words: list[str]) -> Iterator[tuple[str, bool]]:
    """The words about the first one found, cut at those that were asked for; the flag marks these."""
    sought = re.compile(r"(?<!\w)(" + "|".join(map(re.escape, words)) + r")", re.IGNORECASE)
    first = sought.search(text)
    at = first.start() if first else 0
    start, end = max(0, at - AROUND), min(len(text), at + AROUND)
    shown = one_line(text[start:end])
    shown = ("…" if start else "") + shown + ("…" if end < len(text) else "")
    for n, piece in enumerate(sought.split(shown)):
        if piece:
            yield piece, n % 2 == 1


def _names(record: Record, query: str) -> Iterator[tuple[str, str, str]]:
    for actor in islice(record.actors(Filter(actor=query)), 8):
        yield actor.actor.name, addresses.actor(actor.actor.id), actor.actor.kind.value.replace("_", " ")
    for place in islice(record.places(Filter(place=query)), 8):
        yield place.place.name, addresses.listing("events", place=place.place.id), "place"


def _links(query: str) -> tuple[tuple[str, str], ...]:
    return tuple(
        (name, addresses.listing(name, search=query)) for name in ("claims", "events", "relations", "timeline")
    )


ROUTES = [Route("/search", search)]
