"""Migrations on each kind of database."""

from collections.abc import Iterator

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Engine, inspect, text

from dialogs.records.errors import SettingsError
from storage.database import Database, open_engine
from storage.models import Base
from storage.schema import check_schema, newest_revision, upgrade


@pytest.fixture
def engine(empty_database_url: str) -> Iterator[Engine]:
    made = open_engine(empty_database_url)
    yield made
    made.dispose()


def test_from_empty_to_the_models_of_today(engine: Engine) -> None:
    upgrade(engine)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert context.get_current_revision() == newest_revision()
        assert compare_metadata(context, Base.metadata) == []


def test_every_table_is_there(engine: Engine) -> None:
    upgrade(engine)
    assert set(Base.metadata.tables) <= set(inspect(engine).get_table_names())


def test_a_second_upgrade_changes_nothing(engine: Engine) -> None:
    upgrade(engine)
    with engine.begin() as connection:
        connection.execute(text("INSERT INTO meta (key, value) VALUES ('kept', 'yes')"))
    upgrade(engine)
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT value FROM meta WHERE key = 'kept'")) == "yes"


def test_a_database_without_migrations_is_refused(engine: Engine) -> None:
    with Database(engine).reading() as session, pytest.raises(SettingsError, match="db upgrade"):
        check_schema(session)


def test_a_migrated_database_is_accepted(database: Database) -> None:
    with database.reading() as session:
        check_schema(session)


def test_a_store_of_the_complaint_side_is_refused(database: Database) -> None:
    with database.transaction() as session:
        session.execute(text("UPDATE meta SET value = 'complaints' WHERE key = 'side'"))
    with database.reading() as session, pytest.raises(SettingsError, match="complaint side"):
        check_schema(session)
    with pytest.raises(SettingsError, match="complaint side"):
        upgrade(database.engine)
