"""Which articles wait to be merged: those whose claims changed, or what these rest on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, insert, select, union

from onrecord.model.judgements import JudgementKind
from onrecord.store import tables as t
from onrecord.store.batches import chunks

_NAMED = (JudgementKind.ACTORS.value, JudgementKind.PLACES.value)
MERGER = "merger"  # the state that says which program the tellings are of


def mark(connection: Connection, articles: Any) -> None:
    """Lets the articles that a query gives wait to be merged."""
    asked = articles.subquery("asked")
    (column,) = asked.c
    new = select(column).distinct().where(column.not_in(select(t.unmerged.c.article_id)))
    connection.execute(insert(t.unmerged).from_select(["article_id"], new))


def mark_articles(connection: Connection, articles: Iterable[str]) -> None:
    """Lets these articles wait to be merged."""
    for some in chunks(articles):
        mark(connection, select(t.articles.c.id).where(t.articles.c.id.in_(some)))


def mark_named(connection: Connection, targets: Iterable[str]) -> None:
    """Lets the articles wait whose mentions name one of these actors or places."""
    m, link = t.mentions.c, t.mention_links.c
    for some in chunks(targets):
        named = select(link.mention_id).where(link.target.in_(some))
        mark(connection, select(m.article_id).where(m.id.in_(named)))


def mark_judged(connection: Connection, judged: Sequence[tuple[str, str, str]]) -> None:
    """Lets the articles wait that judgements of a kind, on a left and a right thing, are about."""
    mark_named(connection, [one for kind, left, right in judged if kind in _NAMED for one in (left, right)])
    about = [one for kind, left, right in judged if kind not in _NAMED for one in (left, right)]
    for some in chunks(about):
        mentioned = select(t.mentions.c.article_id).where(t.mentions.c.id.in_(some))
        mark(connection, union(mentioned, select(t.claims.c.article_id).where(t.claims.c.id.in_(some))))


def mark_reviewed(connection: Connection, object_id: str) -> None:
    """Lets the article wait that a review is about, or a claim of it."""
    own = select(t.articles.c.id).where(t.articles.c.id == object_id)
    mark(connection, union(own, select(t.claims.c.article_id).where(t.claims.c.id == object_id)))
