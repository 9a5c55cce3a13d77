"""Pages: the captures on record, and the reader: a page's text with its claims on their words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from onrecord.export.words import (
    days,
    file_name,
    gone_words,
    number_words,
    one_line,
    place_words,
)
from onrecord.model.filters import Filter
from onrecord.model.ids import CaptureId, ClaimId
from onrecord.model.resolved import ResolvedClaim, VoiceRef
from onrecord.store import ArticleRow, CaptureRow, Record
from onrecord.web import addresses, cells, rendering
from onrecord.web.cells import Cell, Column
from onrecord.web.claim_fields import Reading
from onrecord.web.claim_form import ClaimForm, claim_of, form_for
from onrecord.web.desk import Desk, desk_of
from onrecord.web.naming import Names
from onrecord.web.sheet import in_order_of_words, page_of, sheet
from onrecord.web.tables import Listing, routes


def _set_aside(row: CaptureRow) -> Cell:
    return cells.number(sum(len(piece.span) for piece in row.set_aside))


LISTING: Listing[CaptureRow] = Listing(
    name="pages",
    title="Pages",
    lede="The pages as they came in. Open one to see which words each claim rests on.",
    columns=(
        Column("page", lambda row: cells.link(file_name(row.source), addresses.page(row.id)), "wide"),
        Column("kind", lambda row: cells.plain(row.media_type, "soft")),
        Column("articles", lambda row: cells.number(row.articles), "number"),
        Column("set aside, characters", _set_aside, "number"),
        Column("versions", lambda row: cells.number(len(row.versions)), "number"),
        Column("read", lambda row: cells.plain(f"{row.read_at:%Y-%m-%d %H:%M}", "day")),
    ),
    rows=lambda record, wanted: record.captures(wanted),
    parameters=("publisher", "search", "actor", "type", "since", "until"),
    key=lambda row: row.id,
)


@dataclass(frozen=True, slots=True)
class Link:
    """One link of a chain of voices, from the publisher in: its kind, its name, its cue."""

    kind: str
    name: str
    cue: str
    href: str | None


@dataclass(frozen=True, slots=True)
class Card:
    """A claim beside its words: what is claimed, on whose word, and why it was coded so."""

    number: int
    id: ClaimId
    type: Cell
    quad: str
    actors: Cell
    recipients: Cell
    facts: tuple[tuple[str, str], ...]
    tags: tuple[str, ...]
    chain: tuple[Link, ...]
    words: str
    offsets: str
    basis: str
    confidence: str
    event: str | None
    gone: str
    is_chosen: bool


def reader(request: Request) -> Response:
    """The text of a capture: articles and what was set aside, and each claim on its words."""
    record, capture_id = desk_of(request).record, CaptureId(request.path_params["capture_id"])
    row = page_of(record, capture_id)
    if row is None:
        raise HTTPException(404, f"There is no page {capture_id}.")
    articles = list(record.articles(Filter(capture=capture_id)))
    chosen = ClaimId(request.query_params.get("claim", ""))
    claims = in_order_of_words(_claims(record, capture_id, chosen))
    return rendering.page(
        request,
        "reader.html",
        next((a.article.title for a in articles if a.article.title), None) or file_name(row.source),
        source=row.source,
        facts=_facts(row),
        sheet=sheet(record.capture(capture_id).text, row, articles, claims, chosen),
        cards=[_card(number, told, chosen) for number, told in enumerate(claims, 1)],
        form=_form(desk_of(request), articles, next((one for one in claims if one.claim.id == chosen), None)),
        downloads=(
            ("Claims as CSV", addresses.listing("claims.csv", capture=capture_id)),
            ("JSON", addresses.listing("api/v1/claims", capture=capture_id)),
        ),
    )


def _claims(record: Record, capture_id: CaptureId, chosen: ClaimId) -> list[ResolvedClaim]:
    """The claims of a page, and the one that is picked out also where it was rejected."""
    found = list(record.claims(Filter(capture=capture_id)))
    held = claim_of(record, chosen) if chosen and all(told.claim.id != chosen for told in found) else None
    return [*found, held] if held is not None and held.article.capture_id == capture_id else found


def _form(desk: Desk, articles: Sequence[ArticleRow], chosen: ResolvedClaim | None) -> ClaimForm | None:
    """The form on which the claim that is picked out is corrected."""
    row = next((row for row in articles if chosen and row.article.id == chosen.claim.article_id), None)
    if chosen is None or row is None:
        return None
    reading = Reading(row.article.text, chosen.trigger.span.start, Names(desk))
    return form_for(desk.record, chosen, reading, back=addresses.words(chosen) or "/")


def _facts(row: CaptureRow) -> Mapping[str, str]:
    aside = sum(len(piece.span) for piece in row.set_aside)
    facts = {
        "source": row.source,
        "fetched": f"{row.retrieved_at:%Y-%m-%d %H:%M} UTC" if row.retrieved_at else "",
        "digest": f"SHA-256 {row.sha256}",
        "articles": str(row.articles),
        "set aside": f"{aside:,} characters" if aside else "",
        "versions": str(len(row.versions)) if len(row.versions) > 1 else "",
    }
    return {name: one_line(value) for name, value in facts.items() if value}


def _card(number: int, told: ResolvedClaim, chosen: ClaimId) -> Card:
    claim = told.claim
    return Card(
        number=number,
        id=claim.id,
        type=cells.coded(claim.event_type, claim.mode),
        quad=cells.quad_class(claim.event_type),
        actors=cells.actors(told.actors),
        recipients=cells.actors(told.recipients),
        facts=tuple((name, one_line(value)) for name, value in _coded(told).items() if value),
        tags=_tags(told),
        chain=tuple(map(_link, told.chain)),
        words=one_line(" … ".join(piece.text for piece in told.evidence)),
        offsets=", ".join(f"{s.start}–{s.end}" for s in (p.capture_span or p.span for p in told.evidence)),
        basis=one_line(claim.basis),
        confidence=f"{claim.confidence:.2f}",
        event=addresses.event(told.event_id) if told.event_id else None,
        gone=gone_words(told.gone) if told.gone else "",
        is_chosen=claim.id == chosen,
    )


def _coded(told: ResolvedClaim) -> dict[str, str]:
    occurred = told.claim.occurred
    numbers = [
        " ".join(w for w in (q.kind.value, number_words(q.low, q.best, q.high), q.unit, q.who and f"({q.who})") if w)
        for q in told.claim.quantities
    ]
    return {
        "where": place_words(told.place),
        "when": (days(occurred.interval) or occurred.text) if occurred else "",
        "told as": f"“{occurred.text}”" if occurred else "",
        "numbers": "; ".join(numbers),
        "contexts": ", ".join(told.claim.contexts),
    }


def _tags(told: ResolvedClaim) -> tuple[str, ...]:
    tags = [told.claim.factuality.value, told.claim.stance.value]
    tags += ["background"] if told.claim.background else []
    tags += ["reviewed"] if told.reviewed else []
    return tuple(tags)


def _link(voice: VoiceRef) -> Link:
    return Link(
        kind=voice.kind.value,
        name=one_line(voice.label),
        cue=one_line(voice.cue or voice.basis or ""),
        href=addresses.actor(voice.actor_id) if voice.actor_id else None,
    )


ROUTES = [*routes(LISTING), Route("/pages/{capture_id}", reader)]
