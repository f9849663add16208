"""Migrations, and the marker that tells which side a store belongs to."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, inspect, select
from sqlalchemy.orm import Session

from dialogs.records.errors import MigrationsMissing, SettingsError
from storage.models import Meta

SIDE = "general"
_MIGRATIONS = Path(__file__).parent / "migrations"


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    return config


def newest_revision() -> str:
    """The revision that this program's tables have."""
    return ScriptDirectory.from_config(_config()).get_current_head() or ""


def is_known(revision: str) -> bool:
    """Whether this program has a migration of this name."""
    return any(one.revision == revision for one in ScriptDirectory.from_config(_config()).walk_revisions())


def revision_of(connection: Connection) -> str:
    """The revision that a database is at; '' for one without tables."""
    return MigrationContext.configure(connection).get_current_revision() or ""


def upgrade(engine: Engine, revision: str = "head") -> None:
    """Bring the database to a revision, the newest one by default; one that is there already is left as it is.

    Raises SettingsError for a store of the other side.
    """
    with engine.execution_options(writing=True).begin() as connection:
        if inspect(connection).has_table(Meta.__tablename__):
            with Session(connection) as session:
                _check_side(session)
        config = _config()
        config.attributes["connection"] = connection
        command.upgrade(config, revision)


def check_schema(session: Session) -> None:
    """Raises MigrationsMissing, or SettingsError when the store is the other side's."""
    if revision_of(session.connection()) != newest_revision():
        raise MigrationsMissing("the database lacks migrations; run: python -m bot db upgrade")
    _check_side(session)


def _check_side(session: Session) -> None:
    if session.scalar(select(Meta.value).where(Meta.key == "side")) != SIDE:
        raise SettingsError("DATABASE_URL points to a store of the complaint side; the general side must not use it")
