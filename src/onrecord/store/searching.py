"""Full-text search over articles' titles and texts: FTS5 on SQLite, a tsvector with a GIN index on PostgreSQL.

Both hold words without case and accents. SQLite keeps its index in step by triggers; PostgreSQL's is written here,
from words made by `bare_words`, so that both cut text alike.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from sqlalchemy import Connection, Select, select, text

from onrecord.errors import UsageError
from onrecord.store import tables as t
from onrecord.store.folding import bare_words

# PostgreSQL bounds a tsvector to a megabyte; a longer article is found by its first words only.
_MOST_WORDS = 100_000
_TERM = re.compile(r'(-?)(?:"([^"]*)"|(\S+))')


def index_articles(connection: Connection, article_ids: Sequence[str]) -> None:
    """Brings the index of these articles into step with their titles and texts, where triggers do not."""
    if connection.dialect.name != "postgresql" or not article_ids:
        return
    c = t.articles.c
    for row in connection.execute(select(c.number, c.title, c.text).where(c.id.in_(article_ids))).all():
        connection.execute(
            text(
                "INSERT INTO article_search (number, words) VALUES (:number, to_tsvector('simple', :words)) "
                "ON CONFLICT (number) DO UPDATE SET words = excluded.words"
            ),
            {"number": row.number, "words": indexed_words(row.title, row.text)},
        )


def indexed_words(title: str | None, body: str) -> str:
    """The words that PostgreSQL's index holds of an article."""
    return " ".join((bare_words(title or "") + bare_words(body))[:_MOST_WORDS])


def terms_of(query: str) -> list[tuple[bool, list[str], bool]]:
    """The terms of a query: whether wanted, the words in order, whether the last word may go on.

    Words must all occur; "words in quotes" follow one another; `-word` must not occur; `word*` may go on. Raises
    UsageError where nothing is asked for.
    """
    terms = []
    for minus, phrase, word in _TERM.findall(query):
        words = bare_words(phrase or word)
        if words:
            terms.append((not minus, words, bool(word) and word.endswith("*")))
    if not any(wanted for wanted, _, _ in terms):
        raise UsageError(f"no words to search for in {query!r}")
    return terms


def matching(connection: Connection, query: str) -> Select[tuple[str, float]]:
    """A query of (article id, score), the score rising with the match."""
    if connection.dialect.name == "postgresql":
        source = text(
            "SELECT a.id AS article_id, ts_rank(s.words, to_tsquery('simple', :query))::double precision AS score "
            "FROM article_search s JOIN articles a USING (number) WHERE s.words @@ to_tsquery('simple', :query)"
        ).bindparams(query=_for_postgres(query))
    else:
        source = text(
            "SELECT a.id AS article_id, -s.rank AS score FROM article_search s "
            "JOIN articles a ON a.number = s.rowid WHERE article_search MATCH :query"
        ).bindparams(query=_for_sqlite(query))
    found = source.columns(t.articles.c.id.label("article_id"), t.mentions.c.score.label("score")).subquery("found")
    return select(found.c.article_id, found.c.score)


def _for_sqlite(query: str) -> str:
    wanted: list[str] = []
    unwanted: list[str] = []
    for is_wanted, words, goes_on in terms_of(query):
        term = '"' + " ".join(words) + '"' + (" *" if goes_on else "")
        (wanted if is_wanted else unwanted).append(term)
    return " AND ".join(wanted) + "".join(f" NOT {term}" for term in unwanted)


def _for_postgres(query: str) -> str:
    found = []
    for is_wanted, words, goes_on in terms_of(query):
        term = " <-> ".join(words) + (":*" if goes_on else "")
        found.append(f"({term})" if is_wanted else f"!({term})")
    return " & ".join(found)
