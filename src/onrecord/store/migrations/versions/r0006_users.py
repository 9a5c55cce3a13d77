"""The people who share a desk: users, their sessions and tokens, and the log of sign-ins and writes."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0004"

WORDS = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def _words(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, WORDS, nullable=False) for name in names]


def upgrade() -> None:
    """Makes the tables, empty: a record has no users until somebody adds one."""
    op.create_table(
        "users",
        *_words("name", "key", "role", "password"),
        sa.Column("added_at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_users")),
        sa.UniqueConstraint("key", name=op.f("uq_users_key")),
    )
    op.create_table(
        "sessions",
        *_words("digest", "user_name", "kind"),
        sa.Column("begun_at", sa.Text(), nullable=False),
        sa.Column("ends_at", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["user_name"], ["users.name"], name=op.f("fk_sessions_user_name"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_sessions")),
    )
    op.create_index(op.f("ix_sessions_user_name"), "sessions", ["user_name"], unique=False)
    op.create_table(
        "user_log",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        *_words("kind", "name", "key", "address", "words"),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_user_log")),
    )
    for name in ("key", "address"):
        op.create_index(op.f(f"ix_user_log_{name}"), "user_log", [name], unique=False)
