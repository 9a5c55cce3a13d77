"""The queue: claims that wait for a person, most worth a look first, one at a time beside its text."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from onrecord.export.words import claim_headline
from onrecord.model.changes import Queued
from onrecord.model.filters import Filter
from onrecord.model.ids import ClaimId
from onrecord.store import Record
from onrecord.web import rendering
from onrecord.web.asking import Asked, asked
from onrecord.web.claim_fields import Reading
from onrecord.web.claim_form import claim_of, form_for
from onrecord.web.coder import coder_of
from onrecord.web.desk import Desk, desk_of
from onrecord.web.naming import Names
from onrecord.web.sheet import in_order_of_words, sheet_of_article
from onrecord.web.tables import form, narrowed

AHEAD = 40
"""Claims of the queue that are kept at hand."""
PARAMETERS = ("actor", "place", "country", "type", "quad", "factuality", "since", "until", "publisher", "search")


def start(request: Request) -> Response:
    """Leads to the first claim that waits, or to the first after the one that the address names."""
    desk, wanted = desk_of(request), asked("/review", request.query_params)
    item = _first(desk, wanted, coder_of(request))
    if item is not None:
        return RedirectResponse(wanted.href(f"/review/{item.claim.claim.id}"), 303)
    return rendering.page(
        request,
        "review.html",
        "Nothing waits for review",
        item=None,
        form_of_filters=form(wanted, PARAMETERS),
        narrowed=narrowed(wanted),
        **_common(request, desk, wanted),
    )


def review(request: Request) -> Response:
    """One claim of the queue: its text, why it comes now, and the form."""
    desk, wanted = desk_of(request), asked("/review", request.query_params)
    record, key, is_blind = desk.record, ClaimId(request.path_params["claim_id"]), _is_blind(wanted)
    held = claim_of(record, key, as_read=is_blind)
    row = record.article(held.claim.article_id) if held else None
    if held is None or row is None:
        raise HTTPException(404, f"There is no claim {key}.")
    by = coder_of(request)
    item = next((one for one in _ahead(desk, wanted, by) if one.claim.claim.id == key), None)
    claims = in_order_of_words(list(record.claims(Filter(article=row.article.id, as_read=is_blind))))
    return rendering.page(
        request,
        "review.html",
        claim_headline(held),
        item=item,
        held=held,
        sheet=sheet_of_article(record, row, claims, key),
        form=form_for(
            record,
            held,
            Reading(row.article.text, held.trigger.span.start, Names(desk)),
            back=wanted.href(f"/review/{key}"),
            onward=wanted.href(),
            is_blind=is_blind,
        ),
        next=wanted.href(after=key),
        form_of_filters=form(wanted, PARAMETERS),
        narrowed=narrowed(wanted),
        **_common(request, desk, wanted),
    )


def _common(request: Request, desk: Desk, wanted: Asked) -> dict[str, Any]:
    by = coder_of(request)
    is_blind = _is_blind(wanted)
    return {
        "by": by,
        "pace": desk.record.pace(by) if by else None,
        "is_blind": is_blind,
        "other_way": wanted.href("/review", blind=None if is_blind else "yes", after=None),
        "hidden": [(name, value) for name, value in wanted.given.items() if name == "blind"],
    }


def _is_blind(wanted: Asked) -> bool:
    return wanted.has("blind", "yes")


def _queue(record: Record, wanted: Asked, by: str) -> list[Queued]:
    asks = replace(wanted.filter, limit=AHEAD, offset=0)
    return list(islice(record.queue(asks, by, blind=_is_blind(wanted)), AHEAD))


def _ahead(desk: Desk, wanted: Asked, by: str) -> list[Queued]:
    """The first claims of the queue as the record stands."""
    key = ("queue", wanted.filter, by, _is_blind(wanted))
    return desk.kept(key, lambda: _queue(desk.record, wanted, by))


def _first(desk: Desk, wanted: Asked, by: str) -> Queued | None:
    """The claim that comes next: after the one that was passed over, where the address names one."""
    ahead, after = _ahead(desk, wanted, by), wanted.given.get("after", "")
    place = next((n for n, one in enumerate(ahead) if one.claim.claim.id == after), None)
    if place is not None and place + 1 < len(ahead):
        return ahead[place + 1]
    if after and len(ahead) == AHEAD:
        whole = desk.record.queue(wanted.filter, by, blind=_is_blind(wanted))
        if any(one.claim.claim.id == after for one in whole):
            return next(whole, None)
    return ahead[0] if ahead and (place is None or len(ahead) > 1) else None


ROUTES = [Route("/review", start), Route("/review/{claim_id}", review)]
