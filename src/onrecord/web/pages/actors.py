"""Actors: who acts, receives or speaks; and the dossier of one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from onrecord.export.dossier import heading, in_time, names_by_date, part, posts, ties
from onrecord.export.words import chain_words, days, deed, named_first, one_line, place_words, quote
from onrecord.model.actors import Actor
from onrecord.model.claims import Quad
from onrecord.model.filters import Filter
from onrecord.model.ids import ActorId
from onrecord.model.resolved import ActorRef, ResolvedClaim
from onrecord.store import ActorRow
from onrecord.web import addresses, cells, rendering
from onrecord.web.asking import asked, narrowed_to
from onrecord.web.cells import Cell, Column
from onrecord.web.desk import Desk, desk_of
from onrecord.web.figures import timeline_figure
from onrecord.web.pages.joining import acting_on_named, mentions_of
from onrecord.web.tables import Listing, routes

SHOWN = 200
"""Claims of a dossier on one page."""
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


def dossier(request: Request) -> Response:
    """One actor: names, posts, and who did what to whom, in time."""
    desk, actor_id = desk_of(request), request.path_params["actor_id"]
    wanted = asked(request.url.path, request.query_params)
    row = next(desk.record.actors(Filter(actor=actor_id)), None)
    if row is None:
        raise HTTPException(404, f"There is no actor {actor_id} on record.")
    claims = _claims(desk, replace(wanted.filter, limit=None, offset=0), row.actor.id)
    own = addresses.actor(row.actor.id)
    return rendering.page(
        request,
        "actor.html",
        row.actor.name,
        facts=_facts(row),
        known=_known(desk, row.actor),
        counts=(("acts", row.as_actor), ("receives", row.as_recipient), ("speaks", row.as_voice)),
        figure=timeline_figure(desk, narrowed_to(actor=row.actor.id)),
        others=_others(row.actor.id, claims),
        deeds=[_deed(told, row.actor.id) for told in in_time(claims)[wanted.filter.offset :][:SHOWN]],
        total=len(claims),
        acting=acting_on_named(desk.record, "actors", row.actor.id, mentions_of(desk.record, "actors", row.actor.id)),
        after=wanted.href(own, offset=wanted.filter.offset + SHOWN)
        if len(claims) > wanted.filter.offset + SHOWN
        else None,
        links=(
            ("Events", addresses.listing("events", actor=row.actor.id)),
            ("Claims", addresses.listing("claims", actor=row.actor.id)),
            ("Said by", addresses.listing("claims", voice=row.actor.id)),
            ("Relations", addresses.listing("relations", actor=row.actor.id)),
            ("Network", addresses.listing("network", actor=row.actor.id)),
            ("Claims as CSV", addresses.listing("claims.csv", actor=row.actor.id)),
        ),
    )


def _facts(row: ActorRow) -> dict[str, str]:
    return {name: one_line(value) for name, value in heading(row.actor).items() if value and name != "name"}


def _known(desk: Desk, actor: Actor) -> list[tuple[str, list[str]]]:
    """What the knowledge base has of an actor: a title and its lines, those without any left out."""
    wanted = {post.organisation for post in actor.posts} | {tie.actor for tie in actor.memberships}
    names = desk.kept("actor names", lambda: _names_on_record(desk))
    if not wanted <= {None, *names}:
        names = desk.kept("known names", lambda: {**_names_known(desk), **names})
    told = (
        ("Names", names_by_date(actor)),
        ("Posts", posts(actor, names)),
        ("Memberships and ties", ties(actor, names)),
    )
    return [(title, lines) for title, found in told if (lines := [one_line(line) for line in found])]


def _names_on_record(desk: Desk) -> dict[ActorId, str]:
    return {row.actor.id: row.actor.name for row in desk.record.actors(Filter())}


def _names_known(desk: Desk) -> dict[ActorId, str]:
    from onrecord import pipeline  # takes long to load, and most desks never need it

    return {actor.id: actor.name for actor in pipeline.known_actors(desk.settings)}


def _claims(desk: Desk, wanted: Filter, actor_id: ActorId) -> list[ResolvedClaim]:
    """The claims in which the actor acts, receives or speaks, each once."""
    acted = desk.record.claims(replace(wanted, actor=actor_id))
    said = desk.record.claims(replace(wanted, voice=actor_id))
    return list({told.claim.id: told for some in (acted, said) for told in some}.values())


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


def _others(actor_id: ActorId, claims: Sequence[ResolvedClaim]) -> list[Other]:
    met: dict[ActorId, tuple[ActorRef, Counter[str]]] = {}
    for told in claims:
        refs = (*told.actors, *told.recipients)
        if not any(ref.actor_id == actor_id for ref in refs):
            continue
        for ref in {r.actor_id: r for r in named_first(refs) if r.actor_id not in (None, actor_id)}.values():
            if ref.actor_id is not None:
                met.setdefault(ref.actor_id, (ref, Counter()))[1][cells.quad_class(told.claim.event_type)] += 1
    quads = [quad.value.replace(" ", "-") for quad in Quad]
    most = sorted(met.items(), key=lambda pair: (-pair[1][1].total(), pair[1][0].label))[:OTHERS]
    return [
        Other(
            name=one_line(ref.label),
            href=addresses.actor(key),
            quads=tuple((kind, counts[kind]) for kind in quads if counts[kind]),
            total=counts.total(),
        )
        for key, (ref, counts) in most
    ]


ROUTES = [*routes(LISTING), Route("/actors/{actor_id}", dossier)]
