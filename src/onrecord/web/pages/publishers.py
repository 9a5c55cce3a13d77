"""Publishers: who put the articles out, whom they credit, what they copy."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from onrecord.model.filters import Filter
from onrecord.store import PublisherRow, Record
from onrecord.web import addresses, cells
from onrecord.web.cells import Bit, Cell, Column
from onrecord.web.tables import Listing, routes


def _credits(row: PublisherRow) -> Cell:
    return tuple(Bit(f"{name} ({count})") for name, count in row.credits[:6])


def _rows(record: Record, wanted: Filter) -> Iterator[PublisherRow]:
    stop = None if wanted.limit is None else wanted.offset + wanted.limit
    return islice(record.publishers(), wanted.offset, stop)


LISTING: Listing[PublisherRow] = Listing(
    name="publishers",
    title="Publishers",
    lede="Who put the articles out. Copies of one text count as one source.",
    columns=(
        Column(
            "publisher",
            lambda row: cells.link(row.publisher.name, addresses.listing("claims", publisher=row.publisher.name)),
        ),
        Column("domain", lambda row: cells.plain(row.publisher.domain, "soft")),
        Column("articles", lambda row: cells.number(row.articles), "number"),
        Column("claims", lambda row: cells.number(row.claims), "number"),
        Column("copies of others", lambda row: cells.number(row.copies), "number"),
        Column("copied by others", lambda row: cells.number(row.originals), "number"),
        Column("credits", _credits),
    ),
    rows=_rows,
)

ROUTES = routes(LISTING)
