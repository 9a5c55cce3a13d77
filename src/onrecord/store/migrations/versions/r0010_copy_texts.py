"""What is kept of the texts of articles, so that a new one is held against those that share words with it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"

WORDS = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Makes the tables; the next rebuild of the events fills them."""
    op.create_table(
        "copy_texts",
        sa.Column("article_id", WORDS, nullable=False),
        sa.Column("reading", sa.Integer(), nullable=False),
        sa.Column("corrected", WORDS, nullable=False),
        sa.Column("digest", WORDS, nullable=False),
        sa.Column("kept", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("article_id", name=op.f("pk_copy_texts")),
    )
    op.create_table(
        "copy_shingles",
        sa.Column("shingle", sa.BigInteger(), nullable=False),
        sa.Column("article_id", WORDS, nullable=False),
        sa.PrimaryKeyConstraint("shingle", "article_id", name=op.f("pk_copy_shingles")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "copy_edges",
        *(sa.Column(name, WORDS, nullable=False) for name in ("left_id", "right_id")),
        *(sa.Column(name, sa.Float(), nullable=False) for name in ("left_in_right", "right_in_left")),
        sa.Column("shares", sa.Text(), nullable=False),
        sa.Column("joins", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("left_id", "right_id", name=op.f("pk_copy_edges")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_copy_edges_right_id"), "copy_edges", ["right_id"], unique=False)
