"""The log of a desk: sign-ins, refused ones too, what was done to users, and every write."""

from __future__ import annotations

from onrecord.model.users import LogLine
from onrecord.web import cells
from onrecord.web.cells import Column
from onrecord.web.tables import Listing, routes

LISTING: Listing[LogLine] = Listing(
    name="log",
    title="Log",
    lede="Who signed in, who tried to, what was done to users, and every write. Newest first, in UTC.",
    columns=(
        Column("when", lambda line: cells.plain(f"{line.at:%Y-%m-%d %H:%M:%S}")),
        Column("what", lambda line: cells.plain(line.kind.value)),
        Column("who", lambda line: cells.plain(line.name)),
        Column("from", lambda line: cells.plain(line.address, "soft")),
        Column("words", lambda line: cells.plain(line.words), "wide"),
    ),
    rows=lambda record, wanted: record.users.log(limit=wanted.limit, offset=wanted.offset),
)

ROUTES = routes(LISTING)
