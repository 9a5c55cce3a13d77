"""Looking a record over: digests, offsets, and whether derived tables still follow from what they derive from."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Select, Table, and_, select, text
from sqlalchemy.exc import DBAPIError

from onrecord.model import ids
from onrecord.model.dates import TimeValue
from onrecord.model.judgements import JudgementKind
from onrecord.model.mentions import Quantity
from onrecord.model.resolve import links_of
from onrecord.model.spans import OffsetMap, Span
from onrecord.store import overseeing, restoring, steps
from onrecord.store import tables as t
from onrecord.store.opening import is_still
from onrecord.store.packing import unpacked, unpacked_all
from onrecord.store.pointing import is_mark
from onrecord.store.rows import Finding
from onrecord.store.searching import indexed_words

_R = t.readings.c
_MESSAGES = {
    "captures_without_reading": "{} of its readings are marked as the newest; it should be one",
    "claims_in_no_event": "stands in no event, though events are marked as current",
    "events_of_fallen_claims": "tells {}, which no longer stands",
    "events_without_claims": "rests on no claim",
    "links_to_nothing": "was judged to name {}, which the record does not describe",
}
_ALWAYS = (steps.captures_without_reading, steps.events_without_claims, steps.links_to_nothing)
_WHILE_CURRENT = (steps.claims_in_no_event, steps.events_of_fallen_claims)


# Contentless, so that only the index is made; the same cutting of words as in the migration.
_INDEX_AGAIN = """
    BEGIN;
    CREATE VIRTUAL TABLE made USING fts5(title, text, content='', tokenize="unicode61 remove_diacritics 2");
    INSERT INTO made(rowid, title, text) SELECT number, title, text FROM record.articles;
    CREATE VIRTUAL TABLE temp.made_words USING fts5vocab(main, made, col);
    CREATE VIRTUAL TABLE temp.held_words USING fts5vocab(record, article_search, col);
"""
_INDEX_DIFFERS = """
    SELECT count(DISTINCT term) FROM (
        SELECT * FROM (SELECT * FROM made_words EXCEPT SELECT * FROM held_words)
        UNION ALL
        SELECT * FROM (SELECT * FROM held_words EXCEPT SELECT * FROM made_words)
    )
"""


def verify(connection: Connection, file: Path | None, *, is_current: bool) -> Iterator[Finding]:
    """Everything that is off, in an order that does not change; nothing is written."""
    yield from _file(connection)
    yield from _captures(connection)
    yield from _readings(connection)
    yield from _corrections(connection)
    for step in (*_ALWAYS, *_WHILE_CURRENT) if is_current else _ALWAYS:
        yield from _rows(connection, step())
    if not is_current:
        yield Finding(
            check="events", item="record", message="events are older than the claims they tell", is_fault=False
        )
    yield from _server_index(connection) if file is None else _file_index(file)


def _rows(connection: Connection, step: steps.Step) -> Iterator[Finding]:
    for row in connection.execute(step.query):
        message = _MESSAGES[step.name].format(getattr(row, "message", ""))
        yield Finding(check=step.name, item=str(row.item), message=message)


def _file(connection: Connection) -> Iterator[Finding]:
    """What the database itself finds wrong with its file; a server looks after its own."""
    if connection.dialect.name != "sqlite":
        return
    for (message,) in connection.exec_driver_sql("PRAGMA integrity_check"):
        if message != "ok":
            yield Finding(check="file", item="record", message=str(message))
    for table, row, parent, _ in connection.exec_driver_sql("PRAGMA foreign_key_check"):
        yield Finding(check="foreign_keys", item=f"{table} {row}", message=f"points at a row of {parent} that is gone")


def _one_by_one(connection: Connection, query: Select[Any], batch: int = 20) -> Iterator[Any]:
    for rows in connection.execute(query, execution_options={"yield_per": batch}).partitions():
        yield from rows


def _captures(connection: Connection) -> Iterator[Finding]:
    c, d = t.captures.c, t.renderings.c
    for row in _one_by_one(connection, select(c.id, c.sha256, c.content).order_by(c.id)):
        if ids.digest(row.content) != row.sha256:
            yield Finding(check="content", item=row.id, message="the bytes do not have the digest noted for them")
    for row in _one_by_one(connection, select(t.renderings).order_by(d.capture_id, d.digest)):
        parts = (row.text, row.blocks, row._mapping["metadata"])
        whole = ids.digest(b"".join(ids.digest(part).encode() for part in parts))
        if ids.digest(row.text) != row.text_sha256 or whole != row.digest:
            yield Finding(check="text", item=row.capture_id, message="the text does not have the digest noted for it")


def _readings(connection: Connection) -> Iterator[Finding]:
    d = t.renderings.c
    query = (
        select(_R.number, _R.capture_id, d.text)
        .join(t.renderings, (d.capture_id == _R.capture_id) & (d.digest == _R.rendering))
        .order_by(_R.number)
    )
    for row in _one_by_one(connection, query):
        whole = row.text.decode("utf-8", "surrogatepass")
        yield from _Reading(connection, row.number, row.capture_id, whole).findings()


def _corrections(connection: Connection) -> Iterator[Finding]:
    """Claims and articles on which something else shows than what people's standing reviews leave."""
    off = "what people corrected does not follow from their reviews"
    for item in overseeing.claims_off(connection):
        yield Finding(check="corrections", item=item, message=off)
    for item in overseeing.articles_off(connection):
        yield Finding(check="corrections", item=item, message=off)


class _Reading:
    """One reading held against the text it was made from."""

    def __init__(self, connection: Connection, number: int, capture_id: str, whole: str) -> None:
        self._connection = connection
        self._number = number
        self._capture_id = capture_id
        self._whole = whole
        self._texts: dict[str, str] = {}

    def findings(self) -> Iterator[Finding]:
        """What is off, articles first."""
        yield from self._set_aside()
        yield from self._articles()
        checks: dict[Any, Callable[[Any], Iterable[tuple[Span, str | None]]]] = {
            t.passages: lambda row: [(Span(row.start, row.end), None)],
            t.mentions: _of_mention,
            t.attributions: _of_attribution,
            t.claims: _of_claim,
            t.relations: lambda row: [(span, None) for span in unpacked_all(Span, row.evidence)],
        }
        for table, spans in checks.items():
            for row in self._of(table):
                yield from self._held(table.name, row, spans(row))
        yield from self._times()
        yield from self._voices(t.claims, t.claim_voices)
        yield from self._voices(t.relations, t.relation_voices)
        for kind in (JudgementKind.ACTOR, JudgementKind.PLACE):
            yield from self._links(kind)

    def _of(self, table: Any) -> Sequence[Any]:
        mine = select(table).where(table.c.reading == self._number)
        return self._connection.execute(mine.order_by(*table.primary_key.columns)).all()

    def _set_aside(self) -> Iterator[Finding]:
        for row in self._of(t.set_aside):
            if not 0 <= row.start <= row.end <= len(self._whole):
                message = f"set aside {row.start}-{row.end} runs past the text"
                yield Finding(check="set_aside", item=self._capture_id, message=message)

    def _articles(self) -> Iterator[Finding]:
        a = t.article_readings.c
        query = (
            select(t.articles, a.body, a.reading)
            .join(t.articles, t.articles.c.id == a.article_id)
            .where(a.reading == self._number)
        )
        for row in self._connection.execute(query.order_by(a.position, a.article_id)):
            self._texts[row.id] = row.text
            if ids.text_digest(row.text) != row.text_sha256:
                yield Finding(check="articles", item=row.id, message="the text does not have the digest noted for it")
            if self._cut(unpacked(OffsetMap, row.offsets)) != row.text:
                yield Finding(check="articles", item=row.id, message="the text is not the capture's at its offsets")
            for span in unpacked_all(Span, row.body):
                if span.end > len(row.text):
                    yield Finding(check="articles", item=row.id, message=f"body {span.start}-{span.end} is outside")

    def _cut(self, offsets: OffsetMap) -> str:
        return "".join(piece.of(self._whole) for piece in offsets.pieces(Span(0, offsets.length)))

    def _held(self, check: str, row: Any, spans: Iterable[tuple[Span, str | None]]) -> Iterator[Finding]:
        text_ = self._texts.get(row.article_id, "")
        for span, words in spans:
            item = str(getattr(row, "id", row.article_id))
            if span.end > len(text_):
                yield Finding(check=check, item=item, message=f"{span.start}-{span.end} runs past the article")
            elif words is not None and span.of(text_) != words:
                yield Finding(check=check, item=item, message=f"{span.start}-{span.end} does not hold its words")

    def _times(self) -> Iterator[Finding]:
        m = t.mentions.c
        query = (
            select(m.id, m.article_id, t.times.c.value)
            .join(t.times, (t.times.c.reading == m.reading) & (t.times.c.mention_id == m.id))
            .where(m.reading == self._number)
        )
        for row in self._connection.execute(query.order_by(m.id)):
            value = unpacked(TimeValue, row.value)
            yield from self._held("times", row, [(value.span, value.text)])

    def _voices(self, told: Table, voices: Table) -> Iterator[Finding]:
        owner = next(iter(voices.primary_key.columns))
        query = (
            select(told.c.id, told.c.article_id, voices.c.start, voices.c.end)
            .join(voices, owner == told.c.id)
            .where(told.c.reading == self._number, voices.c.start.is_not(None))
        )
        for row in self._connection.execute(query.order_by(told.c.id, voices.c.position)):
            yield from self._held(voices.name, row, [(Span(row.start, row.end), None)])

    def _links(self, kind: JudgementKind) -> Iterator[Finding]:
        """Mentions whose link is not what their standing judgements leave."""
        j, link = t.judgements.c, t.mention_links.c
        mine = select(t.mentions.c.id).where(t.mentions.c.reading == self._number, ~is_mark(t.mentions.c.id))
        standing = and_(j.kind == kind.value, j.withdrawn_at.is_(None), j.left_id.in_(mine))
        rows = self._connection.execute(select(t.judgements).where(standing).order_by(j.number))
        left = links_of([restoring.judgement_of(row) for row in rows], kind)
        follows = {(m, target, "same") for m, target in left.same.items()}
        follows |= {(m, target, "unsure") for m, targets in left.unsure.items() for target in targets}
        held = select(link.mention_id, link.target, link.verdict).where(
            link.kind == kind.value, link.mention_id.in_(mine)
        )
        differing = follows ^ {(row.mention_id, row.target, row.verdict) for row in self._connection.execute(held)}
        for mention in sorted({mention for mention, _, _ in differing}):
            yield Finding(check="links", item=mention, message="its link does not follow from its judgements")


def _of_mention(row: Any) -> Iterator[tuple[Span, str | None]]:
    yield Span(row.start, row.end), row.text
    if row.head_start is not None:
        yield Span(row.head_start, row.head_end), None


def _of_attribution(row: Any) -> Iterator[tuple[Span, str | None]]:
    yield from ((span, None) for span in unpacked_all(Span, row.content))
    if row.cue_start is not None:
        yield Span(row.cue_start, row.cue_end), None


def _of_claim(row: Any) -> Iterator[tuple[Span, str | None]]:
    yield Span(row.trigger_start, row.trigger_end), None
    yield from ((span, None) for span in unpacked_all(Span, row.evidence))
    yield from ((quantity.span, quantity.text) for quantity in unpacked_all(Quantity, row.quantities))
    if row.occurred is not None:
        occurred = unpacked(TimeValue, row.occurred)
        yield occurred.span, occurred.text


def _file_index(file: Path) -> Iterator[Finding]:
    """Holds the index against one made again from the articles on a temporary disk file; locks nobody out."""
    with closing(sqlite3.connect("", uri=True)) as again:
        still = "immutable=1" if is_still(file, write=False) else "mode=ro"
        again.execute("ATTACH ? AS record", [f"{file.absolute().as_uri()}?{still}"])
        again.executescript(_INDEX_AGAIN)
        differing = again.execute(_INDEX_DIFFERS).fetchone()[0]
        again.rollback()
    if differing:
        message = f"{differing} words stand in it otherwise than in the articles"
        yield Finding(check="index", item="full-text index", message=message)


def _server_index(connection: Connection) -> Iterator[Finding]:
    c = t.articles.c
    held = text("SELECT words = to_tsvector('simple', :words) FROM article_search WHERE number = :number")
    for row in _one_by_one(connection, select(c.id, c.number, c.title, c.text).order_by(c.id)):
        words = {"words": indexed_words(row.title, row.text), "number": row.number}
        if connection.scalar(held, words) is not True:
            yield Finding(check="index", item=row.id, message="the full-text index does not hold its words")


def damage(error: DBAPIError | sqlite3.Error) -> Finding:
    """The finding that the database could not be read on."""
    cause = error.orig if isinstance(error, DBAPIError) else error
    return Finding(check="file", item="record", message=" ".join(str(cause).split()))
