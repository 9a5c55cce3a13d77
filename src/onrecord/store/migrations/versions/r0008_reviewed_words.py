"""What a claim said when a person reviewed it, and claims in the order of how sure the program is of them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Makes the column, empty for reviews of before, and the index."""
    op.add_column("reviews", sa.Column("told", sa.Text(), nullable=True))
    op.create_index(op.f("ix_claims_confidence"), "claims", ["confidence"], unique=False)
