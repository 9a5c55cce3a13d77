"""Queries with names, to be run and looked at one by one: what listings are built from, and what must give no rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import CompoundSelect, Select, and_, func, or_, select, union_all

from onrecord.store import tables as t

_R, _C, _K, _E = t.readings.c, t.claims.c, t.claim_corrections.c, t.event_claims.c
Query = Select[Any] | CompoundSelect[Any]


@dataclass(frozen=True, slots=True)
class Step:
    """A query with its name. Of a check, each row is a fault: `item` what is off, `message` how."""

    name: str
    query: Query


def newest_readings() -> Step:
    """Each capture with the run that read it last."""
    return Step("newest_readings", select(_R.number, _R.capture_id, _R.run_id, _R.read_at).where(_R.is_newest))


def standing_claims() -> Step:
    """Claims of the newest readings that nobody rejected."""
    query = (
        select(_C.id, _C.reading, _C.article_id, _C.event_type, _C.place)
        .join(t.readings, and_(_R.number == _C.reading, _R.is_newest))
        .outerjoin(t.claim_corrections, _K.claim_id == _C.id)
        .where(or_(_K.is_rejected.is_(None), _K.is_rejected.is_(False)))
    )
    return Step("standing_claims", query.order_by(_C.id))


def named_participants() -> Step:
    """Who has part in the standing claims: the page's words, and the actor they were judged to name."""
    claims = standing_claims().query.order_by(None).subquery("claims_that_stand")
    p, m, link = t.claim_participants.c, t.mentions.c, t.mention_links.c
    query = (
        select(p.claim_id, p.role, p.position, m.text, link.target.label("actor_id"))
        .join(claims, claims.c.id == p.claim_id)
        .join(t.mentions, and_(m.reading == p.reading, m.id == p.mention_id))
        .where(p.stands)
        .outerjoin(t.mention_links, and_(link.mention_id == m.id, link.kind == "actor", link.verdict == "same"))
    )
    return Step("named_participants", query.order_by(p.claim_id, p.role, p.position))


def captures_without_reading() -> Step:
    """Captures of which not exactly one reading is the newest."""
    newest = func.count(_R.number).filter(_R.is_newest)
    query = (
        select(t.captures.c.id.label("item"), newest.label("message"))
        .outerjoin(t.readings, _R.capture_id == t.captures.c.id)
        .group_by(t.captures.c.id)
        .having(newest != 1)
    )
    return Step("captures_without_reading", query)


def claims_in_no_event() -> Step:
    """Standing claims that no event tells; looked at only while events are current."""
    claims = standing_claims().query.order_by(None).subquery("claims_that_stand")
    query = select(claims.c.id.label("item")).where(claims.c.id.not_in(select(_E.claim_id)))
    return Step("claims_in_no_event", query.order_by(claims.c.id))


def events_of_fallen_claims() -> Step:
    """Events that tell a claim of an older reading or a rejected one; looked at only while events are current."""
    claims = standing_claims().query.order_by(None).subquery("claims_that_stand")
    query = select(_E.event_id.label("item"), _E.claim_id.label("message"))
    query = query.where(_E.claim_id.not_in(select(claims.c.id)))
    return Step("events_of_fallen_claims", query.order_by(_E.event_id, _E.position))


def events_without_claims() -> Step:
    """Events that rest on nothing."""
    query = select(t.events.c.id.label("item")).where(t.events.c.id.not_in(select(_E.event_id)))
    return Step("events_without_claims", query.order_by(t.events.c.id))


def links_to_nothing() -> Step:
    """Mentions that name an actor or a place that the record does not describe."""
    link = t.mention_links.c
    parts = [
        select(link.mention_id.label("item"), link.target.label("message")).where(
            link.kind == kind, link.verdict == "same", link.target.not_in(select(table.c.id))
        )
        for kind, table in (("actor", t.actors), ("place", t.places))
    ]
    return Step("links_to_nothing", union_all(*parts))


STEPS = (
    newest_readings,
    standing_claims,
    named_participants,
    captures_without_reading,
    claims_in_no_event,
    events_of_fallen_claims,
    events_without_claims,
    links_to_nothing,
)
