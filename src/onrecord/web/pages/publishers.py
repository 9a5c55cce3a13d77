"""Publishers: who put the articles out, whom they credit, what they copy."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from onrecord.analysis import reliability
from onrecord.export.words import clipped, one_line
from onrecord.model.articles import PublisherRef
from onrecord.model.changes import Correction
from onrecord.model.filters import Filter
from onrecord.store import PublisherRow, Record
from onrecord.web import addresses, cells, rendering
from onrecord.web.cells import Bit, Cell, Column
from onrecord.web.changing import Wanted, put_down, taking_changes
from onrecord.web.desk import desk_of
from onrecord.web.posted import Posted
from onrecord.web.tables import Listing, routes


@dataclass(frozen=True, slots=True)
class Rated:
    """A publisher with the letter that people gave it."""

    row: PublisherRow
    letter: str

    @property
    def publisher(self) -> PublisherRef:
        """Who it is."""
        return self.row.publisher


def _credits(row: PublisherRow) -> Cell:
    return tuple(Bit(f"{name} ({count})") for name, count in row.credits[:6])


def _rows(record: Record, wanted: Filter) -> Iterator[Rated]:
    letters = reliability.letters(record)
    stop = None if wanted.limit is None else wanted.offset + wanted.limit
    for row in islice(record.publishers(), wanted.offset, stop):
        yield Rated(row, letters.get(reliability.folded(row.publisher.name), "F"))


LISTING: Listing[Rated] = Listing(
    name="publishers",
    title="Publishers",
    lede="Who put the articles out. Copies of one text count as one source; letters are what people gave.",
    columns=(
        Column(
            "publisher",
            lambda row: cells.link(row.publisher.name, addresses.of("publishers", row.publisher.name)),
        ),
        Column("letter", lambda row: cells.plain(row.letter)),
        Column("domain", lambda row: cells.plain(row.publisher.domain, "soft")),
        Column("articles", lambda row: cells.number(row.row.articles), "number"),
        Column(
            "claims",
            lambda row: cells.number(row.row.claims, addresses.listing("claims", publisher=row.publisher.name)),
            "number",
        ),
        Column("copies of others", lambda row: cells.number(row.row.copies), "number"),
        Column("copied by others", lambda row: cells.number(row.row.originals), "number"),
        Column("credits", lambda row: _credits(row.row)),
    ),
    is_kept=True,
    rows=_rows,
)


def _named(record: Record, name: str) -> PublisherRow:
    row = next((row for row in record.publishers() if row.publisher.name == name), None)
    if row is None:
        raise HTTPException(404, f"No article on record is by {one_line(name)}.")
    return row


def publisher(request: Request) -> Response:
    """One publisher: what it put out, how far people rely on it, and a note."""
    record = desk_of(request).record
    row = _named(record, request.path_params["name"])
    name, key = row.publisher.name, _key(row)
    standing = record.standing(key)
    facts = {"domain": row.publisher.domain or "", "articles": str(row.articles), "claims": str(row.claims)}
    copies = {"copies of others": str(row.copies or ""), "copied by others": str(row.originals or "")}
    return rendering.page(
        request,
        "publisher.html",
        name,
        own=addresses.of("publishers", name),
        facts={title: one_line(value) for title, value in (facts | copies).items() if value},
        links=[(one.capitalize(), addresses.listing(one, publisher=name)) for one in ("claims", "events", "pages")],
        letter=str(standing.values.get("reliability") or "F"),
        letters=reliability.LETTERS,
        note=str(standing.values.get("note") or ""),
        seen=standing.token,
        history=record.history(key),
    )


def _key(row: PublisherRow) -> str:
    return f"publisher:{reliability.folded(row.publisher.name)}"


def rate(request: Request, given: Posted, by: str) -> Response:
    """Puts down a publisher's letter and a note on it."""
    desk = desk_of(request)
    row = _named(desk.record, request.path_params["name"])
    key, name = _key(row), one_line(row.publisher.name)
    held = desk.record.standing(key).values
    letter, note = given.one("letter").upper(), given.one("note")
    found = [("reliability", letter)] if letter and letter != (held.get("reliability") or "F") else []
    words = [f"{held.get('reliability') or 'F'} → {letter}, {reliability.LETTERS.get(letter, '')}"] if found else []
    if note != (held.get("note") or ""):
        found.append(("note", note))
        words.append(f"note: {clipped(note, 60) or 'taken away'}")
    if found:
        corrections = [Correction(key, field, value or None) for field, value in found]
        seen = {key: given.one("seen")} if given.one("seen") else {}
        put_down(desk, by, Wanted(words=f"{name}: {'; '.join(words)}", corrections=corrections, seen=seen))
    return RedirectResponse(addresses.of("publishers", row.publisher.name), 303)


ROUTES = [
    *routes(LISTING),
    Route("/publishers/{name:path}", publisher, methods=["GET"]),
    Route("/publishers/{name:path}", taking_changes(rate), methods=["POST"]),
]
