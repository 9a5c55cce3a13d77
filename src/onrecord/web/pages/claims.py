"""Claims: what each article says happened, and on whose word."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from onrecord.export.words import clipped, days, number_words, quote
from onrecord.model.ids import ClaimId
from onrecord.model.resolved import ResolvedClaim
from onrecord.web import addresses, cells
from onrecord.web.cells import Bit, Cell, Column
from onrecord.web.claim_form import claim_of
from onrecord.web.desk import desk_of
from onrecord.web.tables import Listing, routes


def _what(told: ResolvedClaim) -> Cell:
    return cells.coded(told.claim.event_type, told.claim.mode, addresses.words(told))


def _when(told: ResolvedClaim) -> Cell:
    occurred = told.claim.occurred
    return cells.plain(days(occurred.interval) or occurred.text, "day") if occurred else ()


def _voice(told: ResolvedClaim) -> Cell:
    if not told.chain:
        return cells.plain("no voice named", "soft")
    last = told.chain[-1]
    carrier = told.chain[0].label if len(told.chain) > 1 else ""
    own = Bit(clipped(last.label, 60), addresses.actor(last.actor_id) if last.actor_id else None)
    return (own, *cells.plain(f"in {carrier}" if carrier else "", "soft"))


def numbers(told: ResolvedClaim) -> Cell:
    """The numbers of a claim as its words bound them: "killed at least 11"."""
    found = []
    for quantity in told.claim.quantities:
        bounds = number_words(quantity.low, quantity.best, quantity.high)
        found.append(" ".join(word for word in (quantity.kind.value, bounds, quantity.unit) if word))
    return tuple(Bit(words) for words in found)


def _puts_it(told: ResolvedClaim) -> Cell:
    return (*cells.plain(told.claim.factuality.value), *cells.plain(told.claim.stance.value, "soft"))


def _words(told: ResolvedClaim) -> Cell:
    return cells.link(quote(told, 140), addresses.words(told), "quote")


LISTING: Listing[ResolvedClaim] = Listing(
    name="claims",
    title="Claims",
    lede="What each article says happened, and on whose word. Each line leads to its words on the page.",
    columns=(
        Column("type", _what),
        Column("actors", lambda told: cells.actors(told.actors)),
        Column("recipients", lambda told: cells.actors(told.recipients)),
        Column("place", lambda told: cells.place(told.place)),
        Column("when", _when),
        Column("numbers", numbers),
        Column("how it is put", _puts_it),
        Column("on whose word", _voice),
        Column("words", _words, "wide"),
    ),
    rows=lambda record, wanted: record.claims(wanted),
    parameters=(
        *("actor", "recipient", "voice", "place", "country", "type", "quad", "factuality", "since", "until"),
        *("publisher", "search", "contradicted", "background"),
    ),
    counted="claims",
    key=lambda told: told.claim.id,
)


def permalink(request: Request) -> Response:
    """Leads to the words of a claim, also of one that was rejected."""
    claim_id = ClaimId(request.path_params["claim_id"])
    told = claim_of(desk_of(request).record, claim_id)
    where = addresses.words(told) if told is not None else None
    if where is None:
        raise HTTPException(404, f"There is no claim {claim_id}.")
    return RedirectResponse(where, 303)


ROUTES = [*routes(LISTING), Route("/claims/{claim_id}", permalink)]
