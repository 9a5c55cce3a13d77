"""Words that claims rest on and that later versions of their pages no longer have."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

WORDS = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Makes the table; a rebuild of the events fills it."""
    op.create_table(
        "claim_losses",
        sa.Column("claim_id", WORDS, nullable=False),
        sa.Column("capture_id", WORDS, nullable=False),
        sa.Column("spans", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["capture_id"], ["captures.id"], name=op.f("fk_claim_losses_capture_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["claim_id"], ["claims.id"], name=op.f("fk_claim_losses_claim_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("claim_id", name=op.f("pk_claim_losses")),
    )
    op.create_index(op.f("ix_claim_losses_capture_id"), "claim_losses", ["capture_id"], unique=False)
