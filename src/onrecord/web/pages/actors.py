"""Actors: who acts, receives or speaks; and the dossier of one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from onrecord.export.dossier import by_year, heading, names_by_date, part, posts, ties
from onrecord.export.ties import base_words, dispute_words, tie_words
from onrecord.export.words import chain_words, claim_headline, clipped, days, deed, one_line, place_words, quote
from onrecord.model.actors import Actor
from onrecord.model.claims import Quad
from onrecord.model.filters import Filter
from onrecord.model.ids import ActorId, ClaimId
from onrecord.model.resolved import ActorRef, PlaceRef, ResolvedClaim, ResolvedRelation
from onrecord.settings import Settings
from onrecord.store import ActorRow
from onrecord.web import addresses, cells, rendering
from onrecord.web.asking import asked, narrowed_to
from onrecord.web.cells import Cell, Column
from onrecord.web.desk import Desk, desk_of
from onrecord.web.figures import timeline_figure
from onrecord.web.pages.joining import acting_on_named
from onrecord.web.tables import Listing, narrowed, routes

SHOWN = 40
"""Claims of a dossier on one page."""
TIES, TOLD = 30, 2
"""Ties claimed of an actor that its dossier shows, and tellings of each that it quotes."""
OTHERS = 12
"""Those an actor has most to do with."""


def _names(row: ActorRow) -> Cell:
    others = [alias.name for alias in row.actor.aliases if alias.name != row.actor.name]
    return cells.plain("; ".join(others[:4]), "soft")


LISTING: Listing[ActorRow] = Listing(
    name="actors",
    title="Actors",
    lede="States, bodies, armed groups and people with a public role. All others stay the words of the page.",
    columns=(
        Column("actor", lambda row: cells.link(row.actor.name, addresses.actor(row.actor.id))),
        Column("kind", lambda row: cells.plain(row.actor.kind.value.replace("_", " "))),
        Column("country", lambda row: cells.plain(row.actor.country)),
        Column("sector", lambda row: cells.plain(row.actor.sector)),
        Column("also called", _names, "wide"),
        Column("claims", lambda row: cells.number(row.claims), "number"),
        Column("acts", lambda row: cells.number(row.as_actor), "number"),
        Column("receives", lambda row: cells.number(row.as_recipient), "number"),
        Column("speaks", lambda row: cells.number(row.as_voice), "number"),
    ),
    rows=lambda record, wanted: record.actors(wanted),
    parameters=("actor", "country", "place", "type", "quad", "factuality", "since", "until", "publisher"),
    key=lambda row: row.actor.id,
    is_kept=True,
)


@dataclass(frozen=True, slots=True)
class Deed:
    """One claim in a dossier: the day, the actor's part in it, what is claimed, the words, whose they are."""

    day: str
    part: str
    headline: str
    type: Cell
    words: str
    voices: str
    href: str | None


@dataclass(frozen=True, slots=True)
class Other:
    """Somebody the actor has to do with: claims of each quad category in which both have part."""

    name: str
    href: str
    quads: tuple[tuple[str, int], ...]
    total: int


@dataclass(frozen=True, slots=True)
class TieView:
    """A tie that pages claim: its words, what the knowledge base says to it, disputes, and the words of tellings."""

    words: str
    base: str
    disputed: tuple[str, ...]
    told: tuple[tuple[str, str, str | None], ...]
    more: int


def dossier(request: Request) -> Response:
    """One actor: names, posts, and who did what to whom, in time. What is counted over all claims comes apart."""
    desk, wanted = desk_of(request), asked(request.url.path, request.query_params)
    actor, own = _actor(request)
    held = desk.kept(("parts", actor.id, _whole(wanted.filter)), lambda: desk.record.parts(actor.id, wanted.filter))
    first = wanted.filter.offset
    claims = _loaded(desk, held.claims[first:][:SHOWN])
    return rendering.page(
        request,
        "actor.html",
        actor.name,
        facts=_facts(actor),
        known=_known(desk, actor),
        counts=(("acts", held.acts), ("receives", held.receives), ("speaks", held.speaks)),
        around=f"{own}/around",
        deeds=[_deed(told, actor.id) for told in claims],
        total=len(held.claims),
        acting=acting_on_named(desk.record, "actors", actor.id, _named(actor.id, claims)),
        narrowed=narrowed(wanted),
        before=wanted.href(own, offset=max(0, first - SHOWN) or None) if first else None,
        after=wanted.href(own, offset=first + SHOWN) if len(held.claims) > first + SHOWN else None,
        links=(
            ("Events", addresses.listing("events", actor=actor.id)),
            ("Claims", addresses.listing("claims", actor=actor.id)),
            ("Said by", addresses.listing("claims", voice=actor.id)),
            ("Relations", addresses.listing("relations", actor=actor.id)),
            ("Network", addresses.listing("network", actor=actor.id)),
            ("Claims as CSV", addresses.listing("claims.csv", actor=actor.id)),
            ("Events as CSV", addresses.listing("events.csv", actor=actor.id)),
        ),
    )


def around(request: Request) -> Response:
    """What is counted over all that an actor has part in; for a script a part of its dossier, else a page."""
    desk = desk_of(request)
    actor, own = _actor(request)
    shown: dict[str, Any] = {
        "figure": timeline_figure(desk, narrowed_to(actor=actor.id)),
        "years": desk.kept(("years", actor.id), lambda: _years(desk, actor.id)),
        "others": desk.kept(("company", actor.id), lambda: _others(desk, actor.id)),
        "ties": desk.kept(("ties", actor.id), lambda: _ties(desk, actor.id)),
        "all_relations": addresses.listing("relations", actor=actor.id),
    }
    if request.headers.get("hx-request"):
        return rendering.part(request, "actor_around.html", **shown)
    return rendering.page(request, "actor_apart.html", actor.name, own=own, **shown)


def _actor(request: Request) -> tuple[Actor, str]:
    """The actor that an address names, and where its dossier is."""
    actor_id = request.path_params["actor_id"]
    actor = desk_of(request).record.actor(actor_id)
    if actor is None:
        raise HTTPException(404, f"There is no actor {actor_id} on record.")
    return actor, addresses.actor(actor.id)


def _whole(wanted: Filter) -> Filter:
    return replace(wanted, limit=None, offset=0)


def _loaded(desk: Desk, claim_ids: Sequence[ClaimId]) -> list[ResolvedClaim]:
    """The claims of these ids, in this order."""
    found = {told.claim.id: told for told in desk.record.claims_with(claim_ids)}
    return [found[one] for one in claim_ids if one in found]


def _named(actor_id: ActorId, claims: Iterable[ResolvedClaim]) -> list[tuple[ActorRef | PlaceRef, str]]:
    """The mentions of the actor in the claims that are shown, each with the claim in words."""
    return [
        (ref, clipped(claim_headline(told), 100))
        for told in claims
        for ref in (*told.actors, *told.recipients)
        if ref.actor_id == actor_id
    ]


def _facts(actor: Actor) -> dict[str, str]:
    return {name: one_line(value) for name, value in heading(actor).items() if value and name != "name"}


def _known(desk: Desk, actor: Actor) -> list[tuple[str, list[str]]]:
    """What the knowledge base has of an actor: a title and its lines, those without any left out."""
    wanted = {post.organisation for post in actor.posts if post.organisation}
    wanted |= {tie.actor for tie in actor.memberships}
    names = desk.record.actor_names(wanted)
    if not wanted <= names.keys():
        names = {**names_known(desk.settings), **names}
    told = (
        ("Names", names_by_date(actor)),
        ("Posts", posts(actor, names)),
        ("Memberships and ties", ties(actor, names)),
    )
    return [(title, lines) for title, found in told if (lines := [one_line(line) for line in found])]


@cache
def names_known(settings: Settings) -> dict[ActorId, str]:
    """The names that the knowledge base has, loaded once: posts and ties name many who are not on record."""
    from onrecord import pipeline

    return {actor.id: actor.name for actor in pipeline.known_actors(settings)}


def _deed(told: ResolvedClaim, actor_id: ActorId) -> Deed:
    occurred = told.claim.occurred.interval if told.claim.occurred else None
    published = days(told.article.published.interval)
    what = (deed(told.actors, told.recipients), place_words(told.place), told.claim.factuality.value)
    return Deed(
        day=days(occurred) or (f"({published})" if published else "no day"),
        part=part(told, actor_id).removesuffix(": "),
        headline=" · ".join(words for words in what if words),
        type=cells.coded(told.claim.event_type, told.claim.mode),
        words=quote(told, 260),
        voices=one_line(chain_words(told)),
        href=addresses.words(told),
    )


def _years(desk: Desk, actor_id: ActorId) -> list[str]:
    """A line for each year: how many events of which type."""
    counts = desk.record.event_days(Filter(actor=actor_id))
    return list(by_year((count.days, count.event_type, count.count) for count in counts))


def _ties(desk: Desk, actor_id: ActorId) -> list[TieView]:
    """What the relations that pages claim of the actor add up to, the first of them."""
    from onrecord import pipeline  # takes long to load, and most desks never need it

    found = pipeline.ties(desk.record, Filter(actor=actor_id, limit=TIES), desk.settings)
    return [
        TieView(
            words=one_line(tie_words(tie)),
            base=one_line(base_words(tie)),
            disputed=tuple(one_line(dispute_words(dispute)) for dispute in tie.disputes),
            told=tuple(_telling(told) for told in tie.told[:TOLD]),
            more=max(0, len(tie.told) - TOLD),
        )
        for tie in found
    ]


def _telling(told: ResolvedRelation) -> tuple[str, str, str | None]:
    words = clipped(" … ".join(one_line(piece.text) for piece in told.evidence), 160)
    return words, one_line(chain_words(told)), addresses.article(told.article)


def _others(desk: Desk, actor_id: ActorId) -> list[Other]:
    quads = [quad.value.replace(" ", "-") for quad in Quad]
    found = []
    for row in desk.record.company(actor_id)[:OTHERS]:
        counts: Counter[str] = Counter()
        for event_type, count in row.types.items():
            counts[cells.quad_class(event_type)] += count
        told = tuple((kind, counts[kind]) for kind in quads if counts[kind])
        found.append(Other(one_line(row.name), addresses.actor(row.actor_id), told, row.total))
    return found


ROUTES = [
    *routes(LISTING),
    Route("/actors/{actor_id}", dossier),
    Route("/actors/{actor_id}/around", around),
]
