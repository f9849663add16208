"""Migrations forwards, on a database that is in use: filled at the first revision, used at the newest."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, MetaData, Table, func, insert, select

from storage.agencies import AgencyDirectory
from storage.backup import read_backup, write_backup
from storage.database import Database, open_engine
from storage.samples.load import load_samples
from storage.schema import check_schema, upgrade
from tests.servers import DATABASES
from tests.system import START

FIRST = "0001"
NewDatabase = Callable[[str], str]


@pytest.fixture(params=DATABASES)
def filled_at_the_first_revision(
    request: pytest.FixtureRequest, new_database: NewDatabase
) -> "Iterator[tuple[Engine, dict[str, int]]]":
    """The samples in the tables of the first revision, and how many rows each has."""
    engine = open_engine(new_database(request.param))
    upgrade(engine, FIRST)
    samples = _samples(new_database("sqlite"))
    with engine.execution_options(writing=True).begin() as connection:
        counts = {table.name: _fill(connection, table, samples) for table in _tables(connection)}
    assert counts["measures"] > 20
    assert counts["progress_entries"] > 0
    yield engine, counts
    samples.close()
    engine.dispose()


def _samples(url: str) -> Database:
    database = Database(open_engine(url))
    upgrade(database.engine)
    load_samples(database, START)
    return database


def _tables(connection: Connection) -> list[Table]:
    found = MetaData()
    found.reflect(connection)
    return [table for table in found.sorted_tables if table.name not in ("alembic_version", "meta")]


def _fill(connection: Connection, table: Table, samples: Database) -> int:
    """Today's sample rows, with the columns that the first revision had."""
    with samples.engine.connect() as source:
        today = Table(table.name, MetaData(), autoload_with=source)
        wanted = [today.c[column.name] for column in table.columns]
        found = [dict(row) for row in source.execute(select(*wanted).order_by(*today.primary_key)).mappings()]
    if connection.dialect.name == "postgresql":
        found = [{name: _aware(value) for name, value in row.items()} for row in found]
    if found:
        connection.execute(insert(table), found)
    return len(found)


def _aware(value: Any) -> Any:
    return value.replace(tzinfo=UTC) if isinstance(value, datetime) else value


def test_a_filled_database_comes_forward_whole(
    filled_at_the_first_revision: "tuple[Engine, dict[str, int]]",
) -> None:
    engine, counts = filled_at_the_first_revision
    upgrade(engine)
    database = Database(engine)
    with database.reading() as session:
        check_schema(session)
        for table in _tables(session.connection()):
            if table.name in counts:
                assert session.scalar(select(func.count()).select_from(table)) == counts[table.name], table.name
    known = AgencyDirectory(database, "https://bot.test").known("phon", [])
    assert known is not None
    assert len(known.agency.measures) > 0
    assert known.agency.assessments


def test_a_backup_of_the_first_revision_is_restored_at_the_newest(
    filled_at_the_first_revision: "tuple[Engine, dict[str, int]]", new_database: NewDatabase, tmp_path: Path
) -> None:
    engine, counts = filled_at_the_first_revision
    made = write_backup(engine, tmp_path / "old.zip")
    assert made.revision == FIRST
    restored = open_engine(new_database("sqlite"))
    read_backup(restored, tmp_path / "old.zip")
    with Database(restored).reading() as session:
        check_schema(session)
        for table in _tables(session.connection()):
            if table.name in counts:
                assert session.scalar(select(func.count()).select_from(table)) == counts[table.name], table.name
    restored.dispose()
