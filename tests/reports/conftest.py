"""A database with the five sample agencies."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from storage.database import Database, open_engine
from storage.samples.load import load_samples
from storage.schema import upgrade
from tests.servers import database, empty_database_url, migrated_template, postgres, short_folder, sqlite_url  # noqa: F401 - fixtures
from tests.system import START


@pytest.fixture
def samples(tmp_path: Path) -> Iterator[Database]:
    """SQLite, migrated, with the samples."""
    engine = open_engine(sqlite_url(tmp_path / "general.db"))
    upgrade(engine)
    opened = Database(engine)
    load_samples(opened, START)
    yield opened
    opened.close()
