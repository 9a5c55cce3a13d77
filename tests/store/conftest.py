"""Records to test with, on every database there is."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NoReturn

import pytest
from sqlalchemy import create_engine, make_url, text

from onrecord.store import Record

sys.path.insert(0, str(Path(__file__).parent))  # for store_samples

SERVER = "ONRECORD_TEST_POSTGRES"


@pytest.fixture(scope="session")
def server(left_out: Callable[[str], NoReturn]) -> Iterator[str]:
    """The URL of a database of this process's own on the server that tests may use."""
    url = os.environ.get(SERVER)
    if not url:
        left_out(f"no PostgreSQL server to test on: {SERVER} holds no URL; tests/store/start_postgres.sh gives one")
    name = f"onrecord_{os.getpid()}"
    keeper = create_engine(make_url(url).set(drivername="postgresql+psycopg"), isolation_level="AUTOCOMMIT")
    with keeper.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    yield make_url(url).set(database=name).render_as_string(hide_password=False)
    with keeper.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    keeper.dispose()


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def where(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where a record may be made: a file in an empty folder, or an empty database."""
    if request.param == "sqlite":
        return str(tmp_path / "case.db")
    url: str = request.getfixturevalue("server")
    engine = create_engine(make_url(url).set(drivername="postgresql+psycopg"), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
    engine.dispose()
    return url


@pytest.fixture
def record(where: str) -> Iterator[Record]:
    """An empty record, open for writing."""
    with Record.open(where, write=True) as opened:
        yield opened
