"""Opening the database: SQLite in one folder, or PostgreSQL by its address."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm import Session, sessionmaker

from dialogs.records.errors import StoreUnavailable
from storage.sqlite_file import SqliteFile

POOL = 24
"""Connections of one process: sixteen partitions and eight replies may need one at the same time."""
TURN_SECONDS = 10.0
"""A statement of a turn or a page takes milliseconds: one that takes so long waits for a lock or a dead server."""
_SILENCE = {"connect_timeout": 5, "tcp_user_timeout": 5000, "keepalives_idle": 5, "keepalives_interval": 2}
"""libpq's: how long a server may be silent before it counts as gone (seconds, milliseconds, seconds, seconds)."""
_PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=5000")


def open_engine(url: str, statement_seconds: float | None = None) -> Engine:
    """An engine with settings that keep a promise once given: synchronous commits, foreign keys, short waits.

    PostgreSQL gives up a statement after ``statement_seconds``, where given. Errors never show a statement's values.
    """
    address = make_url(url)
    if address.get_backend_name() == "sqlite":
        engine = create_engine(address, pool_size=POOL, hide_parameters=True)
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        if address.database:
            SqliteFile(Path(address.database)).watch(engine)
        return engine
    if address.drivername in ("postgres", "postgresql"):
        address = address.set(drivername="postgresql+psycopg")
    engine = create_engine(
        address, pool_pre_ping=True, pool_size=POOL, hide_parameters=True, connect_args=dict(_SILENCE)
    )
    if statement_seconds is not None:
        event.listen(engine, "connect", partial(_limit_statements, int(statement_seconds * 1000)))
    return engine


def _limit_statements(milliseconds: int, connection: Any, _record: object) -> None:
    # By a statement of its own: a pooler may refuse it among the options of a connection.
    with connection.cursor() as cursor:
        cursor.execute(f"SET statement_timeout = {milliseconds}")
    connection.commit()


def _prepare_sqlite(connection: Any, _record: object) -> None:
    # The driver's own BEGIN comes too late for a clean snapshot; SQLAlchemy's documentation has this recipe.
    connection.isolation_level = None
    for pragma in _PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    # A transaction that reads first and writes later cannot wait for another writer: SQLite refuses it at once.
    options = connection.get_execution_options()
    if not options.get("glancing", False):
        connection.exec_driver_sql("BEGIN IMMEDIATE" if options.get("writing", False) else "BEGIN")


class Database:
    """Sessions on one engine, with the errors of ours."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._readers = sessionmaker(engine, expire_on_commit=False)
        self._writers = sessionmaker(engine.execution_options(writing=True), expire_on_commit=False)
        sqlite = engine.dialect.name == "sqlite"
        self._glances = engine.execution_options(
            **({"glancing": True} if sqlite else {"isolation_level": "AUTOCOMMIT"})
        )

    def transaction(self) -> AbstractContextManager[Session]:
        """One transaction that writes: committed at the end, rolled back by any exception.

        Raises StoreUnavailable where the database does not answer (down, locked, disk full).
        """
        return self._session(self._writers)

    def reading(self) -> AbstractContextManager[Session]:
        """One consistent look at the data. Raises StoreUnavailable like ``transaction``."""
        return self._session(self._readers)

    @contextmanager
    def glance(self) -> Iterator[Connection]:
        """For one query that needs no other beside it: no transaction around it. Raises StoreUnavailable."""
        with _answering(), self._glances.connect() as connection:
            yield connection

    @contextmanager
    def _session(self, sessions: sessionmaker[Session]) -> Iterator[Session]:
        with _answering(), sessions.begin() as session:
            yield session

    def close(self) -> None:
        self.engine.dispose()


@contextmanager
def _answering() -> Iterator[None]:
    """The database's errors as ours."""
    try:
        yield
    except (OperationalError, PoolTimeout) as error:
        raise StoreUnavailable("the database does not answer") from error
    except DBAPIError as error:
        if error.connection_invalidated:
            raise StoreUnavailable("the database went away") from error
        raise
