"""Filters as SQL conditions on claims, relations and articles of the newest readings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, func, or_, select, union
from sqlalchemy.sql.selectable import CompoundSelect

from onrecord.codebook.plover import quad
from onrecord.model.claims import EventType
from onrecord.model.filters import Filter
from onrecord.store import tables as t
from onrecord.store.canonical import Canonical
from onrecord.store.folding import domain_of, folded
from onrecord.store.searching import matching

_C, _R, _K, _A = t.claims.c, t.relations.c, t.claim_corrections.c, t.article_readings.c
_M, _L = t.mentions.c, t.mention_links.c
Condition = ColumnElement[bool]
Ids = Select[Any] | CompoundSelect[Any]
CORRECTED = ("event_type", "factuality", "stance", "background", "mode", "contexts")


def unpaged(asked: Filter) -> Filter:
    """The filter without its page."""
    return replace(asked, limit=None, offset=0)


def without_pages(asked: Filter) -> Filter:
    """What the filter asks besides the page and the capture."""
    return replace(unpaged(asked), capture=None, as_read=False)


def of_claims_alone(asked: Filter) -> Filter:
    """What the filter asks of claims: neither of their article nor of its date."""
    bare = replace(unpaged(asked), article=None, capture=None, publisher=None, text=None, since=None, until=None)
    return replace(bare, as_read=asked.as_read and bare != Filter(as_read=True))


def parts(asked: Filter) -> Iterator[Filter]:
    """One filter for each thing asked of an event's claims, so that different claims may answer."""
    names = ("actor", "recipient", "voice", "place", "country", "publisher", "text", "article", "capture")
    for name in names:
        value = getattr(asked, name)
        if value is not None:
            yield Filter(**{name: value}, as_read=asked.as_read)


def actors_named(connection: Connection, name: str) -> list[str]:
    """The ids of the actors with this id, name or alias, and of those judged to be one with them."""
    n = t.names.c
    found = connection.scalars(
        union(
            select(n.actor_id).where(n.folded == folded(name)),
            select(t.actors.c.id).where(t.actors.c.id == name),
        )
    )
    return Canonical.of(connection).all_of(found)


def places_named(connection: Connection, name: str) -> list[str]:
    """The ids of the places with this id, name or alias, and of those that stand within one."""
    p, w = t.place_names.c, t.place_within.c
    wholes = select(p.place_id).where(p.folded == folded(name))
    found = union(
        wholes,
        select(w.place_id).where(or_(w.whole.in_(wholes), w.whole == name)),
        select(t.places.c.id).where(func.lower(t.places.c.admin1) == folded(name)),
    )
    return sorted(connection.scalars(found))


def _linked(kind: str, targets: Ids | list[str]) -> Select[Any]:
    return select(_L.mention_id).where(_L.kind == kind, _L.verdict == "same", _L.target.in_(targets))


def _unnamed(kind: str, name: str) -> Select[Any]:
    """Mentions by their own words, where no judgement names them."""
    named = select(_L.mention_id).where(_L.kind == kind, _L.verdict == "same")
    return select(_M.id).where(_M.folded == folded(name), _M.id.not_in(named))


def _mentions_of_actor(connection: Connection, name: str) -> CompoundSelect[Any]:
    return union(_linked("actor", actors_named(connection, name)), _unnamed("actor", name))


def _mentions_of_place(connection: Connection, name: str) -> CompoundSelect[Any]:
    return union(_linked("place", places_named(connection, name)), _unnamed("place", name))


def _actors_of_country(country: str) -> Select[Any]:
    return _linked("actor", select(t.actors.c.id).where(t.actors.c.country == country.upper()))


def _places_of_country(country: str) -> Select[Any]:
    return _linked("place", select(t.places.c.id).where(t.places.c.country == country.upper()))


def _taking_part(mentions: Ids, *roles: str) -> Condition:
    p = t.claim_participants.c
    return _C.id.in_(select(p.claim_id).where(p.mention_id.in_(mentions), p.role.in_(roles)))


def day_conditions(dated: Any, start: Any, end: Any, since: date | None, until: date | None) -> list[Condition]:
    """Intervals that share a day with `since` to `until`, both included; the undated are out."""
    found: list[Condition] = []
    if since is not None:
        found.append(and_(dated, or_(end.is_(None), end > since)))
    if until is not None:
        found.append(and_(dated, or_(start.is_(None), start <= until)))
    return found


def article_conditions(connection: Connection, asked: Filter) -> list[Condition]:
    """Conditions on `article_readings` alone: article, capture, publisher, text."""
    found: list[Condition] = []
    if asked.article is not None:
        found.append(_A.article_id == asked.article)
    if asked.capture is not None:
        found.append(t.captures.c.id.in_(captures_named(asked.capture)))
    if asked.publisher is not None:
        domain = domain_of(asked.publisher)
        below = _A.publisher_domain.like(f"%.{_escaped(domain)}", escape="\\")
        found.append(or_(_A.publisher_name == folded(asked.publisher), _A.publisher_domain == domain, below))
    if asked.text is not None:
        found.append(_A.article_id.in_(select(matching(connection, asked.text).subquery().c.article_id)))
    return found


def _escaped(words: str) -> str:
    return words.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def captures_named(name: str) -> Select[Any]:
    """Captures by id, URL, path or the last part of a path."""
    c = t.captures.c
    ending = c.path.like(f"%/{_escaped(name)}", escape="\\")
    return select(c.id).where(or_(c.id == name, c.url == name, c.path == name, ending))


def types_asked(asked: Filter) -> list[str] | None:
    """The event types that a filter lets through, None for all."""
    types: set[EventType] | None = None if asked.event_type is None else {asked.event_type}
    if asked.quad is not None:
        types = {kind for kind in types or EventType if quad(kind) == asked.quad}
    return None if types is None else sorted(kind.value for kind in types)


def claim_conditions(connection: Connection, asked: Filter) -> list[Condition]:
    """Conditions on claims joined with their article, capture and corrections."""
    return [
        *article_conditions(connection, asked),
        *_coded(asked),
        *who_conditions(connection, asked),
        *where_conditions(connection, asked),
        *day_conditions(_C.is_dated, _C.when_start, _C.when_end, asked.since, asked.until),
        *_disputed(asked),
    ]


def _corrected(name: str, as_read: bool) -> ColumnElement[Any]:
    return _C[name] if as_read else func.coalesce(_K[name], _C[name])


def _coded(asked: Filter) -> Iterable[Condition]:
    types = types_asked(asked)
    if types is not None:
        yield _corrected("event_type", asked.as_read).in_(types)
    if asked.factuality is not None:
        yield _corrected("factuality", asked.as_read) == asked.factuality.value
    if not asked.include_background:
        yield _corrected("background", asked.as_read).is_(False)


def who_conditions(connection: Connection, asked: Filter) -> Iterable[Condition]:
    """Who acts, receives or speaks in a claim."""
    if asked.actor is not None:
        yield _taking_part(_mentions_of_actor(connection, asked.actor), "actor", "recipient")
    if asked.recipient is not None:
        yield _taking_part(_mentions_of_actor(connection, asked.recipient), "recipient")
    if asked.voice is not None:
        yield _C.id.in_(_voiced(connection, asked.voice, t.claim_voices, "claim_id"))


def _voiced(connection: Connection, name: str, voices: Any, owner: str) -> Select[Any]:
    v = voices.c
    linked = _linked("actor", actors_named(connection, name))
    return select(v[owner]).where(or_(v.folded == folded(name), v.mention_id.in_(linked)))


def where_conditions(connection: Connection, asked: Filter) -> Iterable[Condition]:
    """Where a claim is set, and the country of whoever or whatever has part in it."""
    if asked.place is not None:
        yield _C.place.in_(_mentions_of_place(connection, asked.place))
    if asked.country is not None:
        theirs = _taking_part(_actors_of_country(asked.country), "actor", "recipient")
        yield or_(theirs, _C.place.in_(_places_of_country(asked.country)))


def _disputed(asked: Filter) -> Iterable[Condition]:
    if asked.contradicted:
        e = t.event_claims.c
        yield _C.id.in_(select(e.claim_id).where(e.event_id.in_(select(t.contradictions.c.event_id))))


def relation_conditions(connection: Connection, asked: Filter) -> list[Condition]:
    """Conditions on relations joined with their article and capture; what only claims have asks for nothing."""
    found = article_conditions(connection, asked)
    if asked.actor is not None:
        named = _mentions_of_actor(connection, asked.actor)
        found.append(or_(_R.subject.in_(named), _R.object.in_(named)))
    if asked.recipient is not None:
        found.append(_R.object.in_(_mentions_of_actor(connection, asked.recipient)))
    if asked.voice is not None:
        found.append(_R.id.in_(_voiced(connection, asked.voice, t.relation_voices, "relation_id")))
    if asked.place is not None:
        found.append(_R.object.in_(_mentions_of_place(connection, asked.place)))
    if asked.country is not None:
        theirs = union(_actors_of_country(asked.country), _places_of_country(asked.country))
        found.append(or_(_R.subject.in_(theirs), _R.object.in_(theirs)))
    return found + day_conditions(_R.is_dated, _R.when_start, _R.when_end, asked.since, asked.until)
