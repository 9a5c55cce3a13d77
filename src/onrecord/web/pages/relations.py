"""Relations: states of affairs that the pages state."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from onrecord.export.ties import QUOTED, dispute_words, object_words, status_words
from onrecord.export.words import clipped, days, one_line
from onrecord.model.claims import RelationKind, RelationStatus
from onrecord.model.filters import Filter
from onrecord.model.resolved import ResolvedRelation
from onrecord.model.ties import BaseVerdict, Tie
from onrecord.store import Record
from onrecord.web import addresses, cells
from onrecord.web.cells import Bit, Cell, Column
from onrecord.web.desk import desk_of
from onrecord.web.tables import Listing, csv_of, show


def _kind(told: ResolvedRelation) -> Cell:
    post = told.relation.post
    status = "" if told.relation.status is RelationStatus.HOLDS else told.relation.status.value
    return (
        *cells.plain(told.relation.kind.value.replace("_", " ")),
        *cells.plain(status, "tag"),
        *cells.plain(post, "soft"),
    )


def _object(told: ResolvedRelation) -> Cell:
    """Whom it is about; nothing where only a post is told, whose words then mean the one who holds it."""
    if told.relation.post and told.object.label == told.subject.label:
        return ()
    return cells.actors([told.object])


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
    title="Relations one by one",
    lede="States of affairs that the pages state: who leads, belongs to, recognises, fights whom.",
    columns=(
        Column("who", lambda told: cells.actors([told.subject])),
        Column("relation", _kind),
        Column("whom", _object),
        Column("held", lambda told: cells.plain(days(told.relation.held), "day")),
        Column("on whose word", _voices),
        Column("words", _words, "wide"),
    ),
    rows=lambda record, wanted: record.relations(wanted),
    parameters=("actor", "recipient", "voice", "country", "since", "until", "publisher", "search"),
    counted="relations",
    key=lambda told: told.relation.id,
    beside=("gathered over all articles", "/relations"),
)


def _tie_kind(tie: Tie) -> Cell:
    status = "" if tie.status is RelationStatus.HOLDS else tie.status.value
    return (*cells.plain(tie.kind.value.replace("_", " ")), *cells.plain(status, "tag"))


def _tie_object(tie: Tie) -> Cell:
    if tie.kind is RelationKind.HOLDS_POST:
        return cells.plain(object_words(tie), "words")
    return cells.actors([tie.object])


def _tie_voices(tie: Tie) -> Cell:
    names = dict.fromkeys(one_line(voice.name) for account in tie.accounts for voice in account.voices)
    return (*cells.number(tie.independent_voices), *cells.plain(clipped(", ".join(names), 90), "soft"))


def _tie_base(tie: Tie) -> Cell:
    if tie.base.verdict is BaseVerdict.UNCHECKED:
        return ()
    return (*cells.plain(tie.base.verdict.value, "tag"), *cells.plain(tie.base.words, "soft"))


def _tie_disputes(tie: Tie) -> Cell:
    return tuple(bit for dispute in tie.disputes for bit in cells.plain(f"≠ {dispute_words(dispute)}", "dispute"))


def _tie_words(tie: Tie) -> Cell:
    """The words of the earliest tellings, each leading to its page, and how many more there are."""
    shown = tuple(bit for one in tie.told[:QUOTED] for bit in _words(one))
    more = len(tie.told) - QUOTED
    return (*shown, *cells.plain(f"and {more} more", "soft")) if more > 0 else shown


GATHERED: Listing[Tie] = Listing(
    name="ties",
    title="Relations",
    lede="What the pages state of two, gathered over all articles: since when, on how many independent voices, what "
    "excludes it, and how the knowledge base stands to it. Nothing is written into the base.",
    columns=(
        Column("who", lambda tie: cells.actors([tie.subject])),
        Column("relation", _tie_kind),
        Column("whom", _tie_object),
        Column("held", lambda tie: cells.plain(status_words(tie), "day")),
        Column("independent voices", _tie_voices),
        Column("knowledge base", _tie_base),
        Column("excluded by", _tie_disputes),
        Column("words", _tie_words, "wide"),
    ),
    rows=lambda record, wanted: (),
    parameters=LISTING.parameters,
    key=lambda tie: tie.id,
    beside=("each as its page states it", "/relations/single"),
)


def _for(request: Request) -> Listing[Tie]:
    """The gathered relations of the desk that is asked; they are kept while the record stays."""
    desk = desk_of(request)

    def rows(record: Record, wanted: Filter) -> Sequence[Tie]:
        from onrecord import pipeline  # takes long to load, and most pages never need it

        whole = replace(wanted, limit=None, offset=0)
        ties = desk.kept(("ties", whole), lambda: pipeline.ties(record, whole, desk.settings))
        return ties[wanted.offset :][: wanted.limit]

    return replace(GATHERED, rows=rows)


def gathered(request: Request) -> Response:
    """The relations gathered over all articles."""
    return show(request, _for(request))


def gathered_csv(request: Request) -> Response:
    """The same rows as CSV."""
    return csv_of(request, _for(request))


def single(request: Request) -> Response:
    """The relations as the pages state them, one by one."""
    return show(request, LISTING)


def single_csv(request: Request) -> Response:
    """The same rows as CSV."""
    return csv_of(request, LISTING)


ROUTES = [
    Route("/relations", gathered),
    Route("/ties.csv", gathered_csv),
    Route("/relations/single", single),
    Route("/relations.csv", single_csv),
]
