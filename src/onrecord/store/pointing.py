"""Words that people point at, as mentions of a claim: one that the program found there, or a mark of the person's own.

A mark belongs to one claim and says outright whom or what it names, so that no other judgement moves it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, and_, delete, insert, select, union

from onrecord.errors import UsageError
from onrecord.model import ids
from onrecord.model.actors import ActorKind
from onrecord.model.ids import MARK, ClaimId
from onrecord.model.mentions import MentionKind
from onrecord.model.spans import Span
from onrecord.store import tables as t
from onrecord.store.batches import chunks
from onrecord.store.canonical import Canonical
from onrecord.store.fields import span_of
from onrecord.store.folding import folded

_M, _L = t.mentions.c, t.mention_links.c
BASIS = "marked by "

_KINDS: Mapping[str, MentionKind] = {
    ActorKind.STATE.value: MentionKind.STATE,
    ActorKind.ARMED_GROUP.value: MentionKind.ARMED_GROUP,
    ActorKind.PERSON.value: MentionKind.PERSON,
    ActorKind.MEDIA.value: MentionKind.MEDIA,
    ActorKind.COMPANY.value: MentionKind.COMPANY,
    ActorKind.GROUP.value: MentionKind.GROUP,
}


def is_mark(mention: Any) -> Any:
    """A condition on a column of mention ids: those that people marked."""
    return mention.like(f"{MARK}%")


@dataclass
class Pointed:
    """The marks of some claims of one article in one reading, gathered to be written together."""

    reading: int
    article_id: str
    text: str
    mentions: dict[str, dict[str, Any]] = field(default_factory=dict)
    links: dict[str, dict[str, Any]] = field(default_factory=dict)


class Pointer:
    """Turns stretches of an article's text into mentions, as one reading has them."""

    def __init__(self, connection: Connection, pointed: Pointed) -> None:
        self._connection = connection
        self._pointed = pointed
        mine = and_(_M.reading == pointed.reading, _M.article_id == pointed.article_id, ~is_mark(_M.id))
        self._found = connection.execute(select(t.mentions).where(mine).order_by(_M.start, _M.end, _M.id)).all()

    def actor(self, claim: ClaimId, value: Mapping[str, Any], by: str) -> str:
        """The mention for somebody: the program's own where the person names nobody."""
        span, actor = span_of(value), value.get("actor_id")
        same = [m for m in self._found if (m.start, m.end) == (span.start, span.end)]
        if actor is None and same:
            return str(same[0].id)
        target = actor or self._named("actor", span)
        kind = same[0].kind if same else self._kind_of(target)
        return self._mark(claim, span, "actor", target, kind, by)

    def place(self, claim: ClaimId, value: Mapping[str, Any], by: str) -> str:
        """The mention for a place: the program's own where the person names none."""
        span, place = span_of(value), value.get("place_id")
        same = [m for m in self._found if (m.start, m.end) == (span.start, span.end)]
        if place is None and same:
            return str(same[0].id)
        kind = same[0].kind if same else MentionKind.PLACE.value
        return self._mark(claim, span, "place", place or self._named("place", span), kind, by)

    def _named(self, kind: str, span: Span) -> str | None:
        """Whom or what these words name elsewhere in the article, else in the whole record; None where that is open."""
        words = folded(span.of(self._pointed.text))
        alike = [m.id for m in self._found if m.folded == words]
        named = select(_L.target).where(_L.kind == kind, _L.verdict == "same", _L.mention_id.in_(alike)).distinct()
        targets = list(self._connection.scalars(named))
        return targets[0] if len(targets) == 1 else None if targets else self._known(kind, words)

    def _known(self, kind: str, words: str) -> str | None:
        n, p = t.names.c, t.place_names.c
        if kind == "place":
            found = set(self._connection.scalars(select(p.place_id).where(p.folded == words)))
        else:
            one = Canonical.of(self._connection)
            known = select(n.actor_id).where(n.folded == words, n.ambiguous.is_(False))
            found = {one(actor) for actor in self._connection.scalars(known)}
        return found.pop() if len(found) == 1 else None

    def _kind_of(self, actor: str | None) -> str:
        held = self._connection.scalar(select(t.actors.c.kind).where(t.actors.c.id == actor)) if actor else None
        # Words for somebody whom nobody knows by name: people by what they are.
        return (MentionKind.GROUP if held is None else _KINDS.get(held, MentionKind.ORGANISATION)).value

    def _mark(self, claim: ClaimId, span: Span, kind: str, target: str | None, mention_kind: str, by: str) -> str:
        words = span.of(self._pointed.text)
        mark = ids.mark_id(claim, span.start, span.end, target)
        self._pointed.mentions[mark] = {
            "reading": self._pointed.reading,
            "id": mark,
            "article_id": self._pointed.article_id,
            "start": span.start,
            "end": span.end,
            "kind": mention_kind,
            "text": words,
            "folded": folded(words),
            "score": 1.0,
            "basis": BASIS + by,
            "head_start": None,
            "head_end": None,
        }
        if target is not None:
            link = {"mention_id": mark, "kind": kind, "target": target, "verdict": "same", "position": 0}
            self._pointed.links[mark] = link
        return mark


def known_targets(connection: Connection, values: Sequence[Mapping[str, Any]]) -> None:
    """Nothing; raises UsageError for an actor or place that the record does not describe."""
    for name, table in (("actor_id", t.actors), ("place_id", t.places)):
        wanted = {value[name] for value in values if value.get(name) is not None}
        for some in chunks(wanted):
            missing = set(some) - set(connection.scalars(select(table.c.id).where(table.c.id.in_(some))))
            if missing:
                kind = name.removesuffix("_id")
                raise UsageError(f"the record has no {kind} {', '.join(sorted(missing))}; give it with the change")


def write(connection: Connection, pointed: Pointed) -> None:
    """Nothing; writes the marks that the record does not hold yet."""
    for some in chunks(pointed.mentions):
        held = set(connection.scalars(select(_M.id).where(_M.id.in_(some))))
        new = [mark for mark in some if mark not in held]
        links = [pointed.links[mark] for mark in new if mark in pointed.links]
        if new:
            connection.execute(insert(t.mentions), [pointed.mentions[mark] for mark in new])
        if links:
            connection.execute(insert(t.mention_links), links)


def erase(connection: Connection, claim_ids: Sequence[str], *, whole: bool = False) -> None:
    """Nothing; takes out what corrections put in place of participants and voices, and its marks.

    With `whole` also the marks that added claims were made with: their claims go with them.
    """
    p, v, k, c = t.claim_participants.c, t.claim_voices.c, t.claim_corrections.c, t.claims.c
    base = [
        select(p.mention_id).where(p.claim_id.in_(claim_ids), p.is_read, is_mark(p.mention_id)),
        select(v.mention_id).where(v.claim_id.in_(claim_ids), v.is_read, is_mark(v.mention_id)),
        select(c.place).where(c.id.in_(claim_ids), is_mark(c.place)),
    ]
    added = [
        select(p.mention_id).where(p.claim_id.in_(claim_ids), ~p.is_read, is_mark(p.mention_id)),
        select(v.mention_id).where(v.claim_id.in_(claim_ids), ~v.is_read, is_mark(v.mention_id)),
        select(k.place).where(k.claim_id.in_(claim_ids), is_mark(k.place)),
    ]
    kept = set() if whole else set(connection.scalars(union(*base)))
    gone = set(connection.scalars(union(*added, *(base if whole else ())))) - kept
    for table in (t.claim_participants, t.claim_voices):
        connection.execute(delete(table).where(table.c.claim_id.in_(claim_ids), ~table.c.is_read))
    for some in chunks(gone):
        connection.execute(delete(t.mention_links).where(_L.mention_id.in_(some)))
        connection.execute(delete(t.mentions).where(_M.id.in_(some)))
