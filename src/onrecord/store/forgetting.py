"""Taking captures out of a record for good, with all that rests on them."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Engine, Select, delete, func, insert, or_, select, text, union, update

from onrecord.store import tables as t
from onrecord.store.ending import end_events
from onrecord.store.marking import mark
from onrecord.store.writing import EVENTS_CURRENT, set_state

PURGE_DUE = "purge_due"


def captures_meant(connection: Connection, which: str) -> list[str]:
    """The captures of this id, URL or path."""
    c = t.captures.c
    meant = select(c.id).where(or_(c.id == which, c.url == which, c.path == which))
    return list(connection.scalars(meant.order_by(c.id)))


def forget(connection: Connection, capture_ids: Sequence[str]) -> None:
    """Deletes the captures, everything coded on them, what people said of it and the events that tell of it."""
    readings = select(t.readings.c.number).where(t.readings.c.capture_id.in_(capture_ids))
    mentions = select(t.mentions.c.id).where(t.mentions.c.reading.in_(readings))
    claims = select(t.claims.c.id).where(t.claims.c.reading.in_(readings))
    articles = select(t.articles.c.id).where(t.articles.c.capture_id.in_(capture_ids))
    _delete_events(connection, claims)
    _delete_decisions(connection, union(mentions, claims), capture_ids, readings)
    _delete_issues(connection, capture_ids, articles)
    copied = select(t.copy_members.c.group_id).where(t.copy_members.c.article_id.in_(articles))
    mark(connection, select(t.copy_members.c.article_id).where(t.copy_members.c.group_id.in_(copied)))
    mark(connection, articles)
    _blank_tellings(connection, articles)
    connection.execute(delete(t.copy_groups).where(t.copy_groups.c.id.in_(copied)))
    connection.execute(delete(t.inferred_dates))  # any may rest on it; a rebuild makes the others again
    connection.execute(delete(t.captures).where(t.captures.c.id.in_(capture_ids)))
    _delete_unnamed(connection)
    connection.execute(insert(t.forgotten).values(forgotten_at=datetime.now(UTC)))
    set_state(connection, EVENTS_CURRENT, "no")
    set_state(connection, PURGE_DUE, "yes")


def _delete_events(connection: Connection, claims: Select[Any]) -> None:
    e, r = t.event_claims.c, t.event_redirects.c
    gone = sorted(set(connection.scalars(select(e.event_id).where(e.claim_id.in_(claims)))))
    for n in range(0, len(gone), 500):
        some = gone[n : n + 500]
        connection.execute(delete(t.event_redirects).where(or_(r.old_id.in_(some), r.new_id.in_(some))))
        connection.execute(delete(t.events).where(t.events.c.id.in_(some)))
        end_events(connection, some)


def _blank_tellings(connection: Connection, articles: Select[Any]) -> None:
    """Empties what only these articles tell; the next rebuild takes it out, when it has seen who stood beside it."""
    told, x = t.told.c, t.tellings.c
    of_others = select(told.telling).where(told.article_id.not_in(articles))
    mine = select(told.telling).where(told.article_id.in_(articles), told.telling.not_in(of_others))
    p = t.telling_pairs.c
    connection.execute(update(t.telling_pairs).where(or_(p.one.in_(mine), p.other.in_(mine))).values(reason=""))
    connection.execute(update(t.tellings).where(x.id.in_(mine)).values(facets=b""))


def _delete_decisions(connection: Connection, judged: Any, capture_ids: Sequence[str], readings: Select[Any]) -> None:
    j, v, c = t.judgements.c, t.reviews.c, t.claims.c
    gone = or_(j.left_id.in_(judged), j.right_id.in_(judged))
    _blank_changes(connection, select(j.number).where(gone), t.change_rows.c.judgement)
    connection.execute(delete(t.judgements).where(gone))
    connection.execute(delete(t.mention_links).where(t.mention_links.c.mention_id.in_(judged)))
    keys = select(c.statement_key).where(c.reading.in_(readings))
    objects = union(
        select(c.id).where(c.reading.in_(readings)),
        select(t.relations.c.id).where(t.relations.c.reading.in_(readings)),
        select(t.articles.c.id).where(t.articles.c.capture_id.in_(capture_ids)),
        select(t.captures.c.id).where(t.captures.c.id.in_(capture_ids)),
    )
    reviewed = or_(v.object_id.in_(objects), v.statement_key.in_(keys))
    _blank_changes(connection, select(v.id).where(reviewed), t.change_rows.c.review)
    connection.execute(delete(t.reviews).where(reviewed))
    connection.execute(delete(t.claim_heirs).where(t.claim_heirs.c.object_id.in_(objects)))
    # What a change did to these pages went with its rows; one that did nothing else goes whole.
    connection.execute(delete(t.changes).where(t.changes.c.number.not_in(select(t.change_rows.c.change))))


def _blank_changes(connection: Connection, rows: Select[Any], column: Any) -> None:
    """Empties the words of changes to these pages: they may tell of what is on them."""
    touched = select(t.change_rows.c.change).where(column.in_(rows))
    connection.execute(update(t.changes).where(t.changes.c.number.in_(touched)).values(words=""))


def _delete_issues(connection: Connection, capture_ids: Sequence[str], articles: Select[Any]) -> None:
    i, c = t.issues.c, t.captures.c
    called = union(*(select(name).where(c.id.in_(capture_ids)) for name in (c.source, c.url, c.path)))
    mine = or_(i.capture_id.in_(capture_ids), i.article_id.in_(articles), i.item.in_(called))
    connection.execute(delete(t.issues).where(mine))


def _delete_unnamed(connection: Connection) -> None:
    """Deletes actors and places that no judgement names any more, and what was decided between such actors."""
    j = t.judgements.c
    for table, kind in ((t.actors, "actor"), (t.places, "place")):
        named = union(
            select(j.right_id).where(j.kind == kind),
            select(t.mention_links.c.target).where(t.mention_links.c.kind == kind),  # what people marked
        )
        gone = table.c.id.not_in(named)
        if kind == "actor":
            ids = select(table.c.id).where(gone, table.c.local)
            between = or_(j.left_id.in_(ids), j.right_id.in_(ids))
            connection.execute(delete(t.judgements).where(j.kind == "actors", between))
        connection.execute(delete(table).where(gone))


def purge(engine: Engine) -> bool:
    """True when no bytes of what was deleted are left in the database's files; False where a reader holds them."""
    done = _purge_server(engine) if engine.dialect.name == "postgresql" else _purge_file(engine)
    if done:
        with engine.connect().execution_options(writes=True) as connection, connection.begin():
            connection.execute(delete(t.state).where(t.state.c.key == PURGE_DUE))
    return done


def is_purge_due(connection: Connection) -> bool:
    """True when something was forgotten whose bytes may still lie in the files."""
    due = select(func.count()).select_from(t.state).where(t.state.c.key == PURGE_DUE)
    return bool(connection.scalar(due))


def _purge_file(engine: Engine) -> bool:
    """Writes the index and the file anew, and empties the log, whose old pages hold what was deleted."""
    with closing(engine.raw_connection()) as connection:
        cursor = connection.cursor()
        cursor.execute("INSERT INTO article_search(article_search) VALUES ('rebuild')")
        cursor.execute("VACUUM")
        busy = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
        return not busy


def _purge_server(engine: Engine) -> bool:
    """Rewrites every table; the server's own log and backups are its keeper's."""
    connection = engine.connect().execution_options(isolation_level="AUTOCOMMIT")
    with connection:
        connection.execute(text("SET lock_timeout = '5s'"))
        for name in (*sorted(t.metadata.tables), "article_search"):
            connection.execute(text(f"VACUUM FULL {name}"))
        connection.execute(text("RESET lock_timeout"))
    return True
