"""What the merger of claims keeps between two reads, and when events ceased to be."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

WORDS = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Makes the tables; the next rebuild of the events fills them."""
    op.create_table(
        "event_ends",
        sa.Column("event_id", WORDS, nullable=False),
        sa.Column("ended_at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("event_id", name=op.f("pk_event_ends")),
    )
    op.create_index(op.f("ix_event_ends_ended_at"), "event_ends", ["ended_at"], unique=False)
    op.create_table(
        "tellings",
        sa.Column("id", WORDS, nullable=False),
        sa.Column("rank", WORDS, nullable=False),
        sa.Column("blocks", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("facets", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tellings")),
    )
    op.create_table(
        "told",
        *(sa.Column(name, WORDS, nullable=False) for name in ("claim_id", "article_id", "telling")),
        sa.PrimaryKeyConstraint("claim_id", name=op.f("pk_told")),
    )
    for name in ("article_id", "telling"):
        op.create_index(op.f(f"ix_told_{name}"), "told", [name], unique=False)
    op.create_table(
        "telling_blocks",
        sa.Column("key", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("telling", WORDS, nullable=False),
        sa.PrimaryKeyConstraint("key", "at", "telling", name=op.f("pk_telling_blocks")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "telling_pairs",
        sa.Column("one", WORDS, nullable=False),
        sa.Column("other", WORDS, nullable=False),
        sa.Column("points", sa.Float(), nullable=False),
        sa.Column("reason", WORDS, nullable=False),
        sa.PrimaryKeyConstraint("one", "other", name=op.f("pk_telling_pairs")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_telling_pairs_other"), "telling_pairs", ["other"], unique=False)
    op.create_table(
        "unmerged",
        sa.Column("article_id", WORDS, nullable=False),
        sa.PrimaryKeyConstraint("article_id", name=op.f("pk_unmerged")),
        sqlite_with_rowid=False,
    )
