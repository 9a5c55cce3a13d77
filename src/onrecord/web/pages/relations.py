"""Relations: states of affairs that the pages state."""

from __future__ import annotations

from onrecord.export.words import clipped, days, one_line
from onrecord.model.claims import RelationStatus
from onrecord.model.resolved import ResolvedRelation
from onrecord.web import addresses, cells
from onrecord.web.cells import Bit, Cell, Column
from onrecord.web.tables import Listing, routes


def _kind(told: ResolvedRelation) -> Cell:
    post = told.relation.post
    status = "" if told.relation.status is RelationStatus.HOLDS else told.relation.status.value
    return (
        *cells.plain(told.relation.kind.value.replace("_", " ")),
        *cells.plain(status, "tag"),
        *cells.plain(post, "soft"),
    )


def _voices(told: ResolvedRelation) -> Cell:
    return tuple(
        Bit(clipped(voice.label, 60), addresses.actor(voice.actor_id) if voice.actor_id else None)
        for voice in told.chain
    )


def _words(told: ResolvedRelation) -> Cell:
    words = clipped(" … ".join(one_line(piece.text) for piece in told.evidence), 160)
    return cells.link(f"“{words}”", addresses.article(told.article), "quote")


LISTING: Listing[ResolvedRelation] = Listing(
    name="relations",
    title="Relations",
    lede="States of affairs that the pages state: who leads, belongs to, recognises, fights whom.",
    columns=(
        Column("who", lambda told: cells.actors([told.subject])),
        Column("relation", _kind),
        Column("whom", lambda told: cells.actors([told.object])),
        Column("held", lambda told: cells.plain(days(told.relation.held), "day")),
        Column("on whose word", _voices),
        Column("words", _words, "wide"),
    ),
    rows=lambda record, wanted: record.relations(wanted),
    parameters=("actor", "recipient", "voice", "country", "since", "until", "publisher", "search"),
    counted="relations",
    key=lambda told: told.relation.id,
)

ROUTES = routes(LISTING)
