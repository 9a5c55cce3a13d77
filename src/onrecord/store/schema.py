"""The record's schema on disk: which revision it has, and how it comes to the newest."""

from __future__ import annotations

from sqlalchemy import Connection, inspect, text
from sqlalchemy.exc import DBAPIError

from onrecord.errors import RecordDamagedError, RecordNewerError
from onrecord.store.opening import APPLICATION, Whereabouts

HEAD = "0010"
VERSION_TABLE = "onrecord_schema"


def revision(connection: Connection) -> str | None:
    """The revision of the record's schema, None where the database holds no record."""
    if not inspect(connection).has_table(VERSION_TABLE):
        return None
    found = connection.execute(text(f"SELECT version_num FROM {VERSION_TABLE}")).scalar()  # noqa: S608 - a constant
    return str(found) if found is not None else None


def check(connection: Connection, place: Whereabouts) -> bool:
    """True when the schema is this program's, False when it is older or not there yet.

    Raises RecordNewerError for a newer one, RecordDamagedError for a file that is no record.
    """
    try:
        found = revision(connection)
        foreign = found is None and place.file is not None and _is_foreign(connection)
    except DBAPIError as error:
        raise RecordDamagedError(place.label, f"is not a record, or is damaged ({error.orig})") from error
    if foreign:
        raise RecordDamagedError(place.label, "is a database, but not a record of OnRecord")
    if found is not None and found > HEAD:
        raise RecordNewerError(place.label, found, HEAD)
    return found == HEAD


def _is_foreign(connection: Connection) -> bool:
    mark = connection.exec_driver_sql("PRAGMA application_id").scalar()
    return mark not in (0, APPLICATION) or bool(inspect(connection).get_table_names())


def migrate(connection: Connection, place: Whereabouts) -> None:
    """Nothing; brings the schema to the newest revision within the connection's transaction."""
    # Slow to import, and seldom needed.
    from alembic import command
    from alembic.config import Config
    from alembic.util import CommandError

    config = Config()
    config.set_main_option("script_location", "onrecord.store:migrations")
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, "head")
    except CommandError as error:
        raise RecordDamagedError(place.label, f"its schema cannot be brought up to date ({error})") from error
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION}")
