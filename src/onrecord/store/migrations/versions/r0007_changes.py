"""What people change: one row an action, what it put down and took back, and what follows of it for claims."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

WORDS = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Makes the tables and columns; what people decided before becomes changes, each on its own."""
    _columns_of_claims()
    _columns_of_corrections()
    op.create_table(
        "claim_heirs",
        sa.Column("object_id", WORDS, nullable=False),
        _part("claim_heirs", "claim_id", "claims.id", WORDS),
        sa.PrimaryKeyConstraint("object_id", name=op.f("pk_claim_heirs")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_claim_heirs_claim_id"), "claim_heirs", ["claim_id"], unique=False)
    op.execute(
        "INSERT INTO claim_heirs (object_id, claim_id) SELECT r.object_id, min(c.id) FROM reviews r "
        "JOIN claims c ON c.id = r.object_id OR c.statement_key = r.statement_key "
        "JOIN readings n ON n.number = c.reading AND n.is_newest GROUP BY r.object_id"
    )
    _article_corrections()
    _changes()
    _changes_of_before()


def _part(
    table: str, column: str, target: str, kind: sa.types.TypeEngine[Any], nullable: bool = False
) -> sa.Column[Any]:
    key = sa.ForeignKey(target, name=op.f(f"fk_{table}_{column}"), ondelete="CASCADE")
    return sa.Column(column, kind, key, nullable=nullable)


def _flag(name: str, default: sa.ColumnElement[bool]) -> sa.Column[bool]:
    return sa.Column(name, sa.Boolean(), nullable=False, server_default=default)


def _columns_of_claims() -> None:
    op.add_column("claims", _flag("is_read", sa.true()))
    for table in ("claim_participants", "claim_voices", "relation_voices"):
        for name in ("is_read", "stands"):
            op.add_column(table, _flag(name, sa.true()))


def _columns_of_corrections() -> None:
    table = "claim_corrections"
    for name in ("status", "place"):
        op.add_column(table, sa.Column(name, WORDS, nullable=True))
    for name in ("sets_place", "sets_occurred"):
        op.add_column(table, _flag(name, sa.false()))
    for name in ("occurred", "quantities"):
        op.add_column(table, sa.Column(name, sa.Text(), nullable=True))
    op.add_column(table, sa.Column("is_dated", sa.Boolean(), nullable=True))
    for name in ("when_start", "when_end"):
        op.add_column(table, sa.Column(name, sa.Date(), nullable=True))
    op.create_index(op.f("ix_claim_corrections_place"), table, ["place"], unique=False)
    op.execute("UPDATE claim_corrections SET status = 'rejected' WHERE is_rejected")
    op.execute(
        "UPDATE claim_corrections SET status = 'accepted' WHERE NOT is_rejected AND EXISTS (SELECT 1 FROM reviews r "
        "JOIN claims c ON c.id = claim_corrections.claim_id AND (r.object_id = c.id OR r.statement_key = "
        "c.statement_key) WHERE r.withdrawn_at IS NULL AND r.field = 'status' AND r.after = '\"accepted\"')"
    )


def _article_corrections() -> None:
    op.create_table(
        "article_corrections",
        _part("article_corrections", "article_id", "articles.id", WORDS),
        sa.Column("publisher", sa.Text(), nullable=True),
        sa.Column("publisher_name", WORDS, nullable=True),
        sa.Column("publisher_domain", WORDS, nullable=True),
        sa.Column("published", sa.Text(), nullable=True),
        sa.Column("is_dated", sa.Boolean(), nullable=True),
        sa.Column("published_start", sa.Date(), nullable=True),
        sa.Column("published_end", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("article_id", name=op.f("pk_article_corrections")),
        sqlite_with_rowid=False,
    )
    name = op.f("ix_article_corrections_publisher_name")
    op.create_index(name, "article_corrections", ["publisher_name"], unique=False)


def _changes() -> None:
    op.create_table(
        "changes",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("by", WORDS, nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("words", WORDS, nullable=False),
        sa.Column("undone_at", sa.Text(), nullable=True),
        sa.Column("undone_by", WORDS, nullable=True),
        _flag("can_redo", sa.false()),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_changes")),
    )
    op.create_index(op.f("ix_changes_by"), "changes", ["by"], unique=False)
    op.create_table(
        "change_rows",
        _part("change_rows", "change", "changes.number", sa.Integer()),
        sa.Column("position", sa.Integer(), nullable=False),
        _part("change_rows", "review", "reviews.id", WORDS, nullable=True),
        _part("change_rows", "judgement", "judgements.number", sa.Integer(), nullable=True),
        sa.Column("is_withdrawal", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("change", "position", name=op.f("pk_change_rows")),
        sqlite_with_rowid=False,
    )
    for name in ("review", "judgement"):
        op.create_index(op.f(f"ix_change_rows_{name}"), "change_rows", [name], unique=False)


def _changes_of_before() -> None:
    """Each decision of a person that stands becomes a change; what was withdrawn before stays as it was."""
    bind = op.get_bind()
    reviews = sa.text("SELECT id AS item, decided_by, decided_at FROM reviews WHERE withdrawn_at IS NULL")
    judged = sa.text(
        "SELECT number AS item, decided_by, decided_at FROM judgements "
        "WHERE withdrawn_at IS NULL AND decided_by <> 'onrecord'"
    )
    found = [("review", row) for row in bind.execute(reviews)] + [("judgement", row) for row in bind.execute(judged)]
    found.sort(key=lambda pair: (pair[1].decided_at, str(pair[1].item)))
    changes = sa.table("changes", *(sa.column(name) for name in ("number", "by", "at", "words")))
    rows = sa.table(
        "change_rows", *(sa.column(name) for name in ("change", "position", "review", "judgement", "is_withdrawal"))
    )
    for kind, row in found:
        made = bind.execute(
            sa.insert(changes)
            .values(by=row.decided_by, at=row.decided_at, words=f"{kind} of before")
            .returning(changes.c.number)
        ).scalar_one()
        values = {"change": made, "position": 0, "review": None, "judgement": None, "is_withdrawal": False}
        bind.execute(sa.insert(rows).values(values | {kind: row.item}))
