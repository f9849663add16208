"""Migrations, and the marker that tells which side a store belongs to."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, inspect, select
from sqlalchemy.orm import Session

from dialogs.records.errors import SettingsError
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


def upgrade(engine: Engine) -> None:
    """Bring the database to the newest revision; one that is there already is left as it is.

    Raises SettingsError for a store of the other side.
    """
    with engine.execution_options(writing=True).begin() as connection:
        if inspect(connection).has_table(Meta.__tablename__):
            with Session(connection) as session:
                _check_side(session)
        config = _config()
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def check_schema(session: Session) -> None:
    """Raises SettingsError when migrations are missing or the store is the other side's."""
    connection = session.connection()
    if MigrationContext.configure(connection).get_current_revision() != newest_revision():
        raise SettingsError("the database lacks migrations; run: python -m bot db upgrade")
    _check_side(session)


def _check_side(session: Session) -> None:
    if session.scalar(select(Meta.value).where(Meta.key == "side")) != SIDE:
        raise SettingsError("DATABASE_URL points to a store of the complaint side; the general side must not use it")
