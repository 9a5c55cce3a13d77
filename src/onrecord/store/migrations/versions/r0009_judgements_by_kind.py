"""Judgements by their kind: a record has many of one kind and few of the others."""

from __future__ import annotations

from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Makes the index."""
    op.create_index(op.f("ix_judgements_kind_verdict"), "judgements", ["kind", "verdict"], unique=False)
