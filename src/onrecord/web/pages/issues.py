"""Issues: what was refused or passed over, and why."""

from __future__ import annotations

from onrecord.export.words import file_name
from onrecord.model.runs import Issue
from onrecord.web import addresses, cells
from onrecord.web.cells import Cell, Column
from onrecord.web.tables import Listing, routes

WEB = ("http://", "https://")


def _item(issue: Issue) -> Cell:
    href = addresses.page(issue.capture_id) if issue.capture_id and not issue.refused else None
    return cells.link(file_name(issue.item), href)


def _again(issue: Issue) -> Cell:
    """Where what was refused can be brought in again: an address at once, a file by dropping it once more."""
    if not issue.refused:
        return ()
    if issue.item.lower().startswith(WEB):
        return cells.link("fetch again", addresses.listing("read", addresses=issue.item))
    return cells.link("drop it again", "/read")


LISTING: Listing[Issue] = Listing(
    name="issues",
    title="Issues",
    lede="What was refused or passed over, and why. Nothing is dropped without a line here.",
    columns=(
        Column("item", _item),
        Column("what became of it", lambda issue: cells.plain("refused" if issue.refused else "a remark")),
        Column("stage", lambda issue: cells.plain(issue.stage, "soft")),
        Column("code", lambda issue: cells.plain(issue.code.replace("_", " "), "soft")),
        Column("again", _again),
        Column("why", lambda issue: cells.plain(issue.message), "wide"),
    ),
    rows=lambda record, wanted: record.issues(wanted),
    parameters=("capture",),
    counted="issues",
    key=lambda issue: issue.id,
)

ROUTES = routes(LISTING)
