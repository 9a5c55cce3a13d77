"""A listing as a page: its rows in a table with filters, facets, paging, and the same rows as CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, islice
from typing import Any, Generic, TypeVar

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from onrecord.export import csv_tables, listings, tables
from onrecord.export.words import one_line
from onrecord.model.claims import EventType, Factuality, Quad
from onrecord.model.filters import Filter
from onrecord.store import Record
from onrecord.web import rendering
from onrecord.web.asking import MOST, NAMES, PAGE, Asked, asked
from onrecord.web.cells import Cell, Column
from onrecord.web.desk import Desk, desk_of

Row = TypeVar("Row")

FACETS = {"event_type": "type", "factuality": "factuality", "agreement": None, "stance": None, "kind": None}
"""Each field that rows divide by with the parameter that narrows to one of its values; None where there is none."""

CHOICES: Mapping[str, tuple[str, ...]] = {
    "type": tuple(kind.value for kind in EventType),
    "quad": tuple(kind.value for kind in Quad),
    "factuality": tuple(kind.value for kind in Factuality),
    "contradicted": ("yes",),
    "background": ("no",),
}
"""Parameters that take one of a few values."""

LABELS = {
    "search": "words in the text",
    "contradicted": "accounts disagree",
    "background": "background",
    "as-read": "as the machine read it",
    "place": "place",
}


@dataclass(frozen=True, slots=True)
class Listing(Generic[Row]):
    """A listing of the desk: its name in addresses, its columns, its rows under a filter, what it can be asked.

    `counted` names the listing whose rows the record can count, None for one that is short. One that `is_kept` is
    counted from all claims: its rows are computed whole, and kept while the record stays. `beside` is another view of
    the same things: what it is, and where.
    """

    name: str
    title: str
    lede: str
    columns: Sequence[Column[Row]]
    rows: Callable[[Record, Filter], Iterable[Row]]
    parameters: Sequence[str] = ()
    counted: str | None = None
    key: Callable[[Row], str] | None = None
    beside: tuple[str, str] | None = None
    is_kept: bool = False

    def found(self, desk: Desk, wanted: Filter) -> Iterable[Row]:
        """The rows under a filter, cut to its page."""
        if not self.is_kept:
            return self.rows(desk.record, wanted)
        whole = replace(wanted, limit=None, offset=0)
        rows = desk.late(("rows", self.name, whole), lambda: list(self.rows(desk.record, whole)))
        return islice(rows, wanted.offset, None if wanted.limit is None else wanted.offset + wanted.limit)


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a facet: how many rows have it, where it leads, whether it is chosen."""

    text: str
    count: int
    href: str | None
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Pager:
    """Which rows are shown of how many (None where they are not counted), and where the pages before and after are."""

    first: int
    last: int
    total: int | None
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class Field:
    """One field of the form of filters: its name, its label, its value, its choices where it has a few."""

    name: str
    label: str
    value: str
    choices: tuple[str, ...]


def routes(listing: Listing[Any]) -> list[Route]:
    """The page of a listing and its rows as CSV."""

    def page(request: Request) -> Response:
        return show(request, listing)

    def as_csv(request: Request) -> Response:
        return csv_of(request, listing)

    return [Route(f"/{listing.name}", page), Route(f"/{listing.name}.csv", as_csv)]


def show(request: Request, listing: Listing[Row]) -> Response:
    """The page of a listing."""
    desk, wanted = desk_of(request), asked(request.url.path, request.query_params)
    rows, pager = paged(desk, listing, wanted)
    return rendering.page(
        request,
        "listing.html",
        listing.title,
        lede=listing.lede,
        beside=listing.beside,
        headers=[(column.header, column.kind) for column in listing.columns],
        rows=[drawn(listing, row) for row in rows],
        pager=pager,
        facets=facets(desk, listing, wanted),
        form=form(wanted, listing.parameters),
        narrowed=narrowed(wanted),
        downloads=(("CSV", wanted.href(f"/{listing.name}.csv", limit=None)), *_json(listing, wanted)),
    )


def _json(listing: Listing[Any], wanted: Asked) -> tuple[tuple[str, str], ...]:
    name = "captures" if listing.name == "pages" else listing.name
    return (("JSON", wanted.href(f"/api/v1/{name}")),) if name in listings.LISTINGS else ()


def drawn(listing: Listing[Row], row: Row) -> tuple[str, list[tuple[str, str, Cell]]]:
    """The row's anchor and its cells with their headers and classes."""
    cells = [(column.header, column.kind, column.cell(row)) for column in listing.columns]
    return (listing.key(row) if listing.key else ""), cells


def paged(desk: Desk, listing: Listing[Row], wanted: Asked) -> tuple[list[Row], Pager]:
    """The rows of the page that is asked for, and where others are."""
    limit = min(wanted.filter.limit or PAGE, MOST)
    # One row more than is shown tells whether there is a page after this one.
    asks = replace(wanted.filter, limit=limit + 1)
    found = list(islice(listing.found(desk, asks), limit + 1))
    rows, offset = found[:limit], wanted.filter.offset
    return rows, Pager(
        first=offset + 1 if rows else 0,
        last=offset + len(rows),
        total=_total(desk, listing, wanted, offset + len(found) if len(found) <= limit and found else None),
        before=wanted.href(offset=max(0, offset - limit) or None) if offset else None,
        after=wanted.href(offset=offset + limit) if len(found) > limit else None,
    )


def _total(desk: Desk, listing: Listing[Any], wanted: Asked, known: int | None) -> int | None:
    if known is not None or listing.counted is None:
        return known
    name, filter_ = listing.counted, replace(wanted.filter, limit=None, offset=0)
    # Every row has a value of each field, so that the parts of a field are together the whole.
    return sum(count for _, count in next(iter(_divided(desk, name, filter_).values())))


def _divided(desk: Desk, name: str, filter_: Filter) -> dict[str, tuple[tuple[str, int], ...]]:
    return desk.kept(("facets", name, filter_), lambda: desk.record.facets(name, filter_))


def facets(desk: Desk, listing: Listing[Any], wanted: Asked) -> list[tuple[str, list[Choice]]]:
    """How the rows divide, each value with where it leads."""
    if listing.counted is None:
        return []
    name, filter_ = listing.counted, replace(wanted.filter, limit=None, offset=0)
    counts = _divided(desk, name, filter_)
    found = {field: _all_values(desk, name, wanted, field) or values for field, values in counts.items()}
    return [
        (field.replace("_", " "), [_choice(wanted, FACETS.get(field), value, count) for value, count in values[:16]])
        for field, values in found.items()
        if values
    ]


def _all_values(desk: Desk, name: str, wanted: Asked, field: str) -> Sequence[tuple[str, int]]:
    """Of a field that is narrowed to one value, what all others would give; () for one that is not."""
    parameter = FACETS.get(field)
    if parameter is None or parameter not in wanted.given:
        return ()
    cleared: dict[str, Any] = {NAMES[parameter][0]: None}
    wider = replace(wanted.filter, limit=None, offset=0, **cleared)
    return desk.kept(("facets", name, wider), lambda: desk.record.facets(name, wider))[field]


def _choice(wanted: Asked, parameter: str | None, value: str, count: int) -> Choice:
    is_chosen = parameter is not None and wanted.has(parameter, value)
    href = None if parameter is None else wanted.href(**{parameter: None if is_chosen else value})
    return Choice(value.replace("_", " "), count, href, is_chosen)


def form(wanted: Asked, parameters: Sequence[str]) -> list[Field]:
    """The fields of the form of filters, filled with what the address gives."""
    return [
        Field(name, LABELS.get(name, name), wanted.given.get(name, ""), CHOICES.get(name, ())) for name in parameters
    ]


def narrowed(wanted: Asked) -> list[tuple[str, str, str]]:
    """What narrows the listing: the parameter, its value, and the address without it."""
    return [(LABELS.get(name, name), one_line(value), wanted.href(**{name: None})) for name, value in wanted.narrowed]


def csv_of(request: Request, listing: Listing[Row]) -> Response:
    """All rows that the filter lets through, as the command line and the exports write them."""
    desk, wanted = desk_of(request), asked(request.url.path, request.query_params)
    name = "captures" if listing.name == "pages" else listing.name
    if name in listings.LISTINGS:
        table = tables.table(name)
        header: Sequence[str] = tuple(table.columns)
        lines = (row for line in listings.walk(desk.record, name, wanted.filter) for row in table.rows(line))
        body: Iterable[Sequence[Any]] = ([row[column] for column in header] for row in lines)
    else:
        header = [column.header for column in listing.columns]
        body = ([_words(c.cell(row)) for c in listing.columns] for row in listing.rows(desk.record, wanted.filter))
    return csv_response(listing.name, header, body)


def csv_response(name: str, header: Sequence[str], rows: Iterable[Sequence[Any]]) -> Response:
    """Rows as a CSV file, sent as they come. Cells that a spreadsheet would run are kept from it."""
    lines = (
        csv_line([csv_tables.cell(value, spreadsheet_safe=True) for value in row]) for row in chain([header], rows)
    )
    headers = {"content-disposition": f'attachment; filename="{name}.csv"', "cache-control": "no-cache"}
    return StreamingResponse(lines, media_type="text/csv", headers=headers)


def csv_line(cells: Sequence[str]) -> bytes:
    """One line of CSV (RFC 4180) in UTF-8."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerow(cells)
    return text.getvalue().encode("utf-8", "replace")


def _words(cell: Cell) -> str:
    return "; ".join(bit.text for bit in cell)
