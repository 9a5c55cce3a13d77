"""What goes into a record: each function writes its part on a connection whose transaction the caller holds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from itertools import chain
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, and_, delete, func, insert, select, update

from onrecord.model.actors import Actor, Place
from onrecord.model.articles import Capture, Published
from onrecord.model.coding import ArticleCoding, CaptureCoding
from onrecord.model.ids import ArticleId
from onrecord.model.judgements import Judgement, JudgementKind
from onrecord.model.resolve import PROGRAM
from onrecord.model.runs import Issue, Run
from onrecord.model.versions import Loss
from onrecord.store import packed_rows as rows
from onrecord.store import tables as t
from onrecord.store.batches import CHUNK, chunks
from onrecord.store.linking import refresh_links, refresh_links_of
from onrecord.store.marking import mark, mark_judged, mark_named
from onrecord.store.packing import packed
from onrecord.store.reviewing import correct_reading
from onrecord.store.searching import index_articles

EVENTS_CURRENT = "events_current"


def now() -> datetime:
    return datetime.now(UTC)


def insert_all(connection: Connection, table: Table, values: Sequence[rows.Row]) -> None:
    if values:
        connection.execute(insert(table), list(values))


def add_missing(connection: Connection, table: Table, values: Iterable[rows.Row], key: str = "id") -> None:
    """Inserts the rows whose key the table does not hold yet."""
    by_key = {row[key]: row for row in values}
    for some in chunks(by_key):
        held = set(connection.scalars(select(table.c[key]).where(table.c[key].in_(some))))
        insert_all(connection, table, [by_key[k] for k in some if k not in held])


def set_state(connection: Connection, key: str, value: str) -> None:
    connection.execute(delete(t.state).where(t.state.c.key == key))
    connection.execute(insert(t.state).values(key=key, value=value))


def begin_run(connection: Connection, run: Run) -> None:
    add_missing(connection, t.runs, [rows.run_row(run, now())])


def has_reading(connection: Connection, capture_id: str, run_id: str) -> bool:
    held = select(t.readings.c.number).where(t.readings.c.capture_id == capture_id, t.readings.c.run_id == run_id)
    return connection.execute(held).first() is not None


def add(connection: Connection, coding: CaptureCoding) -> bool:
    """True when the coding was written; False when its run had read the capture or its URL had that text before."""
    if has_reading(connection, coding.capture.id, coding.run.id) or _is_unchanged(connection, coding.capture):
        return False
    begin_run(connection, coding.run)
    reading = _begin_reading(connection, coding)
    _add_articles(connection, reading, coding)
    _add_coded(connection, reading, coding)
    add_actors(connection, chain.from_iterable(a.actors for a in coding.articles))
    add_places(connection, chain.from_iterable(a.places for a in coding.articles))
    _judge_reading(connection, reading, [j for a in coding.articles for j in a.judgements])
    correct_reading(connection, reading)
    add_issues(connection, coding.issues)
    mark(connection, select(t.articles.c.id).where(t.articles.c.capture_id == coding.capture.id))
    set_state(connection, EVENTS_CURRENT, "no")
    return True


def _is_unchanged(connection: Connection, capture: Capture) -> bool:
    """True for a capture that is new, and whose text is that of the version of its URL just before it."""
    c, r, d = t.captures.c, t.readings.c, t.renderings.c
    if capture.url is None or connection.scalar(select(c.id).where(c.id == capture.id)) is not None:
        return False
    seen = func.coalesce(c.retrieved_at, c.added_at)
    earlier = (
        select(d.text_sha256)
        .join(t.captures, c.id == d.capture_id)
        .join(t.readings, and_(r.capture_id == d.capture_id, r.rendering == d.digest, r.is_newest))
        .where(c.url == capture.url, seen <= (capture.retrieved_at or now()))
        .order_by(seen.desc(), c.added_at.desc(), c.id.desc())
    )
    return bool(connection.scalar(earlier.limit(1)) == rows.rendering_row(capture)["text_sha256"])


def _begin_reading(connection: Connection, coding: CaptureCoding) -> int:
    """The number of the new reading, which is now the capture's newest."""
    capture = coding.capture
    add_missing(connection, t.captures, [rows.capture_row(capture, now())])
    rendering = rows.rendering_row(capture)
    mine = and_(t.renderings.c.capture_id == capture.id, t.renderings.c.digest == rendering["digest"])
    if connection.execute(select(t.renderings.c.digest).where(mine)).first() is None:
        connection.execute(insert(t.renderings).values(**rendering))
    earlier = and_(t.readings.c.capture_id == capture.id, t.readings.c.is_newest)
    connection.execute(update(t.readings).where(earlier).values(is_newest=False))
    added = connection.execute(insert(t.readings).values(**rows.reading_row(coding, rendering["digest"], now())))
    assert added.inserted_primary_key is not None
    number = int(added.inserted_primary_key[0])
    insert_all(connection, t.set_aside, rows.set_aside_rows(number, coding.set_aside))
    return number


def _add_articles(connection: Connection, reading: int, coding: CaptureCoding) -> None:
    articles = [a.article for a in coding.articles]
    held = dict(
        connection.execute(
            select(t.articles.c.id, t.articles.c.title).where(t.articles.c.capture_id == coding.capture.id)
        ).all()
    )
    insert_all(connection, t.articles, [rows.article_row(a) for a in articles if a.id not in held])
    for article in articles:
        if article.id in held and held[article.id] != article.title:
            mine = update(t.articles).where(t.articles.c.id == article.id)
            connection.execute(mine.values(title=article.title))
    index_articles(connection, [a.id for a in articles])
    insert_all(connection, t.article_readings, [rows.article_reading_row(reading, a) for a in articles])
    insert_all(connection, t.passages, [row for a in articles for row in rows.passage_rows(reading, a)])


def _add_coded(connection: Connection, reading: int, coding: CaptureCoding) -> None:
    """Mentions first: everything else of a coding points at them."""
    every = coding.articles
    insert_all(connection, t.mentions, [rows.mention_row(reading, m) for a in every for m in a.mentions])
    insert_all(connection, t.times, [row for a in every for row in rows.time_rows(reading, a)])
    attributions = [rows.attribution_row(reading, x) for a in every for x in a.attributions]
    insert_all(connection, t.attributions, attributions)
    for article in every:
        _add_claims(connection, reading, article)
        _add_relations(connection, reading, article)


def _add_claims(connection: Connection, reading: int, coding: ArticleCoding) -> None:
    published = coding.article.published.interval
    claims = coding.claims
    insert_all(connection, t.claims, [rows.claim_row(reading, c, published) for c in claims])
    participants = [row for c in claims for row in rows.participant_rows(reading, c)]
    insert_all(connection, t.claim_participants, participants)
    voices = [row for c in claims for row in rows.voice_rows(reading, "claim_id", c.id, c.chain)]
    insert_all(connection, t.claim_voices, voices)


def _add_relations(connection: Connection, reading: int, coding: ArticleCoding) -> None:
    published = coding.article.published.interval
    insert_all(connection, t.relations, [rows.relation_row(reading, r, published) for r in coding.relations])
    voices = [row for r in coding.relations for row in rows.voice_rows(reading, "relation_id", r.id, r.chain)]
    insert_all(connection, t.relation_voices, voices)


def add_actors(connection: Connection, actors: Iterable[Actor]) -> None:
    """Writes the actors as they are known now; one described as before is left alone."""
    by_id = {actor.id: actor for actor in actors}
    changed = _changed(connection, t.actors, [rows.actor_row(a) for a in by_id.values()])
    insert_all(connection, t.names, [row for i in changed for row in rows.name_rows(by_id[i])])
    insert_all(connection, t.posts, [row for i in changed for row in rows.post_rows(by_id[i])])
    insert_all(connection, t.memberships, [row for i in changed for row in rows.membership_rows(by_id[i])])


def add_places(connection: Connection, places: Iterable[Place]) -> None:
    """Writes the places as they are known now; one described as before is left alone."""
    by_id = {place.id: place for place in places}
    changed = _changed(connection, t.places, [rows.place_row(p) for p in by_id.values()])
    insert_all(connection, t.place_names, [row for i in changed for row in rows.place_name_rows(by_id[i])])
    insert_all(connection, t.place_within, [row for i in changed for row in rows.place_within_rows(by_id[i])])


def _changed(connection: Connection, table: Table, values: Sequence[rows.Row]) -> list[Any]:
    """The ids of rows that are new or described otherwise, their old descriptions taken out."""
    by_id = {row["id"]: row for row in values}
    changed: list[Any] = []
    for some in chunks(by_id):
        held = dict(connection.execute(select(table.c.id, table.c.digest).where(table.c.id.in_(some))).all())
        stale = [i for i in some if held.get(i) != by_id[i]["digest"]]
        if stale:
            connection.execute(delete(table).where(table.c.id.in_(stale)))
            insert_all(connection, table, [by_id[i] for i in stale])
            mark_named(connection, [i for i in stale if i in held])
        changed += stale
    return changed


def _judge_reading(connection: Connection, reading: int, judgements: Sequence[Judgement]) -> None:
    """Puts the new reading's judgements in place of those that the program made of the capture's mentions before."""
    capture = select(t.readings.c.capture_id).where(t.readings.c.number == reading).scalar_subquery()
    every = select(t.readings.c.number).where(t.readings.c.capture_id == capture)
    about = select(t.mentions.c.id).where(t.mentions.c.reading.in_(every))
    kinds = [JudgementKind.ACTOR.value, JudgementKind.PLACE.value]
    theirs = and_(t.judgements.c.left_id.in_(about), t.judgements.c.kind.in_(kinds))
    replace_judgements(connection, judgements, theirs)
    refresh_links(connection, about)


def replace_judgements(connection: Connection, judgements: Iterable[Judgement], among: ColumnElement[bool]) -> None:
    """Makes these what the program judges among some rows: others of its are withdrawn, equal ones left alone."""
    c = t.judgements.c
    standing = and_(c.withdrawn_at.is_(None), c.decided_by == PROGRAM, among)
    held = {row.id: row for row in connection.execute(select(t.judgements).where(standing))}
    by_id = {j.id: rows.judgement_row(j, now()) for j in judgements}
    gone = [row.number for i, row in held.items() if i not in by_id or not _is_alike(row, by_id[i])]
    for n in range(0, len(gone), CHUNK):
        withdrawn = update(t.judgements).where(c.number.in_(gone[n : n + CHUNK]))
        connection.execute(withdrawn.values(withdrawn_at=now(), withdrawn_by=PROGRAM))
    new = [row for i, row in by_id.items() if i not in held or not _is_alike(held[i], row)]
    insert_all(connection, t.judgements, new)


def _is_alike(held: Any, row: rows.Row) -> bool:
    told = ("verdict", "score", "reason", "left_value", "right_value")
    return all(getattr(held, name) == row[name] for name in told)


def add_judgements(connection: Connection, judgements: Sequence[Judgement]) -> None:
    """Adds decisions; one of the same person on the same two things takes the place of the earlier."""
    by_id: dict[str, rows.Row] = {j.id: rows.judgement_row(j, now()) for j in judgements}
    c = t.judgements.c
    for some in chunks(by_id):
        standing = select(t.judgements).where(c.withdrawn_at.is_(None), c.id.in_(some))
        held = {row.id: row for row in connection.execute(standing)}
        new = [by_id[i] for i in some if i not in held or not _is_alike(held[i], by_id[i])]
        replaced = [held[row["id"]].number for row in new if row["id"] in held]
        connection.execute(update(t.judgements).where(c.number.in_(replaced)).values(withdrawn_at=now()))
        insert_all(connection, t.judgements, new)
    mark_judged(connection, [(j.kind.value, j.left, j.right) for j in judgements])
    refresh_links_of(connection, [j.left for j in judgements])
    set_state(connection, EVENTS_CURRENT, "no")


def add_issues(connection: Connection, issues: Iterable[Issue]) -> None:
    """Adds issues; one raised before keeps its first time and takes the newer run and wording."""
    by_id: dict[str, rows.Row] = {issue.id: rows.issue_row(issue, now()) for issue in issues}
    for some in chunks(by_id):
        held = dict(
            connection.execute(select(t.issues.c.id, t.issues.c.raised_at).where(t.issues.c.id.in_(some))).all()
        )
        connection.execute(delete(t.issues).where(t.issues.c.id.in_(some)))
        insert_all(connection, t.issues, [by_id[i] | {"raised_at": held.get(i, by_id[i]["raised_at"])} for i in some])


def set_losses(connection: Connection, losses: Iterable[Loss]) -> None:
    """Makes these the words that claims rest on and that later versions of their pages no longer have."""
    lost = select(t.claims.c.article_id).join(t.claim_losses, t.claim_losses.c.claim_id == t.claims.c.id)
    held = {(row.claim_id, row.capture_id) for row in connection.execute(select(t.claim_losses))}
    losses = list(losses)
    changed = held != {(x.claim_id, x.capture_id) for x in losses}
    if changed:
        mark(connection, lost)
    connection.execute(delete(t.claim_losses))
    values = [{"claim_id": x.claim_id, "capture_id": x.capture_id, "spans": packed(x.spans)} for x in losses]
    insert_all(connection, t.claim_losses, values)
    if changed:
        mark(connection, lost)


def set_inferred_dates(connection: Connection, dates: Mapping[ArticleId, Published]) -> None:
    """Makes these the days of publication that other articles tell; those before are taken out."""
    connection.execute(delete(t.inferred_dates))
    insert_all(connection, t.inferred_dates, [{"article_id": a, "published": packed(p)} for a, p in dates.items()])
