"""The first tables."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

WORDS = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")

# SQLite keeps the index in step by itself; PostgreSQL's is written by the program, see `searching`.
SQLITE_SEARCH = (
    """CREATE VIRTUAL TABLE article_search USING fts5(
        title, text, content='articles', content_rowid='number', tokenize="unicode61 remove_diacritics 2")""",
    """CREATE TRIGGER article_search_added AFTER INSERT ON articles BEGIN
        INSERT INTO article_search(rowid, title, text) VALUES (new.number, new.title, new.text);
    END""",
    """CREATE TRIGGER article_search_gone AFTER DELETE ON articles BEGIN
        INSERT INTO article_search(article_search, rowid, title, text)
        VALUES ('delete', old.number, old.title, old.text);
    END""",
    """CREATE TRIGGER article_search_changed AFTER UPDATE OF title, text ON articles BEGIN
        INSERT INTO article_search(article_search, rowid, title, text)
        VALUES ('delete', old.number, old.title, old.text);
        INSERT INTO article_search(rowid, title, text) VALUES (new.number, new.title, new.text);
    END""",
)
POSTGRES_SEARCH = (
    """CREATE TABLE article_search (
        number INTEGER PRIMARY KEY REFERENCES articles (number) ON DELETE CASCADE, words TSVECTOR NOT NULL)""",
    "CREATE INDEX ix_article_search_words ON article_search USING gin (words)",
)


def upgrade() -> None:
    """Makes every table, its indexes and the full-text index."""
    for make_table in TABLES:
        make_table()
    is_server = op.get_bind().dialect.name == "postgresql"
    for statement in POSTGRES_SEARCH if is_server else SQLITE_SEARCH:
        op.execute(statement)


def _actors() -> None:
    op.create_table(
        "actors",
        sa.Column("id", WORDS, nullable=False),
        sa.Column("name", WORDS, nullable=False),
        sa.Column("kind", WORDS, nullable=False),
        sa.Column("sector", WORDS, nullable=True),
        sa.Column("country", WORDS, nullable=True),
        sa.Column("code", WORDS, nullable=True),
        sa.Column("wikidata", WORDS, nullable=True),
        sa.Column("note", WORDS, nullable=True),
        sa.Column("local", sa.Boolean(), nullable=False),
        sa.Column("digest", WORDS, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_actors")),
    )
    op.create_index(op.f("ix_actors_country"), "actors", ["country"], unique=False)


def _captures() -> None:
    op.create_table(
        "captures",
        sa.Column("id", WORDS, nullable=False),
        sa.Column("source", WORDS, nullable=False),
        sa.Column("path", WORDS, nullable=True),
        sa.Column("url", WORDS, nullable=True),
        sa.Column("sha256", WORDS, nullable=False),
        sa.Column("retrieved_at", sa.Text(), nullable=True),
        sa.Column("media_type", WORDS, nullable=False),
        sa.Column("encoding", WORDS, nullable=True),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("added_at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_captures")),
    )
    op.create_index(op.f("ix_captures_sha256"), "captures", ["sha256"], unique=False)
    op.create_index(op.f("ix_captures_source_id"), "captures", ["source", "id"], unique=False)
    op.create_index(op.f("ix_captures_url"), "captures", ["url"], unique=False)


def _copy_groups() -> None:
    op.create_table(
        "copy_groups",
        sa.Column("id", WORDS, nullable=False),
        sa.Column("original", WORDS, nullable=True),
        sa.Column("reason", WORDS, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_copy_groups")),
    )


def _event_redirects() -> None:
    op.create_table(
        "event_redirects",
        sa.Column("old_id", WORDS, nullable=False),
        sa.Column("new_id", WORDS, nullable=False),
        sa.PrimaryKeyConstraint("old_id", name=op.f("pk_event_redirects")),
    )
    op.create_index(op.f("ix_event_redirects_new_id"), "event_redirects", ["new_id"], unique=False)


def _events() -> None:
    op.create_table(
        "events",
        sa.Column("id", WORDS, nullable=False),
        sa.Column("event_type", WORDS, nullable=False),
        sa.Column("mode", sa.Text(), nullable=False),
        sa.Column("contexts", sa.Text(), nullable=False),
        sa.Column("factuality", WORDS, nullable=False),
        sa.Column("actors", sa.Text(), nullable=False),
        sa.Column("recipients", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("is_dated", sa.Boolean(), nullable=False),
        sa.Column("occurred_start", sa.Date(), nullable=True),
        sa.Column("occurred_end", sa.Date(), nullable=True),
        sa.Column("precision", WORDS, nullable=True),
        sa.Column("quantities", sa.Text(), nullable=False),
        sa.Column("background", sa.Boolean(), nullable=False),
        sa.Column("articles", sa.Integer(), nullable=False),
        sa.Column("publishers", sa.Integer(), nullable=False),
        sa.Column("independent_voices", sa.Integer(), nullable=False),
        sa.Column("independence", sa.Text(), nullable=False),
        sa.Column("agreement", WORDS, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_events")),
    )
    op.create_index(op.f("ix_events_event_type"), "events", ["event_type"], unique=False)
    op.create_index(op.f("ix_events_occurred_start"), "events", ["occurred_start"], unique=False)


def _forgotten() -> None:
    op.create_table(
        "forgotten",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("forgotten_at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_forgotten")),
    )


def _issues() -> None:
    op.create_table(
        "issues",
        sa.Column("id", WORDS, nullable=False),
        sa.Column("item", WORDS, nullable=False),
        sa.Column("stage", WORDS, nullable=False),
        sa.Column("code", WORDS, nullable=False),
        sa.Column("message", WORDS, nullable=False),
        sa.Column("refused", sa.Boolean(), nullable=False),
        sa.Column("capture_id", WORDS, nullable=True),
        sa.Column("article_id", WORDS, nullable=True),
        sa.Column("start", sa.Integer(), nullable=True),
        sa.Column("end", sa.Integer(), nullable=True),
        sa.Column("run_id", WORDS, nullable=True),
        sa.Column("raised_at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_issues")),
    )
    op.create_index(op.f("ix_issues_capture_id"), "issues", ["capture_id"], unique=False)
    op.create_index(op.f("ix_issues_item"), "issues", ["item"], unique=False)


def _judgements() -> None:
    op.create_table(
        "judgements",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("id", WORDS, nullable=False),
        sa.Column("kind", WORDS, nullable=False),
        sa.Column("left_id", WORDS, nullable=False),
        sa.Column("right_id", WORDS, nullable=False),
        sa.Column("verdict", WORDS, nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("reason", WORDS, nullable=False),
        sa.Column("left_value", WORDS, nullable=False),
        sa.Column("right_value", WORDS, nullable=False),
        sa.Column("decided_by", WORDS, nullable=False),
        sa.Column("decided_at", sa.Text(), nullable=False),
        sa.Column("withdrawn_at", sa.Text(), nullable=True),
        sa.Column("withdrawn_by", WORDS, nullable=True),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_judgements")),
    )
    op.create_index(op.f("ix_judgements_left_id"), "judgements", ["left_id"], unique=False)
    op.create_index(op.f("ix_judgements_right_id"), "judgements", ["right_id"], unique=False)
    op.create_index(
        "uq_judgements_standing",
        "judgements",
        ["id"],
        unique=True,
        sqlite_where=sa.text("withdrawn_at IS NULL"),
        postgresql_where=sa.text("withdrawn_at IS NULL"),
    )


def _mention_links() -> None:
    op.create_table(
        "mention_links",
        sa.Column("mention_id", WORDS, nullable=False),
        sa.Column("kind", WORDS, nullable=False),
        sa.Column("target", WORDS, nullable=False),
        sa.Column("verdict", WORDS, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("mention_id", "kind", "target", name=op.f("pk_mention_links")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_mention_links_target_kind"), "mention_links", ["target", "kind"], unique=False)


def _places() -> None:
    op.create_table(
        "places",
        sa.Column("id", WORDS, nullable=False),
        sa.Column("name", WORDS, nullable=False),
        sa.Column("country", WORDS, nullable=True),
        sa.Column("admin1", WORDS, nullable=True),
        sa.Column("latitude", sa.Float(), nullable=True),
        sa.Column("longitude", sa.Float(), nullable=True),
        sa.Column("feature", WORDS, nullable=False),
        sa.Column("population", sa.Integer(), nullable=True),
        sa.Column("precision", sa.Integer(), nullable=False),
        sa.Column("geonames", sa.Integer(), nullable=True),
        sa.Column("parents", sa.Text(), nullable=False),
        sa.Column("digest", WORDS, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_places")),
    )
    op.create_index(op.f("ix_places_country"), "places", ["country"], unique=False)


def _reviews() -> None:
    op.create_table(
        "reviews",
        sa.Column("id", WORDS, nullable=False),
        sa.Column("object_id", WORDS, nullable=False),
        sa.Column("statement_key", WORDS, nullable=True),
        sa.Column("field", WORDS, nullable=False),
        sa.Column("before", WORDS, nullable=True),
        sa.Column("after", WORDS, nullable=True),
        sa.Column("note", WORDS, nullable=True),
        sa.Column("decided_by", WORDS, nullable=False),
        sa.Column("decided_at", sa.Text(), nullable=False),
        sa.Column("withdrawn_at", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reviews")),
    )
    op.create_index(op.f("ix_reviews_object_id"), "reviews", ["object_id"], unique=False)
    op.create_index(op.f("ix_reviews_statement_key"), "reviews", ["statement_key"], unique=False)


def _runs() -> None:
    op.create_table(
        "runs",
        sa.Column("id", WORDS, nullable=False),
        sa.Column("program", WORDS, nullable=False),
        sa.Column("model", WORDS, nullable=False),
        sa.Column("knowledge", WORDS, nullable=False),
        sa.Column("settings", WORDS, nullable=False),
        sa.Column("started_at", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_runs")),
    )


def _state() -> None:
    op.create_table(
        "state",
        sa.Column("key", WORDS, nullable=False),
        sa.Column("value", WORDS, nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_state")),
        sqlite_with_rowid=False,
    )


def _accounts() -> None:
    op.create_table(
        "accounts",
        sa.Column("event_id", WORDS, nullable=False),
        sa.Column("field_position", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("field", WORDS, nullable=False),
        sa.Column("account", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["event_id"], ["events.id"], name=op.f("fk_accounts_event_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("event_id", "field_position", "position", name=op.f("pk_accounts")),
        sqlite_with_rowid=False,
    )


def _articles() -> None:
    op.create_table(
        "articles",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("id", WORDS, nullable=False),
        sa.Column("capture_id", WORDS, nullable=False),
        sa.Column("kind", WORDS, nullable=False),
        sa.Column("title", WORDS, nullable=True),
        sa.Column("text", WORDS, nullable=False),
        sa.Column("text_sha256", WORDS, nullable=False),
        sa.Column("offsets", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["capture_id"], ["captures.id"], name=op.f("fk_articles_capture_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_articles")),
        sa.UniqueConstraint("id", name=op.f("uq_articles_id")),
    )
    op.create_index(op.f("ix_articles_capture_id"), "articles", ["capture_id"], unique=False)


def _contradictions() -> None:
    op.create_table(
        "contradictions",
        sa.Column("event_id", WORDS, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("field", WORDS, nullable=False),
        sa.Column("reason", WORDS, nullable=False),
        sa.Column("accounts", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["events.id"], name=op.f("fk_contradictions_event_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("event_id", "position", name=op.f("pk_contradictions")),
        sqlite_with_rowid=False,
    )


def _memberships() -> None:
    op.create_table(
        "memberships",
        sa.Column("actor_id", WORDS, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", WORDS, nullable=False),
        sa.Column("other", WORDS, nullable=False),
        sa.Column("held", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["actor_id"], ["actors.id"], name=op.f("fk_memberships_actor_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("actor_id", "position", name=op.f("pk_memberships")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_memberships_other"), "memberships", ["other"], unique=False)


def _names() -> None:
    op.create_table(
        "names",
        sa.Column("actor_id", WORDS, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", WORDS, nullable=False),
        sa.Column("folded", WORDS, nullable=False),
        sa.Column("language", WORDS, nullable=False),
        sa.Column("held", sa.Text(), nullable=False),
        sa.Column("ambiguous", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["actor_id"], ["actors.id"], name=op.f("fk_names_actor_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("actor_id", "position", name=op.f("pk_names")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_names_folded"), "names", ["folded"], unique=False)


def _place_names() -> None:
    op.create_table(
        "place_names",
        sa.Column("place_id", WORDS, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", WORDS, nullable=False),
        sa.Column("folded", WORDS, nullable=False),
        sa.ForeignKeyConstraint(["place_id"], ["places.id"], name=op.f("fk_place_names_place_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("place_id", "position", name=op.f("pk_place_names")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_place_names_folded"), "place_names", ["folded"], unique=False)


def _place_within() -> None:
    op.create_table(
        "place_within",
        sa.Column("place_id", WORDS, nullable=False),
        sa.Column("whole", WORDS, nullable=False),
        sa.ForeignKeyConstraint(["place_id"], ["places.id"], name=op.f("fk_place_within_place_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("place_id", "whole", name=op.f("pk_place_within")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_place_within_whole"), "place_within", ["whole"], unique=False)


def _posts() -> None:
    op.create_table(
        "posts",
        sa.Column("actor_id", WORDS, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", WORDS, nullable=False),
        sa.Column("organisation", WORDS, nullable=True),
        sa.Column("held", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["actor_id"], ["actors.id"], name=op.f("fk_posts_actor_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("actor_id", "position", name=op.f("pk_posts")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_posts_organisation"), "posts", ["organisation"], unique=False)


def _renderings() -> None:
    op.create_table(
        "renderings",
        sa.Column("capture_id", WORDS, nullable=False),
        sa.Column("digest", WORDS, nullable=False),
        sa.Column("text_sha256", WORDS, nullable=False),
        sa.Column("text", sa.LargeBinary(), nullable=False),
        sa.Column("blocks", sa.LargeBinary(), nullable=False),
        sa.Column("metadata", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["capture_id"], ["captures.id"], name=op.f("fk_renderings_capture_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("capture_id", "digest", name=op.f("pk_renderings")),
    )


def _copy_members() -> None:
    op.create_table(
        "copy_members",
        sa.Column("group_id", WORDS, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("article_id", WORDS, nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"], ["articles.id"], name=op.f("fk_copy_members_article_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["group_id"], ["copy_groups.id"], name=op.f("fk_copy_members_group_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("group_id", "position", name=op.f("pk_copy_members")),
        sa.UniqueConstraint("article_id", name=op.f("uq_copy_members_article_id")),
        sqlite_with_rowid=False,
    )


def _copy_shares() -> None:
    op.create_table(
        "copy_shares",
        sa.Column("group_id", WORDS, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("article_id", WORDS, nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("other_id", WORDS, nullable=False),
        sa.Column("other_start", sa.Integer(), nullable=False),
        sa.Column("other_end", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"], ["articles.id"], name=op.f("fk_copy_shares_article_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["group_id"], ["copy_groups.id"], name=op.f("fk_copy_shares_group_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["other_id"], ["articles.id"], name=op.f("fk_copy_shares_other_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("group_id", "position", name=op.f("pk_copy_shares")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_copy_shares_article_id"), "copy_shares", ["article_id"], unique=False)
    op.create_index(op.f("ix_copy_shares_other_id"), "copy_shares", ["other_id"], unique=False)


def _readings() -> None:
    op.create_table(
        "readings",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("capture_id", WORDS, nullable=False),
        sa.Column("run_id", WORDS, nullable=False),
        sa.Column("rendering", WORDS, nullable=False),
        sa.Column("given", sa.Text(), nullable=False),
        sa.Column("is_newest", sa.Boolean(), nullable=False),
        sa.Column("read_at", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["capture_id", "rendering"],
            ["renderings.capture_id", "renderings.digest"],
            name=op.f("fk_readings_capture_id_rendering"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["capture_id"], ["captures.id"], name=op.f("fk_readings_capture_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["run_id"], ["runs.id"], name=op.f("fk_readings_run_id")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_readings")),
        sa.UniqueConstraint("capture_id", "run_id", name=op.f("uq_readings_capture_id_run_id")),
    )
    op.create_index(op.f("ix_readings_is_newest_number"), "readings", ["is_newest", "number"], unique=False)
    op.create_index(op.f("ix_readings_run_id"), "readings", ["run_id"], unique=False)


def _article_readings() -> None:
    op.create_table(
        "article_readings",
        sa.Column("reading", sa.Integer(), nullable=False),
        sa.Column("article_id", WORDS, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", WORDS, nullable=True),
        sa.Column("publisher", sa.Text(), nullable=True),
        sa.Column("publisher_name", WORDS, nullable=True),
        sa.Column("publisher_domain", WORDS, nullable=True),
        sa.Column("credited_to", sa.Text(), nullable=True),
        sa.Column("author", WORDS, nullable=True),
        sa.Column("published", sa.Text(), nullable=False),
        sa.Column("is_dated", sa.Boolean(), nullable=False),
        sa.Column("published_start", sa.Date(), nullable=True),
        sa.Column("published_end", sa.Date(), nullable=True),
        sa.Column("language", WORDS, nullable=True),
        sa.Column("body", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"], ["articles.id"], name=op.f("fk_article_readings_article_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["reading"], ["readings.number"], name=op.f("fk_article_readings_reading"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("reading", "article_id", name=op.f("pk_article_readings")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_article_readings_article_id"), "article_readings", ["article_id"], unique=False)
    op.create_index(
        op.f("ix_article_readings_publisher_domain"), "article_readings", ["publisher_domain"], unique=False
    )
    op.create_index(op.f("ix_article_readings_publisher_name"), "article_readings", ["publisher_name"], unique=False)


def _set_aside() -> None:
    op.create_table(
        "set_aside",
        sa.Column("reading", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", WORDS, nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["reading"], ["readings.number"], name=op.f("fk_set_aside_reading"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("reading", "position", name=op.f("pk_set_aside")),
        sqlite_with_rowid=False,
    )


def _mentions() -> None:
    op.create_table(
        "mentions",
        sa.Column("reading", sa.Integer(), nullable=False),
        sa.Column("id", WORDS, nullable=False),
        sa.Column("article_id", WORDS, nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("kind", WORDS, nullable=False),
        sa.Column("text", WORDS, nullable=False),
        sa.Column("folded", WORDS, nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("basis", WORDS, nullable=False),
        sa.Column("head_start", sa.Integer(), nullable=True),
        sa.Column("head_end", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["reading", "article_id"],
            ["article_readings.reading", "article_readings.article_id"],
            name=op.f("fk_mentions_reading_article_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("reading", "id", name=op.f("pk_mentions")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_mentions_folded"), "mentions", ["folded"], unique=False)
    op.create_index(op.f("ix_mentions_id"), "mentions", ["id"], unique=False)
    op.create_index(op.f("ix_mentions_reading_article_id"), "mentions", ["reading", "article_id"], unique=False)


def _passages() -> None:
    op.create_table(
        "passages",
        sa.Column("reading", sa.Integer(), nullable=False),
        sa.Column("article_id", WORDS, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", WORDS, nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["reading", "article_id"],
            ["article_readings.reading", "article_readings.article_id"],
            name=op.f("fk_passages_reading_article_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("reading", "article_id", "position", name=op.f("pk_passages")),
        sqlite_with_rowid=False,
    )


def _attributions() -> None:
    op.create_table(
        "attributions",
        sa.Column("reading", sa.Integer(), nullable=False),
        sa.Column("id", WORDS, nullable=False),
        sa.Column("article_id", WORDS, nullable=False),
        sa.Column("source", WORDS, nullable=True),
        sa.Column("cue_start", sa.Integer(), nullable=True),
        sa.Column("cue_end", sa.Integer(), nullable=True),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("form", WORDS, nullable=False),
        sa.Column("parent", WORDS, nullable=True),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("basis", WORDS, nullable=False),
        sa.ForeignKeyConstraint(
            ["reading", "article_id"],
            ["article_readings.reading", "article_readings.article_id"],
            name=op.f("fk_attributions_reading_article_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["reading", "source"],
            ["mentions.reading", "mentions.id"],
            name=op.f("fk_attributions_reading_source"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("reading", "id", name=op.f("pk_attributions")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_attributions_reading_article_id"), "attributions", ["reading", "article_id"], unique=False)
    op.create_index(op.f("ix_attributions_source_reading"), "attributions", ["source", "reading"], unique=False)


def _claims() -> None:
    op.create_table(
        "claims",
        sa.Column("id", WORDS, nullable=False),
        sa.Column("reading", sa.Integer(), nullable=False),
        sa.Column("article_id", WORDS, nullable=False),
        sa.Column("run_id", WORDS, nullable=False),
        sa.Column("statement_key", WORDS, nullable=False),
        sa.Column("event_type", WORDS, nullable=False),
        sa.Column("mode", sa.Text(), nullable=False),
        sa.Column("contexts", sa.Text(), nullable=False),
        sa.Column("factuality", WORDS, nullable=False),
        sa.Column("stance", WORDS, nullable=False),
        sa.Column("background", sa.Boolean(), nullable=False),
        sa.Column("place", WORDS, nullable=True),
        sa.Column("occurred", sa.Text(), nullable=True),
        sa.Column("is_dated", sa.Boolean(), nullable=False),
        sa.Column("when_start", sa.Date(), nullable=True),
        sa.Column("when_end", sa.Date(), nullable=True),
        sa.Column("quantities", sa.Text(), nullable=False),
        sa.Column("trigger_start", sa.Integer(), nullable=False),
        sa.Column("trigger_end", sa.Integer(), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("basis", WORDS, nullable=False),
        sa.ForeignKeyConstraint(
            ["reading", "article_id"],
            ["article_readings.reading", "article_readings.article_id"],
            name=op.f("fk_claims_reading_article_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["reading", "place"],
            ["mentions.reading", "mentions.id"],
            name=op.f("fk_claims_reading_place"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["run_id"], ["runs.id"], name=op.f("fk_claims_run_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claims")),
    )
    op.create_index(op.f("ix_claims_event_type"), "claims", ["event_type"], unique=False)
    op.create_index(op.f("ix_claims_place_reading"), "claims", ["place", "reading"], unique=False)
    op.create_index(
        op.f("ix_claims_reading_article_id_trigger_start"),
        "claims",
        ["reading", "article_id", "trigger_start"],
        unique=False,
    )
    op.create_index(op.f("ix_claims_run_id"), "claims", ["run_id"], unique=False)
    op.create_index(op.f("ix_claims_statement_key"), "claims", ["statement_key"], unique=False)
    op.create_index(op.f("ix_claims_when_start"), "claims", ["when_start"], unique=False)


def _relations() -> None:
    op.create_table(
        "relations",
        sa.Column("id", WORDS, nullable=False),
        sa.Column("reading", sa.Integer(), nullable=False),
        sa.Column("article_id", WORDS, nullable=False),
        sa.Column("run_id", WORDS, nullable=False),
        sa.Column("kind", WORDS, nullable=False),
        sa.Column("subject", WORDS, nullable=False),
        sa.Column("object", WORDS, nullable=False),
        sa.Column("post", WORDS, nullable=True),
        sa.Column("held", sa.Text(), nullable=True),
        sa.Column("is_dated", sa.Boolean(), nullable=False),
        sa.Column("when_start", sa.Date(), nullable=True),
        sa.Column("when_end", sa.Date(), nullable=True),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("basis", WORDS, nullable=False),
        sa.ForeignKeyConstraint(
            ["reading", "article_id"],
            ["article_readings.reading", "article_readings.article_id"],
            name=op.f("fk_relations_reading_article_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["reading", "object"],
            ["mentions.reading", "mentions.id"],
            name=op.f("fk_relations_reading_object"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["reading", "subject"],
            ["mentions.reading", "mentions.id"],
            name=op.f("fk_relations_reading_subject"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["run_id"], ["runs.id"], name=op.f("fk_relations_run_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_relations")),
    )
    op.create_index(op.f("ix_relations_object_reading"), "relations", ["object", "reading"], unique=False)
    op.create_index(op.f("ix_relations_reading_article_id"), "relations", ["reading", "article_id"], unique=False)
    op.create_index(op.f("ix_relations_run_id"), "relations", ["run_id"], unique=False)
    op.create_index(op.f("ix_relations_subject_reading"), "relations", ["subject", "reading"], unique=False)


def _times() -> None:
    op.create_table(
        "times",
        sa.Column("reading", sa.Integer(), nullable=False),
        sa.Column("mention_id", WORDS, nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("start", sa.Date(), nullable=True),
        sa.Column("end", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["reading", "mention_id"],
            ["mentions.reading", "mentions.id"],
            name=op.f("fk_times_reading_mention_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("reading", "mention_id", name=op.f("pk_times")),
        sqlite_with_rowid=False,
    )


def _claim_corrections() -> None:
    op.create_table(
        "claim_corrections",
        sa.Column("claim_id", WORDS, nullable=False),
        sa.Column("is_rejected", sa.Boolean(), nullable=False),
        sa.Column("event_type", WORDS, nullable=True),
        sa.Column("factuality", WORDS, nullable=True),
        sa.Column("stance", WORDS, nullable=True),
        sa.Column("background", sa.Boolean(), nullable=True),
        sa.Column("mode", sa.Text(), nullable=True),
        sa.Column("contexts", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["claim_id"], ["claims.id"], name=op.f("fk_claim_corrections_claim_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("claim_id", name=op.f("pk_claim_corrections")),
    )


def _claim_participants() -> None:
    op.create_table(
        "claim_participants",
        sa.Column("claim_id", WORDS, nullable=False),
        sa.Column("role", WORDS, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("reading", sa.Integer(), nullable=False),
        sa.Column("mention_id", WORDS, nullable=False),
        sa.ForeignKeyConstraint(
            ["claim_id"], ["claims.id"], name=op.f("fk_claim_participants_claim_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["reading", "mention_id"],
            ["mentions.reading", "mentions.id"],
            name=op.f("fk_claim_participants_reading_mention_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("claim_id", "role", "position", name=op.f("pk_claim_participants")),
        sqlite_with_rowid=False,
    )
    op.create_index(
        op.f("ix_claim_participants_mention_id_reading"), "claim_participants", ["mention_id", "reading"], unique=False
    )


def _claim_voices() -> None:
    op.create_table(
        "claim_voices",
        sa.Column("claim_id", WORDS, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("reading", sa.Integer(), nullable=False),
        sa.Column("kind", WORDS, nullable=False),
        sa.Column("text", WORDS, nullable=False),
        sa.Column("folded", WORDS, nullable=False),
        sa.Column("start", sa.Integer(), nullable=True),
        sa.Column("end", sa.Integer(), nullable=True),
        sa.Column("mention_id", WORDS, nullable=True),
        sa.Column("cue", WORDS, nullable=True),
        sa.Column("cue_start", sa.Integer(), nullable=True),
        sa.Column("cue_end", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["claim_id"], ["claims.id"], name=op.f("fk_claim_voices_claim_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["reading", "mention_id"],
            ["mentions.reading", "mentions.id"],
            name=op.f("fk_claim_voices_reading_mention_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("claim_id", "position", name=op.f("pk_claim_voices")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_claim_voices_folded"), "claim_voices", ["folded"], unique=False)
    op.create_index(op.f("ix_claim_voices_mention_id_reading"), "claim_voices", ["mention_id", "reading"], unique=False)


def _event_claims() -> None:
    op.create_table(
        "event_claims",
        sa.Column("event_id", WORDS, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("claim_id", WORDS, nullable=False),
        sa.ForeignKeyConstraint(["claim_id"], ["claims.id"], name=op.f("fk_event_claims_claim_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["event_id"], ["events.id"], name=op.f("fk_event_claims_event_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("event_id", "position", name=op.f("pk_event_claims")),
        sa.UniqueConstraint("claim_id", name=op.f("uq_event_claims_claim_id")),
        sqlite_with_rowid=False,
    )


def _relation_voices() -> None:
    op.create_table(
        "relation_voices",
        sa.Column("relation_id", WORDS, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("reading", sa.Integer(), nullable=False),
        sa.Column("kind", WORDS, nullable=False),
        sa.Column("text", WORDS, nullable=False),
        sa.Column("folded", WORDS, nullable=False),
        sa.Column("start", sa.Integer(), nullable=True),
        sa.Column("end", sa.Integer(), nullable=True),
        sa.Column("mention_id", WORDS, nullable=True),
        sa.Column("cue", WORDS, nullable=True),
        sa.Column("cue_start", sa.Integer(), nullable=True),
        sa.Column("cue_end", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["reading", "mention_id"],
            ["mentions.reading", "mentions.id"],
            name=op.f("fk_relation_voices_reading_mention_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["relation_id"], ["relations.id"], name=op.f("fk_relation_voices_relation_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("relation_id", "position", name=op.f("pk_relation_voices")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_relation_voices_folded"), "relation_voices", ["folded"], unique=False)
    op.create_index(
        op.f("ix_relation_voices_mention_id_reading"), "relation_voices", ["mention_id", "reading"], unique=False
    )


# In the order in which they point at one another.
TABLES = (
    _actors,
    _captures,
    _copy_groups,
    _event_redirects,
    _events,
    _forgotten,
    _issues,
    _judgements,
    _mention_links,
    _places,
    _reviews,
    _runs,
    _state,
    _accounts,
    _articles,
    _contradictions,
    _memberships,
    _names,
    _place_names,
    _place_within,
    _posts,
    _renderings,
    _copy_members,
    _copy_shares,
    _readings,
    _article_readings,
    _set_aside,
    _mentions,
    _passages,
    _attributions,
    _claims,
    _relations,
    _times,
    _claim_corrections,
    _claim_participants,
    _claim_voices,
    _event_claims,
    _relation_voices,
)
