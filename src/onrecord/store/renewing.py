"""Derived tables made again from what they derive from, one at a time."""

from __future__ import annotations

from sqlalchemy import Connection, delete, select, text

from onrecord.errors import UsageError
from onrecord.store import tables as t
from onrecord.store.linking import refresh_links
from onrecord.store.marking import MERGER
from onrecord.store.pointing import is_mark
from onrecord.store.reviewing import correct_all
from onrecord.store.searching import index_articles


def renew(connection: Connection, derived: str) -> None:
    """Nothing; computes the table again. Raises UsageError for a name that is none."""
    known = {"links": renew_links, "corrections": renew_corrections, "index": renew_index}
    if derived not in known:
        raise UsageError(f"no derived table {derived!r}; there are {', '.join(known)}")
    known[derived](connection)
    if derived != "index":
        connection.execute(delete(t.state).where(t.state.c.key == MERGER))


def renew_links(connection: Connection) -> None:
    """Nothing; computes from judgements what each mention names."""
    connection.execute(delete(t.mention_links).where(~is_mark(t.mention_links.c.mention_id)))
    refresh_links(connection, select(t.judgements.c.left_id))


def renew_corrections(connection: Connection) -> None:
    """Nothing; computes from reviews what people changed on each claim and article."""
    correct_all(connection)


def renew_index(connection: Connection) -> None:
    """Nothing; makes the full-text index again from the articles."""
    if connection.dialect.name == "postgresql":
        index_articles(connection, list(connection.scalars(select(t.articles.c.id).order_by(t.articles.c.id))))
    else:
        connection.execute(text("INSERT INTO article_search(article_search) VALUES ('rebuild')"))
