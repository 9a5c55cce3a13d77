"""Events: what the claims add up to; and one event with every account of it side by side."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from onrecord.analysis import policies, reliability
from onrecord.analysis.naming import Policy
from onrecord.errors import UsageError
from onrecord.export import side_by_side
from onrecord.export.sheet import ShownRow, shown
from onrecord.export.words import (
    accounts_in_order,
    article_words,
    chain_words,
    claim_headline,
    counted,
    event_deed,
    event_headline,
    event_numbers,
    field_words,
    gone_words,
    offsets_words,
    one_line,
    quote,
)
from onrecord.model import typed
from onrecord.model.events import Event
from onrecord.model.ids import ClaimId, EventId
from onrecord.model.resolved import ArticleRef, ResolvedClaim
from onrecord.web import addresses, cells, rendering
from onrecord.web.cells import Bit, Cell, Column
from onrecord.web.choosing import chosen
from onrecord.web.desk import Desk, desk_of
from onrecord.web.pages.joining import acting_on_event
from onrecord.web.tables import Listing, csv_response, routes


def _what(event: Event) -> Cell:
    return cells.coded(event.event_type, event.mode, addresses.event(event.id))


def _status(event: Event) -> Cell:
    disputed = tuple(Bit(f"≠ {field_words(c.field)}", kind="dispute") for c in event.contradictions)
    background = cells.plain("background" if event.background else "", "soft")
    return (*cells.plain(event.factuality), *background, *disputed)


def _told(event: Event) -> Cell:
    return cells.plain(counted(event.independent_voices, "voice"))


LISTING: Listing[Event] = Listing(
    name="events",
    title="Events",
    lede="What the claims add up to. An event whose accounts exclude one another keeps all of them.",
    columns=(
        Column("when", lambda event: cells.when(event.occurred)),
        Column("type", _what),
        Column("actors", lambda event: cells.actors(event.actors)),
        Column("recipients", lambda event: cells.actors(event.recipients)),
        Column("place", lambda event: cells.place(event.place)),
        Column("numbers", lambda event: tuple(Bit(number) for number in event_numbers(event))),
        Column("status", _status),
        Column("independent", _told),
    ),
    rows=lambda record, wanted: record.events(wanted),
    parameters=(
        *("actor", "recipient", "voice", "place", "country", "type", "quad", "factuality", "since", "until"),
        *("publisher", "search", "contradicted", "background"),
    ),
    counted="events",
    key=lambda event: event.id,
)


@dataclass(frozen=True, slots=True)
class Words:
    """One claim of an event: its number, its words with where they lead, whose they are, and where they stand."""

    number: int
    id: ClaimId
    type: Cell
    headline: str
    words: str
    href: str | None
    voices: str
    stance: str
    article: str
    offsets: str
    gone: str


@dataclass(frozen=True, slots=True)
class AccountView:
    """One row of a field: the words for it, how it goes with others, whose word it is, its claims, a few to quote.

    `grade` is how far independent voices bear it out, with the letters of its publishers; `reason` why.
    """

    value: str
    aside: str
    voices: str
    grade: str
    reason: str
    words: tuple[Words, ...]
    quoted: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class FieldView:
    """One field with its accounts, and why they exclude one another, "" where they do not."""

    name: str
    reason: str
    accounts: tuple[AccountView, ...]


@dataclass(frozen=True, slots=True)
class Carried:
    """One text and the articles that carry it: each with where it leads and what it is to the text."""

    title: str
    articles: tuple[tuple[str, str | None, str], ...]


def event_page(request: Request) -> Response:
    """One event: contradictions first, then all accounts side by side, then the words."""
    desk, asked_for = desk_of(request), EventId(request.path_params["event_id"])
    event = desk.record.event(asked_for)
    if event is None:
        raise HTTPException(404, f"There is no event {asked_for}.")
    if event.id != asked_for:
        return RedirectResponse(addresses.event(event.id), 303)
    claims = list(desk.record.claims_with(event.claims))
    compared = side_by_side.compare(event, claims)
    words = _numbered(compared)
    grades = {(g.field, g.value): g for g in reliability.grades(event, reliability.letters(desk.record))}
    fields = _fields(event, claims, words, grades)
    policy = _policy(request)
    return rendering.page(
        request,
        "event.html",
        event_deed(event, 4),
        event=event,
        type=cells.coded(event.event_type, event.mode),
        facts={
            name: one_line(told)
            for name, told in side_by_side.facts(event, {c.claim.id: c for c in claims}).items()
            if told and name not in _SHOWN_APART
        },
        disputed=[field for field in fields if field.reason],
        told=[field for field in fields if not field.reason],
        columns=_columns(compared, words),
        rows=[
            (field_words(f), f in compared.contradicted, [t.says.get(f, "") for t in compared.tellings])
            for f in compared.fields
        ],
        words=list(words.values()),
        independence=event.independence,
        copies=_copies(claims),
        policies=[(p.value, p is policy, policies.WORDS[p], f"?policy={p.value}") for p in Policy],
        chosen=_chosen(desk, event, claims, policy),
        headline=event_headline(event, 3),
        acting=acting_on_event(desk.record, event, claims),
    )


QUOTED = 3
"""Claims whose words stand under an account."""

_SHOWN_APART = ("what", "independent", "disagree on")


def _numbered(compared: side_by_side.SideBySide) -> dict[ClaimId, Words]:
    """The claims with their numbers, in the order of their tellings."""
    told = [claim for telling in compared.tellings for claim in telling.claims]
    return {claim.claim.id: _words(number, claim) for number, claim in enumerate(told, 1)}


def _words(number: int, told: ResolvedClaim) -> Words:
    return Words(
        number=number,
        id=told.claim.id,
        type=cells.coded(told.claim.event_type, told.claim.mode),
        headline=claim_headline(told),
        words=quote(told, 600),
        href=addresses.words(told),
        voices=one_line(chain_words(told)),
        stance=told.claim.stance.value,
        article=article_words(told.article),
        offsets=one_line(offsets_words(told)),
        gone=gone_words(told.gone) if told.gone else "",
    )


Grades = Mapping[tuple[str, str], reliability.Grade]


def _fields(
    event: Event, claims: Iterable[ResolvedClaim], words: Mapping[ClaimId, Words], grades: Grades
) -> list[FieldView]:
    return [
        FieldView(
            field.title,
            field.reason,
            tuple(_account(row, words, grades.get((field.name, row.account.value))) for row in field.rows),
        )
        for field in shown(event, claims)
    ]


def _account(row: ShownRow, words: Mapping[ClaimId, Words], grade: reliability.Grade | None) -> AccountView:
    told = tuple(words[claim] for claim in row.claims if claim in words)
    different = {one.words: one for one in reversed(told)}  # a copy says the same in the same words
    return AccountView(
        value=row.value,
        aside=row.aside,
        voices=row.said_by,
        grade=_grade_words(grade) if grade else "",
        reason=one_line(grade.reason) if grade else "",
        words=told,
        quoted=tuple(one for one in told if different[one.words] is one)[:QUOTED],
    )


def _grade_words(grade: reliability.Grade) -> str:
    letters = ", ".join(f"{one_line(name)} {letter}" for name, letter in grade.letters.items())
    told = f"{grade.credibility} {reliability.CREDIBILITY[grade.credibility]}"
    return f"{told}; publishers: {letters}" if letters else told


def accounts_csv(request: Request) -> Response:
    """The accounts of one event as CSV: a row for each value of each field, with who gives it."""
    record, event_id = desk_of(request).record, EventId(request.path_params["event_id"])
    event = record.event(event_id)
    if event is None:
        raise HTTPException(404, f"There is no event {event_id}.")
    disputed = {contradiction.field for contradiction in event.contradictions}
    header = ("field", "value", "low", "high", "contradicted", "voices", "publishers", "parties", "claims", "note",
              "agrees_with", "denied_by")  # fmt: skip
    rows = (
        (
            name,
            account.value,
            account.low,
            account.high,
            name in disputed,
            "; ".join(voice.name for voice in account.voices),
            "; ".join(dict.fromkeys(voice.publisher for voice in account.voices if voice.publisher)),
            "; ".join(voice.name for voice in account.voices if voice.is_party),
            " ".join(account.claims),
            account.note,
            account.agrees_with,
            "; ".join(voice.name for voice in account.denied_by),
        )
        for name, accounts in accounts_in_order(event)
        for account in accounts
    )
    return csv_response(event.id, header, rows)


def _columns(compared: side_by_side.SideBySide, words: Mapping[ClaimId, Words]) -> list[tuple[str, list[Words]]]:
    return [(one_line(t.voice), [words[claim.claim.id] for claim in t.claims]) for t in compared.tellings]


def _copies(claims: Iterable[ResolvedClaim]) -> list[Carried]:
    """The texts that several of the event's articles carry."""
    groups: dict[str, dict[str, ArticleRef]] = {}
    for told in claims:
        if told.article.copy_group:
            groups.setdefault(told.article.copy_group, {})[told.article.article_id] = told.article
    return [_carried(list(group.values())) for group in groups.values() if len(group) > 1]


def _carried(group: Sequence[ArticleRef]) -> Carried:
    is_known = any(article.is_original for article in group)
    ordered = sorted(group, key=lambda article: not article.is_original)
    return Carried(
        title=next((one_line(article.title) for article in ordered if article.title), "untitled"),
        articles=tuple(
            (
                one_line(article.publisher.name) if article.publisher else "a page that names no publisher",
                addresses.article(article),
                "the original" if article.is_original else "a copy" if is_known else "the same text",
            )
            for article in ordered
        ),
    )


def _policy(request: Request) -> Policy:
    try:
        return typed.member(Policy, request.query_params.get("policy") or Policy.RANGE.value)
    except ValueError as error:
        raise UsageError(f"policy: {error}") from error


def _chosen(desk: Desk, event: Event, claims: Sequence[ResolvedClaim], policy: Policy) -> list[tuple[str, str, str]]:
    """What a policy makes of each field on which accounts differ: the field, the value or "", and why."""
    return [
        (field_words(c.field), one_line(c.account.value) if c.account else "", c.reason)
        for c in chosen(desk, event, claims, policy)
    ]


ROUTES = [
    *routes(LISTING),
    Route("/events/{event_id}/accounts.csv", accounts_csv),
    Route("/events/{event_id}", event_page),
]
