"""Filters as SQL conditions on claims, relations and articles of the newest readings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, Text, and_, case, func, or_, select, type_coerce, union
from sqlalchemy.sql.selectable import CompoundSelect

from onrecord.codebook.plover import quad
from onrecord.model.claims import EventType
from onrecord.model.filters import Filter
from onrecord.model.judgements import JudgementKind
from onrecord.store import tables as t
from onrecord.store.canonical import Canonical
from onrecord.store.folding import domain_of, folded
from onrecord.store.searching import matching

_C, _R, _K, _A = t.claims.c, t.relations.c, t.claim_corrections.c, t.article_readings.c
_M, _L, _AC = t.mentions.c, t.mention_links.c, t.article_corrections.c
Condition = ColumnElement[bool]
Ids = Select[Any] | CompoundSelect[Any]
CORRECTED = (
    *("event_type", "factuality", "stance", "background", "mode", "contexts"),
    *("place", "occurred", "quantities"),
)


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
    return Canonical.of(connection, JudgementKind.PLACES).all_of(connection.scalars(found))


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


def counts(table: Any, as_read: bool) -> Condition:
    """True for the participants or voices that stand, or that the program read."""
    column: Condition = table.c.is_read if as_read else table.c.stands
    return column


def _taking_part(mentions: Ids, as_read: bool, *roles: str) -> Condition:
    p = t.claim_participants.c
    mine = select(p.claim_id).where(p.mention_id.in_(mentions), p.role.in_(roles))
    return _C.id.in_(mine.where(counts(t.claim_participants, as_read)))


def are_moved(connection: Connection) -> bool:
    """True where people set any claim in another place: only then do queries of places look at corrections."""
    return connection.execute(select(_K.claim_id).where(_K.sets_place).limit(1)).first() is not None


def _set_in(connection: Connection, mentions: Ids, as_read: bool) -> Condition:
    """Claims that are set in a place of these mentions."""
    if as_read or not are_moved(connection):
        return _C.place.in_(mentions)
    moved = select(_K.claim_id).where(_K.sets_place)
    read = select(_C.id).where(_C.place.in_(mentions), _C.id.not_in(moved))
    return _C.id.in_(union(read, moved.where(_K.place.in_(mentions))))


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
        found.append(_published_by(asked.publisher, asked.as_read))
    if asked.text is not None:
        found.append(_A.article_id.in_(select(matching(connection, asked.text).subquery().c.article_id)))
    return found


def _published_by(name: str, as_read: bool) -> Condition:
    domain = domain_of(name)

    def named(columns: Any) -> Condition:
        below = columns.publisher_domain.like(f"%.{_escaped(domain)}", escape="\\")
        return or_(columns.publisher_name == folded(name), columns.publisher_domain == domain, below)

    if as_read:
        return named(_A)
    return or_(and_(_AC.publisher_name.is_(None), named(_A)), named(_AC))


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
        *day_conditions(*when(asked.as_read), asked.since, asked.until),
        *_disputed(asked),
        *([_C.is_read] if asked.as_read else []),
    ]


Days = tuple[Any, Any, Any]
"""Columns that tell days: whether there are any, the first, and the day after the last."""


def _instead(is_set: Condition, theirs: Days, read: Days) -> Days:
    dated, start, end = (case((is_set, own), else_=machine) for own, machine in zip(theirs, read, strict=True))
    return dated, start, end


def when(as_read: bool) -> Days:
    """When a claim happened, else was published, people's corrections of the claim and its article on top."""
    read = (_C.is_dated, _C.when_start, _C.when_end)
    if as_read:
        return read
    own = (_K.is_dated, _K.when_start, _K.when_end)
    is_bare = or_(_C.occurred.is_(None), type_coerce(_C.occurred, Text).like('%"interval":null%'))
    bare = _instead(and_(is_bare, _AC.is_dated.is_not(None)), _OF_ARTICLE, read)
    return _instead(and_(_K.sets_occurred, _K.is_dated), own, _instead(_K.sets_occurred, published(False), bare))


def held(as_read: bool) -> Days:
    """When a relation held, else was published, by a corrected date of its article where that has one."""
    read = (_R.is_dated, _R.when_start, _R.when_end)
    return read if as_read else _instead(and_(_R.held.is_(None), _AC.is_dated.is_not(None)), _OF_ARTICLE, read)


def published(as_read: bool) -> Days:
    """When an article was published, people's corrections on top."""
    read = (_A.is_dated, _A.published_start, _A.published_end)
    return read if as_read else _instead(_AC.is_dated.is_not(None), _OF_ARTICLE, read)


_OF_ARTICLE = (_AC.is_dated, _AC.published_start, _AC.published_end)


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
        yield _taking_part(_mentions_of_actor(connection, asked.actor), asked.as_read, "actor", "recipient")
    if asked.recipient is not None:
        yield _taking_part(_mentions_of_actor(connection, asked.recipient), asked.as_read, "recipient")
    if asked.voice is not None:
        yield _C.id.in_(_voiced(connection, asked, t.claim_voices, "claim_id"))


def _voiced(connection: Connection, asked: Filter, voices: Any, owner: str) -> Select[Any]:
    v, name = voices.c, asked.voice or ""
    linked = _linked("actor", actors_named(connection, name))
    said = or_(v.folded == folded(name), v.mention_id.in_(linked))
    return select(v[owner]).where(said, counts(voices, asked.as_read))


def where_conditions(connection: Connection, asked: Filter) -> Iterable[Condition]:
    """Where a claim is set, and the country of whoever or whatever has part in it."""
    if asked.place is not None:
        yield _set_in(connection, _mentions_of_place(connection, asked.place), asked.as_read)
    if asked.country is not None:
        theirs = _taking_part(_actors_of_country(asked.country), asked.as_read, "actor", "recipient")
        yield or_(theirs, _set_in(connection, _places_of_country(asked.country), asked.as_read))


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
        found.append(_R.id.in_(_voiced(connection, asked, t.relation_voices, "relation_id")))
    if asked.place is not None:
        found.append(_R.object.in_(_mentions_of_place(connection, asked.place)))
    if asked.country is not None:
        theirs = union(_actors_of_country(asked.country), _places_of_country(asked.country))
        found.append(or_(_R.subject.in_(theirs), _R.object.in_(theirs)))
    return found + day_conditions(*held(asked.as_read), asked.since, asked.until)
