"""A SQLite file that is moved away or replaced under an open engine."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from dialogs.records.errors import StoreUnavailable
from storage.database import Database, open_engine
from tests.servers import sqlite_url


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = filled(tmp_path / "x.db", 1)
    yield opened
    opened.close()


def filled(path: Path, number: int) -> Database:
    opened = Database(open_engine(sqlite_url(path)))
    with opened.transaction() as session:
        session.execute(text("CREATE TABLE t (x INT)"))
        session.execute(text("INSERT INTO t VALUES (:number)"), {"number": number})
    return opened


def read(database: Database) -> object:
    with database.reading() as session:
        return session.scalar(text("SELECT x FROM t"))


def test_a_file_moved_away_is_an_outage_and_none_is_made_in_its_place(database: Database, tmp_path: Path) -> None:
    path, away = tmp_path / "x.db", tmp_path / "away.db"
    path.rename(away)
    for _ in range(2):
        with pytest.raises(StoreUnavailable):
            read(database)
    assert not path.exists()
    away.rename(path)
    assert read(database) == 1


def test_a_file_put_in_its_place_is_the_one_that_is_read(database: Database, tmp_path: Path) -> None:
    filled(tmp_path / "other.db", 2).close()
    database.close()  # as when the last program ends: the log is written back
    assert read(database) == 1
    database.close()
    (tmp_path / "other.db").rename(tmp_path / "x.db")
    assert read(database) == 2


def test_an_open_connection_is_not_used_for_a_file_that_is_no_longer_there(database: Database, tmp_path: Path) -> None:
    filled(tmp_path / "other.db", 2).close()
    assert read(database) == 1
    for part in ("x.db", "x.db-wal", "x.db-shm"):
        (tmp_path / part).unlink(missing_ok=True)
    (tmp_path / "other.db").rename(tmp_path / "x.db")
    assert read(database) == 2


def test_a_log_without_its_database_is_not_read_into_an_empty_one(database: Database, tmp_path: Path) -> None:
    path, away = tmp_path / "x.db", tmp_path / "away.db"
    path.rename(away)
    assert (tmp_path / "x.db-wal").exists()
    fresh = Database(open_engine(sqlite_url(path)))
    with pytest.raises(StoreUnavailable):
        read(fresh)
    assert not path.exists()
    away.rename(path)
    assert read(fresh) == 1
    fresh.close()
