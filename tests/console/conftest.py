"""The web app with the console, on a database of its own, and administrators who are logged in."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import redis
from flask import Flask

from bot.parts import Parts
from bot.settings import Settings
from bot.web.app import create_app
from bot.web.assembly import make_door
from dialogs.records.facts import Role
from storage.agencies import AgencyDirectory
from storage.channels import Channels
from storage.database import Database, open_engine
from storage.embedded_redis import EmbeddedRedis
from storage.events.daykeys import EventCipher, FileDayKeys
from storage.samples.load import load_samples
from storage.schema import upgrade
from storage.sealing import Keyring
from tests.console.visitor import Office
from tests.servers import sqlite_url
from tests.system import MovableClock

ADDRESS = "https://bot.example"
KEY = "a key of the tests, long enough for a keyring"
NOW = datetime(2026, 1, 15, 3, 0, tzinfo=UTC)


@pytest.fixture(scope="session")
def sample_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The samples, loaded once."""
    path = tmp_path_factory.mktemp("samples") / "general.db"
    engine = open_engine(sqlite_url(path))
    upgrade(engine)
    load_samples(Database(engine), NOW, "https://complaints.example")
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    engine.dispose()
    return path


@pytest.fixture
def database(sample_file: Path, tmp_path: Path) -> Iterator[Database]:
    (tmp_path / "general.db").write_bytes(sample_file.read_bytes())
    database = Database(open_engine(sqlite_url(tmp_path / "general.db")))
    yield database
    database.close()


@pytest.fixture
def clock() -> MovableClock:
    return MovableClock()


@pytest.fixture(scope="session")
def redis_client() -> "Iterator[redis.Redis]":
    with (
        TemporaryDirectory(prefix="prongsai-") as folder,
        EmbeddedRedis(Path(folder) / "data", Path(folder) / "run") as server,
    ):
        yield server.client()


@pytest.fixture
def app(database: Database, clock: MovableClock, tmp_path: Path, redis_client: "redis.Redis") -> Flask:
    """Everything that the web process serves."""
    keyring = Keyring([KEY])
    parts = Parts(
        Settings(DATA_DIR=tmp_path),  # type: ignore[call-arg]
        clock,
        keyring,
        database,
        redis_client,
        EventCipher(FileDayKeys(tmp_path / "keys")),
        Channels(database, keyring),
        AgencyDirectory(database, ADDRESS),
    )
    return create_app(make_door(parts))


@pytest.fixture
def office(app: Flask, database: Database, clock: MovableClock) -> Callable[..., Office]:
    """Somebody of an agency's office, with a browser: ``office("phon", Role.ADMINISTRATOR)``."""

    def somebody(slug: str = "phon", role: Role = Role.ADMINISTRATOR) -> Office:
        return Office(app, database, Keyring([KEY]), clock, slug, role)

    return somebody


@pytest.fixture
def admin(office: Callable[..., Office]) -> Office:
    """An administrator of เทศบาลตำบลโพน who has just logged in."""
    return office().logs_in()
