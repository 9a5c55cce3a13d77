"""Runs migrations on the connection that the program hands over."""

from __future__ import annotations

from alembic import context

from onrecord.store.schema import VERSION_TABLE
from onrecord.store.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    version_table=VERSION_TABLE,
)
context.run_migrations()
