"""The tables of a record, alike on SQLite and PostgreSQL.

What one run made of one capture is a *reading*: articles' titles and dates, mentions, claims and relations hang on its
number, so that a later run adds its own and moves nothing. Listings take each capture's newest reading. Derived
tables say so; each can be thrown away and made again from the others.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    Float,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    UniqueConstraint,
    false,
    text,
    true,
)

from onrecord.store.columns import Json, Moment, Packed, Words

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _words(name: str, **options: Any) -> Column[str]:
    return Column(name, Words(), nullable=options.pop("nullable", False), **options)


def _whole(name: str, **options: Any) -> Column[int]:
    return Column(name, Integer, nullable=options.pop("nullable", False), **options)


def _json(name: str, **options: Any) -> Column[Any]:
    return Column(name, Json(), nullable=options.pop("nullable", False), **options)


def _flag(name: str) -> Column[bool]:
    return Column(name, Boolean, nullable=False)


def _yes(name: str) -> Column[bool]:
    return Column(name, Boolean, nullable=False, server_default=true())


def _no(name: str) -> Column[bool]:
    return Column(name, Boolean, nullable=False, server_default=false())


def _part_of(column: str, target: str, **options: Any) -> Column[Any]:
    kind = Integer if target.endswith(".number") else Words()
    return Column(column, kind, ForeignKey(target, ondelete="CASCADE"), nullable=False, **options)


def _mention_keys(*columns: str) -> list[ForeignKeyConstraint]:
    return [
        ForeignKeyConstraint(["reading", column], ["mentions.reading", "mentions.id"], ondelete="CASCADE")
        for column in columns
    ]


runs = Table(
    "runs",
    metadata,
    _words("id", primary_key=True),
    _words("program"),
    _words("model"),
    _words("knowledge"),
    _words("settings"),
    Column("started_at", Moment()),
)

captures = Table(
    "captures",
    metadata,
    _words("id", primary_key=True),
    _words("source"),  # URL, else path, else id: what listings are ordered by
    _words("path", nullable=True),
    _words("url", nullable=True),
    _words("sha256", index=True),
    Column("retrieved_at", Moment()),
    _words("media_type"),
    _words("encoding", nullable=True),
    _whole("size"),
    Column("content", Packed(), nullable=False),
    Column("added_at", Moment(), nullable=False),
    Index(None, "source", "id"),
    Index(None, "url"),
)

# The text that one version of the program made from a capture's bytes, with what its tags told.
renderings = Table(
    "renderings",
    metadata,
    _part_of("capture_id", "captures.id"),
    _words("digest"),
    _words("text_sha256"),
    Column("text", Packed(), nullable=False),
    Column("blocks", Packed(), nullable=False),
    Column("metadata", Packed(), nullable=False),
    PrimaryKeyConstraint("capture_id", "digest"),
)

readings = Table(
    "readings",
    metadata,
    _whole("number", primary_key=True),
    _part_of("capture_id", "captures.id"),
    Column("run_id", Words(), ForeignKey("runs.id"), nullable=False, index=True),
    _words("rendering"),
    _json("given"),
    _flag("is_newest"),
    Column("read_at", Moment(), nullable=False),
    UniqueConstraint("capture_id", "run_id"),
    ForeignKeyConstraint(
        ["capture_id", "rendering"], ["renderings.capture_id", "renderings.digest"], ondelete="CASCADE"
    ),
    Index(None, "is_newest", "number"),
)

articles = Table(
    "articles",
    metadata,
    _whole("number", primary_key=True),
    _words("id", unique=True),
    _part_of("capture_id", "captures.id", index=True),
    _words("kind"),
    _words("title", nullable=True),  # the newest reading's, here for the full-text index
    _words("text"),
    _words("text_sha256"),
    _json("offsets"),
)

article_readings = Table(
    "article_readings",
    metadata,
    _part_of("reading", "readings.number"),
    _part_of("article_id", "articles.id", index=True),
    _whole("position"),
    _words("title", nullable=True),
    _json("publisher", nullable=True),
    _words("publisher_name", nullable=True, index=True),  # folded
    _words("publisher_domain", nullable=True, index=True),
    _json("credited_to", nullable=True),
    _words("author", nullable=True),
    _json("published"),
    _flag("is_dated"),
    Column("published_start", Date),
    Column("published_end", Date),
    _words("language", nullable=True),
    _json("body"),
    PrimaryKeyConstraint("reading", "article_id"),
    sqlite_with_rowid=False,
)


def _of_article() -> ForeignKeyConstraint:
    return ForeignKeyConstraint(
        ["reading", "article_id"], ["article_readings.reading", "article_readings.article_id"], ondelete="CASCADE"
    )


passages = Table(
    "passages",
    metadata,
    _whole("reading"),
    _words("article_id"),
    _whole("position"),
    _words("kind"),
    _whole("start"),
    _whole("end"),
    PrimaryKeyConstraint("reading", "article_id", "position"),
    _of_article(),
    sqlite_with_rowid=False,
)

set_aside = Table(
    "set_aside",
    metadata,
    _part_of("reading", "readings.number"),
    _whole("position"),
    _words("kind"),
    _whole("start"),
    _whole("end"),
    PrimaryKeyConstraint("reading", "position"),
    sqlite_with_rowid=False,
)

mentions = Table(
    "mentions",
    metadata,
    _whole("reading"),
    _words("id"),
    _words("article_id"),
    _whole("start"),
    _whole("end"),
    _words("kind"),
    _words("text"),
    _words("folded"),
    Column("score", Float, nullable=False),
    _words("basis"),
    _whole("head_start", nullable=True),
    _whole("head_end", nullable=True),
    PrimaryKeyConstraint("reading", "id"),
    _of_article(),
    Index(None, "id"),
    Index(None, "folded"),
    Index(None, "reading", "article_id"),
    sqlite_with_rowid=False,
)

times = Table(
    "times",
    metadata,
    _whole("reading"),
    _words("mention_id"),
    _json("value"),
    Column("start", Date),
    Column("end", Date),
    PrimaryKeyConstraint("reading", "mention_id"),
    *_mention_keys("mention_id"),
    sqlite_with_rowid=False,
)

attributions = Table(
    "attributions",
    metadata,
    _whole("reading"),
    _words("id"),
    _words("article_id"),
    _words("source", nullable=True),
    _whole("cue_start", nullable=True),
    _whole("cue_end", nullable=True),
    _json("content"),
    _words("form"),
    _words("parent", nullable=True),
    Column("score", Float, nullable=False),
    _words("basis"),
    PrimaryKeyConstraint("reading", "id"),
    _of_article(),
    *_mention_keys("source"),
    Index(None, "reading", "article_id"),
    Index(None, "source", "reading"),
    sqlite_with_rowid=False,
)


def _both_ways() -> tuple[Column[bool], ...]:
    """Whether the program read a row, and whether it stands: people's corrections put others in its place.

    Both are derived from reviews; a row that the program read never changes but for `stands`.
    """
    return _yes("is_read"), _yes("stands")


claims = Table(
    "claims",
    metadata,
    _words("id", primary_key=True),
    _whole("reading"),
    _words("article_id"),
    Column("run_id", Words(), ForeignKey("runs.id"), nullable=False, index=True),
    _words("statement_key", index=True),  # the claim's id but for its run: the same statement read again
    _words("event_type", index=True),
    _json("mode"),
    _json("contexts"),
    _words("factuality"),
    _words("stance"),
    _flag("background"),
    _words("place", nullable=True),
    _json("occurred", nullable=True),
    _flag("is_dated"),  # the next two: when it happened, else when it was published
    Column("when_start", Date),
    Column("when_end", Date),
    _json("quantities"),
    _whole("trigger_start"),
    _whole("trigger_end"),
    _json("evidence"),
    Column("confidence", Float, nullable=False),
    _words("basis"),
    _yes("is_read"),  # False for a claim that a person added: derived from reviews
    _of_article(),
    *_mention_keys("place"),
    Index(None, "reading", "article_id", "trigger_start"),
    Index(None, "place", "reading"),
    Index(None, "when_start"),
    Index(None, "confidence"),
)

claim_participants = Table(
    "claim_participants",
    metadata,
    _part_of("claim_id", "claims.id"),
    _words("role"),
    _whole("position"),
    _whole("reading"),
    _words("mention_id"),
    *_both_ways(),
    PrimaryKeyConstraint("claim_id", "role", "position"),
    *_mention_keys("mention_id"),
    Index(None, "mention_id", "reading"),
    sqlite_with_rowid=False,
)

relations = Table(
    "relations",
    metadata,
    _words("id", primary_key=True),
    _whole("reading"),
    _words("article_id"),
    Column("run_id", Words(), ForeignKey("runs.id"), nullable=False, index=True),
    _words("kind"),
    _words("subject"),
    _words("object"),
    _words("post", nullable=True),
    _json("held", nullable=True),
    _flag("is_dated"),  # the next two: when it held, else when it was published
    Column("when_start", Date),
    Column("when_end", Date),
    _json("evidence"),
    Column("confidence", Float, nullable=False),
    _words("basis"),
    _of_article(),
    *_mention_keys("subject", "object"),
    Index(None, "reading", "article_id"),
    Index(None, "subject", "reading"),
    Index(None, "object", "reading"),
)


def _voices(name: str, owner: str, target: str) -> Table:
    return Table(
        name,
        metadata,
        _part_of(owner, target),
        _whole("position"),
        _whole("reading"),
        _words("kind"),
        _words("text"),
        _words("folded"),
        _whole("start", nullable=True),
        _whole("end", nullable=True),
        _words("mention_id", nullable=True),
        _words("cue", nullable=True),
        _whole("cue_start", nullable=True),
        _whole("cue_end", nullable=True),
        *_both_ways(),
        PrimaryKeyConstraint(owner, "position"),
        *_mention_keys("mention_id"),
        Index(None, "mention_id", "reading"),
        Index(None, "folded"),
        sqlite_with_rowid=False,
    )


claim_voices = _voices("claim_voices", "claim_id", "claims.id")
relation_voices = _voices("relation_voices", "relation_id", "relations.id")

# Whom and what mentions were judged to name, as the knowledge base described them when it was read.
actors = Table(
    "actors",
    metadata,
    _words("id", primary_key=True),
    _words("name"),
    _words("kind"),
    _words("sector", nullable=True),
    _words("country", nullable=True, index=True),
    _words("code", nullable=True),
    _words("wikidata", nullable=True),
    _words("note", nullable=True),
    _flag("local"),
    _words("digest"),
)

names = Table(
    "names",
    metadata,
    _part_of("actor_id", "actors.id"),
    _whole("position"),  # 0 is the actor's own name, the rest are aliases in order
    _words("name"),
    _words("folded", index=True),
    _words("language"),
    _json("held"),
    _flag("ambiguous"),
    PrimaryKeyConstraint("actor_id", "position"),
    sqlite_with_rowid=False,
)

posts = Table(
    "posts",
    metadata,
    _part_of("actor_id", "actors.id"),
    _whole("position"),
    _words("title"),
    _words("organisation", nullable=True, index=True),
    _json("held"),
    PrimaryKeyConstraint("actor_id", "position"),
    sqlite_with_rowid=False,
)

memberships = Table(
    "memberships",
    metadata,
    _part_of("actor_id", "actors.id"),
    _whole("position"),
    _words("kind"),
    _words("other", index=True),
    _json("held"),
    PrimaryKeyConstraint("actor_id", "position"),
    sqlite_with_rowid=False,
)

places = Table(
    "places",
    metadata,
    _words("id", primary_key=True),
    _words("name"),
    _words("country", nullable=True, index=True),
    _words("admin1", nullable=True),
    Column("latitude", Float),
    Column("longitude", Float),
    _words("feature"),
    _whole("population", nullable=True),
    _whole("precision"),
    _whole("geonames", nullable=True),
    _json("parents"),
    _words("digest"),
)

place_names = Table(
    "place_names",
    metadata,
    _part_of("place_id", "places.id"),
    _whole("position"),  # 0 is the place's own name, the rest are aliases in order
    _words("name"),
    _words("folded", index=True),
    PrimaryKeyConstraint("place_id", "position"),
    sqlite_with_rowid=False,
)

# A place stands in itself and in each of its parents.
place_within = Table(
    "place_within",
    metadata,
    _part_of("place_id", "places.id"),
    _words("whole", index=True),
    PrimaryKeyConstraint("place_id", "whole"),
    sqlite_with_rowid=False,
)

judgements = Table(
    "judgements",
    metadata,
    _whole("number", primary_key=True),
    _words("id"),
    _words("kind"),
    _words("left_id", index=True),
    _words("right_id", index=True),
    _words("verdict"),
    Column("score", Float, nullable=False),
    _words("reason"),
    _words("left_value"),
    _words("right_value"),
    _words("decided_by"),
    Column("decided_at", Moment(), nullable=False),
    Column("withdrawn_at", Moment()),
    _words("withdrawn_by", nullable=True),
    Index(
        "uq_judgements_standing",
        "id",
        unique=True,
        sqlite_where=text("withdrawn_at IS NULL"),
        postgresql_where=text("withdrawn_at IS NULL"),
    ),
    Index(None, "kind", "verdict"),
)

# Derived from judgements: the one actor or place that each mention names ("same"), or those between which it is open.
mention_links = Table(
    "mention_links",
    metadata,
    _words("mention_id"),
    _words("kind"),
    _words("target"),
    _words("verdict"),
    _whole("position"),
    PrimaryKeyConstraint("mention_id", "kind", "target"),
    Index(None, "target", "kind"),
    sqlite_with_rowid=False,
)

reviews = Table(
    "reviews",
    metadata,
    _words("id", primary_key=True),
    _words("object_id", index=True),
    _words("statement_key", nullable=True, index=True),
    _words("field"),
    _words("before", nullable=True),
    _words("after", nullable=True),
    _words("note", nullable=True),
    _words("decided_by"),
    Column("decided_at", Moment(), nullable=False),
    Column("withdrawn_at", Moment()),
    _json("told", nullable=True),  # of a claim: what it said then, so that it can be kept where a new run misses it
)

# Derived from standing reviews: what people changed on a claim; None where the machine's value stands.
claim_corrections = Table(
    "claim_corrections",
    metadata,
    _part_of("claim_id", "claims.id", primary_key=True),
    _flag("is_rejected"),
    _words("event_type", nullable=True),
    _words("factuality", nullable=True),
    _words("stance", nullable=True),
    Column("background", Boolean),
    _json("mode", nullable=True),
    _json("contexts", nullable=True),
    _words("status", nullable=True),
    _no("sets_place"),
    _words("place", nullable=True, index=True),
    _no("sets_occurred"),
    _json("occurred", nullable=True),
    Column("is_dated", Boolean),
    Column("when_start", Date),
    Column("when_end", Date),
    _json("quantities", nullable=True),
)

# Derived: the claim of the newest readings that each claim which people decided on, of whatever reading, now is.
claim_heirs = Table(
    "claim_heirs",
    metadata,
    _words("object_id", primary_key=True),
    _part_of("claim_id", "claims.id", index=True),
    sqlite_with_rowid=False,
)

# Derived from standing reviews: what people changed on an article; None where the page's own stands.
article_corrections = Table(
    "article_corrections",
    metadata,
    _part_of("article_id", "articles.id", primary_key=True),
    _json("publisher", nullable=True),
    _words("publisher_name", nullable=True, index=True),  # folded
    _words("publisher_domain", nullable=True),
    _json("published", nullable=True),
    Column("is_dated", Boolean),
    Column("published_start", Date),
    Column("published_end", Date),
    sqlite_with_rowid=False,
)

# One action of a person. `can_redo` is True for one that was undone and may be done again.
changes = Table(
    "changes",
    metadata,
    _whole("number", primary_key=True),
    _words("by", index=True),
    Column("at", Moment(), nullable=False),
    _words("words"),
    Column("undone_at", Moment()),
    _words("undone_by", nullable=True),
    _no("can_redo"),
)

# The reviews and judgements that a change put down, and with `is_withdrawal` those it took back.
change_rows = Table(
    "change_rows",
    metadata,
    _part_of("change", "changes.number"),
    _whole("position"),
    Column("review", Words(), ForeignKey("reviews.id", ondelete="CASCADE"), index=True),
    Column("judgement", Integer, ForeignKey("judgements.number", ondelete="CASCADE"), index=True),
    _flag("is_withdrawal"),
    PrimaryKeyConstraint("change", "position"),
    sqlite_with_rowid=False,
)

# Derived from claims and judgements, as are the four tables after it.
events = Table(
    "events",
    metadata,
    _words("id", primary_key=True),
    _words("event_type", index=True),
    _json("mode"),
    _json("contexts"),
    _words("factuality"),
    _json("actors"),
    _json("recipients"),
    _json("place", nullable=True),
    _flag("is_dated"),
    Column("occurred_start", Date, index=True),
    Column("occurred_end", Date),
    _words("precision", nullable=True),
    _json("quantities"),
    _flag("background"),
    _whole("articles"),
    _whole("publishers"),
    _whole("independent_voices"),
    _json("independence"),
    _words("agreement"),
)

event_claims = Table(
    "event_claims",
    metadata,
    _part_of("event_id", "events.id"),
    _whole("position"),
    _part_of("claim_id", "claims.id", unique=True),
    PrimaryKeyConstraint("event_id", "position"),
    sqlite_with_rowid=False,
)

accounts = Table(
    "accounts",
    metadata,
    _part_of("event_id", "events.id"),
    _whole("field_position"),
    _whole("position"),
    _words("field"),
    _json("account", nullable=True),  # None for a field on which no claim gives a value
    PrimaryKeyConstraint("event_id", "field_position", "position"),
    sqlite_with_rowid=False,
)

contradictions = Table(
    "contradictions",
    metadata,
    _part_of("event_id", "events.id"),
    _whole("position"),
    _words("field"),
    _words("reason"),
    _json("accounts"),
    PrimaryKeyConstraint("event_id", "position"),
    sqlite_with_rowid=False,
)

event_redirects = Table(
    "event_redirects",
    metadata,
    _words("old_id", primary_key=True),
    _words("new_id", index=True),
)

# When an event ceased to be, so that those who took it over can let go of it; nothing of what it told.
event_ends = Table(
    "event_ends",
    metadata,
    _words("event_id", primary_key=True),
    Column("ended_at", Moment(), nullable=False, index=True),
)

# Derived: what the merger keeps of claims, so that a new page is compared with its neighbourhood alone.
tellings = Table(
    "tellings",
    metadata,
    _words("id", primary_key=True),
    _words("rank"),
    _json("blocks"),
    Column("at", BigInteger, nullable=False),
    Column("facets", Packed(), nullable=False),
)

# Who tells it. Without a foreign key: what a claim told is still to be taken out when the claim is gone.
told = Table(
    "told",
    metadata,
    _words("claim_id", primary_key=True),
    _words("article_id", index=True),
    _words("telling", index=True),
)

telling_blocks = Table(
    "telling_blocks",
    metadata,
    Column("key", BigInteger, nullable=False),
    Column("at", BigInteger, nullable=False),
    _words("telling"),
    PrimaryKeyConstraint("key", "at", "telling"),
    sqlite_with_rowid=False,
)

telling_pairs = Table(
    "telling_pairs",
    metadata,
    _words("one"),
    _words("other", index=True),
    Column("points", Float, nullable=False),
    _words("reason"),
    PrimaryKeyConstraint("one", "other"),
    sqlite_with_rowid=False,
)

# Articles whose claims changed, or what these rest on, since events were last built.
unmerged = Table("unmerged", metadata, _words("article_id", primary_key=True), sqlite_with_rowid=False)

issues = Table(
    "issues",
    metadata,
    _words("id", primary_key=True),
    _words("item", index=True),
    _words("stage"),
    _words("code"),
    _words("message"),
    _flag("refused"),
    _words("capture_id", nullable=True, index=True),
    _words("article_id", nullable=True),
    _whole("start", nullable=True),
    _whole("end", nullable=True),
    _words("run_id", nullable=True),
    Column("raised_at", Moment(), nullable=False),
)

copy_groups = Table(
    "copy_groups",
    metadata,
    _words("id", primary_key=True),
    _words("original", nullable=True),
    _words("reason"),
)

copy_members = Table(
    "copy_members",
    metadata,
    _part_of("group_id", "copy_groups.id"),
    _whole("position"),
    _part_of("article_id", "articles.id", unique=True),
    PrimaryKeyConstraint("group_id", "position"),
    sqlite_with_rowid=False,
)

copy_shares = Table(
    "copy_shares",
    metadata,
    _part_of("group_id", "copy_groups.id"),
    _whole("position"),
    _part_of("article_id", "articles.id", index=True),
    _whole("start"),
    _whole("end"),
    _part_of("other_id", "articles.id", index=True),
    _whole("other_start"),
    _whole("other_end"),
    PrimaryKeyConstraint("group_id", "position"),
    sqlite_with_rowid=False,
)

# Derived: articles as copies are found by them, of which reading and with which corrections of people. What is kept of
# one that was forgotten stays, here and below, until it is known who shared words with it.
copy_texts = Table(
    "copy_texts",
    metadata,
    _words("article_id", primary_key=True),
    _whole("reading"),
    _words("corrected"),
    _words("digest"),
    Column("kept", LargeBinary, nullable=False),
)

# Derived: the articles that hold a shingle.
copy_shingles = Table(
    "copy_shingles",
    metadata,
    Column("shingle", BigInteger, nullable=False),
    _words("article_id"),
    PrimaryKeyConstraint("shingle", "article_id"),
    sqlite_with_rowid=False,
)

# Derived: articles that share enough to be copies, and whether that joins them to one group.
copy_edges = Table(
    "copy_edges",
    metadata,
    _words("left_id"),
    _words("right_id", index=True),
    Column("left_in_right", Float, nullable=False),
    Column("right_in_left", Float, nullable=False),
    _json("shares"),
    _flag("joins"),
    PrimaryKeyConstraint("left_id", "right_id"),
    sqlite_with_rowid=False,
)

# Derived: words that claims rest on and that later versions of their pages no longer have.
claim_losses = Table(
    "claim_losses",
    metadata,
    _part_of("claim_id", "claims.id", primary_key=True),
    _part_of("capture_id", "captures.id", index=True),
    _json("spans"),
)

# Derived: days of publication that other articles tell. What the page itself tells stays in `article_readings`.
inferred_dates = Table(
    "inferred_dates",
    metadata,
    _part_of("article_id", "articles.id", primary_key=True),
    _json("published"),
)

# That something was forgotten, and when; never what.
forgotten = Table(
    "forgotten",
    metadata,
    _whole("number", primary_key=True),
    Column("forgotten_at", Moment(), nullable=False),
)

users = Table(
    "users",
    metadata,
    _words("name", primary_key=True),
    _words("key", unique=True),  # the name folded: how it is looked up
    _words("role"),
    _words("password"),  # an Argon2id digest
    Column("added_at", Moment(), nullable=False),
)

# Of people who signed in, and tokens of programs; what is kept of either is a digest.
sessions = Table(
    "sessions",
    metadata,
    _words("digest", primary_key=True),
    _part_of("user_name", "users.name", index=True),
    _words("kind"),
    Column("begun_at", Moment(), nullable=False),
    Column("ends_at", Moment(), nullable=False),
)

# Sign-ins, refused ones too, and writes through the desk.
user_log = Table(
    "user_log",
    metadata,
    _whole("number", primary_key=True),
    Column("at", Moment(), nullable=False),
    _words("kind"),
    _words("name"),
    _words("key", index=True),
    _words("address", index=True),
    _words("words"),
)

state = Table(
    "state",
    metadata,
    _words("key", primary_key=True),
    _words("value"),
    sqlite_with_rowid=False,
)
