"""Search: words in articles, claims and events; names of actors, places and publishers; searches that are kept."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from onrecord.errors import UsageError
from onrecord.export.words import (
    chain_words,
    counted,
    days,
    deed,
    event_deed,
    field_words,
    one_line,
    place_words,
    quote,
)
from onrecord.model.events import Event
from onrecord.model.filters import Filter
from onrecord.model.resolved import ResolvedClaim
from onrecord.store import ArticleRow, Record
from onrecord.store.searching import terms_of
from onrecord.web import addresses, cells, rendering
from onrecord.web.cells import Cell
from onrecord.web.desk import desk_of
from onrecord.web.posted import Posted, taking_forms
from onrecord.web.saved import Saved, is_local, remember, saved_by

HITS, CLAIMS, EVENTS, NAMES = 30, 8, 8, 8
LOOKED_AT = 300
"""Claims of the articles found among which those are looked for whose own words hold what was asked for."""
AROUND = 110
"""Characters of an article shown before and after the first word found."""

Pieces = tuple[tuple[str, bool], ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """An article that holds the words: its title, who and when, and the words around the first of them."""

    title: str
    href: str
    about: str
    pieces: Pieces


@dataclass(frozen=True, slots=True)
class Told:
    """A claim or an event that is found: its type, what it says, where it leads, and the words or voices of it."""

    type: Cell
    headline: str
    href: str
    pieces: Pieces
    about: str


@dataclass(frozen=True, slots=True)
class Found:
    """All that a search finds, each kind for itself."""

    names: Sequence[tuple[str, str, str]] = ()
    events: Sequence[Told] = ()
    claims: Sequence[Told] = ()
    articles: Sequence[Hit] = ()


def search(request: Request) -> Response:
    """Everything that holds the words asked for, or goes by that name."""
    record, query = desk_of(request).record, request.query_params.get("q", "").strip()
    found, message = Found(), ""
    if query:
        try:
            found = _found(record, query)
        except UsageError as error:
            message = str(error)
    own = f"{request.url.path}?{request.url.query}" if query else ""
    saved = saved_by(request)
    return rendering.page(
        request,
        "search.html",
        f"Search: {query}" if query else "Search",
        found=found,
        is_full=len(found.articles) == HITS,
        message=message,
        links=_links(query) if found.articles else (),
        own=own,
        saved=saved,
        is_saved=any(one.href == own for one in saved),
    )


def _found(record: Record, query: str) -> Found:
    names = list(_names(record, query))
    words = [word for is_wanted, some, _ in terms_of(query) if is_wanted for word in some]
    sought = re.compile(r"(?<!\w)(" + "|".join(map(re.escape, words)) + r")", re.IGNORECASE)
    articles = [_hit(row, sought) for row in _articles(record, query)]
    if not articles:
        return Found(names=names)
    claims = list(_claims(record, query, words))
    return Found(
        names=names,
        events=list(_events(record, claims)),
        claims=[_claim(told, sought) for told in claims[:CLAIMS]],
        articles=articles,
    )


def _articles(record: Record, query: str) -> Iterator[ArticleRow]:
    for found in record.search(query, limit=HITS):
        row = record.article(found.article_id)
        if row is not None:
            yield row


def _hit(row: ArticleRow, sought: re.Pattern[str]) -> Hit:
    article, published = row.article, row.inferred or row.article.published
    about = (article.publisher.name if article.publisher else "", days(published.interval))
    return Hit(
        title=one_line(article.title or "untitled"),
        href=f"{addresses.page(article.capture_id)}#{article.id}",
        about=", ".join(one_line(part) for part in about if part),
        pieces=_around(article.text, sought),
    )


def _claims(record: Record, query: str, words: Sequence[str]) -> Iterator[ResolvedClaim]:
    """Claims whose own words hold what was asked for, not only their article."""
    for told in record.claims(Filter(text=query, limit=LOOKED_AT)):
        evidence = " ".join(piece.text for piece in told.evidence).casefold()
        if all(word.casefold() in evidence for word in words):
            yield told


def _claim(told: ResolvedClaim, sought: re.Pattern[str]) -> Told:
    what = (deed(told.actors, told.recipients), place_words(told.place), told.claim.factuality.value)
    return Told(
        type=cells.coded(told.claim.event_type, told.claim.mode),
        headline=" · ".join(part for part in what if part),
        href=addresses.words(told) or addresses.claim(told.claim.id),
        pieces=_marked(quote(told, 240), sought),
        about=one_line(chain_words(told)),
    )


def _events(record: Record, claims: Sequence[ResolvedClaim]) -> Iterator[Told]:
    """The events of most of these claims."""
    counts = Counter(told.event_id for told in claims if told.event_id)
    for event_id, _ in counts.most_common(EVENTS):
        event = record.event(event_id)
        if event is not None:
            yield _event(event)


def _event(event: Event) -> Told:
    disputed = ", ".join(f"≠ {field_words(c.field)}" for c in event.contradictions)
    about = (days(event.occurred) or "day unknown", counted(event.independent_voices, "independent voice"), disputed)
    return Told(
        type=cells.coded(event.event_type, event.mode),
        headline=event_deed(event, 3),
        href=addresses.event(event.id),
        pieces=(),
        about=" · ".join(part for part in about if part),
    )


def _around(text: str, sought: re.Pattern[str]) -> Pieces:
    """The words about the first one found, cut at those that were asked for; the flag marks these."""
    first = sought.search(text)
    at = first.start() if first else 0
    start, end = max(0, at - AROUND), min(len(text), at + AROUND)
    shown = one_line(text[start:end])
    return _marked(("…" if start else "") + shown + ("…" if end < len(text) else ""), sought)


def _marked(shown: str, sought: re.Pattern[str]) -> Pieces:
    return tuple((piece, n % 2 == 1) for n, piece in enumerate(sought.split(shown)) if piece)


def _names(record: Record, query: str) -> Iterator[tuple[str, str, str]]:
    for one in record.named("actor", query, limit=NAMES):
        yield one.name, addresses.actor(one.id), one.about
    for one in record.named("place", query, limit=NAMES):
        yield one.name, addresses.listing("events", place=one.id), f"place, {one.about}" if one.about else "place"
    plain = query.casefold()
    for row in islice((row for row in record.publishers() if plain in row.publisher.name.casefold()), NAMES):
        yield row.publisher.name, addresses.of("publishers", row.publisher.name), "publisher"


def _links(query: str) -> tuple[tuple[str, str], ...]:
    names = ("claims", "events", "relations", "timeline", "claims.csv", "events.csv")
    return tuple((name.replace(".csv", " as CSV"), addresses.listing(name, search=query)) for name in names)


def save(request: Request, given: Posted) -> Response:
    """Keeps a search, or any view that an address asks for, or lets one go; then leads back to it."""
    href, name = given.one("href"), one_line(given.one("name"))[:80]
    if not is_local(href):
        raise UsageError("only addresses of this desk can be kept")
    others = [one for one in saved_by(request) if one.href != href]
    kept = others if given.one("forget") else [Saved(name or href, href), *others]
    return remember(RedirectResponse(href, 303), kept, is_https=request.url.scheme == "https")


ROUTES = [Route("/search", search), Route("/search/saved", taking_forms(save), methods=["POST"])]
