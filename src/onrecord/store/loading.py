"""Claims and relations as people read them, put together from a batch of rows in a handful of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import Any, TypeVar

from sqlalchemy import Connection, Table, and_, func, select

from onrecord.model.actors import Actor, Place
from onrecord.model.articles import Published
from onrecord.model.claims import Voice
from onrecord.model.dates import TimeValue
from onrecord.model.judgements import JudgementKind
from onrecord.model.mentions import Mention, Quantity
from onrecord.model.resolve import PROGRAM, Links, Resolver, links_of
from onrecord.model.resolved import ArticleRef, Gone, ResolvedClaim, ResolvedRelation
from onrecord.model.shared import SharedWords
from onrecord.model.spans import OffsetMap, Span
from onrecord.store import restoring
from onrecord.store import tables as t
from onrecord.store.batches import chunks
from onrecord.store.canonical import Canonical
from onrecord.store.fields import corrected
from onrecord.store.packing import unpacked, unpacked_all

_CORRECTED = ("event_type", "factuality", "stance", "background", "mode", "contexts")
_AC = t.article_corrections.c
Key = tuple[int, str]
T = TypeVar("T")


def grouped(rows: Iterable[Any], key: str) -> dict[str, list[Any]]:
    """The rows under the value of one of their columns, in order."""
    found: dict[str, list[Any]] = defaultdict(list)
    for row in rows:
        found[getattr(row, key)].append(row)
    return found


def actors_by_id(connection: Connection, actor_ids: Iterable[str]) -> dict[str, Actor]:
    """The actors with these ids."""
    return {i: actor for some in chunks(actor_ids) for i, actor in _actors(connection, some).items()}


def _actors(connection: Connection, wanted: list[str]) -> dict[str, Actor]:
    rows = connection.execute(select(t.actors).where(t.actors.c.id.in_(wanted))).all()
    parts = [
        grouped(_children(connection, table, "actor_id", wanted), "actor_id")
        for table in (t.names, t.posts, t.memberships)
    ]
    return {row.id: restoring.actor_of(row, *(part.get(row.id, ()) for part in parts)) for row in rows}


def places_by_id(connection: Connection, place_ids: Iterable[str]) -> dict[str, Place]:
    """The places with these ids."""
    return {i: place for some in chunks(place_ids) for i, place in _places(connection, some).items()}


def _places(connection: Connection, wanted: list[str]) -> dict[str, Place]:
    rows = connection.execute(select(t.places).where(t.places.c.id.in_(wanted))).all()
    names = grouped(_children(connection, t.place_names, "place_id", wanted), "place_id")
    return {row.id: restoring.place_of(row, names.get(row.id, ())) for row in rows}


def _children(
    connection: Connection, table: Table, owner: str, ids: Sequence[str], as_read: bool | None = None
) -> Sequence[Any]:
    """The rows of these owners; with `as_read` those that the program read, or those that stand."""
    mine = select(table).where(table.c[owner].in_(ids))
    if as_read is not None:
        mine = mine.where(table.c.is_read if as_read else table.c.stands)
    return connection.execute(mine.order_by(table.c[owner], table.c.position)).all()


def _under_all(missing: set[str], one: Canonical, by_id: Callable[[Iterable[str]], dict[str, T]]) -> dict[str, T]:
    """What each id stands for: the first of those judged to be one with it, where the record describes that."""
    found = by_id({one(i) for i in missing} | missing)
    named = {i: found.get(one(i)) or found.get(i) for i in missing}
    return {i: value for i, value in named.items() if value is not None}


class Loader:
    """Puts names to claims and relations, batch by batch; keeps what the next batch is likely to need."""

    def __init__(self, connection: Connection, *, as_read: bool = False) -> None:
        self._connection = connection
        self._as_read = as_read
        self._canonical = Canonical(ids={}) if as_read else Canonical.of(connection)
        self._one_place = Canonical(ids={}) if as_read else Canonical.of(connection, JudgementKind.PLACES)
        self._articles: dict[Key, tuple[ArticleRef, str, OffsetMap]] = {}
        self._shared: dict[str, SharedWords] = {}
        self._actors: dict[str, Actor] = {}
        self._places: dict[str, Place] = {}

    def claims(self, rows: Sequence[Any]) -> Iterator[ResolvedClaim]:
        """The claims of these rows, in their order. Rows carry `event_id` and what people corrected."""
        ids = [row.id for row in rows]
        parts = _children(self._connection, t.claim_participants, "claim_id", ids, self._as_read)
        participants = grouped(parts, "claim_id")
        voices = self._voices(t.claim_voices, "claim_id", ids)
        mentions = self._mentions(rows, [self._place(row) for row in rows], participants, voices)
        gone = _gone(self._connection, ids)
        for row in rows:
            claim = restoring.claim_of(row, participants.get(row.id, ()), voices.get(row.id, ()))
            if not self._as_read:
                claim = replace(claim, **self._theirs(row))
            resolver = self._resolver(row, mentions)
            reviewed = not self._as_read and (row.is_rejected is not None or not row.is_read)
            yield resolver.claim(claim, reviewed=reviewed, event=row.event_id, gone=gone.get(row.id))

    def _place(self, row: Any) -> Any:
        return row.their_place if row.sets_place and not self._as_read else row.place

    def _theirs(self, row: Any) -> dict[str, Any]:
        """The fields of a claim that people corrected, but for participants and voices, which are rows."""
        changed = corrected((name, getattr(row, f"their_{name}")) for name in _CORRECTED)
        if row.sets_place:
            changed["place"] = row.their_place
        if row.sets_occurred:
            changed["occurred"] = None if row.their_occurred is None else unpacked(TimeValue, row.their_occurred)
        if row.their_quantities is not None:
            changed["quantities"] = unpacked_all(Quantity, row.their_quantities)
        return changed

    def relations(self, rows: Sequence[Any]) -> Iterator[ResolvedRelation]:
        """The relations of these rows, in their order."""
        voices = self._voices(t.relation_voices, "relation_id", [row.id for row in rows])
        both = [one for row in rows for one in (row.subject, row.object)]
        mentions = self._mentions(rows, both, {}, voices)
        for row in rows:
            yield self._resolver(row, mentions).relation(restoring.relation_of(row, voices.get(row.id, ())))

    def _voices(self, table: Table, owner: str, ids: Sequence[str]) -> dict[str, list[Voice]]:
        found = grouped(_children(self._connection, table, owner, ids, self._as_read), owner)
        return {one: [restoring.voice_of(row) for row in rows] for one, rows in found.items()}

    def _mentions(
        self,
        rows: Sequence[Any],
        named: Iterable[str | None],
        participants: dict[str, list[Any]],
        voices: dict[str, list[Voice]],
    ) -> dict[Key, Mention]:
        """Every mention that the batch needs, by reading and id; fetches what they are judged to name too."""
        wanted = {one for one in named if one is not None}
        wanted |= {row.mention_id for some in participants.values() for row in some}
        spoken = {voice.mention_id for some in voices.values() for voice in some if voice.mention_id}
        readings = sorted({row.reading for row in rows})
        m = t.mentions.c
        found = self._connection.execute(
            select(t.mentions).where(and_(m.reading.in_(readings), m.id.in_(sorted(wanted))))
        )
        self._link(sorted(wanted | spoken))
        self._fetch_articles({(row.reading, row.article_id) for row in rows})
        return {(row.reading, row.id): restoring.mention_of(row) for row in found}

    def _link(self, mention_ids: Sequence[str]) -> None:
        c = t.mention_links.c
        if self._as_read:
            self._link_as_read(mention_ids)
        else:
            links = self._connection.execute(
                select(t.mention_links).where(c.mention_id.in_(mention_ids)).order_by(c.mention_id, c.kind, c.position)
            ).all()
            self._actor_links = _links([row for row in links if row.kind == "actor"])
            self._place_links = _links([row for row in links if row.kind == "place"])
        self._fetch_actors(set(self._actor_links.same.values()))
        missing = set(self._place_links.same.values()) - self._places.keys()
        if missing:
            self._places |= _under_all(missing, self._one_place, partial(places_by_id, self._connection))

    def _link_as_read(self, mention_ids: Sequence[str]) -> None:
        """Links by the program's judgements alone."""
        c = t.judgements.c
        own = and_(c.left_id.in_(mention_ids), c.withdrawn_at.is_(None), c.decided_by == PROGRAM)
        rows = self._connection.execute(select(t.judgements).where(own).order_by(c.number))
        judgements = [restoring.judgement_of(row) for row in rows]
        self._actor_links = links_of(judgements, JudgementKind.ACTOR)
        self._place_links = links_of(judgements, JudgementKind.PLACE)

    def _fetch_actors(self, wanted: set[str]) -> None:
        missing = wanted - self._actors.keys()
        if missing:
            self._actors |= _under_all(missing, self._canonical, partial(actors_by_id, self._connection))

    def _fetch_articles(self, keys: set[Key]) -> None:
        missing = keys - self._articles.keys()
        # Rows come article by article, so only the last batch's articles are of use.
        self._articles = {key: value for key, value in self._articles.items() if key in keys}
        if not missing:
            return
        a = t.article_readings.c
        readings, articles = sorted({r for r, _ in missing}), sorted({i for _, i in missing})
        query = article_refs(as_read=self._as_read).where(a.reading.in_(readings), a.article_id.in_(articles))
        for row in self._connection.execute(query).all():
            self._articles[row.reading, row.article_id] = _article_ref(row), row.text, unpacked(OffsetMap, row.offsets)
        kept = {article for _, article in keys}
        self._shared = {one: words for one, words in self._shared.items() if one in kept}
        self._shared.update(shared_words(self._connection, articles))

    def _resolver(self, row: Any, mentions: dict[Key, Mention]) -> Resolver:
        article, text, offsets = self._articles[row.reading, row.article_id]
        return Resolver(
            article=article,
            text=text,
            offsets=offsets,
            mentions=_OfReading(row.reading, mentions),
            actors=self._actors,
            places=self._places,
            actor_links=self._actor_links,
            place_links=self._place_links,
            shared=self._shared.get(row.article_id),
        )


class _OfReading(dict[Any, Mention]):
    """The mentions of one reading by id alone; looks them up in those of all."""

    def __init__(self, reading: int, mentions: dict[Key, Mention]) -> None:
        super().__init__()
        self._reading = reading
        self._mentions = mentions

    def __missing__(self, mention_id: str) -> Mention:
        return self._mentions[self._reading, mention_id]


def _links(rows: Sequence[Any]) -> Links:
    unsure: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        if row.verdict == "unsure":
            unsure[row.mention_id].append(row.target)
    return Links(
        same={row.mention_id: row.target for row in rows if row.verdict == "same"},
        unsure={mention: tuple(targets) for mention, targets in unsure.items()},
    )


def as_corrected(name: str) -> Any:
    """The column of articles with what people corrected on top; the query joins their corrections."""
    return func.coalesce(_AC[name], t.article_readings.c[name]).label(name)


def article_refs(*, as_read: bool = False) -> Any:
    """A query of articles as readings left them, with their captures, texts and groups of copies."""
    a, x, c = t.article_readings.c, t.articles.c, t.captures.c
    theirs = [] if as_read else ["publisher", "published"]
    return (
        select(
            *(column for column in t.article_readings.columns if column.name not in theirs),
            *(as_corrected(name) for name in theirs),
            x.kind,
            x.text,
            x.offsets,
            x.capture_id,
            c.path,
            c.url,
            c.sha256,
            c.retrieved_at,
            t.copy_members.c.group_id,
            t.copy_groups.c.original,
        )
        .join(t.articles, a.article_id == x.id)
        .join(t.captures, x.capture_id == c.id)
        .outerjoin(t.copy_members, t.copy_members.c.article_id == x.id)
        .outerjoin(t.copy_groups, t.copy_groups.c.id == t.copy_members.c.group_id)
        .outerjoin(t.article_corrections, _AC.article_id == x.id)
    )


def _article_ref(row: Any) -> ArticleRef:
    return ArticleRef(
        article_id=row.article_id,
        capture_id=row.capture_id,
        capture_path=row.path,
        capture_url=row.url,
        capture_sha256=row.sha256,
        title=row.title,
        publisher=restoring.publisher_of(row.publisher),
        credited_to=restoring.publisher_of(row.credited_to),
        published=unpacked(Published, row.published),
        copy_group=row.group_id,
        copy_of=copy_of(row),
        is_original=row.original == row.article_id,
    )


def shared_words(connection: Connection, article_ids: Sequence[str]) -> dict[str, SharedWords]:
    """What each of the articles has in common with its copies; articles that share nothing are left out."""
    s, g = t.copy_shares.c, t.copy_groups.c
    query = select(t.copy_shares, g.original).join(t.copy_groups, g.id == s.group_id)
    found: dict[str, list[tuple[Span, str, str | None]]] = defaultdict(list)
    for row in connection.execute(query.where(s.article_id.in_(article_ids)).order_by(s.group_id, s.position)):
        found[row.article_id].append((Span(row.start, row.end), row.other_id, row.original))
    mirrored = query.where(s.other_id.in_(article_ids)).order_by(s.group_id, s.position)
    for row in connection.execute(mirrored):
        found[row.other_id].append((Span(row.other_start, row.other_end), row.article_id, row.original))
    originals = {other for some in found.values() for _, other, original in some if other == original}
    publishers = _publishers(connection, originals)
    return {one: _shared_of(some, publishers) for one, some in found.items()}


def _shared_of(shares: Sequence[tuple[Span, str, str | None]], publishers: dict[str, Any]) -> SharedWords:
    from_original = [(span, other) for span, other, original in shares if other == original]
    first = next((publishers[other] for _, other in from_original if publishers.get(other)), None)
    return SharedWords(
        passages=tuple(dict.fromkeys(span for span, _, _ in shares)),
        in_original=tuple(dict.fromkeys(span for span, other in from_original if publishers.get(other) == first)),
        original=restoring.publisher_of(first),
    )


def _publishers(connection: Connection, article_ids: Iterable[str]) -> dict[str, Any]:
    """The publishers of the articles, as their newest readings have them."""
    a, r = t.article_readings.c, t.readings.c
    query = (
        select(a.article_id, as_corrected("publisher"))
        .join(t.readings, and_(r.number == a.reading, r.is_newest))
        .outerjoin(t.article_corrections, _AC.article_id == a.article_id)
    )
    return {
        row.article_id: row.publisher
        for some in chunks(article_ids)
        for row in connection.execute(query.where(a.article_id.in_(some)))
    }


def _gone(connection: Connection, claim_ids: Sequence[str]) -> dict[str, tuple[Gone, tuple[Span, ...]]]:
    """The later versions from which words of these claims are gone, with the words."""
    n, c = t.claim_losses.c, t.captures.c
    query = select(t.claim_losses, c.retrieved_at, c.added_at).join(t.captures, c.id == n.capture_id)
    return {
        row.claim_id: (
            Gone(capture_id=row.capture_id, seen_at=row.retrieved_at or row.added_at, pieces=()),
            unpacked_all(Span, row.spans),
        )
        for row in connection.execute(query.where(n.claim_id.in_(claim_ids)))
    }


def copy_of(row: Any) -> Any:
    """The article that this one copies, None for the original itself and where it cannot be told."""
    return row.original if row.original != row.article_id else None
