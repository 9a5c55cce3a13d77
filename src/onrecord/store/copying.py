"""What is kept of texts between two reads: which articles are new or changed, who shares words, and what changes."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, Text, and_, bindparam, delete, func, or_, select, type_coerce

from onrecord.model.articles import Article, CopyGroup, PublisherRef, SharedPassage
from onrecord.model.copying import CopyChange, CopyEdge, CopyText, Pair
from onrecord.model.filters import Filter
from onrecord.model.ids import ArticleId
from onrecord.model.shared import SharedWords, lies_in
from onrecord.model.spans import Span
from onrecord.store import restoring
from onrecord.store import tables as t
from onrecord.store.batches import chunks
from onrecord.store.forgetting import PURGE_DUE
from onrecord.store.listing import articles_query
from onrecord.store.loading import grouped, shared_words
from onrecord.store.marking import mark_articles
from onrecord.store.packing import unpacked_all
from onrecord.store.writing import EVENTS_CURRENT, insert_all, set_state

COPIES = "copies"  # the state that says which version of the program found them
_K, _S, _E = t.copy_texts.c, t.copy_shingles.c, t.copy_edges.c
_WHOLE = 400  # the holders of a shingle are read whole up to so many
_FEW = 40  # and where each that is asked for would bring as many


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """What changed since copies were last found: articles with their readings and what people corrected of them."""

    changed: Mapping[ArticleId, tuple[int, str]]
    gone: frozenset[ArticleId]
    is_anew: bool

    def __bool__(self) -> bool:
        return bool(self.changed or self.gone or self.is_anew)

    def given(self, shelf: RecordShelf) -> dict[ArticleId, Article | None]:
        """The changed articles as they are now, None for those that are gone."""
        return {**shelf.articles(self.changed), **dict.fromkeys(self.gone)}


@dataclass(frozen=True, slots=True)
class _Copied:
    """An article's group with its original, and the words that it has in common with others."""

    group: tuple[str, str | None] | None
    words: SharedWords

    @property
    def covered(self) -> tuple[frozenset[Span], frozenset[Span], PublisherRef | None]:
        """The passages, in whatever order, and whose the original is."""
        return frozenset(self.words.passages), frozenset(self.words.in_original), self.words.original

    def lies(self, text: str, evidence: Sequence[Span], trigger: Span) -> tuple[bool, PublisherRef | None]:
        """True where what a claim rests on stands in others; and whose the original is where it does in that."""
        one, other = (lies_in(text, evidence, trigger, x) for x in (self.words.passages, self.words.in_original))
        return one, self.words.original if other else None


def waiting(connection: Connection, wanted: str) -> Waiting:
    """The articles that copies are to be found of; all where another version of the program found them before."""
    is_anew = version(connection) != wanted
    if is_anew:
        for table in (t.copy_texts, t.copy_shingles, t.copy_edges):
            connection.execute(delete(table))
        set_state(connection, COPIES, wanted)
    a, c = t.article_readings.c, t.article_corrections.c
    told = [func.coalesce(type_coerce(column, Text), "") for column in (c.publisher, c.published)]
    corrected = (told[0] + " " + told[1]).label("corrected")
    newest = (
        select(a.article_id, a.reading, corrected)
        .join(t.readings, and_(t.readings.c.number == a.reading, t.readings.c.is_newest))
        .outerjoin(t.article_corrections, c.article_id == a.article_id)
    )
    known = newest.outerjoin(t.copy_texts, _K.article_id == a.article_id)
    other = or_(_K.article_id.is_(None), _K.reading != a.reading, _K.corrected != corrected)
    held = newest.with_only_columns(a.article_id)
    return Waiting(
        changed={row.article_id: (row.reading, row.corrected) for row in connection.execute(known.where(other))},
        gone=frozenset(connection.scalars(select(_K.article_id).where(_K.article_id.not_in(held)))),
        is_anew=is_anew,
    )


def version(connection: Connection) -> str | None:
    """The version of the program that found the copies, None where none did."""
    return connection.scalar(select(t.state.c.value).where(t.state.c.key == COPIES))


def apply(connection: Connection, waited: Waiting, change: CopyChange) -> None:
    """Keeps what a change gives, and puts its groups in place of those that hold a touched article.

    Articles wait to be merged of which the merger would now learn something else.
    """
    shelf = RecordShelf(connection)
    before = {found.id: found for found in groups(connection, None if waited.is_anew else change.touched)}
    after = {found.id: found for found in change.groups}
    partners = {end for edge in shelf.edges(waited.changed.keys() | waited.gone) for end in edge.ends}
    _write_texts(connection, waited, shelf.texts([*waited.gone, *waited.changed]), change)
    _write_edges(connection, change)
    affected = _affected(before, after)
    told = _told(connection, affected)
    _replace_groups(
        connection,
        [one for one, found in before.items() if after.get(one) != found],
        [found for one, found in sorted(after.items()) if before.get(one) != found],
    )
    mark_articles(connection, {*partners, *_learns(connection, told, _told(connection, affected))})
    set_state(connection, EVENTS_CURRENT, "no")
    held = (
        i
        for some in chunks(waited.gone)
        for i in connection.scalars(select(t.articles.c.id).where(t.articles.c.id.in_(some)))
    )
    if waited.gone.difference(held):  # forgotten: what was kept of them until now goes with the next purge
        set_state(connection, PURGE_DUE, "yes")


def _write_texts(
    connection: Connection, waited: Waiting, before: Mapping[ArticleId, CopyText], change: CopyChange
) -> None:
    now = {**before, **{text.article_id: text for text in change.texts}}
    moved = [text for one, text in before.items() if one in waited.gone or text.kept != now[one].kept]
    mine = and_(_S.shingle == bindparam("number"), _S.article_id == bindparam("one"))
    _each(
        connection,
        delete(t.copy_shingles).where(mine),
        ({"number": s, "one": x.article_id} for x in moved for s in x.kept),
    )
    fresh = [x for x in change.texts if x.article_id not in before or before[x.article_id].kept != x.kept]
    insert_all(connection, t.copy_shingles, [{"shingle": s, "article_id": x.article_id} for x in fresh for s in x.kept])
    for some in chunks([*waited.gone, *waited.changed]):
        connection.execute(delete(t.copy_texts).where(_K.article_id.in_(some)))
    rows = [
        {
            "article_id": one,
            "reading": reading,
            "corrected": corrected,
            "digest": now[one].digest,
            "kept": array("q", sorted(now[one].kept)).tobytes(),
        }
        for one, (reading, corrected) in waited.changed.items()
    ]
    insert_all(connection, t.copy_texts, rows)


def _each(connection: Connection, statement: Any, values: Iterable[dict[str, Any]]) -> None:
    asked = list(values)
    if asked:
        connection.execute(statement, asked)


def _write_edges(connection: Connection, change: CopyChange) -> None:
    mine = delete(t.copy_edges).where(_E.left_id == bindparam("one"), _E.right_id == bindparam("other"))
    touched = {*change.removed, *(edge.ends for edge in change.edges)}
    _each(connection, mine, ({"one": left, "other": right} for left, right in sorted(touched)))
    insert_all(
        connection,
        t.copy_edges,
        [
            {
                "left_id": edge.left,
                "right_id": edge.right,
                "left_in_right": edge.left_in_right,
                "right_in_left": edge.right_in_left,
                "shares": [[x.span.start, x.span.end, x.other_span.start, x.other_span.end] for x in edge.shares],
                "joins": edge.joins,
            }
            for edge in change.edges
        ],
    )


def _affected(before: Mapping[str, CopyGroup], after: Mapping[str, CopyGroup]) -> set[ArticleId]:
    """The articles of whose copies something may be otherwise: members that differ, and ends of shares that do."""
    found: set[ArticleId] = set()
    for one in before.keys() | after.keys():
        was, now = before.get(one), after.get(one)
        if was == now:
            continue
        parts = [_parts(group) for group in (was, now) if group is not None]
        if was is not None and now is not None and was.original == now.original:
            parts = [parts[0] ^ parts[1]]
        found.update(end for some in parts for ends, *_ in some for end in ends)
    return found


def _parts(group: CopyGroup) -> set[tuple[Any, ...]]:
    """The members of a group, and the passages that they share, each with the articles it is about."""
    shares = {((s.article_id, s.other_id), s.span, s.other_span) for s in group.shares}
    return shares | {((member,),) for member in group.members}


def _told(connection: Connection, articles: Collection[ArticleId]) -> dict[str, _Copied]:
    """What the merger may learn of the copies of each of these articles."""
    g, m = t.copy_groups.c, t.copy_members.c
    query = select(m.article_id, g.id, g.original).join(t.copy_groups, g.id == m.group_id)
    found: dict[str, _Copied] = {}
    for some in chunks(articles):
        of = {row.article_id: (row.id, row.original) for row in connection.execute(query.where(m.article_id.in_(some)))}
        words = shared_words(connection, some)
        found.update((one, _Copied(of.get(one), words.get(one, SharedWords()))) for one in some)
    return found


def _learns(connection: Connection, before: Mapping[str, _Copied], after: Mapping[str, _Copied]) -> Iterator[str]:
    """The articles of which the merger learns something else: a claim's words stand in others, or another's words."""
    unsure = []
    for one, now in after.items():
        was = before[one]
        if was.group != now.group:
            yield one
        elif was.covered != now.covered:
            unsure.append(one)
    c = t.claims.c
    query = select(c.article_id, c.trigger_start, c.trigger_end, c.evidence, t.articles.c.text)
    joined = query.join(t.articles, t.articles.c.id == c.article_id)
    for some in chunks(unsure):
        for row in connection.execute(joined.where(c.article_id.in_(some))):
            rests = row.text, unpacked_all(Span, row.evidence), Span(row.trigger_start, row.trigger_end)
            if before[row.article_id].lies(*rests) != after[row.article_id].lies(*rests):
                yield row.article_id


def _replace_groups(connection: Connection, gone: Iterable[str], new: Sequence[CopyGroup]) -> None:
    for some in chunks(gone):
        connection.execute(delete(t.copy_groups).where(t.copy_groups.c.id.in_(some)))
    insert_all(connection, t.copy_groups, [{"id": g.id, "original": g.original, "reason": g.reason} for g in new])
    members = [{"group_id": g.id, "position": n, "article_id": a} for g in new for n, a in enumerate(g.members)]
    insert_all(connection, t.copy_members, members)
    shares = [
        {
            "group_id": group.id,
            "position": n,
            "article_id": share.article_id,
            "start": share.span.start,
            "end": share.span.end,
            "other_id": share.other_id,
            "other_start": share.other_span.start,
            "other_end": share.other_span.end,
        }
        for group in new
        for n, share in enumerate(group.shares)
    ]
    insert_all(connection, t.copy_shares, shares)


def groups(connection: Connection, articles: Iterable[ArticleId] | None = None) -> Iterator[CopyGroup]:
    """The groups of one text, or those that these articles are in, by their ids."""
    g, m = t.copy_groups.c, t.copy_members.c
    if articles is None:
        ids = set(connection.scalars(select(g.id)))
    else:
        within = select(m.group_id).distinct()
        ids = {i for some in chunks(articles) for i in connection.scalars(within.where(m.article_id.in_(some)))}
    for some in chunks(ids):
        queries = [
            select(table).where(table.c.group_id.in_(some)).order_by(table.c.group_id, table.c.position)
            for table in (t.copy_members, t.copy_shares)
        ]
        members, shares = (grouped(connection.execute(query), "group_id") for query in queries)
        for row in connection.execute(select(t.copy_groups).where(g.id.in_(some)).order_by(g.id)):
            yield CopyGroup(
                id=row.id,
                members=tuple(x.article_id for x in members[row.id]),
                original=row.original,
                reason=row.reason,
                shares=tuple(_share_of(x) for x in shares.get(row.id, ())),
            )


def _share_of(row: Any) -> SharedPassage:
    own, other = Span(row.start, row.end), Span(row.other_start, row.other_end)
    return SharedPassage(article_id=row.article_id, span=own, other_id=row.other_id, other_span=other)


def off(connection: Connection, texts: Mapping[ArticleId, CopyText], edges: Iterable[CopyEdge]) -> Iterator[ArticleId]:
    """The articles of which other texts, shingles or edges are kept than these."""
    shelf = RecordShelf(connection)
    every = [ArticleId(one) for one in connection.scalars(select(_K.article_id))]
    held, shingles = shelf.texts(every), defaultdict[str, set[int]](set)
    for row in connection.execute(select(t.copy_shingles)):
        shingles[row.article_id].add(row.shingle)
    found = {one for one in held.keys() | texts.keys() if held.get(one) != texts.get(one)}
    found |= {
        ArticleId(one) for one in shingles.keys() | held.keys() if not _holds(held.get(ArticleId(one)), shingles[one])
    }
    found |= {end for edge in {*edges} ^ {*shelf.edges(every)} for end in edge.ends}
    yield from sorted(found)


def _holds(text: CopyText | None, shingles: set[int]) -> bool:
    return text is not None and text.kept == shingles


class RecordShelf:
    """The texts of a record, as copies are found in them."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def _rows(self, query: Select[Any], column: ColumnElement[Any], values: Iterable[Any]) -> Iterator[Any]:
        for some in chunks(values):
            yield from self._connection.execute(query.where(column.in_(some)))

    def texts(self, articles: Collection[ArticleId]) -> Mapping[ArticleId, CopyText]:
        """The texts of these articles, those of them that are kept."""
        rows = self._rows(select(_K.article_id, _K.digest, _K.kept), _K.article_id, articles)
        return {
            row.article_id: CopyText(article_id=row.article_id, digest=row.digest, kept=_unpacked(row.kept))
            for row in rows
        }

    def stretches(
        self, asked: Mapping[int, Collection[ArticleId]], reach: int
    ) -> Iterator[tuple[int, Sequence[ArticleId]]]:
        """For each shingle those that hold it, by their ids; of many the parts around the ids asked for."""
        lengths = select(_S.shingle, func.count().label("length")).group_by(_S.shingle)
        long = {
            row.shingle
            for row in self._rows(lengths, _S.shingle, asked)
            if row.length > max(_WHOLE, _FEW * len(asked[row.shingle]))
        }
        holders: dict[int, list[ArticleId]] = defaultdict(list)
        for row in self._rows(select(_S.shingle, _S.article_id), _S.shingle, asked.keys() - long):
            holders[row.shingle].append(row.article_id)
        yield from ((one, sorted(ids)) for one, ids in holders.items())
        for one in sorted(long):
            yield from ((one, part) for part in self._parts(one, asked[one], reach))

    def _parts(self, shingle: int, asked: Collection[ArticleId], reach: int) -> Iterator[Sequence[ArticleId]]:
        """The parts of the holders around each of the ids; those that meet are one."""
        holders = select(_S.article_id).where(_S.shingle == shingle).limit(reach + 1)
        last: set[ArticleId] = set()
        for one in sorted(asked):
            before = holders.where(_S.article_id <= one).order_by(_S.article_id.desc())
            after = holders.where(_S.article_id > one).order_by(_S.article_id)
            part = {*self._connection.scalars(before), *self._connection.scalars(after)}
            if last.isdisjoint(part):
                if last:
                    yield sorted(last)
                last = part
            else:
                last |= part
        yield sorted(last)

    def joined(self, pairs: Collection[Pair]) -> Collection[Pair]:
        """Those of these pairs between which there is an edge."""
        rows = self._rows(select(_E.left_id, _E.right_id), _E.left_id, {left for left, _ in pairs})
        return {(row.left_id, row.right_id) for row in rows} & set(pairs)

    def edges(self, articles: Collection[ArticleId]) -> Sequence[CopyEdge]:
        """The edges that end in one of these articles."""
        sides = (_E.left_id, _E.right_id)
        rows = (row for side in sides for row in self._rows(select(t.copy_edges), side, articles))
        return [_edge_of(row) for row in {(row.left_id, row.right_id): row for row in rows}.values()]

    def articles(self, articles: Collection[ArticleId]) -> Mapping[ArticleId, Article]:
        """The articles of these ids as they are now, without their passages."""
        query = articles_query(self._connection, Filter()).order_by(None)
        return {row.article_id: restoring.article_of(row, ()) for row in self._rows(query, t.articles.c.id, articles)}


def _edge_of(row: Any) -> CopyEdge:
    shares = [
        SharedPassage(article_id=row.left_id, span=Span(a, b), other_id=row.right_id, other_span=Span(c, d))
        for a, b, c, d in row.shares
    ]
    return CopyEdge(
        left=row.left_id,
        right=row.right_id,
        left_in_right=row.left_in_right,
        right_in_left=row.right_in_left,
        shares=tuple(shares),
        joins=row.joins,
    )


def _unpacked(kept: bytes) -> frozenset[int]:
    numbers = array("q")
    numbers.frombytes(kept)
    return frozenset(numbers)
